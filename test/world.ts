/**
 * The loop for story tests: a real database, people in two counties, the real process of reports.
 * The clock stands until a test moves it; a matter is brought to a stage by acts, as people would.
 */
import type { Actor } from '../kernel/actor.ts';
import { refuse } from '../kernel/refusal.ts';
import { commandContext } from '../modules/identity/index.ts';
import { type ActAnswer, act } from '../modules/matters/actions/act.ts';
import { type RegisterWorld, register } from '../modules/matters/actions/register.ts';
import type { NewReport } from '../modules/matters/contract/reports.ts';
import type { Given } from '../modules/matters/rules/draft.ts';
import { countyOfNumber } from '../modules/matters/rules/number.ts';
import { type MatterState, rebuild } from '../modules/matters/rules/state.ts';
import { type Entry, listEntries } from '../modules/matters/store/log.ts';
import { findMatter } from '../modules/matters/store/matters.ts';
import type { Database } from '../platform/db/index.ts';
import type { RequestContext } from '../platform/http/index.ts';
import type { TestDatabase } from './db.ts';
import { ELSEWHERE, HERE, type Shared, testRules, VILLAGE, worldOn } from './loop.ts';
import { identityWorld, newTestId, type People, people, testClock } from './people.ts';

/** Stages on the straight way of a report. */
export const stages = [
  'registered',
  'opened',
  'dispatched',
  'handling',
  'checking',
  'callingBack',
  'closed',
] as const;
export type Stage = (typeof stages)[number];
/** A person of `people.ts`. */
export type Who = { actor: Actor };

/** Opens the loop over a test database, with people of its own. `at` is where the clock stands. */
export async function testWorld({ db }: Pick<TestDatabase, 'db'>, at = '2026-11-17T02:00:00Z') {
  const clock = testClock(at);
  const { identity, ...rest } = await identityWorld(db, { clock });
  const staff = await people({ identity, ...rest }, [HERE, ELSEWHERE]);
  const shared: Shared = { clock, identity, rules: testRules(), sent: [] };
  const world = worldOn(db, shared);
  const ctx = (actor: Actor, key?: string): RequestContext => ({
    ...commandContext('test', clock.now(), newTestId),
    actor,
    ...(key && { idempotencyKey: key }),
  });
  const reads = readsOf(db);
  /** A report by the county's clerk for a reporter who can be reached, unless told otherwise. */
  const report = async (over: Partial<NewReport> = {}, by: Who = staff.clerk) => {
    const reporter = { name: '张示例', phone: '13900000001' };
    const usual = { text: '路灯不亮', category: 'street', region: VILLAGE, reporter };
    return (await register(world, ctx(by.actor), { ...usual, ...over })).matter.number;
  };
  /** Takes an action, with the version that stands. */
  const take: Take = async (who, number, action, given = {}) => {
    const { version } = (await reads.state(number)).matter;
    return act(world, ctx(who.actor), { number, action, given, version });
  };
  /** A new report brought to a stage by acts at the present time. Answers its number. */
  const matterAt = async (stage: Stage, over: Partial<NewReport> = {}): Promise<string> => {
    const number = await report(over);
    for (const next of stages.slice(1, stages.indexOf(stage) + 1)) {
      await stepTo(next, number, take, staff);
    }
    return number;
  };
  /** The same loop over another pool, as another server has it. */
  const on = (other: Database): RegisterWorld => worldOn(other, shared);
  return { ...shared, ...reads, world, staff, ctx, report, take, matterAt, on };
}

/** What stands in the tables, and what the log makes of it: the two must say the same. */
function readsOf(db: Database) {
  const state = async (number: string, county = countyOfNumber(number)): Promise<MatterState> => {
    const loaded = await db.scoped({ counties: [county] }, (tx) =>
      findMatter(tx, { county, number }, 'none'),
    );
    return loaded?.state ?? refuse('NOT_FOUND');
  };
  const log = async (number: string, county = countyOfNumber(number)): Promise<Entry[]> => {
    const { matter } = await state(number, county);
    const page = { county, matterId: matter.id, limit: 1000 };
    return db.scoped({ counties: [county] }, (tx) => listEntries(tx, page));
  };
  const rebuilt = async (number: string) => rebuild((await log(number)).map((one) => one.public));
  return { state, log, rebuilt };
}

type Take = (who: Who, number: string, action: string, given?: Given) => Promise<ActAnswer>;

function stepTo(stage: Stage, number: string, take: Take, staff: People): Promise<unknown> {
  switch (stage) {
    case 'registered':
      throw new Error('a matter begins there');
    case 'opened':
      return take(staff.townDispatcher, number, 'open');
    case 'dispatched':
      return take(staff.townDispatcher, number, 'dispatch', { org: staff.orgs.department });
    case 'handling':
      return take(staff.handler, number, 'acknowledge');
    case 'checking': {
      const result = { outcome: 'fixed', text: '已修好', reply: '已修好' };
      return take(staff.handler, number, 'complete', result);
    }
    case 'callingBack':
      return take(staff.checker, number, 'check', { result: 'passed', text: '属实' });
    case 'closed':
      return callBackAndClose(number, take, staff);
  }
}

async function callBackAndClose(number: string, take: Take, staff: People): Promise<void> {
  await take(staff.callBackOperator, number, 'callBack', { result: 'satisfied', text: '满意' });
  await take(staff.callBackOperator, number, 'close');
}
