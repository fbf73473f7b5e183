/** Gaps in the words of a template: which nobody fills, which are left to the writer. Pure. */

/** `{…}` that no matter fills. */
export function unknownGaps(text: string, known: readonly string[]): string[] {
  const used = [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
  return [...new Set(used)].filter((gap) => !known.includes(gap)).map((gap) => `{${gap}}`);
}

/** `【…】` in words that were filled. */
export function openGaps(text: string): string[] {
  return [...new Set([...text.matchAll(/【[^】]+】/g)].map(([gap]) => gap))];
}
