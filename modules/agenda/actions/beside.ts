/**
 * What happens to a matter, as far as its dates go, in the same transaction: it becomes sealed, it
 * closes, it moves to another county, its persons are erased.
 */
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { BesideAct } from '../../matters/index.ts';
import { isOpen } from '../rules.ts';
import {
  deleteEvents,
  forgetReminders,
  insertEvent,
  insertSeats,
  listEventsOf,
  listSeats,
  setSealed,
} from '../store/events.ts';
import { cancelEvent, isShut } from './plan.ts';
import type { AgendaWorld } from './world.ts';

export async function followAct(
  world: AgendaWorld,
  tx: Tx,
  ctx: RequestContext,
  { state }: BesideAct,
): Promise<void> {
  const { county, id: matterId, isOpen: isGoingOn } = state.matter;
  const at = { county, matterId };
  if (isShut(state.matter)) setSealed(tx, at, true);
  if (isGoingOn) return;
  // Nobody comes to a session of what is closed.
  const ahead = (await listEventsOf(tx, at)).filter(
    (event) => isOpen(event.state) && event.startsAt > ctx.now,
  );
  const seats = await listSeats(
    tx,
    county,
    ahead.map(({ id }) => id),
  );
  for (const { id } of ahead) {
    const posts = seats.filter((one) => one.eventId === id && !one.isRoom);
    await cancelEvent(world, tx, ctx, {
      at: { ...at, id },
      posts: posts.map(({ subject }) => subject),
    });
  }
}

/** Rooms stay where they are: a date that comes along has its place in words, or none yet. */
export async function carryEvents(
  tx: Tx,
  { matterId, from, to }: { matterId: string; from: string; to: string },
): Promise<void> {
  const events = await listEventsOf(tx, { county: from, matterId });
  const seats = await listSeats(
    tx,
    from,
    events.map(({ id }) => id),
  );
  deleteEvents(
    tx,
    from,
    events.map(({ id }) => id),
  );
  for (const event of events) {
    insertEvent(tx, { ...event, county: to, room: null });
    if (event.state === 'cancelled') continue;
    const posts = seats.filter((one) => one.eventId === event.id && !one.isRoom);
    insertSeats(
      tx,
      { ...event, county: to },
      posts.map(({ subject }) => ({ subject, isRoom: false })),
    );
  }
}

export async function eraseReminders(
  tx: Tx,
  at: { county: string; matterId: string },
): Promise<void> {
  forgetReminders(tx, at);
}
