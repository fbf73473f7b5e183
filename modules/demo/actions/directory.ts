/** The demo's organisations and accounts, by the names of `data/`; made once, then found again. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Refusal } from '../../../kernel/refusal.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { commandContext, type Identity, type Org } from '../../identity/index.ts';
import { COUNTY, type DemoHouse } from './house.ts';
import { type Place, placesOf, publicNotice } from './places.ts';

type OrgData = { kind: Org['kind']; zh: string; en: string; under?: string };
type PersonData = { role: string; org: string; title: string };
export type DemoPeople = {
  above: Record<string, PersonData>;
  county: Record<string, PersonData>;
  bothTowns: Record<string, PersonData>;
  everyTown: Record<string, PersonData>;
  residents: string[];
};
type DemoOrgs = {
  /** Highest first. */
  above: Record<string, OrgData & { region: string }>;
  county: { centre: OrgData; departments: Record<string, OrgData> };
  town: { centre: OrgData; stations: Record<string, OrgData> };
  townNames: Record<string, string>;
};

const readData = (name: string): unknown =>
  parse(readFileSync(join(import.meta.dirname, '../data', name), 'utf8'));
export const demoPeople = () => readData('people.yaml') as DemoPeople;
const demoOrgs = () => readData('orgs.yaml') as DemoOrgs;

/** The eleven towns, in the order of their numbers: 朱泾镇, 枫泾镇, …, 石化街道 last. */
export function demoTowns(): Place[] {
  const towns = placesOf(9);
  return [
    ...towns.filter((one) => one.code[6] !== '0'),
    ...towns.filter((one) => one.code[6] === '0'),
  ];
}

/** An organisation to be: its place in the tree by key. */
export type PlannedOrg = OrgData & { key: string; parent: string | null; region: string };

/** Keys: `centre`, `urban`; of town 2 `centre-2`, `law-2`; of a village its code. Parents first. */
export function plannedOrgs(): PlannedOrg[] {
  const { county, town, townNames } = demoOrgs();
  const offices = officesAbove();
  const below = Object.entries(county.departments).map(([key, org]) => planned(org, key, 'centre'));
  const towns = demoTowns().flatMap((place, index) => {
    const called = townNames[place.name] ?? place.name;
    return townOrgs(town, { ...place, called }, index + 1);
  });
  const centre = planned(county.centre, 'centre', offices.at(-1)?.key ?? null);
  return [...offices, centre, ...below, ...towns];
}

function officesAbove(): PlannedOrg[] {
  const { above } = demoOrgs();
  const keys = Object.keys(above);
  return Object.entries(above).map(([key, org], index): PlannedOrg => {
    return { ...org, key, parent: keys[index - 1] ?? null };
  });
}

/**
 * The same offices in a neighbour county, with those above: keys as at home, but that they begin
 * with the county's code (`310117/centre-2`); villages by their own.
 */
export function plannedNextDoor(next: Place): PlannedOrg[] {
  const { county, town } = demoOrgs();
  const ofNext = (key: string) => `${next.code}/${key}`;
  const named = (org: OrgData) => ({ ...org, zh: org.zh.replace('金山', next.name.slice(0, 2)) });
  const offices = officesAbove();
  const own = (org: OrgData, key: string, parent: string | null) =>
    planned(named(org), ofNext(key), parent, next.code);
  const centre = own(county.centre, 'centre', offices.at(-1)?.key ?? null);
  const below = Object.entries(county.departments).map(([key, org]) => own(org, key, centre.key));
  const towns = placesOf(9, next.code).flatMap((place, index) =>
    townOrgs(town, { ...place, called: place.name }, index + 1).map((org) => {
      const isVillage = org.key === org.region;
      const parent = org.parent === null ? null : ofNext(org.parent);
      return { ...org, key: isVillage ? org.key : ofNext(org.key), parent };
    }),
  );
  return [...offices, centre, ...below, ...towns];
}

function planned(org: OrgData, key: string, parent: string | null, region = COUNTY): PlannedOrg {
  return { ...org, key, parent, region };
}

type Town = Place & { called: string };

function townOrgs(town: DemoOrgs['town'], place: Town, number: number): PlannedOrg[] {
  const named = (org: OrgData) => ({
    ...org,
    zh: `${place.name}${org.zh}`,
    en: `${place.called} ${org.en}`,
  });
  const centre = planned(named(town.centre), `centre-${number}`, 'centre', place.code);
  const stations = Object.entries(town.stations).map(([key, org]) =>
    planned(named(org), `${key}-${number}`, org.under ?? centre.key, place.code),
  );
  const villages = placesOf(12, place.code);
  const committees = villages.map(({ code, name }): PlannedOrg => {
    const words = { zh: `${name}（示例）`, en: `${name} (demo)` };
    return { ...words, kind: 'committee', key: code, parent: centre.key, region: code };
  });
  return [centre, ...stations, ...committees];
}

const levels = { 2: 'province', 4: 'city', 6: 'county', 9: 'town', 12: 'village' } as const;

/** Makes the organisations that are missing. Answers the id of each key. */
export async function loadOrgs(
  house: DemoHouse,
  ctx: () => RequestContext,
  progress: (done: number, of: number) => void,
  plan = plannedOrgs(),
): Promise<Map<string, string>> {
  const { identity } = house;
  await identity.fresh();
  const standing = new Map(identity.orgs.all().map((org) => [`${org.region} ${org.nameZh}`, org]));
  const ids = new Map<string, string>();
  for (const one of plan) {
    const parentId = one.parent === null ? null : (ids.get(one.parent) ?? null);
    const known = standing.get(`${one.region} ${one.zh}`);
    ids.set(one.key, known?.id ?? (await addOrg(identity, ctx(), one, parentId)));
    // A demo of before the offices above stood: its centre is set below them.
    if (known?.parentId === null && parentId) await identity.setSuperior(ctx(), known.id, parentId);
    progress(ids.size, plan.length);
  }
  return ids;
}

async function addOrg(
  identity: Identity,
  ctx: RequestContext,
  one: PlannedOrg,
  parentId: string | null,
): Promise<string> {
  const level = levels[one.region.length as keyof typeof levels];
  const { kind, zh, en, region } = one;
  const county = region.length < COUNTY.length ? null : region.slice(0, COUNTY.length);
  const org = { parentId, kind, level, nameZh: zh, nameEn: en, region, county };
  return (await identity.addOrg(ctx, { ...org, phone: '021-00000000' })).id;
}

/** An account to be, with its one post. */
export type PlannedAccount = {
  login: string;
  role: string;
  title: string;
  /** Key of the organisation. */
  org: string;
  regions: string[];
};

/** Town 1's logins stand bare, town 2's end in 2, and so on. */
export function plannedAccounts(): PlannedAccount[] {
  const { above, county, bothTowns, everyTown } = demoPeople();
  const offices = Object.entries(above).map(([login, one]) => ({
    login,
    ...one,
    regions: [demoOrgs().above[one.org]?.region ?? ''],
  }));
  const atCounty = Object.entries(county).map(([login, one]) => ({
    login,
    ...one,
    regions: [COUNTY],
  }));
  const departments = Object.keys(demoOrgs().county.departments).flatMap((key) => [
    { login: key, role: 'handler', org: key, title: '经办人', regions: [COUNTY] },
    { login: `${key}head`, role: 'unitHead', org: key, title: '单位负责人', regions: [COUNTY] },
  ]);
  const towns = demoTowns().flatMap((town, index) => {
    const people = { ...everyTown, ...(index < 2 ? bothTowns : {}) };
    return Object.entries(people).map(([name, one]) => townAccount(name, one, town, index + 1));
  });
  return [...offices, ...atCounty, ...departments, ...towns];
}

function townAccount(name: string, one: PersonData, town: Place, number: number): PlannedAccount {
  const login = number === 1 ? name : `${name}${number}`;
  const { role, title } = one;
  const words = { login, role, title: `${town.name}${title}` };
  if (one.org !== 'village') return { ...words, org: `${one.org}-${number}`, regions: [town.code] };
  // In the first two towns a grid worker serves one village, so that scopes can be seen.
  const [village] = placesOf(12).filter((place) => place.code.startsWith(town.code));
  const code = village?.code ?? town.code;
  return { ...words, org: code, regions: [number <= 2 ? code : town.code] };
}

/** Scrypt takes 60 ms of a core each; the pool works on as many at once. */
const AT_ONCE = 4;

/** Makes accounts and posts that are missing. Answers the post of each login. */
export async function loadAccounts(
  house: DemoHouse,
  orgs: ReadonlyMap<string, string>,
  options: {
    ctx: () => RequestContext;
    password: string;
    progress: (done: number, of: number) => void;
  },
  plan = plannedAccounts(),
): Promise<Map<string, string>> {
  const posts = new Map<string, string>();
  let next = 0;
  const work = async () => {
    for (let one = plan[next++]; one; one = plan[next++]) {
      posts.set(one.login, await loadAccount(house.identity, one, { ...options, orgs }));
      options.progress(posts.size, plan.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return posts;
}

type Loading = {
  ctx: () => RequestContext;
  password: string;
  orgs: ReadonlyMap<string, string>;
};

async function loadAccount(
  identity: Identity,
  one: PlannedAccount,
  { ctx, password, orgs }: Loading,
): Promise<string> {
  const orgId = orgs.get(one.org);
  if (!orgId) throw new Error(`${one.login} has no organisation ${one.org}`);
  // The title names the login: that is how it is found again.
  const title = `${one.title}（示例 ${one.login}）`;
  const standing = identity.posts({ orgId }, ctx().now).find((post) => post.title === title);
  if (standing) return standing.id;
  const account = await findOrAddAccount(identity, ctx(), {
    orgId,
    name: one.login,
    displayName: `示例${one.title}`,
    password,
  });
  const isWorker = one.role === 'gridWorker';
  const notice = isWorker ? publicNotice(`${one.regions[0] ?? ''}001`) : null;
  const post = await identity.addPost(ctx(), {
    accountId: account.id,
    orgId,
    role: one.role,
    presence: 'permanent',
    title,
    publicName: notice?.workerPublicName ?? null,
    dutyPhone: notice?.dutyPhone ?? null,
    regions: one.regions,
    fromOn: '2020-01-01',
  });
  return post.id;
}

type NewAccount = Parameters<Identity['addAccount']>[1];

/** A start that was cut off may have left the account without its post. */
async function findOrAddAccount(
  identity: Identity,
  ctx: RequestContext,
  account: NewAccount,
): Promise<{ id: string }> {
  try {
    return await identity.addAccount(ctx, account);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'ACCOUNT_DUPLICATE') throw error;
    const list = identity.http.handlers.listAccounts;
    const page = (await list?.(ctx, { query: { orgId: account.orgId } } as never)) as {
      items: { id: string; name: string }[];
    };
    const found = page.items.find((one) => one.name === account.name);
    if (!found) throw error;
    return found;
  }
}

/** Accounts of the demo's residents, by phone. */
export async function loadResidents(house: DemoHouse, ctx: RequestContext): Promise<string[]> {
  const accounts: string[] = [];
  for (const phone of demoPeople().residents) {
    accounts.push(await house.identity.addResident(ctx, phone));
  }
  return accounts;
}

/** The program itself, at a time. */
export function systemContext(house: DemoHouse, now: number): RequestContext {
  return commandContext('demo', now, house.newId);
}
