/**
 * Rules tried without a matter, by the very functions that acts use. Nothing is written, and a
 * draft passes the checks of a publication first.
 */
import { type Calendar, checkCalendar } from '../../../kernel/calendar.ts';
import { isEmptyRule } from '../../../kernel/counting.ts';
import { isOfficeTime } from '../../../kernel/opening.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { dueAt } from '../../../kernel/working-time.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { ClockQuestion, ClockTrial, RouteQuestion, RouteTrial } from '../contract/trials.ts';
import { countRunningVersions } from '../reports/running.ts';
import { type CategoryTree, findCategory, guessCategory } from '../rules/category.ts';
import { checkRoutingBody } from '../rules/documents.ts';
import { namedOrg } from '../rules/names.ts';
import { findRoute, judgeRules, type RoutingTable } from '../rules/routing.ts';
import type { Rules } from '../rules/view.ts';
import { countiesOf, type MattersWorld } from './world.ts';

type Ctx = Pick<RequestContext, 'actor' | 'now'>;

/** Rules that came nowhere near say little; a table may have thousands. */
const SHOWN_MAX = 200;

/** Refuses PLACE_UNKNOWN, REGION_UNKNOWN, CATEGORY_UNKNOWN, NOT_FOUND, RULEBOOK_FAULTY. */
export async function tryRoute(
  world: MattersWorld,
  ctx: Ctx,
  asked: RouteQuestion,
): Promise<RouteTrial> {
  const at = asked.at === undefined ? ctx.now : Date.parse(asked.at);
  const places = await world.places();
  const found = asked.point
    ? places.ofPoint(asked.point, at)
    : places.ofRegion(asked.region ?? '', at);
  if (!found) return refuse('PLACE_UNKNOWN');
  refuseOutside(ctx, found.county);
  const rules = await world.rules(found.county, at);
  const category = categoryOf(rules.categories, asked);
  const place = { category: category?.code ?? null, region: found.region, grid: found.grid };
  const { table, version } = tableOf(rules, asked.draft);
  const office = isOfficeTime(rules.calendar, at);
  const routing = { table, version: version ?? 0 };
  const route = findRoute(routing, rules.categories, place, office, world.orgs);
  const judged = judgeRules(table, rules.categories, place, office, world.orgs);
  const nameOf = (org: string | null) => (org === null ? null : namedOrg(world.orgs, org));
  return {
    place: {
      county: found.county,
      region: found.region,
      grid: found.grid,
      name: places.nameOf(found.grid ?? found.region, at),
    },
    category,
    at: new Date(at).toISOString(),
    isOfficeTime: office,
    version,
    org: nameOf(route.org),
    post: route.post,
    why: { zh: route.why.zh, en: route.why.en },
    ruleCount: judged.length,
    rules: judged.slice(0, SHOWN_MAX).map(({ rule, verdict, org }) => ({
      id: rule.id,
      zh: rule.zh,
      en: rule.en,
      verdict,
      category: rule.category ?? null,
      region: rule.region ?? null,
      hours: rule.hours ?? null,
      org: nameOf(org?.id ?? null),
    })),
  };
}

export function refuseOutside(ctx: Ctx, county: string): void {
  if (ctx.actor.kind !== 'system' && !countiesOf(ctx.actor).includes(county)) refuse('NOT_FOUND');
}

function categoryOf(tree: CategoryTree, asked: RouteQuestion): RouteTrial['category'] {
  if (asked.category !== undefined) {
    const named = findCategory(tree, asked.category) ?? refuse('CATEGORY_UNKNOWN');
    return { code: named.code, zh: named.zh, en: named.en, hits: [] };
  }
  const guessed = asked.text === undefined ? null : guessCategory(tree, asked.text);
  const category = guessed && findCategory(tree, guessed.code);
  if (!guessed || !category) return null;
  return { code: category.code, zh: category.zh, en: category.en, hits: guessed.hits };
}

function tableOf(rules: Rules, draft: unknown): { table: RoutingTable; version: number | null } {
  if (draft === undefined) return rules.routing;
  refuseFaults(checkRoutingBody(draft, rules.categories));
  // The check above has let it through.
  return { table: draft as RoutingTable, version: null };
}

export function refuseFaults(faults: readonly string[]): void {
  if (faults.length === 0) return;
  const fields = faults.slice(0, 100).map((fault) => {
    const [place = '', ...what] = fault.split(': ');
    return { path: `body.draft.${place}`, code: 'RULEBOOK_FAULTY', detail: what.join(': ') };
  });
  refuse('RULEBOOK_FAULTY', { fields, values: { count: faults.length } });
}

/** Refuses NOT_FOUND, RULEBOOK_FAULTY, CLOCK_TOO_LONG, CLOCK_RULE_EMPTY. */
export async function tryClock(
  world: MattersWorld,
  ctx: Ctx,
  asked: ClockQuestion,
): Promise<ClockTrial> {
  refuseOutside(ctx, asked.county);
  const start = Date.parse(asked.start);
  const calendar = await calendarOf(world, asked, start);
  const { amount, unit, counting } = asked;
  const isWhole = Number.isInteger(amount) || !['workingDays', 'calendarDays'].includes(unit);
  if (!isWhole) {
    refuse('INPUT_INVALID', { fields: [{ path: 'body.amount', code: 'whole' }] });
  }
  if (isEmptyRule(unit, counting)) {
    refuse('CLOCK_RULE_EMPTY', { fields: [{ path: 'body.counting.dueMoment', code: 'empty' }] });
  }
  const due = dueAt({ start, amount, unit, calendar, counting });
  return {
    startedAt: new Date(start).toISOString(),
    countsFrom: new Date(due.startsAt).toISOString(),
    dueAt: new Date(due.dueAt).toISOString(),
    isProvisional: due.provisional,
    knownUntil: calendar.knownUntil,
    calendar: { id: calendar.id, version: calendar.version },
    days: due.days,
  };
}

async function calendarOf(world: MattersWorld, asked: ClockQuestion, at: number) {
  if (asked.draft === undefined) return (await world.rules(asked.county, at)).calendar;
  refuseFaults(checkCalendar(asked.draft));
  // The check above has let it through.
  return asked.draft as unknown as Calendar;
}

/** Refuses NOT_FOUND for a county out of scope. */
export async function countRunning(
  world: MattersWorld,
  ctx: Ctx,
  { kind, county }: { kind: string; county: string },
): Promise<{ items: { version: number; open: number }[] }> {
  refuseOutside(ctx, county);
  const scope = { counties: [county] };
  return { items: await world.db.scoped(scope, (tx) => countRunningVersions(tx, county, kind)) };
}
