/**
 * Who stands around the matters of the permission matrix: a post of every role at every place that
 * a person can have towards a matter, residents, machines with one scope each, nobody.
 */
import type { MachineActor } from '../../kernel/actor.ts';
import { commandContext } from '../../modules/identity/index.ts';
import type { StoryHouse } from '../house.ts';
import { hire, type People } from '../people.ts';
import type { Caller } from '../teller.ts';

export const roles = [
  'clerk',
  'gridWorker',
  'townDispatcher',
  'countyDispatcher',
  'handler',
  'unitHead',
  'checker',
  'callBackOperator',
  'petitionOfficer',
  'jointMeeting',
  'mediator',
  'supervisor',
  'leader',
  'auditor',
  'administrator',
] as const;
export type Role = (typeof roles)[number];

/** Organisation and regions of a post, towards matters in the first grid of the first town. */
const places = {
  ownGrid: ['village', '101201001'],
  ownTown: ['checkStation', '101'],
  /** The centre of the town: matters are its own. */
  owner: ['town', '101'],
  /** The centre of the county, above the owner and above the handling organisation. */
  superior: ['centre', ''],
  /** Organisations that work on a matter, with posts of another town: only the work shows it. */
  handling: ['department', '102'],
  supporting: ['otherDepartment', '102'],
  verifying: ['office', '102'],
  /** Below the handling organisation, in place and out of it. */
  belowHandling: ['townStation', '101'],
  belowElsewhere: ['townStation', '102'],
  /** What a matter complains about. */
  subject: ['bureau', '101'],
  belowSubject: ['bureauStation', '101'],
  otherTown: ['otherTown', '102'],
  otherCounty: ['elsewhere', ''],
} as const;
export type Place = keyof typeof places;
export const allPlaces = Object.keys(places) as Place[];

export const scopes = [
  'matter.read',
  'matter.register',
  'matter.act',
  'figures.read',
  'rulebook.read',
  'message.read',
] as const;
export type Scope = (typeof scopes)[number];

export type Cast = {
  folk: People;
  orgs: Record<string, string>;
  /** As they may call: `at.owner.clerk`. */
  at: Record<Place, Record<Role, Caller>>;
  /** Of the county's centre, each with one scope. */
  machines: Record<Scope, Caller>;
  machine: (org: string, scopes: readonly string[]) => Promise<Caller & { key: string }>;
  nobody: Caller;
};

export async function makeCast(story: StoryHouse): Promise<Cast> {
  const folk = await story.people();
  const orgs = await makeOrgs(story, folk);
  const at = {} as Cast['at'];
  for (const place of allPlaces) at[place] = await postsAt(story, orgs, place);
  const machine = machineOf(story, folk);
  const machines = {} as Cast['machines'];
  for (const scope of scopes) machines[scope] = await machine(folk.orgs.centre, [scope]);
  return { folk, orgs, at, machines, machine, nobody: { headers: {} } };
}

async function makeOrgs(story: StoryHouse, folk: People): Promise<Record<string, string>> {
  const add = async (nameZh: string, parentId: string, town = '') => {
    const ctx = commandContext('test', story.clock.now(), story.house.newId);
    const level = town === '' ? 'county' : 'town';
    const kind = town === '' ? 'department' : 'station';
    const { county } = folk;
    const org = { kind, level, nameZh, parentId, county, region: county + town } as const;
    return (await story.house.identity.addOrg(ctx, org)).id;
  };
  const bureau = await add('示例区市场局', folk.orgs.centre);
  return {
    ...folk.orgs,
    elsewhere: folk.elsewhere.orgs.centre,
    office: await add('示例区规划局', folk.orgs.centre),
    bureau,
    bureauStation: await add('示例甲镇市场所', bureau, '101'),
  };
}

async function postsAt(story: StoryHouse, orgs: Cast['orgs'], place: Place) {
  const [org, below] = places[place];
  const county = place === 'otherCounty' ? '310117' : '310116';
  const held = {} as Record<Role, Caller>;
  const posts = roles.map(async (role) => {
    const login = `${place}-${role}`.toLowerCase();
    const as = { login, role, orgId: orgs[org] ?? '', regions: [county + below] };
    held[role] = await hire(story.world, as);
  });
  await Promise.all(posts);
  return held;
}

function machineOf(story: StoryHouse, folk: People): Cast['machine'] {
  return async (orgId, given) => {
    const body = { name: '示例平台', orgId, scopes: given, regions: [folk.county] };
    const answer = await story.http('POST /api/keys', { as: folk.administrator, body });
    const headers = { authorization: `Bearer ${String(answer.body.secret)}` };
    const actor = await story.house.identity.authenticate(headers, story.clock.now());
    return { headers, key: (actor as MachineActor).key };
  };
}
