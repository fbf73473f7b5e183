/**
 * Schematic (示意) boundaries for a county whose real ones nobody gave: towns, villages and grids
 * that share every border point, without gap or overlap, the same on every run. They show how the
 * program works and say nothing about where a place really is; every name says 示意.
 */
import { gridCode } from './codes.ts';
import {
  type Box,
  normalised,
  type Position,
  type Ring,
  type Shape,
  toGeometry,
} from './geometry.ts';

export type NamedPlace = { code: string; name: string };

export type SchematicInput = {
  county: NamedPlace;
  towns: readonly NamedPlace[];
  villages: readonly NamedPlace[];
  box: Box;
};

export type SchematicShape = { code: string; name: string; shape: Shape };

export type Schematic = { regions: SchematicShape[]; grids: SchematicShape[] };

/** The box of 金山区 in Shanghai, roughly. */
export const demoBox: Box = [121.0, 30.67, 121.42, 30.92];

type Cell = { code: string; name: string; weight: number; cells: Cell[] };
type Placed = { cell: Cell; box: Box };

/** Long edges get a point at every step of this lattice, so that both sides bend alike. */
const LATTICE_DEGREES = 0.004;

/**
 * Boundaries of the county, its towns, villages and 3 to 6 grids a village. Areas go by the number
 * of grids. 金山区: 11 towns, 244 villages, some 1,100 grids, under a second.
 */
export function schematicBoundaries(input: SchematicInput): Schematic {
  const county = countyCell(input);
  const placed: Placed[] = [];
  place(county, input.box, placed);
  const knots = knotsOf(placed.map((one) => one.box));
  const drawn = placed.map(({ cell, box }): SchematicShape => {
    const ring = ringOf(box, knots).map((at) => bend(at, input.box));
    return { code: cell.code, name: `${cell.name}（示意）`, shape: normalised([[ring]]) };
  });
  return {
    regions: drawn.filter((one) => one.code.length < 15),
    grids: drawn.filter((one) => one.code.length === 15).sort((a, b) => (a.code < b.code ? -1 : 1)),
  };
}

/** Schematic shapes as a GeoJSON file, so that they come in by the same door as real ones. */
export function schematicFile(
  shapes: readonly SchematicShape[],
  more: (one: SchematicShape) => Record<string, string> = () => ({}),
) {
  const features = shapes.map((one) => ({
    type: 'Feature' as const,
    properties: { code: one.code, name: one.name, ...more(one) },
    geometry: toGeometry(one.shape),
  }));
  return { type: 'FeatureCollection' as const, features };
}

function countyCell(input: SchematicInput): Cell {
  const towns = input.towns.map((town) => {
    const villages = input.villages.filter((one) => one.code.startsWith(town.code));
    return cellOf(town, villages.map(villageCell));
  });
  return cellOf(input.county, towns);
}

function villageCell(village: NamedPlace): Cell {
  const count = 3 + (spread(village.code) % 4);
  const grids = Array.from({ length: count }, (_, i) => {
    const name = `${village.name}第${i + 1}网格`;
    return { code: gridCode(village.code, i + 1), name, weight: 1, cells: [] };
  });
  return cellOf(village, grids);
}

function cellOf({ code, name }: NamedPlace, cells: Cell[]): Cell {
  const weight = cells.reduce((sum, cell) => sum + cell.weight, 0);
  return { code, name, weight: Math.max(1, weight), cells };
}

/** A number from a text, the same everywhere (FNV-1a). */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash >>> 8;
}

function place(cell: Cell, box: Box, placed: Placed[]) {
  placed.push({ cell, box });
  if (cell.cells.length > 0) share(cell.cells, box, placed);
}

/**
 * Cuts the box across its longer side into two halves by weight, until each cell has its own. The
 * halves run north to south and west to east, as grids of a village are numbered.
 */
function share(cells: readonly Cell[], box: Box, placed: Placed[]) {
  const [first] = cells;
  if (!first) return;
  if (cells.length === 1) {
    place(first, box, placed);
    return;
  }
  const half = halfAt(cells);
  const [one, other] = cut(box, weightOf(cells.slice(0, half)) / weightOf(cells));
  share(cells.slice(0, half), one, placed);
  share(cells.slice(half), other, placed);
}

function weightOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.weight, 0);
}

function halfAt(cells: readonly Cell[]): number {
  const goal = weightOf(cells) / 2;
  let best = 1;
  for (let at = 2; at < cells.length; at += 1) {
    const isNearer =
      Math.abs(weightOf(cells.slice(0, at)) - goal) <
      Math.abs(weightOf(cells.slice(0, best)) - goal);
    if (isNearer) best = at;
  }
  return best;
}

function cut([west, south, east, north]: Box, share: number): [Box, Box] {
  if ((east - west) * 0.86 >= north - south) {
    const middle = round7(west + (east - west) * share);
    return [
      [west, south, middle, north],
      [middle, south, east, north],
    ];
  }
  const middle = round7(north - (north - south) * share);
  return [
    [west, middle, east, north],
    [west, south, east, middle],
  ];
}

function round7(value: number): number {
  return Math.round(value * 1e7) / 1e7;
}

/** All border points by the line that they lie on: a corner of one cell is a point of the next. */
type Knots = { onVertical: Map<number, number[]>; onHorizontal: Map<number, number[]> };

function knotsOf(boxes: readonly Box[]): Knots {
  const onVertical = new Map<number, Set<number>>();
  const onHorizontal = new Map<number, Set<number>>();
  const add = (map: Map<number, Set<number>>, line: number, values: readonly number[]) => {
    const known = map.get(line) ?? new Set();
    for (const value of values) known.add(value);
    map.set(line, known);
  };
  for (const [west, south, east, north] of boxes) {
    for (const x of [west, east]) add(onVertical, x, [south, ...lattice(south, north), north]);
    for (const y of [south, north]) add(onHorizontal, y, [west, ...lattice(west, east), east]);
  }
  return { onVertical: sorted(onVertical), onHorizontal: sorted(onHorizontal) };
}

function lattice(from: number, to: number): number[] {
  const values: number[] = [];
  for (let step = Math.ceil(from / LATTICE_DEGREES); step * LATTICE_DEGREES < to; step += 1) {
    values.push(round7(step * LATTICE_DEGREES));
  }
  return values;
}

function sorted(map: Map<number, Set<number>>): Map<number, number[]> {
  return new Map([...map].map(([line, values]) => [line, [...values].sort((a, b) => a - b)]));
}

function ringOf([west, south, east, north]: Box, knots: Knots): Ring {
  const along = (map: Map<number, number[]>, line: number, from: number, to: number) =>
    (map.get(line) ?? []).filter((value) => value >= from && value <= to);
  const bottom = along(knots.onHorizontal, south, west, east).map((x): Position => [x, south]);
  const right = along(knots.onVertical, east, south, north).map((y): Position => [east, y]);
  const top = along(knots.onHorizontal, north, west, east).map((x): Position => [x, north]);
  const left = along(knots.onVertical, west, south, north).map((y): Position => [west, y]);
  return [...bottom, ...right.slice(1), ...top.reverse().slice(1), ...left.reverse().slice(1)];
}

/** A gentle wave over the whole box, still at its edge: borders look drawn by hand, not ruled. */
function bend([lon, lat]: Position, [west, south, east, north]: Box): Position {
  const x = (lon - west) / (east - west);
  const y = (lat - south) / (north - south);
  const calm = Math.min(1, 8 * x * (1 - x)) * Math.min(1, 8 * y * (1 - y));
  const wave = Math.sin(x * 31 + y * 11) + 0.6 * Math.sin(x * 67 - y * 43);
  const cross = Math.sin(y * 29 - x * 13) + 0.6 * Math.sin(y * 59 + x * 37);
  return [lon + 0.0022 * calm * wave, lat + 0.0018 * calm * cross];
}
