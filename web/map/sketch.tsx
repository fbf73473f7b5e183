/** What stands for a map where nothing can be drawn that moves: a still picture of it. */
import type { Geometry, Position } from 'geojson';
import { useTexts } from '../texts.ts';
import type { Bounds, MapViewProps } from './props.ts';
import { mapTexts } from './texts.ts';
import { boundsOf } from './view.ts';

const WIDTH = 400;
const HEIGHT = 260;
const MARGIN = 16;

export function MapSketch(props: MapViewProps) {
  const say = useTexts(mapTexts);
  const { markers = [], shapes, chosen, fitTo, center, onPick } = props;
  const rings = (shapes?.features ?? []).flatMap((one) => ringsOf(one.geometry));
  const points = [
    ...markers,
    ...rings.flat().map(([lon = 0, lat = 0]) => ({ lon, lat })),
    ...(center ? [center] : []),
  ];
  const bounds = boundsOf(fitTo) ?? boundsOf(points);
  const at = bounds && projection(bounds);
  return (
    <div className={`map-box map-sketch ${props.className ?? ''}`}>
      <p className="map-note">{say(props.onPin ? 'noGraphicsPin' : 'noGraphics')}</p>
      {at && points.length > 0 && (
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
          {rings.map((ring) => (
            <polygon key={ring.join()} points={ring.map((one) => at(one).join()).join(' ')} />
          ))}
          {markers.map((one) => {
            const [x, y] = at([one.lon, one.lat]);
            return (
              <circle
                key={one.id}
                cx={x}
                cy={y}
                r={one.id === chosen ? 9 : 6}
                data-tone={one.tone ?? 'brand'}
                onClick={() => onPick?.({ kind: 'marker', id: one.id })}
              />
            );
          })}
        </svg>
      )}
    </div>
  );
}

function ringsOf(geometry: Geometry): Position[][] {
  if (geometry.type === 'Polygon') return geometry.coordinates.slice(0, 1);
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.map((one) => one[0] ?? []);
  if (geometry.type === 'LineString') return [geometry.coordinates];
  return [];
}

/** Flat, with a degree of longitude as long as it is there. */
function projection([west, south, east, north]: Bounds) {
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min(
    (WIDTH - 2 * MARGIN) / ((east - west) * squeeze || 1),
    (HEIGHT - 2 * MARGIN) / (north - south || 1),
  );
  return ([lon = 0, lat = 0]: Position): [number, number] => [
    WIDTH / 2 + (lon - (west + east) / 2) * squeeze * scale,
    HEIGHT / 2 - (lat - (south + north) / 2) * scale,
  ];
}
