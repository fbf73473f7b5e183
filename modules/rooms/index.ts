/**
 * The face of the mediation room. Other modules that bring something into the room (the agreement)
 * ask here who is there, and tell everybody that a part of theirs changed.
 */
import type { Tx } from '../../platform/db/index.ts';
import type { HttpModule, RequestContext } from '../../platform/http/index.ts';
import type { Schedule } from '../../platform/jobs/schedule.ts';
import type { Beside } from '../matters/index.ts';
import { carryMatter, endWithMatter, eraseMatter } from './actions/beside.ts';
import { type Guest, withGuest } from './actions/guest.ts';
import { baseOf, newSecret } from './actions/invite.ts';
import { doorsOf, enterAs, type RoomDoor } from './actions/known.ts';
import { openRoomsLive } from './actions/live.ts';
import { getMatterKey, openPerson } from './actions/seals.ts';
import type { RoomsWorld } from './actions/world.ts';
import type { Party, Side } from './contract/shapes.ts';
import { roomSchedules } from './jobs.ts';
import { roomsHttp } from './routes.ts';
import {
  CODE_MINUTES,
  CODE_TRIES,
  codesAfter,
  codeWait,
  isCodeFresh,
  partyOf,
  readLink,
  readRoom,
} from './rules.ts';
import { listParticipants } from './store/participants.ts';
import { countTopicOfMatter, type SessionAt } from './store/sessions.ts';

export type { RoomPapers, RoomsConfig } from './actions/world.ts';
export { roomsLeftOut } from './store/left-out.ts';

/** What a link of the room is made and proved by, for other links that are proved alike. */
export { baseOf, newSecret, readLink, readRoom };
export const codeRules = {
  minutes: CODE_MINUTES,
  tries: CODE_TRIES,
  wait: codeWait,
  after: codesAfter,
  isFresh: isCodeFresh,
};

/** Somebody in a room, recognised by link and device. */
export type RoomGuest = {
  county: string;
  matterId: string;
  /** Of the matter. */
  number: string;
  session: string;
  participant: string;
  side: Side;
  /** With which side they are: their own, or the one that a helper came with. */
  party: Party | null;
  /** Let in by the mediator, after their document was compared. */
  isAdmitted: boolean;
  /** The mediator who leads the session, signed in as staff. */
  isLead: boolean;
};

/** Who takes part, as the mediator attested them; opened for what those in the room see anyway. */
export type RoomPerson = {
  participant: string;
  side: Side;
  name: string;
  /** As it stands on the matter; empty where none is known. */
  phone: string;
  isAdmitted: boolean;
  isOnSite: boolean;
};

export type Rooms = {
  http: HttpModule;
  beside: Beside;
  schedules: () => Schedule[];
  /** Ends the reading for listeners: before the database is closed. */
  closeLive: () => Promise<void>;
  /**
   * Runs `work` as the guest of `room` (as in the address `/api/rooms/{room}/…`), in a transaction
   * of the county with the session locked. Refuses ROOM_DEVICE_UNKNOWN, ROOM_ENDED, ROOM_CANCELLED
   * for who is not there; whether they are admitted or lead is the caller's to ask.
   */
  withGuest: <T>(
    ctx: RequestContext,
    room: string,
    work: (tx: Tx, guest: RoomGuest) => Promise<T>,
  ) => Promise<T>;
  listPersons: (
    tx: Tx,
    of: Pick<RoomGuest, 'county' | 'matterId' | 'session'>,
  ) => Promise<RoomPerson[]>;
  /**
   * Counts a change of a part of every room of a matter (`agreement`): pages read again what they
   * read under `/api/rooms/{room}/<topic>…`. They hear it a moment after the transaction.
   */
  tell: (tx: Tx, of: Pick<RoomGuest, 'county' | 'matterId'>, topic: string) => void;
  /**
   * Of each session of a matter how it is held, how far it is, and whether whoever has this phone
   * may go in now.
   */
  doorsOf: (
    tx: Tx,
    of: { county: string; matterId: string; phone: string; now: number },
  ) => Promise<ReadonlyMap<string, RoomDoor>>;
  /** Whoever proved this phone elsewhere enters as who was invited by it. */
  enterAs: (
    ctx: RequestContext,
    of: { county: string; matterId: string; session: string; phone: string },
  ) => Promise<{ href: string }>;
};

export function makeRooms(
  base: RoomsWorld & { counties: () => Promise<readonly string[]> },
): Rooms {
  const live = openRoomsLive(base);
  return {
    http: roomsHttp(base, live),
    beside: {
      acted: (tx, ctx, done) => endWithMatter(base, tx, ctx, done),
      moved: async (tx, at) => carryMatter(tx, at, await base.clock()),
      erased: async (tx, at) => eraseMatter(tx, at, await base.clock()),
    },
    schedules: () => roomSchedules(base),
    closeLive: live.close,
    withGuest: (ctx, room, work) =>
      withGuest(base, ctx, room, (tx, guest) => work(tx, presentGuest(ctx, guest))),
    listPersons: async (tx, of) => {
      const { key } = await getMatterKey(base, tx, of);
      const seats = await listParticipants(tx, atOf(of));
      return seats.map((seat) => ({
        participant: seat.id,
        side: seat.side,
        ...openPerson(key, seat),
        isAdmitted: seat.admittedAt !== null,
        isOnSite: seat.isOnSite,
      }));
    },
    tell: countTopicOfMatter,
    doorsOf: (tx, of) => doorsOf(base, tx, of),
    enterAs: async (ctx, of) => {
      const entered = await enterAs(base, ctx, of);
      live.wake();
      return entered;
    },
  };
}

const atOf = (of: Pick<RoomGuest, 'county' | 'matterId' | 'session'>): SessionAt => ({
  county: of.county,
  matterId: of.matterId,
  id: of.session,
});

function presentGuest({ actor }: RequestContext, { session, me }: Guest): RoomGuest {
  return {
    county: session.county,
    matterId: session.matterId,
    number: session.number,
    session: session.id,
    participant: me.id,
    side: me.side,
    party: partyOf(me),
    isAdmitted: me.admittedAt !== null,
    isLead: me.side === 'mediator' && actor.kind === 'staff' && actor.post === session.mediatorPost,
  };
}
