/** Where a story happens and what about: a grid, a point in it, a category, invented words. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Category } from '../../matters/index.ts';
import type { Chance } from '../rules/chance.ts';
import { FULL_TOWNS } from './cast.ts';
import { demoTowns } from './directory.ts';
import { COUNTY, type DemoHouse } from './house.ts';

type Tale = { share: number; own?: boolean; texts: string[]; done: string[] };

export type Grid = { code: string; lon: number; lat: number };

export type Scenery = {
  /** By town, in the order of `demoTowns`. */
  grids: readonly (readonly Grid[])[];
  tales: ReadonlyMap<string, Tale>;
  categories: ReadonlyMap<string, Category>;
};

export type Scene = {
  /** 1 to 11. */
  town: number;
  grid: Grid;
  category: Category;
  tale: Tale;
};

const TALES = join(import.meta.dirname, '../data/stories.yaml');

/** Reads what stories are made of. */
export async function sceneryOf(house: DemoHouse, now: number): Promise<Scenery> {
  const book = await house.rulebook.current();
  const tree = book.find<{ categories: Category[] }>('categories', 'main', COUNTY, now)?.body;
  const tales = parse(readFileSync(TALES, 'utf8')) as Record<string, Tale>;
  return {
    grids: await gridsOf(house, COUNTY, demoTowns()),
    tales: new Map(Object.entries(tales)),
    categories: new Map((tree?.categories ?? []).map((one) => [one.code, one])),
  };
}

/** The grids of each town of a county, as points. */
export async function gridsOf(
  { geography }: DemoHouse,
  county: string,
  towns: readonly { code: string }[],
): Promise<Grid[][]> {
  const { boundaries } = await geography.places();
  const grids = boundaries.flatMap(({ code, shape }): Grid[] => {
    if (code.length !== 15 || !code.startsWith(county)) return [];
    const ring = shape[0]?.[0] ?? [];
    const mean = (axis: 0 | 1) => ring.reduce((sum, at) => sum + at[axis], 0) / ring.length;
    return [{ code, lon: mean(0), lat: mean(1) }];
  });
  return towns.map(({ code }) => grids.filter((grid) => grid.code.startsWith(code)));
}

/** Troubles crowd in the first towns and in few grids of each. */
export const TOWN_SHARES = [22, 17, 8, 9, 6, 6, 8, 5, 11, 5, 3];

export type Wish = {
  category?: string;
  /** What a grid worker mends: then also a grid that one serves. */
  isOwn?: boolean;
  /** A town with people of every role. */
  isFullTown?: boolean;
  /** This very town, and in it this grid. */
  town?: number;
  grid?: number;
};

/** Draws a scene that fits the wish. */
export function drawScene(scenery: Scenery, chance: Chance, wish: Wish = {}): Scene {
  const towns = scenery.grids.map((_, index) => [TOWN_SHARES[index] ?? 1, index + 1] as const);
  const fitting = wish.isFullTown ? towns.slice(0, FULL_TOWNS) : towns;
  const town = wish.town ?? chance.weighted(fitting);
  const code = wish.category ?? drawCategory(scenery, chance, wish.isOwn === true);
  const tale = scenery.tales.get(code) ?? scenery.tales.get('propertyService');
  const category = scenery.categories.get(code);
  if (!tale || !category) throw new Error(`the demo has no tale of ${code}`);
  const grids = scenery.grids[town - 1] ?? [];
  // In the first two towns the grid worker serves the first village only.
  const village = grids[0]?.code.slice(0, 12) ?? '';
  const isServed = wish.isOwn && town <= FULL_TOWNS;
  const reach = isServed ? grids.filter((grid) => grid.code.startsWith(village)) : grids;
  const drawn = Math.floor(reach.length * chance.next() ** 2);
  const grid = reach[wish.grid ?? drawn];
  if (!grid) throw new Error(`town ${town} of the demo has no grid`);
  return { town, grid, category, tale };
}

function drawCategory(scenery: Scenery, chance: Chance, isOwn: boolean): string {
  const weights = [...scenery.tales].flatMap(([code, tale]) => {
    const isFitting = isOwn ? tale.own : scenery.categories.get(code)?.kind === 'report';
    return isFitting ? [[tale.share, code] as const] : [];
  });
  return chance.weighted(weights);
}
