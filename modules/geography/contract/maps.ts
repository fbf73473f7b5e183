/** What a map draws: tiles of regions and grids, a basemap if there is one, where to begin. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';

const Coordinate = z.coerce.number().int().min(0).max(2_000_000);

export const TileParams = z.object({
  z: z.coerce.number().int().min(0).max(22),
  x: Coordinate,
  y: Coordinate,
});

/** Our layers are drawn in the basemap's system, so that both agree. */
export const mapCrsNames = ['wgs84', 'gcj02'] as const;
export const MapCrs = z.enum(mapCrsNames);
export type MapCrs = z.output<typeof MapCrs>;

const TileQuery = z.object({
  crs: MapCrs.default('wgs84'),
  /** The edition of the settings: changes the address when borders change. */
  v: z.string().max(40).optional(),
});

const Address = z.string().url().max(500);
const Zoom = z.number().int().min(0).max(24);

/** The document `map/main` of the rulebook: what lies under our layers. Nothing: nothing. */
export const MapDocument = z.strictObject({
  basemap: z
    .discriminatedUnion('kind', [
      z.strictObject({
        /** Pictures by tile: `https://…/{z}/{x}/{y}.png`; `{s}` is not understood. */
        kind: z.literal('raster'),
        tiles: Address,
        /** For a dark theme; absent: the light ones, dimmed. */
        darkTiles: Address.optional(),
        tileSize: z.union([z.literal(256), z.literal(512)]).default(256),
        crs: MapCrs.default('wgs84'),
        attribution: z.string().max(200).default(''),
        minZoom: Zoom.default(0),
        maxZoom: Zoom.default(18),
      }),
      z.strictObject({
        /** The file `basemap.pmtiles` in the data folder. */
        kind: z.literal('pmtiles'),
        crs: MapCrs.default('wgs84'),
        attribution: z.string().max(200).default(''),
      }),
    ])
    .nullable()
    .default(null),
  /** Of documents from before LINLI_PUBLIC_URL: let be, and read by nobody. */
  publicAddress: Address.nullable().optional(),
});
export type MapDocument = z.output<typeof MapDocument>;

const Basemap = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('raster'),
    tiles: z.string(),
    darkTiles: z.string().nullable(),
    tileSize: z.number().int(),
    crs: MapCrs,
    attribution: z.string(),
    minZoom: z.number().int(),
    maxZoom: z.number().int(),
  }),
  z.object({
    kind: z.literal('pmtiles'),
    url: z.string(),
    /** What the file holds: pictures, or shapes of the Protomaps schema. */
    content: z.enum(['raster', 'vector']),
    crs: MapCrs,
    attribution: z.string(),
    minZoom: z.number().int(),
    maxZoom: z.number().int(),
  }),
]);

export const MapSettings = z.object({
  basemap: Basemap.nullable(),
  /** In which system our tiles and all points on the map are drawn: the basemap's. */
  crs: MapCrs,
  /** West, south, east, north of what is served, in WGS-84; null without any border. */
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  edition: z.string(),
  /** How people reach this installation (LINLI_PUBLIC_URL): printed on sheets with a QR code. */
  publicAddress: z.string().nullable(),
});
export type MapSettings = z.output<typeof MapSettings>;

const SettingsQuery = z.object({
  /** The view begins there; absent: all that is served. */
  county: z
    .string()
    .regex(/^[0-9A-Za-z]{1,12}$/)
    .optional(),
});

export const MapTrial = z.object({
  /** The map as it would be drawn. */
  settings: MapSettings,
  /** What lies in the data folder as `basemap.pmtiles`; null: nothing that can be read. */
  file: z
    .object({
      content: z.enum(['raster', 'vector']),
      minZoom: z.number().int(),
      maxZoom: z.number().int(),
    })
    .nullable(),
});
export type MapTrial = z.output<typeof MapTrial>;

const tileRefusals = ['TILE_UNKNOWN'] as const;

export const mapsApi = {
  regionTile: {
    method: 'GET',
    path: '/api/tiles/regions/{z}/{x}/{y}',
    summary: { zh: '行政区划边界矢量瓦片', en: 'Borders of regions as a vector tile' },
    permission: 'public',
    journal: 'none',
    params: TileParams,
    query: TileQuery,
    refusals: tileRefusals,
  },
  gridTile: {
    method: 'GET',
    path: '/api/tiles/grids/{z}/{x}/{y}',
    summary: { zh: '网格边界矢量瓦片', en: 'Borders of grids as a vector tile' },
    permission: 'public',
    journal: 'none',
    params: TileParams,
    query: TileQuery,
    refusals: tileRefusals,
  },
  mapSettings: {
    method: 'GET',
    path: '/api/map/settings',
    summary: { zh: '地图设置：底图、坐标系、范围', en: 'The basemap, its system, where to begin' },
    permission: 'public',
    journal: 'none',
    query: SettingsQuery,
    answer: MapSettings,
    refusals: [],
    example: { query: { county: '310116' } },
  },
  tryMap: {
    method: 'POST',
    path: '/api/map/try',
    summary: {
      zh: '试用地图设置，不发布',
      en: 'The map as settings that are not published would draw it',
    },
    permission: 'rulebook.publish',
    journal: 'none',
    body: z.object({
      county: z.string().regex(/^[0-9A-Za-z]{1,12}$/),
      draft: z.record(z.string(), z.unknown()),
    }),
    answer: MapTrial,
    refusals: ['RULEBOOK_FAULTY', 'NOT_FOUND'],
    example: { body: { county: '310116', draft: { basemap: null } } },
  },
  basemapFile: {
    method: 'GET',
    path: '/api/map/basemap.pmtiles',
    summary: {
      zh: '底图文件（PMTiles，按 Range 分段读取）',
      en: 'The basemap file (PMTiles), by ranges of bytes',
    },
    permission: 'public',
    journal: 'none',
    refusals: ['NOT_FOUND', 'RANGE_INVALID'],
  },
} as const satisfies EndpointTable;
