/** Dates as pages and calendars show them, each with no more than its reader may know. */
import { type CalendarDate, calendarFile } from '../../../platform/ics/index.ts';
import type { AgendaEvent, MatterDate } from '../contract.ts';
import type { EventRow } from '../store/events.ts';
import type { RoomRow } from '../store/rooms.ts';
import { agendaWords, kindWords } from '../texts.ts';
import type { AgendaWorld } from './world.ts';

export type Seats = ReadonlyMap<string, readonly { subject: string; isRoom: boolean }[]>;
export type Rooms = ReadonlyMap<string, RoomRow>;

const iso = (at: number) => new Date(at).toISOString();

function postsOf(world: AgendaWorld, seats: Seats, id: string) {
  return (seats.get(id) ?? [])
    .filter((seat) => !seat.isRoom)
    .map(({ subject }) => ({
      id: subject,
      words: world.postWords(subject) ?? { zh: '', en: '' },
    }));
}

function roomOf(rooms: Rooms, { room }: EventRow) {
  const row = room === null ? undefined : rooms.get(room);
  return row ? { id: row.id, zh: row.zh, en: row.en, way: row.way } : null;
}

/** What the reader may know of a date in the agenda of an organisation. */
export type Sight = { isNumberShown: boolean; isOwn: boolean; isColliding: boolean };

export function presentEvent(
  world: AgendaWorld,
  event: EventRow,
  { seats, rooms, sight }: { seats: Seats; rooms: Rooms; sight: Sight },
): AgendaEvent {
  const { isNumberShown: isOpen, isOwn, isColliding } = sight;
  const room = roomOf(rooms, event);
  return {
    county: event.county,
    id: event.id,
    number: isOpen ? event.number : null,
    matterKind: isOpen ? event.matterKind : null,
    kind: isOpen ? event.kind : null,
    title: isOpen ? event.title : null,
    state: event.state,
    startsAt: iso(event.startsAt),
    endsAt: iso(event.endsAt),
    place: isOpen ? event.place : '',
    room: room && { id: room.id, zh: room.zh, en: room.en },
    posts: postsOf(world, seats, event.id),
    insisted: isOpen ? event.insisted : '',
    isColliding,
    isOwn,
    revision: event.revision,
  };
}

export type DateSight = {
  seats: Seats;
  rooms: Rooms;
  isStaff: boolean;
  session: MatterDate['session'];
};

export function presentDate(
  world: AgendaWorld,
  event: EventRow,
  { seats, rooms, isStaff, session }: DateSight,
): MatterDate {
  return {
    id: event.id,
    kind: event.kind,
    title: event.title,
    state: event.state,
    startsAt: iso(event.startsAt),
    endsAt: iso(event.endsAt),
    place: event.place,
    room: roomOf(rooms, event),
    posts: postsOf(world, seats, event.id),
    insisted: isStaff ? event.insisted : null,
    session,
    revision: event.revision,
    href: `/api/matters/${event.number ?? ''}/dates/${event.id}/event.ics`,
  };
}

/** `310116-26-0000001 调解`; of a sealed matter only that the time is taken. */
export function calendarDate(
  event: EventRow,
  { rooms, language, isCovered }: { rooms: Rooms; language: 'zh' | 'en'; isCovered: boolean },
): CalendarDate {
  const room = roomOf(rooms, event);
  const where = room ? `${nameIn(room, language)} ${room.way}`.trim() : event.place;
  const title = [event.number ?? '', kindWords[event.kind][language]].join(' ').trim();
  return {
    id: event.id,
    startsAt: event.startsAt,
    endsAt: event.endsAt,
    title: isCovered ? agendaWords.taken[language] : title,
    place: isCovered ? '' : where,
    revision: event.revision,
    changedAt: event.updatedAt,
    isCancelled: event.state === 'cancelled',
  };
}

const nameIn = (room: { zh: string; en: string | null }, language: 'zh' | 'en') =>
  language === 'en' ? (room.en ?? room.zh) : room.zh;

export function fileOf(dates: readonly CalendarDate[], language: 'zh' | 'en'): Buffer {
  return Buffer.from(calendarFile({ name: agendaWords.calendar[language], dates }), 'utf8');
}

export const bySeat = (
  rows: readonly { eventId: string; subject: string; isRoom: boolean }[],
): Seats => Map.groupBy(rows, (row) => row.eventId);

export const byRoom = (rows: readonly RoomRow[]): Rooms =>
  new Map(rows.map((row) => [row.id, row]));
