/** Explained clocks over HTTP: shape only. */
import type { Handlers } from '../../../platform/http/index.ts';
import { explainClocks } from '../actions/clocks.ts';
import type { MattersWorld } from '../actions/world.ts';
import type { clocksApi } from '../contract/clocks.ts';

export function clockHandlers(world: MattersWorld): Handlers<typeof clocksApi> {
  return { explainClocks: (ctx, { params }) => explainClocks(world, ctx, params.number) };
}
