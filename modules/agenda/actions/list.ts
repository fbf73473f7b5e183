/** The agenda of an organisation's posts and of a county's rooms, from one day to another. */
import type { Actor } from '../../../kernel/actor.ts';
import { dayNumber } from '../../../kernel/dates.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { instantAt } from '../../../kernel/zone.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { AgendaEvent, AgendaQuery } from '../contract.ts';
import { collidingEvents, isOpen } from '../rules.ts';
import { type EventRow, listEvents, listSeats, listTaken } from '../store/events.ts';
import { listRoomRows, type RoomRow } from '../store/rooms.ts';
import { byRoom, bySeat, presentEvent, type Seats } from './present.ts';
import type { AgendaWorld } from './world.ts';

const DAYS_MAX = 42;
const EVENTS_MAX = 400;

/** Refuses NOT_FOUND, DATES_REVERSED and AGENDA_TOO_LONG. */
export async function listAgenda(
  world: AgendaWorld,
  ctx: RequestContext,
  asked: AgendaQuery,
): Promise<{ items: AgendaEvent[]; isMore: boolean }> {
  const county = countyFor(ctx.actor, asked.county);
  const [startsAt, endsAt] = spanOf(world, asked);
  return world.db.scoped({ counties: [county] }, async (tx) => {
    const rooms = await listRoomRows(tx, county);
    const subjects = subjectsFor(world, ctx, asked, rooms);
    const taken = await listTaken(tx, { county, subjects, startsAt, endsAt });
    const ids = [...new Set(taken.map(({ eventId }) => eventId))].slice(0, EVENTS_MAX + 1);
    const [events, rows] = await Promise.all([
      listEvents(tx, county, ids.slice(0, EVENTS_MAX)),
      listSeats(tx, county, ids),
    ]);
    const seats = bySeat(rows);
    const colliding = collidingEvents(taken);
    const items = events.map((event) => {
      const isColliding = isOpen(event.state) && colliding.has(event.id);
      const sight = { ...sightOf(world, ctx, event, seats), isColliding };
      return presentEvent(world, event, { seats, rooms: byRoom(rooms), sight });
    });
    return { items, isMore: ids.length > EVENTS_MAX };
  });
}

/** The county asked for, or the first of the actor's. Refuses NOT_FOUND beyond them. */
export function countyFor(actor: Actor, county: string | undefined): string {
  const own = actor.kind === 'staff' || actor.kind === 'machine' ? actor.counties : [];
  const wanted = county ?? own[0];
  return wanted !== undefined && own.includes(wanted) ? wanted : refuse('NOT_FOUND');
}

function spanOf({ zone }: AgendaWorld, { from, to }: AgendaQuery): [number, number] {
  const [first, last] = [dayNumber(from), dayNumber(to)];
  if (last < first) refuse('DATES_REVERSED', { fields: [{ path: 'query.to', code: 'before' }] });
  if (last - first >= DAYS_MAX) refuse('AGENDA_TOO_LONG');
  const startsAt = instantAt(first, 0, zone);
  return [startsAt, instantAt(last + 1, 0, zone)];
}

/** Posts of the actor's own organisation and those below it, and the rooms of the county. */
function subjectsFor(
  world: AgendaWorld,
  { actor, now }: RequestContext,
  { post, room, org }: AgendaQuery,
  rooms: readonly RoomRow[],
): string[] {
  const own = 'org' in actor ? actor.org : refuse('NOT_FOUND');
  const under = org !== undefined && world.orgs.isBelow(org, own) ? org : own;
  const posts = world.postsUnder(under, now).map(({ id }) => id);
  if (actor.kind === 'staff' && !posts.includes(actor.post)) posts.push(actor.post);
  if (room !== undefined) return rooms.some(({ id }) => id === room) ? [room] : [];
  if (post !== undefined) return posts.includes(post) ? [post] : [];
  return org === undefined ? [...posts, ...rooms.map(({ id }) => id)] : posts;
}

/**
 * Who takes part knows what it is; colleagues where it is not sealed; others that it is taken. What
 * is of no matter is public.
 */
function sightOf(
  world: AgendaWorld,
  { actor, now }: RequestContext,
  event: EventRow,
  seats: Seats,
) {
  const posts = (seats.get(event.id) ?? []).filter((seat) => !seat.isRoom);
  const isOwn = actor.kind === 'staff' && posts.some(({ subject }) => subject === actor.post);
  if (event.matterId === null) return { isOwn, isNumberShown: true };
  const own = 'org' in actor ? actor.org : null;
  const isNear =
    own !== null && posts.some(({ subject }) => isUnder(world, subject, { org: own, now }));
  return { isOwn, isNumberShown: isOwn || (isNear && !event.isSealed) };
}

function isUnder(world: AgendaWorld, post: string, { org, now }: { org: string; now: number }) {
  const held = world.post(post, now);
  return held !== null && world.orgs.isBelow(held.orgId, org);
}
