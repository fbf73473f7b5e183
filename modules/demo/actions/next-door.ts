/**
 * Neighbour counties of a grown city: their organisations, borders (drawn) and who looks at them.
 * Told stories are the demo county's alone; here lie copies whose every office has its like here.
 */
import {
  loadAccounts,
  loadOrgs,
  type PlannedAccount,
  plannedNextDoor,
  systemContext,
} from './directory.ts';
import type { DemoHouse } from './house.ts';
import { type Box, drawBorders, placesOf } from './places.ts';
import { type Grid, gridsOf, TOWN_SHARES } from './scene.ts';

/** A town where copies may lie; its place in the list is that of its stand-ins. */
export type Town = {
  code: string;
  share: number;
  grids: readonly Grid[];
  /** An organisation by its key in the demo's county, without the town's number. */
  org: (key: string) => string | null;
  /** Its villages' committees. */
  committees: readonly string[];
};

const NEXT: readonly { code: string; share: number; box: Box }[] = [
  { code: '310117', share: 0.5, box: [121.0, 30.93, 121.45, 31.13] },
  { code: '310120', share: 0.3, box: [121.43, 30.67, 121.9, 30.92] },
];

/** Of the city's looks: who reads over all counties, and in each of them. */
const LEADERS: PlannedAccount[] = [
  { login: 'cityleader', role: 'leader', title: '市级领导', org: 'city', regions: ['3101'] },
  ...NEXT.map(({ code }) => ({
    login: `leader${code}`,
    role: 'leader',
    title: '区级领导',
    org: `${code}/centre`,
    regions: [code],
  })),
];

export const isNextDoor = (county: string) => NEXT.some(({ code }) => code === county);

/** Whether they stand already. */
export async function hasNeighbours({ identity }: DemoHouse): Promise<boolean> {
  await identity.fresh();
  return identity.orgs.all().some(({ county }) => county !== null && isNextDoor(county));
}

/** Makes what is missing of the neighbours. Answers their towns. */
export async function loadNeighbours(
  house: DemoHouse,
  { now, password }: { now: number; password: string },
): Promise<Town[]> {
  const ctx = () => systemContext(house, now);
  const ids = new Map<string, string>();
  const towns: Town[] = [];
  for (const { code, share, box } of NEXT) {
    await drawBorders(house, now, { code, box });
    const [county] = placesOf(code.length, code);
    if (!county) throw new Error(`the shipped regions have no ${code}`);
    const made = await loadOrgs(house, ctx, () => undefined, plannedNextDoor(county));
    for (const [key, id] of made) ids.set(key, id);
    towns.push(...(await townsOf(house, { code, share }, ids)));
  }
  await loadAccounts(house, ids, { ctx, password, progress: () => undefined }, LEADERS);
  return towns;
}

async function townsOf(
  house: DemoHouse,
  { code: county, share }: { code: string; share: number },
  ids: ReadonlyMap<string, string>,
): Promise<Town[]> {
  const places = placesOf(9, county);
  const grids = await gridsOf(house, county, places);
  const whole = TOWN_SHARES.reduce((sum, one) => sum + one, 0) * share;
  // The first have most, as at home.
  const weights = places.map((_, index) => 1 / (index + 2));
  const sum = weights.reduce((a, b) => a + b, 0);
  return places.map(({ code }, index) => ({
    code,
    share: (whole * (weights[index] ?? 0)) / sum,
    grids: grids[index] ?? [],
    org: (key) => ids.get(`${county}/${key}-${index + 1}`) ?? ids.get(`${county}/${key}`) ?? null,
    committees: placesOf(12, code).flatMap((village) => ids.get(village.code) ?? []),
  }));
}
