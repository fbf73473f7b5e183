/** What messaging says to people when it refuses. */
import type { RefusalTexts } from '../../kernel/endpoint.ts';

export const messagingTexts = {
  MESSAGE_NOT_FAILED: {
    kind: 'conflict',
    zh: '只有发送失败的消息可以重新发送，请刷新后查看最新状态。',
    en: 'Only a message that failed can be sent again. Reload to see its present state.',
  },
  MESSAGE_ERASED: {
    kind: 'conflict',
    zh: '消息内容已随当事人信息一并删除，不能再发送。',
    en: 'The message was erased together with the personal data of its matter.',
  },
  WEBHOOK_URL_REFUSED: {
    kind: 'invalid',
    zh: '不能向该地址推送：应为 https 地址，且不得指向本机或内网；内网地址须由运维在 LINLI_WEBHOOK_HOSTS 中列明。',
    en: 'This address cannot be a webhook: it must be https and neither this machine nor a private network, unless the operator lists its host in LINLI_WEBHOOK_HOSTS.',
  },
  WEBHOOK_TOO_MANY: {
    kind: 'conflict',
    zh: '一个区县最多设置 {max} 个推送地址，请先删除不用的。',
    en: 'A county has at most {max} webhooks. Remove one that is not used.',
  },
} as const satisfies RefusalTexts;
