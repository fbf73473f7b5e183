/**
 * The tree of organisations. Who is above whom follows it and nothing else: a department of the
 * county is below the county's centre whatever their region codes say.
 */
import type { OrgView } from '../contract/shapes.ts';

export type Org = OrgView;

export type OrgTree = {
  find: (id: string) => Org | undefined;
  name: (id: string) => { zh: string; en: string | null };
  /** Ids from the root down to the organisation itself; empty when unknown. */
  pathOf: (id: string) => string[];
  /** Whether `id` is `above` or stands anywhere below it. */
  isBelow: (id: string, above: string) => boolean;
  superiorOf: (id: string) => string | null;
  /** The active organisations directly below. */
  subordinatesOf: (id: string) => Org[];
  /** The county (shard key) of the organisation or of the nearest one above that has one. */
  countyOf: (id: string) => string | null;
  /** All, by id; ended ones too, because old matters name them. */
  all: () => readonly Org[];
};

const DEPTH_MAX = 32;

export function makeOrgTree(orgs: readonly Org[]): OrgTree {
  const all = [...orgs].sort((a, b) => (a.id < b.id ? -1 : 1));
  const byId = new Map(all.map((org) => [org.id, org]));
  const below = Map.groupBy(all, (org) => org.parentId);
  const paths = new Map<string, string[]>();
  const pathOf = (id: string) => {
    const known = paths.get(id);
    if (known) return known;
    const path = climb(byId, id);
    if (path.length > 0) paths.set(id, path);
    return path;
  };
  return {
    find: (id) => byId.get(id),
    name: (id) => {
      const org = byId.get(id);
      return { zh: org?.nameZh ?? '', en: org?.nameEn ?? null };
    },
    pathOf,
    isBelow: (id, above) => pathOf(id).includes(above),
    superiorOf: (id) => byId.get(id)?.parentId ?? null,
    subordinatesOf: (id) => (below.get(id) ?? []).filter((org) => org.isActive),
    countyOf: (id) =>
      pathOf(id)
        .map((step) => byId.get(step)?.county ?? null)
        .findLast((county) => county !== null) ?? null,
    all: () => all,
  };
}

function climb(byId: Map<string, Org>, id: string): string[] {
  const path: string[] = [];
  let at: string | null = id;
  while (at !== null && path.length < DEPTH_MAX) {
    const org: Org | undefined = byId.get(at);
    if (!org) break;
    path.unshift(at);
    at = org.parentId;
  }
  return path;
}

const LEVELS = ['province', 'city', 'county', 'town', 'village'] as const;

/** Whether an organisation of one level may stand under one of another. */
export function fitsUnder(level: Org['level'], parent: Org['level']): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(parent);
}
