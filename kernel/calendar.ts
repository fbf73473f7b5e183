/**
 * A working calendar as data, its faults, and its days as instants. A calendar never changes once
 * used: another holiday is a new object with the next version (days are cached by object).
 */
import { type CivilDate, civilDate, dayNumber, isCivilDate, isoWeekday } from './dates.ts';
import { instantAt, isZone } from './zone.ts';

/** From and to as 'HH:MM' on the wall clock; `to` is exclusive and may be '24:00'. */
export type HourSpan = readonly [from: string, to: string];

/** What a centre decided for one date, above all published rules. Absent hours: the usual ones. */
export type DayOverride = {
  working: boolean;
  name: string;
  hours?: readonly HourSpan[];
  urgentHours?: readonly HourSpan[];
};

export type Calendar = {
  id: string;
  version: number;
  /** IANA zone whose wall clock the hours and dates mean. */
  zone: string;
  /** The last date whose holidays are published; a due time after it is provisional. */
  knownUntil: CivilDate;
  /** Days off every week: 1 = Monday … 7 = Sunday. */
  weekend: readonly number[];
  holidays: Readonly<Record<CivilDate, string>>;
  /** 调休: days of a weekend or holiday on which work is done all the same. */
  makeUpDays: Readonly<Record<CivilDate, string>>;
  /** Office hours of a working day, in order, not overlapping. */
  hours: readonly HourSpan[];
  /** The hours in which urgent work-hours count, on every day or on working days only. */
  urgentHours: { days: 'all' | 'working'; hours: readonly HourSpan[] };
  overrides: Readonly<Record<CivilDate, DayOverride>>;
};

export type DayKind = 'workingDay' | 'weekend' | 'holiday' | 'makeUpDay' | 'override';

/** [from, to) in epoch ms. */
export type Span = { from: number; to: number };

/** A civil day of a calendar. `whole` is 23 or 25 hours long when the clocks change. */
export type CalendarDay = {
  date: CivilDate;
  kind: DayKind;
  /** The holiday's, make-up day's or override's name. */
  name: string | null;
  isWorking: boolean;
  whole: Span;
  /** Office hours; empty on a day off. */
  office: readonly Span[];
  urgent: readonly Span[];
};

const tables = new WeakMap<Calendar, Map<number, CalendarDay>>();
/** Over 50 years; beyond it the table of a calendar starts anew. */
const daysMax = 20_000;

/** The day `day` (days since 1970-01-01) of a calendar. */
export function calendarDay(calendar: Calendar, day: number): CalendarDay {
  let table = tables.get(calendar);
  if (!table) {
    table = new Map();
    tables.set(calendar, table);
  }
  let found = table.get(day);
  if (!found) {
    found = makeDay(calendar, day);
    if (table.size >= daysMax) table.clear();
    table.set(day, found);
  }
  return found;
}

/** ms since midnight of 'HH:MM'; NaN when it is no time of day up to 24:00. */
export function msOfTime(text: string): number {
  const parts = /^(\d\d):(\d\d)$/.exec(text);
  if (!parts) return Number.NaN;
  const [hours, minutes] = [Number(parts[1]), Number(parts[2])];
  const total = hours * 60 + minutes;
  return minutes < 60 && total <= 24 * 60 ? total * 60_000 : Number.NaN;
}

/** Every fault of a value that should be a calendar, as sentences naming the place; [] is sound. */
export function checkCalendar(value: unknown): string[] {
  if (!isRecord(value)) return ['a calendar must be an object'];
  return [
    ...checkHead(value),
    ...checkWeekend(value.weekend),
    ...checkNames('holidays', value.holidays),
    ...checkNames('makeUpDays', value.makeUpDays),
    ...checkClash(value.holidays, value.makeUpDays),
    ...checkHours('hours', value.hours, 1),
    ...checkUrgent(value.urgentHours),
    ...checkOverrides(value.overrides),
  ];
}

function makeDay(calendar: Calendar, day: number): CalendarDay {
  const { zone } = calendar;
  const date = civilDate(day);
  const override = calendar.overrides[date];
  const { kind, name, isWorking } = kindOf(calendar, day, date);
  const { days, hours } = calendar.urgentHours;
  const urgentUsual = isWorking || days === 'all' ? hours : [];
  return {
    date,
    kind,
    name,
    isWorking,
    whole: { from: instantAt(day, 0, zone), to: instantAt(day + 1, 0, zone) },
    office: isWorking ? spansOf(day, override?.hours ?? calendar.hours, zone) : [],
    urgent: spansOf(day, override?.urgentHours ?? urgentUsual, zone),
  };
}

/** The centre's word goes before a make-up day, that before a holiday, that before the weekend. */
function kindOf(calendar: Calendar, day: number, date: CivilDate) {
  const override = calendar.overrides[date];
  if (override) return asKind('override', override.name, override.working);
  const makeUp = calendar.makeUpDays[date];
  if (makeUp !== undefined) return asKind('makeUpDay', makeUp, true);
  const holiday = calendar.holidays[date];
  if (holiday !== undefined) return asKind('holiday', holiday, false);
  if (calendar.weekend.includes(isoWeekday(day))) return asKind('weekend', null, false);
  return asKind('workingDay', null, true);
}

function asKind(kind: DayKind, name: string | null, isWorking: boolean) {
  return { kind, name, isWorking };
}

function spansOf(day: number, hours: readonly HourSpan[], zone: string): Span[] {
  const spans = hours.map(([from, to]) => ({
    from: instantAt(day, msOfTime(from), zone),
    to: instantAt(day, msOfTime(to), zone),
  }));
  // Hours that a change of the clocks swallowed whole.
  return spans.filter((span) => span.from < span.to);
}

function checkHead(value: Record<string, unknown>): string[] {
  const faults: string[] = [];
  if (typeof value.id !== 'string' || value.id === '') faults.push('id: a text is needed');
  if (!isVersion(value.version)) faults.push('version: a whole number from 1 on is needed');
  if (!isZone(value.zone)) faults.push(`zone: unknown zone ${String(value.zone)}`);
  if (!isCivilDate(value.knownUntil)) faults.push('knownUntil: a date YYYY-MM-DD is needed');
  return faults;
}

function isVersion(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 1;
}

function checkWeekend(value: unknown): string[] {
  const isList = Array.isArray(value) && value.every((day) => [1, 2, 3, 4, 5, 6, 7].includes(day));
  if (!isList) return ['weekend: a list of days 1 (Monday) to 7 (Sunday) is needed'];
  if (new Set(value).size !== value.length) return ['weekend: a day stands twice'];
  // A week without a working day would let a clock run for ever.
  return value.length === 7 ? ['weekend: a week needs a working day'] : [];
}

function checkNames(path: string, value: unknown): string[] {
  if (!isRecord(value)) return [`${path}: an object of date and name is needed`];
  return Object.entries(value).flatMap(([date, name]) => {
    const faults = isCivilDate(date) ? [] : [`${path}.${date}: not a date`];
    if (typeof name !== 'string' || name === '') faults.push(`${path}.${date}: a name is needed`);
    return faults;
  });
}

function checkClash(holidays: unknown, makeUpDays: unknown): string[] {
  if (!isRecord(holidays) || !isRecord(makeUpDays)) return [];
  const both = Object.keys(makeUpDays).filter((date) => Object.hasOwn(holidays, date));
  return both.map((date) => `makeUpDays.${date}: also a holiday`);
}

function checkHours(path: string, value: unknown, least: number): string[] {
  if (!Array.isArray(value) || value.length < least) {
    return [`${path}: a list of at least ${least} [from, to] is needed`];
  }
  let last = 0;
  return value.flatMap((span: unknown, index) => {
    const [from, to] = readSpan(span);
    const isSound = from >= last && to > from;
    last = to;
    return isSound ? [] : [`${path}[${index}]: hours HH:MM must be sound, in order, apart`];
  });
}

function readSpan(span: unknown): [number, number] {
  if (!Array.isArray(span) || span.length !== 2) return [Number.NaN, Number.NaN];
  return [msOfTime(String(span[0])), msOfTime(String(span[1]))];
}

function checkUrgent(value: unknown): string[] {
  if (!isRecord(value)) return ['urgentHours: { days, hours } is needed'];
  const isKnown = value.days === 'all' || value.days === 'working';
  const faults = isKnown ? [] : ['urgentHours.days: must be all or working'];
  return [...faults, ...checkHours('urgentHours.hours', value.hours, 1)];
}

function checkOverrides(value: unknown): string[] {
  if (!isRecord(value)) return ['overrides: an object of date and decision is needed'];
  return Object.entries(value).flatMap(([date, decision]) => checkOverride(date, decision));
}

function checkOverride(date: string, decision: unknown): string[] {
  const path = `overrides.${date}`;
  if (!isCivilDate(date)) return [`${path}: not a date`];
  if (!isRecord(decision)) return [`${path}: { working, name } is needed`];
  const faults: string[] = [];
  if (typeof decision.working !== 'boolean')
    faults.push(`${path}.working: true or false is needed`);
  if (typeof decision.name !== 'string' || decision.name === '') {
    faults.push(`${path}.name: a reason is needed`);
  }
  if (decision.hours !== undefined) faults.push(...checkHours(`${path}.hours`, decision.hours, 1));
  if (decision.urgentHours !== undefined) {
    faults.push(...checkHours(`${path}.urgentHours`, decision.urgentHours, 0));
  }
  return faults;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether what a date is, is published. */
export function isKnown(calendar: Calendar, day: number): boolean {
  return day <= dayNumber(calendar.knownUntil);
}
