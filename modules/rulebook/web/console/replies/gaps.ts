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

/** The text with words put in place of what was chosen in it, and where the cursor then stands. */
export function inserted(
  text: string,
  words: string,
  chosen: { from: number; to: number },
): { text: string; cursor: number } {
  const from = Math.min(chosen.from, text.length);
  const to = Math.min(Math.max(chosen.to, from), text.length);
  return { text: text.slice(0, from) + words + text.slice(to), cursor: from + words.length };
}
