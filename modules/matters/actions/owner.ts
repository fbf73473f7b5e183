/** Which centre takes a matter in: the nearest one that serves the place. */
import { refuse } from '../../../kernel/refusal.ts';
import type { Orgs } from '../rules/view.ts';

/** Refuses CENTRE_MISSING when no centre serves the place: the administrator must found one. */
export function ownerOf(orgs: Orgs, region: string): string {
  const centres = orgs
    .all()
    .filter((org) => org.kind === 'centre' && org.isActive && region.startsWith(org.region))
    .sort((a, b) => b.region.length - a.region.length || (a.id < b.id ? -1 : 1));
  return centres[0]?.id ?? refuse('CENTRE_MISSING');
}
