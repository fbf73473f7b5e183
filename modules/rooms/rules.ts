/**
 * Who hears, reads and writes what in the room, and what must be true before somebody is let in or
 * a recording begins. Pure: every wall of the room is one of these questions.
 */
import type { Chamber, Party, RemarkKind, RoomPage, Side } from './contract/shapes.ts';

export type Seat = {
  id: string;
  side: Side;
  withSide: Party | null;
  isOnSite: boolean;
  chamber: Chamber;
  attestedAt: number | null;
  toldAt: number | null;
  admittedAt: number | null;
  recordingAnswer: 'yes' | 'no' | null;
  /** When a page of theirs was last known to listen. */
  page: string | null;
  seenAt: number | null;
};

/** A page that says nothing for so long is gone: its device lost the network or was closed. */
export const GONE_AFTER_MS = 25_000;

export function isHere({ page, seenAt }: Seat, now: number): boolean {
  return page !== null && seenAt !== null && now - seenAt < GONE_AFTER_MS;
}

/** Admitted, and there by device or in person. */
export function isPresent(seat: Seat, now: number): boolean {
  return seat.admittedAt !== null && (seat.isOnSite || isHere(seat, now));
}

/** With which side somebody is; null: with none. */
export function partyOf({ side, withSide }: Pick<Seat, 'side' | 'withSide'>): Party | null {
  return side === 'applicant' || side === 'respondent' ? side : withSide;
}

/** What somebody reads: the joint page, and that of their own side with the mediator. */
export function pagesOf(seat: Pick<Seat, 'side' | 'withSide' | 'admittedAt'>): readonly RoomPage[] {
  if (seat.admittedAt === null) return [];
  if (seat.side === 'mediator') return ['joint', 'applicant', 'respondent', 'notes'];
  const party = partyOf(seat);
  return party === null ? ['joint'] : ['joint', party];
}

/** What is said on each page: notes on one's own, statements for the record before all. */
const kindsOn: Record<RoomPage, readonly RemarkKind[]> = {
  joint: ['said', 'offer', 'statement'],
  applicant: ['said', 'offer'],
  respondent: ['said', 'offer'],
  notes: ['note'],
};

export function mayWrite(
  seat: Pick<Seat, 'side' | 'withSide' | 'admittedAt'>,
  { page, kind }: { page: RoomPage; kind: RemarkKind },
): boolean {
  return pagesOf(seat).includes(page) && kindsOn[page].includes(kind);
}

/** Whether sound, pictures and signals may pass between two: never out of a chamber. */
export function mayConnect(one: Seat, other: Seat): boolean {
  if (one.id === other.id || one.chamber === 'lobby') return false;
  return one.chamber === other.chamber;
}

/** A refusal code, or null: first the document, and what they are to be told. */
export function whyNotAdmit(seat: Pick<Seat, 'attestedAt' | 'toldAt'>): string | null {
  if (seat.attestedAt === null) return 'ROOM_NOT_ATTESTED';
  return seat.toldAt === null ? 'ROOM_NOT_TOLD' : null;
}

/** Where somebody goes when the mediator goes to a chamber: a side's own people come along. */
export function chamberAfter(seat: Seat, to: 'joint' | Party): Chamber {
  if (seat.admittedAt === null) return seat.chamber === 'door' ? 'lobby' : seat.chamber;
  if (seat.side === 'mediator') return to;
  return to !== 'joint' && partyOf(seat) === to ? to : 'joint';
}

/** All who are present have said yes, and somebody is there to say it. */
export function mayRecord(seats: readonly Seat[], now: number): boolean {
  const present = seats.filter((seat) => isPresent(seat, now));
  return present.length > 1 && present.every((seat) => seat.recordingAnswer === 'yes');
}

/** Who must confirm a fact: every party in the room; of each side at least one has to be there. */
export function confirmers(seats: readonly Seat[]): readonly Seat[] {
  return seats.filter(
    ({ side, admittedAt }) =>
      admittedAt !== null && (side === 'applicant' || side === 'respondent'),
  );
}

export function isAgreed(seats: readonly Seat[], confirmedBy: ReadonlySet<string>): boolean {
  const must = confirmers(seats);
  const hasBoth = ['applicant', 'respondent'].every((side) =>
    must.some((seat) => seat.side === side),
  );
  return hasBoth && must.every(({ id }) => confirmedBy.has(id));
}

/** A link's parts: the county leads, so that it is looked for behind the right wall. */
export function readLink(link: string): { county: string; secret: string } | null {
  const match = /^([0-9A-Za-z]{1,12})-([\w-]{22})$/.exec(link);
  return match ? { county: match[1] ?? '', secret: match[2] ?? '' } : null;
}

export function readRoom(room: string): { county: string; id: string } {
  const cut = room.indexOf('-');
  return { county: room.slice(0, cut), id: room.slice(cut + 1) };
}

export const roomOf = ({ county, id }: { county: string; id: string }) => `${county}-${id}`;

const CODE_EVERY_MS = 60_000;
const CODE_HOUR_MS = 3_600_000;
const CODES_AN_HOUR = 5;
export const CODE_MINUTES = 5;
export const CODE_TRIES = 5;

export type CodeState = { sentAt: number | null; sent: number };

/** How long to wait before another code, ms; 0: now. */
export function codeWait({ sentAt, sent }: CodeState, now: number): number {
  if (sentAt === null) return 0;
  if (sent >= CODES_AN_HOUR) return Math.max(0, sentAt + CODE_HOUR_MS - now);
  return Math.max(0, sentAt + CODE_EVERY_MS - now);
}

/** How many were sent lately, with the one that is sent now. */
export function codesAfter({ sentAt, sent }: CodeState, now: number): number {
  return sentAt === null || now - sentAt >= CODE_HOUR_MS ? 1 : sent + 1;
}

export function isCodeFresh(sentAt: number | null, now: number): boolean {
  return sentAt !== null && now - sentAt < CODE_MINUTES * 60_000;
}
