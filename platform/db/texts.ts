/** Refusals about years of the growing tables, read on a terminal. */
import type { RefusalTexts } from '../../kernel/endpoint.ts';

export const yearTexts = {
  PARTITIONS_NEED_OWNER: {
    kind: 'forbidden',
    zh: '分区须以数据库属主身份管理：请设置 DATABASE_ADMIN_URL。',
    en: 'Partitions are the owner’s of the database: set DATABASE_ADMIN_URL.',
  },
  YEAR_UNKNOWN: {
    kind: 'missing',
    zh: '没有 {year} 年可作此操作的分区，请用 partitions list 查看。',
    en: 'No partitions of {year} are there for this: see partitions list.',
  },
  YEAR_NOT_OVER: {
    kind: 'conflict',
    zh: '{year} 年尚未结束，不能卸下。',
    en: 'The year {year} is not over and cannot be detached.',
  },
  YEAR_HELD: {
    kind: 'conflict',
    zh: '{year} 年的事项还不能卸下：{zh}（{n} 件，如区县 {county}）。',
    en: 'Matters of {year} cannot be detached yet: {en} ({n}, in county {county} for one).',
  },
  YEAR_BUSY: {
    kind: 'conflict',
    zh: '半分钟内一直有长时间的读取或备份占用这些表，请稍后再试。',
    en: 'Something long (a backup, verify-log) held the tables for half a minute. Try again later.',
  },
  YEAR_OTHER_SHAPE: {
    kind: 'conflict',
    zh: '{part} 与升级后的表结构不一致，请先补上升级所作的更改：{why}',
    en: '{part} is not shaped as its table is since an upgrade. Change it alike first: {why}',
  },
  YEARS_AWAY: {
    kind: 'conflict',
    zh: '{years} 年的日志已卸下，不能重算统计：否则这些年的数字会丢失。请先 partitions attach。',
    en: 'The log of {years} is detached. Counted again, its figures would be lost: attach it first.',
  },
} as const satisfies RefusalTexts;
