/** Routing as dated data: category, place and time to organisation and post, with the reason. */
import { type CategoryTree, lineage } from './category.ts';
import type { RouteExplanation } from './state.ts';
import type { OrgFacts, Orgs } from './view.ts';

export type RoutingTarget =
  | { org: string; post?: string }
  /** The active organisation of this kind, level and (part of the) name that serves the place. */
  | { kind: string; level: 'county' | 'town' | 'village'; named?: string };

export type RoutingRule = {
  id: string;
  /** A category or one above it; absent: any. */
  category?: string;
  /** A region code, standing for all below; absent: any. */
  region?: string;
  /** In office hours only, or outside them only. */
  hours?: 'working' | 'outside';
  to: RoutingTarget;
  zh: string;
  en: string;
};

export type RoutingTable = { rules: readonly RoutingRule[] };

export type RoutePlace = { category: string | null; region: string; grid: string | null };

export type Route = { org: string | null; post: string | null; why: RouteExplanation };

/**
 * The organisation that ought to handle: of the rules that fit and lead to a living organisation,
 * the most exact one (category before region before hours, then the order of the table). None:
 * `org` is null and the matter goes to the "no owner" desk.
 */
export function findRoute(
  routing: { version: number; table: RoutingTable },
  categories: CategoryTree,
  place: RoutePlace,
  isOfficeTime: boolean,
  orgs: Orgs,
): Route {
  const codes = lineage(categories, place.category);
  const fits = routing.table.rules
    .filter((rule) => isFit(rule, codes, place, isOfficeTime))
    .map((rule, order) => ({ rule, order, weight: weightOf(rule, codes) }))
    .sort((a, b) => b.weight - a.weight || a.order - b.order);
  for (const { rule } of fits) {
    const org = targetOf(rule.to, place, orgs);
    if (org) return routeBy(rule, org, routing.version, place);
  }
  return noRoute(routing.version, place);
}

function isFit(rule: RoutingRule, codes: string[], place: RoutePlace, isOfficeTime: boolean) {
  return whyNotFit(rule, codes, place, isOfficeTime) === null;
}

/** What of a rule does not fit, the first of it; null when all does. */
function whyNotFit(
  rule: RoutingRule,
  codes: string[],
  place: RoutePlace,
  isOfficeTime: boolean,
): 'category' | 'region' | 'hours' | null {
  if (rule.category && !codes.includes(rule.category)) return 'category';
  if (rule.region && !(place.grid ?? place.region).startsWith(rule.region)) return 'region';
  const fitsHours = !rule.hours || (rule.hours === 'working') === isOfficeTime;
  return fitsHours ? null : 'hours';
}

export type JudgedRule = {
  rule: RoutingRule;
  verdict: 'taken' | 'behind' | 'noOrg' | 'category' | 'region' | 'hours';
  /** Where it leads, whether or not it fits. */
  org: OrgFacts | null;
};

const NEARNESS: readonly JudgedRule['verdict'][] = [
  'taken',
  'behind',
  'noOrg',
  'hours',
  'region',
  'category',
];

/** Every rule with why it was taken or passed over, nearest first; `findRoute` says the same. */
export function judgeRules(
  table: RoutingTable,
  categories: CategoryTree,
  place: RoutePlace,
  isOfficeTime: boolean,
  orgs: Orgs,
): JudgedRule[] {
  const codes = lineage(categories, place.category);
  let isTaken = false;
  return table.rules
    .map((rule, order) => ({ rule, order, weight: weightOf(rule, codes) }))
    .sort((a, b) => b.weight - a.weight || a.order - b.order)
    .map(({ rule }): JudgedRule => {
      const org = targetOf(rule.to, place, orgs) ?? null;
      const why = whyNotFit(rule, codes, place, isOfficeTime) ?? (org ? null : 'noOrg');
      const verdict = why ?? (isTaken ? 'behind' : 'taken');
      isTaken ||= verdict === 'taken';
      return { rule, verdict, org };
    })
    .sort((a, b) => NEARNESS.indexOf(a.verdict) - NEARNESS.indexOf(b.verdict));
}

/** Category first (the nearer the better), then the length of the region, then hours. */
function weightOf(rule: RoutingRule, codes: string[]): number {
  const depth = rule.category ? 5 - codes.indexOf(rule.category) : 0;
  return depth * 1000 + (rule.region?.length ?? 0) * 10 + (rule.hours ? 1 : 0);
}

function targetOf(to: RoutingTarget, place: RoutePlace, orgs: Orgs): OrgFacts | undefined {
  if ('org' in to) {
    const org = orgs.find(to.org);
    return org?.isActive ? org : undefined;
  }
  return orgs
    .all()
    .filter(
      (org) =>
        org.isActive &&
        org.kind === to.kind &&
        org.level === to.level &&
        place.region.startsWith(org.region) &&
        (!to.named || org.nameZh.includes(to.named)),
    )
    .sort((a, b) => b.region.length - a.region.length || (a.id < b.id ? -1 : 1))[0];
}

function routeBy(rule: RoutingRule, org: OrgFacts, version: number, place: RoutePlace): Route {
  const post = 'post' in rule.to ? (rule.to.post ?? null) : null;
  return {
    org: org.id,
    post,
    why: {
      rule: rule.id,
      version,
      category: place.category,
      grid: place.grid,
      zh: `${rule.zh}：${org.nameZh}`,
      en: `${rule.en}: ${org.nameEn ?? org.nameZh}`,
      org: org.id,
      post,
    },
  };
}

function noRoute(version: number, place: RoutePlace): Route {
  return {
    org: null,
    post: null,
    why: {
      rule: null,
      version,
      category: place.category,
      grid: place.grid,
      zh: '没有规则适用，转无主件台人工分派',
      en: 'No rule fits; it goes to the no-owner desk',
      org: null,
      post: null,
    },
  };
}

/** Faults of a routing table: doubles and rules that name nothing. */
export function checkRouting(table: RoutingTable): string[] {
  const seen = new Set<string>();
  return table.rules.flatMap((rule, index) => {
    const faults: string[] = [];
    if (seen.has(rule.id)) faults.push(`rules.${index}: the id ${rule.id} stands twice`);
    seen.add(rule.id);
    if (rule.region && !/^\d{2,15}$/.test(rule.region)) {
      faults.push(`rules.${index}: ${rule.region} is no region code`);
    }
    return faults;
  });
}
