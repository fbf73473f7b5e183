/** Levels of organisations: a level above is found in the tree, never in a region's code. */
import type { ProcessDefinition } from './process.ts';
import type { OrgFacts, Orgs } from './view.ts';

const LEVELS = ['village', 'town', 'county', 'city', 'province'];
const STEPS_MAX = 32;

/** Whether an organisation is of a level or of one above it. */
function isAtLeast(orgs: Orgs, org: string, level: OrgFacts['level']): boolean {
  return LEVELS.indexOf(orgs.find(org)?.level ?? '') >= LEVELS.indexOf(level);
}

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

/** The owner, or the nearest centre above it that is not what the matter complains about. */
export function ownerApart(orgs: Orgs, owner: string, subject: string | null): string {
  if (subject === null || !orgs.isBelow(owner, subject)) return owner;
  const above = [...orgs.pathOf(owner)].reverse();
  const isFit = (org: string) => orgs.find(org)?.kind === 'centre' && !orgs.isBelow(org, subject);
  // Nobody here may touch a complaint about the highest centre: it waits for whoever stands above.
  return above.find(isFit) ?? owner;
}

/** The centre of a place: the nearest that serves it; null where none was founded. */
export function centreServing(orgs: Orgs, region: string): string | null {
  const centres = orgs
    .all()
    .filter((org) => org.kind === 'centre' && org.isActive && region.startsWith(org.region))
    .sort((a, b) => b.region.length - a.region.length || (a.id < b.id ? -1 : 1));
  return centres[0]?.id ?? null;
}

type Asked = { owner: string; subject: string | null; isSealed: boolean; now: number };

/**
 * Who holds a matter of a process, from the centre of its place upward: never what it complains
 * about; of what is sealed the county's or above; else the nearest centre with a post of the roles
 * that the process names, so that no matter lies where nobody may begin with it.
 */
export function holderOf(
  orgs: Orgs,
  { heldBy }: Pick<ProcessDefinition, 'heldBy'>,
  { owner, subject, isSealed, now }: Asked,
): string {
  if (isSealed) return sealedOwner(orgs, owner, subject);
  if (heldBy === undefined) return ownerApart(orgs, owner, subject);
  const isApart = (org: string) => subject === null || !orgs.isBelow(org, subject);
  const isFit = (org: string) => {
    const found = orgs.find(org);
    return found?.kind === 'centre' && found.isActive && isApart(org);
  };
  const above = [...orgs.pathOf(owner)].reverse().filter(isFit);
  const office = above.find((org) => orgs.hasPost(org, heldBy.roles, now));
  return office ?? ownerApart(orgs, owner, subject);
}

/** Who holds what is sealed: the owner, or the nearest above it of the county's level and apart. */
export function sealedOwner(orgs: Orgs, owner: string, subject: string | null): string {
  const above = [...orgs.pathOf(owner)].reverse();
  const isApart = (org: string) => subject === null || !orgs.isBelow(org, subject);
  const isFit = (org: string) =>
    orgs.find(org)?.isActive === true && isAtLeast(orgs, org, 'county') && isApart(org);
  return above.find(isFit) ?? ownerApart(orgs, owner, subject);
}
