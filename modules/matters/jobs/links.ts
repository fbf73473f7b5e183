/**
 * Repairs what a crash leaves between the close of a sub-matter and the end of its parent's link:
 * the two may lie in different counties and are two transactions.
 */

import { asProgram } from '../actions/steps.ts';
import { endSubOf } from '../actions/sub-matters.ts';
import type { MattersWorld } from '../actions/world.ts';
import { listSubLinks, listWhereabouts, type SubLink, type Whereabouts } from '../store/due.ts';

const BATCH = 200;
const MOVES_MAX = 5;

/** Ends the links of a county's matters to sub-matters that have closed. Answers how many. */
export async function sweepSubLinks(
  world: MattersWorld,
  county: string,
  now: number,
  signal?: AbortSignal,
): Promise<number> {
  const failures: unknown[] = [];
  let ended = 0;
  for (let after: string | null = null; ; ) {
    const page = { county, after, limit: BATCH };
    const links: SubLink[] = await world.db.scoped({ counties: [county] }, (tx) =>
      listSubLinks(tx, page),
    );
    for (const link of await closedOf(world, links)) {
      if (signal?.aborted) return ended;
      const ctx = asProgram(world, 'endSub', now);
      await endSubOf(world, ctx, { county, id: link.parentId }, link.subId)
        .then(() => {
          ended += 1;
        })
        .catch((error: unknown) => failures.push(error));
    }
    after = links.at(-1)?.parentId ?? null;
    if (after === null) break;
  }
  if (failures.length > 0) throw failures[0];
  return ended;
}

async function closedOf(world: MattersWorld, links: readonly SubLink[]): Promise<SubLink[]> {
  const closed: SubLink[] = [];
  for (const [county, there] of Map.groupBy(links, (link) => link.subCounty)) {
    const ids = there.map((link) => link.subId);
    const found = await whereaboutsOf(world, county, ids);
    for (const link of there) {
      const sub = found.find((one) => one.id === link.subId);
      if (sub && (await isClosed(world, sub))) closed.push(link);
    }
  }
  return closed;
}

function whereaboutsOf(world: MattersWorld, county: string, ids: readonly string[]) {
  return world.db.scoped({ counties: [county] }, (tx) => listWhereabouts(tx, county, ids));
}

/** A row that a move left behind is closed and says nothing: what counts is where it lies now. */
async function isClosed(world: MattersWorld, sub: Whereabouts): Promise<boolean> {
  let here: Whereabouts | undefined = sub;
  for (let moves = 0; here?.movedTo && moves < MOVES_MAX; moves += 1) {
    [here] = await whereaboutsOf(world, here.movedTo.county, [here.movedTo.id]);
  }
  return here !== undefined && here.movedTo === null && !here.isOpen;
}
