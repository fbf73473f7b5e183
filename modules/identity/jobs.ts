/** Sweeps what sign-in leaves behind. Run about once an hour; twice at once does no harm. */
import type { Database } from '../../platform/db/index.ts';
import { sweepAttempts } from './store/attempts.ts';
import { sweepCodes } from './store/residents.ts';
import { sweepSessions } from './store/sessions.ts';

const DAY_MS = 86_400_000;

/** `now` in epoch ms. A day is longer than any window of attempts or life of a code. */
export async function sweepIdentity(db: Database, now: number): Promise<void> {
  const yesterday = new Date(now - DAY_MS).toISOString();
  await db.scoped({ counties: [] }, async (tx) => {
    await sweepSessions(tx, yesterday);
    await sweepCodes(tx, yesterday);
    await sweepAttempts(tx, yesterday);
  });
}
