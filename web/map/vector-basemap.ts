/** A quiet drawing of a basemap of the Protomaps schema: land, water, roads, houses, names. */
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';

type Shades = Record<
  'land' | 'green' | 'water' | 'road' | 'mainRoad' | 'house' | 'text' | 'halo',
  string
>;

const light: Shades = {
  land: '#f4f4f0',
  green: '#e1ecd9',
  water: '#cfe0ec',
  road: '#ffffff',
  mainRoad: '#fbe9c0',
  house: '#e6e3dd',
  text: '#4a5560',
  halo: '#ffffff',
};
const dark: Shades = {
  land: '#141a21',
  green: '#18241c',
  water: '#0e2233',
  road: '#2a333d',
  mainRoad: '#3a4450',
  house: '#1d252e',
  text: '#9aa7b3',
  halo: '#10161d',
};

const isMain: ExpressionSpecification = [
  'in',
  ['get', 'kind'],
  ['literal', ['highway', 'major_road']],
];

export function vectorBasemap(isDark: boolean): LayerSpecification[] {
  const shade = isDark ? dark : light;
  const fill = (id: string, layer: string, color: string): LayerSpecification => ({
    id: `base-${id}`,
    type: 'fill',
    source: 'basemap',
    'source-layer': layer,
    paint: { 'fill-color': color },
  });
  return [
    fill('land', 'earth', shade.land),
    {
      id: 'base-green',
      type: 'fill',
      source: 'basemap',
      'source-layer': 'landuse',
      filter: ['in', ['get', 'kind'], ['literal', ['park', 'forest', 'wood', 'grass', 'garden']]],
      paint: { 'fill-color': shade.green },
    },
    fill('water', 'water', shade.water),
    road('road', shade.road, ['!', isMain]),
    road('main-road', shade.mainRoad, isMain),
    { ...fill('house', 'buildings', shade.house), minzoom: 14 },
    nameLayer('places', shade, 9, 12),
    nameLayer('pois', shade, 16, 11),
  ];
}

function road(id: string, color: string, filter: ExpressionSpecification): LayerSpecification {
  return {
    id: `base-${id}`,
    type: 'line',
    source: 'basemap',
    'source-layer': 'roads',
    filter,
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: {
      'line-color': color,
      'line-width': ['interpolate', ['exponential', 1.6], ['zoom'], 8, 0.5, 14, 3, 18, 14],
    },
  };
}

function nameLayer(
  layer: string,
  shade: Shades,
  minzoom: number,
  size: number,
): LayerSpecification {
  return {
    id: `base-name-${layer}`,
    type: 'symbol',
    source: 'basemap',
    'source-layer': layer,
    minzoom,
    layout: {
      'text-field': ['coalesce', ['get', 'name:zh'], ['get', 'name'], ''],
      'text-font': ['literal', ['sans-serif']],
      'text-size': size,
      'text-max-width': 8,
    },
    paint: { 'text-color': shade.text, 'text-halo-color': shade.halo, 'text-halo-width': 1 },
  };
}
