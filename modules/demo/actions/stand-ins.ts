/** Who stands in the same place in each town: organisations, posts and accounts by their keys. */
import type { Cast } from './cast.ts';
import { demoTowns, plannedAccounts, plannedOrgs } from './directory.ts';
import { COUNTY } from './house.ts';
import type { Town } from './next-door.ts';

export type StandIns = {
  /** How many towns there are: the demo's, then those next door. */
  towns: number;
  /** Id → the same office in each town; null where one has none. Offices of no town are absent. */
  likes: ReadonlyMap<string, readonly (string | null)[]>;
  /** Accounts of residents. */
  residents: ReadonlySet<string>;
};

export function standInsOf(cast: Cast, nextDoor: readonly Town[] = []): StandIns {
  const towns = demoTowns();
  const families = new Map<string, (string | null)[]>();
  const put = (family: string, town: number, id: string | null) => {
    const line = families.get(family) ?? [...towns, ...nextDoor].map(() => null);
    line[town] = id;
    families.set(family, line);
  };
  for (const { key } of plannedOrgs()) {
    const numbered = /^(.+)-(\d+)$/.exec(key);
    if (numbered) put(`org ${numbered[1]}`, Number(numbered[2]) - 1, cast.org(key));
  }
  // What stands in a neighbour's towns follows behind the own.
  for (const family of families.keys()) {
    const key = family.replace('org ', '');
    for (const [at, town] of nextDoor.entries()) put(family, towns.length + at, town.org(key));
  }
  for (const { login, org } of plannedAccounts()) {
    const numbered = /-(\d+)$/.exec(org)?.[1];
    const town = numbered ? Number(numbered) - 1 : townOfVillage(towns, org);
    if (town < 0) continue;
    const { post, account } = cast.staff(login);
    const name = login.replace(/\d+$/, '');
    put(`post ${name}`, town, post);
    put(`account ${name}`, town, account);
  }
  const known = new Map<string, readonly (string | null)[]>();
  const lines = [...families.values(), ...committees(cast, towns, nextDoor)];
  if (nextDoor.length > 0) lines.push(...ofCounty(cast, towns.length, nextDoor));
  for (const line of lines) {
    for (const id of line) if (id !== null && !known.has(id)) known.set(id, line);
  }
  const residents = new Set(cast.residents.map(({ account }) => account));
  return { towns: towns.length + nextDoor.length, likes: known, residents };
}

const townOfVillage = (towns: readonly { code: string }[], org: string) =>
  towns.findIndex(({ code }) => org.length === 12 && org.startsWith(code));

/** Villages by their place in the town; a town with fewer begins again. */
function committees(
  cast: Cast,
  towns: readonly { code: string }[],
  nextDoor: readonly Town[],
): (string | null)[][] {
  const codes = plannedOrgs().flatMap(({ key, region }) => (key === region ? [key] : []));
  const own = towns.map(({ code }) =>
    codes.filter((one) => one.startsWith(code)).map((one) => cast.org(one)),
  );
  const most = Math.max(...own.map((ids) => ids.length));
  const byTown = [...own, ...nextDoor.map(({ committees: ids }) => ids)];
  return Array.from({ length: most }, (_, index) =>
    byTown.map((ids) => ids[index % Math.max(1, ids.length)] ?? null),
  );
}

/**
 * Offices of the whole county: the same in all its towns, their like next door; of people there is
 * none next door, so that what needs them lies at home.
 */
function ofCounty(cast: Cast, own: number, nextDoor: readonly Town[]): (string | null)[][] {
  const line = (id: string, like: (town: Town) => string | null) => [
    ...Array.from({ length: own }, () => id),
    ...nextDoor.map(like),
  ];
  const isOfCounty = ({ region }: { region: string }) => region === COUNTY;
  const orgs = plannedOrgs().filter(isOfCounty);
  const people = plannedAccounts().filter(({ org }) => orgs.some(({ key }) => key === org));
  return [
    ...orgs.map(({ key }) => line(cast.org(key), (town) => town.org(key))),
    ...people.flatMap(({ login }) => {
      const { post, account } = cast.staff(login);
      return [line(post, () => null), line(account, () => null)];
    }),
  ];
}
