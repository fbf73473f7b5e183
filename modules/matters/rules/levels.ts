/** Levels of organisations: a level above is found in the tree, never in a region's code. */
import type { Orgs } from './view.ts';

const LEVELS = ['village', 'town', 'county', 'city', 'province'];
const STEPS_MAX = 32;

/**
 * The nearest organisation above in the tree whose level is higher: a town's is the county's, a
 * county department's the city's (信访工作条例 art. 35: 上一级机关、单位). Null: none stands there.
 */
export function levelAbove(orgs: Orgs, org: string): string | null {
  const own = LEVELS.indexOf(orgs.find(org)?.level ?? '');
  let at = orgs.superiorOf(org);
  for (let steps = 0; at !== null && steps < STEPS_MAX; steps += 1) {
    const found = orgs.find(at);
    if (found?.isActive && LEVELS.indexOf(found.level) > own) return at;
    at = orgs.superiorOf(at);
  }
  return null;
}
