/** Whether promises were kept: asked at their day, answered by either side or by the mediator. */
import { refuse } from '../../../kernel/refusal.ts';
import { dateAt } from '../../../kernel/zone.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { listDuePromises, listPromises, markAsked, notePromise } from '../store/signing.ts';
import { atDesk, retried, systemActor } from './desk.ts';
import { nextOf } from './read.ts';
import type { AgreementsWorld, Guest } from './world.ts';

type Noted = {
  number: string;
  guest?: Guest;
  id: string;
  result: 'performed' | 'partly' | 'failed';
};

export async function answerPromise(
  world: AgreementsWorld,
  ctx: RequestContext,
  { id, result, ...which }: Noted,
) {
  return retried(async () => {
    const seen = await atDesk(world, ctx, which, async (desk) => {
      if (desk.seat === 'reader') return refuse('NOT_FOUND');
      const row = (await listPromises(desk.tx, desk.at)).find((one) => one.id === id);
      if (!row) return refuse('NOT_FOUND');
      const by = desk.me?.side ?? ('mediator' as const);
      return { row, by, seq: desk.seq, next: nextOf(desk, result, ctx.now) };
    });
    const { row, by } = seen;
    const acting = by === 'mediator' ? ctx : { ...ctx, actor: systemActor };
    // Of what both promised, the log names who says so.
    const side = row.side !== 'both' ? row.side : by === 'mediator' ? 'applicant' : by;
    const act = {
      number: which.number,
      action: 'notePromise',
      given: { side, dueOn: row.dueOn, result, by },
      through: 'agreements',
      seenSeq: seen.seq,
    };
    const plain = { ...acting, idempotencyKey: undefined };
    await world.matters.act(plain, act, async (tx, { matter }) => {
      const at = { county: matter.county, matterId: matter.id };
      await notePromise(tx, at, { id, state: result, by, now: ctx.now });
    });
    return { next: seen.next };
  });
}

type Asking = { now: number; newId: () => string };

/** Asks the parties at the day; answers how many promises there were. */
export async function askDue(
  world: AgreementsWorld,
  asking: Asking,
  { county, limit }: { county: string; limit: number },
): Promise<number> {
  const { now } = asking;
  return world.db.scoped({ counties: [county] }, async (tx) => {
    const due = await listDuePromises(tx, county, { today: dateAt(now, world.zone), limit });
    if (due.length === 0) return 0;
    for (const { matterId, id } of due) {
      const at = { county, matterId };
      const parties = (await world.matters.parties.labels(tx, at)).map((one) => one.id);
      const told = { template: 'dispute.promiseDue', values: {}, dedupe: `promise:${id}` };
      await world.matters.parties.tell(tx, asking, { ...at, parties }, told);
    }
    await markAsked(tx, county, { ids: due.map(({ id }) => id), now });
    return due.length;
  });
}
