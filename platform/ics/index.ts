/**
 * Calendar files (iCalendar, RFC 5545) from plain dates. Times are written in UTC, so that no
 * program has to know our zone; the same dates give the same bytes.
 */
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

export type CalendarDate = {
  /** Stays the same for as long as the date exists: programs find it again by it. */
  id: string;
  startsAt: number;
  endsAt: number;
  title: string;
  place: string;
  /** Grows with each change: the newer one holds. */
  revision: number;
  changedAt: number;
  isCancelled: boolean;
};

export type CalendarFile = { name: string; dates: readonly CalendarDate[] };

/** What is written of a calendar; programs may ask for it again after an hour. */
export function calendarFile({ name, dates }: CalendarFile): string {
  const calendar = ical({
    name,
    prodId: { company: 'Linli', product: 'Agenda', language: 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3600,
  });
  for (const date of dates) {
    calendar.createEvent({
      id: date.id,
      start: new Date(date.startsAt),
      end: new Date(date.endsAt),
      stamp: new Date(date.changedAt),
      lastModified: new Date(date.changedAt),
      summary: date.title,
      location: date.place || null,
      sequence: date.revision,
      status: date.isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    });
  }
  return calendar.toString();
}
