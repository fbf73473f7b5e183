/** Figures of organisations: written with the act, summed by organisation, listed by matter. */
import { uuidFloor } from '../../../kernel/ids.ts';
import { insertInto, q, sql, type Tx } from '../../../platform/db/index.ts';
import type { Tally, TallyMeasure } from '../rules/tally.ts';

/** Adds what an act counted; what stands there already stays. */
export function insertTallies(
  tx: Tx,
  at: { county: string; matterId: string; seq: number; day: string },
  tallies: readonly Tally[],
): void {
  if (tallies.length === 0) return;
  tx.send(
    insertInto(
      'matter.tally',
      tallies.map(({ org, measure, town, n }) => ({
        county: at.county,
        org,
        measure,
        matter_id: at.matterId,
        seq: at.seq,
        town,
        day: at.day,
        n,
      })),
      { row: 'stays' },
    ),
  );
}

/** Takes back what another version counted otherwise. */
export function deleteTally(
  tx: Tx,
  county: string,
  row: Pick<Tally, 'org' | 'measure' | 'town'> & { matterId: string; seq: number },
): void {
  tx.send(
    q
      .deleteFrom('matter.tally')
      .where('county', '=', county)
      .where('org', '=', row.org)
      .where('measure', '=', row.measure)
      .where('matter_id', '=', row.matterId)
      .where('seq', '=', row.seq)
      .where('town', '=', row.town),
  );
}

export type TallyPeriod = {
  county: string;
  /** Civil days, both included. */
  from: string;
  to: string;
  /** Empty: the whole county. */
  towns: readonly string[];
};

export type TallySum = { org: string; measure: TallyMeasure; n: number };

/** Sums of the period by organisation and measure; `late` is what stands at its end. */
export async function sumTallies(tx: Tx, period: TallyPeriod): Promise<TallySum[]> {
  const [flows, late] = await Promise.all([
    tx.rows(flowStatement(period)),
    tx.rows(lateStatement(period)),
  ]);
  return [...flows, ...late];
}

const inTowns = ({ towns }: TallyPeriod) =>
  towns.length === 0 ? sql`` : sql`and t.town = any(${[...towns]}::text[])`;

/** Shown to the tests that pin its plan. */
export function flowStatement(period: TallyPeriod) {
  return sql<TallySum>`
    select t.org, t.measure, sum(t.n)::integer as n from matter.tally t
    where t.county = ${period.county}
      and t.day >= ${period.from}::date and t.day <= ${period.to}::date
      and t.measure <> 'late' ${inTowns(period)}
    group by t.org, t.measure having sum(t.n) <> 0`;
}

export function lateStatement(period: TallyPeriod) {
  return sql<TallySum>`
    select t.org, 'late' as measure, sum(t.n)::integer as n from matter.tally t
    where t.county = ${period.county} and t.measure = 'late'
      and t.day <= ${period.to}::date ${inTowns(period)}
    group by t.org having sum(t.n) <> 0`;
}

export type BehindAsked = {
  period: TallyPeriod;
  org: string;
  measure: TallyMeasure;
  after: string | null;
  limit: number;
};

/** Beyond the last civil day whatever the zone. */
const DAY_MS = 86_400_000;

export type Behind = { id: string; n: number; day: string };

/**
 * The matters behind a figure, newest first by id: what each added and when last. What was added
 * and taken back within the period is not among them.
 */
export function behindStatement({ period, org, measure, after, limit }: BehindAsked) {
  const since = measure === 'late' ? sql`` : sql`and t.day >= ${period.from}::date`;
  // No matter is younger than what it counts: those after the period need not be walked over.
  const last = uuidFloor(Date.parse(period.to) + 2 * DAY_MS);
  const beyond = after === null || last < after ? last : after;
  return sql<Behind>`
    select t.matter_id as id, sum(t.n)::integer as n, max(t.day) as day from matter.tally t
    where t.county = ${period.county} and t.org = ${org}::uuid and t.measure = ${measure}
      and t.matter_id < ${beyond}::uuid ${since} and t.day <= ${period.to}::date ${inTowns(period)}
    group by t.matter_id having sum(t.n) <> 0
    order by t.matter_id desc limit ${limit}`;
}

export async function listBehind(tx: Tx, asked: BehindAsked): Promise<Behind[]> {
  return tx.rows(behindStatement(asked));
}

export type OrgLoad = { org: string; open: number; overdue: number; dueSoon: number };

/** The open work of each organisation of a county, as lead or supporting: matters, not persons. */
export function loadStatement(county: string, now: number, soon: number) {
  const time = (at: number) => sql`${new Date(at).toISOString()}::timestamptz`;
  return sql<OrgLoad>`
    select w.org, count(*)::integer as open,
      count(*) filter (where w.due_at < ${time(now)})::integer as overdue,
      count(*) filter (where w.due_at >= ${time(now)} and w.due_at < ${time(soon)})::integer
        as "dueSoon"
    from matter.assignment w where w.county = ${county} and w.is_open
    group by w.org`;
}

export async function listLoads(
  tx: Tx,
  asked: { county: string; now: number; soon: number },
): Promise<OrgLoad[]> {
  return tx.rows(loadStatement(asked.county, asked.now, asked.soon));
}
