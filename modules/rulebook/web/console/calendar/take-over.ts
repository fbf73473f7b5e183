/**
 * A county's own calendar stands apart from the shared one: what is published later for all must be
 * taken over by somebody. Its own decisions stay. Pure.
 */
import type { Calendar } from '../../../../../kernel/calendar.ts';

export function isBehind(own: Calendar, shared: Calendar): boolean {
  return own.knownUntil < shared.knownUntil;
}

/** The county's calendar with the holidays and make-up days of the shared one. */
export function takeOver(own: Calendar, shared: Calendar): Calendar {
  return {
    ...own,
    knownUntil: shared.knownUntil,
    holidays: shared.holidays,
    makeUpDays: shared.makeUpDays,
  };
}
