/** Who fills an office for a matter on the scripted day: by its town and organisations. */
import { demoTowns, plannedAccounts, plannedOrgs } from '../actions/directory.ts';
import { COUNTY } from '../actions/house.ts';
import type { Office } from '../rules/moves.ts';
import { type Client, describe, Unexpected, type Who } from './client.ts';

/** The organisations of a matter as the server shows them. */
export type Held = {
  region: string;
  owner: string;
  handlingOrg: string | null;
  routeName: string | null;
};

export type Offices = {
  loginOf: (office: Office, held: Held) => Who;
  hasHead: (held: Held) => boolean;
  /** Where the rules send it: an organisation's id. */
  routeOf: (held: Held) => string;
  /** Where it goes after the one whom the rules name has objected. */
  elsewhereOf: (held: Held) => string;
  /** The committee of the town's grid worker. */
  verifierOf: (held: Held) => string;
  orgId: (key: string) => string;
  /** Towns by number, for reports of the day's own. */
  towns: readonly string[];
};

/** Reads the organisations from the server and matches them with the demo's by name. */
export async function officesOf(client: Client): Promise<Offices> {
  const idByName = await orgIds(client);
  const keyById = new Map<string, string>();
  const idByKey = new Map<string, string>();
  for (const org of plannedOrgs()) {
    const id = idByName.get(`${org.region} ${org.zh}`);
    if (!id) throw new Unexpected(`the server has no ${org.zh}: is the demo loaded?`);
    keyById.set(id, org.key);
    idByKey.set(org.key, id);
  }
  const accounts = plannedAccounts();
  const inOrg = (id: string | null, role: string) =>
    accounts.find((one) => one.role === role && one.org === keyById.get(id ?? ''))?.login;
  const towns = demoTowns().map((town) => town.code);
  const townOf = ({ region }: Held) => towns.indexOf(region.slice(0, 9)) + 1;
  const local = (name: string, held: Held) => {
    const number = townOf(held);
    return number <= 1 ? name : `${name}${number}`;
  };
  const orgId = (key: string) => idByKey.get(key) ?? '';
  const nameById = new Map([...idByName].map(([key, id]) => [key.split(' ')[1] ?? '', id]));
  const lawOf = (held: Held) => orgId(`law-${Math.max(1, townOf(held))}`);
  return {
    towns,
    orgId,
    hasHead: (held) => inOrg(held.handlingOrg, 'unitHead') !== undefined,
    routeOf: (held) => nameById.get(held.routeName ?? '') ?? lawOf(held),
    elsewhereOf: (held) =>
      nameById.get(held.routeName ?? '') === lawOf(held) ? orgId('urban') : lawOf(held),
    verifierOf: (held) => {
      const login = local('gridworker', held);
      return orgId(accounts.find((one) => one.login === login)?.org ?? 'centre');
    },
    loginOf: (office, held) => {
      switch (office) {
        case 'dispatcher':
          return inOrg(held.owner, 'townDispatcher') ?? 'countydispatcher';
        case 'gridWorker':
          return townOf(held) === 0 ? 'gridworker' : local('gridworker', held);
        case 'handler':
        case 'supervised':
          return inOrg(held.handlingOrg, 'handler') ?? 'handler';
        case 'head':
          return inOrg(held.handlingOrg, 'unitHead') ?? 'unithead';
        case 'checker':
          return 'countychecker';
        case 'caller':
          return 'countycallback';
        case 'supervisor':
          return 'countysupervisor';
      }
    },
  };
}

type OrgPage = { items: { id: string; nameZh: string; region: string }[]; next: string | null };

async function orgIds(client: Client): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  let cursor: string | null = null;
  do {
    const more: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const answer = await client.get('countydispatcher', `/api/orgs?limit=100${more}`);
    if (answer.status !== 200) throw new Unexpected(`organisations: ${describe(answer)}`);
    const page = answer.body as unknown as OrgPage;
    for (const org of page.items) {
      if (org.region.startsWith(COUNTY)) ids.set(`${org.region} ${org.nameZh}`, org.id);
    }
    cursor = page.next;
  } while (cursor !== null);
  return ids;
}
