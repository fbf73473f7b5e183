/**
 * Grows the demo into a city: copies of its told stories by the thousand, batch by batch, each in
 * one transaction with the line that says it stands. A run that was killed goes on where it was.
 */
import { refuse } from '../../../kernel/refusal.ts';
import type { Bulk } from '../../../platform/db/bulk.ts';
import { type Chance, chanceOf } from '../rules/chance.ts';
import { type Batch, planBatches, shiftOf } from '../rules/growth.ts';
import { wayOfStory, weightOfStory } from '../rules/plan.ts';
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
import { COUNTY, type DemoHouse, type DemoOptions } from './house.ts';
import { prepare } from './load.ts';
import type { Mould } from './mould-of.ts';
import { loadMoulds, type Stories, type Told } from './moulds.ts';
import { placesOf } from './places.ts';
import { type Copy, emptyPoured, type Poured, pour } from './pour.ts';
import { type Scenery, TOWN_SHARES } from './scene.ts';
import { standInsOf } from './stand-ins.ts';

export type GrowOptions = DemoOptions & {
  /** How many grown matters there shall be in all. */
  matters: number;
  /** A run of so many makes the indexes after. */
  indexesFrom: number;
  say?: (line: string) => void;
};

type Growing = GrowOptions & {
  house: DemoHouse;
  bulk: Bulk;
  cast: Cast;
  scenery: Scenery;
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
  const county = counties.find((one) => one !== COUNTY || !isDemo);
  if (county) refuse('GROW_BESIDE_WORK', { values: { county } });
}

/** The demo must stand: its stories are what is copied. Refuses GROW_BESIDE_WORK. */
export async function growCity(house: DemoHouse, bulk: Bulk, options: GrowOptions): Promise<Grown> {
  const { say = () => undefined } = options;
  await assertGrowable(house, bulk);
  const { cast, scenery } = await prepare(house, { ...options, progress: undefined });
  const growing: Growing = { ...options, house, bulk, cast, scenery, say };
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

async function storiesOf({ house, bulk, cast, say }: Growing): Promise<Stories> {
  const told = await toldStories(house.db);
  const stories = await loadMoulds(house, bulk, { told, standIns: standInsOf(cast) });
  const { moulds, left } = stories;
  say(`${moulds.length} moulds of ${moulds.length + left.size} stories`);
  for (const why of new Set(left.values())) say(`  left out: ${why}`);
  return stories;
}

async function takeIndexes(
  { bulk, indexesFrom, say }: Growing,
  run: Run,
  tables: readonly string[],
): Promise<void> {
  if (run.batches > 0 || run.indexes.length > 0 || run.aim < indexesFrom) return;
  run.indexes = await bulk.indexesOf(tables);
  await dropIndexes(bulk, run.run, run.indexes);
  say(`${run.indexes.length} indexes are made after`);
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

/** So often figures are folded: a statement stays short, and nobody reads a long tail. */
const FOLD_EVERY = 40;

async function growRun(
  growing: Growing,
  run: Run,
  { moulds, columns }: Pick<Stories, 'moulds' | 'columns'>,
): Promise<number> {
  const { bulk, house, signal, progress = () => undefined } = growing;
  const draw = drawer(growing, run, moulds);
  const left = [...planBatches(run.aim, run.asOf).entries()].slice(run.batches);
  let grown = run.matters;
  // While the database takes one batch, the next is poured.
  let writing: Promise<void> = Promise.resolve();
  for (const [index, batch] of left) {
    if (signal?.aborted) break;
    const { poured, matters } = await pourBatch(growing, draw(batch, index), index, run);
    await writing;
    writing = bulk.whole(async () => {
      await keep(growing, columns, poured);
      await noteBatch(bulk, run.run, matters);
    });
    // It is awaited above, or after the last.
    writing.catch(() => undefined);
    grown += matters;
    if (index % FOLD_EVERY === FOLD_EVERY - 1) await house.matters.bulk.foldFigures(COUNTY);
    progress('matters', grown, run.aim);
  }
  await writing;
  await house.matters.bulk.foldFigures(COUNTY);
  return grown - run.matters;
}

/** Draws the copies of a batch, the oldest first. */
function drawer(growing: Growing, run: Run, moulds: readonly Told[]) {
  const isOver = ({ mould }: Told) => !mould.isOpen && mould.dueAt === null;
  const past = weighed(moulds.filter(isOver));
  const now = weighed(moulds.filter((one) => !isOver(one)));
  const place = placer(growing.scenery);
  return (batch: Batch, index: number): Copy[] => {
    const chance = chanceOf(`grow ${run.run} ${index}`);
    const copies = batch.flatMap(({ week, count }) => {
      const when = { week, asOf: run.asOf };
      const fitting = (week === 'now' ? now : past).filter(
        ([, mould]) => shiftOf(mould, when, MIDDLE) !== null,
      );
      const drawn: Copy[] = [];
      for (let left = fitting.length > 0 ? count : 0; left > 0; ) {
        const mould = chance.weighted(fitting);
        const shift = shiftOf(mould, when, chance);
        if (shift === null) continue;
        left -= mould.matters;
        drawn.push({ mould, shift, ...place(mould, chance) });
      }
      return drawn;
    });
    return copies.sort((a, b) => a.mould.firstAt + a.shift - (b.mould.firstAt + b.shift));
  };
}

/** However many stories tell of a way: together they come as often as it does. */
function weighed(told: readonly Told[]): (readonly [weight: number, mould: Mould])[] {
  const ways = Map.groupBy(told, ({ name }) => wayOfStory(name));
  return told.map(({ name, mould }) => {
    const others = ways.get(wayOfStory(name))?.length ?? 1;
    return [weightOfStory(name) / others, mould];
  });
}

/** Troubles crowd in few towns, and in few grids of each. */
function placer(scenery: Scenery) {
  const villages = new Map(placesOf(12).map(({ code, name }) => [code, name]));
  return (mould: Mould, chance: Chance): Pick<Copy, 'town' | 'grid' | 'suffix'> => {
    const towns = mould.towns.map((town) => [TOWN_SHARES[town] ?? 1, town] as const);
    const town = chance.weighted(towns);
    const grids = scenery.grids[town] ?? [];
    const grid = grids[Math.floor(grids.length * chance.next() ** 2)];
    if (!grid) throw new Error('a town of the demo has no grid');
    return { town, grid, suffix: suffixOf(villages.get(grid.code.slice(0, 12)) ?? '', chance) };
  };
}

const MIDDLE: Chance = {
  ...chanceOf('middle'),
  between: (from, to) => (from + to) / 2,
};

const SPOTS = [
  '东门',
  '西门',
  '菜场旁',
  '学校对面',
  '公交站',
  '河边',
  '停车场',
  '物业门口',
  '桥下',
];

/** Where, so that no two of a neighbourhood say quite the same. */
function suffixOf(village: string, chance: Chance): string {
  const house = `${Math.floor(chance.next() ** 2 * 180) + 1}号`;
  return `（${village}${house}，${chance.pick(SPOTS)}）`;
}

/** Pouring takes all of a core; the connection gets its turn now and then. */
const BREATH = 20;

async function pourBatch(
  { house }: Growing,
  copies: readonly Copy[],
  index: number,
  run: Run,
): Promise<{ poured: Poured; matters: number }> {
  const { bulk } = house.matters;
  const chance = chanceOf(`pour ${run.run} ${index}`);
  const numbers = await numbersFor(bulk, copies);
  const poured = emptyPoured();
  let matters = 0;
  for (const [at, copy] of copies.entries()) {
    matters += copy.mould.matters;
    pour(poured, copy, { bulk, chance, numbers: numbers(copy) });
    if (at % BREATH === BREATH - 1) await new Promise(setImmediate);
  }
  return { poured, matters };
}

const yearOf = ({ mould, shift }: Copy) =>
  new Date(mould.firstAt + shift + 8 * 3_600_000).getUTCFullYear();

/** Numbers in the order of time, each of its year. */
async function numbersFor(
  bulk: DemoHouse['matters']['bulk'],
  copies: readonly Copy[],
): Promise<(copy: Copy) => string[]> {
  const counts = new Map<number, number>();
  for (const copy of copies) {
    const year = yearOf(copy);
    counts.set(year, (counts.get(year) ?? 0) + copy.mould.matters);
  }
  const taken = new Map<number, string[]>();
  for (const [year, count] of counts) {
    taken.set(year, await bulk.takeNumbers({ county: COUNTY, year, count }));
  }
  const next = new Map<number, number>();
  return (copy) => {
    const year = yearOf(copy);
    const from = next.get(year) ?? 0;
    next.set(year, from + copy.mould.matters);
    return taken.get(year)?.slice(from, from + copy.mould.matters) ?? [];
  };
}

const COUNTER = ['day', 'town', 'village', 'category', 'cell', 'measure', 'status'];

async function keep(
  { bulk, house }: Growing,
  columns: Stories['columns'],
  { sheets, counted }: Poured,
): Promise<void> {
  for (const [table, { bytes, length }] of sheets) {
    await bulk.copy(table, columns.get(table) ?? [], bytes.subarray(0, length));
  }
  const deltas = [...counted]
    .filter(([, n]) => n !== 0)
    .map(([key, n]) => `${COUNTY}\t${house.newId()}\t${key}\t${n}\n`);
  await bulk.copy(
    'matter.counter_delta',
    ['county', 'id', ...COUNTER, 'n'],
    Buffer.from(deltas.join('')),
  );
}

async function finish({ bulk, say }: Growing, run: Run, tables: readonly string[]): Promise<void> {
  for (const index of run.indexes) {
    const begun = performance.now();
    await makeIndex(bulk, run.run, index);
    say(`${index.name} in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
  }
  await noteDone(bulk, run.run);
  for (const table of [...tables, 'matter.counter', 'matter.counter_delta']) {
    await bulk.tidy(table);
  }
}
