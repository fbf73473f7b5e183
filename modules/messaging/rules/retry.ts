/** When a message that did not get through is tried again. No chance in it: a test can say when. */

const MINUTE = 60_000;
/** After the first try, the second, …; then it has failed and waits for a person. */
const waits = [1, 5, 15, 60, 4 * 60, 12 * 60].map((minutes) => minutes * MINUTE);

export const triesMax = waits.length + 1;

/** The time (ms) of the next try after `tries` of them, or null when there is none. */
export function nextTryAt(tries: number, now: number): number | null {
  const wait = waits[tries - 1];
  return wait === undefined ? null : now + wait;
}
