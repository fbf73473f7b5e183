/** Rules tried over HTTP: shape only. */
import type { Handlers } from '../../../platform/http/index.ts';
import { countRunning, tryClock, tryRoute } from '../actions/trials.ts';
import type { MattersWorld } from '../actions/world.ts';
import type { trialsApi } from '../contract/trials.ts';

export function trialHandlers(world: MattersWorld): Handlers<typeof trialsApi> {
  return {
    tryRoute: (ctx, { body }) => tryRoute(world, ctx, body),
    tryClock: (ctx, { body }) => tryClock(world, ctx, body),
    countRunning: (ctx, { params, query }) => countRunning(world, ctx, { ...params, ...query }),
  };
}
