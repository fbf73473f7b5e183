/**
 * `npm run bench -- locate`: how many points a second find their grid, on one core, over 5,000 and
 * 100,000 schematic grids, and what the index weighs. The promise is 100,000 over either.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { schematicBoundaries } from '../modules/geography/index.ts';
import { buildLocateIndex, locate } from '../modules/geography/rules/locate.ts';
import { readOptions } from './harness/options.ts';
import { emptyRow, printReport, type Row, reachesOf, reportOf } from './harness/table.ts';

const POINTS = 400_000;
const on = '2026-01-01';

/** Villages of 3 to 6 grids each, 25 villages a town, over the box of a large city. */
function gridsOf(count: number) {
  const digits = (value: number, width: number) => String(value).padStart(width, '0');
  const townCount = Math.ceil(count / 4.5 / 25);
  const towns = Array.from({ length: townCount }, (_, i) => ({
    code: `310116${digits(i + 1, 3)}`,
    name: '镇',
  }));
  const villages = towns.flatMap((town) =>
    Array.from({ length: 25 }, (_, i) => ({ code: town.code + digits(i + 1, 3), name: '村' })),
  );
  const county = { code: '310116', name: '区' };
  return schematicBoundaries({ county, towns, villages, box: [120.9, 30.7, 122, 31.9] }).grids;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

function usedMb(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

function measure(count: number): Row {
  const before = usedMb();
  const grids = gridsOf(count).map((one) => ({ ...one, validFrom: '2020-01-01', validTo: null }));
  const started = performance.now();
  const index = buildLocateIndex(grids);
  const buildMs = performance.now() - started;
  const weightMb = usedMb() - before;
  const points = Array.from({ length: POINTS }, (_, i): [number, number] => [
    120.9 + ((i * 0.754877666) % 1) * 1.1,
    30.7 + ((i * 0.569840291) % 1) * 1.2,
  ]);
  for (const point of points.slice(0, 20_000)) locate(index, point, on);
  const cpu = process.cpuUsage();
  let inside = 0;
  for (const point of points) if (locate(index, point, on).grid) inside += 1;
  const { user, system } = process.cpuUsage(cpu);
  // Of a core's own time: a neighbour at work takes nothing from it.
  const seconds = (user + system) / 1e6;
  const share = Math.round((inside / POINTS) * 100);
  const facts = [`${share} % inside`, `built in ${Math.round(buildMs)} ms`];
  return {
    ...emptyRow,
    what: `${grids.length} grids`,
    perSecond: POINTS / seconds,
    programCpu: (seconds * 1000) / POINTS,
    note: [...facts, `polygons and index ${weightMb.toFixed(1)} MB`].join(', '),
  };
}

const WANTED = 100_000;

export function bench(args: string[]): void {
  const options = readOptions(args, { sizes: [5000, 100_000] });
  const rows = options.sizes.map(measure);
  const reaches = rows.flatMap((row) => reachesOf(row, { perSecond: WANTED }));
  printReport(reportOf('locate', args, { rows, reaches }), options.json);
}
