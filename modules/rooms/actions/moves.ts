/**
 * Who is let in and who is where: the mediator's alone. A move is written before anybody is told,
 * and signals are judged by what is written: nothing passes out of a chamber.
 */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type { attestWays, Chamber, documentKinds, Party } from '../contract/shapes.ts';
import { chamberAfter, isHere, whyNotAdmit } from '../rules.ts';
import { listParticipants, type ParticipantRow, updateParticipant } from '../store/participants.ts';
import { countTopic, type SessionRow, updateSession } from '../store/sessions.ts';
import { endRecordings } from '../store/shares.ts';
import { type Lead, withLead } from './guest.ts';
import type { RoomsWorld } from './world.ts';

type Which = { room: string; participant: string };

async function withOther(
  world: RoomsWorld,
  ctx: RequestContext,
  { room, participant }: Which,
  work: (tx: Tx, lead: Lead, other: ParticipantRow, seats: ParticipantRow[]) => Promise<void>,
): Promise<void> {
  await withLead(world, ctx, room, async (tx, lead) => {
    const seats = await listParticipants(tx, lead.session);
    const other = seats.find(({ id }) => id === participant);
    if (!other || other.side === 'mediator') return refuse('NOT_FOUND');
    await work(tx, lead, other, seats);
    countTopic(tx, lead.session, 'room');
  });
}

/** The mediator goes to the door; whoever was talked with alone is back in the joint room. */
export async function receive(world: RoomsWorld, ctx: RequestContext, which: Which): Promise<void> {
  await withOther(world, ctx, which, async (tx, { session }, other, seats) => {
    stopRecording(tx, session, ctx.now);
    for (const seat of seats) {
      const isAtDoor = seat.id === other.id || seat.side === 'mediator';
      moveTo(tx, seat, isAtDoor ? 'door' : chamberAfter(seat, 'joint'));
    }
  });
}

/** What was compared and how: never a number, never a picture. */
export async function attest(
  world: RoomsWorld,
  ctx: RequestContext,
  {
    document,
    how,
    isTold,
    ...which
  }: Which & {
    document: (typeof documentKinds)[number];
    how: (typeof attestWays)[number];
    isTold?: boolean | undefined;
  },
): Promise<void> {
  await withOther(world, ctx, which, async (tx, { session, actor }, other) => {
    // Without a device they are told in person, and take part at the table.
    const isInPerson = how !== 'video' && !isHere(other, ctx.now);
    updateParticipant(tx, other, {
      attestedAt: ctx.now,
      attestedDocument: document,
      attestedHow: how,
      attestedBy: `staff:${actor.account}`,
      ...(isInPerson && { isOnSite: true }),
      ...(isInPerson && isTold && { toldAt: other.toldAt ?? ctx.now }),
    });
    const { county, matterId, number } = session;
    const detail = { number, side: other.side, document, how };
    journal(tx, ctx, { verb: 'room.attest', county, matterId, detail });
  });
}

export async function admit(world: RoomsWorld, ctx: RequestContext, which: Which): Promise<void> {
  await withOther(world, ctx, which, async (tx, { session }, other, seats) => {
    const why = whyNotAdmit(other);
    if (why !== null) refuse(why);
    // Whoever comes in has not been asked yet.
    stopRecording(tx, session, ctx.now);
    updateParticipant(tx, other, { admittedAt: ctx.now, chamber: 'joint' });
    for (const seat of seats) {
      if (seat.id !== other.id) moveTo(tx, seat, chamberAfter(seat, 'joint'));
    }
  });
}

/** Of two devices one speaks: the mediator says which. */
export async function decideDevice(
  world: RoomsWorld,
  ctx: RequestContext,
  { isLetIn, ...which }: Which & { isLetIn: boolean },
): Promise<void> {
  await withOther(world, ctx, which, async (tx, _lead, other) => {
    if (other.nextDeviceHash === null) return refuse('NOT_FOUND');
    updateParticipant(
      tx,
      other,
      isLetIn
        ? { deviceHash: other.nextDeviceHash, nextDeviceHash: null, page: null }
        : { nextDeviceHash: null },
    );
  });
}

/** Out, with the device: whoever it was comes in again by link, code and document. */
export async function dismiss(world: RoomsWorld, ctx: RequestContext, which: Which): Promise<void> {
  await withOther(world, ctx, which, async (tx, _lead, other) => {
    updateParticipant(tx, other, {
      deviceHash: null,
      nextDeviceHash: null,
      codeHash: null,
      page: null,
      chamber: 'lobby',
      attestedAt: null,
      attestedDocument: null,
      attestedHow: null,
      attestedBy: null,
      admittedAt: null,
      toldAt: null,
      recordingAnswer: null,
    });
  });
}

export async function goTo(
  world: RoomsWorld,
  ctx: RequestContext,
  { room, chamber }: { room: string; chamber: 'joint' | Party },
): Promise<void> {
  await withLead(world, ctx, room, async (tx, { session }) => {
    // What is said alone with one side is never recorded.
    if (chamber !== 'joint') stopRecording(tx, session, ctx.now);
    for (const seat of await listParticipants(tx, session)) {
      moveTo(tx, seat, chamberAfter(seat, chamber));
    }
    countTopic(tx, session, 'room');
  });
}

/** Without the mediator nobody is left alone with half of the others, or on a recording. */
export async function leaveTalk(tx: Tx, session: SessionRow, now: number): Promise<void> {
  stopRecording(tx, session, now);
  for (const seat of await listParticipants(tx, session)) {
    moveTo(tx, seat, chamberAfter(seat, 'joint'));
  }
}

function moveTo(tx: Tx, seat: ParticipantRow, chamber: Chamber): void {
  if (seat.chamber !== chamber) updateParticipant(tx, seat, { chamber });
}

export function stopRecording(tx: Tx, session: SessionRow, now: number): void {
  if (session.recording !== 'running') return;
  endRecordings(tx, session, { why: 'stopped', now });
  updateSession(tx, session, { recording: 'asked' });
}
