/** What organisations take on at a reception, by a day; the list of what one's own still owes. */
import { dayNumber } from '../../../kernel/dates.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { dateAt, instantAt } from '../../../kernel/zone.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { NewUndertaking, OpenUndertaking } from '../contract/shapes.ts';
import { keptUntil } from '../rules.ts';
import { type AppointmentRow, listTurns } from '../store/appointments.ts';
import { type DayKey, type DayRow, listDaysByIds, listKeys, updateDay } from '../store/days.ts';
import {
  listOpenOf,
  listUndertakings,
  putUndertaking,
  type UndertakingRow,
} from '../store/undertakings.ts';
import { staffIn } from './days.ts';
import { type TurnAt, withTurn } from './desk.ts';
import { noteTurn } from './open.ts';
import { openWork, sealWork } from './seals.ts';
import { tellHolder } from './tell.ts';
import type { ReceptionWorld } from './world.ts';

type Work = {
  day: DayRow;
  row: AppointmentRow;
  key: DayKey;
  org: string;
  dueOn: string;
  text: string;
};

/** Who came is known until the promise was due, and the time after it. */
export async function putWork(
  world: ReceptionWorld,
  tx: Tx,
  { now }: RequestContext,
  { day, row, key, org, dueOn, text }: Work,
): Promise<void> {
  if (dueOn < dateAt(now, world.zone)) {
    refuse('RECEPTION_DUE_PAST', { fields: [{ path: 'body.dueOn', code: 'past' }] });
  }
  const at = { county: day.county, dayId: day.id, appointmentId: row.id, org };
  await putUndertaking(tx, {
    ...at,
    dueOn,
    said: sealWork(key, at, 'said', text),
    writtenAt: now,
    doneSaid: null,
    doneAt: null,
  });
  const until = keptUntil(day, instantAt(dayNumber(dueOn) + 1, 0, world.zone));
  if (day.keptUntil !== null && until > day.keptUntil) {
    await updateDay(tx, { ...day, keptUntil: until });
  }
}

/** One's own organisation's; refuses APPOINTMENT_NOT_RECEIVED, RECEPTION_DUE_PAST, …_DONE. */
export async function undertake(
  world: ReceptionWorld,
  ctx: RequestContext,
  { dueOn, text, ...at }: TurnAt & NewUndertaking,
): Promise<{ dueOn: string }> {
  return withTurn(world, ctx, at, async (tx, { actor, day, row, key }) => {
    if (row.state !== 'arrived' && row.state !== 'received') refuse('APPOINTMENT_NOT_RECEIVED');
    const standing = await ownWork(tx, row, actor.org);
    if (standing && standing.doneAt !== null) refuse('RECEPTION_WORK_DONE');
    await putWork(world, tx, ctx, { day, row, key, org: actor.org, dueOn, text });
    noteTurn(tx, ctx, 'appointment.undertake', row, { org: actor.org, dueOn });
    return { dueOn };
  });
}

async function ownWork(tx: Tx, row: AppointmentRow, org: string): Promise<UndertakingRow | null> {
  const all = await listUndertakings(tx, row.county, [row.dayId]);
  return all.find((one) => one.appointmentId === row.id && one.org === org) ?? null;
}

/** What one's organisation took on and has not done yet; who came stands in none of it. */
export async function listWork(
  world: ReceptionWorld,
  ctx: RequestContext,
  { county }: { county: string },
): Promise<{ items: OpenUndertaking[] }> {
  const actor = staffIn(ctx.actor, county);
  const today = dateAt(ctx.now, world.zone);
  return world.db.scoped({ counties: [county] }, async (tx) => {
    const rows = await listOpenOf(tx, { county, org: actor.org });
    const ids = [...new Set(rows.map(({ dayId }) => dayId))];
    const days = new Map((await listDaysByIds(tx, county, ids)).map((day) => [day.id, day]));
    const keys = await listKeys(tx, world.keyring, { county, ids });
    const turns = (await Promise.all(ids.map((id) => listTurns(tx, { county, id })))).flat();
    const items = rows.flatMap((row): OpenUndertaking[] => {
      const day = days.get(row.dayId);
      const turn = turns.find(({ id }) => id === row.appointmentId);
      if (!day || !turn) return [];
      const text = openWork(keys.get(row.dayId) ?? null, row, 'said');
      return [
        {
          county,
          day: row.dayId,
          appointment: row.appointmentId,
          org: world.orgs.named(row.org),
          dueOn: row.dueOn,
          text: text === null ? null : world.matters.maskText(text),
          receivedOn: dateAt(day.startsAt, world.zone),
          turn: turn.turn,
          isOverdue: row.dueOn < today,
        },
      ];
    });
    return { items };
  });
}

/** Refuses NOT_FOUND for what one's organisation did not take on, RECEPTION_WORK_DONE. */
export async function finishWork(
  world: ReceptionWorld,
  ctx: RequestContext,
  { text, ...at }: TurnAt & { text: string },
): Promise<{ doneAt: string }> {
  return withTurn(world, ctx, at, async (tx, { actor, row, key }) => {
    const work = (await ownWork(tx, row, actor.org)) ?? refuse('NOT_FOUND');
    if (work.doneAt !== null) refuse('RECEPTION_WORK_DONE');
    const doneSaid = sealWork(key, work, 'done', text);
    await putUndertaking(tx, { ...work, doneSaid, doneAt: ctx.now });
    tellHolder(world, tx, ctx, { row, key, what: 'result', mark: actor.org });
    noteTurn(tx, ctx, 'appointment.undertake', row, { org: actor.org, is: 'done' });
    return { doneAt: new Date(ctx.now).toISOString() };
  });
}
