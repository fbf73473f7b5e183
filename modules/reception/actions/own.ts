/**
 * A resident's own turns. They are found by the digest that each day's key makes of their phone:
 * no table leads from an account to days, and none from one day to the next.
 */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { OwnAppointment } from '../contract/shapes.ts';
import { changeUntil, slotsOf, whyNotChange } from '../rules.ts';
import { type AppointmentRow, listHeld } from '../store/appointments.ts';
import { type DayKey, type DayRow, listDays, listKeys } from '../store/days.ts';
import { listUndertakings, type UndertakingRow } from '../store/undertakings.ts';
import { readAround } from './around.ts';
import { giveUp, type OpenDay, openDay } from './open.ts';
import { type Around, baseOf, iso, topicOf } from './present.ts';
import { holderOf, openPerson, openSaid, openWork } from './seals.ts';
import { tellHolder } from './tell.ts';
import type { ReceptionWorld } from './world.ts';

const DAY_MS = 86_400_000;
const AROUND_MS = 400 * DAY_MS;

/** Refuses FORBIDDEN: staff hold no turn, whatever day they name. */
export const accountOf = ({ actor }: RequestContext) =>
  actor.kind === 'resident' ? actor.account : refuse('FORBIDDEN');

/** The latest first. */
export async function listOwn(
  world: ReceptionWorld,
  ctx: RequestContext,
  { county }: { county: string },
): Promise<{ items: OwnAppointment[] }> {
  const account = accountOf(ctx);
  const read = await world.db.scoped({ counties: [county] }, async (tx) => {
    const phone = await world.residentPhone(tx, account);
    if (phone === undefined) return null;
    const span = { from: ctx.now - AROUND_MS, to: ctx.now + AROUND_MS, order: 'desc' } as const;
    const days = await listDays(tx, { county, ...span, isPublished: true });
    const keys = await listKeys(tx, world.keyring, { county, ids: days.map(({ id }) => id) });
    const held = await listHeld(tx, {
      county,
      days: [...keys.keys()],
      holders: [...keys.values()].map((key) => holderOf(key, phone)),
    });
    const own = days.filter(({ id }) => held.some((row) => row.dayId === id));
    const around = await readAround(world, tx, { county, days: own, now: ctx.now });
    const work = await listUndertakings(
      tx,
      county,
      own.map(({ id }) => id),
    );
    return { held, own, keys, around, work };
  });
  if (!read) return { items: [] };
  const byId = new Map(read.own.map((day) => [day.id, day]));
  const mine = await numbersSeen(world, ctx, read.held);
  const items = read.held.flatMap((row) => {
    const [day, key] = [byId.get(row.dayId), read.keys.get(row.dayId)];
    return day && key ? [presentOwn(world, { day, key, row }, { ...read, mine, ctx })] : [];
  });
  return { items };
}

/** Of the matters that some turns name those that the reader may see. */
export async function numbersSeen(
  world: ReceptionWorld,
  ctx: RequestContext,
  turns: readonly AppointmentRow[],
): Promise<ReadonlySet<string>> {
  const named = turns.flatMap(({ number, resultNumber }) => [number, resultNumber]);
  const seen = new Set<string>();
  for (const number of new Set(named)) {
    if (number !== null && (await world.matters.findMatter(ctx, number))) seen.add(number);
  }
  return seen;
}

export type OwnTurn = { day: DayRow; key: DayKey; row: AppointmentRow };
type Beside = {
  around: Around;
  work: readonly UndertakingRow[];
  /** Numbers of matters that are the reader's to open. */
  mine: ReadonlySet<string>;
  ctx: RequestContext;
};

export async function showOwn(
  world: ReceptionWorld,
  tx: Tx,
  ctx: RequestContext,
  turn: OwnTurn,
): Promise<OwnAppointment> {
  const { county, id } = turn.day;
  const around = await readAround(world, tx, { county, days: [turn.day], now: ctx.now });
  const work = await listUndertakings(tx, county, [id]);
  // What still may be changed has no result yet.
  return presentOwn(world, turn, { around, work, mine: new Set(), ctx });
}

function presentOwn(
  world: ReceptionWorld,
  { day, key, row }: OwnTurn,
  { around, work, mine, ctx }: Beside,
): OwnAppointment {
  const person = openPerson(key, row);
  const slot = slotsOf(day).find(({ startsAt }) => startsAt === row.slotAt);
  return {
    day: baseOf(world, day, around),
    id: row.id,
    turn: row.turn,
    at: iso(row.slotAt),
    endsAt: iso(slot?.endsAt ?? row.slotAt),
    state: row.state,
    topic: row.topic === null ? null : topicOf(around, row.topic),
    people: row.people,
    name: person?.name ?? '',
    representatives: person?.representatives ?? [],
    subject: person?.subject ?? '',
    number: row.number,
    changeUntil: iso(changeUntil(day, row)),
    whyNotChange: whyNotChange(day, row, ctx.now),
    result: row.result,
    said: openSaid(key, row),
    resultNumber: row.resultNumber,
    isResultMine: row.resultNumber !== null && mine.has(row.resultNumber),
    undertakings: work
      .filter((one) => one.appointmentId === row.id)
      .map((one) => presentWork(world, key, one)),
  };
}

export function presentWork(world: ReceptionWorld, key: DayKey | null, one: UndertakingRow) {
  return {
    org: world.orgs.named(one.org),
    dueOn: one.dueOn,
    text: openWork(key, one, 'said'),
    doneAt: one.doneAt === null ? null : iso(one.doneAt),
    doneText: openWork(key, one, 'done'),
  };
}

type At = { county: string; day: string; id: string };

/** Also what they said of themselves goes at once; the place is free again. */
export async function cancelOwn(
  world: ReceptionWorld,
  ctx: RequestContext,
  which: At,
): Promise<OwnAppointment> {
  return withOwn(world, ctx, which, async (tx, { key, row }) => {
    const gone = await giveUp(tx, ctx, row, 'appointment.cancel');
    tellHolder(world, tx, ctx, { row: { ...row, version: gone.version }, key, what: 'cancelled' });
    return gone;
  });
}

/** NOT_FOUND for a turn that is not theirs, as for one that there is not. */
export async function findOwn(
  world: ReceptionWorld,
  tx: Tx,
  ctx: RequestContext,
  { day, key, turns }: OpenDay,
  id: string,
): Promise<OwnTurn> {
  const phone = (await world.residentPhone(tx, accountOf(ctx))) ?? refuse('NOT_FOUND');
  const holder = holderOf(key, phone);
  const row = turns.find((one) => one.id === id && one.holder === holder);
  if (!row) return refuse('NOT_FOUND');
  const why = whyNotChange(day, row, ctx.now);
  if (why) refuse(why);
  return { day, key, row };
}

async function withOwn(
  world: ReceptionWorld,
  ctx: RequestContext,
  { county, day, id }: At,
  change: (tx: Tx, turn: OwnTurn) => Promise<AppointmentRow>,
): Promise<OwnAppointment> {
  accountOf(ctx);
  return world.db.scoped({ counties: [county] }, async (tx) => {
    const open = await openDay(world, tx, { county, id: day });
    const turn = await findOwn(world, tx, ctx, open, id);
    return showOwn(world, tx, ctx, { ...turn, row: await change(tx, turn) });
  });
}
