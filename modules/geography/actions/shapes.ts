/**
 * Loads boundaries of regions, or grids, from GeoJSON: checked by feature first, then dated. A file
 * of grids is the whole truth about each village it names: grids that it leaves out are ended.
 */
import { isCivilDate } from '../../../kernel/dates.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { parentOf, villageOf } from '../rules/codes.ts';
import type { Tolerance } from '../rules/coverage.ts';
import { type Crs, isCrs } from '../rules/crs.ts';
import { BEFORE_RECORDS, dayKey, holdsOn } from '../rules/dates.ts';
import {
  type BoundaryFeature,
  coverageFaults,
  type FeatureFault,
  isImportable,
  readFeatures,
} from '../rules/features.ts';
import { areaM2, type Shape } from '../rules/geometry.ts';
import { regionAt } from '../rules/regions.ts';
import { likelierCrs } from '../rules/suspicion.ts';
import {
  type BoundaryVersion,
  endBoundaries,
  insertBoundaries,
  saveGrids,
} from '../store/boundaries.ts';
import { type Places, placesOf } from '../store/memory.ts';
import { closeEdition, type EditionCounts, newestEditions, openEdition } from '../store/regions.ts';
import { refuseRewriting } from './regions.ts';

export type ShapeImport = {
  kind: 'region' | 'grid';
  /** The parsed GeoJSON file. */
  file: unknown;
  source: string;
  crs: string;
  /** First day of the new borders. May be left out where none were loaded before. */
  from?: string;
  /** Warnings keep the file out too. */
  isStrict?: boolean;
  /** Only look: nothing is written. */
  isDryRun?: boolean;
  tolerance?: Tolerance;
  codeField?: string;
  nameField?: string;
  nowMs: number;
  /** The places as the transaction sees them; absent: all are read. */
  places?: Places;
};

export type ShapeReport = EditionCounts & {
  /** Null when nothing was written: faults or a dry run. */
  edition: number | null;
  features: number;
  unchanged: number;
  faults: FeatureFault[];
  /** The system that the file seems to be in when it fits the named one badly. */
  seemsToBe: Crs | null;
};

/**
 * Loads a file whole or not at all; faults are in the report, not thrown. Refuses CRS_UNKNOWN,
 * DATE_INVALID, EDITION_DATE_NEEDED, EDITION_TOO_EARLY and IMPORT_RUNNING.
 */
export async function importShapes(tx: Tx, input: ShapeImport): Promise<ShapeReport> {
  const examined = await examineShapes(tx, input);
  const { checked, report } = examined;
  const isRefused = !isImportable(checked.faults, input.isStrict === true);
  if (isRefused || input.isDryRun || checked.features.length === 0) return report;
  return { ...report, edition: await writeShapes(tx, input, examined) };
}

export type Examined = {
  report: ShapeReport;
  checked: Checked;
  plan: Plan;
  /** The newest edition of all kinds when the plan was made. */
  seen: number;
};

/** What a file brings and would change; nothing is written. Refuses as `importShapes`. */
export async function examineShapes(tx: Tx, input: ShapeImport): Promise<Examined> {
  if (input.from !== undefined && !isCivilDate(input.from)) refuse('DATE_INVALID');
  if (!isCrs(input.crs)) return refuse('CRS_UNKNOWN', { values: { crs: input.crs } });
  const seen = Math.max(...Object.values(await newestEditions(tx)));
  const places = input.places ?? (await placesOf(tx));
  const checked = checkFile(input, input.crs, places);
  const plan = planOf(input, checked.features, places);
  const { unchanged, added, changed, ended } = plan;
  const report: ShapeReport = {
    edition: null,
    features: checked.features.length,
    unchanged,
    added,
    changed,
    ended,
    faults: checked.faults,
    seemsToBe: checked.seemsToBe,
  };
  return { report, checked, plan, seen };
}

type Checked = { features: BoundaryFeature[]; faults: FeatureFault[]; seemsToBe: Crs | null };

function checkFile(input: ShapeImport, crs: Crs, places: Places): Checked {
  const day = input.from ?? BEFORE_RECORDS;
  const isKnown = (code: string) => regionAt(places.regions, code, day) !== null;
  const { features, faults } = readFeatures(input.file, {
    kind: input.kind,
    crs,
    isKnown,
    codeField: input.codeField,
    nameField: input.nameField,
  });
  const stored = shapesOn(places, day);
  const inFile = new Map(features.map((one) => [one.code, one.shape]));
  const shapeAbove = (code: string) => inFile.get(code) ?? stored.get(code) ?? null;
  const coverage = coverageFaults(features, { shapeAbove, tolerance: input.tolerance });
  const knownShape = (code: string) => stored.get(parentOf(code) ?? '') ?? stored.get(code) ?? null;
  const seemsToBe = likelierCrs(features, crs, knownShape);
  const suspicion: FeatureFault[] = seemsToBe
    ? [{ code: 'CRS_SUSPICIOUS', severity: 'error', feature: 0, place: null }]
    : [];
  return { features, faults: [...suspicion, ...faults, ...coverage], seemsToBe };
}

function shapesOn(places: Places, date: string): Map<string, Shape> {
  const day = dayKey(date);
  const holding = places.boundaries.filter((one) =>
    holdsOn(dayKey(one.validFrom), dayKey(one.validTo), day),
  );
  return new Map(holding.map((one) => [one.code, one.shape]));
}

type Plan = {
  from: string;
  ending: string[];
  inserting: BoundaryFeature[];
  /** What the file speaks of and holds now. */
  present: ReadonlyMap<string, BoundaryVersion>;
} & EditionCounts & { unchanged: number };

/** What the file changes against the boundaries that stand. */
function planOf(input: ShapeImport, features: readonly BoundaryFeature[], places: Places): Plan {
  const covered = places.boundaries.filter(coveredBy(input.kind, features));
  const present = new Map(
    covered.filter((one) => one.validTo === null).map((one) => [one.code, one]),
  );
  const changing = features.filter((one) => !isSameShape(present.get(one.code), one.shape));
  const inFile = new Set(features.map((one) => one.code));
  const left = [...present.keys()].filter((code) => !inFile.has(code));
  const ending = [...left, ...changing.map((one) => one.code).filter((code) => present.has(code))];
  const codes = [...ending, ...changing.map((one) => one.code)];
  const isFirst = !covered.some((one) => codes.includes(one.code));
  const from =
    input.from ?? (isFirst || codes.length === 0 ? BEFORE_RECORDS : refuse('EDITION_DATE_NEEDED'));
  refuseRewriting(covered, codes, from);
  return {
    from,
    ending,
    inserting: changing,
    present,
    added: changing.filter((one) => !present.has(one.code)).length,
    changed: changing.filter((one) => present.has(one.code)).length,
    ended: left.length,
    unchanged: features.length - changing.length,
  };
}

/** Which stored boundaries the file speaks of: its own codes, or all grids of its villages. */
function coveredBy(kind: ShapeImport['kind'], features: readonly BoundaryFeature[]) {
  const codes = new Set(features.map((one) => one.code));
  const villages = new Set(features.map((one) => villageOf(one.code)));
  return (one: BoundaryVersion) =>
    kind === 'grid'
      ? one.code.length === 15 && villages.has(villageOf(one.code))
      : codes.has(one.code);
}

function isSameShape(stored: BoundaryVersion | undefined, shape: Shape): boolean {
  return stored !== undefined && JSON.stringify(stored.shape) === JSON.stringify(shape);
}

/** Writes what was examined as the next edition. Refuses IMPORT_RUNNING. */
export async function writeShapes(
  tx: Tx,
  input: ShapeImport,
  { checked: { features }, plan, seen }: Examined,
): Promise<number> {
  const edition = await openEdition(tx, {
    kind: input.kind === 'grid' ? 'grid' : 'boundary',
    source: input.source,
    crs: input.crs,
    validFrom: plan.from,
    loadedAt: new Date(input.nowMs).toISOString(),
  });
  // Another load came in between: the plan no longer fits what stands.
  if (edition !== seen + 1) return refuse('IMPORT_RUNNING');
  await endBoundaries(tx, plan.ending, plan.from);
  await insertBoundaries(
    tx,
    plan.inserting.map(({ code, shape }) => ({
      code,
      shape,
      areaM2: Math.round(areaM2(shape)),
      validFrom: plan.from,
      edition,
    })),
  );
  const grids = features.flatMap(({ code, name, grid }) => (grid ? [{ code, name, ...grid }] : []));
  await saveGrids(tx, grids, edition);
  await closeEdition(tx, edition, plan);
  return edition;
}
