/** Statements about editions, regions and county keys. */
import { q, sql, type Tx } from '../../../platform/db/index.ts';
import type { CountyRegion } from '../rules/counties.ts';
import type { NamedCode } from '../rules/editions.ts';
import type { RegionVersion } from '../rules/regions.ts';

export type EditionKind = 'region' | 'boundary' | 'grid';

export type Edition = {
  number: number;
  kind: EditionKind;
  source: string;
  crs: string | null;
  validFrom: string;
  /** ISO time. */
  loadedAt: string;
};

export type EditionCounts = { added: number; changed: number; ended: number };

/** Rows of one statement: some 500 kB of text, far below what a message may be. */
const BATCH = 10_000;

/** The number of the newest edition of each kind: what memory is compared with. */
export async function newestEditions(tx: Tx): Promise<Record<EditionKind, number>> {
  const rows = await tx.rows(
    q
      .selectFrom('geography.edition')
      .select((eb) => ['kind', eb.fn.max('number').as('number')])
      .groupBy('kind'),
  );
  const newest: Record<EditionKind, number> = { region: 0, boundary: 0, grid: 0 };
  for (const row of rows) newest[row.kind as EditionKind] = row.number;
  return newest;
}

/** Editions, the newest first, after a number. */
export async function listEditions(
  tx: Tx,
  page: { before: number | null; limit: number },
): Promise<(Edition & EditionCounts)[]> {
  const rows = await tx.rows(
    q
      .selectFrom('geography.edition')
      .select(['number', 'kind', 'source', 'crs', 'valid_from', 'loaded_at'])
      .select(['added', 'changed', 'ended'])
      .$if(page.before !== null, (query) => query.where('number', '<', page.before ?? 0))
      .orderBy('number', 'desc')
      .limit(page.limit),
  );
  return rows.map((row) => ({
    number: row.number,
    kind: row.kind as EditionKind,
    source: row.source,
    crs: row.crs,
    validFrom: row.valid_from,
    loadedAt: row.loaded_at.toISOString(),
    added: row.added,
    changed: row.changed,
    ended: row.ended,
  }));
}

/** Takes the next number. Of two loads at once the second waits here and gets `false`. */
export async function openEdition(
  tx: Tx,
  edition: Omit<Edition, 'number'>,
): Promise<number | false> {
  const last = await tx.first(
    q.selectFrom('geography.edition').select('number').orderBy('number', 'desc').limit(1),
  );
  const number = (last?.number ?? 0) + 1;
  const written = await tx.run(
    q
      .insertInto('geography.edition')
      .values({
        number,
        kind: edition.kind,
        source: edition.source,
        crs: edition.crs,
        valid_from: edition.validFrom,
        added: 0,
        changed: 0,
        ended: 0,
        loaded_at: edition.loadedAt,
      })
      .onConflict((conflict) => conflict.column('number').doNothing()),
  );
  return written === 1 ? number : false;
}

/** Writes down what the edition brought. */
export async function closeEdition(tx: Tx, number: number, counts: EditionCounts): Promise<void> {
  await tx.run(
    q
      .updateTable('geography.edition')
      .set({ added: counts.added, changed: counts.changed, ended: counts.ended })
      .where('number', '=', number),
  );
}

/** All versions of the regions of a province (two digits), by code and date. */
export async function regionVersions(tx: Tx, province: string): Promise<RegionVersion[]> {
  const rows = await tx.rows(
    q
      .selectFrom('geography.region')
      .select(['code', 'name', 'valid_from', 'valid_to'])
      .where('code', '>=', province)
      .where('code', '<', String(Number(province) + 1))
      .orderBy('code')
      .orderBy('valid_from'),
  );
  return rows.map((row) => ({
    code: row.code,
    name: row.name,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }));
}

/** The provinces that have been loaded. */
export async function loadedProvinces(tx: Tx): Promise<string[]> {
  const rows = await tx.rows(
    q
      .selectFrom('geography.region')
      .select('code')
      .distinct()
      .where('code', 'in', provinceCodes())
      .orderBy('code'),
  );
  return rows.map((row) => row.code);
}

/** Every two digits that may begin a code; asking for them by key spares a look at every row. */
function provinceCodes(): string[] {
  return Array.from({ length: 90 }, (_, i) => String(i + 10));
}

export async function insertRegions(
  tx: Tx,
  rows: readonly NamedCode[],
  validFrom: string,
): Promise<void> {
  for (const batch of batches(rows)) {
    const codes = batch.map((row) => row.code);
    const names = batch.map((row) => row.name);
    await tx.run(
      q
        .insertInto('geography.region')
        .columns(['code', 'name', 'valid_from'])
        .expression((eb) =>
          eb
            .selectFrom(
              sql<NamedCode>`unnest(${codes}::text[], ${names}::text[])`.as<'row'>(
                sql`row (code, name)`,
              ),
            )
            .select(['row.code', 'row.name', sql<string>`${validFrom}::date`.as('valid_from')]),
        ),
    );
  }
}

/** Ends the present rows of these codes on a day. */
export async function endRegions(tx: Tx, codes: readonly string[], validTo: string): Promise<void> {
  for (const batch of batches(codes)) {
    await tx.run(
      q
        .updateTable('geography.region')
        .set({ valid_to: validTo })
        .where('valid_to', 'is', null)
        .where('code', '=', sql<string>`any (${batch}::text[])`),
    );
  }
}

function* batches<T>(rows: readonly T[]): Generator<T[]> {
  for (let from = 0; from < rows.length; from += BATCH) yield rows.slice(from, from + BATCH);
}

/** All mappings of regions to county keys. */
export async function countyRegions(tx: Tx): Promise<CountyRegion[]> {
  const rows = await tx.rows(
    q
      .selectFrom('geography.county_region')
      .select(['region_code', 'valid_from', 'valid_to', 'county'])
      .orderBy('region_code')
      .orderBy('valid_from'),
  );
  return rows.map((row) => ({
    county: row.county,
    regionCode: row.region_code,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }));
}

/** The county keys that begin with one of these codes and so are no longer free. */
export async function countyKeys(tx: Tx, codes: readonly string[]): Promise<string[]> {
  const rows = await tx.rows(
    q
      .selectFrom('geography.county')
      .select('county')
      .where((eb) =>
        eb(
          eb.fn<string>('left', ['county', eb.lit(6)]),
          '=',
          sql<string>`any (${[...codes]}::text[])`,
        ),
      )
      .orderBy('county'),
  );
  return rows.map((row) => row.county);
}

/** Maps regions to county keys from a day on; a key that is new is made, with the name given. */
export async function mapCounties(
  tx: Tx,
  mappings: readonly { county: string; name: string; regionCode: string; validFrom: string }[],
): Promise<void> {
  if (mappings.length === 0) return;
  await tx.run(
    q
      .insertInto('geography.county')
      .values(mappings.map((one) => ({ county: one.county, name: one.name })))
      .onConflict((conflict) => conflict.column('county').doNothing()),
  );
  await tx.run(
    q.insertInto('geography.county_region').values(
      mappings.map((one) => ({
        region_code: one.regionCode,
        valid_from: one.validFrom,
        county: one.county,
      })),
    ),
  );
}

/** Ends the present mappings of region codes. */
export async function endCountyRegions(
  tx: Tx,
  codes: readonly string[],
  validTo: string,
): Promise<void> {
  if (codes.length === 0) return;
  await tx.run(
    q
      .updateTable('geography.county_region')
      .set({ valid_to: validTo })
      .where('valid_to', 'is', null)
      .where('region_code', '=', sql<string>`any (${[...codes]}::text[])`),
  );
}
