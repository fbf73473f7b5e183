/** Promises that will be asked after keep the year of their matter attached. */
import type { YearHold } from '../../../platform/db/index.ts';

export const promiseHolds: readonly YearHold[] = [
  {
    zh: '仍有约定的履行未回访',
    en: 'promises of agreements are still to be asked after',
    rows: 'SELECT county, matter_id AS key FROM agreement.promise WHERE asked_at IS NULL',
  },
];
