/** Statements about committees, mediators and grievances. Each begins with a county. */
import { q, type Tx } from '../../platform/db/index.ts';
import type {
  Channel,
  committeeLevels,
  grievanceGrounds,
  grievanceResults,
  Seat,
} from './contract.ts';

export type CommitteeRow = {
  county: string;
  id: string;
  org: string;
  channel: Channel;
  level: (typeof committeeLevels)[number];
  chosenBy: string;
  grievancesOrg: string;
  grievanceDays: number;
  feeZh: string;
  feeEn: string;
  fromOn: string;
  toOn: string | null;
  version: number;
};

const committeeColumns = [
  'county',
  'id',
  'org',
  'channel',
  'level',
  'chosen_by as chosenBy',
  'grievances_org as grievancesOrg',
  'grievance_days as grievanceDays',
  'fee_zh as feeZh',
  'fee_en as feeEn',
  'from_on as fromOn',
  'to_on as toOn',
  'version',
] as const;

const ROWS_MAX = 2000;

// The table's checks hold channel and level to the lists.
const toCommittee = (row: object) => row as CommitteeRow;

export async function listCommitteeRows(tx: Tx, county: string): Promise<CommitteeRow[]> {
  const rows = await tx.rows(
    q
      .selectFrom('roster.committee')
      .select(committeeColumns)
      .where('county', '=', county)
      .orderBy('id')
      .limit(ROWS_MAX),
  );
  return rows.map(toCommittee);
}

export async function lockCommittee(tx: Tx, county: string, id: string) {
  const row = await tx.first(
    q
      .selectFrom('roster.committee')
      .select(committeeColumns)
      .where('county', '=', county)
      .where('id', '=', id)
      .forUpdate(),
  );
  return row ? toCommittee(row) : null;
}

const committeeValues = (row: CommitteeRow) => ({
  level: row.level,
  chosen_by: row.chosenBy,
  grievances_org: row.grievancesOrg,
  grievance_days: row.grievanceDays,
  fee_zh: row.feeZh,
  fee_en: row.feeEn,
  to_on: row.toOn,
  version: row.version,
});

export async function insertCommittee(tx: Tx, row: CommitteeRow, at: number): Promise<void> {
  await tx.run(
    q.insertInto('roster.committee').values({
      county: row.county,
      id: row.id,
      org: row.org,
      channel: row.channel,
      from_on: row.fromOn,
      created_at: new Date(at),
      ...committeeValues(row),
    }),
  );
}

/** Of the row that `tx` has locked. */
export async function updateCommittee(tx: Tx, row: CommitteeRow): Promise<void> {
  await tx.run(
    q
      .updateTable('roster.committee')
      .set(committeeValues(row))
      .where('county', '=', row.county)
      .where('id', '=', row.id),
  );
}

export type MediatorRow = {
  county: string;
  id: string;
  committeeId: string;
  post: string | null;
  name: string;
  seat: Seat;
  isWoman: boolean | null;
  fields: string[];
  languages: string[];
  loadMost: number;
  fromOn: string;
  toOn: string | null;
  version: number;
};

const mediatorColumns = [
  'county',
  'id',
  'committee_id as committeeId',
  'post',
  'name',
  'seat',
  'is_woman as isWoman',
  'fields',
  'languages',
  'load_most as loadMost',
  'from_on as fromOn',
  'to_on as toOn',
  'version',
] as const;

// The table's check holds the seat to the list.
const toMediator = (row: object) => row as MediatorRow;

export async function listMediatorRows(
  tx: Tx,
  county: string,
  committees: readonly string[],
): Promise<MediatorRow[]> {
  if (committees.length === 0) return [];
  const rows = await tx.rows(
    q
      .selectFrom('roster.mediator')
      .select(mediatorColumns)
      .where('county', '=', county)
      .where('committee_id', 'in', [...committees])
      .orderBy('committee_id')
      .orderBy('id')
      .limit(ROWS_MAX),
  );
  return rows.map(toMediator);
}

/** Under which names a post stands on the roster now or stood before. */
export async function listNamesOfPost(
  tx: Tx,
  { county, post }: { county: string; post: string },
): Promise<string[]> {
  const rows = await tx.rows(
    q
      .selectFrom('roster.mediator')
      .select('name')
      .distinct()
      .where('county', '=', county)
      .where('post', '=', post)
      .orderBy('name')
      .limit(ROWS_MAX),
  );
  return rows.map(({ name }) => name);
}

const mediatorValues = (row: MediatorRow) => ({
  post: row.post,
  name: row.name,
  seat: row.seat,
  is_woman: row.isWoman,
  fields: row.fields,
  languages: row.languages,
  load_most: row.loadMost,
  to_on: row.toOn,
  version: row.version,
});

export function putMediator(tx: Tx, row: MediatorRow): void {
  const values = mediatorValues(row);
  tx.send(
    q
      .insertInto('roster.mediator')
      .values({
        county: row.county,
        id: row.id,
        committee_id: row.committeeId,
        from_on: row.fromOn,
        ...values,
      })
      .onConflict((conflict) => conflict.columns(['county', 'id']).doUpdateSet(values)),
  );
}

export type GrievanceRow = {
  county: string;
  id: string;
  matterId: string;
  number: string;
  committeeId: string;
  mediatorId: string;
  org: string;
  ground: (typeof grievanceGrounds)[number];
  filedBy: string;
  sealed: Buffer | null;
  answer: Buffer | null;
  result: (typeof grievanceResults)[number] | null;
  filedAt: Date;
  dueAt: Date;
  answeredAt: Date | null;
};

const grievanceColumns = [
  'county',
  'id',
  'matter_id as matterId',
  'number',
  'committee_id as committeeId',
  'mediator_id as mediatorId',
  'org',
  'ground',
  'filed_by as filedBy',
  'sealed',
  'answer',
  'result',
  'filed_at as filedAt',
  'due_at as dueAt',
  'answered_at as answeredAt',
] as const;

// The table's checks hold ground and result to the lists.
const toGrievance = (row: object) => row as GrievanceRow;

export async function insertGrievance(tx: Tx, row: GrievanceRow): Promise<void> {
  await tx.run(
    q.insertInto('roster.grievance').values({
      county: row.county,
      id: row.id,
      matter_id: row.matterId,
      number: row.number,
      committee_id: row.committeeId,
      mediator_id: row.mediatorId,
      org: row.org,
      ground: row.ground,
      filed_by: row.filedBy,
      sealed: row.sealed,
      answer: row.answer,
      result: row.result,
      filed_at: row.filedAt,
      due_at: row.dueAt,
      answered_at: row.answeredAt,
    }),
  );
}

/** Those to be answered before those that were. */
export async function listGrievancesFor(
  tx: Tx,
  { county, org }: { county: string; org: string },
): Promise<GrievanceRow[]> {
  const rows = await tx.rows(
    q
      .selectFrom('roster.grievance')
      .select(grievanceColumns)
      .where('county', '=', county)
      .where('org', '=', org)
      .orderBy('due_at', 'desc')
      .orderBy('id')
      .limit(200),
  );
  return rows.map(toGrievance);
}

export async function listGrievancesOf(
  tx: Tx,
  { county, matterId }: { county: string; matterId: string },
): Promise<GrievanceRow[]> {
  const rows = await tx.rows(
    q
      .selectFrom('roster.grievance')
      .select(grievanceColumns)
      .where('county', '=', county)
      .where('matter_id', '=', matterId)
      .orderBy('id')
      .limit(100),
  );
  return rows.map(toGrievance);
}

export async function lockGrievance(tx: Tx, county: string, id: string) {
  const row = await tx.first(
    q
      .selectFrom('roster.grievance')
      .select(grievanceColumns)
      .where('county', '=', county)
      .where('id', '=', id)
      .forUpdate(),
  );
  return row ? toGrievance(row) : null;
}

/** Of the row that `tx` has locked. */
export async function setAnswer(
  tx: Tx,
  { county, id }: GrievanceRow,
  to: Pick<GrievanceRow, 'answer' | 'result' | 'answeredAt'>,
): Promise<void> {
  await tx.run(
    q
      .updateTable('roster.grievance')
      .set({ answer: to.answer, result: to.result, answered_at: to.answeredAt })
      .where('county', '=', county)
      .where('id', '=', id),
  );
}

/** What was complained of goes with the persons of the matter; that there was a grievance stays. */
export function eraseGrievances(tx: Tx, at: { county: string; matterId: string }): void {
  tx.send(
    q
      .updateTable('roster.grievance')
      .set({ sealed: null, answer: null })
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId),
  );
}

export function deleteGrievances(tx: Tx, at: { county: string; matterId: string }): void {
  tx.send(
    q
      .deleteFrom('roster.grievance')
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId),
  );
}
