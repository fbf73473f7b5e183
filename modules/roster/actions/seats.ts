/**
 * As whom somebody reads the mediators of a dispute: staff, a party by their account, or one who
 * came by their own link. What the other side does, the program writes down for them.
 */
import { actorKey } from '../../../kernel/actor.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { MatterView } from '../../matters/index.ts';
import type { PartySeat, RosterWorld } from './world.ts';

const systemActor = { kind: 'system', task: 'roster' } as const;

export type Seated = {
  seat: PartySeat | null;
  /** The reporter acts by themself; by the process others act through the program. */
  isReporter: boolean;
};

/** Refuses NOT_FOUND out of sight; whoever keeps the link has judged a guest. */
export async function readingAs<T>(
  world: RosterWorld,
  ctx: RequestContext,
  { number, guest }: { number: string; guest?: PartySeat | undefined },
  work: (tx: Tx, view: MatterView, seated: Seated) => Promise<T>,
): Promise<T> {
  const as = guest ? { ...ctx, actor: systemActor } : ctx;
  return world.matters.reading(as, number, async (tx, view) => {
    if (guest) return work(tx, view, { seat: guest, isReporter: false });
    const isReporter = view.relation === 'reporter';
    if (!isReporter && view.relation !== 'party') {
      return work(tx, view, { seat: null, isReporter });
    }
    const { county, id: matterId } = view.state.matter;
    const known = await world.seatOf(tx, ctx, { county, matterId });
    // A phone that was corrected since: who reported applied all the same.
    const applied = { party: '', side: 'applicant' } as const;
    return work(tx, view, { seat: known ?? (isReporter ? applied : null), isReporter });
  });
}

export function actingFor(ctx: RequestContext, { seat, isReporter }: Seated): RequestContext {
  return seat === null || isReporter ? ctx : { ...ctx, actor: systemActor };
}

/** Under which names their grievances stand: by account and by link it is one person. */
export function keysOf({ actor }: RequestContext, { seat }: Seated): ReadonlySet<string> {
  const keys = actor.kind === 'resident' ? [actorKey(actor)] : [];
  return new Set(seat?.party ? [...keys, `party:${seat.party}`] : keys);
}
