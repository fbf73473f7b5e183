/**
 * The texts of the launcher's refusals. They are read on a terminal by whoever starts the
 * program, so each says what to do next. `{word}` stands for a value of the refusal.
 */
import type { RefusalText, RefusalTexts } from '../../kernel/endpoint.ts';
import { type Refusal, refuse } from '../../kernel/refusal.ts';

export const postgresTexts = {
  DATA_FOLDER_IN_USE: {
    kind: 'conflict',
    zh: '数据目录 {folder} 正被另一个运行中的 Linli 程序（{holder}）使用。请先停止它，或用 LINLI_DATA_DIR 指定另一个目录。',
    en: 'The data folder {folder} is in use by another running Linli ({holder}). Stop that one first, or name another folder in LINLI_DATA_DIR.',
  },
  DATA_FOLDER_NOT_WRITABLE: {
    kind: 'unavailable',
    zh: '数据目录 {folder} 无法写入（{reason}）。请修改其权限，或用 LINLI_DATA_DIR 指定可写的目录。',
    en: 'The data folder {folder} cannot be written ({reason}). Mend its permissions, or name a writable folder in LINLI_DATA_DIR.',
  },
  DATA_FOLDER_OF_ANOTHER_USER: {
    kind: 'unavailable',
    zh: '数据目录 {folder} 属于用户 {owner}。请以该用户或 root 启动，或用 chown 改变其属主。',
    en: 'The data folder {folder} belongs to the user {owner}. Start as that user or as root, or change its owner with chown.',
  },
  DATA_FOLDER_CLOSED: {
    kind: 'unavailable',
    zh: '以 root 启动时数据库改用用户 {user} 运行，但该用户无法进入 {folder}。请把数据目录放到各用户都能进入的位置（例如 LINLI_DATA_DIR=/srv/linli），或以普通用户启动。',
    en: 'Started as root, the database runs as the user {user}, who cannot enter {folder}. Put the data folder where every user can pass (for instance LINLI_DATA_DIR=/srv/linli), or start as an ordinary user.',
  },
  DATABASE_PLACE_MISSING: {
    kind: 'unavailable',
    zh: '{link} 指向 {folder}，但那里没有数据库。请把数据库移回该处；确定不再需要旧数据时，删除这个链接后重新启动。',
    en: '{link} points at {folder}, and no database is there. Bring it back to that place; if the old data is no longer wanted, delete the link and start again.',
  },
  DATABASE_OTHER_VERSION: {
    kind: 'unavailable',
    zh: '{folder} 中的数据库属于 PostgreSQL {found}，本程序使用 PostgreSQL {wanted}，不能直接打开。请用原来的版本导出备份（npm run linli -- backup），再导入到新的数据目录。数据未被改动。',
    en: 'The database in {folder} belongs to PostgreSQL {found}; this program runs PostgreSQL {wanted} and cannot open it. Back it up with the version that made it (npm run linli -- backup) and restore into a new data folder. Nothing was changed.',
  },
  DISK_FULL: {
    kind: 'unavailable',
    zh: '磁盘空间不足，数据库无法写入 {folder}。请腾出空间（至少 500 MB）后重新启动。',
    en: 'The disk is full: the database cannot write {folder}. Free some space (500 MB at least) and start again.',
  },
  DATABASE_BINARIES_MISSING: {
    kind: 'unavailable',
    zh: '本机（{platform}）没有可用的内嵌 PostgreSQL 程序（{reason}）。请重新运行 npm ci（不要省略可选依赖），或用 DATABASE_URL 连接自备的 PostgreSQL（见 docs/how-to/use-your-own-postgresql.md）。',
    en: 'The embedded PostgreSQL has no usable programs for this machine ({platform}: {reason}). Run npm ci again without leaving out optional dependencies, or set DATABASE_URL to a PostgreSQL of your own (docs/how-to/use-your-own-postgresql.md).',
  },
  DATABASE_USER_UNKNOWN: {
    kind: 'unavailable',
    zh: 'PostgreSQL 需要以系统中存在的普通用户运行，而 {user} 不可用。请建立用户（例如 useradd --system linli）后重新启动，或用 DATABASE_URL 连接自备的 PostgreSQL。',
    en: 'PostgreSQL must run as an ordinary user that the system knows, and {user} cannot be used. Make one (for instance: useradd --system linli) and start again, or set DATABASE_URL to a PostgreSQL of your own.',
  },
} as const satisfies RefusalTexts;

export type PostgresRefusal = keyof typeof postgresTexts;

/** As `refuse`, limited to the codes that have a text here. */
export function refuseLaunch(code: PostgresRefusal, values: Record<string, string | number>) {
  return refuse(code, { values });
}

/** The Chinese and the English text of a launcher's refusal, filled in; null for any other. */
export function launchRefusalText(refusal: Refusal): { zh: string; en: string } | null {
  const texts: RefusalTexts = postgresTexts;
  const text: RefusalText | undefined = texts[refusal.code];
  if (!text) return null;
  const values = refusal.details.values ?? {};
  const fill = (words: string) =>
    words.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  return { zh: fill(text.zh), en: fill(text.en) };
}
