/** A centre as everyone may know it. The counties served are those that have one. */
import { openingAt } from '../../../kernel/opening.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { Centre } from '../contract.ts';
import type { CentreOrg, NoticesWorld } from './world.ts';

type Orgs = NoticesWorld['orgs'];

/** Refuses NOT_FOUND for a county without a centre. */
export function centreOf({ orgs }: Pick<NoticesWorld, 'orgs'>, county: string): CentreOrg {
  return centresOf(orgs).get(county) ?? refuse('NOT_FOUND');
}

/** Of several centres of one county the first one founded. */
function centresOf(orgs: Orgs): Map<string, CentreOrg> {
  const found = new Map<string, CentreOrg>();
  for (const org of orgs.all()) {
    const county = isCentre(org, 'county') ? orgs.countyOf(org.id) : null;
    if (county !== null && !found.has(county)) found.set(county, org);
  }
  return found;
}

const isCentre = (org: CentreOrg, level: string) =>
  org.kind === 'centre' && org.level === level && org.isActive;

const named = ({ id, nameZh, nameEn }: CentreOrg) => ({ id, zh: nameZh, en: nameEn });

/** All of them: an installation serves at most the counties of a province. */
export async function listCentres(world: NoticesWorld, { now }: RequestContext) {
  const centres = [...centresOf(world.orgs)].sort(([a], [b]) => (a < b ? -1 : 1));
  const items = centres.map(async ([county, org]) => ({
    county,
    name: await world.nameOf(org.region, now),
    centre: named(org),
  }));
  return { items: await Promise.all(items) };
}

export async function showCentre(
  world: NoticesWorld,
  { now }: RequestContext,
  county: string,
): Promise<Centre> {
  const org = centreOf(world, county);
  const { calendar, words } = await world.rules(county, now);
  const { closesAt, opensAt, ...opening } = openingAt(calendar, now);
  return {
    county,
    name: await world.nameOf(org.region, now),
    centre: { ...named(org), phone: org.phone },
    ...opening,
    closesAt: isoOrNull(closesAt),
    opensAt: isoOrNull(opensAt),
    zone: calendar.zone,
    hours: calendar.hours.map(([from, to]) => [from, to]),
    weekend: [...calendar.weekend],
    outOfHours: words.outOfHours,
    emergencies: [...words.emergencies],
    offices: officesOf(world.orgs, county),
  };
}

function officesOf(orgs: Orgs, county: string) {
  return orgs
    .all()
    .filter((org) => isCentre(org, 'town') && orgs.countyOf(org.id) === county)
    .map((org) => ({ ...named(org), region: org.region, phone: org.phone }))
    .sort((a, b) => (a.region < b.region ? -1 : 1));
}

const isoOrNull = (at: number | null) => (at === null ? null : new Date(at).toISOString());
