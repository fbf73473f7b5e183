/**
 * The permission matrix: every endpoint × role, every endpoint of a matter × role × relation, every
 * action × role × relation, over HTTP. What is expected is written by hand in `matrix/`.
 */
import { describe, expect, it } from 'vitest';
import { endpointTables } from '../endpoints.ts';
import { storyHouse } from './house.ts';
import type { Answer, Call } from './http.ts';
import { acts, isAmong, isSeenAt, type SceneName, scenes, type Takers } from './matrix/acts.ts';
import { allPlaces, makeCast, type Place, roles, scopes } from './matrix/cast.ts';
import { type Expected, expected, held, holds } from './matrix/endpoints.ts';
import { type Class, onMatter } from './matrix/on-matter.ts';
import { PLANTED, setStage } from './matrix/stage.ts';
import type { Caller } from './teller.ts';

const story = await storyHouse();
const cast = await makeCast(story);
const stage = await setStage(story, cast);
const stranger = await cast.folk.resident();
const machine = (org: string, ...given: string[]) => cast.machine(cast.orgs[org] ?? '', given);
const reader = await machine('centre', 'matter.read');
const worker = await machine('centre', 'matter.read', 'matter.act');
const verifier = await machine('office', 'matter.read', 'matter.act');
const onlooker = await machine('office', 'matter.read');

/** Rows of some two hundred calls: a busy machine of two cores needs its time. */
const slow = { timeout: 60_000 };

const classes: Record<string, [number, Class]> = {
  SIGN_IN_NEEDED: [401, 'signIn'],
  FORBIDDEN: [403, 'forbidden'],
  NOT_YOURS: [403, 'notYours'],
  SUBJECT_OF_COMPLAINT: [403, 'subject'],
  NOT_FOUND: [404, 'missing'],
};

function classOf({ status, body }: Answer): Class {
  expect(status, JSON.stringify(body)).toBeLessThan(500);
  const known = classes[String(body.code)];
  if (known) expect(status).toBe(known[0]);
  return known?.[1] ?? 'passed';
}

/** Nothing but the opening of persons answers what the reporter said of themself. */
async function ask(line: string, call: Call): Promise<Class> {
  const answer = await story.http(line, call);
  const text = JSON.stringify(answer.body);
  if (!line.endsWith('/persons'))
    for (const value of Object.values(PLANTED)) expect(text, line).not.toContain(value);
  return classOf(answer);
}

type Row = Record<string, Class>;

/** Asks at once; a row is compared whole, so that a failure shows who differs. */
async function rowOf(
  callers: [string, Caller][],
  line: string,
  body?: object,
  isStream = false,
): Promise<Row> {
  const answers = callers.map(
    async ([who, as]) => [who, await ask(line, { as, body, isStream })] as const,
  );
  return Object.fromEntries(await Promise.all(answers));
}

const postsAt = (place: Place) =>
  roles.map((role): [string, Caller] => [role, cast.at[place][role]]);

const endpoints = story.house.http.flatMap((module) =>
  Object.entries(module.api).map(
    ([name, endpoint]) => [`${module.name}.${name}`, endpoint] as const,
  ),
);

describe('an endpoint', slow, () => {
  it('is expected, described and served: the three lists are one', () => {
    const served = endpoints.map(([name]) => name).sort();
    expect(Object.keys(expected).sort()).toEqual(served);
    const described = endpointTables.flatMap(({ name, api }) =>
      Object.keys(api).map((endpoint) => `${name}.${endpoint}`),
    );
    expect(described.sort()).toEqual(served);
  });

  it('finds the roles with the permissions that they should have', async () => {
    const { body } = await story.http('GET /api/roles', { as: stranger });
    const stands = body.items as { code: string; permissions: string[] }[];
    expect(stands.map((role) => role.code).sort()).toEqual([...roles].sort());
    for (const { code, permissions } of stands) {
      const should = Object.keys(held).filter((permission) => holds(code, permission));
      expect([...permissions].sort(), code).toEqual(should.sort());
    }
  });

  it.each(endpoints)('%s asks of everyone what it should', async (name, { method, path }) => {
    const wanted = expected[name];
    if (!wanted) throw new Error(`${name} is not in test/matrix/endpoints.ts`);
    const url = `${wanted.path ?? path}${wanted.query ? `?${wanted.query}` : ''}`;
    const callers = callersOf(wanted);
    const found = await rowOf(callers, `${method} ${url}`, wanted.body, wanted.isStream);
    const should = callers.map(([who]) => [who, classFor(who, wanted)]);
    const isPassed = ([who, one]: [string, Class]) => [who, one === 'missing' ? 'passed' : one];
    expect(Object.fromEntries(Object.entries(found).map(isPassed))).toEqual(
      Object.fromEntries(should),
    );
  });
});

/** One caller of each kind; a session that the endpoint ends is nobody's. */
function callersOf({ isLast }: Expected): [string, Caller][] {
  if (isLast) return [['nobody', cast.nobody]];
  return [
    ['nobody', cast.nobody],
    ['resident', stranger],
    ['reporter', stage.reporter],
    ...postsAt('superior'),
    ...scopes.map((scope): [string, Caller] => [`machine ${scope}`, cast.machines[scope]]),
  ];
}

function classFor(caller: string, { who }: Expected): Class {
  if (who === 'everyone') return 'passed';
  if (caller === 'nobody') return 'signIn';
  const isResident = caller === 'resident' || caller === 'reporter';
  const isMachine = caller.startsWith('machine ');
  const permission = who === 'registrars' ? 'matter.register' : who;
  const isHeld = isMachine ? caller === `machine ${permission}` : holds(caller, permission);
  const isOpen =
    who === 'signedIn' ||
    (isResident && (who === 'residents' || who === 'registrars')) ||
    (who === 'staff' && !isResident && !isMachine) ||
    isHeld;
  return isOpen ? 'passed' : 'forbidden';
}

const sceneNames = Object.keys(scenes) as SceneName[];
const isSubjectAt = (scene: SceneName, place: Place) =>
  scene === 'complaint' && (place === 'subject' || place === 'belowSubject');
const isInSight = (scene: SceneName, place: Place, role: string) =>
  isSeenAt(scenes[scene], place) && holds(role, 'matter.read');

/** Every place around a matter that is handled; around a complaint those that differ. */
const around = {
  handled: allPlaces,
  complaint: ['subject', 'belowSubject', 'verifying', 'supporting'],
} as const satisfies Partial<Record<SceneName, readonly Place[]>>;

describe('a matter', slow, () => {
  it('is named by the endpoints that this matrix has', () => {
    const naming = endpoints.filter(([, { path }]) => /\{number\}|attachments\/\{id\}/.test(path));
    const names = naming.map(([name]) => name.replace('matters.', ''));
    const isByPath = (name: string) => name !== 'listMessages' && name !== 'listReplyTemplates';
    expect(names.sort()).toEqual([...Object.keys(onMatter), 'act'].filter(isByPath).sort());
  });

  const cells = Object.entries(onMatter).flatMap(([name, one]) =>
    (['handled', 'complaint'] as const).map((scene) => [name, scene, one] as const),
  );
  it.each(cells)('answers %s to each role at each place: %s', async (_name, scene, one) => {
    const line = one.line(stage[scene]);
    for (const place of around[scene]) {
      const isSubject = isSubjectAt(scene, place);
      const should = roles.map((role) => {
        const sees = isInSight(scene, place, role);
        return [role, one.staff({ role, sees, isSubject })];
      });
      const found = await rowOf(postsAt(place), line, one.body);
      expect(found, `at ${place}`).toEqual(Object.fromEntries(should));
    }
    const others = [stage.reporter, stage.follower, stranger, reader, cast.nobody];
    const named = others.map((as, index): [string, Caller] => [String(index), as]);
    expect(Object.values(await rowOf(named, line, one.body))).toEqual(one.others);
  });
});

const kindOf = (scene: SceneName) => (scene === 'unsorted' ? 'intake' : 'report');
type Allowed = { action: string; why: string | null };

async function allowedOf(as: Caller, number: string): Promise<Allowed[] | null> {
  const { status, body } = await story.http(`GET /api/matters/${number}`, { as });
  return status === 404 ? null : (body.allowedActions as Allowed[]);
}

const namesOf = (allowed: Allowed[] | null) => allowed?.map((one) => one.action).sort() ?? null;

describe('an action', slow, () => {
  const named = (scene: SceneName, is: (takers: Takers) => boolean) =>
    Object.entries(acts[kindOf(scene)])
      .filter(([, takers]) => is(takers))
      .map(([action]) => action)
      .sort();

  it.each(['report', 'intake'] as const)('of %s has its line, and no other', async (kind) => {
    const as = cast.at.superior.clerk;
    const { body } = await story.http(`GET /api/rulebook/process/${kind}`, { as });
    const { actions } = body.body as { actions: object };
    expect(Object.keys(acts[kind]).sort()).toEqual(Object.keys(actions).sort());
  });

  it.each(sceneNames)('is offered to whom it should be: %s', async (scene) => {
    for (const place of allPlaces) {
      const asked = roles.map((role) => allowedOf(cast.at[place][role], stage[scene].number));
      for (const [index, allowed] of (await Promise.all(asked)).entries()) {
        const role = roles[index] ?? '';
        const may = (takers: Takers) =>
          holds(role, 'matter.act') && isAmong(takers, scenes[scene], role, place);
        const should = isInSight(scene, place, role) ? named(scene, may) : null;
        expect(namesOf(allowed), `${role} at ${place}`).toEqual(should);
        const open = allowed?.filter((one) => one.why === null) ?? [];
        if (isSubjectAt(scene, place)) expect(open, `${role}, the subject`).toEqual([]);
      }
    }
  });

  it.each(sceneNames)('is offered to residents and machines: %s', async (scene) => {
    const offered = async (as: Caller) => namesOf(await allowedOf(as, stage[scene].number));
    const by = (standing: string) => (takers: Takers) => takers.some(([, one]) => one === standing);
    const toAll = by('any resident');
    expect(await offered(stage.follower)).toEqual(
      named(scene, (one) => by('its follower')(one) || toAll(one)),
    );
    expect(await offered(stage.reporter)).toEqual(
      named(scene, (one) => by('its reporter')(one) || toAll(one)),
    );
    // These keys reach the county and so see; only who may act is offered the office's work.
    expect(await offered(verifier)).toEqual(scene === 'complaint' ? ['verify'] : []);
    for (const as of [worker, reader, onlooker]) expect(await offered(as)).toEqual([]);
    for (const as of [stranger, cast.machines['matter.act']]) expect(await offered(as)).toBeNull();
  });

  const lines = sceneNames.flatMap((scene) =>
    Object.entries(acts[kindOf(scene)])
      .filter(([action]) => scene !== 'complaint' || action === 'verify')
      .map(([action, takers], at) => [action, scene, takers, at] as const),
  );
  /** An input that no action has: who may act is told so, and nothing is written. */
  it.each(lines)('is taken as it is offered: %s, %s', async (action, scene, takers, at) => {
    const { number, version } = stage[scene];
    // Every role, each at another place, so that every action meets every place.
    const placed = roles.map((role, index) => {
      const place = allPlaces[(index + at) % allPlaces.length] ?? 'owner';
      const may = holds(role, 'matter.act') && isAmong(takers, scenes[scene], role, place);
      const should = !isInSight(scene, place, role) ? 'missing' : may ? 'passed' : 'notYours';
      return { who: `${role} at ${place}`, as: cast.at[place][role], should };
    });
    const callers = [
      ...placed.map(({ who, as }): [string, Caller] => [who, as]),
      ['a stranger', stranger] as [string, Caller],
      ['a machine that reads', reader] as [string, Caller],
    ];
    const should = Object.fromEntries(placed.map((one) => [one.who, one.should]));
    const line = `POST /api/matters/${number}/actions/${action}`;
    expect(await rowOf(callers, line, { version, input: { nonsense: true } })).toEqual({
      ...should,
      // Whom it troubles too may say so without having had it in sight.
      'a stranger': action === 'follow' ? 'passed' : 'missing',
      'a machine that reads': 'notYours',
    });
  });
});
