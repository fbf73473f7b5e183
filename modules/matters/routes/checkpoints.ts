/** Shape only: checkpoints for keepers. */
import type { Database } from '../../../platform/db/index.ts';
import type { Handlers } from '../../../platform/http/index.ts';
import { showCheckpoints } from '../actions/checkpoint.ts';
import type { checkpointApi } from '../contract/checkpoints.ts';

export function checkpointHandlers(world: { db: Database }): Handlers<typeof checkpointApi> {
  return {
    listCheckpoints: (_ctx, { query }) => showCheckpoints(world.db, query),
  };
}
