/** What is read beside some days of a county in order to show them. */
import type { Tx } from '../../../platform/db/index.ts';
import { countTurns } from '../store/appointments.ts';
import { type DayRow, listHosts } from '../store/days.ts';
import type { Around } from './present.ts';
import type { ReceptionWorld } from './world.ts';

export async function readAround(
  world: ReceptionWorld,
  tx: Tx,
  { county, days, now }: { county: string; days: readonly DayRow[]; now: number },
): Promise<Around> {
  const ids = days.map(({ id }) => id);
  const [hosts, rooms, topics, counts] = await Promise.all([
    listHosts(tx, county, ids),
    world.agenda.roomsOf(tx, county),
    world.topics(county, now),
    countTurns(tx, county, ids),
  ]);
  return {
    hosts,
    rooms: new Map(rooms.map((room) => [room.id, room])),
    topics: new Map(topics.map((topic) => [topic.code, topic])),
    counts,
  };
}
