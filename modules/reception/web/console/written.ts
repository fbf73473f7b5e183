/** A day as its form writes it, and as the server takes it. Pure. */
import { instantOfField } from '../../../../web/dates.ts';
import type { Planned } from './days-page.tsx';

export type HostWritten = {
  org?: string;
  post?: string;
  name?: string;
  duty?: string;
  dutyEn?: string;
};

export type Written = {
  kind: Planned['kind'];
  day: string;
  from: string;
  until: string;
  pauseFrom?: string;
  pauseTo?: string;
  slotMinutes: number;
  slotPlaces: number;
  isByAppointment: boolean;
  bookHours: number;
  changeHours: number;
  remindHours: number;
  keepDays: number;
  room?: string;
  place?: string;
  topics?: string[];
  hosts: HostWritten[];
  note?: string;
  noteEn?: string;
};

const ZONE_MS = 8 * 3_600_000;

/** The centre's wall clock: its day and its time. */
function clockOf(at: string): { day: string; time: string } {
  const local = new Date(Date.parse(at) + ZONE_MS).toISOString();
  return { day: local.slice(0, 10), time: local.slice(11, 16) };
}

/** What is kept of the last day when another is planned: the practice, no date and no hosts. */
export function practiceOf(day: Planned): Partial<Written> {
  const { slotMinutes, slotPlaces, isByAppointment } = day;
  const { bookHours, changeHours, remindHours, keepDays } = day;
  return {
    slotMinutes,
    slotPlaces,
    isByAppointment,
    bookHours,
    changeHours,
    remindHours,
    keepDays,
    ...(day.room && { room: day.room.id }),
    place: day.place,
  };
}

export function startOf(day: Planned | null, last: Planned | null, org: string): Partial<Written> {
  if (!day) {
    return {
      kind: 'leader',
      isByAppointment: false,
      ...(last && practiceOf(last)),
      hosts: [{ org }],
    };
  }
  return {
    ...practiceOf(day),
    kind: day.kind,
    day: clockOf(day.startsAt).day,
    from: clockOf(day.startsAt).time,
    until: clockOf(day.endsAt).time,
    ...(day.pause && {
      pauseFrom: clockOf(day.pause.from).time,
      pauseTo: clockOf(day.pause.to).time,
    }),
    topics: day.topics.map(({ code }) => code),
    hosts: day.hosts.map((host) => ({
      org: host.org.id,
      name: host.name,
      duty: host.duty.zh,
      dutyEn: host.duty.en,
      ...(host.post !== null && { post: host.post }),
    })),
    note: day.note.zh,
    noteEn: day.note.en,
  };
}

export function fieldsOf(written: Written) {
  const at = (time: string) => instantOfField(`${written.day}T${time}`);
  const { kind, slotMinutes, slotPlaces, bookHours, changeHours, remindHours, keepDays } = written;
  const { pauseFrom, pauseTo } = written;
  return {
    kind,
    startsAt: at(written.from),
    endsAt: at(written.until),
    pause: pauseFrom && pauseTo ? { from: at(pauseFrom), to: at(pauseTo) } : null,
    slotMinutes,
    slotPlaces,
    isByAppointment: Boolean(written.isByAppointment),
    bookHours,
    changeHours,
    remindHours,
    keepDays,
    room: written.room ?? null,
    place: written.place ?? '',
    topics: written.topics ?? [],
    hosts: written.hosts.map((host) => ({
      org: host.org ?? '',
      post: host.post ?? null,
      name: host.name ?? '',
      duty: { zh: host.duty ?? '', en: host.dutyEn ?? '' },
    })),
    note: { zh: written.note ?? '', en: written.noteEn ?? '' },
  };
}
