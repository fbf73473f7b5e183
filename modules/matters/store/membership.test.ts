/** In which queues a matter stands: the rules that live updates ask say what the statements say. */
import fc from 'fast-check';
import { beforeAll, expect, it, vi } from 'vitest';
import { testDatabase } from '../../../test/db.ts';
import {
  keepStates,
  orgId,
  postId,
  START,
  staffActor,
  usualState,
} from '../../../test/many-matters.ts';
import { readPage } from '../actions/queues.ts';
import type { Queue } from '../contract/lists.ts';
import { isInSightOf, queuesOf } from '../rules/membership.ts';
import { planQueue, type Worker } from '../rules/queues.ts';
import { maySee } from '../rules/standing.ts';
import type { MatterView } from '../rules/view.ts';
import { readTracked, type Tracked } from './tail.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const { db } = await testDatabase();
const states = Array.from({ length: 900 }, (_, n) => usualState(n));
const NOW = START + 40 * 24 * 3_600_000;
const tracked: Tracked[] = [];

beforeAll(async () => {
  await keepStates(db, states);
  const ids = states.map((state) => state.matter.id);
  const at = { counties: ['310116'], ids };
  tracked.push(...(await db.scoped(at, (tx) => readTracked(tx, at))));
});

const asked: Queue[] = [
  'mine',
  'org',
  'owned',
  'toOpen',
  'toDispatch',
  'toVerify',
  'toCheck',
  'toCallBack',
  'unowned',
  'overdue',
  'dueSoon',
  'requests',
  'supervised',
  'supervising',
  'recent',
  'closed',
];

const region = fc.constantFrom(
  '310116',
  '310116101',
  '310116105',
  '310116103204',
  '310116101201001',
);
const worker = fc
  .record({
    org: fc.constantFrom(0, 0, 1, 2, 3, 14, 101, 103, 105).map(orgId),
    post: fc.nat(9).map(postId),
    regions: fc.array(region, { minLength: 1, maxLength: 2 }),
  })
  .map((one) => staffActor({ ...one, orgPath: [orgId(0), one.org] }));

async function inSql(actor: Worker, queue: Queue): Promise<string[]> {
  const plan = planQueue(actor, { queue, filters: {}, now: NOW });
  const { rows } = await readPage({ db }, actor, plan, { after: null, size: 1000 });
  return rows.map((row) => row.id).sort();
}

it.each(asked)('of %s by rules as in SQL', async (queue) => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(worker, async (actor) => {
      const here = tracked.filter((one) => queuesOf(actor, one, NOW).includes(queue));
      found += here.length;
      expect(await inSql(actor, queue)).toEqual(here.map((one) => one.id).sort());
    }),
    { numRuns: 16, seed: 5 },
  );
  expect(found).toBeGreaterThan(0);
});

it('sees what the rules of a single matter let be seen', () => {
  const byId = new Map(states.map((state) => [state.matter.id, state]));
  fc.assert(
    fc.property(worker, fc.constantFrom(...states.keys()), (actor, n) => {
      const one = tracked[n];
      const state = one && byId.get(one.id);
      if (!one || !state) throw new Error('the matter was read');
      expect(isInSightOf(actor, one)).toBe(maySee({ state, relation: null } as MatterView, actor));
    }),
  );
});
