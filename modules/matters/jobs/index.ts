/**
 * The jobs of the loop for the house: what people wait for is swept, maintenance has set times.
 * The house's clock moves what is swept; schedules run in real time.
 */
import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { Schedule } from '../../../platform/jobs/schedule.ts';
import type { SweepLog, SweepTask } from '../../../platform/jobs/sweeper.ts';
import { recountOnce } from '../actions/recount.ts';
import type { MattersWorld } from '../actions/world.ts';
import { WAITING } from '../rules/attachments.ts';
import { listCrowded } from '../store/counters.ts';
import { findDueCounties } from '../store/due.ts';
import { listMapWork } from '../store/map-days.ts';
import { sweepOrphans, sweepParts, sweepRemoved } from './attachments.ts';
import { recomputeProvisional } from './calendar.ts';
import { sweepRungs } from './ladder.ts';
import { sweepSubLinks } from './links.ts';
import { makeMapDaysSweep } from './map-days.ts';
import { makePace } from './pace.ts';
import { sweepCounters, sweepKeys } from './upkeep.ts';

/** `counties`: those that this installation serves. */
export type JobsWorld = MattersWorld & { counties: () => Promise<readonly string[]> };

/** A response may be due in a minute: its rungs fire within a few seconds. */
const LADDER_EVERY_MS = 2_000;
/** Readers add what is not folded: this only keeps them quick. */
const COUNTERS_EVERY_MS = 30_000;
/** In a rush some thousand come in as many seconds, and each reader adds them all: 1 ms. */
const CROWDED_EVERY_MS = 2_000;
const CROWDED_FROM = 1_000;
const LINKS_EVERY_MS = 10 * 60_000;
/** A map may be so far behind what was closed. */
const MAP_DAYS_EVERY_MS = 5_000;

/** The tasks for the house's sweeper. */
export function matterSweeps(world: JobsWorld, clock: Clock, log: SweepLog): SweepTask[] {
  const onFault = (err: unknown, matter: string) =>
    log.error({ err, matter, task: 'ladder' }, 'a matter could not be swept');
  const packDays = makeMapDaysSweep({ db: world.db, wait: pause });
  const pace = makePace({ now: () => performance.now(), wait: pause });
  return [
    {
      name: 'ladder',
      everyMs: LADDER_EVERY_MS,
      counties: async () => {
        const [counties, now] = await Promise.all([world.counties(), clock.now()]);
        return world.db.scoped({ counties }, (tx) => findDueCounties(tx, counties, now));
      },
      sweep: async (county, signal) =>
        sweepRungs(world, county, await clock.now(), { signal, onFault, pace }),
    },
    {
      name: 'counters',
      everyMs: COUNTERS_EVERY_MS,
      counties: world.counties,
      sweep: async (county) => sweepCounters(world, county, await clock.now()),
    },
    {
      name: 'crowdedCounters',
      everyMs: CROWDED_EVERY_MS,
      counties: async () => {
        const counties = await world.counties();
        return world.db.scoped({ counties }, (tx) => listCrowded(tx, counties, CROWDED_FROM));
      },
      sweep: async (county) => sweepCounters(world, county, await clock.now()),
    },
    {
      name: 'mapDays',
      everyMs: MAP_DAYS_EVERY_MS,
      counties: async () => {
        const counties = await world.counties();
        return world.db.scoped({ counties }, (tx) => listMapWork(tx, counties));
      },
      sweep: async (county, signal) => packDays(county, await clock.now(), signal),
    },
    {
      name: 'subLinks',
      everyMs: LINKS_EVERY_MS,
      counties: world.counties,
      sweep: async (county, signal) => sweepSubLinks(world, county, await clock.now(), signal),
    },
  ];
}

/** Ends early, and without a word, when the signal falls. */
function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return setTimeout(ms, undefined, { signal }).catch(() => undefined);
}

/** The jobs at set times: each may be run again at any moment. */
export function matterSchedules(world: JobsWorld, clock: Clock): Schedule[] {
  return [
    {
      // After an upgrade that counts otherwise; else one row is read.
      name: 'recount',
      cron: '*/10 * * * *',
      run: (signal) =>
        inEachCounty(world, signal, async (county) => {
          await recountOnce(world, county, await clock.now());
        }),
    },
    {
      name: 'calendar',
      cron: '20 1 * * *',
      run: (signal) =>
        inEachCounty(world, signal, async (county) => {
          await recomputeProvisional(world, county, await clock.now(), signal);
        }),
    },
    {
      name: 'keys',
      cron: '40 1 * * *',
      run: (signal) =>
        inEachCounty(world, signal, async (county) => {
          while (!signal.aborted && (await sweepKeys(world, county, await clock.now())) > 0);
        }),
    },
    {
      name: 'uploads',
      cron: '50 * * * *',
      run: async (signal) => {
        await sweepOrphans(world, await clock.now());
        await sweepParts(world, await clock.now());
        await inEachCounty(world, signal, async (county) => {
          await sweepRemoved(world, county);
        });
      },
    },
  ];
}

/** One county that fails does not keep the others from their turn; the job fails after all. */
async function inEachCounty(
  world: JobsWorld,
  signal: AbortSignal,
  work: (county: string) => Promise<void>,
): Promise<void> {
  const failures: unknown[] = [];
  for (const county of await world.counties()) {
    if (signal.aborted) break;
    if (county !== WAITING) await work(county).catch((error) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}
