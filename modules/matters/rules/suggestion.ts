/** Where the rules would send a matter now, whoever asks: at triage or on the dispatch board. */
import { isOfficeTime } from '../../../kernel/opening.ts';
import { findRoute, type Route, type RoutePlace } from './routing.ts';
import type { Orgs, Rules } from './view.ts';

/** Nobody is routed a complaint about itself or what stands above it. */
export function suggestRoute(
  rules: Pick<Rules, 'routing' | 'categories' | 'calendar'>,
  orgs: Orgs,
  matter: RoutePlace & { subjectOrg: string | null },
  now: number,
): Route {
  const { subjectOrg, ...place } = matter;
  const isOffice = isOfficeTime(rules.calendar, now);
  if (!subjectOrg) return findRoute(rules.routing, rules.categories, place, isOffice, orgs);
  const isApart = (id: string) => !orgs.isBelow(id, subjectOrg);
  const open = {
    ...orgs,
    all: () => orgs.all().filter((org) => isApart(org.id)),
    find: (id: string) => (isApart(id) ? orgs.find(id) : undefined),
  };
  return findRoute(rules.routing, rules.categories, place, isOffice, open);
}
