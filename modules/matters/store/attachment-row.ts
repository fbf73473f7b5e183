/** The shape of a row of `matter.attachment`, as its statements read and write it. */
import type { Selectable } from 'kysely';
import type { MatterAttachment } from '../../../db/tables.ts';
import type { AttachmentPurpose } from '../contract/attachments.ts';

/** Stands in `key_id` once the matter's key seals the file's. */
export const MATTER_KEY = 'matter';

export type AttachmentRow = {
  county: string;
  id: string;
  matterId: string | null;
  state: string;
  purpose: AttachmentPurpose | null;
  uploadedBy: string;
  uploadSha256: Buffer | null;
  mediaType: string;
  bytes: number;
  sha256: Buffer;
  width: number | null;
  height: number | null;
  takenAt: Date | null;
  fileKey: string | null;
  thumbKey: string | null;
  sealedKey: Buffer | null;
  keyId: string | null;
  isPublic: boolean;
  /** Of a covered copy: the picture that was covered. */
  coversId: string | null;
  releasedAt: Date | null;
  uploadedAt: Date;
  attachedAt: Date | null;
};

export const columns = [
  'county',
  'id',
  'matter_id',
  'state',
  'purpose',
  'uploaded_by',
  'upload_sha256',
  'media_type',
  'bytes',
  'sha256',
  'width',
  'height',
  'taken_at',
  'file_key',
  'thumb_key',
  'sealed_key',
  'key_id',
  'is_public',
  'covers_id',
  'released_at',
  'uploaded_at',
  'attached_at',
] as const;

export function toAttachment(
  row: Pick<Selectable<MatterAttachment>, (typeof columns)[number]>,
): AttachmentRow {
  return {
    county: row.county,
    id: row.id,
    matterId: row.matter_id,
    state: row.state,
    // The table's check holds it to the list.
    purpose: row.purpose as AttachmentPurpose | null,
    uploadedBy: row.uploaded_by,
    uploadSha256: row.upload_sha256,
    mediaType: row.media_type,
    bytes: row.bytes,
    sha256: row.sha256,
    width: row.width,
    height: row.height,
    takenAt: row.taken_at,
    fileKey: row.file_key,
    thumbKey: row.thumb_key,
    sealedKey: row.sealed_key,
    keyId: row.key_id,
    isPublic: row.is_public,
    coversId: row.covers_id,
    releasedAt: row.released_at,
    uploadedAt: row.uploaded_at,
    attachedAt: row.attached_at,
  };
}

/** What is known of a file's content, before and after it is stored. */
export type Content = Pick<
  AttachmentRow,
  'mediaType' | 'bytes' | 'sha256' | 'width' | 'height' | 'takenAt'
>;

export function contentColumns(content: Content) {
  return {
    media_type: content.mediaType,
    bytes: content.bytes,
    sha256: content.sha256,
    width: content.width,
    height: content.height,
    taken_at: content.takenAt,
  };
}

/** What is left of a row when its file may not be read any more. */
export const unreadable = {
  state: 'removed',
  sealed_key: null,
  key_id: null,
  upload_key: null,
} as const;
