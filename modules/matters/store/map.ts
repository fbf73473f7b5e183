/**
 * Matters by place, for maps. Open ones are summed from one covering index; what is shown one by
 * one lies in a few map cells. Scope is that of every list (`inSightAtPlace`).
 */
import type { RawBuilder } from 'kysely';
import { sql, type Tx } from '../../../platform/db/index.ts';
import type { Box, MapFilter, PlaceCount, Spot } from '../rules/map.ts';
import type { Worker } from '../rules/queues.ts';
import {
  JUDGED,
  type Listed,
  type ListedRow,
  listOf,
  SHOWN,
  shown,
  time,
  toListed,
} from './listed.ts';
import { inSightAtPlace, publicOnes } from './scope.ts';

export type MapRead = {
  county: string;
  /** Null: everyone, for the public layer, whose rows are judged one by one. */
  actor: Worker | null;
  filter: MapFilter;
  now: number;
};

function conditions({ county, actor, filter, now }: MapRead): RawBuilder<unknown>[] {
  const { state, category, since, isOverdue } = filter;
  return [
    sql`m.county = ${county}`,
    // Written out, so that the partial index is recognised.
    sql`m.cell is not null`,
    sql`m.moved_to_county is null`,
    ...(state === 'open' ? [sql`m.is_open`] : []),
    ...(state === 'closed' ? [sql`not m.is_open`] : []),
    ...(category === null ? [] : [sql`m.category = ${category}`]),
    ...(since === null ? [] : [sql`m.received_at >= ${time(since)}`]),
    ...(isOverdue ? [sql`m.is_open and m.due_at < ${time(now)}`] : []),
    ...(actor ? [inSightAtPlace(actor)] : [publicOnes]),
  ];
}

const all = (parts: readonly RawBuilder<unknown>[]) => sql.join([...parts], sql` and `);

type SpotRow = {
  lon: number;
  lat: number;
  west: number;
  south: number;
  east: number;
  north: number;
  count: number;
  overdue: number;
  urgent: number;
  bin_x: number;
  bin_y: number;
};

/** Some 500 m: clusters are made of these up to the zoom from which single ones are read. */
export const COARSE_DEGREES = 0.005;

const sums = (read: MapRead, degrees: number) => sql`
  avg(m.lon) as lon, avg(m.lat) as lat, min(m.lon) as west, min(m.lat) as south,
  max(m.lon) as east, max(m.lat) as north, count(*) as count,
  count(*) filter (where m.due_at < ${time(read.now)}) as overdue,
  count(*) filter (where m.urgency = 'urgent') as urgent,
  floor(m.lon / ${sql.lit(degrees)}) as bin_x, floor(m.lat / ${sql.lit(degrees)}) as bin_y`;

/** A county's matters summed by small squares; the statement is shown to the test of its plan. */
export function spotsStatement(read: MapRead) {
  return sql<SpotRow>`
    select ${sums(read, COARSE_DEGREES)} from matter.matter m
    where ${all(conditions(read))}
    group by bin_x, bin_y`;
}

/** The sum of a square, and which one of its grid it is. */
export type SquareSpot = Spot & { binX: number; binY: number };

export async function readSpots(tx: Tx, read: MapRead): Promise<SquareSpot[]> {
  return (await tx.rows(spotsStatement(read))).map(spotOf);
}

function spotOf(row: SpotRow): SquareSpot {
  const { lon, lat, west, south, east, north, count, overdue, urgent } = row;
  const box = { west, south, east, north, binX: row.bin_x, binY: row.bin_y };
  const sum = { count: Number(count), overdue: Number(overdue), urgent: Number(urgent) };
  return { lon, lat, ...box, ...sum, number: null, category: null, stage: null, isOpen: true };
}

export type NearBy = MapRead & { cells: readonly string[]; box: Box };

const inBox = ({ west, south, east, north }: Box) =>
  sql`m.lon >= ${west} and m.lon <= ${east} and m.lat >= ${south} and m.lat <= ${north}`;

const near = (read: NearBy) => [
  ...conditions(read),
  sql`m.cell = any(${[...read.cells]}::text[])`,
  inBox(read.box),
];

/**
 * The newest in some cells: each cell walks its index from its newest on and stops, where all of
 * them at once would be read whole and sorted.
 */
const newestNear = (read: NearBy, names: readonly string[], limit: number) => sql`
  select ${listOf(names, 'm')}
  from unnest(${[...read.cells]}::text[]) c (cell) cross join lateral (
    select ${listOf(names, 'm')} from matter.matter m
    where ${all([...conditions(read), sql`m.cell = c.cell`, inBox(read.box)])}
    order by m.received_at desc, m.id desc limit ${limit}) m
  order by m.received_at desc, m.id desc limit ${limit}`;

type PointRow = {
  id: string;
  number: string;
  category: string | null;
  stage: string;
  urgency: string;
  is_open: boolean;
  due_at: Date | null;
  lon: number;
  lat: number;
};

const POINT = [
  'id',
  'number',
  'category',
  'stage',
  'urgency',
  'is_open',
  'due_at',
  'lon',
  'lat',
  'received_at',
] as const;

/** Single matters in a few cells, the newest first, up to a limit. */
export function pointsStatement(read: NearBy, limit: number) {
  return sql<PointRow>`${newestNear(read, POINT, limit)}`;
}

export type PointSpot = Spot & { id: string };

export async function readPoints(tx: Tx, read: NearBy, limit: number): Promise<PointSpot[]> {
  const rows = await tx.rows(pointsStatement(read, limit));
  return rows.map(({ lon, lat, due_at, urgency, is_open, ...row }) => ({
    ...row,
    lon,
    lat,
    west: lon,
    south: lat,
    east: lon,
    north: lat,
    count: 1,
    overdue: is_open && due_at !== null && due_at.getTime() < read.now ? 1 : 0,
    urgent: urgency === 'urgent' ? 1 : 0,
    isOpen: is_open,
  }));
}

/** Where there are too many to show one by one: sums of squares as fine as asked. */
export async function readFineSpots(tx: Tx, read: NearBy, degrees: number): Promise<SquareSpot[]> {
  const rows = await tx.rows(sql<SpotRow>`
    select ${sums(read, degrees)} from matter.matter m
    where ${all(near(read))}
    group by bin_x, bin_y`);
  return rows.map(spotOf);
}

/** Open matters by grid and village. */
export async function readPlaceCounts(tx: Tx, read: MapRead): Promise<PlaceCount[]> {
  const rows = await tx.rows(sql<PlaceCount>`
    select m.town, m.village, m.grid, count(*) as open,
      count(*) filter (where m.due_at < ${time(read.now)}) as overdue
    from matter.matter m
    where ${all(conditions(read))}
    group by m.town, m.village, m.grid`);
  return rows.map((row) => ({ ...row, open: Number(row.open), overdue: Number(row.overdue) }));
}

export type ListedAt = Listed & { point: { lon: number; lat: number } };

/** The newest in a box, as lists show them. */
export async function readInBox(tx: Tx, read: NearBy, limit: number): Promise<ListedAt[]> {
  const rows = await tx.rows(sql<ListedRow & { lon: number; lat: number }>`
    select ${shown('m.created_at', null)}, m.lon, m.lat
    from (${newestNear(read, [...SHOWN, ...JUDGED, 'lon', 'lat'], limit)}) m
    order by m.received_at desc, m.id desc`);
  return rows.map((row) => ({ ...toListed(row), point: { lon: row.lon, lat: row.lat } }));
}

export type PublicGroup = {
  kind: string;
  process_version: number;
  stage: string;
  is_open: boolean;
  outcome: string | null;
  category: string | null;
  bin_x: number;
  bin_y: number;
  count: number;
};

/** The square of the public's points: as `publicPlace` blurs them. */
export const PUBLIC_DEGREES = 0.002;

/** What may be public, summed by all that the public judge looks at. */
export async function readPublicGroups(tx: Tx, read: MapRead): Promise<PublicGroup[]> {
  const rows = await tx.rows(sql<PublicGroup>`
    select m.kind, m.process_version, m.stage, m.is_open, m.outcome, m.category,
      floor(m.lon / ${sql.lit(PUBLIC_DEGREES)}) as bin_x,
      floor(m.lat / ${sql.lit(PUBLIC_DEGREES)}) as bin_y, count(*) as count
    from matter.matter m
    where ${all(conditions(read))}
    group by m.kind, m.process_version, m.stage, m.is_open, m.outcome, m.category, bin_x, bin_y`);
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}
