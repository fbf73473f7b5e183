/**
 * Looks into a file before it is kept: its true type, whether it opens, what it says of place and
 * time; and takes out of it what nobody asked for. Nothing is read from or written to the house.
 */
import { refuse } from '../../../kernel/refusal.ts';
import {
  blankMp4Tags,
  PictureFault,
  readPicture,
  sniffType,
  withoutMp3Tags,
} from '../../../platform/files/index.ts';
import type { UploadedFile } from '../../../platform/http/index.ts';
import {
  type AttachmentLimits,
  endMarkOf,
  type FileType,
  getFileType,
  takenAtOf,
  whyNotFile,
} from '../rules/attachments.ts';

export type Examined = {
  mediaType: string;
  /** What is kept. A picture's are new; a recording's are the sent ones, blanked in place. */
  bytes: Buffer;
  thumb: Buffer | null;
  width: number | null;
  height: number | null;
  takenAt: number | null;
  place: { lon: number; lat: number } | null;
};

const PICTURE = 'image/jpeg';

/** Refuses with FILE_… what is not taken. May change `file.bytes` (voice and video). */
export async function examineFile(
  file: UploadedFile,
  { limits, zone }: { limits: AttachmentLimits; zone: string },
  now: number,
): Promise<Examined> {
  const found = await sniffType(file.bytes);
  const claim = { found, name: file.name, declared: file.mediaType, bytes: file.bytes.length };
  const refusal = whyNotFile(claim, limits);
  if (refusal) {
    const values = refusal.max === undefined ? undefined : { max: refusal.max };
    refuse(refusal.code, { fields: [{ path: 'file', code: refusal.code }], values });
  }
  const type = getFileType(found ?? '');
  if (type.medium === 'picture') return examinePicture(file.bytes, limits, { zone, now });
  const bytes = type.medium === 'document' ? wholeDocument(file.bytes, type) : bare(file, type);
  return { ...plain, mediaType: type.mediaType, bytes };
}

const plain = { thumb: null, width: null, height: null, takenAt: null, place: null } as const;

async function examinePicture(
  bytes: Buffer,
  limits: AttachmentLimits,
  { zone, now }: { zone: string; now: number },
): Promise<Examined> {
  const picture = await readPicture(bytes, limits.pixelsMax).catch((error: unknown) =>
    refusePicture(error, limits),
  );
  const { lon, lat } = picture.shot;
  return {
    mediaType: PICTURE,
    bytes: picture.jpeg,
    thumb: picture.thumb,
    width: picture.width,
    height: picture.height,
    takenAt: takenAtOf(picture.shot, zone, now),
    place: lon === undefined || lat === undefined ? null : { lon, lat },
  };
}

function refusePicture(error: unknown, limits: AttachmentLimits): never {
  if (!(error instanceof PictureFault)) throw error;
  if (error.fault === 'broken') return refuseBroken();
  return refuse('FILE_TOO_MANY_PIXELS', {
    fields: [{ path: 'file', code: 'FILE_TOO_MANY_PIXELS' }],
    values: { max: Math.floor(limits.pixelsMax / 10_000) },
  });
}

function refuseBroken(): never {
  return refuse('FILE_BROKEN', { fields: [{ path: 'file', code: 'FILE_BROKEN' }] });
}

/** Documents keep every byte, and with them what their program wrote of author and dates. */
function wholeDocument(bytes: Buffer, type: FileType): Buffer {
  const mark = endMarkOf(type.mediaType);
  const isWhole = mark === null || bytes.lastIndexOf(mark, undefined, 'latin1') >= 0;
  return isWhole ? bytes : refuseBroken();
}

/** Voice and video without place, device and owner. AMR has no room for such words. */
function bare({ bytes }: UploadedFile, type: FileType): Buffer {
  if (type.mediaType === 'audio/amr') return bytes;
  if (type.mediaType !== 'audio/mpeg') return blankMp4Tags(bytes) ? bytes : refuseBroken();
  const sound = withoutMp3Tags(bytes);
  return sound.length > 0 ? sound : refuseBroken();
}
