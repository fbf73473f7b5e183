/**
 * Pure questions of a reception day: its slots, who may book, move, mark and write results, each
 * answered by a code or null. Nothing here looks beyond one day.
 */
import type { AppointmentState, DayState, Mark, ReceptionKind } from './contract/shapes.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export type Span = { startsAt: number; endsAt: number };

export type DayPlan = Span & {
  pauseFrom: number | null;
  pauseTo: number | null;
  slotMinutes: number;
  slotPlaces: number;
};

/** The turns of a day in order: none in the pause, none that would not be over in time. */
export function slotsOf(day: DayPlan): Span[] {
  const length = day.slotMinutes * MINUTE_MS;
  const slots: Span[] = [];
  for (const part of partsOf(day)) {
    for (let at = part.startsAt; at + length <= part.endsAt; at += length) {
      slots.push({ startsAt: at, endsAt: at + length });
    }
  }
  return slots;
}

function partsOf({ startsAt, endsAt, pauseFrom, pauseTo }: DayPlan): Span[] {
  if (pauseFrom === null || pauseTo === null) return [{ startsAt, endsAt }];
  return [
    { startsAt, endsAt: pauseFrom },
    { startsAt: pauseTo, endsAt },
  ];
}

export type WantedDay = DayPlan & {
  kind: ReceptionKind;
  place: string;
  room: string | null;
  hosts: readonly { org: string; name: string }[];
};

/** Why a day cannot be held as it is planned, or null. */
export function whyNotDay(day: WantedDay, now: number): string | null {
  if (day.endsAt <= day.startsAt) return 'RECEPTION_TIME_REVERSED';
  if (day.endsAt - day.startsAt > DAY_MS) return 'RECEPTION_TIME_LONG';
  if (day.startsAt <= now) return 'RECEPTION_IN_PAST';
  if (!isPauseWithin(day)) return 'RECEPTION_PAUSE_OUTSIDE';
  if (slotsOf(day).length === 0) return 'RECEPTION_NO_SLOT';
  if (day.place === '' && day.room === null) return 'RECEPTION_NO_PLACE';
  return whyNotHosts(day);
}

function isPauseWithin({ startsAt, endsAt, pauseFrom, pauseTo }: DayPlan): boolean {
  if (pauseFrom === null || pauseTo === null) return true;
  return startsAt < pauseFrom && pauseFrom < pauseTo && pauseTo < endsAt;
}

/** A leader is announced by name; a joint table has two organisations at least. */
function whyNotHosts({ kind, hosts }: WantedDay): string | null {
  if (kind === 'leader' && !hosts.every(({ name }) => name !== '')) return 'RECEPTION_NO_NAME';
  const orgs = new Set(hosts.map(({ org }) => org));
  return kind === 'joint' && orgs.size < 2 ? 'RECEPTION_TABLE_SMALL' : null;
}

export type BookedDay = DayPlan & {
  state: DayState;
  isByAppointment: boolean;
  bookHours: number;
  changeHours: number;
};

export const bookUntil = ({ startsAt, bookHours }: Pick<BookedDay, 'startsAt' | 'bookHours'>) =>
  startsAt - bookHours * HOUR_MS;

/** Why nobody may book on the day now, whatever the turn, or null. */
export function whyNotBookDay(
  day: BookedDay,
  { now, isStaff }: { now: number; isStaff: boolean },
): string | null {
  if (day.state === 'cancelled') return 'RECEPTION_CANCELLED';
  if (day.state === 'draft') return 'NOT_FOUND';
  if (now >= day.endsAt) return 'RECEPTION_OVER';
  // Whoever comes without a turn is entered by the desk, unless the day wants one booked before.
  const isClosed = now >= bookUntil(day) && (!isStaff || day.isByAppointment);
  return isClosed ? 'RECEPTION_BOOKING_OVER' : null;
}

/** The turns that are held: what takes a place of its slot. */
export const holdsPlace = (state: AppointmentState) => state !== 'cancelled';

export type Wanted = { at: number; now: number; isStaff: boolean; taken: number };

/** `taken`: how many hold a place of that slot already. */
export function whyNotBook(day: BookedDay, { at, now, isStaff, taken }: Wanted): string | null {
  const why = whyNotBookDay(day, { now, isStaff });
  if (why) return why;
  const slot = slotsOf(day).find(({ startsAt }) => startsAt === at);
  if (!slot) return 'RECEPTION_SLOT_UNKNOWN';
  // The desk may still use a turn that runs.
  if ((isStaff ? slot.endsAt : slot.startsAt) <= now) return 'RECEPTION_SLOT_OVER';
  return taken >= day.slotPlaces ? 'RECEPTION_FULL' : null;
}

export type Turn = { state: AppointmentState; slotAt: number };

export const changeUntil = (
  day: Pick<BookedDay, 'changeHours'>,
  { slotAt }: Pick<Turn, 'slotAt'>,
) => slotAt - day.changeHours * HOUR_MS;

/** Why the holder may not move or cancel it any more, or null. */
export function whyNotChange(day: BookedDay, turn: Turn, now: number): string | null {
  if (day.state === 'cancelled') return 'RECEPTION_CANCELLED';
  if (turn.state !== 'booked') return 'APPOINTMENT_OVER';
  return now >= changeUntil(day, turn) ? 'APPOINTMENT_TOO_LATE' : null;
}

/** Why the desk may not move it to another time any more, or null: who came is received, or not. */
export function whyNotMoveBy(day: BookedDay, turn: Turn, now: number): string | null {
  if (day.state === 'cancelled') return 'RECEPTION_CANCELLED';
  if (turn.state !== 'booked') return 'APPOINTMENT_OVER';
  return now >= day.endsAt ? 'RECEPTION_OVER' : null;
}

/** When the holder is reminded; null where that time is over, or the day reminds nobody. */
export function remindAt(slotAt: number, remindHours: number, now: number): number | null {
  const at = slotAt - remindHours * HOUR_MS;
  return remindHours > 0 && at > now ? at : null;
}

const next: Readonly<Record<AppointmentState, readonly Mark[]>> = {
  booked: ['arrived', 'received', 'absent'],
  arrived: ['received', 'absent'],
  // Who comes late is received all the same.
  absent: ['arrived', 'received'],
  received: [],
  cancelled: [],
};

/** How long before the beginning the desk opens: people come early. */
const EARLY_MS = 3 * HOUR_MS;

/** Why the desk may not mark a turn so, or null. */
export function whyNotMark(
  day: BookedDay,
  turn: Turn,
  { as, now }: { as: Mark; now: number },
): string | null {
  if (day.state !== 'published') return 'RECEPTION_CANCELLED';
  if (!next[turn.state].includes(as)) return 'APPOINTMENT_OVER';
  const from = as === 'absent' ? turn.slotAt : day.startsAt - EARLY_MS;
  return now < from ? 'RECEPTION_NOT_YET' : null;
}

/** Why no result may be written of a turn, or null: written once, of who was there. */
export function whyNotResult(turn: Turn & { result: string | null }): string | null {
  if (turn.result !== null) return 'RECEPTION_RESULT_STANDS';
  return turn.state === 'arrived' || turn.state === 'received' ? null : 'APPOINTMENT_NOT_RECEIVED';
}

/** Until when it is known who came: after the end, and after the last day promised. */
export function keptUntil(
  { endsAt, keepDays }: { endsAt: number; keepDays: number },
  promisedAt: number | null,
): number {
  return Math.max(endsAt, promisedAt ?? 0) + keepDays * DAY_MS;
}

/** The number that whoever books next is given. */
export const nextTurn = (turns: readonly number[]) => Math.max(0, ...turns) + 1;

/** By time, then by number. */
export function inOrder<T extends { slotAt: number; turn: number }>(turns: readonly T[]): T[] {
  return turns.toSorted((a, b) => a.slotAt - b.slotAt || a.turn - b.turn);
}

export type Stand = 'keeper' | 'table';

/** How an organisation stands to a day: it keeps the desk, or sits at the table; else null. */
export function standOf(
  org: string,
  day: { org: string; hosts: readonly { org: string }[] },
): Stand | null {
  if (org === day.org) return 'keeper';
  return day.hosts.some((host) => host.org === org) ? 'table' : null;
}
