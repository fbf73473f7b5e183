/**
 * The newest entries of the log, by their ids, and what decides who sees the matters that they
 * changed. Ids are made before their commit: which may still come, `oldestUnderWay` says.
 */
import type { Selectable } from 'kysely';
import type { DB } from '../../../db/tables.ts';
import { uuidFloor } from '../../../kernel/ids.ts';
import { q, sql, type Tx } from '../../../platform/db/index.ts';
import { wholeFacts } from '../rules/kept.ts';
import type { Traits } from '../rules/membership.ts';

/**
 * When the oldest transaction began that is under way now (epoch ms; the own one counts). Ask in a
 * statement of its own before the entries are read: whatever ends in between is then seen by them.
 */
export async function oldestUnderWay(tx: Tx): Promise<number> {
  const row = await tx.one(
    sql<{ at: Date }>`
      select min(xact_start) as at from pg_stat_activity where datname = current_database()`,
  );
  return row.at.getTime();
}

export type TailEntry = {
  county: string;
  id: string;
  matterId: string;
  seq: number;
  action: string;
  /** The act that sealed the matter: whoever saw it before must let go of it. */
  isSealing: boolean;
};

/** A matter sealed from its birth was in nobody's sight. */
const SEALING = sql<boolean>`(seq > 1 and jsonb_path_exists(public::jsonb,
  '$.changes[*] ? (@.what == "matter").set ? (@.isSealed == true)'))`;

/** Entries of the counties with ids from `from` (epoch ms) on, oldest first. */
export async function listTail(
  tx: Tx,
  { counties, from, limit }: { counties: readonly string[]; from: number; limit: number },
): Promise<TailEntry[]> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.entry')
      .select(['county', 'id', 'matter_id', 'seq', 'action'])
      .select(SEALING.as('isSealing'))
      .where('county', 'in', [...counties])
      .where('id', '>=', uuidFloor(from))
      .orderBy('id')
      .limit(limit),
  );
  return rows.map(({ matter_id, ...row }) => ({ ...row, matterId: matter_id }));
}

/** A matter as far as live updates tell of it. */
export type Tracked = Traits & { id: string; number: string; version: number; seq: number };

type At = { counties: readonly string[]; ids: readonly string[] };

/** The matters of the ids, wherever in the counties they lie. */
export async function readTracked(tx: Tx, at: At): Promise<Tracked[]> {
  if (at.ids.length === 0) return [];
  const [matters, works, deciders, supervisions] = await Promise.all([
    tx.rows(mattersOf(at)),
    tx.rows(worksOf(at)),
    tx.rows(decidersOf(at)),
    tx.rows(supervisionsOf(at)),
  ]);
  const workOf = byMatter(works);
  const deciderOf = byMatter(deciders);
  const supervisedOf = byMatter(supervisions);
  return matters.map((row) => {
    const key = keyOf({ county: row.county, matter_id: row.id });
    return {
      county: row.county,
      id: row.id,
      number: row.number,
      version: row.version,
      seq: row.seq,
      region: row.region,
      grid: row.grid,
      stage: row.stage,
      isOpen: row.is_open,
      isUnowned: row.is_unowned,
      isSealed: row.is_sealed,
      isMoved: row.moved_to_county !== null,
      dueAt: row.due_at?.getTime() ?? null,
      ownerOrg: row.owner_org,
      handlingOrg: row.handling_org,
      subjectOrg: row.subject_org,
      facts: wholeFacts(row.facts),
      works: (workOf.get(key) ?? []).map(toWork),
      deciders: (deciderOf.get(key) ?? []).map((one) => one.decider_org),
      supervisions: (supervisedOf.get(key) ?? []).map(toSupervised),
    };
  });
}

type OfMatter = { county: string; matter_id: string };

const keyOf = (row: OfMatter) => `${row.county}/${row.matter_id}`;
const byMatter = <R extends OfMatter>(rows: readonly R[]) => Map.groupBy(rows, keyOf);

type WorkRow = Pick<
  Selectable<DB['matter.assignment']>,
  'org' | 'post' | 'role' | 'state' | 'is_open'
>;

function toWork(row: WorkRow): Tracked['works'][number] {
  // The columns' checks hold these words.
  const role = row.role as Tracked['works'][number]['role'];
  const state = row.state as Tracked['works'][number]['state'];
  return { org: row.org, post: row.post, role, state, isOpen: row.is_open };
}

const toSupervised = (row: { target_org: string; issuer_org: string; state: string }) => ({
  target: row.target_org,
  issuer: row.issuer_org,
  isClosed: row.state === 'closed',
});

const mattersOf = ({ counties, ids }: At) =>
  q
    .selectFrom('matter.matter')
    .select(['county', 'id', 'number', 'version', 'seq', 'region', 'grid', 'stage', 'is_open'])
    .select(['is_unowned', 'moved_to_county', 'due_at', 'owner_org', 'handling_org'])
    .select(['subject_org', 'is_sealed', 'facts'])
    .where('county', 'in', [...counties])
    .where('id', 'in', [...ids]);

const worksOf = ({ counties, ids }: At) =>
  q
    .selectFrom('matter.assignment')
    .select(['county', 'matter_id', 'org', 'post', 'role', 'state', 'is_open'])
    .where('county', 'in', [...counties])
    .where('matter_id', 'in', [...ids]);

const decidersOf = ({ counties, ids }: At) =>
  q
    .selectFrom('matter.request')
    .select(['county', 'matter_id', 'decider_org'])
    .where('county', 'in', [...counties])
    .where('matter_id', 'in', [...ids])
    .where('state', '=', 'pending');

const supervisionsOf = ({ counties, ids }: At) =>
  q
    .selectFrom('matter.supervision')
    .select(['county', 'matter_id', 'target_org', 'issuer_org', 'state'])
    .where('county', 'in', [...counties])
    .where('matter_id', 'in', [...ids]);
