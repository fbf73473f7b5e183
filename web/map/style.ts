/**
 * The style of our maps: ground, basemap if there is one, our own tiles. No glyphs are asked from
 * anywhere: letters are drawn with the device's own fonts.
 */
import type { FeatureCollection } from 'geojson';
import type {
  ExpressionSpecification,
  LayerSpecification,
  SourceSpecification,
  StyleSpecification,
} from 'maplibre-gl';
import type { Answer } from '../api.ts';
import { basemapLayers, basemapSources } from './basemap.ts';
import { HEAT_STEPS, type Palette, paletteOf } from './colours.ts';
import type { MapFilter, MapLayer } from './props.ts';
import { shapeLayers } from './shapes.ts';

export type MapSettings = Answer<'GET /api/map/settings'>;

export type Drawn = {
  settings: MapSettings;
  layers: readonly MapLayer[];
  filter: MapFilter;
  revision: string | number | undefined;
  isDark: boolean;
  /** In the system of the map. */
  shapes: FeatureCollection;
};

/** Shapes are cut to this zoom and stretched beyond it; matters are points up to the next. */
const SHAPE_ZOOM = 14;
const MATTER_ZOOM = 16;

export function styleOf(drawn: Drawn): StyleSpecification {
  const palette = paletteOf(drawn.isDark);
  return {
    version: 8,
    sources: {
      ...basemapSources(drawn),
      ...ownSources(drawn),
      shapes: { type: 'geojson', data: drawn.shapes },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': palette.ground } },
      ...basemapLayers(drawn),
      ...shown(drawn, palette),
    ],
  };
}

function ownSources(drawn: Drawn): Record<string, SourceSpecification> {
  const names = drawn.layers.flatMap((layer) => [layer]);
  return Object.fromEntries(names.map((name) => [name, sourceOf(name, drawn)]));
}

function sourceOf(name: MapLayer, drawn: Drawn): SourceSpecification {
  const isShape = name === 'regions' || name === 'grids';
  return {
    type: 'vector',
    tiles: [tileAddress(name, drawn)],
    minzoom: name === 'grids' ? 11 : 0,
    maxzoom: name === 'matters' || name === 'public' ? MATTER_ZOOM : SHAPE_ZOOM,
    ...(isShape || name === 'heat' ? { promoteId: 'code' } : {}),
  };
}

/** The address of our tiles; a change of it makes the map read anew. */
export function tileAddress(
  name: MapLayer,
  { settings, filter, revision }: Pick<Drawn, 'settings' | 'filter' | 'revision'>,
): string {
  const isShape = name === 'regions' || name === 'grids';
  const { county, state, category, days, isOverdue } = filter;
  const asked = isShape
    ? { v: settings.edition }
    : { county, state, category, days, isOverdue: isOverdue ? 'true' : undefined, v: revision };
  const pairs = Object.entries({ crs: settings.crs, ...asked })
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([key, value]) => [key, String(value)]);
  return `${location.origin}/api/tiles/${name}/{z}/{x}/{y}?${new URLSearchParams(pairs)}`;
}

function shown(drawn: Drawn, palette: Palette): LayerSpecification[] {
  const has = (name: MapLayer) => drawn.layers.includes(name);
  const hasBasemap = drawn.settings.basemap !== null;
  return [
    ...(has('regions') ? regionAreas(palette, hasBasemap) : []),
    ...(has('heat') ? heatLayers(palette) : []),
    ...(has('grids') ? gridLayers(palette) : []),
    ...(has('regions') ? regionLines(palette) : []),
    ...shapeLayers(palette),
    ...(has('matters') ? matterLayers('matters', palette) : []),
    ...(has('public') ? matterLayers('public', palette) : []),
  ];
}

function regionAreas(palette: Palette, hasBasemap: boolean): LayerSpecification[] {
  return (['county', 'town', 'village'] as const).map((level) => ({
    id: `${level}-area`,
    type: 'fill',
    source: 'regions',
    'source-layer': level,
    paint: {
      'fill-color': palette.region,
      // Over a basemap the area only catches the pointer.
      'fill-opacity': hasBasemap || level !== 'county' ? 0 : 1,
    },
  }));
}

const WIDTHS = { province: 2.5, city: 2.2, county: 2, town: 1.4, village: 0.8 } as const;
const FONT: ['literal', string[]] = ['literal', ['sans-serif']];

function regionLines(palette: Palette): LayerSpecification[] {
  const levels = ['village', 'town', 'county', 'city', 'province'] as const;
  const lines = levels.map(
    (level): LayerSpecification => ({
      id: `${level}-line`,
      type: 'line',
      source: 'regions',
      'source-layer': level,
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': level === 'village' ? palette.fineBorder : palette.border,
        'line-width': WIDTHS[level],
        'line-opacity': level === 'town' ? 0.7 : 1,
      },
    }),
  );
  const labels = (['village', 'town', 'county'] as const).map((level) =>
    labelLayer({
      level,
      source: 'regions',
      palette,
      size: { village: 12, town: 14, county: 16 }[level],
    }),
  );
  return [...lines, ...labels];
}

type Label = { level: string; source: string; palette: Palette; size: number };

/** A level's names give way to those below it as one comes nearer. */
const LABEL_ZOOMS: Record<string, readonly [number, number]> = {
  county: [5, 9],
  town: [9, 13],
  village: [12, 24],
  grid: [14, 24],
};

function labelLayer({ level, source, palette, size }: Label): LayerSpecification {
  const [minzoom, maxzoom] = LABEL_ZOOMS[level] ?? [0, 24];
  return {
    id: `${level}-name`,
    type: 'symbol',
    source,
    'source-layer': `${level}Label`,
    minzoom,
    maxzoom,
    layout: {
      'text-field': plainName,
      'text-font': FONT,
      'text-size': size,
      'text-max-width': 8,
      'text-padding': 4,
    },
    paint: { 'text-color': palette.text, 'text-halo-color': palette.halo, 'text-halo-width': 1.5 },
  };
}

/** Without the mark of drawn borders, which the page says once. */
const plainName: ExpressionSpecification = [
  'case',
  ['in', '（示意）', ['get', 'name']],
  ['slice', ['get', 'name'], 0, ['-', ['length', ['get', 'name']], 4]],
  ['get', 'name'],
];

function gridLayers(palette: Palette): LayerSpecification[] {
  return [
    {
      id: 'grid-area',
      type: 'fill',
      source: 'grids',
      'source-layer': 'grid',
      paint: { 'fill-color': palette.region, 'fill-opacity': 0 },
    },
    {
      id: 'grid-line',
      type: 'line',
      source: 'grids',
      'source-layer': 'grid',
      paint: { 'line-color': palette.grid, 'line-width': 1, 'line-dasharray': [3, 2] },
    },
    labelLayer({ level: 'grid', source: 'grids', palette, size: 11 }),
  ];
}

function heatLayers(palette: Palette): LayerSpecification[] {
  const steps = HEAT_STEPS.flatMap((from, index) => [from, palette.heat[index] ?? '']);
  return (['town', 'village', 'grid'] as const).map((level) => ({
    id: `heat-${level}`,
    type: 'fill',
    source: 'heat',
    'source-layer': level,
    paint: {
      'fill-color': [
        'step',
        ['coalesce', ['get', 'open'], 0],
        'rgba(0,0,0,0)',
        ...steps,
      ] as unknown as ExpressionSpecification,
      'fill-opacity': 0.75,
    },
  }));
}

function matterLayers(source: 'matters' | 'public', palette: Palette): LayerSpecification[] {
  const tone: ExpressionSpecification = [
    'case',
    ['>', ['coalesce', ['get', 'overdue'], 0], 0],
    palette.tones.bad,
    ['==', ['get', 'state'], 'closed'],
    palette.tones.good,
    ['==', ['get', 'urgency'], 'urgent'],
    palette.tones.warn,
    palette.tones.brand,
  ];
  return [
    {
      id: `${source}-cluster`,
      type: 'circle',
      source,
      'source-layer': 'cluster',
      paint: {
        'circle-color': tone,
        'circle-opacity': 0.88,
        'circle-stroke-color': palette.ring,
        'circle-stroke-width': 2,
        'circle-radius': [
          'interpolate',
          ['linear'],
          ['log10', ['max', 1, ['get', 'count']]],
          0,
          10,
          1,
          15,
          2,
          20,
          4,
          32,
        ],
      },
    },
    {
      id: `${source}-count`,
      type: 'symbol',
      source,
      'source-layer': 'cluster',
      layout: {
        'text-field': ['to-string', ['get', 'count']],
        'text-font': FONT,
        'text-size': 12,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': palette.onTone },
    },
    {
      id: `${source}-point`,
      type: 'circle',
      source,
      'source-layer': 'matter',
      paint: {
        'circle-color': tone,
        'circle-radius': ['interpolate', ['linear'], ['zoom'], 12, 5, 17, 9],
        'circle-stroke-color': palette.ring,
        'circle-stroke-width': 2,
      },
    },
  ];
}
