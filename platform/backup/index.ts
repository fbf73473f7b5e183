/** The face of backups to the rest of the house. */
export { type BackupOptions, backUp, type LeftOut } from './back-up.ts';
export type { Manifest } from './manifest.ts';
export { checkBackup, type RestoreOptions, restore } from './restore.ts';
export { backupTexts } from './texts.ts';
