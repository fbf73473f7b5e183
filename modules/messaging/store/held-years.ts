/** Messages that are not sent yet keep the year of their matter attached. */
import type { YearHold } from '../../../platform/db/index.ts';

export const messageHolds: readonly YearHold[] = [
  {
    zh: '仍有未发出的消息',
    en: 'messages wait to be sent',
    rows: `SELECT county, matter_id AS key FROM messaging.message
      WHERE state IN ('queued', 'sending')`,
  },
];
