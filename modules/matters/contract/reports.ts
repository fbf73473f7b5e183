/** The shapes of intake: what a report may say, and what it answers. */
import { z } from 'zod';

const Text = z.string().trim().min(1).max(4000);

export const Reporter = z.object({
  name: z.string().trim().max(50).optional(),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[\d-]{5,20}$/)
    .optional(),
  idNumber: z.string().trim().max(20).optional(),
  address: z.string().trim().max(200).optional(),
});

export const NewReport = z.strictObject({
  title: z.string().trim().min(1).max(100).optional(),
  text: Text,
  category: z.string().max(64).optional(),
  /** WGS-84 unless `crs` names gcj02 or bd09. */
  point: z.object({ lon: z.number(), lat: z.number(), crs: z.string().optional() }).optional(),
  /** Instead of a point: the code of a town or village. */
  region: z
    .string()
    .regex(/^\d{6,15}$/)
    .optional(),
  /** Sealed when the matter has a reporter: it may be a home. */
  address: z.string().trim().max(200).optional(),
  urgency: z.enum(['normal', 'urgent']).optional(),
  /** How it reached the staff who enter it. */
  channel: z.enum(['hotline', 'counter', 'visit', 'letter', 'patrol']).optional(),
  isPrivate: z.boolean().optional(),
  isAnonymous: z.boolean().optional(),
  reporter: Reporter.optional(),
  /** Answers to the category's own questions. */
  fields: z.record(z.string(), z.unknown()).optional(),
  attachments: z.array(z.uuid()).max(20).optional(),
  /** When it was seen or received, for what is entered later. */
  occurredAt: z.iso.datetime({ offset: true }).optional(),
  /** The organisation or post complained about. */
  subjectOrg: z.uuid().optional(),
  subjectPost: z.uuid().optional(),
  /** A grid worker mended it on the spot. */
  selfHandled: z
    .strictObject({
      text: z.string().trim().min(1).max(2000),
      beforePhotos: z.array(z.uuid()).min(1).max(10),
      afterPhotos: z.array(z.uuid()).min(1).max(10),
    })
    .optional(),
});
export type NewReport = z.infer<typeof NewReport>;
