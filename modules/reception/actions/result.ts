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
import type { DayKey } from '../store/days.ts';
import { mayConclude, type Sat, type TurnAt, withTurn } from './desk.ts';
import { noteTurn } from './open.ts';
import { openPerson, sealSaid } from './seals.ts';
import { tellHolder } from './tell.ts';
import { putWork } from './work.ts';
import type { ReceptionWorld } from './world.ts';

type Found = Sat & { row: AppointmentRow; key: DayKey };
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
  // Taking a matter in is an act of its own: the same turn never makes two.
  const number = await matterOf(world, ctx, at, body);
  return withTurn(world, ctx, at, async (tx, found) => {
    assertOpen(found);
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
  });
}

function assertOpen({ day, stand, row }: Found): void {
  if (!mayConclude(day, stand)) refuse('NOT_YOURS');
  const why = whyNotResult(row);
  if (why) refuse(why);
}

type Promised = Extract<NewResult, { result: 'promised' }>;

async function promise(
  world: ReceptionWorld,
  tx: Tx,
  ctx: RequestContext,
  { day, row, key, orgs }: Found,
  { org, dueOn, text }: Promised,
): Promise<void> {
  if (!orgs.includes(org)) {
    refuse('RECEPTION_HOST_UNKNOWN', { fields: [{ path: 'body.org', code: 'unknown' }] });
  }
  await putWork(world, tx, ctx, { day, row, key, org, dueOn, text });
}

/** The number of the matter that it was handed to; a new one is taken in with who came. */
async function matterOf(
  world: ReceptionWorld,
  ctx: RequestContext,
  at: TurnAt,
  body: NewResult,
): Promise<string | null> {
  if (body.result !== 'handed') return null;
  if (body.number !== undefined) {
    return (await world.matters.findMatter(ctx, body.number)) ? body.number : refuse('NOT_FOUND');
  }
  const { matter: wanted } = body;
  if (!wanted) return refuse('RECEPTION_NO_MATTER');
  if (ctx.actor.kind !== 'staff' || !ctx.actor.permissions.has('matter.register')) {
    return refuse('FORBIDDEN');
  }
  const { person, org, topic } = await withTurn(world, ctx, at, async (_tx, { row, key, day }) => ({
    person: openPerson(key, row),
    org: day.org,
    topic: row.topic,
  }));
  const { matter } = await world.matters.register(
    { ...ctx, idempotencyKey: `reception-${at.id}` },
    {
      text: wanted.text,
      channel: 'visit',
      region: wanted.region ?? world.orgs.regionOf(org) ?? refuse('NOT_FOUND'),
      ...((wanted.category ?? topic) && { category: wanted.category ?? topic ?? '' }),
      ...(person && { reporter: reporterOf(person) }),
    },
  );
  return matter.number;
}

function reporterOf({ name, phone }: { name: string; phone: string }) {
  return { name, ...(phone && { phone }) };
}
