/** Who stands in the same place in each town: organisations, posts and accounts by their keys. */
import type { Cast } from './cast.ts';
import { demoTowns, plannedAccounts, plannedOrgs } from './directory.ts';

/** Id → the same office in each town; null where a town has none. Offices of no town are absent. */
export type StandIns = ReadonlyMap<string, readonly (string | null)[]>;

export function standInsOf(cast: Cast): StandIns {
  const towns = demoTowns();
  const families = new Map<string, (string | null)[]>();
  const put = (family: string, town: number, id: string) => {
    const line = families.get(family) ?? towns.map(() => null);
    line[town] = id;
    families.set(family, line);
  };
  for (const { key } of plannedOrgs()) {
    const numbered = /^(.+)-(\d+)$/.exec(key);
    if (numbered) put(`org ${numbered[1]}`, Number(numbered[2]) - 1, cast.org(key));
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
  for (const line of [...families.values(), ...committees(cast, towns)]) {
    for (const id of line) if (id !== null && !known.has(id)) known.set(id, line);
  }
  return known;
}

const townOfVillage = (towns: readonly { code: string }[], org: string) =>
  towns.findIndex(({ code }) => org.length === 12 && org.startsWith(code));

/** Villages by their place in the town; a town with fewer begins again. */
function committees(cast: Cast, towns: readonly { code: string }[]): (string | null)[][] {
  const codes = plannedOrgs().flatMap(({ key, region }) => (key === region ? [key] : []));
  const byTown = towns.map(({ code }) => codes.filter((one) => one.startsWith(code)));
  const most = Math.max(...byTown.map((own) => own.length));
  return Array.from({ length: most }, (_, index) =>
    byTown.map((own) => {
      const code = own[index % Math.max(1, own.length)];
      return code === undefined ? null : cast.org(code);
    }),
  );
}
