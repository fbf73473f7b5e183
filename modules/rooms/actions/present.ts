/** Sessions as the console sees them, with the room that the agenda keeps for each. */
import type { Tx } from '../../../platform/db/index.ts';
import type { MediationSession } from '../contract/shapes.ts';
import type { ParticipantRow } from '../store/participants.ts';
import type { SessionRow } from '../store/sessions.ts';
import type { RecordingRow } from '../store/shares.ts';
import type { RoomsWorld } from './world.ts';

type Beside = {
  participants: readonly ParticipantRow[];
  recordings: readonly RecordingRow[];
  room: MediationSession['room'];
};

/** By session: its date in the agenda bears the same id. */
export async function takenRooms(
  world: RoomsWorld,
  tx: Tx,
  at: { county: string; matterId: string },
): Promise<ReadonlyMap<string, NonNullable<MediationSession['room']>>> {
  const [events, rooms] = await Promise.all([
    world.agenda.ofMatter(tx, at),
    world.agenda.roomsOf(tx, at.county),
  ]);
  return new Map(
    events.flatMap((event) => {
      const room = rooms.find(({ id }) => id === event.room);
      if (!room) return [];
      const { id, zh, en, way } = room;
      return [[event.id, { id, zh, en, way }] as const];
    }),
  );
}

export function presentSession(
  session: SessionRow,
  { participants, recordings, room }: Beside,
): MediationSession {
  const iso = (at: number) => new Date(at).toISOString();
  return {
    id: session.id,
    startsAt: iso(session.startsAt),
    endsAt: iso(session.endsAt),
    mode: session.mode,
    place: session.place,
    room,
    state: session.state,
    closedAt: session.closedAt === null ? null : iso(session.closedAt),
    participants: participants.map((one) => ({
      id: one.id,
      side: one.side,
      withSide: one.withSide,
      isOnSite: one.isOnSite,
      label: one.label,
      hasPhone: one.hasPhone,
      hasLink: one.linkHash !== null,
      isAttested: one.attestedAt !== null,
    })),
    recordings: recordings
      .filter((one) => one.sessionId === session.id && one.sealedKey !== null)
      .map((one) => ({
        id: one.id,
        begunAt: iso(one.begunAt),
        endedAt: one.endedAt === null ? null : iso(one.endedAt),
        bytes: one.bytes,
        whyEnded: one.whyEnded,
        href: `/api/matters/${session.number}/sessions/${session.id}/recordings/${one.id}`,
      })),
  };
}
