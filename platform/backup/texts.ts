/** The refusals of backup and restore, read on a terminal: each says what to do next. */
import type { RefusalTexts } from '../../kernel/endpoint.ts';

export const backupTexts = {
  BACKUP_NEEDS_OWNER: {
    kind: 'forbidden',
    zh: '备份和恢复须以数据库属主身份进行：请设置 DATABASE_ADMIN_URL。',
    en: 'Backup and restore work as the owner of the database: set DATABASE_ADMIN_URL.',
  },
  BACKUP_FOLDER_NOT_EMPTY: {
    kind: 'conflict',
    zh: '备份目录 {folder} 不是空目录。请另行指定一个目录，已有备份不会被覆盖。',
    en: 'The folder {folder} is not empty. Name another one: no backup is ever overwritten.',
  },
  BACKUP_INCOMPLETE: {
    kind: 'invalid',
    zh: '{folder} 不是完整的备份（缺少 manifest.json，或内容无法识别）。中断的备份不能用来恢复。',
    en: '{folder} is no complete backup (manifest.json is missing or cannot be read). A backup that was cut off cannot be restored.',
  },
  BACKUP_DAMAGED: {
    kind: 'invalid',
    zh: '备份文件 {file} 已损坏或缺失，未作任何恢复。请使用另一份备份。',
    en: 'The file {file} of the backup is damaged or missing. Nothing was restored; use another copy.',
  },
  BACKUP_OF_OTHER_PROGRAM: {
    kind: 'conflict',
    zh: '这份备份的数据结构与本程序不符（{migration}）。请用生成它的程序版本（{program}）或更新的版本恢复。',
    en: 'The backup has a schema that this program does not know ({migration}). Restore with the version that made it ({program}) or a newer one.',
  },
  RESTORE_NOT_EMPTY: {
    kind: 'conflict',
    zh: '只能恢复到空数据库，而 {what} 中已有数据。请用 LINLI_DATA_DIR 指定新的数据目录，或用 DATABASE_URL 指定新建的数据库。',
    en: 'A backup is restored into an empty database only, and {what} holds data. Name a new data folder in LINLI_DATA_DIR, or a new database in DATABASE_URL.',
  },
  RESTORE_IN_USE: {
    kind: 'conflict',
    zh: '有 Linli 程序正在使用这个数据库。请先停止它，再进行恢复。',
    en: 'A Linli program is using this database. Stop it first, then restore.',
  },
} as const satisfies RefusalTexts;
