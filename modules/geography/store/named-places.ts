/** Statements about named places. The table is public and without a wall. */
import { q, sql, type Tx } from '../../../platform/db/index.ts';
import { cutForIndex, cutForQuery } from '../../../platform/words/index.ts';
import type { NamedPlaceKind } from '../contract/places.ts';
import { metresPerDegree } from '../rules/geometry.ts';

export type NamedPlace = {
  code: string;
  county: string;
  kind: NamedPlaceKind;
  name: string;
  aliases: string[];
  address: string;
  lon: number;
  lat: number;
  region: string;
  grid: string | null;
  isActive: boolean;
  changedAt: Date;
};

const COLUMNS = [
  'code',
  'county',
  'kind',
  'name',
  'aliases',
  'address',
  'lon',
  'lat',
  'region',
  'grid',
  'is_active',
  'changed_at',
] as const;

type Row = Omit<NamedPlace, 'kind' | 'isActive' | 'changedAt'> & {
  kind: string;
  is_active: boolean;
  changed_at: Date;
};

function toPlace({ is_active, changed_at, ...row }: Row): NamedPlace {
  // The table's check holds the kinds.
  return { ...row, kind: row.kind as NamedPlaceKind, isActive: is_active, changedAt: changed_at };
}

export async function findPlace(tx: Tx, code: string): Promise<NamedPlace | null> {
  const row = await tx.first(
    q.selectFrom('geography.named_place').select(COLUMNS).where('code', '=', code),
  );
  return row ? toPlace(row) : null;
}

/** The places that stand under these codes. */
export async function placesByCode(tx: Tx, codes: readonly string[]): Promise<NamedPlace[]> {
  if (codes.length === 0) return [];
  const rows = await tx.rows(
    q
      .selectFrom('geography.named_place')
      .select(COLUMNS)
      .where('code', '=', sql<string>`any (${[...codes]}::text[])`)
      .orderBy('code'),
  );
  return rows.map(toPlace);
}

/** `regionNames`: county, town and village, so that a place is found by them too. */
export type WrittenPlace = NamedPlace & { regionNames: string };

const BATCH = 500;

/** Adds places, or rewrites those that stand under their codes. */
export async function savePlaces(tx: Tx, places: readonly WrittenPlace[]): Promise<void> {
  for (let from = 0; from < places.length; from += BATCH) {
    const batch = places.slice(from, from + BATCH);
    await tx.run(
      q
        .insertInto('geography.named_place')
        .values(batch.map(rowOf))
        .onConflict((conflict) =>
          conflict.column('code').doUpdateSet((eb) => ({
            kind: eb.ref('excluded.kind'),
            name: eb.ref('excluded.name'),
            aliases: eb.ref('excluded.aliases'),
            address: eb.ref('excluded.address'),
            lon: eb.ref('excluded.lon'),
            lat: eb.ref('excluded.lat'),
            region: eb.ref('excluded.region'),
            grid: eb.ref('excluded.grid'),
            is_active: eb.ref('excluded.is_active'),
            words: eb.ref('excluded.words'),
            changed_at: eb.ref('excluded.changed_at'),
          })),
        ),
    );
  }
}

function rowOf({ isActive, changedAt, regionNames, ...place }: WrittenPlace) {
  const text = [place.name, ...place.aliases, place.address, regionNames].join('\n');
  const words = [countyMark(place.county), ...cutForIndex(text)];
  return {
    ...place,
    is_active: isActive,
    changed_at: changedAt,
    words: sql<string>`array_to_tsvector(${words}::text[])`,
  };
}

const countyMark = (county: string) => `@c${county}`;

/**
 * What must be there, all of it; null when the text says nothing. `exact`: every pair of characters
 * as it is written (银杏苑 and no other 银杏); else the words of it, wherever they stand.
 */
function queryOf(text: string, counties: readonly string[], cut: 'exact' | 'words'): string | null {
  const words = cut === 'exact' ? cutForIndex(text) : cutForQuery(text);
  if (words.length === 0) return null;
  const quoted = (word: string) => `'${word.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
  const marks = counties.map((county) => quoted(countyMark(county))).join(' | ');
  const all = words.map(quoted);
  return [...(marks === '' ? [] : [`(${marks})`]), ...all].join(' & ');
}

export type PlaceSearch = {
  text: string;
  /** Empty: every county. */
  counties: readonly string[];
  near: { lon: number; lat: number } | null;
  limit: number;
};

/** A common word (小区) has a county's worth of rows; beyond this many none is looked at. */
const LOOKED_AT_MAX = 20_000;

/** The likeliest first: named so, beginning so, then nearest, shortest, by code. */
export function searchStatement(
  { text, counties, near, limit }: PlaceSearch,
  cut: 'exact' | 'words' = 'exact',
) {
  const words = queryOf(text, counties, cut);
  if (words === null) return null;
  const [perLon, perLat] = near ? metresPerDegree(near.lat) : [1, 1];
  const { lon, lat } = near ?? { lon: 0, lat: 0 };
  const squared = near
    ? sql<number>`(power((p.lon - ${lon}) * ${perLon}, 2) + power((p.lat - ${lat}) * ${perLat}, 2))`
    : sql<number>`0::double precision`;
  const plain = text.normalize('NFKC').trim();
  return sql<Row & { squared: number }>`
    select ${sql.join(COLUMNS.map((name) => sql.ref(`p.${name}`)))}, ${squared} as squared
    from (
      select ${sql.join(COLUMNS.map((name) => sql.ref(name)))} from geography.named_place
      where words @@ ${words}::tsquery and is_active
      limit ${sql.lit(LOOKED_AT_MAX)}) p
    order by (p.name = ${plain}) desc, starts_with(p.name, ${plain}) desc,
      squared, length(p.name), p.code
    limit ${limit}`;
}

/** As it is written first; where nothing is called so, by its words. */
async function foundRows(tx: Tx, search: PlaceSearch) {
  for (const cut of ['exact', 'words'] as const) {
    const statement = searchStatement(search, cut);
    const rows = statement ? await tx.rows(statement) : [];
    if (rows.length > 0) return rows;
  }
  return [];
}

export async function searchNamedPlaces(
  tx: Tx,
  search: PlaceSearch,
): Promise<(NamedPlace & { distanceM: number | null })[]> {
  const rows = await foundRows(tx, search);
  return rows.map(({ squared, ...row }) => ({
    ...toPlace(row),
    distanceM: search.near ? Math.round(Math.sqrt(squared)) : null,
  }));
}

/** The active place nearest to a point within so many metres; a grid's own sheet names no place. */
export async function findNearest(
  tx: Tx,
  { lon, lat }: { lon: number; lat: number },
  maxM: number,
): Promise<NamedPlace | null> {
  const [perLon, perLat] = metresPerDegree(lat);
  const [east, north] = [maxM / perLon, maxM / perLat];
  // Written as the index is: by what else it names, a county's places are all looked at.
  const box = sql`box(point(${lon - east}::float8, ${lat - north}::float8),
    point(${lon + east}::float8, ${lat + north}::float8))`;
  const row = await tx.first(sql<Row>`
    select ${sql.join(COLUMNS.map((name) => sql.ref(name)))} from geography.named_place
    where is_active and point(lon, lat) <@ ${box} and kind <> 'grid'
    order by power((lon - ${lon}::float8) * ${perLon}::float8, 2)
      + power((lat - ${lat}::float8) * ${perLat}::float8, 2), code
    limit 1`);
  return row ? toPlace(row) : null;
}

export type PlaceList = {
  /** Only at or below one of these. */
  regions: readonly string[];
  text: string | null;
  kind: NamedPlaceKind | null;
  isActive: boolean | null;
  after: { region: string; code: string } | null;
  limit: number;
};

/** A page of the register by region and code. */
export async function listNamedPlaces(tx: Tx, list: PlaceList): Promise<NamedPlace[]> {
  const words = list.text === null ? null : queryOf(list.text, [], 'words');
  if (list.regions.length === 0 || (list.text !== null && words === null)) return [];
  const { after, kind, isActive } = list;
  const rows = await tx.rows(
    q
      .selectFrom('geography.named_place')
      .select(COLUMNS)
      .where((eb) =>
        eb.or(
          list.regions.map((code) =>
            eb.and([eb('region', '>=', code), eb('region', '<=', code.padEnd(12, '9'))]),
          ),
        ),
      )
      .$if(after !== null, (query) =>
        query.where(sql<boolean>`(region, code) > (${after?.region}, ${after?.code})`),
      )
      .$if(kind !== null, (query) => query.where('kind', '=', kind ?? ''))
      .$if(isActive !== null, (query) => query.where('is_active', '=', isActive === true))
      .$if(words !== null, (query) => query.where(sql<boolean>`words @@ ${words}::tsquery`))
      .orderBy('region')
      .orderBy('code')
      .limit(list.limit),
  );
  return rows.map(toPlace);
}
