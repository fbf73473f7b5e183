/**
 * Packs a county's days for its maps: follows the log's tail, says which days it touched, and packs
 * those anew. What took long is done the less often: never more than a twentieth of a core, and
 * half of one where whole years wait, after an upgrade or a recount.
 */
import { uuidTime } from '../../../kernel/ids.ts';
import type { Database, Tx } from '../../../platform/db/index.ts';
import { packDay } from '../rules/map-pack.ts';
import {
  deleteOldDays,
  findMapProgress,
  listDrawn,
  listStale,
  listTouched,
  lockDay,
  markStale,
  noteMapProgress,
  writeDay,
} from '../store/map-days.ts';
import { oldestUnderWay } from '../store/tail.ts';

export type MapDaysWorld = {
  db: Database;
  wait: (ms: number, signal?: AbortSignal) => Promise<void>;
};

/** How far the clocks of two servers may stand apart. */
const SKEW_MS = 5_000;
const ENTRIES_MAX = 5_000;
const DAYS_AT_ONCE = 20;
const TIMES_TOOK = 20;
/** What took less is no load. */
const LIGHT_MS = 50;

export type MapDaysSweep = (county: string, now: number, signal: AbortSignal) => Promise<number>;

export function makeMapDaysSweep(world: MapDaysWorld): MapDaysSweep {
  const { db } = world;
  const resting = new Map<string, number>();
  const packInTurn = makeTurns(world);
  return async (county, now, signal) => {
    if ((resting.get(county) ?? 0) > performance.now()) return 0;
    const scope = { counties: [county] };
    const { hasMore } = await db.scoped(scope, (tx) => follow(tx, county, now));
    const days = await db.scoped(scope, (tx) => listStale(tx, county, DAYS_AT_ONCE));
    let took = 0;
    for (const day of days) took += await packInTurn(county, day, signal);
    if (signal.aborted) return 0;
    if (hasMore || days.length === DAYS_AT_ONCE) return days.length + 1;
    if (took > LIGHT_MS) resting.set(county, performance.now() + TIMES_TOOK * took);
    return 0;
  };
}

/** Of all counties of this process one day at a time, and a rest after it. Answers what it took. */
function makeTurns({ db, wait }: MapDaysWorld) {
  let free: Promise<unknown> = Promise.resolve();
  return (county: string, day: string, signal: AbortSignal): Promise<number> => {
    const turn = free.then(async () => {
      if (signal.aborted) return 0;
      const begun = performance.now();
      await db.scoped({ counties: [county] }, (tx) => pack(tx, county, day));
      const took = performance.now() - begun;
      // A large city's day holds up for tens of milliseconds whoever asks: one thread answers all.
      await wait(took, signal);
      return took;
    });
    free = turn.catch(() => undefined);
    return turn;
  };
}

/** Marks the days that the log's next entries touched; at first all of them. */
async function follow(tx: Tx, county: string, now: number): Promise<{ hasMore: boolean }> {
  const settled = (await oldestUnderWay(tx)) - SKEW_MS;
  const from = await findMapProgress(tx, county);
  deleteOldDays(tx, county, now);
  if (from === null) {
    await markStale(tx, county, { now, matters: null });
    noteMapProgress(tx, county, settled);
    return { hasMore: false };
  }
  const { matters, last, count } = await listTouched(tx, { county, from, limit: ENTRIES_MAX });
  if (matters.length > 0) await markStale(tx, county, { now, matters });
  // Entries whose transactions are under way may still come before those that were read.
  const isBehind = count === ENTRIES_MAX && last !== null && uuidTime(last) < settled;
  noteMapProgress(tx, county, isBehind ? last : settled);
  return { hasMore: isBehind };
}

async function pack(tx: Tx, county: string, day: string): Promise<void> {
  lockDay(tx, county, day);
  const drawn = await listDrawn(tx, county, day);
  writeDay(tx, { county, day }, { packed: packDay(drawn), count: drawn.length });
}
