/**
 * Matters on a map: tiles for staff in their scope and for everyone, and a list of what lies in a
 * box. No person and no word of a matter is in a tile.
 */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { MatterSummary } from './lists.ts';

const Coordinate = z.coerce.number().int().min(0).max(2_000_000);
const TileParams = z.object({
  z: z.coerce.number().int().min(0).max(22),
  x: Coordinate,
  y: Coordinate,
});

export const mapStates = ['open', 'closed', 'all'] as const;
const County = z.string().regex(/^[0-9A-Za-z]{1,12}$/);
/** Beyond this many days closed matters are not drawn: figures tell of years. */
export const MAP_DAYS_MAX = 366;

const filterFields = {
  county: County.optional(),
  state: z.enum(mapStates).default('open'),
  category: z.string().max(64).optional(),
  /** Received within so many days; without it closed ones of a month. */
  days: z.coerce.number().int().min(1).max(MAP_DAYS_MAX).optional(),
  isOverdue: z
    .enum(['true', 'false'])
    .transform((is) => is === 'true')
    .optional(),
};

const crs = z.enum(['wgs84', 'gcj02']).default('wgs84');
/** Another value reads anew. */
const v = z.string().max(40).optional();

export const MapQuery = z.object({ ...filterFields, crs, v });
export type MapQuery = z.output<typeof MapQuery>;

export const PublicMapQuery = z.object({
  county: County,
  state: z.enum(mapStates).default('open'),
  category: z.string().max(64).optional(),
  days: z.coerce.number().int().min(1).max(MAP_DAYS_MAX).optional(),
  crs,
  v,
});
export type PublicMapQuery = z.output<typeof PublicMapQuery>;

const Degrees = (max: number) => z.coerce.number().min(-max).max(max);

export const BoxQuery = z.object({
  ...filterFields,
  west: Degrees(180),
  south: Degrees(90),
  east: Degrees(180),
  north: Degrees(90),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export type BoxQuery = z.output<typeof BoxQuery>;

const tileRefusals = ['TILE_UNKNOWN', 'LIST_TOO_WIDE'] as const;

export const mapApi = {
  matterTile: {
    method: 'GET',
    path: '/api/tiles/matters/{z}/{x}/{y}',
    summary: {
      zh: '范围内事项的矢量瓦片：聚合，放大后为单个事项',
      en: 'Matters in scope as a vector tile: clusters, from near by single ones',
    },
    permission: 'matter.read',
    journal: 'none',
    params: TileParams,
    query: MapQuery,
    refusals: tileRefusals,
  },
  heatTile: {
    method: 'GET',
    path: '/api/tiles/heat/{z}/{x}/{y}',
    summary: {
      zh: '事项密度瓦片：各网格（远处为村居、镇街）未办结数',
      en: 'How dense matters lie, by grid (from afar by village and town)',
    },
    permission: 'matter.read',
    journal: 'none',
    params: TileParams,
    query: MapQuery,
    refusals: tileRefusals,
  },
  publicTile: {
    method: 'GET',
    path: '/api/tiles/public/{z}/{x}/{y}',
    summary: {
      zh: '公开事项的矢量瓦片：与公开栏一致，住处不显示',
      en: 'What the public board shows, as a vector tile; homes are not on it',
    },
    permission: 'public',
    journal: 'none',
    params: TileParams,
    query: PublicMapQuery,
    refusals: ['TILE_UNKNOWN'],
  },
  listMattersInBox: {
    method: 'GET',
    path: '/api/map/matters',
    summary: { zh: '地图一块范围内的事项', en: 'The matters in a box of the map, newest first' },
    permission: 'matter.read',
    journal: 'none',
    query: BoxQuery,
    answer: z.object({
      items: z.array(
        MatterSummary.extend({ point: z.object({ lon: z.number(), lat: z.number() }) }),
      ),
      /** There are more than these: zoom in. */
      isMore: z.boolean(),
    }),
    refusals: ['LIST_TOO_WIDE', 'MAP_BOX_TOO_WIDE'],
    example: { query: { west: 121.2, south: 30.7, east: 121.21, north: 30.71 } },
  },
} as const satisfies EndpointTable;
