/** What is said when a search is refused. */
import type { RefusalTexts } from '../../../kernel/endpoint.ts';

export const searchTexts = {
  SEARCH_PERSONAL: {
    kind: 'invalid',
    zh: '不能按电话号码、证件号码、车牌号或邮箱查询事项。请用地点、问题或事项编号查询。',
    en: 'Matters cannot be searched by phone, ID, plate number or e-mail. Search by place, trouble or matter number.',
  },
  SEARCH_TOO_SHORT: {
    kind: 'invalid',
    zh: '请输入至少两个字的查询内容。',
    en: 'Type at least two characters that say something.',
  },
  SEARCH_TOO_LONG: {
    kind: 'invalid',
    zh: '查询内容最多 {max} 个字。',
    en: 'A search has at most {max} characters.',
  },
} as const satisfies RefusalTexts;
