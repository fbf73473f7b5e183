/**
 * What the agenda sends: that a date was set, moved, cancelled, or is near. A message bears the
 * number and the time, and never a name, a place or what it is about.
 */
import { civilText } from '../../../kernel/zone.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { nextReminder, reminderAt } from '../rules.ts';
import { type EventRow, listRemindable, listSeats, setReminder } from '../store/events.ts';
import type { AgendaWorld } from './world.ts';

type Sent = {
  event: EventRow;
  posts: readonly string[];
  what: 'planned' | 'moved' | 'cancelled' | 'reminder';
  /** Tells apart two of the same event's revision. */
  mark?: string;
};

/** To who reported, and to the duty phones of the posts. Nobody when erased or of no matter. */
export async function tellAll(
  world: AgendaWorld,
  tx: Tx,
  ctx: { now: number; newId: () => string },
  { event, posts, what, mark = '' }: Sent,
): Promise<void> {
  const { county, matterId, number } = event;
  if (matterId === null || number === null) return;
  const when = civilText(event.startsAt, world.zone).slice(0, 16);
  const dedupe = `agenda:${event.id}:${event.revision}:${what}${mark}`;
  await world.tellInvited(tx, ctx, { county, matterId, what, when, dedupe });
  const contacts = await world.matters.contactsOf(tx, { county, matterId });
  if (!contacts) return;
  const reporters = contacts.reporters.map(({ id, phone }) => ({
    kind: 'reporter' as const,
    ref: id,
    address: phone,
  }));
  const staff = posts.flatMap((ref) => {
    const phone = world.post(ref, ctx.now)?.phone ?? null;
    return phone === null ? [] : [{ kind: 'post' as const, ref, address: phone }];
  });
  for (const recipient of [...reporters, ...staff]) {
    world.enqueue(tx, {
      county,
      matterId,
      id: ctx.newId(),
      template: `agenda.${what}`,
      recipient,
      values: { number, when },
      dedupeKey: dedupe,
      at: ctx.now,
      dataKey: contacts.dataKey,
    });
  }
}

const BATCH = 100;

/** Sends the reminders of a county whose time has come; answers how many dates there were. */
export async function remindDue(world: AgendaWorld, county: string, now: number): Promise<number> {
  return world.db.scoped({ counties: [county] }, async (tx) => {
    const due = await listRemindable(tx, { county, now, limit: BATCH });
    const seats = await listSeats(
      tx,
      county,
      due.map(({ id }) => id),
    );
    for (const event of due) {
      const remindAt = event.remindAt ?? now;
      setReminder(tx, event, nextReminder(event, Math.max(now, remindAt))?.at ?? null);
      // The program slept through it: nobody is reminded of what is over.
      if (now >= event.startsAt) continue;
      const posts = seats.filter((one) => one.eventId === event.id && !one.isRoom);
      await tellAll(
        world,
        tx,
        { now, newId: world.newId },
        {
          event,
          posts: posts.map(({ subject }) => subject),
          what: 'reminder',
          mark: reminderAt(event, remindAt),
        },
      );
    }
    return due.length;
  });
}
