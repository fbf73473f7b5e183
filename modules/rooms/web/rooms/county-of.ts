/** The county leads in links and rooms alike; of a broken link it may be all that is left. */
export const countyOf = (name: string): string | null =>
  /^([0-9A-Za-z]{1,12})-/.exec(name)?.[1] ?? null;
