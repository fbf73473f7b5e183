/**
 * Streams of a queue as statements: the inner select walks one index in its order and is cut off
 * after LOOK_MAX rows; the outer one narrows what came out. So whatever is asked, a page reads a
 * bounded number of rows and always gets further.
 */
import type { RawBuilder } from 'kysely';
import { sql, type Tx } from '../../../platform/db/index.ts';
import {
  type Narrowing,
  type Order,
  STAGES,
  type Stream,
  type Walk,
  type Worker,
} from '../rules/queues.ts';
import {
  JUDGED,
  type Key,
  type Listed,
  type ListedRow,
  listOf,
  narrowed,
  SHOWN,
  shown,
  time,
  toListed,
} from './listed.ts';
import { allOf, type Condition } from './scope.ts';

/** Rows of one stream that one page looks at: 2,000 by an index are some 5 ms. */
export const LOOK_MAX = 2000;

type WalkSpec = {
  table: string;
  id: 'id' | 'matter_id';
  at: Partial<Record<Order, string>>;
  /** The partial index's own condition on a row, and the column that it is of. */
  open: { column: string; is: (row: string) => RawBuilder<unknown> } | null;
  org: string;
  own: { kind: string; state: string; due: string | null } | null;
};

const walks: Record<Walk, WalkSpec> = {
  matter: {
    table: 'matter.matter',
    id: 'id',
    at: { due: 'due_at', newest: 'created_at' },
    open: null,
    org: 'owner_org',
    own: null,
  },
  work: {
    table: 'matter.assignment',
    id: 'matter_id',
    at: { due: 'due_at' },
    open: { column: 'is_open', is: (row) => sql.ref(`${row}.is_open`) },
    org: 'org',
    own: { kind: 'role', state: 'state', due: 'due_at' },
  },
  request: {
    table: 'matter.request',
    id: 'matter_id',
    at: { asked: 'asked_at' },
    open: { column: 'state', is: (row) => sql`${sql.ref(`${row}.state`)} = 'pending'` },
    org: 'decider_org',
    own: { kind: 'kind', state: 'state', due: null },
  },
  target: supervisionWalk('target_org'),
  issuer: supervisionWalk('issuer_org'),
  clock: {
    table: 'matter.clock',
    id: 'matter_id',
    at: { due: 'due_at' },
    open: { column: 'rung', is: (row) => sql`${sql.ref(`${row}.rung`)} is not null` },
    org: 'org',
    own: { kind: 'name', state: 'rung', due: 'due_at' },
  },
};

function supervisionWalk(org: string): WalkSpec {
  return {
    table: 'matter.supervision',
    id: 'matter_id',
    at: { issued: 'issued_at', due: 'reply_due_at' },
    open: { column: 'state', is: (row) => sql`${sql.ref(`${row}.state`)} <> 'closed'` },
    org,
    own: { kind: 'kind', state: 'state', due: 'reply_due_at' },
  };
}

/** A stream cut into what one range of its index holds: with a due time, or without. */
export type Segment = Stream & { order: Order; hasDue: boolean; due: DueBounds };
type DueBounds = { from?: number; before?: number } | null;

export type StreamPage = {
  rows: Listed[];
  /** Up to here the stream was looked at; null: to its end. */
  until: Key | null;
};

const isDescending = (segment: Segment) => segment.order === 'newest' || segment.order === 'issued';

function columnAt(segment: Segment): string {
  const name = walks[segment.walk].at[segment.order];
  if (!name) throw new Error(`${segment.walk} has no order ${segment.order}`);
  return name;
}

/** The equalities and the range of the key: all that the index serves. */
function walkConditions(segment: Segment, after: Key | null): RawBuilder<unknown>[] {
  const spec = walks[segment.walk];
  const at = sql.ref(`w.${columnAt(segment)}`);
  const conditions: RawBuilder<unknown>[] = [sql`w.county = ${segment.county}`];
  if (spec.open) conditions.push(spec.open.is('w'));
  const { owner, stage, town, village, grid, org, post, rung } = segment.equals;
  const whose = { owner_org: owner, post, rung, [spec.org]: org ?? owner };
  if (stage !== undefined) conditions.push(sql`w.stage = ${stageValue(stage)}`);
  const texts = { town, village, grid, ...whose };
  for (const [name, value] of Object.entries(texts)) {
    if (value !== undefined) conditions.push(sql`${sql.ref(`w.${name}`)} = ${value}`);
  }
  // Written out, so that the partial indexes are recognised.
  conditions.push(...marks(segment));
  if (segment.order === 'due') conditions.push(...dueConditions(segment, at));
  if (after) conditions.push(...keyConditions(segment, at, after));
  return conditions;
}

const indexed: ReadonlySet<string> = new Set(Object.values(STAGES).flat());

/** Written out where a partial index names it: a plan made for every stage could not use it. */
const stageValue = (stage: string) => (indexed.has(stage) ? sql.lit(stage) : sql`${stage}`);

function marks({ equals }: Segment): RawBuilder<unknown>[] {
  const { isOpen, isUnowned, isReturned, isDisputed, state } = equals;
  const conditions: RawBuilder<unknown>[] = [];
  if (isOpen !== undefined) conditions.push(isOpen ? sql`w.is_open` : sql`not w.is_open`);
  if (isUnowned) conditions.push(sql`w.is_unowned`);
  if (isReturned) conditions.push(sql`w.is_returned`);
  if (isDisputed) conditions.push(sql`w.is_disputed`);
  if (state) conditions.push(sql`w.state = ${sql.lit(state)}`);
  return conditions;
}

function dueConditions(segment: Segment, at: RawBuilder<unknown>): RawBuilder<unknown>[] {
  if (!segment.hasDue) return [sql`${at} is null`];
  const { from, before } = segment.due ?? {};
  const bounds: RawBuilder<unknown>[] = [];
  if (from !== undefined) bounds.push(sql`${at} >= ${time(from)}`);
  if (before !== undefined) bounds.push(sql`${at} < ${time(before)}`);
  return bounds.length > 0 ? bounds : [sql`${at} is not null`];
}

function keyConditions(
  segment: Segment,
  at: RawBuilder<unknown>,
  after: Key,
): RawBuilder<unknown>[] {
  const id = sql.ref(`w.${walks[segment.walk].id}`);
  const sign = isDescending(segment) ? sql`<` : sql`>`;
  if (!segment.hasDue) return after.at === null ? [sql`${id} > ${after.id}::uuid`] : [];
  if (after.at === null) return [sql`false`];
  return [sql`(${at}, ${id}) ${sign} (${time(after.at)}, ${after.id}::uuid)`];
}

function orderBy(segment: Segment): RawBuilder<unknown> {
  const direction = isDescending(segment) ? sql`desc` : sql`asc`;
  const at = sql.ref(`w.${columnAt(segment)}`);
  const id = sql.ref(`w.${walks[segment.walk].id}`);
  return sql`order by ${at} ${direction}, ${id} ${direction}`;
}

/** The rows that are looked at, in the order of the index. */
function lookedAt(segment: Segment, after: Key | null): RawBuilder<unknown> {
  const spec = walks[segment.walk];
  const names =
    segment.walk === 'matter'
      ? [...SHOWN, ...JUDGED]
      : ['county', 'matter_id', 'id', spec.org, columnAt(segment), ...ownColumns(spec)];
  return sql`
    select ${listOf([...new Set(names)], 'w')} from ${sql.table(spec.table)} w
    where ${sql.join(walkConditions(segment, after), sql` and `)}
    ${orderBy(segment)} limit ${sql.lit(LOOK_MAX)}`;
}

const ownColumns = ({ own }: WalkSpec) =>
  own ? [own.kind, own.state, ...(own.due ? [own.due] : [])] : [];

function looked(segment: Segment, after: Key | null): RawBuilder<unknown> {
  if (segment.walk === 'matter') return sql`(${lookedAt(segment, after)}) m`;
  // `offset 0` makes it one look by key for each row in turn, so that their order is kept.
  return sql`(${lookedAt(segment, after)}) w cross join lateral (
    select ${listOf([...SHOWN, ...JUDGED], 'm')} from matter.matter m
    where m.county = w.county and m.id = w.matter_id offset 0) m`;
}

/**
 * Of several pieces of work of one organisation on one matter the first in the queue's order
 * stands for all: a queue lists matters. The inner `offset 0` keeps the look to the matter's few
 * rows: by the index of open work all that an organisation has was gone through for each of a page.
 */
function isFirst(segment: Segment): Condition[] {
  const { table, open } = walks[segment.walk];
  if (!open) return [];
  const [whose, value] = whoseOf(segment);
  const at = sql.ref(`e.${columnAt(segment)}`);
  const own = sql.ref(`w.${columnAt(segment)}`);
  const sign = isDescending(segment) ? sql`>` : sql`<`;
  const { state } = segment.equals;
  const isOfQueue = state ? sql`e.state = ${sql.lit(state)}` : open.is('e');
  const judged = [...new Set(['id', whose, columnAt(segment), open.column])];
  return [
    sql<boolean>`not exists (
      select 1 from (
        select ${listOf(judged, 'other')} from ${sql.table(table)} other
        where other.county = w.county and other.matter_id = w.matter_id offset 0) e
      where ${sql.ref(`e.${whose}`)} = ${value} and ${isOfQueue}
        and ((${at} is not null and ${own} is null)
          or ${at} ${sign} ${own}
          or ((${at} = ${own} or (${at} is null and ${own} is null)) and e.id ${sign} w.id))
      offset 0)`,
  ];
}

function whoseOf({ walk, equals }: Segment): [string, string | undefined] {
  if (equals.rung !== undefined) return ['rung', equals.rung];
  return equals.post === undefined ? [walks[walk].org, equals.org] : ['post', equals.post];
}

function shownColumns(segment: Segment): RawBuilder<unknown> {
  if (segment.walk === 'matter') return shown(`m.${columnAt(segment)}`, null);
  return shown(`w.${columnAt(segment)}`, walks[segment.walk].own);
}

function outerOrder(segment: Segment): RawBuilder<unknown> {
  const direction = isDescending(segment) ? sql`desc` : sql`asc`;
  const alias = segment.walk === 'matter' ? 'm' : 'w';
  const at = sql.ref(`${alias}.${columnAt(segment)}`);
  const id = sql.ref(`${alias}.${walks[segment.walk].id}`);
  return sql`order by ${at} ${direction}, ${id} ${direction}`;
}

export type Read = { actor: Worker; narrowing: Narrowing; after: Key | null; limit: number };

/** The statement of one segment's rows; shown to the tests that pin its plan. */
export function segmentStatement(segment: Segment, read: Read): RawBuilder<ListedRow> {
  return sql<ListedRow>`
    select ${shownColumns(segment)} from ${looked(segment, read.after)}
    where ${allOf([...isFirst(segment), narrowed(read.actor, read.narrowing)])}
    ${outerOrder(segment)} limit ${read.limit}`;
}

/** Up to `limit` rows of a segment, and how far it was looked at. */
export async function readSegment(tx: Tx, segment: Segment, read: Read): Promise<StreamPage> {
  // Prepared: it walks one index in its order whatever is asked, and planning was a third of it.
  const rows = (await tx.rows(segmentStatement(segment, read), 'byKey')).map(toListed);
  const last = rows.at(-1);
  if (last && rows.length === read.limit) return { rows, until: last.key };
  // Short: either the stream ends, or the look was cut off at this key.
  const at = sql.ref(`w.${columnAt(segment)}`);
  const id = sql.ref(`w.${walks[segment.walk].id}`);
  const cut = await tx.first(
    sql<{ at: Date | null; id: string }>`
      select ${at} as at, ${id} as id from (${lookedAt(segment, read.after)}) w
      offset ${sql.lit(LOOK_MAX - 1)}`,
  );
  return { rows, until: cut ? { at: cut.at?.getTime() ?? null, id: cut.id } : null };
}

export type Counted = { found: number; isMore: boolean };

/** How many rows of a segment there are among those that are looked at. */
export async function countSegment(
  tx: Tx,
  segment: Segment,
  read: Pick<Read, 'actor' | 'narrowing'>,
): Promise<Counted> {
  const row = await tx.one(
    sql<{ found: number; seen: number }>`
      select count(*) as seen, count(*) filter (
        where ${allOf([...isFirst(segment), narrowed(read.actor, read.narrowing)])}) as found
      from ${looked(segment, null)}`,
  );
  return { found: row.found, isMore: row.seen >= LOOK_MAX };
}
