/**
 * People for tests, made through the verbs of identity and signed in: staff of every role in two
 * towns of one county and in another county, and residents. Nothing here knows of matters.
 */
import { randomBytes } from 'node:crypto';
import type { Actor, StaffActor } from '../kernel/actor.ts';
import { nobody } from '../kernel/actor.ts';
import { idSource } from '../kernel/ids.ts';
import type { NewOrg } from '../modules/identity/contract/shapes.ts';
import { commandContext, type Identity, makeIdentity } from '../modules/identity/index.ts';
import { memoryPhoneCodes } from '../platform/auth/index.ts';
import { makeKeyring } from '../platform/crypto/index.ts';
import type { Database } from '../platform/db/index.ts';
import type { RequestContext } from '../platform/http/index.ts';

export type World = {
  identity: Identity;
  phoneCodes: ReturnType<typeof memoryPhoneCodes>;
  clock: TestClock;
  newId: () => string;
};

/** A clock that stands until a test moves it. */
export type TestClock = {
  now: () => number;
  set: (at: number) => void;
  pass: (ms: number) => void;
};

export function testClock(at: string = '2026-11-20T02:00:00Z'): TestClock {
  let now = Date.parse(at);
  return {
    now: () => now,
    set: (to) => {
      now = to;
    },
    pass: (ms) => {
      now += ms;
    },
  };
}

export const newTestId = idSource(Date.now, randomBytes);

type IdentityOptions = Parameters<typeof makeIdentity>[0];

/** Identity over a test database. Sessions outlive any move of the clock unless told otherwise. */
export async function identityWorld(
  db: Database,
  options: Partial<IdentityOptions> & { clock?: TestClock } = {},
): Promise<World> {
  const { clock = testClock(), ...rest } = options;
  const phoneCodes = memoryPhoneCodes();
  const identity = await makeIdentity({
    db,
    keyring: makeKeyring({ masterKey: Buffer.alloc(32, 7), masterKeyId: 'test' }),
    phoneCodes,
    ...rest,
    config: { ...LONG_SESSIONS, ...rest.config },
  });
  return { identity, phoneCodes, clock, newId: newTestId };
}

/** Cost 2 takes no time; ten years outlast every story. */
const LONG_SESSIONS = {
  passwordCost: 2,
  staffSessionHours: 87_600,
  staffIdleHours: 87_600,
  residentSessionDays: 3650,
};

export const PASSWORD = 'correct horse';

export type Person<A extends Actor = StaffActor> = {
  /** As `authenticate` finds them. */
  actor: A;
  /** For `app.inject({ headers })`. */
  headers: { cookie: string };
};
export type Staff = Person & { login: string; account: string; post: string };

const orgs = {
  centre: ['centre', 'county', '', '示例区综治中心'],
  department: ['department', 'county', '', '示例区城管局', 'centre'],
  otherDepartment: ['department', 'county', '', '示例区水务局', 'centre'],
  checkStation: ['station', 'county', '', '示例区核查站', 'centre'],
  town: ['centre', 'town', '101', '示例甲镇综治中心', 'centre'],
  townStation: ['station', 'town', '101', '示例甲镇城管所', 'department'],
  village: ['committee', 'village', '101201', '示例甲镇一村', 'town'],
  otherTown: ['centre', 'town', '102', '示例乙镇综治中心', 'centre'],
  otherVillage: ['committee', 'village', '102201', '示例乙镇一村', 'otherTown'],
} as const satisfies Record<
  string,
  readonly [NewOrg['kind'], NewOrg['level'], string, string, string?]
>;
type OrgName = keyof typeof orgs;

/** Role, organisation and region (below the county). Names say what is special about them. */
const staff = {
  clerk: ['clerk', 'centre', ''],
  gridWorker: ['gridWorker', 'village', '101201001'],
  otherGridWorker: ['gridWorker', 'otherVillage', '102201001'],
  townDispatcher: ['townDispatcher', 'town', '101'],
  otherTownDispatcher: ['townDispatcher', 'otherTown', '102'],
  countyDispatcher: ['countyDispatcher', 'centre', ''],
  handler: ['handler', 'department', ''],
  otherHandler: ['handler', 'otherDepartment', ''],
  stationHandler: ['handler', 'townStation', '101'],
  unitHead: ['unitHead', 'department', ''],
  otherUnitHead: ['unitHead', 'otherDepartment', ''],
  checker: ['checker', 'checkStation', ''],
  callBackOperator: ['callBackOperator', 'centre', ''],
  petitionOfficer: ['petitionOfficer', 'centre', ''],
  jointMeeting: ['jointMeeting', 'centre', ''],
  mediator: ['mediator', 'town', '101'],
  supervisor: ['supervisor', 'centre', ''],
  leader: ['leader', 'centre', ''],
  auditor: ['auditor', 'centre', ''],
} as const satisfies Record<string, readonly [string, OrgName, string]>;
type StaffName = keyof typeof staff | 'administrator';

export type County = { county: string; orgs: Record<OrgName, string> } & Record<StaffName, Staff>;

export type People = County & {
  /** The same offices in another county. */
  elsewhere: County;
  resident: () => Promise<Person<Extract<Actor, { kind: 'resident' }>>>;
};

/** Everyone of a county who has a post, by name. */
export function staffOf(county: County): Record<string, Staff> {
  const isStaff = (one: unknown): one is Staff =>
    typeof one === 'object' && one !== null && 'login' in one;
  return Object.fromEntries(
    Object.entries(county).flatMap(([name, one]) => (isStaff(one) ? [[name, one]] : [])),
  );
}

/** Makes both counties. Calling it twice makes other people in organisations of their own. */
export async function people(
  world: World,
  counties: [string, string] = ['310116', '310117'],
): Promise<People> {
  const [here, elsewhere] = await Promise.all([
    peopleOf(world, counties[0]),
    peopleOf(world, counties[1]),
  ]);
  return { ...here, elsewhere, resident: () => signInResident(world) };
}

/** One county with staff of every role. */
export async function peopleOf(world: World, county: string): Promise<County> {
  const { identity } = world;
  const ctx = () => commandContext('test', world.clock.now(), world.newId);
  const mark = randomBytes(4).toString('hex');
  const ids: Partial<Record<OrgName, string>> = {};
  const admin = await identity.setUp(ctx(), {
    org: newOrg(county, orgs.centre),
    name: `administrator-${mark}`,
    displayName: '示例管理员',
    password: PASSWORD,
  });
  ids.centre = admin.orgId;
  for (const [name, org] of Object.entries(orgs).slice(1)) {
    const parentId = ids[org[4] as OrgName] ?? null;
    const made = await identity.addOrg(ctx(), { ...newOrg(county, org), parentId });
    ids[name as OrgName] = made.id;
  }
  const known = ids as Record<OrgName, string>;
  const made = { administrator: await signInStaff(world, `administrator-${mark}`) } as Record<
    StaffName,
    Staff
  >;
  const hires = Object.entries(staff).map(async ([name, [role, org, below]]) => {
    const login = `${name.toLowerCase()}-${mark}`;
    const as = { login, role, orgId: known[org], regions: [county + below] };
    made[name as StaffName] = await hire(world, as);
  });
  await Promise.all(hires);
  return { county, orgs: known, ...made };
}

function newOrg(county: string, org: (typeof orgs)[OrgName]): Omit<NewOrg, 'parentId'> {
  const [kind, level, below, nameZh] = org;
  return { kind, level, nameZh, region: county + below, county, phone: '021-00000000' };
}

/** An account with a post, signed in. */
export async function hire(
  world: World,
  as: { login: string; role: string; orgId: string; regions: string[] },
): Promise<Staff> {
  const ctx = () => commandContext('test', world.clock.now(), world.newId);
  const account = await world.identity.addAccount(ctx(), {
    orgId: as.orgId,
    name: as.login,
    displayName: `示例${as.login}`,
    password: PASSWORD,
  });
  await world.identity.addPost(ctx(), {
    accountId: account.id,
    orgId: as.orgId,
    role: as.role,
    presence: 'permanent',
    title: '示例岗位',
    publicName: as.role === 'gridWorker' ? '示例网格员' : null,
    dutyPhone: as.role === 'gridWorker' ? '021-11111111' : null,
    regions: as.regions,
  });
  return signInStaff(world, as.login);
}

async function signInStaff(world: World, login: string): Promise<Staff> {
  const headers = await cookieFrom(world, 'signIn', { name: login, password: PASSWORD });
  const actor = await world.identity.authenticate(headers, world.clock.now());
  if (actor.kind !== 'staff') throw new Error(`${login} did not sign in`);
  return { actor, headers, login, account: actor.account, post: actor.post };
}

let phones = 0;

async function signInResident(world: World) {
  phones += 1;
  return signInWithPhone(world, `138${String(phones).padStart(8, '0')}`);
}

/** Whoever has this phone, signed in. */
export async function signInWithPhone(world: World, phone: string) {
  await call(world, 'sendCode', { phone });
  const code = world.phoneCodes.sent.findLast((one) => one.phone === phone)?.code;
  const headers = await cookieFrom(world, 'residentSignIn', { phone, code });
  const actor = await world.identity.authenticate(headers, world.clock.now());
  if (actor.kind !== 'resident') throw new Error('the resident did not sign in');
  return { actor, headers };
}

async function cookieFrom(world: World, endpoint: string, body: unknown) {
  const set = await call(world, endpoint, body);
  return { cookie: set.split(';')[0] ?? '' };
}

/** Calls a handler of identity as it would be over HTTP, from an address of its own. */
async function call(world: World, endpoint: string, body: unknown): Promise<string> {
  let cookie = '';
  const ctx: RequestContext = {
    ...commandContext('test', world.clock.now(), world.newId),
    actor: nobody,
    address: `test-${world.newId()}`,
    setHeader: (_name, value) => {
      cookie = String(value);
    },
  };
  await world.identity.http.handlers[endpoint]?.(ctx, { body } as never);
  return cookie;
}
