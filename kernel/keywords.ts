/**
 * What a text speaks of, by keywords. Server, portal and the phone without a network ask this, so
 * that all of them suggest the same.
 */

type Worded = { code: string; keywords: readonly string[] };

export type Spoken = { code: string; hits: string[] };

/** The likeliest first, with what hit; a longer word says more. Of two alike the earlier one. */
export function spokenOf(items: readonly Worded[], text: string): Spoken[] {
  return items
    .map(({ code, keywords }) => {
      const hits = keywords.filter((word) => text.includes(word));
      return { code, hits, score: hits.reduce((sum, word) => sum + word.length, 0) };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ code, hits }) => ({ code, hits }));
}
