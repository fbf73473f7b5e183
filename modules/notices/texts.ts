/** What notices say to people when they are refused. */
import type { RefusalTexts } from '../../kernel/endpoint.ts';

export const noticesTexts = {
  NOTICE_OVER: {
    kind: 'invalid',
    zh: '公告的结束时间已经过去，请改为将来的时间。',
    en: 'The notice would be over already. Choose an end that lies ahead.',
  },
  NOTICE_WITHDRAWN: {
    kind: 'conflict',
    zh: '该公告已经撤下。',
    en: 'The notice was withdrawn already.',
  },
} as const satisfies RefusalTexts;
