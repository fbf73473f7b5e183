/** The face of files to the rest of the house: where bytes lie, and what a file is. */
export { type FileSettings, openFileStore } from './config.ts';
export { folderStore } from './folder.ts';
export { appendLines, readLines } from './lines.ts';
export { type Picture, PictureFault, readPicture, type Shot, THUMB_TYPE } from './picture.ts';
export { type S3Config, s3Store } from './s3.ts';
export { sniffType } from './sniff.ts';
export { blankMp4Tags, withoutMp3Tags } from './sound.ts';
export { FileLost, type FileStore } from './store.ts';
