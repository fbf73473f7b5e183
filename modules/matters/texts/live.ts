/** What is said when live updates, drafts, bulk acts or an export are refused. */
import type { RefusalTexts } from '../../../kernel/endpoint.ts';

export const liveTexts = {
  LIVE_TOO_MANY: {
    kind: 'tooMany',
    zh: '打开的页面过多，本页暂不能实时更新；请关闭一些页面，或稍后刷新。',
    en: 'Too many pages are open: this one is not updated live. Close some, or reload it later.',
  },
  SUGGESTION_MISSING: {
    kind: 'conflict',
    zh: '规则没有给出承办单位，请单独派遣。',
    en: 'No rule names an organisation for it. Dispatch it by itself.',
  },
  DRAFT_TOO_LARGE: {
    kind: 'invalid',
    zh: '填写的内容过长（最多 {max} 字），未能暂存。',
    en: 'What is filled in is too long to be kept (at most {max} characters).',
  },
} as const satisfies RefusalTexts;
