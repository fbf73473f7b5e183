/**
 * The desk of one day: its turns in order, masked; who came is marked; somebody who came or called
 * is entered. The organisation that keeps the desk and those at the table see it, nobody else.
 */
import type { StaffActor } from '../../../kernel/actor.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type { Desk, DeskAppointment, ForSomebody, Mark, OpenedPerson } from '../contract/shapes.ts';
import { marks } from '../contract/shapes.ts';
import {
  inOrder,
  type Stand,
  slotsOf,
  standOf,
  whyNotBookDay,
  whyNotMark,
  whyNotMoveBy,
  whyNotResult,
} from '../rules.ts';
import { type AppointmentRow, listTurns, updateAppointment } from '../store/appointments.ts';
import {
  type DayAt,
  type DayKey,
  type DayRow,
  findDay,
  findKey,
  listHosts,
  lockDay,
} from '../store/days.ts';
import { listUndertakings, type UndertakingRow } from '../store/undertakings.ts';
import { readAround } from './around.ts';
import { book } from './book.ts';
import { staffIn } from './days.ts';
import { noteTurn, openDay } from './open.ts';
import { numbersSeen, presentWork } from './own.ts';
import { type Around, iso, presentPlanned, presentSlots, topicOf } from './present.ts';
import { openPerson, openSaid } from './seals.ts';
import type { ReceptionWorld } from './world.ts';

/** A day as the reader's organisation stands to it. */
export type Sat = { actor: StaffActor; day: DayRow; stand: Stand; orgs: readonly string[] };

/** NOT_FOUND for who neither keeps the desk nor sits at the table, and for a draft. */
export async function sitDown(
  tx: Tx,
  ctx: RequestContext,
  at: DayAt,
  lock: 'none' | 'forUpdate',
): Promise<Sat> {
  const actor = staffIn(ctx.actor, at.county);
  const day = (await (lock === 'none' ? findDay : lockDay)(tx, at)) ?? refuse('NOT_FOUND');
  const hosts = (await listHosts(tx, at.county, [at.id])).get(at.id) ?? [];
  const stand = standOf(actor.org, { org: day.org, hosts });
  if (stand === null || day.publishedAt === null) return refuse('NOT_FOUND');
  return { actor, day, stand, orgs: [...new Set([day.org, ...hosts.map(({ org }) => org)])] };
}

export async function showDesk(
  world: ReceptionWorld,
  ctx: RequestContext,
  at: DayAt,
): Promise<Desk> {
  const { county, id } = at;
  const read = await world.db.scoped({ counties: [county] }, async (tx) => {
    const sat = await sitDown(tx, ctx, at, 'none');
    const [turns, work, key, around] = [
      inOrder(await listTurns(tx, at)),
      await listUndertakings(tx, county, [id]),
      await findKey(tx, world.keyring, at),
      await readAround(world, tx, { county, days: [sat.day], now: ctx.now }),
    ];
    return { sat, turns, work, key, around };
  });
  const { sat, turns, around } = read;
  // Of others not even the number is told.
  const seen = await numbersSeen(world, ctx, turns);
  const items = turns
    .filter(({ state }) => state !== 'cancelled')
    .map((row) => presentTurn(world, ctx, row, { ...read, seen }));
  const isKeeper = sat.stand === 'keeper';
  return {
    day: presentPlanned(world, sat.day, around, { now: ctx.now, mayPlan: false }),
    items,
    slots: presentSlots(sat.day, around, { now: ctx.now, isStaff: true }),
    isKeeper,
    mayAdd:
      isKeeper &&
      read.key !== null &&
      whyNotBookDay(sat.day, { now: ctx.now, isStaff: true }) === null,
  };
}

type Read = {
  sat: Sat;
  work: readonly UndertakingRow[];
  key: DayKey | null;
  around: Around;
  seen: ReadonlySet<string>;
};

function presentTurn(
  world: ReceptionWorld,
  { now }: RequestContext,
  row: AppointmentRow,
  { sat, work, key, around, seen }: Read,
): DeskAppointment {
  const { day } = sat;
  const slot = slotsOf(day).find(({ startsAt }) => startsAt === row.slotAt);
  const said = openSaid(key, row);
  const ifSeen = (number: string | null) => (number !== null && seen.has(number) ? number : null);
  return {
    id: row.id,
    turn: row.turn,
    at: iso(row.slotAt),
    endsAt: iso(slot?.endsAt ?? row.slotAt),
    way: row.way,
    state: row.state,
    topic: row.topic === null ? null : topicOf(around, row.topic),
    people: row.people,
    ...maskedOf(world, key, row),
    number: ifSeen(row.number),
    result: row.result,
    said: said === null ? null : world.matters.maskText(said),
    resultNumber: ifSeen(row.resultNumber),
    undertakings: work
      .filter((one) => one.appointmentId === row.id)
      .map((one) => presentWork(world, key, one)),
    may: mayOf(sat, row, { now, key, work }),
    version: row.version,
  };
}

function maskedOf(world: ReceptionWorld, key: DayKey | null, row: AppointmentRow) {
  const person = openPerson(key, row);
  if (!person) return { name: '', phone: '', subject: '' };
  return {
    name: world.maskName(person.name),
    phone: world.maskPhone(person.phone),
    subject: world.matters.maskText(person.subject),
  };
}

function mayOf(
  { actor, day, stand }: Sat,
  row: AppointmentRow,
  of: { now: number; key: DayKey | null; work: readonly UndertakingRow[] },
) {
  const isKeeper = stand === 'keeper';
  const mayMark = (as: Mark) => whyNotMark(day, row, { as, now: of.now }) === null;
  const isHere = row.state === 'arrived' || row.state === 'received';
  const own = of.work.find((one) => one.appointmentId === row.id && one.org === actor.org);
  return {
    mark: isKeeper ? marks.filter(mayMark) : [],
    result: of.key !== null && mayConclude(day, stand) && whyNotResult(row) === null,
    undertake: of.key !== null && isHere && (own === undefined || own.doneAt === null),
    move: isKeeper && of.key !== null && whyNotMoveBy(day, row, of.now) === null,
    open: of.key !== null && row.sealed !== null && actor.permissions.has('person.open'),
  };
}

/** At a joint table the keeper concludes; else whoever receives, too. */
export const mayConclude = ({ kind }: DayRow, stand: Stand) =>
  stand === 'keeper' || kind !== 'joint';

/** Refuses what `whyNotBook` names, RECEPTION_BOOKED_ALREADY, RECEPTION_NO_SUBJECT. */
export async function bookForSomebody(
  world: ReceptionWorld,
  ctx: RequestContext,
  { county, id, ...given }: DayAt & ForSomebody,
): Promise<{ id: string; turn: number }> {
  const at = { county, id };
  const { number } = given;
  if (number !== undefined && !(await world.matters.findMatter(ctx, number))) refuse('NOT_FOUND');
  return world.db.scoped({ counties: [county] }, async (tx) => {
    if ((await sitDown(tx, ctx, at, 'forUpdate')).stand !== 'keeper') refuse('NOT_FOUND');
    const open = await openDay(world, tx, at);
    const row = await book(world, tx, ctx, open, { ...given, way: 'counter' });
    return { id: row.id, turn: row.turn };
  });
}

export type TurnAt = { county: string; day: string; id: string };

export type FoundTurn = Sat & { row: AppointmentRow; key: DayKey };

/** The turn and its day, locked, for who keeps the desk or sits at the table. */
export async function withTurn<T>(
  world: ReceptionWorld,
  ctx: RequestContext,
  at: TurnAt,
  work: (tx: Tx, found: FoundTurn) => Promise<T>,
): Promise<T> {
  return world.db.scoped({ counties: [at.county] }, async (tx) =>
    work(tx, await lockTurn(world, tx, ctx, at)),
  );
}

/** The same within a transaction of its county. */
export async function lockTurn(
  world: ReceptionWorld,
  tx: Tx,
  ctx: RequestContext,
  { county, day: dayId, id }: TurnAt,
): Promise<FoundTurn> {
  const at = { county, id: dayId };
  const sat = await sitDown(tx, ctx, at, 'forUpdate');
  const row = (await listTurns(tx, at)).find((one) => one.id === id) ?? refuse('NOT_FOUND');
  const key = (await findKey(tx, world.keyring, at)) ?? refuse('RECEPTION_ERASED');
  return { ...sat, row, key };
}

/** Refuses what `whyNotMark` names; NOT_YOURS for who sits at the table alone. */
export async function markTurn(
  world: ReceptionWorld,
  ctx: RequestContext,
  { as, ...at }: TurnAt & { as: Mark },
): Promise<{ state: Mark }> {
  return withTurn(world, ctx, at, async (tx, { stand, day, row }) => {
    if (stand !== 'keeper') refuse('NOT_YOURS');
    const why = whyNotMark(day, row, { as, now: ctx.now });
    if (why) refuse(why);
    const marked = { ...row, state: as, updatedAt: ctx.now, version: row.version + 1 };
    await updateAppointment(tx, marked);
    noteTurn(tx, ctx, 'appointment.mark', marked, { as });
    return { state: as };
  });
}

/** Opened with a purpose, and written into the journal. */
export async function openTurn(
  world: ReceptionWorld,
  ctx: RequestContext,
  { purpose, reason, ...at }: TurnAt & { purpose: string; reason: string },
): Promise<OpenedPerson> {
  return withTurn(world, ctx, at, async (tx, { row, key }) => {
    const person = openPerson(key, row) ?? refuse('RECEPTION_ERASED');
    noteOpening(tx, ctx, row, { purpose, reason });
    return { ...person, said: openSaid(key, row) };
  });
}

function noteOpening(
  tx: Tx,
  ctx: RequestContext,
  { county, dayId, id }: AppointmentRow,
  { purpose, reason }: { purpose: string; reason: string },
): void {
  const detail = { day: dayId, appointment: id, reason };
  journal(tx, ctx, { verb: 'person.open', county, purpose, detail });
}
