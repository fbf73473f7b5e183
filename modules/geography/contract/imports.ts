/**
 * Loading another edition of borders, grids or the region tree over HTTP: look first, then publish
 * with a first day. What is published is never rewritten, only followed by a later edition.
 */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';

export const crsNames = ['wgs84', 'cgcs2000', 'gcj02', 'bd09'] as const;
export const shapeKinds = ['region', 'grid'] as const;
export const changeNames = ['added', 'changed', 'unchanged', 'ended'] as const;

const flag = z
  .union([z.boolean(), z.enum(['true', 'false'])])
  .transform((is) => String(is) === 'true');
const FieldName = z.string().trim().min(1).max(40);

/** Beside the file, in the same form. */
const shapeFields = {
  kind: z.enum(shapeKinds),
  crs: z.enum(crsNames).default('wgs84'),
  /** First day of the new borders; may be left out where there were none. */
  from: z.string().max(10).optional(),
  codeField: FieldName.optional(),
  nameField: FieldName.optional(),
};
export const ShapePreviewQuestion = z.object(shapeFields);
export const ShapePublication = z.object({
  ...shapeFields,
  /** The newest edition when the preview was made: another one by now is a conflict. */
  basedOn: z.coerce.number().int().min(0),
  /** Overlaps and gaps keep the file out, too. */
  isStrict: flag.default(false),
});
export type ShapePublication = z.output<typeof ShapePublication>;

const treeFields = {
  /** Only regions below this one are compared and changed. */
  under: z.string().regex(/^\d{2,12}$/),
  from: z.string().max(10).optional(),
};
export const TreePreviewQuestion = z.object(treeFields);
export const TreePublication = z.object({
  ...treeFields,
  basedOn: z.coerce.number().int().min(0),
});
export type TreePublication = z.output<typeof TreePublication>;

const Position = z.tuple([z.number(), z.number()]);
const counts = {
  added: z.number().int(),
  changed: z.number().int(),
  ended: z.number().int(),
  unchanged: z.number().int(),
};

export const ImportFault = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  /** Position in the file, from 1; 0 when the fault is the file's. */
  feature: z.number().int(),
  place: z.string().nullable(),
  at: Position.nullable(),
  areaM2: z.number().nullable(),
  others: z.array(z.string()),
  zh: z.string(),
  en: z.string(),
});
export type ImportFault = z.output<typeof ImportFault>;

/** A border to be drawn: thinned for the screen, not for keeping. */
export const DrawnBorder = z.object({
  type: z.literal('Feature'),
  id: z.string(),
  properties: z.object({
    code: z.string(),
    name: z.string(),
    change: z.enum(changeNames),
    areaM2: z.number(),
    /** Of the border that holds now; null: there is none. */
    areaBeforeM2: z.number().nullable(),
  }),
  geometry: z.object({
    type: z.literal('MultiPolygon'),
    coordinates: z.array(z.array(z.array(Position))),
  }),
});
export type DrawnBorder = z.output<typeof DrawnBorder>;

export const ShapePreview = z.object({
  ...counts,
  /** Null: nothing was written. */
  edition: z.number().int().nullable(),
  basedOn: z.number().int(),
  /** The first day that the borders would have. */
  from: z.string(),
  features: z.number().int(),
  errors: z.number().int(),
  warnings: z.number().int(),
  /** The first 500. */
  faults: z.array(ImportFault),
  /** The system that the file fits far better than the one named. */
  seemsToBe: z.enum(crsNames).nullable(),
  areaM2: z.number(),
  /** Of the present borders that the file speaks of. */
  areaBeforeM2: z.number(),
  map: z.object({ type: z.literal('FeatureCollection'), features: z.array(DrawnBorder) }),
  /** Borders of the file that are not on the map, because there are too many. */
  undrawn: z.number().int(),
});
export type ShapePreview = z.output<typeof ShapePreview>;

const TreeLine = z.object({
  code: z.string(),
  name: z.string(),
  change: z.enum(['added', 'renamed', 'ended']),
  before: z.string().nullable(),
});

export const TreePreview = z.object({
  ...counts,
  edition: z.number().int().nullable(),
  basedOn: z.number().int(),
  /** The first 500 changes. */
  lines: z.array(TreeLine),
});
export type TreePreview = z.output<typeof TreePreview>;

export const EditionView = z.object({
  number: z.number().int(),
  kind: z.enum(['region', 'boundary', 'grid']),
  source: z.string(),
  crs: z.string().nullable(),
  /** `0001-01-01`: since before there were records. */
  validFrom: z.string(),
  loadedAt: z.iso.datetime(),
  added: z.number().int(),
  changed: z.number().int(),
  ended: z.number().int(),
});
export type EditionView = z.output<typeof EditionView>;

const shapeRefusals = [
  'IMPORT_FILE_MISSING',
  'IMPORT_FILE_UNREADABLE',
  'IMPORT_FILE_TOO_LARGE',
  'IMPORT_OUTSIDE',
  'CRS_UNKNOWN',
  'DATE_INVALID',
  'EDITION_DATE_NEEDED',
  'EDITION_TOO_EARLY',
] as const;
const treeRefusals = [
  'IMPORT_FILE_MISSING',
  'IMPORT_FILE_TOO_LARGE',
  'IMPORT_OUTSIDE',
  'REGION_FILE_INVALID',
  'REGION_UNKNOWN',
  'DATE_INVALID',
  'EDITION_DATE_NEEDED',
  'EDITION_TOO_EARLY',
] as const;

export const importApi = {
  listEditions: {
    method: 'GET',
    path: '/api/editions',
    summary: { zh: '区划、边界和网格的各个版本', en: 'Editions of regions, borders and grids' },
    permission: 'region.import',
    journal: 'none',
    query: z.object({
      limit: z.coerce.number().int().optional(),
      cursor: z.string().optional(),
    }),
    answer: z.object({ items: z.array(EditionView), next: z.string().nullable() }),
    refusals: ['CURSOR_INVALID', 'PAGE_SIZE_INVALID'],
  },
  previewShapes: {
    method: 'POST',
    path: '/api/boundaries/preview',
    summary: {
      zh: '边界或网格文件试读：问题、变化和图形，不写入（字段 file）',
      en: 'Look at a file of borders or grids: faults, changes, shapes; nothing is written',
    },
    permission: 'region.import',
    journal: 'none',
    takesFile: true,
    body: ShapePreviewQuestion,
    answer: ShapePreview,
    refusals: shapeRefusals,
  },
  publishShapes: {
    method: 'POST',
    path: '/api/boundaries',
    summary: {
      zh: '发布边界或网格的新版本，自某日起生效（字段 file）',
      en: 'Publish another edition of borders or grids from a day on (field file)',
    },
    permission: 'region.import',
    journal: 'region.publishShapes',
    takesFile: true,
    body: ShapePublication,
    answer: ShapePreview,
    status: 201,
    refusals: [...shapeRefusals, 'IMPORT_FAULTY', 'IMPORT_UNCHANGED', 'IMPORT_RUNNING'],
  },
  previewRegions: {
    method: 'POST',
    path: '/api/regions/preview',
    summary: {
      zh: '区划表试读：新增、改名、撤销，不写入（字段 file）',
      en: 'Look at a table of regions: added, renamed, ended; nothing is written',
    },
    permission: 'region.import',
    journal: 'none',
    takesFile: true,
    body: TreePreviewQuestion,
    answer: TreePreview,
    refusals: treeRefusals,
  },
  publishRegions: {
    method: 'POST',
    path: '/api/regions',
    summary: {
      zh: '发布区划的新版本，自某日起生效（字段 file）',
      en: 'Publish another edition of the region tree from a day on (field file)',
    },
    permission: 'region.import',
    journal: 'region.publishTree',
    takesFile: true,
    body: TreePublication,
    answer: TreePreview,
    status: 201,
    refusals: [...treeRefusals, 'COUNTY_UNKNOWN', 'IMPORT_UNCHANGED', 'IMPORT_RUNNING'],
  },
} as const satisfies EndpointTable;
