/** Figures of a place and period, ratings' words gathered, and what is listed in public. */

import type { z } from 'zod';
import { type Actor, covers } from '../../../kernel/actor.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { dateAt } from '../../../kernel/zone.ts';
import { unseal } from '../../../platform/crypto/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { FiguresQuery } from '../contract/figures.ts';
import { WAITING } from '../rules/attachments.ts';
import { findCategory, lineage } from '../rules/category.ts';
import { drawn } from '../rules/effects/handling.ts';
import { figureLine } from '../rules/figures.ts';
import { wholeFacts } from '../rules/kept.ts';
import { periodBefore, yearBefore } from '../rules/periods.ts';
import { publicTitle, whyNotPublic } from '../rules/publicity.ts';
import { boardOf } from '../rules/settings.ts';
import type { Rules } from '../rules/view.ts';
import { type FigureSum, sumFigures } from '../store/figures.ts';
import { findDataKey } from '../store/parties.ts';
import { listListed, listRatings } from '../store/publicity.ts';
import { entryContext } from './save.ts';
import { countiesOf, type MattersWorld } from './world.ts';

const DAY_MS = 86_400_000;
const DAYS_MAX = 3 * 366;

type Query = z.output<typeof FiguresQuery>;

/** Refuses NOT_FOUND outside the actor's places and PERIOD_TOO_LONG beyond three years. */
export async function getFigures(world: MattersWorld, ctx: RequestContext, query: Query) {
  const { from, to, by = 'total' } = query;
  const held = query.compare ? [periodBefore(query), yearBefore(query)] : [];
  const ofPeriods = [{ from, to }, ...held];
  const isDaily = by === 'day';
  // Clocks of two machines may differ at midnight; of later days nothing is looked for.
  const last = dateAt(ctx.now + DAY_MS, world.zone);
  const periods = [...ofPeriods, ...(isDaily ? [] : ofPeriods.map((one) => upTo(one.to)))].map(
    (one) => ({ ...one, to: one.to < last ? one.to : last }),
  );
  const areas = areasAsked(ctx.actor, query);
  const counties = areas.flatMap((area) => area.counties);
  const rows = await world.db.snapshot(
    { counties },
    async (tx) => {
      const sums = areas.map((area) => sumFigures(tx, { ...area, periods, by }));
      return (await Promise.all(sums)).flat();
    },
    ctx,
  );
  const [asked, pop, yoy] = ofPeriods.map(({ from: first, to: last }, at) => ({
    from: first,
    to: last,
    items: linesOf(rows, { flow: at, open: ofPeriods.length + at }),
  }));
  return { ...(asked ?? { from, to, items: [] }), ...(pop && yoy && { pop, yoy }) };
}

const upTo = (to: string) => ({ from: null, to });

/** Lines of a period from its rows, and what is open from those of all time up to its end. */
function linesOf(rows: readonly FigureSum[], of: { flow: number; open: number }) {
  const meant = rows.filter(
    ({ period, measure }) => period === of.flow || (period === of.open && measure === 'stock'),
  );
  const items = [...Map.groupBy(meant, ({ key }) => key || 'total')].map(([key, same]) => {
    const open = same.filter(({ period }) => period === of.open);
    return figureLine(
      key,
      same.filter(({ period }) => period === of.flow),
      figureLine(key, open).stock,
    );
  });
  return items.sort((a, b) => (a.key < b.key ? -1 : 1));
}

type Asked = { county: string; from: string; to: string; town?: string | undefined };
type Area = { counties: string[]; towns: string[] };

/** Whole counties together, apart from them towns of those that are not wholly one's own. */
function areasAsked(actor: Actor, { county, ...query }: Query): Area[] {
  if (county !== undefined) {
    return [{ counties: [county], towns: townsAsked(actor, { ...query, county }) }];
  }
  const each = countiesOf(actor).filter((one) => one !== WAITING);
  if (each.length === 0) refuse('NOT_FOUND');
  const asked = each.map((one) => ({ one, towns: townsAsked(actor, { ...query, county: one }) }));
  const areas = [...Map.groupBy(asked, ({ towns }) => towns.join())].map(([, same]) => ({
    counties: same.map(({ one }) => one),
    towns: same[0]?.towns ?? [],
  }));
  return areas;
}

/**
 * The towns of a figure within the actor's places; none: the whole county. Refuses NOT_FOUND
 * outside them and PERIOD_TOO_LONG beyond three years.
 */
export function townsAsked(actor: Actor, query: Asked): string[] {
  if (!countiesOf(actor).includes(query.county)) refuse('NOT_FOUND');
  const days = (Date.parse(query.to) - Date.parse(query.from)) / DAY_MS;
  if (!(days >= 0 && days <= DAYS_MAX)) refuse('PERIOD_TOO_LONG');
  const regions = actor.kind === 'staff' || actor.kind === 'machine' ? actor.regions : [];
  if (query.town && !covers(regions, query.town)) refuse('NOT_FOUND');
  if (query.town) return [query.town];
  return covers(regions, query.county) ? [] : regions.map((code) => code.slice(0, 9));
}

/**
 * What raters wrote about an organisation's work: only when enough have, only after some days, in
 * an order that tells nothing, so that no words can be traced to their writer.
 */
export async function listRatingWords(
  world: MattersWorld,
  ctx: RequestContext,
  of: { org: string; county: string },
) {
  const { actor } = ctx;
  const isOwn = actor.kind === 'staff' && world.orgs.isBelow(of.org, actor.org);
  const isBelow = actor.kind === 'staff' && world.orgs.isBelow(actor.org, of.org);
  if (!countiesOf(actor).includes(of.county) || !(isOwn || isBelow)) refuse('NOT_FOUND');
  const { ratingWords } = (await world.rules(of.county, ctx.now)).settings;
  const until = ctx.now - ratingWords.afterDays * DAY_MS;
  return world.db.scoped({ counties: [of.county] }, async (tx) => {
    const ratings = await listRatings(tx, { ...of, until });
    const missing = Math.max(0, ratingWords.atLeast - ratings.length);
    if (missing > 0) return { items: [], missing };
    const items = [];
    for (const rating of ratings.sort((a, b) => drawn(a.id) - drawn(b.id))) {
      const key = await findDataKey(tx, world.keyring, { ...of, matterId: rating.matterId });
      if (!key || !rating.sealed) continue;
      const context = entryContext(rating.matterId, rating.id);
      const hidden = JSON.parse(unseal(key.key, rating.sealed, context).toString('utf8'));
      items.push({
        score: rating.score,
        words: String((hidden as { words?: string }).words ?? ''),
      });
    }
    return { items: items.filter((item) => item.words !== ''), missing: 0 };
  });
}

/**
 * Listed supervisions of a county that are public: organisations and reasons, no persons. That a
 * supervisor lists a matter opens none that the public may not see at all.
 */
export async function listPublicListed(world: MattersWorld, ctx: { now: number }, county: string) {
  const rows = await world.db.scoped({ counties: [county] }, (tx) => listListed(tx, county));
  if (rows.length === 0) return { items: [] };
  const rules = await world.rules(county, ctx.now);
  const places = await world.places();
  const shown = rows.filter((row) => mayBeListed(rules, row));
  return {
    items: shown.map((row) => listing(world, rules, places.nameOf(row.region, ctx.now), row)),
  };
}

type ListedRow = Awaited<ReturnType<typeof listListed>>[number];

/** Whether the board is on, and whether the desk has looked, the supervisor has decided. */
function mayBeListed(rules: Rules, row: ListedRow): boolean {
  const matter = {
    isPrivate: row.is_private,
    isOpen: row.is_open,
    stage: row.stage,
    outcome: row.outcome,
    subjectOrg: row.subject_org,
    subjectPost: wholeFacts(row.facts).subjectPost,
    movedToCounty: row.moved_to_county,
    mergedInto: row.merged_into,
  };
  const why = whyNotPublic(matter, {
    category: findCategory(rules.categories, row.category),
    lineage: lineage(rules.categories, row.category),
    board: { ...boardOf(rules.settings), isShown: true, isAfterTriage: false },
    initial: null,
  });
  return why === null;
}

function listing(world: MattersWorld, rules: Rules, regionName: string, row: ListedRow) {
  const stage = rules.processVersion(row.kind, row.process_version)?.stages[row.stage];
  const category = findCategory(rules.categories, row.category);
  return {
    number: row.number,
    title: publicTitle(row.title, { category, board: boardOf(rules.settings) }),
    category: category && { code: category.code, zh: category.zh, en: category.en },
    regionName,
    issuer: namedOrg(world, row.issuer_org),
    target: namedOrg(world, row.target_org),
    reason: (row.detail as { reason: string }).reason,
    issuedAt: row.issued_at.toISOString(),
    replyDueAt: row.reply_due_at?.toISOString() ?? null,
    state: row.state,
    stage: { code: row.stage, zh: stage?.zh ?? row.stage, en: stage?.en ?? row.stage },
    isOpen: row.is_open,
    closedAt: row.closed_at?.toISOString() ?? null,
  };
}

function namedOrg({ orgs }: MattersWorld, id: string) {
  const org = orgs.find(id);
  return { id, zh: org?.nameZh ?? '', en: org?.nameEn ?? null };
}
