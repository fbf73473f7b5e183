/** The supervision desk: its lists page by page, with clocks and supervisions, and their counts. */
import { type Page, pageSize } from '../../../kernel/paging.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import {
  type DeskCountsQuery,
  type DeskList,
  type DeskMatter,
  type DeskQuery,
  deskLists,
} from '../contract/desk.ts';
import { planDesk } from '../rules/desk.ts';
import type { Worker } from '../rules/queues.ts';
import { listRungs, listSupervisions, type RungRow, type SupervisionOf } from '../store/desk.ts';
import type { Listed } from '../store/listed.ts';
import { extrasOf, refsOf } from './dispatch.ts';
import { countPlan, makeKeyCursor, readKey, readPage, workerOf } from './queues.ts';
import { summaryOf, type Wording, wordingOf } from './summaries.ts';
import type { MattersWorld } from './world.ts';

type Ctx = Pick<RequestContext, 'actor' | 'mayLag' | 'now'>;

/** Refuses CURSOR_INVALID, PAGE_SIZE_INVALID and LIST_TOO_WIDE. */
export async function listSupervision(
  world: MattersWorld,
  ctx: Ctx,
  query: DeskQuery,
): Promise<Page<DeskMatter>> {
  const actor = workerOf(ctx);
  const { list, after: cursor, limit, ...filters } = query;
  const plan = planDesk(actor, { list, filters, now: ctx.now });
  const name = `supervision.${list}`;
  const after = cursor === undefined ? null : readKey(name, cursor);
  const asked = { after, size: pageSize(limit), mayLag: ctx.mayLag };
  const { rows, next } = await readPage(world, actor, plan, asked);
  const words = await wordingOf(world, ctx.now, rows);
  const [extras, hung] = await Promise.all([extrasOf(world, rows), hungOn(world, rows)]);
  const items = rows.map((row) => {
    const summary = summaryOf({ ...row, own: null }, words, ctx.now, plan.order);
    return {
      ...summary,
      county: row.county,
      version: extras.get(row.id)?.version ?? 1,
      returns: row.facts.objectionCount,
      isDesignated: row.facts.isDesignated,
      clocks: (hung.rungs.get(row.id) ?? []).map((clock) => clockOf(row, clock, words)),
      supervisions: (hung.supervisions.get(row.id) ?? []).map((one) =>
        supervisionOf(one, { actor, now: ctx.now, words }),
      ),
    };
  });
  return { items, next: next && makeKeyCursor(name, next) };
}

type Hung = { rungs: Map<string, RungRow[]>; supervisions: Map<string, SupervisionOf[]> };

/** Clocks and supervisions of a page's matters: two reads for each county. */
async function hungOn(world: MattersWorld, rows: readonly Listed[]): Promise<Hung> {
  const refs = refsOf(rows);
  if (refs.length === 0) return { rungs: new Map(), supervisions: new Map() };
  const found = await world.db.scoped({ counties: refs.map((ref) => ref.county) }, (tx) =>
    Promise.all(
      refs.map((ref) => Promise.all([listRungs(tx, ref), listSupervisions(tx, ref)] as const)),
    ),
  );
  return {
    rungs: Map.groupBy(
      found.flatMap(([rungs]) => rungs),
      (clock) => clock.matterId,
    ),
    supervisions: Map.groupBy(
      found.flatMap(([, supervisions]) => supervisions),
      (one) => one.matterId,
    ),
  };
}

const iso = (at: number) => new Date(at).toISOString();

export function clockOf(row: Listed, clock: RungRow, words: Wording) {
  const { zh, en } = words.clockOf(row, clock.name);
  const { name, rung, dueAt, org } = clock;
  return { name, zh, en, rung, dueAt: iso(dueAt), org: words.orgOf(org) };
}

function supervisionOf(
  { one }: SupervisionOf,
  reader: { actor: Worker; now: number; words: Wording },
) {
  const { detail, replyDueAt } = one;
  const { orgOf } = reader.words;
  const answeredAt = detail.repliedAt ?? (one.state === 'issued' ? reader.now : null);
  return {
    id: one.id,
    kind: one.kind,
    state: one.state,
    issuer: orgOf(one.issuerOrg),
    target: orgOf(one.targetOrg),
    reason: detail.reason,
    reply: detail.reply,
    result: detail.result,
    issuedAt: iso(one.issuedAt),
    repliedAt: detail.repliedAt === null ? null : iso(detail.repliedAt),
    replyDueAt: replyDueAt === null ? null : iso(replyDueAt),
    isLate: replyDueAt !== null && answeredAt !== null && answeredAt > replyDueAt,
    isPublic: one.isPublic,
    isWithdrawn: detail.isWithdrawn ?? false,
    isOwn: one.issuerOrg === reader.actor.org,
  };
}

export type DeskCount = { list: DeskList; count: number; isMore: boolean };
const countiesMax = 24;

/** How much stands in each list, up to 1,000 each. Refuses LIST_TOO_WIDE beyond 24 counties. */
export async function countSupervision(
  world: MattersWorld,
  ctx: Ctx,
  filters: DeskCountsQuery,
): Promise<{ items: DeskCount[] }> {
  const actor = workerOf(ctx);
  const counties = actor.counties.filter((one) => (filters.county ?? one) === one);
  if (counties.length > countiesMax) refuse('LIST_TOO_WIDE', { values: { max: countiesMax } });
  if (counties.length === 0) {
    return { items: deskLists.map((list) => ({ list, count: 0, isMore: false })) };
  }
  const counted = (tx: Tx) =>
    Promise.all(
      deskLists.map(async (list) => ({
        list,
        ...(await countPlan(tx, actor, planDesk(actor, { list, filters, now: ctx.now }))),
      })),
    );
  return { items: await world.db.snapshot({ counties }, counted, ctx) };
}
