/** What is kept beside acts on petitions, in their transaction, and the lists that it makes. */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { BesideAct } from '../../matters/index.ts';
import type { WaitingList } from '../contract.ts';
import { careOf } from '../rules/care.ts';
import { dropWaiting, listWaitingRows, putWaiting, type Waiting } from '../store.ts';
import type { PetitionsWorld } from './world.ts';

const OF_WITHDRAWAL = new Set(['withdraw', 'recordWithdrawal', 'callBackWithdrawal']);
const OF_LEGACY = new Set(['enlistLegacy', 'closeLegacy']);
const ENDS_MANDATE = new Set(['revokeMandate', 'layDownMandate']);

export async function noteAct(
  world: PetitionsWorld,
  tx: Tx,
  { action, state }: BesideAct,
): Promise<void> {
  const { matter } = state;
  if (matter.kind !== 'petition') return;
  const at = { county: matter.county, matterId: matter.id };
  if (ENDS_MANDATE.has(action)) await world.residents.unlinkProxy(tx, at);
  if (OF_WITHDRAWAL.has(action)) noteWithdrawal(tx, state);
  if (OF_LEGACY.has(action)) noteLegacy(tx, state);
}

function noteWithdrawal(tx: Tx, { matter }: BesideAct['state']): void {
  const { withdrawal } = careOf(matter);
  const at = { county: matter.county, matterId: matter.id, list: 'withdrawal' as const };
  // What is sealed stands in no list; what was restored waits for nothing any more.
  if (!withdrawal || matter.isSealed || matter.isOpen) return dropWaiting(tx, at);
  const called = withdrawal.result === null ? 'due' : 'calledBack';
  putWaiting(tx, {
    ...at,
    number: matter.number,
    org: matter.handlingOrg ?? matter.ownerOrg,
    state: withdrawal.isDrawn ? called : 'notDrawn',
    sinceAt: withdrawal.at,
    untilAt: withdrawal.result === null ? null : matter.updatedAt,
  });
}

function noteLegacy(tx: Tx, { matter }: BesideAct['state']): void {
  const { legacy } = careOf(matter);
  const at = { county: matter.county, matterId: matter.id, list: 'legacy' as const };
  if (!legacy) return dropWaiting(tx, at);
  putWaiting(tx, {
    ...at,
    number: matter.number,
    org: legacy.org,
    // Tried and not resolved is not resolved: it stays in what was taken on.
    state: legacy.state === 'resolved' ? 'resolved' : 'open',
    sinceAt: legacy.since,
    untilAt: legacy.until,
  });
}

/** Refuses NOT_FOUND outside the actor's counties. */
export async function listWaiting(
  world: PetitionsWorld,
  ctx: RequestContext,
  of: { county: string; list: WaitingList },
) {
  const { actor } = ctx;
  const isPlaced = actor.kind === 'staff' || actor.kind === 'machine';
  if (!isPlaced || !actor.counties.includes(of.county)) return refuse('NOT_FOUND');
  const rows = await world.db.scoped({ counties: [of.county] }, (tx) => listWaitingRows(tx, of));
  const resolved = rows.filter(({ state }) => state === 'resolved' || state === 'calledBack');
  return {
    items: rows.map((row) => present(world, row)),
    rate: { resolved: resolved.length, all: rows.length },
  };
}

const iso = (at: number) => new Date(at).toISOString();

function present(world: PetitionsWorld, { number, org, state, sinceAt, untilAt }: Waiting) {
  return {
    number,
    org: world.orgNamed(org),
    state,
    sinceAt: iso(sinceAt),
    untilAt: untilAt === null ? null : iso(untilAt),
  };
}
