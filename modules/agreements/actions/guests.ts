/** Who comes by a room's link, as a party of the dispute: let in by the mediator. */
import { refuse } from '../../../kernel/refusal.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { AgreementsWorld, Guest } from './world.ts';

/** Refuses what the room refuses, and ROOM_NOT_ADMITTED before the mediator compared who it is. */
export async function guestOf(
  world: AgreementsWorld,
  ctx: RequestContext,
  room: string,
): Promise<{ number: string; guest: Guest }> {
  const rooms = world.rooms();
  const guest = await rooms.withGuest(ctx, room, async (tx, one) => {
    if (!one.isAdmitted) return refuse('ROOM_NOT_ADMITTED');
    const persons = await rooms.listPersons(tx, one);
    const phone = persons.find((person) => person.participant === one.participant)?.phone ?? '';
    return { number: one.number, side: one.side, phone };
  });
  return { number: guest.number, guest };
}
