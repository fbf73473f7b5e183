/** Pure words of the agenda: what collides, when one is reminded, what others may see of a date. */
import { dayMs } from '../../kernel/dates.ts';
import type { EventState } from './contract.ts';

export type Span = { startsAt: number; endsAt: number };

/** Two that meet at an end do not overlap: the next one begins when the first is over. */
export function doOverlap(a: Span, b: Span): boolean {
  return a.startsAt < b.endsAt && b.startsAt < a.endsAt;
}

export type Taken = Span & { eventId: string; subject: string };

/** What is taken already of `wanted`, besides the event itself. */
export function collisionsOf(
  wanted: Span & { eventId: string; subjects: readonly string[] },
  taken: readonly Taken[],
): Taken[] {
  return taken.filter(
    (one) =>
      one.eventId !== wanted.eventId &&
      wanted.subjects.includes(one.subject) &&
      doOverlap(one, wanted),
  );
}

/** The events among `seats` that share a person or a room with another for some of their time. */
export function collidingEvents(seats: readonly Taken[]): Set<string> {
  const colliding = new Set<string>();
  const bySubject = Map.groupBy(seats, (seat) => seat.subject);
  for (const row of bySubject.values()) {
    const sorted = row.toSorted((a, b) => a.startsAt - b.startsAt);
    let latest: Taken | undefined;
    for (const seat of sorted) {
      if (latest && latest.eventId !== seat.eventId && doOverlap(latest, seat)) {
        colliding.add(latest.eventId).add(seat.eventId);
      }
      if (!latest || seat.endsAt > latest.endsAt) latest = seat;
    }
  }
  return colliding;
}

/** Longer than a day is no session, hearing or reception. */
export const SPAN_MAX_MS = dayMs;

export function whyNotSpan({ startsAt, endsAt }: Span, now: number): string | null {
  if (endsAt <= startsAt) return 'AGENDA_TIME_REVERSED';
  if (endsAt - startsAt > SPAN_MAX_MS) return 'AGENDA_TOO_LONG';
  return endsAt <= now ? 'AGENDA_IN_PAST' : null;
}

const HOUR_MS = 3_600_000;
export type Reminder = 'dayBefore' | 'hourBefore';
const REMINDERS: readonly (readonly [Reminder, number])[] = [
  ['dayBefore', dayMs],
  ['hourBefore', HOUR_MS],
];

/** The first reminder that lies after `after`, or null: what would come late is left out. */
export function nextReminder(
  { startsAt }: Span,
  after: number,
): { name: Reminder; at: number } | null {
  for (const [name, beforeMs] of REMINDERS) {
    const at = startsAt - beforeMs;
    if (at > after) return { name, at };
  }
  return null;
}

/** Which reminder is due at `remindAt`. */
export function reminderAt({ startsAt }: Span, remindAt: number): Reminder {
  return startsAt - remindAt > HOUR_MS ? 'dayBefore' : 'hourBefore';
}

/** Only what is to come is moved or cancelled. */
export function isOpen(state: EventState): boolean {
  return state === 'planned' || state === 'moved';
}
