/** What the commands of the demo refuse. */
import type { RefusalTexts } from '../../kernel/endpoint.ts';

export const growTexts = {
  GROW_NOT_IN_DEMO: {
    kind: 'invalid',
    zh: 'demo grow 只用于演示：当前设置了 LINLI_DEMO=0。',
    en: 'demo grow is for the demo alone: LINLI_DEMO=0 is set.',
  },
  GROW_NEEDS_OWNER: {
    kind: 'invalid',
    zh: 'demo grow 以数据库属主写入，请设置 DATABASE_ADMIN_URL。',
    en: 'demo grow writes as the owner of the database: set DATABASE_ADMIN_URL.',
  },
  GROW_BESIDE_WORK: {
    kind: 'conflict',
    zh: '该数据库中有演示以外的事项（{county}），不能生成演示城市。',
    en: 'This database holds matters that are not the demo’s ({county}): nothing is grown beside them.',
  },
  GROW_COUNT_INVALID: {
    kind: 'invalid',
    zh: '--matters 应为 1 到 1000000 的整数。',
    en: '--matters is a whole number from 1 to 1000000.',
  },
} as const satisfies RefusalTexts;
