/** Our due times against those that a file brings along: how often they agree, and why not. */

const DAY = 86_400_000;

export type TargetTally = { rows: number; agreed: number; causes: Record<string, number> };

/** By the clock's unit. */
export type TargetTallies = Record<string, TargetTally>;

/** How the file's due time differs from ours, as far as the two times show it. */
export function targetCause(target: number, ours: number, withinMs: number): string {
  const [difference, size] = [target - ours, Math.abs(target - ours)];
  const fromWholeDays = Math.abs(size - Math.round(size / DAY) * DAY);
  if (size <= withinMs) return 'agrees';
  if (size > 10 * 365 * DAY) return 'years apart';
  if (size <= 3_600_000)
    return difference < 0 ? 'earlier by under an hour' : 'later by under an hour';
  if (fromWholeDays <= withinMs) return 'the same time on another day';
  return target % 60_000 === 0
    ? 'a target on a whole minute, typed by hand'
    : 'another day and time';
}

export function tallyTarget(tallies: TargetTallies, unit: string, cause: string): void {
  const tally = tallies[unit] ?? { rows: 0, agreed: 0, causes: {} };
  tallies[unit] = tally;
  tally.rows += 1;
  if (cause === 'agrees') tally.agreed += 1;
  tally.causes[cause] = (tally.causes[cause] ?? 0) + 1;
}
