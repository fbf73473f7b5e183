/** Years of the log: which are away, and what of a matter keeps its own from going. */
import type { YearHold } from '../../../platform/db/index.ts';

export { listYearsAway, yearOf } from '../../../platform/db/index.ts';

/** Whatever writes to the log by itself, or may be asked to. */
export const matterHolds: readonly YearHold[] = [
  {
    zh: '仍有未办结的事项',
    en: 'matters are open',
    rows: 'SELECT county, id AS key FROM matter.matter WHERE is_open',
  },
  {
    zh: '仍有计时中的时钟',
    en: 'clocks have a rung to come',
    rows: 'SELECT county, matter_id AS key FROM matter.clock WHERE next_at IS NOT NULL',
  },
  {
    zh: '仍有待催办的督办',
    en: 'supervisions have a reminder to come',
    rows: 'SELECT county, matter_id AS key FROM matter.supervision WHERE remind_at IS NOT NULL',
  },
  {
    // Its reporter may rate it, object and have it opened again: windows are shorter than a year.
    zh: '一年内刚办结的事项，报事人仍可评价或要求重办',
    en: 'matters were closed less than a year ago: who reported them may rate and reopen them',
    rows: `SELECT county, id AS key FROM matter.matter
      WHERE closed_at > now() - interval '1 year'`,
    isLong: true,
  },
];
