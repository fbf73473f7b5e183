/** The map's document as the form writes it, in the address and back. Pure. */
import type { MapSettingsDocument } from '../words.ts';

export const written = [
  'kind',
  'tiles',
  'darkTiles',
  'tileSize',
  'crs',
  'attribution',
  'minZoom',
  'maxZoom',
] as const;
type Key = (typeof written)[number];

/** `kind` is missing while nobody has decided. */
export type Written = {
  kind: 'none' | 'raster' | 'pmtiles' | undefined;
  tiles: string;
  darkTiles: string;
  tileSize: 256 | 512;
  crs: 'wgs84' | 'gcj02';
  attribution: string;
  minZoom: number;
  maxZoom: number;
};

const fresh: Written = {
  kind: undefined,
  tiles: '',
  darkTiles: '',
  tileSize: 256,
  crs: 'gcj02',
  attribution: '',
  minZoom: 0,
  maxZoom: 18,
};

/** Published documents may leave out what has a usual value. */
export type HeldMap = {
  basemap?: Partial<Written> | null;
};

export function writtenOf(held: HeldMap | null): Written {
  if (!held) return fresh;
  if (!held.basemap) return { ...fresh, kind: 'none' };
  return { ...fresh, crs: 'wgs84', ...held.basemap };
}

export function documentOf(form: Written): MapSettingsDocument {
  return { basemap: basemapOf(form) };
}

function basemapOf(form: Written): MapSettingsDocument['basemap'] {
  const { kind, crs, tileSize, minZoom, maxZoom } = form;
  const attribution = form.attribution.trim();
  if (kind === 'pmtiles') return { kind, crs, attribution };
  if (kind !== 'raster') return null;
  const darkTiles = form.darkTiles.trim();
  return {
    kind,
    tiles: form.tiles.trim(),
    ...(darkTiles && { darkTiles }),
    tileSize,
    crs,
    attribution,
    minZoom,
    maxZoom,
  };
}

/** The form as an address keeps it; nothing is undefined, so that nothing of another form stays. */
export function searchOf(form: Written): Record<Key, string> {
  return Object.fromEntries(written.map((key) => [key, String(form[key] ?? '')])) as Record<
    Key,
    string
  >;
}

/** The form that an address keeps; null: it keeps none. */
export function writtenIn(search: Readonly<Record<string, string | undefined>>): Written | null {
  const { kind } = search;
  if (kind !== 'none' && kind !== 'raster' && kind !== 'pmtiles') return null;
  const numberOf = (key: Key, usual: number) => {
    const value = Number(search[key]);
    return search[key] && Number.isInteger(value) ? value : usual;
  };
  return {
    kind,
    tiles: search.tiles ?? '',
    darkTiles: search.darkTiles ?? '',
    tileSize: search.tileSize === '512' ? 512 : 256,
    crs: search.crs === 'wgs84' ? 'wgs84' : 'gcj02',
    attribution: search.attribution ?? '',
    minZoom: numberOf('minZoom', fresh.minZoom),
    maxZoom: numberOf('maxZoom', fresh.maxZoom),
  };
}

/** As the server judges it: a host without gaps, and all three gaps behind it. */
export function isTileAddress(address: string): boolean {
  const isHosted = /^https?:\/\/[a-z0-9.-]+(?::\d{1,5})?\//i.test(address);
  return isHosted && ['{z}', '{x}', '{y}'].every((gap) => address.includes(gap));
}

/** Filled in so far that the server can say how it would look. */
export function isSound({ basemap }: MapSettingsDocument): boolean {
  if (basemap?.kind !== 'raster') return true;
  const { tiles, darkTiles } = basemap;
  return isTileAddress(tiles) && (darkTiles === undefined || isTileAddress(darkTiles));
}

/** The hosts that a document asks, as browsers name them. */
export function originsOf({ basemap }: MapSettingsDocument): string[] {
  if (basemap?.kind !== 'raster') return [];
  return [basemap.tiles, basemap.darkTiles ?? ''].filter(isTileAddress).map(hostOf);
}

/** Those that the address of a document let in when it was loaded. */
export function originsLetIn(documentAddress: string, page: string): string[] {
  const { pathname, searchParams } = new URL(documentAddress);
  if (pathname !== page) return [];
  const addresses = [searchParams.get('tiles') ?? '', searchParams.get('darkTiles') ?? ''];
  return addresses.filter(isTileAddress).map(hostOf);
}

function hostOf(address: string): string {
  return address.split('/', 3).join('/').toLowerCase();
}
