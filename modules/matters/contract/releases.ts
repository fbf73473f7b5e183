/**
 * Pictures for the public: a copy on which names, plates and faces were covered by hand is released
 * with a reason, and may be taken back. The original never becomes public.
 */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { Attachment } from './attachments.ts';
import { NumberParams, Time } from './views.ts';

const Words = z.object({ zh: z.string(), en: z.string() });
const Reason = z.string().trim().min(2).max(200);

export const releaseApi = {
  getPublicity: {
    method: 'GET',
    path: '/api/matters/{number}/publicity',
    summary: {
      zh: '公众能看到这件事项的什么，看不到的原因，已公开的照片',
      en: 'What the public sees of a matter, why not the rest, and the pictures released',
    },
    permission: 'matter.read',
    journal: 'none',
    params: NumberParams,
    answer: z.object({
      /** A code, or null when the board shows the matter. */
      hidden: z.string().nullable(),
      hiddenWords: Words.nullable(),
      title: Words,
      /** Why the reader may not release pictures here, or null. */
      whyNotRelease: z.string().nullable(),
      releases: z.array(
        Attachment.extend({
          /** The picture of which it is a covered copy. */
          covers: z.string().nullable(),
          releasedAt: Time,
        }),
      ),
    }),
    refusals: ['NOT_FOUND'],
  },
  releasePicture: {
    method: 'POST',
    path: '/api/matters/{number}/releases',
    summary: {
      zh: '公开一张照片：上传遮盖后的副本，写明理由；原照片不公开',
      en: 'Release a picture: the covered copy that was uploaded, with a reason; never the original',
    },
    permission: 'matter.act',
    journal: 'log',
    params: NumberParams,
    body: z.strictObject({
      /** The attachment that was covered. */
      original: z.uuid(),
      /** The upload that holds the covered copy. */
      copy: z.uuid(),
      reason: Reason,
      /** Said by whoever releases: every face, name and plate on it is covered. */
      isCovered: z.literal(true),
    }),
    answer: z.object({ id: z.string() }),
    status: 201,
    refusals: [
      'NOT_FOUND',
      'INPUT_INVALID',
      'NOT_YOURS',
      'SUBJECT_OF_COMPLAINT',
      'MATTER_PRIVATE',
      'ATTACHMENT_UNKNOWN',
      'PICTURE_NEEDED',
      'COPY_IS_ORIGINAL',
      'PERSONS_ERASED',
    ],
  },
  withdrawRelease: {
    method: 'POST',
    path: '/api/matters/{number}/releases/{id}/withdrawal',
    summary: { zh: '撤回已公开的照片', en: 'Take a released picture back' },
    permission: 'matter.act',
    journal: 'log',
    params: NumberParams.extend({ id: z.uuid() }),
    body: z.strictObject({ reason: Reason }),
    answer: z.object({ id: z.string() }),
    refusals: ['NOT_FOUND', 'INPUT_INVALID', 'NOT_YOURS', 'SUBJECT_OF_COMPLAINT'],
  },
} as const satisfies EndpointTable;
