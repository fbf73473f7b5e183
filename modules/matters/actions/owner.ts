/** Which centre takes a matter in: the nearest one that serves the place. */
import { refuse } from '../../../kernel/refusal.ts';
import { centreServing } from '../rules/levels.ts';
import type { Orgs } from '../rules/view.ts';

/** Refuses CENTRE_MISSING when no centre serves the place: the administrator must found one. */
export function ownerOf(orgs: Orgs, region: string): string {
  return centreServing(orgs, region) ?? refuse('CENTRE_MISSING');
}
