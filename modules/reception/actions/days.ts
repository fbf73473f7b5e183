/**
 * Days are planned as drafts, published and cancelled by the organisation that keeps the desk.
 * Publishing takes the time of the posts and the room in the agenda, in the same transaction.
 */
import type { Actor, StaffActor } from '../../../kernel/actor.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type { ChangedDay, NewDay, PlannedDay } from '../contract/shapes.ts';
import { keptUntil, standOf, whyNotDay } from '../rules.ts';
import { forgetReminders, listTurns } from '../store/appointments.ts';
import {
  type DayAt,
  type DayRow,
  findKey,
  type HostRow,
  insertDay,
  insertKey,
  listDays,
  listHosts,
  lockDay,
  replaceHosts,
  updateDay,
} from '../store/days.ts';
import { readAround } from './around.ts';
import { hostsOf, presentPlanned } from './present.ts';
import { tellHolder, tellHosts } from './tell.ts';
import type { ReceptionWorld, Topic } from './world.ts';

const DAY_MS = 86_400_000;
const PAST_MS = 400 * DAY_MS;
const AHEAD_MS = 400 * DAY_MS;
const PLAN = 'reception.plan';

/** Staff of a county; refuses NOT_FOUND beyond theirs. */
export function staffIn(actor: Actor, county: string): StaffActor {
  return actor.kind === 'staff' && actor.counties.includes(county) ? actor : refuse('NOT_FOUND');
}

/** The days of one's organisation: which it keeps, or at whose table it sits. */
export async function listPlanned(
  world: ReceptionWorld,
  ctx: RequestContext,
  { county }: { county: string },
): Promise<{ items: PlannedDay[] }> {
  const actor = staffIn(ctx.actor, county);
  const span = { from: ctx.now - PAST_MS, to: ctx.now + AHEAD_MS };
  return world.db.scoped({ counties: [county] }, async (tx) => {
    const days = await listDays(tx, { county, ...span, order: 'desc' });
    const around = await readAround(world, tx, { county, days, now: ctx.now });
    const own = days.filter((day) => {
      const stand = standOf(actor.org, { org: day.org, hosts: hostsOf(around, day) });
      return stand === 'keeper' || (stand === 'table' && day.state !== 'draft');
    });
    const items = own.map((day) => presentPlanned(world, day, around, sightOf(ctx, actor, day)));
    return { items };
  });
}

const sightOf = ({ now }: RequestContext, actor: StaffActor, day: DayRow) => ({
  now,
  mayPlan: actor.org === day.org && actor.permissions.has(PLAN),
});

/** Refuses NOT_FOUND and what `checkDay` refuses. */
export async function planDay(
  world: ReceptionWorld,
  ctx: RequestContext,
  body: NewDay,
): Promise<PlannedDay> {
  const actor = staffIn(ctx.actor, body.county);
  const row: DayRow = {
    county: body.county,
    id: ctx.newId(),
    org: actor.org,
    state: 'draft',
    cancelReason: '',
    keptUntil: null,
    createdAt: ctx.now,
    publishedAt: null,
    cancelledAt: null,
    version: 1,
    ...fieldsOf(body),
  };
  const hosts = hostRows(body);
  return world.db.scoped({ counties: [row.county] }, async (tx) => {
    await checkDay(world, tx, ctx, row, hosts);
    await insertDay(tx, row, hosts);
    note(tx, ctx, row, 'planned');
    return show(world, tx, ctx, row);
  });
}

/** Also VERSION_STALE, and RECEPTION_PUBLISHED: who booked relies on what stood there. */
export async function changeDay(
  world: ReceptionWorld,
  ctx: RequestContext,
  { county, id, ...body }: DayAt & ChangedDay,
): Promise<PlannedDay> {
  return withOwnDay(world, ctx, { county, id }, async (tx, day) => {
    if (day.state !== 'draft') refuse('RECEPTION_PUBLISHED');
    if (day.version !== body.version) {
      refuse('VERSION_STALE', { present: await show(world, tx, ctx, day) });
    }
    const row = { ...day, ...fieldsOf(body), version: day.version + 1 };
    const hosts = hostRows(body);
    await checkDay(world, tx, ctx, row, hosts);
    await updateDay(tx, row);
    replaceHosts(tx, row, hosts);
    note(tx, ctx, row, 'changed');
    return show(world, tx, ctx, row);
  });
}

/** Also RECEPTION_PUBLISHED, and AGENDA_POST_TAKEN, AGENDA_ROOM_TAKEN unless a reason insists. */
export async function publishDay(
  world: ReceptionWorld,
  ctx: RequestContext,
  { county, id, insist }: DayAt & { insist?: string | undefined },
): Promise<PlannedDay> {
  return withOwnDay(world, ctx, { county, id }, async (tx, day) => {
    if (day.state !== 'draft') refuse('RECEPTION_PUBLISHED');
    const hosts = (await listHosts(tx, county, [id])).get(id) ?? [];
    await checkDay(world, tx, ctx, day, hosts);
    const row: DayRow = {
      ...day,
      state: 'published',
      publishedAt: ctx.now,
      keptUntil: keptUntil(day, null),
      version: day.version + 1,
    };
    await updateDay(tx, row);
    insertKey(tx, world.keyring, row);
    await world.agenda.plan(tx, ctx, {
      matter: { county },
      id,
      kind: 'reception',
      title: titles[row.kind],
      startsAt: row.startsAt,
      endsAt: row.endsAt,
      place: row.place,
      room: row.room,
      posts: postsOf(hosts),
      ...(insist !== undefined && { insist }),
    });
    const key = await findKey(tx, world.keyring, row);
    if (key) tellHosts(world, tx, ctx, { day: row, hosts, key, what: 'hosting' });
    note(tx, ctx, row, 'published');
    return show(world, tx, ctx, row);
  });
}

const titles = { leader: 'leaderReception', joint: 'jointReception', ordinary: 'reception' };
const postsOf = (hosts: readonly HostRow[]) => [
  ...new Set(hosts.flatMap(({ post }) => (post === null ? [] : [post]))),
];

/** Also RECEPTION_CANCELLED and RECEPTION_OVER. Who booked is told, and the time is free again. */
export async function cancelDay(
  world: ReceptionWorld,
  ctx: RequestContext,
  { county, id, reason }: DayAt & { reason: string },
): Promise<PlannedDay> {
  return withOwnDay(world, ctx, { county, id }, async (tx, day) => {
    if (day.state === 'cancelled') refuse('RECEPTION_CANCELLED');
    if (ctx.now >= day.endsAt) refuse('RECEPTION_OVER');
    const row: DayRow = {
      ...day,
      state: 'cancelled',
      cancelReason: reason,
      cancelledAt: ctx.now,
      version: day.version + 1,
    };
    await updateDay(tx, row);
    if (day.state === 'published') await callOff(world, tx, ctx, row);
    note(tx, ctx, row, 'cancelled');
    return show(world, tx, ctx, row);
  });
}

async function callOff(
  world: ReceptionWorld,
  tx: Tx,
  ctx: RequestContext,
  day: DayRow,
): Promise<void> {
  const { county, id } = day;
  const hosts = (await listHosts(tx, county, [id])).get(id) ?? [];
  await world.agenda.cancel(tx, ctx, { county, matterId: null, id }, postsOf(hosts));
  const key = await findKey(tx, world.keyring, day);
  for (const row of await listTurns(tx, day)) {
    if (row.state === 'booked') tellHolder(world, tx, ctx, { row, key, what: 'off' });
  }
  forgetReminders(tx, day);
  if (key) tellHosts(world, tx, ctx, { day, hosts, key, what: 'hostingOff' });
}

/** Runs `work` with the day locked; NOT_FOUND for what is not one's own organisation's. */
async function withOwnDay<T>(
  world: ReceptionWorld,
  ctx: RequestContext,
  at: DayAt,
  work: (tx: Tx, day: DayRow) => Promise<T>,
): Promise<T> {
  const actor = staffIn(ctx.actor, at.county);
  return world.db.scoped({ counties: [at.county] }, async (tx) => {
    const day = (await lockDay(tx, at)) ?? refuse('NOT_FOUND');
    return actor.org === day.org ? work(tx, day) : refuse('NOT_FOUND');
  });
}

function fieldsOf(body: NewDay | ChangedDay) {
  const { kind, place, room, slotMinutes, slotPlaces, isByAppointment } = body;
  const { bookHours, changeHours, remindHours, keepDays } = body;
  return {
    kind,
    place,
    room,
    slotMinutes,
    slotPlaces,
    isByAppointment,
    bookHours,
    changeHours,
    remindHours,
    keepDays,
    topics: [...new Set(body.topics)],
    startsAt: Date.parse(body.startsAt),
    endsAt: Date.parse(body.endsAt),
    pauseFrom: body.pause === null ? null : Date.parse(body.pause.from),
    pauseTo: body.pause === null ? null : Date.parse(body.pause.to),
    noteZh: body.note.zh,
    noteEn: body.note.en,
  };
}

const hostRows = ({ hosts }: NewDay | ChangedDay): HostRow[] =>
  hosts.map(({ org, post, name, duty }) => ({
    org,
    post,
    name,
    dutyZh: duty.zh,
    dutyEn: duty.en,
  }));

/** Refuses what `whyNotDay` names, and hosts, topics and rooms that there are not here. */
async function checkDay(
  world: ReceptionWorld,
  tx: Tx,
  { now }: RequestContext,
  row: DayRow,
  hosts: readonly HostRow[],
): Promise<void> {
  const why = whyNotDay({ ...row, hosts }, now);
  if (why) refuse(why);
  for (const [index, { org, post }] of hosts.entries()) {
    const path = `body.hosts.${index}`;
    if (world.orgs.countyOf(org) !== row.county) {
      refuse('RECEPTION_HOST_UNKNOWN', { fields: [{ path: `${path}.org`, code: 'unknown' }] });
    }
    if (post !== null && world.post(post, now)?.orgId !== org) {
      refuse('RECEPTION_HOST_UNKNOWN', { fields: [{ path: `${path}.post`, code: 'unknown' }] });
    }
  }
  const known = new Set((await world.topics(row.county, now)).map(({ code }) => code));
  if (!row.topics.every((code) => known.has(code))) {
    refuse('CATEGORY_UNKNOWN', { fields: [{ path: 'body.topics', code: 'unknown' }] });
  }
  if (row.room === null) return;
  const rooms = await world.agenda.roomsOf(tx, row.county);
  if (rooms.some(({ id, isActive }) => id === row.room && isActive)) return;
  refuse('AGENDA_ROOM_UNKNOWN', { fields: [{ path: 'body.room', code: 'unknown' }] });
}

function note(tx: Tx, ctx: RequestContext, { county, id, org }: DayRow, is: string): void {
  journal(tx, ctx, { verb: 'reception.plan', county, detail: { day: id, org, is } });
}

async function show(world: ReceptionWorld, tx: Tx, ctx: RequestContext, day: DayRow) {
  const { county } = day;
  const around = await readAround(world, tx, { county, days: [day], now: ctx.now });
  return presentPlanned(world, day, around, sightOf(ctx, staffIn(ctx.actor, county), day));
}

export async function listTopics(
  world: ReceptionWorld,
  ctx: RequestContext,
  { county }: { county: string },
): Promise<{ items: Topic[] }> {
  staffIn(ctx.actor, county);
  return { items: [...(await world.topics(county, ctx.now))] };
}
