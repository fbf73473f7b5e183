/** Organisations side by side for a place and period, and the very matters behind each figure. */
import { makeCursor, pageSize, readCursor } from '../../../kernel/paging.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import {
  type BehindQuery,
  type CompareQuery,
  type TallyPart,
  tallyParts,
} from '../contract/comparison.ts';
import {
  leastCount,
  type OrgMeasure,
  type OrgSums,
  orgMeasureSpecs,
  orgRates,
} from '../rules/comparison.ts';
import { readListed } from '../store/listed.ts';
import { inSight } from '../store/scope.ts';
import { type Behind, listBehind, sumTallies, type TallyPeriod } from '../store/tally.ts';
import { townsAsked } from './figures.ts';
import { workerOf } from './queues.ts';
import { wordingOf } from './summaries.ts';
import type { MattersWorld } from './world.ts';

type Ctx = Pick<RequestContext, 'actor' | 'mayLag' | 'now'>;

/** Refuses NOT_FOUND outside the actor's places and PERIOD_TOO_LONG beyond three years. */
export async function compareOrgs(world: MattersWorld, ctx: Ctx, query: CompareQuery) {
  const period = periodOf(ctx, query);
  const scope = { counties: [query.county] };
  const sums = await world.db.snapshot(scope, (tx) => sumTallies(tx, period), ctx);
  const items = [...Map.groupBy(sums, (sum) => sum.org)].map(([id, own]) => {
    const org = world.orgs.find(id);
    const of: OrgSums = Object.fromEntries(own.map(({ measure, n }) => [measure, n]));
    return {
      org: { id, zh: org?.nameZh ?? '', en: org?.nameEn ?? null },
      level: org?.level ?? '',
      rates: orgRates(of),
      parts: partsOf(of),
    };
  });
  const { from, to } = query;
  return { from, to, least: leastCount, measures: measuresShown(), items: items.sort(byOrg) };
}

/** By the tree's own order, which says nothing of better or worse. */
const byOrg = (a: { org: { id: string } }, b: { org: { id: string } }) =>
  a.org.id < b.org.id ? -1 : 1;

function partsOf(sums: OrgSums): Record<TallyPart, number> {
  const parts = tallyParts.map((part) => [part, sums[part] ?? 0] as const);
  // Every part stands in the list above.
  return Object.fromEntries(parts) as Record<TallyPart, number>;
}

function measuresShown() {
  const names = Object.keys(orgMeasureSpecs) as OrgMeasure[];
  return names.map((name) => {
    const { numerator, denominator, ...spec } = orgMeasureSpecs[name];
    return { name, ...spec, numerator: [...numerator], denominator: [...denominator] };
  });
}

function periodOf(ctx: Ctx, query: CompareQuery): TallyPeriod {
  const { county, from, to } = query;
  return { county, from, to, towns: townsAsked(ctx.actor, query) };
}

/** Refuses as `compareOrgs` does, and CURSOR_INVALID, PAGE_SIZE_INVALID. */
export async function listBehindFigure(
  world: MattersWorld,
  ctx: Ctx,
  { org, ...query }: BehindQuery & { org: string },
) {
  const actor = workerOf(ctx);
  const period = periodOf(ctx, query);
  const size = pageSize(query.limit);
  const name = `figure.${query.part}`;
  const after = query.after === undefined ? null : readId(name, query.after);
  const { county, part: measure } = query;
  const read = async (tx: Tx) => {
    const all = await listBehind(tx, { period, org, measure, after, limit: size + 1 });
    const ids = all.slice(0, size).map((one) => one.id);
    return { behind: all, found: await readListed(tx, { county, ids }, inSight(actor)) };
  };
  const { behind, found } = await world.db.snapshot({ counties: [county] }, read, ctx);
  const page = behind.slice(0, size);
  const rows = new Map(found.map((row) => [row.id, row]));
  const words = await wordingOf(world, ctx.now, found);
  const items = page.flatMap((one) => {
    const row = rows.get(one.id);
    return row ? [behindItem(one, row, words)] : [];
  });
  const last = page.at(-1);
  const next = behind.length > size && last ? makeCursor(name, [last.id]) : null;
  return { items, hidden: page.length - items.length, next };
}

type Found = Awaited<ReturnType<typeof readListed>>[number];

function behindItem({ day, n }: Behind, row: Found, words: Awaited<ReturnType<typeof wordingOf>>) {
  return {
    number: row.number,
    title: row.title,
    category: words.categoryOf(row),
    stage: words.stageOf(row),
    region: row.region,
    receivedAt: new Date(row.receivedAt).toISOString(),
    closedAt: row.closedAt === null ? null : new Date(row.closedAt).toISOString(),
    day,
    n,
  };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function readId(name: string, cursor: string): string {
  const [id] = readCursor(name, ['text'], cursor);
  if (typeof id === 'string' && UUID.test(id)) return id;
  return refuse('CURSOR_INVALID', { fields: [{ path: 'query.after', code: 'CURSOR_INVALID' }] });
}
