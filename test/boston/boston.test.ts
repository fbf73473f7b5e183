/**
 * Our due times against those of a real city's service desk: half a year of requests, its calendar
 * and its categories' clocks inferred from the file itself. The file is no part of the project.
 */
import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { type Calendar, checkCalendar } from '../../kernel/calendar.ts';
import { type Counting, checkCounting } from '../../kernel/counting.ts';
import { dayMs } from '../../kernel/dates.ts';
import type { Unit } from '../../kernel/units.ts';
import { dueAt } from '../../kernel/working-time.ts';
import { instantOf } from '../../kernel/zone.ts';

type Clock = { category: string; unit: Unit; amount: number; counting: string };
type Request = { type: string; open_dt: string; target_dt: string };
type Tally = { rows: number; agreed: number; causes: Map<string, number> };

const dataFile = new URL('../../../shared/data/requests311/boston_2011H2.csv.gz', import.meta.url);
const calendar: Calendar = readJson('calendar.json');
const { clocks, countings }: { clocks: Clock[]; countings: Record<string, Counting> } =
  readJson('clocks.json');
const clockOf = new Map(clocks.map((clock) => [clock.category, clock]));
const hasData = existsSync(dataFile);
const tallies = tallyAll(hasData ? requestsWithTarget() : []);
if (!hasData) console.log('Left out: the Boston requests, because ../shared/data is absent.');

describe('the clocks of Boston', () => {
  it('are sound data', () => {
    expect(checkCalendar(calendar)).toEqual([]);
    for (const clock of clocks) {
      expect(checkCounting(countings[clock.counting], clock.unit)).toEqual([]);
    }
  });

  it.skipIf(!hasData)('agree with the file in nine of ten rows at least', () => {
    const [working, natural] = [tallyOf('workingDays'), tallyOf('calendarDays')];
    console.log(textOf('workingDays', working), textOf('calendarDays', natural));
    expect(working.rows).toBeGreaterThan(30_000);
    expect(shareOf(working)).toBeGreaterThanOrEqual(0.9);
    expect(shareOf(natural)).toBeGreaterThanOrEqual(0.9);
  });

  it.skipIf(!hasData)('agree also in every category with a hundred rows, but for two', () => {
    const common = [...tallies].filter(([, tally]) => tally.rows >= 100);
    const weak = common.filter(([, tally]) => shareOf(tally) < 0.9);
    // Missing Sign: a fifth has two working days, by a rule that the file does not show.
    // New Sign: 74 of its due times were typed a little apart from the 45 days.
    expect(weak.map(([category]) => category).sort()).toEqual([
      'Missing Sign',
      'New Sign  Crosswalk or Pavement Marking',
    ]);
  });
});

function requestsWithTarget(): Request[] {
  const rows: Request[] = parse(gunzipSync(readFileSync(dataFile)), { columns: true });
  return rows.filter((row) => row.target_dt !== '' && clockOf.has(row.type));
}

function tallyAll(rows: Request[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const row of rows) {
    const tally = tallies.get(row.type) ?? { rows: 0, agreed: 0, causes: new Map() };
    tallies.set(row.type, tally);
    const cause = causeOf(instantOf(row.target_dt, calendar.zone), ourDueAt(row));
    tally.rows += 1;
    if (cause.startsWith('agrees')) tally.agreed += 1;
    tally.causes.set(cause, (tally.causes.get(cause) ?? 0) + 1);
  }
  return tallies;
}

function ourDueAt(row: Request): number {
  const clock = clockOf.get(row.type);
  const counting = clock && countings[clock.counting];
  if (!clock || !counting) throw new Error(`no clock for ${row.type}`);
  const start = instantOf(row.open_dt, calendar.zone);
  return dueAt({ start, amount: clock.amount, unit: clock.unit, calendar, counting }).dueAt;
}

/** Why a target is not ours, as far as the file shows it. */
function causeOf(target: number, ours: number): string {
  const [difference, size] = [target - ours, Math.abs(target - ours)];
  const fromWholeDays = Math.abs(size - Math.round(size / dayMs) * dayMs);
  if (size <= 2_000) return 'agrees to 2 seconds';
  // Targets are seconds earlier, never later: they count from when the request was begun.
  if (size <= 60_000) return 'agrees to a minute';
  if (size > 10 * 365 * dayMs) return 'decades later';
  if (difference < 0 && size <= 3_600_000) return 'earlier by under an hour (long in writing)';
  if (fromWholeDays <= 60_000) return 'the same time after another number of days';
  const isTyped = target % 60_000 === 0;
  return isTyped ? 'a target on a whole minute (typed by hand)' : 'another day and time';
}

function tallyOf(unit: Unit): Tally {
  const total: Tally = { rows: 0, agreed: 0, causes: new Map() };
  for (const [category, { rows, agreed, causes }] of tallies) {
    if (clockOf.get(category)?.unit !== unit) continue;
    total.rows += rows;
    total.agreed += agreed;
    for (const [cause, n] of causes) total.causes.set(cause, (total.causes.get(cause) ?? 0) + n);
  }
  return total;
}

function shareOf(tally: Tally): number {
  return tally.rows > 0 ? tally.agreed / tally.rows : 0;
}

function textOf(unit: Unit, tally: Tally): string {
  const causes = [...tally.causes].sort((a, b) => b[1] - a[1]);
  const share = (shareOf(tally) * 100).toFixed(2);
  return [
    `${unit}: ${tally.agreed} of ${tally.rows} agree (${share} %)`,
    ...causes.map(([cause, count]) => `  ${count}  ${cause}`),
    '',
  ].join('\n');
}

function readJson(name: string) {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8'));
}
