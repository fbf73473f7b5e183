/**
 * Which files are taken, and who may see one. What a file is, is judged by its content alone; a
 * name or a declared type that says otherwise refuses the file.
 */
import { type Actor, actorKey } from '../../../kernel/actor.ts';
import { instantOf } from '../../../kernel/zone.ts';
import type { AttachmentPurpose, Medium } from '../contract/attachments.ts';

/** The county where an upload waits until its matter's place is known. */
export const WAITING = '-';

export type FileType = {
  mediaType: string;
  medium: Medium;
  /** Of the name under which it is saved. */
  extension: string;
  /** What its name may end with; a name without an ending claims nothing. */
  extensions: readonly string[];
  /** What senders call it beside `mediaType`. */
  aliases: readonly string[];
};

export type AttachmentLimits = {
  pictureBytesMax: number;
  documentBytesMax: number;
  voiceBytesMax: number;
  videoBytesMax: number;
  /** Pixels that a picture may unpack to: about four bytes of memory each. */
  pixelsMax: number;
  /** Uploads of one actor that may wait to be attached, and their bytes. */
  waitingMax: number;
  waitingBytesMax: number;
};

const MB = 1024 * 1024;

export const defaultAttachmentLimits: AttachmentLimits = {
  pictureBytesMax: 20 * MB,
  documentBytesMax: 20 * MB,
  voiceBytesMax: 20 * MB,
  videoBytesMax: 100 * MB,
  // Phones take up to 108 megapixels.
  pixelsMax: 110_000_000,
  // A grid worker's day without a network.
  waitingMax: 200,
  waitingBytesMax: 1024 * MB,
};

const ooxml = 'application/vnd.openxmlformats-officedocument';

export const fileTypes: readonly FileType[] = [
  type('image/jpeg', 'picture', 'jpg jpeg jpe jfif', 'image/jpg image/pjpeg'),
  type('image/png', 'picture', 'png', 'image/x-png'),
  type('image/webp', 'picture', 'webp', ''),
  type('application/pdf', 'document', 'pdf', 'application/x-pdf'),
  type(`${ooxml}.wordprocessingml.document`, 'document', 'docx', 'application/zip'),
  type(`${ooxml}.spreadsheetml.sheet`, 'document', 'xlsx', 'application/zip'),
  type('audio/mpeg', 'voice', 'mp3', 'audio/mp3'),
  type('audio/x-m4a', 'voice', 'm4a mp4', 'audio/mp4 audio/m4a audio/aac video/mp4'),
  type('audio/amr', 'voice', 'amr', 'audio/3gpp audio/amr-nb'),
  // Of a recording cut short nothing says whether it was sound alone.
  type('video/mp4', 'video', 'mp4 m4a', 'audio/mp4 audio/x-m4a audio/m4a'),
];

function type(mediaType: string, medium: Medium, extensions: string, aliases: string): FileType {
  const [extension = '', ...more] = extensions.split(' ');
  return {
    mediaType,
    medium,
    extension,
    extensions: [extension, ...more],
    aliases: aliases === '' ? [] : aliases.split(' '),
  };
}

/** Throws for a media type that is not in the list: only listed ones are ever stored. */
export function getFileType(mediaType: string): FileType {
  const found = findFileType(mediaType);
  if (found) return found;
  throw new Error(`not a media type of ours: ${mediaType}`);
}

function findFileType(mediaType: string | undefined): FileType | undefined {
  return fileTypes.find((one) => one.mediaType === mediaType);
}

export type Claim = {
  /** By content; undefined when no known mark was found. */
  found: string | undefined;
  name: string;
  declared: string;
  bytes: number;
};

export type FileRefusal = {
  code:
    | 'FILE_TYPE_REFUSED'
    | 'FILE_TYPE_MISMATCH'
    | 'FILE_HEIC_REFUSED'
    | 'FILE_TOO_LARGE'
    | 'FILE_BROKEN';
  max?: number;
};

/** What speaks against a file before it is opened, or null. */
export function whyNotFile(claim: Claim, limits: AttachmentLimits): FileRefusal | null {
  if (claim.bytes === 0) return { code: 'FILE_BROKEN' };
  if (/^image\/hei[cf]/.test(claim.found ?? '')) return { code: 'FILE_HEIC_REFUSED' };
  const found = findFileType(claim.found);
  if (!found) return { code: claimsOurs(claim) ? 'FILE_TYPE_MISMATCH' : 'FILE_TYPE_REFUSED' };
  if (!isTrue(claim, found)) return { code: 'FILE_TYPE_MISMATCH' };
  const max = bytesMax(found.medium, limits);
  return claim.bytes > max ? { code: 'FILE_TOO_LARGE', max: Math.floor(max / MB) } : null;
}

function bytesMax(medium: Medium, limits: AttachmentLimits): number {
  switch (medium) {
    case 'picture':
      return limits.pictureBytesMax;
    case 'document':
      return limits.documentBytesMax;
    case 'voice':
      return limits.voiceBytesMax;
    case 'video':
      return limits.videoBytesMax;
  }
}

function isTrue(claim: Claim, found: FileType): boolean {
  const ending = endingOf(claim.name);
  if (ending !== '' && !found.extensions.includes(ending)) return false;
  const declared = declaredOf(claim);
  return declared === '' || declared === found.mediaType || found.aliases.includes(declared);
}

/** Something else under the name or the type of what we take: it lies. */
function claimsOurs(claim: Claim): boolean {
  const ending = endingOf(claim.name);
  const declared = declaredOf(claim);
  return fileTypes.some((one) => one.extensions.includes(ending) || one.mediaType === declared);
}

export function endingOf(name: string): string {
  return /\.([a-z0-9]{1,10})\s*$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** The bare type; what senders write when they do not know claims nothing. */
function declaredOf(claim: Claim): string {
  const bare = claim.declared.split(';')[0]?.trim().toLowerCase() ?? '';
  return bare === 'application/octet-stream' ? '' : bare;
}

/** Cheap signs of a document that was cut short: the end that its form demands is missing. */
export function endMarkOf(mediaType: string): string | null {
  if (mediaType === 'application/pdf') return '%%EOF';
  return mediaType.startsWith(ooxml) ? 'PK\u0005\u0006' : null;
}

/**
 * When a picture was taken, in epoch ms: the device's instant, else its wall clock read in the
 * centre's zone. A time still to come, or before digital cameras, is a device that was never set.
 */
export function takenAtOf(
  shot: { takenAt?: number; takenLocal?: string },
  zone: string,
  now: number,
): number | null {
  const at = shot.takenAt ?? (shot.takenLocal ? instantOf(shot.takenLocal, zone) : null);
  const isLikely = at !== null && at >= Date.UTC(1995, 0, 1) && at <= now + 86_400_000;
  return isLikely ? at : null;
}

/** Two levels of folders from the random end of a UUIDv7: its start is the time. */
export function fileKeyOf(id: string): string {
  return `attachments/${id.slice(-2)}/${id.slice(-4, -2)}/${id}`;
}

export type Sight = {
  state: string;
  uploadedBy: string;
  purpose: AttachmentPurpose | null;
  isPublic: boolean;
};

/** Whether the actor sees the matter of an attachment; null while it belongs to none. */
export type SeesMatter = boolean | 'asReporter';

/**
 * Whether the actor sees an attachment. Residents see of their matter what they sent, what was
 * released and the proof of the result: not what staff keep among themselves, nor what another
 * reporter of the same trouble sent. The photos of the handling are for who reported, not for
 * followers: anybody may follow, and on these nobody is covered.
 */
export function maySeeAttachment(one: Sight, actor: Actor, seesMatter: SeesMatter | null): boolean {
  const isOwn = actor.kind !== 'nobody' && one.uploadedBy === actorKey(actor);
  if (one.state === 'uploaded') return isOwn;
  if (one.state !== 'attached') return false;
  if (one.isPublic) return true;
  if (!seesMatter) return false;
  if (actor.kind !== 'resident' || isOwn || one.purpose === 'result') return true;
  return seesMatter === 'asReporter' && isOfHandling(one);
}

function isOfHandling({ purpose, uploadedBy }: Sight): boolean {
  return uploadedBy.startsWith('staff:') && (purpose === 'before' || purpose === 'after');
}
