/** What the links of parties refuse, in both languages. */
import type { RefusalTexts } from '../../kernel/endpoint.ts';

export const invitationsTexts = {
  INVITATION_UNKNOWN: {
    kind: 'missing',
    zh: '这个链接已失效或者不完整。请用最近一条短信中的链接，或者联系调解组织重新发送。',
    en: 'This link is no longer valid, or not whole. Use the one in the newest message, or ask the mediation organisation for another.',
  },
  INVITATION_DEVICE_UNKNOWN: {
    kind: 'unauthenticated',
    zh: '请重新打开短信中的链接，用验证码进入。',
    en: 'Open the link in the message again, and enter with a code.',
  },
  INVITATION_CODE_WRONG: {
    kind: 'invalid',
    zh: '验证码不对或者已过期，请重新获取。',
    en: 'The code is wrong or too old. Ask for another.',
  },
  INVITATION_NO_PHONE: {
    kind: 'conflict',
    zh: '这位当事人没有登记手机，请当面或者电话征询，再补充登记。',
    en: 'No phone of this party is on record: ask them in person, or put their phone on record.',
  },
} as const satisfies RefusalTexts;
