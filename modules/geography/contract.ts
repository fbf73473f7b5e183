/** What places answer over HTTP. Reading is public: the tree, the borders, the public notice. */
import { z } from 'zod';
import type { EndpointTable } from '../../kernel/endpoint.ts';
import { importApi } from './contract/imports.ts';
import { mapsApi } from './contract/maps.ts';
import { placesApi } from './contract/places.ts';

export const Level = z.enum(['province', 'city', 'county', 'town', 'village']);
export const CrsName = z.enum(['wgs84', 'cgcs2000', 'gcj02', 'bd09']);

export const RegionView = z.object({ code: z.string(), name: z.string(), level: Level });

export const GridView = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(['basic', 'dedicated']),
  /** As on the public notice. */
  workerPublicName: z.string().nullable(),
  dutyPhone: z.string().nullable(),
});

const Sentence = z.object({ zh: z.string(), en: z.string() });

export const LocateAnswer = z.object({
  /** The point in WGS-84/CGCS2000, and the day asked about. */
  point: z.object({ lon: z.number(), lat: z.number() }),
  on: z.string(),
  /** From the province down, as far as the point's place is known; empty outside all borders. */
  regions: z.array(RegionView),
  /** The county's stable key. */
  county: z.string().nullable(),
  grid: GridView.nullable(),
  /** Set when the point lies on a border or in several places, with the rule that chose. */
  tie: z
    .object({
      reason: z.enum(['border', 'overlap']),
      codes: z.array(z.string()),
      rule: z.enum(['insideFirst', 'dedicatedFirst', 'lowestCode']),
    })
    .nullable(),
  /** Outside every grid: the nearest within 50 km. */
  nearest: z.object({ grid: GridView, distanceM: z.number().int() }).nullable(),
  explanation: Sentence,
});

const Page = { limit: z.coerce.number().int().optional(), cursor: z.string().optional() };
const On = { on: z.string().optional() };
const Code = z.string().trim().max(15);

export const LocateQuery = z.object({
  lon: z.coerce.number(),
  lat: z.coerce.number(),
  crs: z.string().optional(),
  ...On,
});

export const RegionsQuery = z.object({
  /** Directly below this region. */
  parent: Code.optional(),
  /** A part of the name, or the beginning of the code. */
  q: z.string().trim().min(1).max(40).optional(),
  /** Anywhere below this region, for `q`. */
  under: Code.optional(),
  level: Level.optional(),
  /** This one region. */
  code: Code.optional(),
  ...On,
  ...Page,
});

export const GridsQuery = z.object({ region: Code, ...On, ...Page });

export const BoundariesQuery = z.object({
  /** The region itself and all below it that have borders, or those of one level. */
  region: Code,
  level: z.enum([...Level.options, 'grid']).optional(),
  crs: z.string().optional(),
  ...On,
  ...Page,
});

const Position = z.tuple([z.number(), z.number()]);

export const BoundaryFeatures = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      id: z.string(),
      properties: z.object({
        code: z.string(),
        name: z.string(),
        level: z.string(),
        areaM2: z.number(),
        validFrom: z.string(),
        validTo: z.string().nullable(),
      }),
      geometry: z.object({
        type: z.literal('MultiPolygon'),
        coordinates: z.array(z.array(z.array(Position))),
      }),
    }),
  ),
  next: z.string().nullable(),
});

const pageRefusals = ['CURSOR_INVALID', 'PAGE_SIZE_INVALID', 'DATE_INVALID'] as const;

export const geographyApi = {
  ...importApi,
  locate: {
    method: 'GET',
    path: '/api/locate',
    summary: {
      zh: '查询一点所在的区划和网格',
      en: 'The regions and the grid of a point, or the nearest grid',
    },
    permission: 'public',
    journal: 'none',
    query: LocateQuery,
    answer: LocateAnswer,
    refusals: ['POINT_OUT_OF_RANGE', 'POINT_AXES_SWAPPED', 'CRS_UNKNOWN', 'DATE_INVALID'],
    example: { query: { lon: 121.3423, lat: 30.7418, crs: 'gcj02' } },
  },
  regions: {
    method: 'GET',
    path: '/api/regions',
    summary: { zh: '按上级、名称或代码查询行政区划', en: 'Regions by parent, name or code' },
    permission: 'public',
    journal: 'none',
    query: RegionsQuery,
    answer: z.object({ items: z.array(RegionView), next: z.string().nullable() }),
    refusals: ['REGION_UNKNOWN', ...pageRefusals],
    example: { query: { parent: '310116' } },
  },
  grids: {
    method: 'GET',
    path: '/api/grids',
    summary: { zh: '查询一个区划内的网格', en: 'The grids of a region' },
    permission: 'public',
    journal: 'none',
    query: GridsQuery,
    answer: z.object({ items: z.array(GridView), next: z.string().nullable() }),
    refusals: ['REGION_UNKNOWN', ...pageRefusals],
    example: { query: { region: '310116101' } },
  },
  boundaries: {
    method: 'GET',
    path: '/api/boundaries',
    summary: { zh: '区划和网格的边界（GeoJSON）', en: 'Borders of regions and grids as GeoJSON' },
    permission: 'public',
    journal: 'none',
    query: BoundariesQuery,
    answer: BoundaryFeatures,
    refusals: ['REGION_UNKNOWN', 'CRS_UNKNOWN', ...pageRefusals],
    example: { query: { region: '310116', level: 'town' } },
  },
  ...mapsApi,
  ...placesApi,
} as const satisfies EndpointTable;
