/**
 * Loads the demo: rules, places, organisations, people, then the invented matters one by one, each
 * by acting as people would, at times that lie in the past. Whatever stands already is found again.
 */
import { setTimeout } from 'node:timers/promises';
import type { Calendar } from '../../../kernel/calendar.ts';
import { type Leased, withLease } from '../../../platform/jobs/lease.ts';
import { planStories } from '../rules/plan.ts';
import { keepStory, toldStories } from '../store/stories.ts';
import { castOf } from './cast.ts';
import { loadAccounts, loadOrgs, loadResidents, systemContext } from './directory.ts';
import { loadField } from './field.ts';
import { COUNTY, type DemoHouse, type DemoOptions } from './house.ts';
import { loadAgenda, loadCommittees } from './mediation.ts';
import { loadNamedPlaces } from './named-places.ts';
import { loadNotices } from './notices.ts';
import { loadPlaces } from './places.ts';
import { loadReception } from './reception.ts';
import { sceneryOf } from './scene.ts';
import { scripts } from './scripts.ts';
import { type Stage, tell } from './teller.ts';

/** Rules hold from before the oldest story. */
const RULES_SINCE = Date.UTC(2020, 0, 1);
const COUNT_DEFAULT = 300;

/** What came of a start: the stories that this one told, all there are, and those still to tell. */
export type Loaded = { told: number; of: number; left: number };

/**
 * Loads what is missing; a second call changes nothing. While stories are told the lease of the
 * county's ladder is held: a rung fired at the present would take a story out of its past. Answers
 * null when another process holds it, and so loads the demo.
 */
export async function loadDemo(house: DemoHouse, options: DemoOptions): Promise<Loaded | null> {
  const stage = await prepare(house, options);
  const leased = await withLadderHeld(house, async (lost) => {
    const loaded = await tellStories(stage, options, lost);
    if (loaded.left === 0) await loadField(stage);
    if (loaded.left === 0) await loadAgenda(stage);
    if (loaded.left === 0) await loadReception(stage);
    await stage.sweep(options.now);
    return loaded;
  });
  return leased.held ? leased.value : null;
}

async function tellStories(stage: Stage, options: DemoOptions, lost: AbortSignal): Promise<Loaded> {
  const { now, count = COUNT_DEFAULT, progress = () => undefined } = options;
  const { db } = stage.house;
  const plans = planStories({ now, count });
  const told = await toldStories(db);
  const left = plans.filter((plan) => !told.has(plan.name));
  const loaded: Loaded = { told: 0, of: plans.length, left: left.length };
  progress('matters', plans.length - left.length, plans.length);
  for (const plan of left) {
    if (lost.aborted || options.signal?.aborted) break;
    // A rule that the administrator changed may close a way: the other stories go on.
    const number = await tell(stage, plan, scripts[plan.way]).catch((error: unknown) => {
      if (!options.onFault) throw error;
      options.onFault(error, plan.name);
      return '';
    });
    await keepStory(db, { name: plan.name, number, at: now });
    loaded.told += 1;
    loaded.left -= 1;
    progress('matters', plans.length - left.length + loaded.told, plans.length);
  }
  return loaded;
}

const LEASE_MS = 30_000;
/** A sweep under way ends within moments; whoever holds it longer is another process's demo. */
const TRIES_MAX = 20;
const TRY_EVERY_MS = 250;

async function withLadderHeld<T>(
  { db }: DemoHouse,
  work: (lost: AbortSignal) => Promise<T>,
): Promise<Leased<T>> {
  const terms = { county: COUNTY, task: LADDER, holder: 'demo', forMs: LEASE_MS };
  for (let tries = 1; ; tries += 1) {
    const leased = await withLease(db, terms, work);
    if (leased.held || tries === TRIES_MAX) return leased;
    await setTimeout(TRY_EVERY_MS);
  }
}

const LADDER = 'ladder';

/** The house's own ladder, under a clock that the stories move. */
function ladderOf({ matters }: DemoHouse, onFault: DemoOptions['onFault']) {
  const clock = { at: 0 };
  const log = { error: (about: object) => onFault?.(about, LADDER) };
  const task = matters.sweeps({ now: () => clock.at }, log).find((one) => one.name === LADDER);
  if (!task) throw new Error('the loop has a ladder');
  const never = new AbortController().signal;
  return async (at: number): Promise<void> => {
    clock.at = at;
    while ((await task.sweep(COUNTY, never)) > 0);
  };
}

/** Everything before the first matter: enough to sign in and look around. */
export async function prepare(house: DemoHouse, options: DemoOptions): Promise<Stage> {
  const { now, password, progress = () => undefined } = options;
  const ctx = () => systemContext(house, now);
  await house.identity.loadRoles(ctx());
  await house.identity.fresh();
  await house.rulebook.publishMissing(ctx(), options.documents, RULES_SINCE);
  await loadPlaces(house, now);
  await loadNamedPlaces(house, now);
  const orgs = await loadOrgs(house, ctx, (done, of) => progress('organisations', done, of));
  const posts = await loadAccounts(house, orgs, {
    ctx,
    password,
    progress: (done, of) => progress('accounts', done, of),
  });
  const residents = await loadResidents(house, ctx());
  const scenery = await sceneryOf(house, now);
  const calendar = (await house.rulebook.current()).find<Calendar>('calendar', 'main', COUNTY, now);
  if (!calendar) throw new Error('the demo needs a calendar among its documents');
  const cast = castOf(house, { orgs, posts, residents, now });
  await loadNotices(house, cast, now);
  await loadCommittees({ house, cast, now });
  const sweep = ladderOf(house, options.onFault);
  return { house, cast, scenery, calendar: calendar.body, now, sweep };
}
