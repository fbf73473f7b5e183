/** How long is left of a due time, said alike by lists and by the clocks of a matter. */
import { z } from 'zod';

export const TimeLeft = z.object({
  /** In the time that its clock counts; below 0 since it has passed. */
  minutes: z.number().int(),
  /** Counted minutes of a whole day: 1,440, or those of the office hours. */
  dayMinutes: z.number(),
  isWorkingTime: z.boolean(),
});
export type TimeLeft = z.output<typeof TimeLeft>;
