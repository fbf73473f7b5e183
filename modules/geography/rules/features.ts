/**
 * Reads a GeoJSON file of boundaries or grids: each feature's code, name and shape, normalised and
 * in the stored system, and everything that is wrong, by feature. It decides nothing by itself:
 * `isImportable` says whether the file may be loaded.
 */
import { gridCode, levelOf, parentOf, readCode, villageOf } from './codes.ts';
import {
  type Covered,
  defaultTolerance,
  gapsOf,
  outsideOf,
  overlapsOf,
  type Tolerance,
} from './coverage.ts';
import { type Crs, shapeToStored } from './crs.ts';
import { normalised, type Position, readShape, type Shape } from './geometry.ts';
import { type ShapeFaultCode, shapeFaults } from './soundness.ts';

export type FeatureFaultCode =
  | ShapeFaultCode
  | 'SHAPE_UNREADABLE'
  | 'CODE_UNKNOWN'
  | 'CODE_TWICE'
  | 'NAME_MISSING'
  | 'GRID_KIND_UNKNOWN'
  | 'CRS_SUSPICIOUS'
  | 'OVERLAP'
  | 'GAP'
  | 'OUTSIDE_PLACE_ABOVE';

/** `error` keeps the file out; `warning` is told and loaded: real borders overlap. */
export type FeatureFault = {
  code: FeatureFaultCode;
  severity: 'error' | 'warning';
  /** Position in the file, from 1; 0 when the fault is the file's. */
  feature: number;
  place: string | null;
  at?: Position;
  areaM2?: number;
  others?: string[];
};

export type GridKind = 'basic' | 'dedicated';

export type BoundaryFeature = {
  feature: number;
  code: string;
  name: string;
  shape: Shape;
  grid: { kind: GridKind; workerPublicName: string | null; dutyPhone: string | null } | null;
};

export type ReadOptions = {
  kind: 'region' | 'grid';
  crs: Crs;
  /** Whether a region code is known; for grids it is asked about the village. */
  isKnown: (code: string) => boolean;
  /** The property that holds the code or the name, where it has a name of its own. */
  codeField?: string;
  nameField?: string;
};

export type FeatureReport = { features: BoundaryFeature[]; faults: FeatureFault[] };

const CODE_FIELDS = ['code', 'code12', 'gridCode', 'grid_code', 'adcode', '代码', '网格编码'];
const NAME_FIELDS = ['name', 'NAME', '名称', '网格名称'];

/** Reads all features. A feature with an error is reported and left out of `features`. */
export function readFeatures(file: unknown, options: ReadOptions): FeatureReport {
  const list = (file as { features?: unknown } | null)?.features;
  if (!Array.isArray(list)) {
    return { features: [], faults: [fault('SHAPE_UNREADABLE', 0, null)] };
  }
  const report: FeatureReport = { features: [], faults: [] };
  const seen = new Set<string>();
  list.forEach((entry, index) => {
    readFeature(entry, index + 1, { options, report, seen });
  });
  return report;
}

type Reading = { options: ReadOptions; report: FeatureReport; seen: Set<string> };

function readFeature(entry: unknown, feature: number, reading: Reading) {
  const { options, report, seen } = reading;
  const { properties, geometry } = (entry ?? {}) as { properties?: unknown; geometry?: unknown };
  const fields = (properties ?? {}) as Record<string, unknown>;
  const written = textOf(fields, options.codeField ? [options.codeField] : CODE_FIELDS);
  const name = textOf(fields, options.nameField ? [options.nameField] : NAME_FIELDS);
  const code =
    options.kind === 'grid' ? readGridCode(written, options) : readCode(written, options.isKnown);
  const faults: FeatureFault[] = [];
  if (code === null) faults.push(fault('CODE_UNKNOWN', feature, written || null));
  else if (seen.has(code)) faults.push(fault('CODE_TWICE', feature, code));
  else seen.add(code);
  const grid = options.kind === 'grid' ? readGrid(fields) : null;
  if (grid && name === '') faults.push(fault('NAME_MISSING', feature, code));
  if (grid?.kind === null) faults.push(fault('GRID_KIND_UNKNOWN', feature, code));
  const shape = readSoundShape(geometry, options.crs, (one, at) => {
    faults.push({ ...fault(one, feature, code), ...(at && { at }) });
  });
  report.faults.push(...faults);
  if (faults.length > 0 || code === null || !shape) return;
  report.features.push({ feature, code, name, shape, grid: grid as BoundaryFeature['grid'] });
}

function readSoundShape(
  geometry: unknown,
  crs: Crs,
  tell: (code: FeatureFaultCode, at?: Position) => void,
): Shape | null {
  const read = readShape(geometry);
  if (!read) {
    tell('SHAPE_UNREADABLE');
    return null;
  }
  // Ranges are judged before the conversion, which would carry nonsense on into more nonsense.
  const before = shapeFaults(normalised(read));
  for (const one of before) tell(one.code, one.at);
  if (before.length > 0) return null;
  return normalised(shapeToStored(read, crs));
}

/** A grid code as it stands, or a village code and a number in fields of their own. */
function readGridCode(written: string, options: ReadOptions): string | null {
  if (levelOf(written) !== 'grid') return null;
  const village = villageOf(written) as string;
  const number = Number(written.slice(village.length));
  return number > 0 && options.isKnown(village) ? gridCode(village, number) : null;
}

function readGrid(fields: Record<string, unknown>) {
  const kind = textOf(fields, ['kind', '类型']) || 'basic';
  const kinds: Record<string, GridKind> = {
    basic: 'basic',
    dedicated: 'dedicated',
    基础网格: 'basic',
    专属网格: 'dedicated',
  };
  return {
    kind: kinds[kind] ?? null,
    workerPublicName: textOf(fields, ['workerPublicName', 'worker_public_name', '网格员']) || null,
    dutyPhone: textOf(fields, ['dutyPhone', 'duty_phone', '联系电话']) || null,
  };
}

function textOf(fields: Record<string, unknown>, names: readonly string[]): string {
  for (const name of names) {
    const value = fields[name];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  }
  return '';
}

export type CoverageOptions = {
  /** The stored shape of the place above a code, when there is one. */
  shapeAbove: (code: string) => Shape | null;
  tolerance?: Tolerance;
};

/** Warnings of how the features lie beside each other and in the places above them. */
export function coverageFaults(
  features: readonly BoundaryFeature[],
  options: CoverageOptions,
): FeatureFault[] {
  const tolerance = options.tolerance ?? defaultTolerance;
  return [...sameLevelGroups(features)].flatMap(([, group]) => [
    ...overlapsOf(group, tolerance).map((one) => ({
      ...warning('OVERLAP', group, one.code),
      others: [one.other],
      at: one.at,
      areaM2: one.areaM2,
    })),
    ...placesAbove(group, options).flatMap(([above, shape, inside]) =>
      faultsUnder({ above, shape, inside, tolerance }),
    ),
  ]);
}

type Group = (BoundaryFeature & Covered)[];

function sameLevelGroups(features: readonly BoundaryFeature[]): Map<number, Group> {
  const groups = new Map<number, Group>();
  for (const one of features) {
    const group = groups.get(one.code.length);
    if (group) group.push(one);
    else groups.set(one.code.length, [one]);
  }
  return groups;
}

/** The features by the place above; all without a known place above come as one last group. */
function placesAbove(
  group: Group,
  options: CoverageOptions,
): [above: string | null, shape: Shape | null, inside: Group][] {
  const byPlace = new Map<string, Group>();
  for (const one of group) {
    const above = parentOf(one.code) ?? '';
    byPlace.set(above, [...(byPlace.get(above) ?? []), one]);
  }
  const known: [string, Shape, Group][] = [];
  const free: Group = [];
  for (const [above, inside] of byPlace) {
    const shape = options.shapeAbove(above);
    if (shape) known.push([above, shape, inside]);
    else free.push(...inside);
  }
  return free.length > 0 ? [...known, [null, null, free]] : known;
}

type Under = { above: string | null; shape: Shape | null; inside: Group; tolerance: Tolerance };

function faultsUnder({ above, shape, inside, tolerance }: Under): FeatureFault[] {
  const gaps = gapsOf(inside, shape, tolerance).map((gap) => ({
    ...fault('GAP', 0, above, 'warning'),
    others: gap.near,
    at: gap.at,
    areaM2: gap.areaM2,
  }));
  const outside = (shape ? outsideOf(inside, shape, tolerance) : []).map((one) => ({
    ...warning('OUTSIDE_PLACE_ABOVE', inside, one.code),
    at: one.at,
    areaM2: one.areaM2,
  }));
  return [...gaps, ...outside];
}

function warning(code: FeatureFaultCode, group: Group, place: string): FeatureFault {
  const feature = group.find((one) => one.code === place)?.feature ?? 0;
  return fault(code, feature, place, 'warning');
}

function fault(
  code: FeatureFaultCode,
  feature: number,
  place: string | null,
  severity: FeatureFault['severity'] = 'error',
): FeatureFault {
  return { code, severity, feature, place };
}

/** Whether a file may be loaded: no errors, and with `strict` no warnings either. */
export function isImportable(faults: readonly FeatureFault[], strict: boolean): boolean {
  return faults.every((one) => one.severity === 'warning' && !strict);
}
