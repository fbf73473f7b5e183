/** Moving the clock of the demo over HTTP. Outside the demo it refuses, whoever asks. */
import type { RefusalTexts } from '../../kernel/endpoint.ts';
import { refuse } from '../../kernel/refusal.ts';
import type { Database } from '../db/index.ts';
import { type HttpModule, httpModule } from '../http/index.ts';
import { journal, NO_COUNTY } from '../journal/journal.ts';
import { moveClock } from './clock.ts';
import { clockApi } from './contract.ts';

export const clockTexts = {
  CLOCK_FIXED: {
    kind: 'forbidden',
    zh: '正式运行时不能拨动时钟。',
    en: 'The clock cannot be moved outside the demo.',
  },
  CLOCK_BACKWARDS: {
    kind: 'conflict',
    zh: '时钟只能向前拨。',
    en: 'The clock moves forward only.',
  },
} as const satisfies RefusalTexts;

export function clockHttp(db: Database, isMovable: boolean): HttpModule {
  return httpModule(
    'clock',
    clockApi,
    {
      getClock: (ctx) => ({ now: new Date(ctx.now).toISOString(), isMovable }),
      moveClock: async (ctx, { body }) => {
        if (!isMovable) refuse('CLOCK_FIXED');
        const at = Date.parse(body.at);
        if (at < ctx.now) refuse('CLOCK_BACKWARDS');
        await moveClock(db, { at, frozen: body.frozen ?? false });
        await db.scoped({ counties: [NO_COUNTY] }, async (tx) => {
          journal(tx, ctx, { verb: 'clock.move', detail: { at: body.at } });
        });
        return { now: new Date(at).toISOString(), isMovable };
      },
    },
    clockTexts,
  );
}
