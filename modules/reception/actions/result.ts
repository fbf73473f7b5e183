/**
 * What came of a turn: explained on the spot, handed to a matter, or promised by an organisation
 * for a day. Written once, sealed under the day's key, read by who was there.
 */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { NewResult, ResultKind } from '../contract/shapes.ts';
import { whyNotResult } from '../rules.ts';
import { type AppointmentRow, updateAppointment } from '../store/appointments.ts';
import { type FoundTurn, lockTurn, mayConclude, type TurnAt, withTurn } from './desk.ts';
import { handOver } from './hand-over.ts';
import { noteTurn } from './open.ts';
import { sealSaid } from './seals.ts';
import { tellHolder } from './tell.ts';
import { putWork } from './work.ts';
import type { ReceptionWorld } from './world.ts';

type Concluded = { result: ResultKind; number: string | null };

/**
 * Refuses what `whyNotResult` names, NOT_YOURS, RECEPTION_HOST_UNKNOWN for an organisation that is
 * not at the table, RECEPTION_NO_MATTER, and what taking a matter in refuses.
 */
export async function writeResult(
  world: ReceptionWorld,
  ctx: RequestContext,
  at: TurnAt,
  body: NewResult,
): Promise<Concluded> {
  await withTurn(world, ctx, at, async (_tx, found) => assertOpen(found));
  const conclude = async (tx: Tx, number: string | null): Promise<Concluded> => {
    const found = await lockTurn(world, tx, ctx, at);
    assertOpen(found);
    return concludeTurn(world, tx, ctx, { found, body, number });
  };
  if (body.result === 'handed') return handOver(world, ctx, { at, body, conclude });
  return world.db.scoped({ counties: [at.county] }, (tx) => conclude(tx, null));
}

async function concludeTurn(
  world: ReceptionWorld,
  tx: Tx,
  ctx: RequestContext,
  { found, body, number }: { found: FoundTurn; body: NewResult; number: string | null },
): Promise<Concluded> {
  const { row, key, actor } = found;
  const said = sealSaid(key, row, body.text);
  const written: AppointmentRow = {
    ...row,
    state: 'received',
    result: body.result,
    said,
    resultNumber: number,
    resultOrg: actor.org,
    updatedAt: ctx.now,
    version: row.version + 1,
  };
  await updateAppointment(tx, written);
  if (body.result === 'promised') await promise(world, tx, ctx, found, body);
  tellHolder(world, tx, ctx, { row: written, key, what: 'result' });
  noteTurn(tx, ctx, 'appointment.result', written, { result: body.result, number });
  return { result: body.result, number };
}

function assertOpen({ day, stand, row }: FoundTurn): void {
  if (!mayConclude(day, stand)) refuse('NOT_YOURS');
  const why = whyNotResult(row);
  if (why) refuse(why);
}

type Promised = Extract<NewResult, { result: 'promised' }>;

async function promise(
  world: ReceptionWorld,
  tx: Tx,
  ctx: RequestContext,
  { day, row, key, orgs }: FoundTurn,
  { org, dueOn, text }: Promised,
): Promise<void> {
  if (!orgs.includes(org)) {
    refuse('RECEPTION_HOST_UNKNOWN', { fields: [{ path: 'body.org', code: 'unknown' }] });
  }
  await putWork(world, tx, ctx, { day, row, key, org, dueOn, text });
}
