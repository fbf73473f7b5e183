/** Rooms of a centre: listed for who plans, set up and ended by who manages places. */
import { type Actor, covers } from '../../../kernel/actor.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type { AgendaRoom, ChangedRoom, NewRoom } from '../contract.ts';
import { insertRoom, listRoomRows, lockRoom, type RoomRow, updateRoom } from '../store/rooms.ts';
import { countyFor } from './list.ts';
import type { AgendaWorld } from './world.ts';

export async function listRooms(
  world: AgendaWorld,
  { actor }: RequestContext,
  asked: { county: string },
): Promise<{ items: AgendaRoom[] }> {
  const county = countyFor(actor, asked.county);
  const rows = await world.db.scoped({ counties: [county] }, (tx) => listRoomRows(tx, county));
  return { items: rows.map((row) => presentRoom(world, row)) };
}

/** Refuses NOT_FOUND for an organisation without a county, REGION_OUTSIDE beyond one's own. */
export async function addRoom(
  world: AgendaWorld,
  ctx: RequestContext,
  room: NewRoom,
): Promise<AgendaRoom> {
  const county = countyFor(ctx.actor, world.orgs.countyOf(room.org) ?? undefined);
  if (world.orgs.countyOf(room.org) === null) refuse('NOT_FOUND');
  assertOwn(world, ctx.actor, room.org);
  const row: RoomRow = {
    county,
    id: ctx.newId(),
    org: room.org,
    zh: room.zh,
    en: room.en ?? null,
    way: room.way,
    seats: room.seats,
    isActive: true,
    version: 1,
  };
  await world.db.scoped({ counties: [county] }, async (tx) => {
    await insertRoom(tx, row, ctx.now);
    journal(tx, ctx, { verb: 'room.change', county, detail: { room: row.id, name: row.zh } });
  });
  return presentRoom(world, row);
}

/** Refuses NOT_FOUND, REGION_OUTSIDE, and VERSION_STALE with the room as it stands. */
export async function changeRoom(
  world: AgendaWorld,
  ctx: RequestContext,
  { county, id, ...change }: { county: string; id: string } & ChangedRoom,
): Promise<AgendaRoom> {
  countyFor(ctx.actor, county);
  const row = await world.db.scoped({ counties: [county] }, async (tx) => {
    const room = (await lockRoom(tx, county, id)) ?? refuse('NOT_FOUND');
    assertOwn(world, ctx.actor, room.org);
    if (room.version !== change.version) {
      refuse('VERSION_STALE', { present: presentRoom(world, room) });
    }
    const { zh, en = null, way, seats, isActive } = change;
    const next = { ...room, zh, en, way, seats, isActive, version: room.version + 1 };
    await updateRoom(tx, next);
    journal(tx, ctx, { verb: 'room.change', county, detail: { room: id, name: zh, isActive } });
    return next;
  });
  return presentRoom(world, row);
}

function assertOwn({ orgs }: AgendaWorld, actor: Actor, org: string): void {
  const regions = actor.kind === 'staff' ? actor.regions : [];
  if (!covers(regions, orgs.regionOf(org) ?? '')) refuse('REGION_OUTSIDE');
}

function presentRoom({ orgs }: AgendaWorld, { org, ...row }: RoomRow): AgendaRoom {
  return { ...row, org: orgs.named(org) };
}
