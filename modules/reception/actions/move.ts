/**
 * A turn is moved: within its day it stays the same one; to another day of the same organisation it
 * becomes a turn of that day, sealed under that day's key, and nothing of it is left on the first.
 * The holder moves it while they may change it, the desk while nobody has come.
 */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { MovedTurn, OwnAppointment } from '../contract/shapes.ts';
import { nextTurn, remindAt, whyNotBook, whyNotMoveBy } from '../rules.ts';
import {
  type AppointmentRow,
  insertAppointment,
  updateAppointment,
} from '../store/appointments.ts';
import { sitDown, type TurnAt } from './desk.ts';
import { giveUp, noteTurn, type OpenDay, openDay, takenAt } from './open.ts';
import { accountOf, findOwn, type OwnTurn, showOwn } from './own.ts';
import { holderOf, openPerson, sealPerson } from './seals.ts';
import { tellHolder } from './tell.ts';
import type { ReceptionWorld } from './world.ts';

type Wanted = TurnAt & MovedTurn;

/** Refuses what `whyNotChange` and `whyNotBook` name, RECEPTION_OTHER_ORG, …_BOOKED_ALREADY. */
export async function moveOwn(
  world: ReceptionWorld,
  ctx: RequestContext,
  wanted: Wanted,
): Promise<OwnAppointment> {
  accountOf(ctx);
  return world.db.scoped({ counties: [wanted.county] }, async (tx) => {
    const { from, to } = await openBoth(world, tx, wanted);
    const turn = await findOwn(world, tx, ctx, from, wanted.id);
    const move = { turn, from, to, at: Date.parse(wanted.at), isStaff: false };
    const row = await moveTurn(world, tx, ctx, move);
    return showOwn(world, tx, ctx, { day: to.day, key: to.key, row });
  });
}

/** By who keeps the desk; the same refusals, and NOT_YOURS for who sits at the table alone. */
export async function moveForSomebody(
  world: ReceptionWorld,
  ctx: RequestContext,
  wanted: Wanted,
): Promise<{ day: string; id: string; turn: number }> {
  const { county, id } = wanted;
  return world.db.scoped({ counties: [county] }, async (tx) => {
    const { from, to } = await openBoth(world, tx, wanted);
    const { stand } = await sitDown(tx, ctx, { county, id: from.day.id }, 'none');
    if (stand !== 'keeper') refuse('NOT_YOURS');
    const row = from.turns.find((one) => one.id === id) ?? refuse('NOT_FOUND');
    const why = whyNotMoveBy(from.day, row, ctx.now);
    if (why) refuse(why);
    const turn = { day: from.day, key: from.key, row };
    const move = { turn, from, to, at: Date.parse(wanted.at), isStaff: true };
    const moved = await moveTurn(world, tx, ctx, move);
    return { day: to.day.id, id: moved.id, turn: moved.turn };
  });
}

/** Both days are locked in the order of their ids: of two who swap days neither waits for ever. */
async function openBoth(world: ReceptionWorld, tx: Tx, { county, day, to: target = day }: Wanted) {
  const open = new Map<string, OpenDay>();
  for (const id of [...new Set([day, target])].toSorted((a, b) => (a < b ? -1 : 1))) {
    open.set(id, await openDay(world, tx, { county, id }));
  }
  const [from, to] = [open.get(day), open.get(target)];
  return from && to ? { from, to } : refuse('NOT_FOUND');
}

type Move = { turn: OwnTurn; from: OpenDay; to: OpenDay; at: number; isStaff: boolean };

async function moveTurn(
  world: ReceptionWorld,
  tx: Tx,
  ctx: RequestContext,
  move: Move,
): Promise<AppointmentRow> {
  const { turn, to, at, isStaff } = move;
  const isSame = to.day.id === turn.day.id;
  const others = isSame ? to.turns.filter((one) => one.id !== turn.row.id) : to.turns;
  const why = whyNotBook(to.day, { at, now: ctx.now, isStaff, taken: takenAt(others, at) });
  if (why) refuse(why);
  const row = isSame ? await moveWithin(tx, ctx, move) : await moveAcross(world, tx, ctx, move);
  tellHolder(world, tx, ctx, { row, key: to.key, what: 'moved' });
  noteTurn(tx, ctx, 'appointment.move', row);
  return row;
}

async function moveWithin(
  tx: Tx,
  { now }: RequestContext,
  { turn: { day, row }, at }: Move,
): Promise<AppointmentRow> {
  const moved: AppointmentRow = {
    ...row,
    slotAt: at,
    remindAt: row.holder === null ? null : remindAt(at, day.remindHours, now),
    updatedAt: now,
    version: row.version + 1,
  };
  await updateAppointment(tx, moved);
  return moved;
}

/** Neither row names the other: nothing leads from one day to the next. */
async function moveAcross(
  world: ReceptionWorld,
  tx: Tx,
  ctx: RequestContext,
  { turn: { day, key, row }, to, at }: Move,
): Promise<AppointmentRow> {
  if (to.day.org !== day.org) refuse('RECEPTION_OTHER_ORG');
  const person = openPerson(key, row) ?? refuse('RECEPTION_ERASED');
  const holder = person.phone === '' ? null : holderOf(to.key, person.phone);
  if (holder !== null && to.turns.some((one) => one.holder === holder)) {
    refuse('RECEPTION_BOOKED_ALREADY');
  }
  const { topics } = to.day;
  if (row.topic !== null && topics.length > 0 && !topics.includes(row.topic)) {
    refuse('RECEPTION_TOPIC_UNKNOWN');
  }
  const id = ctx.newId();
  const moved: AppointmentRow = {
    ...row,
    dayId: to.day.id,
    id,
    turn: nextTurn(to.turns.map((one) => one.turn)),
    slotAt: at,
    holder,
    sealed: sealPerson(to.key, { id }, person),
    remindAt: holder === null ? null : remindAt(at, to.day.remindHours, ctx.now),
    bookedAt: ctx.now,
    updatedAt: ctx.now,
    version: 1,
  };
  await insertAppointment(tx, moved);
  await giveUp(tx, ctx, row, 'appointment.move');
  return moved;
}
