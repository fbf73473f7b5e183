/**
 * Grows the demo into a city: copies of its told stories by the thousand, batch by batch, each in
 * one transaction with the line that says it stands. A run that was killed goes on where it was.
 */
import { refuse } from '../../../kernel/refusal.ts';
import type { Bulk } from '../../../platform/db/bulk.ts';
import { chanceOf } from '../rules/chance.ts';
import { planBatches, WHOLE_MOST } from '../rules/growth.ts';
import {
  beginRun,
  dropIndexes,
  listRuns,
  lockRuns,
  makeIndex,
  noteBatch,
  noteDone,
  type Run,
} from '../store/growth.ts';
import { toldStories } from '../store/stories.ts';
import type { Cast } from './cast.ts';
import { demoTowns } from './directory.ts';
import { drawer, type Place } from './drawing.ts';
import { COUNTY, type DemoHouse, type DemoOptions } from './house.ts';
import { openLanes } from './lanes.ts';
import { prepare } from './load.ts';
import { MATTER, ofMatter } from './mould-making.ts';
import { loadMoulds, type Stories } from './moulds.ts';
import { hasNeighbours, isNextDoor, loadNeighbours, type Town } from './next-door.ts';
import { numbering } from './numbering.ts';
import { type Copy, emptyPoured, type Poured, pour } from './pour.ts';
import { type Scenery, TOWN_SHARES } from './scene.ts';
import { standInsOf } from './stand-ins.ts';

export type GrowOptions = DemoOptions & {
  /** How many grown matters there shall be in all. */
  matters: number;
  /** A run of so many makes the indexes after. */
  indexesFrom: number;
  /** Also in two counties next door; what grew there once goes on growing there. */
  isCity?: boolean;
  /** A run of more tells what is over by one entry each. */
  wholeMost?: number;
  say?: (line: string) => void;
};

type Growing = GrowOptions & {
  house: DemoHouse;
  bulk: Bulk;
  cast: Cast;
  nextDoor: readonly Town[];
  towns: readonly Place[];
  say: (line: string) => void;
};

/** `matters`: those that this call made. */
export type Grown = { matters: number; isDone: boolean; seconds: number };

/**
 * Refuses GROW_BESIDE_WORK where somebody works: numbers were given out in another county, or here
 * without the demo. To be asked before the demo is loaded.
 */
export async function assertGrowable(house: DemoHouse, bulk: Bulk): Promise<void> {
  const counties = await bulk.valuesOf('matter.number_block', 'county');
  const isDemo = (await toldStories(house.db)).size > 0;
  const hasGrown = isDemo && (await hasNeighbours(house));
  const isOurs = (one: string) => (one === COUNTY ? isDemo : hasGrown && isNextDoor(one));
  const county = counties.find((one) => !isOurs(one));
  if (county) refuse('GROW_BESIDE_WORK', { values: { county } });
}

/** The demo must stand: its stories are what is copied. Refuses GROW_BESIDE_WORK. */
export async function growCity(house: DemoHouse, bulk: Bulk, options: GrowOptions): Promise<Grown> {
  const { say = () => undefined } = options;
  await assertGrowable(house, bulk);
  const { cast, scenery } = await prepare(house, { ...options, progress: undefined });
  const isCity = options.isCity || (await hasNeighbours(house));
  const nextDoor = isCity ? await loadNeighbours(house, options) : [];
  const towns = [...placesAtHome(scenery), ...nextDoor];
  const growing: Growing = { ...options, house, bulk, cast, nextDoor, towns, say };
  const begun = performance.now();
  const ended = (matters: number, isDone: boolean): Grown => {
    return { matters, isDone, seconds: (performance.now() - begun) / 1000 };
  };
  const run = await openRun(growing);
  if (!run) return ended(0, true);
  const stories = await storiesOf(growing);
  await takeIndexes(growing, run, [...stories.columns.keys()]);
  const matters = await growRun(growing, run, stories);
  if (options.signal?.aborted) return ended(matters, false);
  await finish(growing, run, [...stories.columns.keys()]);
  return ended(matters, true);
}

function placesAtHome(scenery: Scenery): Place[] {
  return demoTowns().map(({ code }, at) => {
    return { code, share: TOWN_SHARES[at] ?? 1, grids: scenery.grids[at] ?? [] };
  });
}

async function storiesOf({ house, bulk, cast, nextDoor, say }: Growing): Promise<Stories> {
  const told = await toldStories(house.db);
  const stories = await loadMoulds(house, bulk, { told, standIns: standInsOf(cast, nextDoor) });
  const { moulds, left } = stories;
  say(`${moulds.length} moulds of ${moulds.length + left.size} stories`);
  for (const why of new Set(left.values())) say(`  left out: ${why}`);
  return stories;
}

/** Told stories are looked up here one by one, also by a run that goes on. */
const LOOKED_UP: ReadonlySet<string> = new Set([MATTER, ofMatter('link')]);

async function takeIndexes(
  { bulk, indexesFrom, say }: Growing,
  run: Run,
  tables: readonly string[],
): Promise<void> {
  if (run.batches > 0 || run.indexes.length > 0 || run.aim < indexesFrom) return;
  const inBulk = tables.filter((table) => !LOOKED_UP.has(table));
  const keys = await bulk.keysOf(inBulk);
  const indexes = await bulk.indexesOf(tables);
  run.indexes = [...keys, ...indexes, ...(await bulk.vacuumsOf(tables))];
  await dropIndexes(bulk, run.run, run.indexes);
  say(`${keys.length + indexes.length} keys and indexes are made after`);
}

/** The run under way, else one for what is missing; null when nothing is. */
async function openRun({ bulk, matters, now: asOf }: Growing): Promise<Run | null> {
  await lockRuns(bulk);
  const runs = await listRuns(bulk);
  const last = runs.at(-1);
  if (last && !last.isDone) return last;
  const stands = runs.reduce((sum, run) => sum + run.matters, 0);
  const aim = matters - stands;
  if (aim <= 0) return null;
  const run = (last?.run ?? 0) + 1;
  await beginRun(bulk, { run, aim, asOf });
  return { run, aim, asOf, batches: 0, matters: 0, indexes: [], isDone: false };
}

/** From here on numbers are fetched ahead. */
const MANY = 100_000;

async function growRun(growing: Growing, run: Run, stories: Stories): Promise<number> {
  const { bulk, signal, towns, say, wholeMost = WHOLE_MOST } = growing;
  const { progress = () => undefined } = growing;
  const past = run.aim > wholeMost ? stories.briefs : stories.moulds;
  const draw = drawer({ ...run, past, moulds: stories.moulds }, towns);
  const of = { run, number: numbering(growing.house.matters.bulk, run.aim > MANY) };
  const left = [...planBatches(run.aim, run.asOf).entries()].slice(run.batches);
  let grown = run.matters;
  const lanes = await openLanes(bulk);
  const begun = performance.now();
  try {
    for (const [index, batch] of left) {
      if (signal?.aborted) break;
      const { poured, matters } = await pourBatch(growing, draw(batch, index), index, of);
      await lanes.write({
        rows: (lane) => copySheets(lane, stories.columns, poured),
        rest: async (lane) => {
          await growing.house.matters.bulk.addCounters(lane, poured.counted);
          await noteBatch(lane, run.run, matters);
        },
      });
      grown += matters;
      progress('matters', grown, run.aim);
    }
    await lanes.done();
  } finally {
    await lanes.close();
  }
  const seconds = (performance.now() - begun) / 1000;
  const rate = Math.round((grown - run.matters) / seconds);
  say(`${grown - run.matters} matters poured in ${seconds.toFixed(1)} s (${rate}/s)`);
  return grown - run.matters;
}

/** Pouring takes all of a core; the connection gets its turn now and then. */
const BREATH = 20;

async function pourBatch(
  { house }: Growing,
  copies: readonly Copy[],
  index: number,
  { run, number }: { run: Run; number: ReturnType<typeof numbering> },
): Promise<{ poured: Poured; matters: number }> {
  const { bulk } = house.matters;
  const chance = chanceOf(`pour ${run.run} ${index}`);
  const numbers = await number(copies);
  const poured = emptyPoured();
  let matters = 0;
  for (const [at, copy] of copies.entries()) {
    matters += copy.mould.matters;
    pour(poured, copy, { bulk, chance, numbers: numbers(copy) });
    if (at % BREATH === BREATH - 1) await new Promise(setImmediate);
  }
  return { poured, matters };
}

async function copySheets(
  bulk: Bulk,
  columns: Stories['columns'],
  { sheets }: Poured,
): Promise<void> {
  for (const [table, { bytes, length }] of sheets) {
    await bulk.copy(table, columns.get(table) ?? [], bytes.subarray(0, length));
  }
}

/** Until then the longer and coarser sums of figures lack what was grown. */
async function sumUp({ bulk, house, say }: Growing, { asOf }: Run): Promise<void> {
  const begun = performance.now();
  for (const county of await bulk.valuesOf('matter.number_block', 'county')) {
    await house.matters.bulk.mendFigures(county, asOf);
  }
  say(`figures summed in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
}

const SUMS = ['matter.counter_sum', 'matter.counter_status'];

async function finish(growing: Growing, run: Run, tables: readonly string[]): Promise<void> {
  const { bulk, say } = growing;
  for (const table of SUMS) await bulk.tidy(table);
  await sumUp(growing, run);
  for (const index of run.indexes) {
    const begun = performance.now();
    await makeIndex(bulk, run.run, index);
    const seconds = (performance.now() - begun) / 1000;
    if (seconds >= 0.1) say(`${index.name} in ${seconds.toFixed(1)} s`);
  }
  await noteDone(bulk, run.run);
  for (const table of [...tables, ...SUMS]) {
    await bulk.tidy(table);
  }
}
