/**
 * A page of a queue: its streams are read side by side in one snapshot and merged by their key.
 * What lies beyond the point to which every stream was looked at waits for the next page.
 */
import { makeCursor, type Page, pageSize, readCursor } from '../../../kernel/paging.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Reader, Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { type ListQuery, type MatterSummary, type Queue, queues } from '../contract/lists.ts';
import { isWorkOf } from '../rules/queue-work.ts';
import {
  type Filters,
  isAllowedByFacts,
  type Order,
  planQueue,
  type QueuePlan,
  type Worker,
} from '../rules/queues.ts';
import type { Key, Listed } from '../store/listed.ts';
import { countSegment, readSegment, type Segment, type StreamPage } from '../store/queues.ts';
import { summaryOf, wordingOf } from './summaries.ts';
import type { MattersWorld } from './world.ts';

type Ctx = Pick<RequestContext, 'actor' | 'mayLag' | 'now'>;

/** Staff and machines have queues. Refuses FORBIDDEN to all others. */
export function workerOf(ctx: Ctx): Worker {
  const { actor } = ctx;
  return actor.kind === 'staff' || actor.kind === 'machine' ? actor : refuse('FORBIDDEN');
}

/** Whoever scrolls through thousands of rows asks for more of them at once. */
const listedMax = 500;

/** Refuses CURSOR_INVALID, PAGE_SIZE_INVALID and LIST_TOO_WIDE. */
export async function listQueue(
  world: MattersWorld,
  ctx: Ctx,
  query: ListQuery,
): Promise<Page<MatterSummary>> {
  const actor = workerOf(ctx);
  const { queue, hours } = query;
  const plan = planQueue(actor, { queue, hours, now: ctx.now, filters: filtersOf(query) });
  const size = pageSize(query.limit, listedMax);
  const name = `matters.${queue}`;
  const after = query.after === undefined ? null : readKey(name, query.after);
  const { rows, next } = await readPage(world, actor, plan, { after, size, mayLag: ctx.mayLag });
  const words = await wordingOf(world, ctx.now, rows);
  return {
    items: rows.map((row) => summaryOf(row, words, ctx.now, plan.order)),
    next: next && makeKeyCursor(name, next),
  };
}

export function filtersOf(query: Omit<ListQuery, 'queue' | 'hours'>): Filters {
  const { from, to, after: _after, limit: _limit, ...same } = query;
  return {
    ...same,
    ...(from !== undefined && { receivedFrom: Date.parse(from) }),
    ...(to !== undefined && { receivedTo: Date.parse(to) }),
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function makeKeyCursor(name: string, key: Key): string {
  return makeCursor(name, [key.at === null ? null : new Date(key.at).toISOString(), key.id]);
}

export function readKey(name: string, cursor: string): Key {
  const [at, id] = readCursor(name, ['time?', 'text'], cursor);
  if (typeof id !== 'string' || !UUID.test(id)) {
    return refuse('CURSOR_INVALID', { fields: [{ path: 'query.after', code: 'CURSOR_INVALID' }] });
  }
  return { at: typeof at === 'string' ? Date.parse(at) : null, id };
}

type PageAsked = { after: Key | null; size: number } & Reader;
export type KeyPage = { rows: Listed[]; next: Key | null };

/** A page of rows and the key to go on from; null at the end. */
export async function readPage(
  world: Pick<MattersWorld, 'db'>,
  actor: Worker,
  plan: QueuePlan,
  asked: PageAsked,
): Promise<KeyPage> {
  const counties = [...new Set(plan.streams.map((stream) => stream.county))];
  if (counties.length === 0) return { rows: [], next: null };
  return world.db.snapshot(
    { counties },
    async (tx) => {
      const { rows, next } = await mergedPage(tx, actor, plan, asked);
      const shown = rows.filter((row) => isAllowedByFacts(actor, plan.narrowing, row.facts));
      return { rows: shown, next };
    },
    asked,
  );
}

async function mergedPage(
  tx: Tx,
  actor: Worker,
  plan: QueuePlan,
  { after, size }: PageAsked,
): Promise<KeyPage> {
  const read = { actor, narrowing: plan.narrowing, after, limit: size + 1 };
  const readAll = (segments: Segment[]) =>
    Promise.all(segments.map((segment) => readSegment(tx, segment, read)));
  const isBehindDues = after !== null && after.at === null;
  const dated = isBehindDues ? [] : await readAll(segmentsOf(plan, 'dated'));
  const page = merge(plan.order, dated, size);
  // What has no due time comes last: it is read only when the page reaches it.
  const undated = segmentsOf(plan, 'undated');
  if (page.next !== null || undated.length === 0) return page;
  return merge(plan.order, [...dated, ...(await readAll(undated))], size);
}

/** The streams as ranges of their indexes: null due times are a range of their own. */
function segmentsOf(plan: QueuePlan, part: 'dated' | 'undated'): Segment[] {
  const { order, due } = plan;
  if (part === 'undated' && (order !== 'due' || due !== null)) return [];
  return plan.streams.map((stream) => ({ ...stream, order, due, hasDue: part === 'dated' }));
}

/** The rows up to where every stream was looked at, in order, at most `size` of them. */
export function merge(order: Order, pages: readonly StreamPage[], size: number): KeyPage {
  const compare = comparing(order);
  const cuts = pages.flatMap((page) => (page.until ? [page.until] : []));
  const horizon = cuts.sort(compare)[0] ?? null;
  const rows = pages
    .flatMap((page) => page.rows)
    .filter((row) => horizon === null || compare(row.key, horizon) <= 0)
    .sort((a, b) => compare(a.key, b.key));
  if (rows.length <= size) return { rows, next: horizon };
  const shown = rows.slice(0, size);
  return { rows: shown, next: shown.at(-1)?.key ?? null };
}

function comparing(order: Order): (a: Key, b: Key) => number {
  const sign = order === 'newest' || order === 'issued' ? -1 : 1;
  return (a, b) => {
    if (a.at !== b.at) {
      if (a.at === null) return 1;
      if (b.at === null) return -1;
      return (a.at - b.at) * sign;
    }
    if (a.id === b.id) return 0;
    return a.id < b.id ? -sign : sign;
  };
}

/** Without end, or nothing that waits: their numbers stand in the figures. */
const uncounted: ReadonlySet<Queue> = new Set(['recent', 'closed']);
const countMax = 1000;
/** Twelve queues of two ranges in each county: more than these are read from the figures. */
const countiesMax = 24;

export type QueueCount = { queue: Queue; count: number; isMore: boolean; isWork: boolean };

/** How much waits in each queue, up to 1,000 each. Refuses LIST_TOO_WIDE beyond 24 counties. */
export async function countQueues(world: MattersWorld, ctx: Ctx): Promise<{ items: QueueCount[] }> {
  const actor = workerOf(ctx);
  const { counties } = actor;
  if (counties.length > countiesMax) refuse('LIST_TOO_WIDE', { values: { max: countiesMax } });
  const counted = queues.filter((queue) => !uncounted.has(queue));
  const [items, processes] = await Promise.all([
    world.db.snapshot(
      { counties },
      (tx) => Promise.all(counted.map((queue) => countQueue(tx, actor, queue, ctx.now))),
      ctx,
    ),
    processesOf(world, counties, ctx.now),
  ]);
  return {
    items: items.map((one) => ({ ...one, isWork: isWorkOf(actor, one.queue, processes) })),
  };
}

/** The processes of all kinds that the categories of these counties open; none without rules. */
async function processesOf(world: MattersWorld, counties: readonly string[], now: number) {
  const rules = await Promise.all(
    counties.map((county) => world.rules(county, now).catch(() => null)),
  );
  return rules.flatMap((one) => {
    const kinds = new Set(one?.categories.categories.map(({ kind }) => kind));
    return [...kinds].flatMap((kind) => one?.process(kind)?.definition ?? []);
  });
}

async function countQueue(tx: Tx, actor: Worker, queue: Queue, now: number) {
  const plan = planQueue(actor, { queue, filters: {}, now });
  return { queue, ...(await countPlan(tx, actor, plan)) };
}

/** How many rows the streams of a plan hold, up to 1,000. */
export async function countPlan(
  tx: Tx,
  actor: Worker,
  plan: QueuePlan,
): Promise<{ count: number; isMore: boolean }> {
  const segments = [...segmentsOf(plan, 'dated'), ...segmentsOf(plan, 'undated')];
  const count = plan.narrowing.isNotSubject ? countByFacts : countSegment;
  const parts = await Promise.all(
    segments.map((segment) => count(tx, segment, { actor, narrowing: plan.narrowing })),
  );
  const found = parts.reduce((sum, part) => sum + part.found, 0);
  const isMore = found > countMax || parts.some((part) => part.isMore);
  return { count: Math.min(found, countMax), isMore };
}

/** Queues that the facts narrow are counted by their rows: few are long. */
async function countByFacts(
  tx: Tx,
  segment: Segment,
  read: { actor: Worker; narrowing: QueuePlan['narrowing'] },
) {
  const { rows, until } = await readSegment(tx, segment, {
    ...read,
    after: null,
    limit: countMax + 1,
  });
  const allowed = rows.filter((row) => isAllowedByFacts(read.actor, read.narrowing, row.facts));
  return { found: allowed.length, isMore: until !== null };
}
