/** What several endpoints of reception days name alike. */
import { z } from 'zod';
import { County } from './shapes.ts';

export const countyQuery = z.strictObject({ county: County });
export const DayParams = z.object({ county: County, id: z.uuid() });
export const TurnParams = z.object({ county: County, day: z.uuid(), id: z.uuid() });

export const exampleBooking = {
  at: '2026-12-08T01:30:00Z',
  name: '示例甲',
  subject: '小区加装电梯的补贴何时发放。',
};

export const bookRefusals = [
  'NOT_FOUND',
  'INPUT_INVALID',
  'RECEPTION_CANCELLED',
  'RECEPTION_OVER',
  'RECEPTION_BOOKING_OVER',
  'RECEPTION_SLOT_UNKNOWN',
  'RECEPTION_SLOT_OVER',
  'RECEPTION_FULL',
  'RECEPTION_BOOKED_ALREADY',
  'RECEPTION_NO_SUBJECT',
  'RECEPTION_TOPIC_UNKNOWN',
  'RECEPTION_ERASED',
] as const;
