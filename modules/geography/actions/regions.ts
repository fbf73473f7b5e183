/**
 * Loads an edition of the region tree. Nothing is deleted: what changed gets an end and a new
 * version, so that a past day answers as it did. County keys stay what they are.
 */
import { isCivilDate } from '../../../kernel/dates.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { BEFORE_RECORDS } from '../rules/dates.ts';
import { type NamedCode, type RegionChanges, regionChanges } from '../rules/editions.ts';
import {
  closeEdition,
  countyKeys,
  countyRegions,
  type EditionCounts,
  endCountyRegions,
  endRegions,
  insertRegions,
  mapCounties,
  openEdition,
  regionVersions,
} from '../store/regions.ts';

export type RegionImport = {
  /** All regions of the provinces named by their codes, in any order. */
  rows: readonly NamedCode[];
  source: string;
  /** Only regions from this one down are compared: what lies elsewhere is left as it is. */
  under?: string;
  /** First day of the changes. May be left out for provinces that were never loaded. */
  from?: string;
  /** Counties that got another code: the new one keeps the county key of the old. */
  recoded?: readonly { before: string; after: string }[];
  nowMs: number;
  onProvince?: (done: ProvinceDone) => void;
};

export type ProvinceDone = { province: NamedCode; done: number; of: number } & EditionCounts;

/**
 * Loads it all or nothing. Refuses DATE_INVALID, EDITION_DATE_NEEDED, EDITION_TOO_EARLY,
 * COUNTY_UNKNOWN and IMPORT_RUNNING. A load that changed nothing is still an edition.
 */
export async function importRegions(
  tx: Tx,
  input: RegionImport,
): Promise<{ edition: number } & EditionCounts> {
  if (input.from !== undefined && !isCivilDate(input.from)) refuse('DATE_INVALID');
  const number = await openEdition(tx, {
    kind: 'region',
    source: input.source,
    crs: null,
    validFrom: input.from ?? BEFORE_RECORDS,
    loadedAt: new Date(input.nowMs).toISOString(),
  });
  if (!number) return refuse('IMPORT_RUNNING');
  const counts: EditionCounts = { added: 0, changed: 0, ended: 0 };
  const provinces = byProvince(input.rows);
  let done = 0;
  for (const rows of provinces) {
    const one = await importProvince(tx, rows, input);
    counts.added += one.added;
    counts.changed += one.changed;
    counts.ended += one.ended;
    done += 1;
    input.onProvince?.({ province: rows[0] as NamedCode, done, of: provinces.length, ...one });
  }
  await closeEdition(tx, number, counts);
  return { edition: number, ...counts };
}

/** The rows of each province, the province itself first. */
function byProvince(rows: readonly NamedCode[]): NamedCode[][] {
  const groups = new Map<string, NamedCode[]>();
  for (const row of rows) {
    const province = row.code.slice(0, 2);
    const group = groups.get(province);
    if (group) group.push(row);
    else groups.set(province, [row]);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => group.sort((a, b) => (a.code < b.code ? -1 : 1)));
}

async function importProvince(
  tx: Tx,
  rows: readonly NamedCode[],
  input: RegionImport,
): Promise<EditionCounts> {
  const { versions, changes } = await treeChanges(tx, rows, input.under);
  const touched = [...changes.renamed, ...changes.ended].map((row) => row.code);
  const isFirst = versions.length === 0;
  if (isUnchanged(changes)) return { added: 0, changed: 0, ended: 0 };
  const from = input.from ?? (isFirst ? BEFORE_RECORDS : refuse('EDITION_DATE_NEEDED'));
  refuseRewriting(versions, [...touched, ...changes.added.map((row) => row.code)], from);
  await endRegions(tx, touched, from);
  await insertRegions(tx, [...changes.added, ...changes.renamed], from);
  await keepCountyKeys(tx, changes, { from, recoded: input.recoded ?? [] });
  return {
    added: changes.added.length,
    changed: changes.renamed.length,
    ended: changes.ended.length,
  };
}

/** What a table changes against the regions of its province, or of a part of it. */
export async function treeChanges(tx: Tx, rows: readonly NamedCode[], under = '') {
  const province = (rows[0] as NamedCode).code.slice(0, 2);
  const versions = (await regionVersions(tx, province)).filter((row) => row.code.startsWith(under));
  const present = versions.filter((row) => row.validTo === null);
  const inside = rows.filter((row) => row.code.startsWith(under));
  return { versions, changes: regionChanges(present, inside) };
}

function isUnchanged(changes: RegionChanges): boolean {
  return changes.added.length + changes.renamed.length + changes.ended.length === 0;
}

/** What was said of a day is not said otherwise later: a change must begin after all versions. */
export function refuseRewriting(
  versions: readonly { code: string; validFrom: string; validTo: string | null }[],
  codes: readonly string[],
  from: string,
) {
  const changing = new Set(codes);
  const later = versions.find(
    (row) =>
      changing.has(row.code) && (row.validTo === null ? row.validFrom >= from : row.validTo > from),
  );
  if (!later) return;
  const since = later.validTo ?? later.validFrom;
  refuse('EDITION_TOO_EARLY', { values: { code: later.code, since } });
}

type Keeping = { from: string; recoded: readonly { before: string; after: string }[] };

async function keepCountyKeys(tx: Tx, changes: RegionChanges, { from, recoded }: Keeping) {
  const isCounty = (row: NamedCode) => row.code.length === 6;
  const added = changes.added.filter(isCounty);
  const ended = changes.ended.filter(isCounty);
  if (added.length + ended.length === 0) return;
  const held = new Map(
    (await countyRegions(tx))
      .filter((row) => row.validTo === null)
      .map((row) => [row.regionCode, row.county]),
  );
  const keptOf = new Map(recoded.map(({ before, after }) => [after, held.get(before)]));
  for (const { code } of added) {
    if (keptOf.has(code) && !keptOf.get(code)) refuse('COUNTY_UNKNOWN', { values: { code } });
  }
  await endCountyRegions(
    tx,
    ended.map((row) => row.code),
    from,
  );
  const taken = new Set(
    await countyKeys(
      tx,
      added.map((row) => row.code),
    ),
  );
  const mappings = added
    .filter((row) => !held.has(row.code))
    .map(({ code, name }) => ({
      regionCode: code,
      name,
      validFrom: from,
      county: keptOf.get(code) ?? freeKey(code, taken),
    }));
  await mapCounties(tx, mappings);
}

/** The code itself; when another county holds it as its key for ever, the code and a letter. */
function freeKey(code: string, taken: ReadonlySet<string>): string {
  const letters = ['', ...'BCDEFGHJKMNPQRSTUVWXYZ'];
  const key = letters.map((letter) => code + letter).find((one) => !taken.has(one));
  return key ?? refuse('COUNTY_UNKNOWN', { values: { code } });
}
