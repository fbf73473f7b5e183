/** Which doors of the menu lead somewhere for a post. Hides only: the server decides. Pure. */

export type Door = {
  permission?: string;
  /** Behind it waits this queue: for posts whose work it can be by the published processes. */
  queue?: string;
  /** Behind it lies what concerns a whole county: for posts whose regions hold one. */
  isOfCounty?: true;
};

/** What of a session decides. */
export type Holder = {
  permissions?: readonly string[] | undefined;
  regions?: readonly string[] | undefined;
  counties?: readonly string[] | undefined;
  /** The queues that can be their work; undefined: nobody could say. */
  work?: readonly string[] | undefined;
};

/** Whether the post's regions hold the whole county, as the server asks. */
export function holdsCounty({ regions = [] }: Holder, county: string): boolean {
  return regions.some((code) => county.startsWith(code));
}

/** The page at an address is behind a door that is closed to the post: it is refused in words. */
export function isClosedTo(
  holder: Holder,
  path: string,
  pages: readonly { path: string; menu?: Door }[],
): boolean {
  const menu = pages.find((page) => page.path === path)?.menu;
  return menu !== undefined && !isOpenTo(holder, menu);
}

export function isOpenTo(holder: Holder, { permission, queue, isOfCounty }: Door): boolean {
  const { permissions = [], counties = [], work } = holder;
  if (permission !== undefined && !permissions.includes(permission)) return false;
  if (queue !== undefined && work !== undefined && !work.includes(queue)) return false;
  return !isOfCounty || counties.some((county) => holdsCounty(holder, county));
}
