import fc from 'fast-check';
import { beforeAll, expect, it, vi } from 'vitest';
import { type Actor, nobody } from '../../../kernel/actor.ts';
import { q } from '../../../platform/db/index.ts';
import { testDatabase } from '../../../test/db.ts';
import {
  keepStates,
  machineActor,
  orgId,
  postId,
  staffActor,
  stateOf,
  supervisionOf,
  workOf,
} from '../../../test/many-matters.ts';
import { maySee } from '../rules/standing.ts';
import type { MatterState } from '../rules/state.ts';
import type { MatterView } from '../rules/view.ts';
import { inSight } from './scope.ts';

const { db } = await testDatabase();
const COUNTIES = ['310116', '310117'];

const county = fc.constantFrom(...COUNTIES);
const town = fc.tuple(county, fc.constantFrom('101', '102')).map((parts) => parts.join(''));
const village = fc.tuple(town, fc.constantFrom('201', '202')).map((parts) => parts.join(''));
const grid = fc.tuple(village, fc.constantFrom('001', '002')).map((parts) => parts.join(''));
const org = fc.integer({ min: 0, max: 4 }).map(orgId);
const post = fc.integer({ min: 0, max: 2 }).map(postId);

/** Places as intake leaves them, and a grid beside a region that is less exact. */
const place = fc.oneof(
  county.map((region) => ({ region, grid: null })),
  town.map((region) => ({ region, grid: null })),
  village.map((region) => ({ region, grid: null })),
  grid.map((code) => ({ region: code.slice(0, 12), grid: code })),
  grid.map((code) => ({ region: code.slice(0, 9), grid: code })),
);
const work = fc.record({
  org,
  role: fc.constantFrom('lead', 'supporting', 'verify', 'check', 'callBack'),
  state: fc.constantFrom('assigned', 'acknowledged', 'done', 'cancelled'),
});
const supervision = fc.record({ targetOrg: org, state: fc.constantFrom('issued', 'closed') });
const birth = fc.record({
  place,
  ownerOrg: org,
  handlingOrg: fc.option(org),
  works: fc.array(work, { maxLength: 2 }),
  supervisions: fc.array(supervision, { maxLength: 1 }),
  /** An accusation, and whom it is about. */
  sealed: fc.option(fc.record({ subjectOrg: fc.option(org), subjectPost: fc.option(post) })),
});
type Birth = (typeof birth extends fc.Arbitrary<infer T> ? T : never) & object;

function bornOf(drawn: Birth, n: number): MatterState {
  const { place: at, works, supervisions, sealed, ...orgs } = drawn;
  const hidden = sealed && {
    isSealed: true,
    isPrivate: true,
    subjectOrg: sealed.subjectOrg,
    facts: { subjectPost: sealed.subjectPost },
  };
  return {
    ...stateOf(n, { county: at.region.slice(0, 6), ...at, ...orgs, ...hidden }),
    assignments: works.map((one, index) => workOf(n * 2 + index, one as object)),
    supervisions: supervisions.map((one) => supervisionOf(n, one as object)),
  };
}

// The matters are drawn once, by a fixed seed; the actors are the property's.
const states = fc.sample(birth, { numRuns: 400, seed: 11 }).map(bornOf);

const region = fc.oneof(fc.constantFrom('31', '3101', '32', '310118'), county, town, village, grid);
const scope = fc.record({
  org: fc.oneof(org, fc.constant(orgId(99))),
  regions: fc.array(region, { maxLength: 3 }),
  permissions: fc.constantFrom(
    new Set(['matter.read']),
    new Set(['matter.read', 'matter.sealed']),
    new Set(['x']),
  ),
  post,
  counties: fc.constant(COUNTIES),
});
const actors: fc.Arbitrary<Actor> = fc.oneof(
  { weight: 6, arbitrary: scope.map((one) => staffActor({ ...one, orgPath: [one.org] })) },
  {
    weight: 2,
    arbitrary: scope.map(({ org: own, regions, permissions, counties }) =>
      machineActor({ org: own, orgPath: [own], regions, permissions, counties }),
    ),
  },
  { weight: 1, arbitrary: fc.constant<Actor>({ kind: 'system', task: 'test' }) },
  { weight: 1, arbitrary: fc.constant<Actor>({ kind: 'resident', account: 'r' }) },
  { weight: 1, arbitrary: fc.constant<Actor>(nobody) },
);
const own = fc.subarray(states.map((state) => state.matter.id));

async function seenInSql(actor: Actor, ownIds: string[], counties = COUNTIES): Promise<string[]> {
  const rows = await db.scoped({ counties }, (tx) =>
    tx.rows(q.selectFrom('matter.matter as m').select('m.id').where(inSight(actor, ownIds))),
  );
  return rows.map((row) => row.id).sort();
}

/** Nothing stands below anything here but itself. */
const orgs = { isBelow: (own: string, above: string) => own === above } as MatterView['orgs'];

function seenInRules(actor: Actor, ownIds: string[]): string[] {
  const isOwn = (state: MatterState) => ownIds.includes(state.matter.id);
  return states
    .filter((state) => {
      const relation = actor.kind === 'resident' && isOwn(state) ? 'reporter' : null;
      return maySee({ state, relation, orgs } as MatterView, actor);
    })
    .map((state) => state.matter.id)
    .sort();
}

// Generous: beside other work the machine is slow, and nothing here waits.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
beforeAll(async () => keepStates(db, states));

it('sees in SQL exactly what the rules let be seen', async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(actors, own, async (actor, ownIds) => {
      const ids = seenInRules(actor, ownIds);
      seen += ids.length;
      expect(await seenInSql(actor, ownIds)).toEqual(ids);
    }),
    { numRuns: 150 },
  );
  expect(seen).toBeGreaterThan(500);
});

it('sees nothing beyond the county wall, whatever the post', async () => {
  const wide = staffActor({ regions: ['31'], counties: COUNTIES });
  const all = states.map((state) => state.matter).filter((matter) => !matter.isSealed);
  expect(await seenInSql(wide, [])).toHaveLength(all.length);
  const here = all.filter((matter) => matter.county === '310117').map((matter) => matter.id);
  expect(await seenInSql(wide, [], ['310117'])).toEqual(here.sort());
  expect(await seenInSql(wide, [], [])).toEqual([]);
});

it('uses only leakproof operators, so that an index serves under the wall', async () => {
  const wide = staffActor({ regions: ['31', '310116101', '310116101201', '310116101201001'] });
  const { sql } = q.selectFrom('matter.matter as m').where(inSight(wide)).select('m.id').compile();
  expect(sql).not.toMatch(/like|~|@@|@>|&&|\?|substr|left\(/i);
});
