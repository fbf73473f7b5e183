/** What has a short life: presence past its minute, forms that nobody came back to. */
import type { SweepTask } from '../../../platform/jobs/sweeper.ts';
import type { MattersWorld } from '../actions/world.ts';
import { sweepDrafts } from '../store/drafts.ts';
import { sweepPresence } from '../store/presence.ts';

const EVERY_MS = 30_000;

export function presenceTask(
  world: Pick<MattersWorld, 'db'>,
  counties: () => Promise<readonly string[]>,
  now: () => Promise<number> | number,
): SweepTask {
  return {
    name: 'presence',
    everyMs: EVERY_MS,
    counties,
    sweep: async (county) => {
      const at = await now();
      await world.db.scoped({ counties: [county] }, async (tx) => {
        await sweepPresence(tx, county, at);
        await sweepDrafts(tx, county, at);
      });
      return 0;
    },
  };
}
