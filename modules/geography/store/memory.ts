/**
 * The places in memory. Every process keeps its own, and asks every few seconds whether a newer
 * edition stands in the database; only what is newer is read again. A view never changes: who took
 * one works on with it.
 */
import type { Database, Tx } from '../../../platform/db/index.ts';
import { NO_COUNTY } from '../../../platform/journal/journal.ts';
import { type CountyMap, countyMap } from '../rules/counties.ts';
import { buildLocateIndex, type LocateIndex } from '../rules/locate.ts';
import { buildRegionTable, type RegionTable, type RegionVersion } from '../rules/regions.ts';
import { allGrids, type BoundaryVersion, boundaryVersions, type Grid } from './boundaries.ts';
import {
  countyRegions,
  type EditionKind,
  loadedProvinces,
  newestEditions,
  regionVersions,
} from './regions.ts';

export type Places = {
  regions: RegionTable;
  counties: CountyMap;
  index: LocateIndex;
  /** Sorted by code, then date. */
  boundaries: readonly BoundaryVersion[];
  grids: ReadonlyMap<string, Grid>;
};

export type Geography = {
  /** The places as of now, at most `checkEveryMs` behind the database. */
  places: () => Promise<Places>;
  /** The places as last read, without a look; null: never read. */
  latest: () => Places | null;
  /** The places as a transaction sees them; only what is newer than the memory is read. */
  placesIn: (tx: Tx) => Promise<Places>;
  /** A transaction that only reads reference tables; the memory stays as it is. */
  look: <T>(run: (tx: Tx) => Promise<T>) => Promise<T>;
  /** A transaction over reference tables and the access log; the memory looks again after it. */
  change: <T>(run: (tx: Tx) => Promise<T>) => Promise<T>;
};

type Held = { newest: Record<EditionKind, number>; places: Places; checkedMs: number };

const REFERENCE_ONLY = { counties: [] };

/** Opens the memory. Nothing is read before the first question. */
export function openGeography(db: Database, options: { checkEveryMs?: number } = {}): Geography {
  const checkEveryMs = options.checkEveryMs ?? 2000;
  let held: Held | null = null;
  let reading: Promise<Held> | null = null;
  const read = async () => {
    const next = await db.snapshot(REFERENCE_ONLY, (tx) => refreshed(tx, held));
    held = next;
    return next;
  };
  return {
    places: async () => {
      if (held && performance.now() - held.checkedMs < checkEveryMs) return held.places;
      // Requests that come meanwhile wait for the same reading.
      reading ??= read().finally(() => {
        reading = null;
      });
      return (await reading).places;
    },
    latest: () => held?.places ?? null,
    placesIn: async (tx) => (await refreshed(tx, held)).places,
    look: (run) => db.scoped(REFERENCE_ONLY, run),
    change: async (run) => {
      const done = await db.scoped({ counties: [NO_COUNTY] }, run);
      if (held) held = { ...held, checkedMs: Number.NEGATIVE_INFINITY };
      return done;
    },
  };
}

/** The places as the transaction sees them, its own writes too: for imports. */
export async function placesOf(tx: Tx): Promise<Places> {
  return (await refreshed(tx, null)).places;
}

async function refreshed(tx: Tx, held: Held | null): Promise<Held> {
  const newest = await newestEditions(tx);
  const isNewer = (kind: EditionKind) => !held || newest[kind] !== held.newest[kind];
  const regions =
    held && !isNewer('region')
      ? { regions: held.places.regions, counties: held.places.counties }
      : await readRegions(tx);
  const shapes =
    held && !isNewer('boundary') && !isNewer('grid')
      ? { index: held.places.index, boundaries: held.places.boundaries, grids: held.places.grids }
      : await readShapes(tx);
  return { newest, places: { ...regions, ...shapes }, checkedMs: performance.now() };
}

async function readRegions(tx: Tx): Promise<Pick<Places, 'regions' | 'counties'>> {
  const rows: RegionVersion[] = [];
  for (const province of await loadedProvinces(tx)) {
    for (const row of await regionVersions(tx, province)) rows.push(row);
  }
  return { regions: buildRegionTable(rows), counties: countyMap(await countyRegions(tx)) };
}

async function readShapes(tx: Tx): Promise<Pick<Places, 'index' | 'boundaries' | 'grids'>> {
  const grids = new Map((await allGrids(tx)).map((grid) => [grid.code, grid]));
  const boundaries = await boundaryVersions(tx);
  const index = buildLocateIndex(
    boundaries.map((one) => ({ ...one, isDedicated: grids.get(one.code)?.kind === 'dedicated' })),
  );
  return { index, boundaries, grids };
}
