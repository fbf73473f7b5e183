/** What happens to a matter, as far as its sessions go, in the same transaction. */
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { BesideAct } from '../../matters/index.ts';
import { listSessionRows } from '../store/sessions.ts';
import { carrySessions, endAll, eraseSessions } from '../store/whole.ts';
import type { RoomsWorld } from './world.ts';

/** Given to another organisation, or closed: nobody talks on in a room of it. */
const ENDING = 'assignMediation';

export async function endWithMatter(
  { agenda }: Pick<RoomsWorld, 'agenda'>,
  tx: Tx,
  ctx: Pick<RequestContext, 'now' | 'newId'>,
  { action, state: { matter } }: BesideAct,
): Promise<void> {
  if (matter.isOpen && action !== ENDING) return;
  const at = { county: matter.county, matterId: matter.id };
  const sessions = await listSessionRows(tx, at);
  await endAll(tx, at, { state: 'cancelled', now: ctx.now });
  // Of what is closed the agenda cancels by itself; of what goes elsewhere it does not know.
  if (!matter.isOpen) return;
  for (const { id, state, startsAt, mediatorPost } of sessions) {
    const isAhead = state === 'planned' && startsAt > ctx.now;
    if (isAhead) await agenda.cancel(tx, ctx, { ...at, id }, [mediatorPost]);
  }
}

/** Links name the county: what went on is over, and what is kept moves along. */
export async function carryMatter(
  tx: Tx,
  at: { matterId: string; from: string; to: string },
  now: number,
): Promise<void> {
  await endAll(tx, { county: at.from, matterId: at.matterId }, { state: 'cancelled', now });
  await carrySessions(tx, at);
}

export async function eraseMatter(
  tx: Tx,
  at: { county: string; matterId: string },
  now: number,
): Promise<void> {
  await eraseSessions(tx, at, now);
}
