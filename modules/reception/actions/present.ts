/** Days as everyone, and as those who plan them, see them. */
import type { PlannedDay, PublicDay } from '../contract/shapes.ts';
import { bookUntil, holdsPlace, slotsOf, whyNotBookDay } from '../rules.ts';
import type { Count } from '../store/appointments.ts';
import type { DayRow, HostRow } from '../store/days.ts';
import type { ReceptionWorld, Topic } from './world.ts';

export type RoomWords = { id: string; zh: string; en: string | null; way: string };

/** What is read once to show some days of a county. */
export type Around = {
  hosts: ReadonlyMap<string, readonly HostRow[]>;
  rooms: ReadonlyMap<string, RoomWords>;
  topics: ReadonlyMap<string, Topic>;
  counts: readonly Count[];
};

export const iso = (at: number) => new Date(at).toISOString();

/** A topic that the rules have no more is called by its code. */
export const topicOf = ({ topics }: Pick<Around, 'topics'>, code: string): Topic =>
  topics.get(code) ?? { code, zh: code, en: code };

export function baseOf(world: ReceptionWorld, day: DayRow, around: Around) {
  const room = day.room === null ? undefined : around.rooms.get(day.room);
  return {
    county: day.county,
    id: day.id,
    kind: day.kind,
    state: day.state,
    org: world.orgs.named(day.org),
    hosts: hostsOf(around, day).map((host) => presentHost(world, host)),
    place: day.place,
    room: room ? { id: room.id, zh: room.zh, en: room.en, way: room.way } : null,
    startsAt: iso(day.startsAt),
    endsAt: iso(day.endsAt),
    topics: day.topics.map((code) => topicOf(around, code)),
    isByAppointment: day.isByAppointment,
    bookUntil: iso(bookUntil(day)),
    changeHours: day.changeHours,
    note: { zh: day.noteZh, en: day.noteEn },
    cancelReason: day.cancelReason,
  };
}

export const hostsOf = ({ hosts }: Pick<Around, 'hosts'>, { id }: DayRow) => hosts.get(id) ?? [];

export function presentHost(world: ReceptionWorld, host: HostRow) {
  const duty = { zh: host.dutyZh, en: host.dutyEn || host.dutyZh };
  return { org: world.orgs.named(host.org), name: host.name, duty };
}

/** Every slot with what is left of it at `now`; what has begun is left to the desk alone. */
export function presentSlots(
  day: DayRow,
  around: Pick<Around, 'counts'>,
  { now, isStaff }: { now: number; isStaff: boolean },
) {
  return slotsOf(day).map(({ startsAt, endsAt }) => {
    const isOver = (isStaff ? endsAt : startsAt) <= now;
    const left = isOver ? 0 : Math.max(0, day.slotPlaces - takenOf(day, around, startsAt));
    return { at: iso(startsAt), endsAt: iso(endsAt), free: left };
  });
}

export function takenOf(day: DayRow, { counts }: Pick<Around, 'counts'>, slotAt?: number): number {
  return counts
    .filter((one) => one.dayId === day.id && holdsPlace(one.state))
    .filter((one) => slotAt === undefined || one.slotAt === slotAt)
    .reduce((sum, { count }) => sum + count, 0);
}

export function presentPublic(
  world: ReceptionWorld,
  day: DayRow,
  around: Around,
  now: number,
): PublicDay {
  const slots = presentSlots(day, around, { now, isStaff: false });
  return {
    ...baseOf(world, day, around),
    free: slots.reduce((sum, { free }) => sum + free, 0),
    whyNotBook: whyNotBookDay(day, { now, isStaff: false }),
  };
}

export function presentPlanned(
  world: ReceptionWorld,
  day: DayRow,
  around: Around,
  { now, mayPlan }: { now: number; mayPlan: boolean },
): PlannedDay {
  const isAhead = now < day.endsAt;
  return {
    ...baseOf(world, day, around),
    hosts: hostsOf(around, day).map((host) => ({ ...presentHost(world, host), post: host.post })),
    free: presentSlots(day, around, { now, isStaff: true }).reduce((sum, one) => sum + one.free, 0),
    whyNotBook: whyNotBookDay(day, { now, isStaff: true }),
    pause:
      day.pauseFrom === null || day.pauseTo === null
        ? null
        : { from: iso(day.pauseFrom), to: iso(day.pauseTo) },
    slotMinutes: day.slotMinutes,
    slotPlaces: day.slotPlaces,
    bookHours: day.bookHours,
    remindHours: day.remindHours,
    keepDays: day.keepDays,
    places: slotsOf(day).length * day.slotPlaces,
    taken: takenOf(day, around),
    may: {
      change: mayPlan && day.state === 'draft',
      publish: mayPlan && day.state === 'draft' && now < day.startsAt,
      cancel: mayPlan && day.state !== 'cancelled' && isAhead,
    },
    version: day.version,
  };
}
