/** Own shapes of a page: areas, lines and points with a tone, and how they are drawn. */
import type { FeatureCollection } from 'geojson';
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { Palette } from './colours.ts';
import { tones } from './props.ts';

export const noShapes: FeatureCollection = { type: 'FeatureCollection', features: [] };

function toneOf(palette: Palette): ExpressionSpecification {
  const pairs = tones.flatMap((tone) => [tone, palette.tones[tone]]);
  return [
    'match',
    ['coalesce', ['get', 'tone'], 'brand'],
    ...pairs,
    palette.tones.brand,
  ] as unknown as ExpressionSpecification;
}

const isOf = (kind: 'Polygon' | 'LineString' | 'Point'): ExpressionSpecification => [
  '==',
  ['geometry-type'],
  kind,
];

export function shapeLayers(palette: Palette): LayerSpecification[] {
  const tone = toneOf(palette);
  return [
    {
      id: 'shape-area',
      type: 'fill',
      source: 'shapes',
      filter: isOf('Polygon'),
      paint: { 'fill-color': tone, 'fill-opacity': 0.22 },
    },
    {
      id: 'shape-line',
      type: 'line',
      source: 'shapes',
      filter: ['!', isOf('Point')],
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': tone, 'line-width': 2 },
    },
    {
      id: 'shape-point',
      type: 'circle',
      source: 'shapes',
      filter: isOf('Point'),
      paint: {
        'circle-color': tone,
        'circle-radius': 6,
        'circle-stroke-color': palette.ring,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'shape-name',
      type: 'symbol',
      source: 'shapes',
      filter: ['has', 'label'],
      layout: {
        'text-field': ['to-string', ['get', 'label']],
        'text-font': ['literal', ['sans-serif']],
        'text-size': 13,
        'text-max-width': 8,
      },
      paint: {
        'text-color': palette.text,
        'text-halo-color': palette.halo,
        'text-halo-width': 1.5,
      },
    },
  ];
}
