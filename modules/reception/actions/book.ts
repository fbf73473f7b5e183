/**
 * Turns are booked by residents for themselves and by the desk for somebody. The day's row is
 * locked first, so that of two who want the last place one gets it.
 */
import { createHash } from 'node:crypto';
import { actorKey } from '../../../kernel/actor.ts';
import { makeUuidV7 } from '../../../kernel/ids.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { ForSomebody, NewAppointment, OwnAppointment } from '../contract/shapes.ts';
import { nextTurn, remindAt, whyNotBook } from '../rules.ts';
import { type AppointmentRow, insertAppointment } from '../store/appointments.ts';
import type { DayAt, DayRow } from '../store/days.ts';
import { noteTurn, type OpenDay, openDay, takenAt } from './open.ts';
import { showOwn } from './own.ts';
import { holderOf, type Person, sealPerson } from './seals.ts';
import { tellHolder } from './tell.ts';
import type { ReceptionWorld } from './world.ts';

/** Refuses what `whyNotBook` names, RECEPTION_BOOKED_ALREADY, RECEPTION_NO_SUBJECT, NOT_FOUND. */
export async function bookOwn(
  world: ReceptionWorld,
  ctx: RequestContext,
  { county, id, ...wanted }: DayAt & NewAppointment,
): Promise<OwnAppointment> {
  const account = ctx.actor.kind === 'resident' ? ctx.actor.account : refuse('FORBIDDEN');
  if (wanted.number !== undefined) await assertOwnMatter(world, ctx, wanted.number);
  return world.db.scoped({ counties: [county] }, async (tx) => {
    const open = await openDay(world, tx, { county, id });
    const phone = (await world.residentPhone(tx, account)) ?? refuse('FORBIDDEN');
    const row = await book(world, tx, ctx, open, { ...wanted, phone, way: 'online' });
    return showOwn(world, tx, ctx, { day: open.day, key: open.key, row });
  });
}

/** Only a matter that they reported, follow as a party, or hold a mandate for. */
async function assertOwnMatter(
  world: ReceptionWorld,
  ctx: RequestContext,
  number: string,
): Promise<void> {
  await world.matters.reading(ctx, number, async (_tx, { relation }) => {
    if (relation === null || relation === 'follower') refuse('NOT_FOUND');
  });
}

type Given = ForSomebody & { way: AppointmentRow['way'] };

/** Writes the turn and tells whoever left a phone; a repeat of the request finds the same one. */
export async function book(
  world: ReceptionWorld,
  tx: Tx,
  ctx: RequestContext,
  { day, key, turns }: OpenDay,
  given: Given,
): Promise<AppointmentRow> {
  const id = idOf(ctx, day);
  const known = turns.find((one) => one.id === id);
  if (known) {
    noteTurn(tx, ctx, 'appointment.book', known, { is: 'again' });
    return known;
  }
  const at = Date.parse(given.at);
  const holder = given.phone === undefined ? null : holderOf(key, given.phone);
  checkWords(day, given);
  const isStaff = given.way === 'counter';
  const why = whyNotBook(day, { at, now: ctx.now, isStaff, taken: takenAt(turns, at) });
  if (why) refuse(why);
  if (holder !== null && turns.some((one) => one.holder === holder)) {
    refuse('RECEPTION_BOOKED_ALREADY');
  }
  const row: AppointmentRow = {
    county: day.county,
    dayId: day.id,
    id,
    turn: nextTurn(turns.map(({ turn }) => turn)),
    slotAt: at,
    way: given.way,
    holder,
    topic: given.topic ?? null,
    people: Math.max(given.people, 1 + given.representatives.length),
    number: given.number ?? null,
    state: 'booked',
    sealed: sealPerson(key, { id }, personOf(given)),
    result: null,
    said: null,
    resultNumber: null,
    resultOrg: null,
    remindAt: given.phone === undefined ? null : remindAt(at, day.remindHours, ctx.now),
    bookedAt: ctx.now,
    updatedAt: ctx.now,
    version: 1,
  };
  await insertAppointment(tx, row);
  tellHolder(world, tx, ctx, { row, key, what: 'booked' });
  noteTurn(tx, ctx, 'appointment.book', row);
  return row;
}

function personOf({ name, phone = '', representatives, subject }: Given): Person {
  return { name, phone, representatives, subject };
}

function checkWords(day: DayRow, { topic, number, subject }: Given): void {
  if (number === undefined && subject.length < 2) {
    refuse('RECEPTION_NO_SUBJECT', { fields: [{ path: 'body.subject', code: 'required' }] });
  }
  const isKnown = topic === undefined || day.topics.length === 0 || day.topics.includes(topic);
  if (isKnown) return;
  refuse('RECEPTION_TOPIC_UNKNOWN', { fields: [{ path: 'body.topic', code: 'unknown' }] });
}

function idOf(ctx: RequestContext, { id }: DayRow): string {
  if (!ctx.idempotencyKey) return ctx.newId();
  const words = `${actorKey(ctx.actor)} ${id} ${ctx.idempotencyKey}`;
  return makeUuidV7(0, createHash('sha256').update(words).digest());
}
