/** How the scripted day lets time pass: in half days of office hours. */
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** China has one zone and no summer time. */
const ZONE_MS = 8 * HOUR_MS;

/** Half past three, then ten the next day, not on Saturdays and Sundays. */
export function nextHalfDay(now: number): number {
  const local = now + ZONE_MS;
  const midnight = Math.floor(local / DAY_MS) * DAY_MS;
  // A weekend is over after three days at the latest.
  const halves = [0, 1, 2, 3].flatMap((days) =>
    [10, 15.5].map((hour) => midnight + days * DAY_MS + hour * HOUR_MS),
  );
  const next = halves.find((at) => at > local && ![0, 6].includes(new Date(at).getUTCDay()));
  return (next ?? local + DAY_MS) - ZONE_MS;
}
