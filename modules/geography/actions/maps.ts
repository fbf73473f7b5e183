/** Where a map begins and what lies under it: a document of the rulebook, a file. */

import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { refuse } from '../../../kernel/refusal.ts';
import { dateAt } from '../../../kernel/zone.ts';
import { answerFile, type RequestContext } from '../../../platform/http/index.ts';
import { answerTile, type TileKey } from '../../../platform/tiles/index.ts';
import { type MapCrs, MapDocument, type MapSettings, type MapTrial } from '../contract/maps.ts';
import { checkMapDocument, MAP_NAME } from '../rules/basemap.ts';
import { dayKey, holdsOn } from '../rules/dates.ts';
import { boxOf } from '../rules/geometry.ts';
import type { BoundaryVersion } from '../store/boundaries.ts';
import type { Places } from '../store/memory.ts';
import { type ShapeLayer, shapeTile } from './tiles.ts';

export type MapWorld = {
  places: () => Promise<Places>;
  /** What was published for the county, or for all (null); null: nothing. */
  mapDocument: (county: string | null, now: number) => Promise<MapDocument | null>;
  dataDir: string;
  /** How people reach this installation; null: nobody said. */
  publicUrl: string | null;
};

type Ctx = Pick<RequestContext, 'now' | 'headers' | 'setHeader' | 'setStatus'>;

const ZONE = 'Asia/Shanghai';
const FILE = 'basemap.pmtiles';
const FILE_ADDRESS = '/api/map/basemap.pmtiles';
/** Borders change on a day; a new edition has another address by its `v`. */
const KEEP_TILE = 'public, max-age=300, stale-while-revalidate=86400';

export async function getShapeTile(
  world: MapWorld,
  ctx: Ctx,
  layer: ShapeLayer,
  asked: { at: TileKey; crs: MapCrs },
) {
  const places = await world.places();
  const on = dateAt(ctx.now, ZONE);
  return answerTile(ctx, shapeTile(places, layer, asked.at, { crs: asked.crs, on }), KEEP_TILE);
}

/** The settings of a county's map, or of all that is served. */
export async function getMapSettings(
  world: MapWorld,
  ctx: Ctx,
  county: string | null,
): Promise<MapSettings> {
  const document = await world.mapDocument(county, ctx.now);
  ctx.setHeader('cache-control', 'public, max-age=30');
  return settingsBy(world, document, county, ctx.now);
}

/** Refuses NOT_FOUND out of scope, RULEBOOK_FAULTY with each fault's place. */
export async function tryMap(
  world: MapWorld,
  ctx: Pick<RequestContext, 'now' | 'actor'>,
  { county, draft }: { county: string; draft: unknown },
): Promise<MapTrial> {
  const { actor } = ctx;
  if (actor.kind === 'staff' && !actor.counties.includes(county)) refuse('NOT_FOUND');
  const faults = checkMapDocument(draft, { name: MAP_NAME });
  if (faults.length > 0) {
    const fields = faults.map((fault) => {
      const [place = '', ...what] = fault.split(': ');
      return { path: `body.draft.${place}`, code: 'RULEBOOK_FAULTY', detail: what.join(': ') };
    });
    refuse('RULEBOOK_FAULTY', { fields, values: { count: faults.length } });
  }
  const [settings, file] = await Promise.all([
    settingsBy(world, MapDocument.parse(draft), county, ctx.now),
    readHeader(join(world.dataDir, FILE)),
  ]);
  return { settings, file };
}

async function settingsBy(
  world: MapWorld,
  document: MapDocument | null,
  county: string | null,
  now: number,
): Promise<MapSettings> {
  const [places, basemap] = await Promise.all([world.places(), basemapOf(world, document)]);
  return {
    basemap,
    crs: basemap?.crs ?? 'wgs84',
    bounds: boundsOf(places, county, dateAt(now, ZONE)),
    edition: editionOf(places),
    publicAddress: world.publicUrl,
  };
}

/** A file that lies in the folder is used when nobody has decided otherwise. */
async function basemapOf(
  { dataDir }: MapWorld,
  document: MapDocument | null,
): Promise<MapSettings['basemap']> {
  if (document?.basemap?.kind === 'raster') {
    return { ...document.basemap, darkTiles: document.basemap.darkTiles ?? null };
  }
  if (document && document.basemap === null) return null;
  const header = await readHeader(join(dataDir, FILE));
  if (!header) return null;
  const { crs = 'wgs84', attribution = '' } = document?.basemap ?? {};
  return { kind: 'pmtiles', url: FILE_ADDRESS, crs, attribution, ...header };
}

type FileHeader = { content: 'raster' | 'vector'; minZoom: number; maxZoom: number };

const HEADER_BYTES = 127;
const AT = { version: 7, tileType: 99, minZoom: 100, maxZoom: 101 };
const VECTOR = 1;

/** What the first bytes say (PMTiles version 3); null when there is no such file. */
async function readHeader(path: string): Promise<FileHeader | null> {
  const bytes = Buffer.alloc(HEADER_BYTES);
  const file = await open(path).catch(() => null);
  if (!file) return null;
  try {
    const { bytesRead } = await file.read(bytes, 0, HEADER_BYTES, 0);
    const isOurs = bytes.toString('latin1', 0, AT.version) === 'PMTiles' && bytes[AT.version] === 3;
    if (bytesRead < HEADER_BYTES || !isOurs) return null;
    return {
      content: bytes[AT.tileType] === VECTOR ? 'vector' : 'raster',
      minZoom: bytes.readUInt8(AT.minZoom),
      maxZoom: bytes.readUInt8(AT.maxZoom),
    };
  } finally {
    await file.close();
  }
}

/** Refuses NOT_FOUND without a file, and RANGE_INVALID. */
export async function getBasemapFile({ dataDir }: MapWorld, ctx: Ctx) {
  const path = join(dataDir, FILE);
  const file: Stats | null = await stat(path).catch(() => null);
  if (!file?.isFile()) return refuse('NOT_FOUND');
  ctx.setHeader('content-type', 'application/octet-stream');
  ctx.setHeader('cache-control', 'public, max-age=3600');
  return answerFile(ctx, path, file);
}

type Bounds = MapSettings['bounds'];
const bounds = new WeakMap<readonly BoundaryVersion[], Map<string, Bounds>>();

/** The box around the county's borders and grids of a day, or around all that have any. */
function boundsOf(places: Places, county: string | null, on: string): Bounds {
  const held = bounds.get(places.boundaries) ?? new Map<string, Bounds>();
  bounds.set(places.boundaries, held);
  const key = `${county ?? ''} ${on}`;
  const known = held.get(key);
  if (known !== undefined) return known;
  const found = reckonBounds(places, county, on);
  if (held.size > 500) held.clear();
  held.set(key, found);
  return found;
}

function reckonBounds(places: Places, county: string | null, on: string): Bounds {
  const codes = [...places.counties.values()]
    .flat()
    .filter((row) => row.county === county)
    .map((row) => row.regionCode);
  const day = dayKey(on);
  const rings = places.boundaries
    .filter((one) => holdsOn(dayKey(one.validFrom), dayKey(one.validTo), day))
    .filter((one) => county === null || codes.some((code) => one.code.startsWith(code)))
    .flatMap((one) => one.shape.map((polygon) => polygon[0] ?? []));
  return rings.length === 0 ? null : boxOf(rings);
}

/** Another one when any border or grid was loaded; tiles carry it in their address. */
function editionOf({ boundaries }: Places): string {
  const newest = boundaries.reduce((most, one) => Math.max(most, one.edition), 0);
  return `${newest}.${boundaries.length}`;
}
