/**
 * Statements about turns and what came of them. Each is about one day, or about days that were
 * given: nothing here finds a person from one day to another.
 */
import { dateOrNull, msOrNull, q, type Tx } from '../../../platform/db/index.ts';
import type { AppointmentState, ResultKind } from '../contract/shapes.ts';
import type { DayAt } from './days.ts';

export type AppointmentRow = {
  county: string;
  dayId: string;
  id: string;
  turn: number;
  slotAt: number;
  way: 'online' | 'counter';
  holder: string | null;
  topic: string | null;
  people: number;
  number: string | null;
  state: AppointmentState;
  sealed: Buffer | null;
  result: ResultKind | null;
  said: Buffer | null;
  resultNumber: string | null;
  resultOrg: string | null;
  remindAt: number | null;
  bookedAt: number;
  updatedAt: number;
  version: number;
};

const columns = [
  'county',
  'day_id as dayId',
  'id',
  'turn',
  'slot_at as slotAt',
  'way',
  'holder',
  'topic',
  'people',
  'number',
  'state',
  'sealed',
  'result',
  'said',
  'result_number as resultNumber',
  'result_org as resultOrg',
  'remind_at as remindAt',
  'booked_at as bookedAt',
  'updated_at as updatedAt',
  'version',
] as const;

const appointments = () => q.selectFrom('reception.appointment').select(columns);
type Raw = Awaited<ReturnType<ReturnType<typeof appointments>['executeTakeFirstOrThrow']>>;

const toAppointment = (row: Raw): AppointmentRow => ({
  ...row,
  // The table's checks hold these three to the lists.
  way: row.way as AppointmentRow['way'],
  state: row.state as AppointmentState,
  result: row.result as ResultKind | null,
  slotAt: row.slotAt.getTime(),
  remindAt: msOrNull(row.remindAt),
  bookedAt: row.bookedAt.getTime(),
  updatedAt: row.updatedAt.getTime(),
});

const valuesOf = (row: AppointmentRow) => ({
  slot_at: new Date(row.slotAt),
  holder: row.holder,
  state: row.state,
  sealed: row.sealed,
  result: row.result,
  said: row.said,
  result_number: row.resultNumber,
  result_org: row.resultOrg,
  remind_at: dateOrNull(row.remindAt),
  updated_at: new Date(row.updatedAt),
  version: row.version,
});

export async function insertAppointment(tx: Tx, row: AppointmentRow): Promise<void> {
  await tx.run(
    q.insertInto('reception.appointment').values({
      county: row.county,
      day_id: row.dayId,
      id: row.id,
      turn: row.turn,
      way: row.way,
      topic: row.topic,
      people: row.people,
      number: row.number,
      booked_at: new Date(row.bookedAt),
      ...valuesOf(row),
    }),
  );
}

/** Of a day that `tx` has locked. */
export async function updateAppointment(tx: Tx, row: AppointmentRow): Promise<void> {
  await tx.run(
    q
      .updateTable('reception.appointment')
      .set(valuesOf(row))
      .where('county', '=', row.county)
      .where('day_id', '=', row.dayId)
      .where('id', '=', row.id),
  );
}

/** More than a day has: fifty places in each of some hundred slots never come together. */
const TURNS_MAX = 2000;

export async function listTurns(tx: Tx, { county, id }: DayAt): Promise<AppointmentRow[]> {
  const rows = await tx.rows(
    appointments()
      .where('county', '=', county)
      .where('day_id', '=', id)
      .orderBy('slot_at')
      .orderBy('turn')
      .limit(TURNS_MAX),
  );
  return rows.map(toAppointment);
}

/** Of the days that are given, those turns that one of the digests holds. */
export async function listHeld(
  tx: Tx,
  of: { county: string; days: readonly string[]; holders: readonly string[] },
): Promise<AppointmentRow[]> {
  if (of.days.length === 0) return [];
  const rows = await tx.rows(
    appointments()
      .where('county', '=', of.county)
      .where('day_id', 'in', [...of.days])
      .where('holder', 'in', [...of.holders])
      .orderBy('slot_at', 'desc')
      .orderBy('id')
      .limit(TURNS_MAX),
  );
  return rows.map(toAppointment);
}

export type Count = { dayId: string; slotAt: number; state: AppointmentState; count: number };

/** How many turns stand in each slot of some days, by state. */
export async function countTurns(
  tx: Tx,
  county: string,
  days: readonly string[],
): Promise<Count[]> {
  if (days.length === 0) return [];
  const rows = await tx.rows(
    q
      .selectFrom('reception.appointment')
      .select(({ fn }) => [
        'day_id as dayId',
        'slot_at as slotAt',
        'state',
        fn.countAll<number>().as('count'),
      ])
      .where('county', '=', county)
      .where('day_id', 'in', [...days])
      .groupBy(['day_id', 'slot_at', 'state'])
      .orderBy('day_id')
      .orderBy('slot_at')
      .orderBy('state')
      .limit(COUNTS_MAX),
  );
  return rows.map((row) => ({
    dayId: row.dayId,
    slotAt: row.slotAt.getTime(),
    state: row.state as AppointmentState,
    count: Number(row.count),
  }));
}

const COUNTS_MAX = 20_000;

/** Nothing is left that could be opened. */
export async function forgetPersons(tx: Tx, { county, id }: DayAt): Promise<void> {
  await tx.run(
    q
      .updateTable('reception.appointment')
      .set({ sealed: null, said: null, holder: null, remind_at: null })
      .where('county', '=', county)
      .where('day_id', '=', id),
  );
  await tx.run(
    q
      .updateTable('reception.undertaking')
      .set({ said: null, done_said: null })
      .where('county', '=', county)
      .where('day_id', '=', id),
  );
}

/** Nobody is reminded of a day that was cancelled. */
export function forgetReminders(tx: Tx, { county, id }: DayAt): void {
  tx.send(
    q
      .updateTable('reception.appointment')
      .set({ remind_at: null })
      .where('county', '=', county)
      .where('day_id', '=', id),
  );
}

export async function listRemindable(
  tx: Tx,
  { county, now, limit }: { county: string; now: number; limit: number },
): Promise<AppointmentRow[]> {
  const rows = await tx.rows(
    appointments()
      .where('county', '=', county)
      .where('remind_at', '<=', new Date(now))
      .orderBy('remind_at')
      .orderBy('id')
      .limit(limit)
      .forUpdate()
      .skipLocked(),
  );
  return rows.map(toAppointment);
}

/** The counties among `counties` where somebody is to be reminded, or a day to be forgotten. */
export async function countiesDue(
  tx: Tx,
  counties: readonly string[],
  now: number,
): Promise<string[]> {
  if (counties.length === 0) return [];
  const [reminders, days] = await Promise.all([
    tx.rows(
      q
        .selectFrom('reception.appointment')
        .select('county')
        .distinct()
        .where('county', 'in', [...counties])
        .where('remind_at', '<=', new Date(now)),
    ),
    tx.rows(
      q
        .selectFrom('reception.day')
        .select('county')
        .distinct()
        .where('county', 'in', [...counties])
        .where('kept_until_at', '<=', new Date(now)),
    ),
  ]);
  return [...new Set([...reminders, ...days].map(({ county }) => county))];
}
