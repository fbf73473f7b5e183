/**
 * The spans of time in which first answers are counted, so that a median can be made of sums. They
 * are kept by their names: other spans are another counting (`COUNTING`).
 */

/** Upper ends, in hours, in order. */
export const answerSpans = [
  1, 2, 4, 6, 8, 12, 18, 24, 36, 48, 72, 96, 120, 144, 168, 240, 336, 480, 720, 1440, 2160, 4320,
  8760,
] as const;

const HOUR_MS = 3_600_000;
const names: readonly string[] = [...answerSpans.map(String), 'longer'];

/** The name of the span in which an answer came: its end in hours, or `longer`. */
export function answerSpan(waitedMs: number): string {
  const at = answerSpans.findIndex((hours) => waitedMs <= hours * HOUR_MS);
  return names.at(at) ?? '';
}

/** Its place among the spans; the last is beyond all. What is no span's name is none. */
export const answerSpanAt = (name: string): number => names.indexOf(name);
