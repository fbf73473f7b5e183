/**
 * A matter as lists read it: the columns that are shown, the conditions that narrow a list, and the
 * rows in their domain form. Nothing of a party is among them.
 */
import type { Unit } from '../../../kernel/units.ts';
import { sql, type Tx } from '../../../platform/db/index.ts';
import { wholeFacts } from '../rules/kept.ts';
import type { Narrowing, Worker } from '../rules/queues.ts';
import type { MatterFacts } from '../rules/state.ts';
import { allOf, type Condition, inSight, inSightAtPlace } from './scope.ts';

/** The order key of a row: its time (epoch ms; null stands last) and the matter's id. */
export type Key = { at: number | null; id: string };

export type ListedRow = {
  county: string;
  id: string;
  number: string;
  kind: string;
  process_version: number;
  stage: string;
  is_open: boolean;
  outcome: string | null;
  title: string;
  category: string | null;
  urgency: string;
  channel: string;
  region: string;
  grid: string | null;
  handling_org: string | null;
  due_at: Date | null;
  received_at: Date;
  closed_at: Date | null;
  is_private: boolean;
  is_sealed: boolean;
  is_suspended: boolean;
  is_unowned: boolean;
  facts: MatterFacts;
  version: number;
  key_at: Date | null;
  /** In which unit the clock counts that gave `due_at`. */
  due_unit: Unit | null;
  /** Of what hangs on the matter: its role or kind, its state, when it is due. */
  own_kind: string | null;
  own_state: string | null;
  own_due: Date | null;
  own_unit: Unit | null;
};

export const SHOWN = [
  'county',
  'id',
  'number',
  'kind',
  'process_version',
  'stage',
  'is_open',
  'outcome',
  'title',
  'category',
  'urgency',
  'channel',
  'region',
  'grid',
  'handling_org',
  'due_at',
  'received_at',
  'closed_at',
  'is_private',
  'is_sealed',
  'is_suspended',
  'is_unowned',
  'facts',
  'version',
] as const;

/** Looked at and not shown. */
export const JUDGED = [
  'town',
  'village',
  'owner_org',
  'subject_org',
  'subject_post',
  'moved_to_county',
  'created_at',
] as const;

/**
 * The unit of the running clock that is due at a time: beside the row, in the same statement. It is
 * looked up for what is shown alone, by the clock's key.
 */
const unitAt = (due: string) => sql`(
  select c.detail ->> 'unit' from matter.clock c
  where c.county = m.county and c.matter_id = m.id and c.state = 'running'
    and c.due_at = ${sql.ref(due)}
  order by c.id desc limit 1)`;

/** Whatever brought the matter into a list: null where it is there for itself. */
export type OwnColumns = { kind: string; state: string; due: string | null } | null;

/** All that a row shows, of `m` and of what brought it (`w`); `at` is the column of its key. */
export function shown(at: string, own: OwnColumns) {
  const ownDue = own?.due ? sql.ref(`w.${own.due}`) : sql`null::timestamptz`;
  return sql`${listOf(SHOWN, 'm')}, ${sql.ref(at)} as key_at,
    case when m.is_open then ${unitAt('m.due_at')} end as due_unit,
    ${own ? sql.ref(`w.${own.kind}`) : sql`null::text`} as own_kind,
    ${own ? sql.ref(`w.${own.state}`) : sql`null::text`} as own_state, ${ownDue} as own_due,
    ${own?.due ? sql`case when m.is_open then ${unitAt(`w.${own.due}`)} end` : sql`null::text`}
      as own_unit`;
}

export const listOf = (names: readonly string[], alias: string) =>
  sql.join(names.map((name) => sql.ref(`${alias}.${name}`)));
export const time = (at: number) => sql`${new Date(at).toISOString()}::timestamptz`;

/** Times are epoch ms. */
export type Listed = {
  key: Key;
  county: string;
  id: string;
  number: string;
  kind: string;
  processVersion: number;
  stage: string;
  isOpen: boolean;
  outcome: string | null;
  title: string;
  category: string | null;
  urgency: string;
  channel: string;
  region: string;
  grid: string | null;
  handlingOrg: string | null;
  dueAt: number | null;
  dueUnit: Unit | null;
  receivedAt: number;
  closedAt: number | null;
  isPrivate: boolean;
  isSealed: boolean;
  isSuspended: boolean;
  isUnowned: boolean;
  facts: MatterFacts;
  version: number;
  /** What hangs on the matter and brought it into the queue; `at` is the key's time. */
  own: {
    kind: string;
    state: string;
    at: number | null;
    dueAt: number | null;
    dueUnit: Unit | null;
  } | null;
};

const ms = (at: Date | null) => at?.getTime() ?? null;

export function toListed(row: ListedRow): Listed {
  const at = ms(row.key_at);
  return {
    key: { at, id: row.id },
    county: row.county,
    id: row.id,
    number: row.number,
    kind: row.kind,
    processVersion: row.process_version,
    stage: row.stage,
    isOpen: row.is_open,
    outcome: row.outcome,
    title: row.title,
    category: row.category,
    urgency: row.urgency,
    channel: row.channel,
    region: row.region,
    grid: row.grid,
    handlingOrg: row.handling_org,
    dueAt: ms(row.due_at),
    dueUnit: row.due_unit,
    receivedAt: row.received_at.getTime(),
    closedAt: ms(row.closed_at),
    isPrivate: row.is_private,
    isSealed: row.is_sealed,
    isSuspended: row.is_suspended,
    isUnowned: row.is_unowned,
    facts: wholeFacts(row.facts),
    version: row.version,
    own:
      row.own_kind === null
        ? null
        : {
            kind: row.own_kind,
            state: row.own_state ?? '',
            at,
            dueAt: ms(row.own_due),
            dueUnit: row.own_unit,
          },
  };
}

/** What must hold of `m` beside its stream. All operators are leakproof. */
export function narrowed(actor: Worker, narrowing: Narrowing): Condition {
  const { isWithinRegions, isApart, isNotSubject } = narrowing;
  return allOf([
    isWithinRegions ? inSightAtPlace(actor) : inSight(actor),
    sql<boolean>`m.moved_to_county is null`,
    ...filterConditions(narrowing),
    ...(isNotSubject ? [isNoneOf('subject_org', actor.orgPath)] : []),
    ...(isApart ? [isNoneOf('handling_org', actor.orgPath), hasNoSupportOf(actor.orgPath)] : []),
  ]);
}

function filterConditions({ filters }: Narrowing): Condition[] {
  const { town, village, grid, category, urgency, channel, stage } = filters;
  const equal = Object.entries({ town, village, grid, category, urgency, channel, stage })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => sql<boolean>`${sql.ref(`m.${name}`)} = ${value}`);
  const { isOpen, receivedFrom, receivedTo } = filters;
  if (isOpen !== undefined) equal.push(sql<boolean>`m.is_open = ${sql.lit(isOpen)}`);
  if (receivedFrom !== undefined) equal.push(sql<boolean>`m.received_at >= ${time(receivedFrom)}`);
  if (receivedTo !== undefined) equal.push(sql<boolean>`m.received_at < ${time(receivedTo)}`);
  return equal;
}

function isNoneOf(name: string, orgs: readonly string[]): Condition {
  const column = sql.ref(`m.${name}`);
  return sql<boolean>`(${column} is null or ${column} <> all(${[...orgs]}::uuid[]))`;
}

function hasNoSupportOf(orgs: readonly string[]): Condition {
  return sql<boolean>`not exists (
    select 1 from matter.assignment s
    where s.county = m.county and s.matter_id = m.id and s.role = 'supporting'
      and s.state <> 'cancelled' and s.org = any(${[...orgs]}::uuid[]) offset 0)`;
}

export type Found = Listed & { body: string; moved: { county: string; id: string } | null };

type FoundRow = ListedRow & {
  body: string;
  moved_to_county: string | null;
  moved_to_id: string | null;
};

/**
 * Matters of one county by id, as far as the condition lets them be seen; in no order. Each by its
 * key: asked for open ones among fifty, the planner went through all that are open instead.
 */
export async function readListed(
  tx: Tx,
  at: { county: string; ids: readonly string[] },
  seen: Condition,
): Promise<Found[]> {
  const rows = await tx.rows(
    sql<FoundRow>`
      select ${shown('m.created_at', null)}, m.body, m.moved_to_county, m.moved_to_id
      from unnest(${[...at.ids]}::uuid[]) asked (id) cross join lateral (
        select ${listOf([...SHOWN, ...JUDGED, 'body', 'moved_to_id'], 'whole')}
        from matter.matter whole
        where whole.county = ${at.county} and whole.id = asked.id offset 0) m
      where ${seen}
      limit ${at.ids.length}`,
    'byKey',
  );
  return rows.map((row) => ({
    ...toListed(row),
    body: row.body,
    moved:
      row.moved_to_county !== null && row.moved_to_id !== null
        ? { county: row.moved_to_county, id: row.moved_to_id }
        : null,
  }));
}
