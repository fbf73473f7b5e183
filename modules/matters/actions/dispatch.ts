/** The dispatch board: a desk's page with a suggestion for each row, and each organisation's load. */
import { type Page, pageSize } from '../../../kernel/paging.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { BoardMatter, DispatchQuery, OrgLoad } from '../contract/dispatch.ts';
import { planQueue } from '../rules/queues.ts';
import { suggestRoute } from '../rules/suggestion.ts';
import { listExtras, type PageRef, type RowExtra } from '../store/desk.ts';
import type { Listed } from '../store/listed.ts';
import { listLoads } from '../store/tally.ts';
import { makeKeyCursor, readKey, readPage, workerOf } from './queues.ts';
import { summaryOf, wordingOf } from './summaries.ts';
import { countiesOf, type MattersWorld } from './world.ts';

type Ctx = Pick<RequestContext, 'actor' | 'mayLag' | 'now'>;
const SOON_MS = 24 * 3_600_000;

/** Refuses CURSOR_INVALID, PAGE_SIZE_INVALID and LIST_TOO_WIDE. */
export async function listDispatch(
  world: MattersWorld,
  ctx: Ctx,
  query: DispatchQuery,
): Promise<Page<BoardMatter>> {
  const actor = workerOf(ctx);
  const { desk, after: cursor, limit, ...filters } = query;
  const plan = planQueue(actor, { queue: desk, filters, now: ctx.now });
  const name = `dispatch.${desk}`;
  const after = cursor === undefined ? null : readKey(name, cursor);
  const asked = { after, size: pageSize(limit), mayLag: ctx.mayLag };
  const { rows, next } = await readPage(world, actor, plan, asked);
  const words = await wordingOf(world, ctx.now, rows);
  const extras = await extrasOf(world, rows);
  const items: BoardMatter[] = [];
  for (const row of rows) {
    const extra = extras.get(row.id);
    if (!extra) continue;
    const { why } = await suggestionFor(world, row, extra, ctx.now);
    items.push({
      ...summaryOf(row, words, ctx.now, plan.order),
      county: row.county,
      version: extra.version,
      point: pointOf(extra),
      suggestion: why,
      suggestedOrg: words.orgOf(why.org),
      returns: row.facts.objectionCount,
      isDesignated: row.facts.isDesignated,
    });
  }
  return { items, next: next && makeKeyCursor(name, next) };
}

/** The rules of a county are held in memory: this reads nothing for each row. */
async function suggestionFor(world: MattersWorld, row: Listed, extra: RowExtra, now: number) {
  const { category, region, grid } = row;
  const matter = { category, region, grid, subjectOrg: extra.subjectOrg };
  return suggestRoute(await world.rules(row.county, now), world.orgs, matter, now);
}

function pointOf({ lon, lat }: RowExtra) {
  return lon === null || lat === null ? null : { lon, lat };
}

/** A page's matters by county: each is read once. */
export function refsOf(rows: readonly Listed[]): PageRef[] {
  return [...Map.groupBy(rows, (row) => row.county)].map(([county, own]) => ({
    county,
    ids: own.map((row) => row.id),
  }));
}

export async function extrasOf(
  world: Pick<MattersWorld, 'db'>,
  rows: readonly Listed[],
): Promise<Map<string, RowExtra>> {
  const refs = refsOf(rows);
  if (refs.length === 0) return new Map();
  const found = await world.db.scoped({ counties: refs.map((ref) => ref.county) }, (tx) =>
    Promise.all(refs.map((ref) => listExtras(tx, ref))),
  );
  return new Map(found.flat().map((extra) => [extra.id, extra]));
}

/** Every active organisation of a county with its open work. Refuses NOT_FOUND elsewhere. */
export async function listOrgLoads(
  world: MattersWorld,
  ctx: Ctx,
  county: string,
): Promise<{ items: OrgLoad[] }> {
  if (!countiesOf(ctx.actor).includes(county)) refuse('NOT_FOUND');
  const asked = { county, now: ctx.now, soon: ctx.now + SOON_MS };
  const loads = await world.db.scoped({ counties: [county] }, (tx) => listLoads(tx, asked));
  const byOrg = new Map(loads.map((load) => [load.org, load]));
  const items = world.orgs
    .all()
    .filter((org) => org.isActive && world.orgs.countyOf(org.id) === county)
    .map((org) => ({
      org: { id: org.id, zh: org.nameZh, en: org.nameEn },
      kind: org.kind,
      level: org.level,
      region: org.region,
      parentId: org.parentId,
      open: byOrg.get(org.id)?.open ?? 0,
      overdue: byOrg.get(org.id)?.overdue ?? 0,
      dueSoon: byOrg.get(org.id)?.dueSoon ?? 0,
    }));
  return {
    items: items.sort((a, b) =>
      a.region < b.region ? -1 : a.region > b.region ? 1 : a.org.id < b.org.id ? -1 : 1,
    ),
  };
}
