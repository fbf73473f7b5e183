/** What lies under the pointer, the uppermost first. */
import type { MapGeoJSONFeature, Map as MaplibreMap, Point } from 'maplibre-gl';
import { fromMap, type MapCrs } from './crs.ts';
import type { LonLat, Picked } from './props.ts';

/** Fingers are wide. */
const REACH = 6;

const ORDER = ['matter', 'cluster', 'shape', 'grid', 'village', 'town', 'county'] as const;

export function pickAt(map: MaplibreMap, point: Point, crs: MapCrs): Picked {
  const { lng, lat } = map.unproject(point);
  const at = fromMap([lng, lat], crs);
  const box: [[number, number], [number, number]] = [
    [point.x - REACH, point.y - REACH],
    [point.x + REACH, point.y + REACH],
  ];
  const signs = map.queryRenderedFeatures(box).filter(isSign);
  const found = signs.length > 0 ? signs : map.queryRenderedFeatures(point);
  const [first] = found
    .map((feature) => ({ feature, rank: ORDER.indexOf(kindOf(feature)) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank);
  return first ? pickedOf(first.feature, at, crs) : { kind: 'point', at };
}

type Kind = (typeof ORDER)[number];

/** Features that are no place of ours (the basemap's) have another name. */
function kindOf(feature: MapGeoJSONFeature): Kind {
  if (feature.source === 'shapes') return 'shape';
  if (feature.source === 'basemap') return 'none' as Kind;
  return (feature.sourceLayer ?? '').replace(/Label$/, '') as Kind;
}

const isSign = (feature: MapGeoJSONFeature) =>
  feature.sourceLayer === 'matter' || feature.sourceLayer === 'cluster';

function pickedOf(feature: MapGeoJSONFeature, at: LonLat, crs: MapCrs): Picked {
  const { properties: tags } = feature;
  const text = (name: string) => String(tags[name] ?? '');
  const number = (name: string) => Number(tags[name] ?? 0);
  const point = feature.geometry.type === 'Point' ? feature.geometry.coordinates : null;
  const where = point ? fromMap([point[0] ?? 0, point[1] ?? 0], crs) : at;
  const kind = kindOf(feature);
  if (kind === 'matter') {
    return {
      kind,
      number: text('number'),
      category: text('category') || null,
      stage: text('stage'),
      isOverdue: number('overdue') > 0,
      at: where,
    };
  }
  if (kind === 'cluster') {
    const bounds = [number('west'), number('south'), number('east'), number('north')] as const;
    return { kind, count: number('count'), overdue: number('overdue'), at: where, bounds };
  }
  if (kind === 'shape') return { kind, id: text('id'), at };
  const open = tags.open === undefined ? null : number('open');
  const isGrid = kind === 'grid';
  return { kind: isGrid ? 'grid' : 'region', code: text('code'), name: text('name'), open, at };
}
