/** Statements about what organisations took on at a reception. Each begins with a county. */
import { dateOrNull, msOrNull, q, type Tx } from '../../../platform/db/index.ts';

export type UndertakingRow = {
  county: string;
  dayId: string;
  appointmentId: string;
  org: string;
  dueOn: string;
  said: Buffer | null;
  writtenAt: number;
  doneSaid: Buffer | null;
  doneAt: number | null;
};

const undertakings = () =>
  q
    .selectFrom('reception.undertaking')
    .select([
      'county',
      'day_id as dayId',
      'appointment_id as appointmentId',
      'org',
      'due_on as dueOn',
      'said',
      'written_at as writtenAt',
      'done_said as doneSaid',
      'done_at as doneAt',
    ]);
type Raw = Awaited<ReturnType<ReturnType<typeof undertakings>['executeTakeFirstOrThrow']>>;

const toUndertaking = (row: Raw): UndertakingRow => ({
  ...row,
  writtenAt: row.writtenAt.getTime(),
  doneAt: msOrNull(row.doneAt),
});

/** Once for each organisation: it may word it anew until it is done. */
export async function putUndertaking(tx: Tx, row: UndertakingRow): Promise<void> {
  const values = {
    due_on: row.dueOn,
    said: row.said,
    written_at: new Date(row.writtenAt),
    done_said: row.doneSaid,
    done_at: dateOrNull(row.doneAt),
  };
  await tx.run(
    q
      .insertInto('reception.undertaking')
      .values({
        county: row.county,
        day_id: row.dayId,
        appointment_id: row.appointmentId,
        org: row.org,
        ...values,
      })
      .onConflict((conflict) =>
        conflict.columns(['county', 'day_id', 'appointment_id', 'org']).doUpdateSet(values),
      ),
  );
}

const ROWS_MAX = 4000;

export async function listUndertakings(
  tx: Tx,
  county: string,
  days: readonly string[],
): Promise<UndertakingRow[]> {
  if (days.length === 0) return [];
  const rows = await tx.rows(
    undertakings()
      .where('county', '=', county)
      .where('day_id', 'in', [...days])
      .orderBy('due_on')
      .orderBy('appointment_id')
      .orderBy('org')
      .limit(ROWS_MAX),
  );
  return rows.map(toUndertaking);
}

const OPEN_MAX = 200;

/** What an organisation still has to do, the first due first. */
export async function listOpenOf(
  tx: Tx,
  { county, org }: { county: string; org: string },
): Promise<UndertakingRow[]> {
  const rows = await tx.rows(
    undertakings()
      .where('county', '=', county)
      .where('org', '=', org)
      .where('done_at', 'is', null)
      .orderBy('due_on')
      .orderBy('appointment_id')
      .limit(OPEN_MAX),
  );
  return rows.map(toUndertaking);
}
