/**
 * Named places: searched by words as addresses are, shown by the code of a sheet on a wall, kept by
 * staff. Public facts of doors and plates only: nobody who lives there.
 */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';

export const namedPlaceKinds = ['building', 'compound', 'grid', 'public'] as const;
export const NamedPlaceKind = z.enum(namedPlaceKinds);
export type NamedPlaceKind = z.output<typeof NamedPlaceKind>;

const Point = z.object({ lon: z.number(), lat: z.number() });
const Named = z.object({ code: z.string(), name: z.string() });

/** What an address search finds: a named place, else a region or grid by its name. */
export const FoundPlace = z.object({
  /** Of the place, the region or the grid. */
  code: z.string(),
  kind: z.enum([...namedPlaceKinds, 'town', 'village']),
  name: z.string(),
  address: z.string(),
  /** The regions' names from the county down. */
  regionNames: z.string(),
  region: z.string(),
  grid: z.string().nullable(),
  point: Point,
  /** From `near`, where it was given. */
  distanceM: z.number().int().nullable(),
});
export type FoundPlace = z.output<typeof FoundPlace>;

export const PublicPlace = z.object({
  code: z.string(),
  kind: z.enum([...namedPlaceKinds, 'town', 'village']),
  name: z.string(),
  address: z.string(),
  regionNames: z.string(),
  region: z.string(),
  point: Point,
  grid: Named.nullable(),
  /** Of the grid, as on the public notice. */
  workerPublicName: z.string().nullable(),
  dutyPhone: z.string().nullable(),
  /** False: it was taken out of the register, and its sheet should come down. */
  isActive: z.boolean(),
});
export type PublicPlace = z.output<typeof PublicPlace>;

export const NamedPlaceView = z.object({
  code: z.string(),
  kind: NamedPlaceKind,
  name: z.string(),
  aliases: z.array(z.string()),
  address: z.string(),
  point: Point,
  region: z.string(),
  regionNames: z.string(),
  grid: Named.nullable(),
  isActive: z.boolean(),
  changedAt: z.iso.datetime(),
});
export type NamedPlaceView = z.output<typeof NamedPlaceView>;

const Name = z.string().trim().min(1).max(60);
const Aliases = z.array(Name).max(10);
const Address = z.string().trim().max(120);
const Crs = z.enum(['wgs84', 'cgcs2000', 'gcj02', 'bd09']).default('wgs84');
const GivenPoint = z.object({ lon: z.number(), lat: z.number(), crs: Crs });

export const NewNamedPlace = z.strictObject({
  kind: NamedPlaceKind,
  name: Name,
  aliases: Aliases.default([]),
  address: Address.default(''),
  point: GivenPoint,
  /** Behind the county's key and a dash; absent: one is made. */
  ownCode: z
    .string()
    .trim()
    .regex(/^[0-9A-Z][0-9A-Z-]{0,19}$/)
    .optional(),
});
export type NewNamedPlace = z.output<typeof NewNamedPlace>;

export const NamedPlaceChange = z.strictObject({
  kind: NamedPlaceKind.optional(),
  name: Name.optional(),
  aliases: Aliases.optional(),
  address: Address.optional(),
  point: GivenPoint.optional(),
  isActive: z.boolean().optional(),
});
export type NamedPlaceChange = z.output<typeof NamedPlaceChange>;

const flag = z
  .union([z.boolean(), z.enum(['true', 'false'])])
  .transform((is) => String(is) === 'true');

const ImportFields = z.object({ crs: Crs });
const PublishFields = z.object({
  crs: Crs,
  /** Rows with a fault are left out instead of keeping the file out. */
  isSkipping: flag.default(false),
});

export const NamedPlaceFault = z.object({
  /** Of the file, from 1; 0: the file as a whole. */
  row: z.number().int(),
  code: z.string(),
  /** The column or property. */
  field: z.string().nullable(),
  value: z.string().nullable(),
  zh: z.string(),
  en: z.string(),
});
export type NamedPlaceFault = z.output<typeof NamedPlaceFault>;

export const NamedPlaceImport = z.object({
  rows: z.number().int(),
  added: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  faulty: z.number().int(),
  /** The first 500. */
  faults: z.array(NamedPlaceFault),
  /** Sound rows for a map, the first 2,000. */
  points: z.array(
    z.object({ row: z.number().int(), name: z.string(), kind: NamedPlaceKind, point: Point }),
  ),
});
export type NamedPlaceImport = z.output<typeof NamedPlaceImport>;

const County = z.string().regex(/^[0-9A-Za-z]{1,12}$/);
const CodeParams = z.object({ code: z.string().trim().min(2).max(40) });

export const SearchPlacesQuery = z.object({
  q: z.string().trim().min(1).max(60),
  /** `lon,lat` in WGS-84: what is nearer comes first among what fits as well. */
  near: z
    .string()
    .regex(/^-?\d{1,3}(\.\d{1,10})?,-?\d{1,2}(\.\d{1,10})?$/)
    .optional(),
  county: County.optional(),
  limit: z.coerce.number().int().min(1).max(20).default(10),
});
export type SearchPlacesQuery = z.output<typeof SearchPlacesQuery>;

export const ListPlacesQuery = z.object({
  q: z.string().trim().max(60).optional(),
  kind: NamedPlaceKind.optional(),
  /** At or below this region. */
  region: z
    .string()
    .regex(/^\d{2,12}$/)
    .optional(),
  isActive: z
    .enum(['true', 'false'])
    .transform((is) => is === 'true')
    .optional(),
  limit: z.coerce.number().int().optional(),
  cursor: z.string().optional(),
});
export type ListPlacesQuery = z.output<typeof ListPlacesQuery>;

const example = {
  code: '310116-B0007',
  kind: 'building',
  name: '示例小区7号楼',
  address: '示例路12号',
  regionNames: '示例区示例镇示例村',
  region: '310116101201',
  grid: '310116101201003',
  point: { lon: 121.21, lat: 30.71 },
  distanceM: 120,
};
const pointRefusals = [
  'POINT_OUT_OF_RANGE',
  'POINT_AXES_SWAPPED',
  'NAMED_PLACE_OUTSIDE',
  'NAMED_PLACE_NOT_SERVED',
  'NAMED_PLACE_PERSONAL',
] as const;
const fileRefusals = [
  'IMPORT_FILE_MISSING',
  'IMPORT_FILE_TOO_LARGE',
  'IMPORT_FILE_UNREADABLE',
] as const;

export const placesApi = {
  searchPlaces: {
    method: 'GET',
    path: '/api/places',
    summary: {
      zh: '按名称或地址查找地点（楼栋、小区、公共场所、村居）',
      en: 'Places by words of their name or address: buildings, compounds, villages',
    },
    permission: 'public',
    journal: 'none',
    query: SearchPlacesQuery,
    answer: z.object({ items: z.array(FoundPlace) }),
    refusals: [],
    example: { query: { q: '示例小区' }, answer: { items: [example] } },
  },
  publicPlace: {
    method: 'GET',
    path: '/api/public/places/{code}',
    summary: {
      zh: '扫码地点：名称、位置、所在网格和网格员公示信息',
      en: 'The place of a QR code: name, point, grid, and its worker as on the public notice',
    },
    permission: 'public',
    journal: 'none',
    params: CodeParams,
    answer: PublicPlace,
    refusals: ['NAMED_PLACE_UNKNOWN'],
  },
  listPlaces: {
    method: 'GET',
    path: '/api/places/register',
    summary: { zh: '点位登记册', en: 'The register of named places' },
    permission: 'place.manage',
    journal: 'none',
    query: ListPlacesQuery,
    answer: z.object({ items: z.array(NamedPlaceView), next: z.string().nullable() }),
    refusals: ['CURSOR_INVALID', 'PAGE_SIZE_INVALID'],
  },
  addPlace: {
    method: 'POST',
    path: '/api/places',
    summary: { zh: '登记一个点位', en: 'Add a named place' },
    permission: 'place.manage',
    journal: 'place.add',
    body: NewNamedPlace,
    answer: NamedPlaceView,
    status: 201,
    refusals: [...pointRefusals, 'NAMED_PLACE_CODE_TAKEN'],
    example: {
      body: { kind: 'building', name: '示例小区7号楼', point: { lon: 121.21, lat: 30.71 } },
    },
  },
  changePlace: {
    method: 'PATCH',
    path: '/api/places/{code}',
    summary: { zh: '修改或停用一个点位', en: 'Change a named place, or take it out' },
    permission: 'place.manage',
    journal: 'place.change',
    params: CodeParams,
    body: NamedPlaceChange,
    answer: NamedPlaceView,
    refusals: [...pointRefusals, 'NAMED_PLACE_UNKNOWN', 'NAMED_PLACE_MOVED_COUNTY'],
    example: { body: { name: '示例小区7号楼（南门）' } },
  },
  previewPlaces: {
    method: 'POST',
    path: '/api/places/preview',
    summary: {
      zh: '试导入点位文件（CSV、GeoJSON）：逐行检查，不写入',
      en: 'Look at a file of named places (CSV, GeoJSON) row by row; writes nothing',
    },
    permission: 'place.manage',
    journal: 'none',
    takesFile: true,
    body: ImportFields,
    answer: NamedPlaceImport,
    refusals: fileRefusals,
  },
  importPlaces: {
    method: 'POST',
    path: '/api/places/import',
    summary: { zh: '导入点位文件', en: 'Take in a file of named places' },
    permission: 'place.manage',
    journal: 'place.import',
    takesFile: true,
    body: PublishFields,
    answer: NamedPlaceImport,
    refusals: [...fileRefusals, 'NAMED_PLACE_FILE_FAULTY'],
  },
} as const satisfies EndpointTable;
