/** Photos and documents over HTTP: uploaded first, named by an act, then seen with the matter. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';

export const attachmentPurposes = [
  'report',
  'before',
  'after',
  'result',
  'evidence',
  'message',
  'document',
  'covered',
] as const;
export type AttachmentPurpose = (typeof attachmentPurposes)[number];

export const mediums = ['picture', 'document', 'voice', 'video'] as const;
export type Medium = (typeof mediums)[number];

/** What an act may name at once. */
export const attachmentsMax = 20;

const fileShape = {
  id: z.uuid(),
  mediaType: z.string(),
  medium: z.enum(mediums),
  /** Of what is served: pictures are re-encoded. */
  bytes: z.number().int(),
  /** SHA-256 of what is served, in hex. */
  sha256: z.string(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  takenAt: z.iso.datetime().nullable(),
  href: z.string(),
  thumbHref: z.string().nullable(),
};

export const Upload = z.object({
  ...fileShape,
  uploadedAt: z.iso.datetime(),
  /** Where the device says the picture was taken (WGS-84): a suggestion, kept nowhere. */
  place: z.object({ lon: z.number(), lat: z.number() }).nullable(),
});
export type Upload = z.input<typeof Upload>;

/** An attachment as a matter lists it. */
export const Attachment = z.object({
  ...fileShape,
  purpose: z.enum(attachmentPurposes),
  isPublic: z.boolean(),
  attachedAt: z.iso.datetime(),
});
export type Attachment = z.input<typeof Attachment>;

const IdParams = z.object({ id: z.uuid() });
/** The matter's county, as in `href`: an id alone does not say where it lies. */
/** What personal data is opened for; those whom it concerns are shown it. */
export const openingPurposes = [
  'callBack',
  'handling',
  'verification',
  'service',
  'audit',
] as const;
export type OpeningPurpose = (typeof openingPurposes)[number];

const CountyQuery = z.object({
  county: z
    .string()
    .regex(/^[0-9A-Za-z]{1,12}$/)
    .optional(),
});

const exampleId = '01981f3e-7c00-7000-8000-000000000001';

export const attachmentApi = {
  uploadAttachment: {
    method: 'POST',
    path: '/api/attachments',
    summary: {
      zh: '上传一张照片或一份文件（字段 file），24 小时内须附到事项上',
      en: 'Upload one photo or document (field file); attach it to a matter within 24 hours',
    },
    permission: 'signedIn',
    journal: 'none',
    takesFile: true,
    answer: Upload,
    status: 201,
    refusals: [
      'FILE_ABSENT',
      'FILE_TYPE_REFUSED',
      'FILE_TYPE_MISMATCH',
      'FILE_HEIC_REFUSED',
      'FILE_TOO_LARGE',
      'FILE_TOO_MANY_PIXELS',
      'FILE_BROKEN',
      'UPLOADS_WAITING',
      'UPLOAD_KEY_REUSED',
    ],
    example: {
      answer: {
        id: exampleId,
        mediaType: 'image/jpeg',
        medium: 'picture',
        bytes: 412_355,
        sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
        width: 2560,
        height: 1920,
        takenAt: '2026-11-21T01:02:03.000Z',
        href: `/api/attachments/${exampleId}`,
        thumbHref: `/api/attachments/${exampleId}/thumb`,
        uploadedAt: '2026-11-21T01:05:00.000Z',
        place: { lon: 121.3421, lat: 30.7412 },
      },
    },
  },
  openAttachment: {
    method: 'GET',
    path: '/api/attachments/{id}',
    summary: { zh: '查看照片或文件', en: 'The photo or document itself' },
    permission: 'signedIn',
    journal: 'attachment.open',
    params: IdParams,
    /** What staff open it for; absent: what their post is there for. */
    query: CountyQuery.extend({ purpose: z.enum(openingPurposes).optional() }),
    refusals: ['NOT_FOUND', 'FILE_LOST'],
  },
  openThumb: {
    method: 'GET',
    path: '/api/attachments/{id}/thumb',
    summary: { zh: '查看照片缩略图', en: 'A photo in small' },
    permission: 'signedIn',
    journal: 'none',
    params: IdParams,
    query: CountyQuery,
    refusals: ['NOT_FOUND', 'FILE_LOST'],
  },
} as const satisfies EndpointTable;
