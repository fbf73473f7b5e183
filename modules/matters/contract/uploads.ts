/**
 * A file in parts: begun, sent part by part at its offset, gone on with after a break. Whole, it is
 * the same attachment that a file sent at once becomes.
 */
import { z } from 'zod';
import { type EndpointTable, partBytesMax } from '../../../kernel/endpoint.ts';
import { Upload } from './attachments.ts';

export const NewUpload = z.strictObject({
  /** Only its ending is kept. */
  name: z.string().trim().max(255).optional(),
  mediaType: z.string().trim().max(255).optional(),
  bytes: z.number().int().min(1),
  /** SHA-256 of the whole file, in hex. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type NewUpload = z.output<typeof NewUpload>;

export const UploadProgress = z.object({
  id: z.uuid(),
  bytes: z.number().int(),
  /** From here the next part goes on. */
  offset: z.number().int(),
  /** What one part may have. */
  partBytesMax: z.number().int(),
  /** It is swept then, unless a part comes before. */
  expiresAt: z.iso.datetime(),
  /** Set once the file is whole and was taken. */
  attachmentId: z.uuid().nullable(),
  /** As `uploadAttachment` answers it, while it waits to be attached. */
  attachment: Upload.nullable(),
});
export type UploadProgress = z.input<typeof UploadProgress>;

const IdParams = z.object({ id: z.uuid() });

const exampleId = '01981f3e-7c00-7000-8000-000000000002';
const example = {
  id: exampleId,
  bytes: 3_412_355,
  offset: 1_048_576,
  partBytesMax,
  expiresAt: '2026-11-23T01:05:00.000Z',
  attachmentId: null,
  attachment: null,
};

export const uploadApi = {
  startUpload: {
    method: 'POST',
    path: '/api/uploads',
    summary: {
      zh: '开始分段上传一个文件；同一幂等键返回同一次上传',
      en: 'Begin a file that comes in parts; the same idempotency key answers the same one',
    },
    permission: 'signedIn',
    journal: 'none',
    body: NewUpload,
    answer: UploadProgress,
    status: 201,
    refusals: ['INPUT_INVALID', 'FILE_TOO_LARGE', 'UPLOADS_WAITING', 'UPLOAD_KEY_REUSED'],
    example: {
      body: {
        name: 'IMG_0001.jpg',
        mediaType: 'image/jpeg',
        bytes: 3_412_355,
        sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      },
      answer: { ...example, offset: 0 },
    },
  },
  getUpload: {
    method: 'GET',
    path: '/api/uploads/{id}',
    summary: { zh: '查询已收到多少，从哪里续传', en: 'How much has come, and where to go on' },
    permission: 'signedIn',
    journal: 'none',
    params: IdParams,
    answer: UploadProgress,
    refusals: ['NOT_FOUND'],
    example: { answer: example },
  },
  sendPart: {
    method: 'PATCH',
    path: '/api/uploads/{id}',
    summary: {
      zh: '从给定位置续传一段；最后一段到齐后即成为附件',
      en: 'One part, from the given offset; with the last one the file becomes an attachment',
    },
    permission: 'signedIn',
    journal: 'none',
    params: IdParams,
    query: z.strictObject({ offset: z.coerce.number().int().min(0) }),
    takesBytes: true,
    answer: UploadProgress,
    refusals: [
      'NOT_FOUND',
      'INPUT_INVALID',
      'BODY_TOO_LARGE',
      'UPLOAD_OFFSET',
      'UPLOAD_BROKEN',
      'UPLOADS_WAITING',
      'FILE_TYPE_REFUSED',
      'FILE_TYPE_MISMATCH',
      'FILE_HEIC_REFUSED',
      'FILE_TOO_LARGE',
      'FILE_TOO_MANY_PIXELS',
      'FILE_BROKEN',
    ],
    example: { query: { offset: 0 }, answer: example },
  },
  dropUpload: {
    method: 'DELETE',
    path: '/api/uploads/{id}',
    summary: { zh: '放弃一次分段上传', en: 'Give up a file that came in parts' },
    permission: 'signedIn',
    journal: 'none',
    params: IdParams,
    status: 204,
    refusals: ['NOT_FOUND'],
  },
} as const satisfies EndpointTable;
