/** A point in words: how far it is from the nearest named place, and on which side of it. */
import { metresPerDegree, type Position } from './geometry.ts';

/** Beyond this a place says nothing of where one stands; in the country things lie far apart. */
export const NEAR_MAX_M = 1000;
/** Nearer than a building is wide: at the place itself. */
const AT_M = 20;
/** What a map and a phone are exact to. */
const STEP_M = 10;

const DIRECTIONS = [
  { zh: '东', en: 'east' },
  { zh: '东北', en: 'north-east' },
  { zh: '北', en: 'north' },
  { zh: '西北', en: 'north-west' },
  { zh: '西', en: 'west' },
  { zh: '西南', en: 'south-west' },
  { zh: '南', en: 'south' },
  { zh: '东南', en: 'south-east' },
] as const;

export type NearPlace = { name: string; address: string; lon: number; lat: number };

/** Null beyond `NEAR_MAX_M`. */
export function nearWords(place: NearPlace, point: Position): { zh: string; en: string } | null {
  const { metres, direction } = wayFrom([place.lon, place.lat], point);
  if (metres > NEAR_MAX_M) return null;
  const address = place.address === place.name ? '' : place.address;
  const zh = address === '' ? place.name : `${place.name}（${address}）`;
  const en = address === '' ? place.name : `${place.name} (${address})`;
  if (metres <= AT_M) return { zh, en };
  const rounded = Math.round(metres / STEP_M) * STEP_M;
  return {
    zh: `距${zh}约${rounded}米，在其${direction.zh}面`,
    en: `about ${rounded} m ${direction.en} of ${en}`,
  };
}

/** On the plane that touches at the place: exact enough for some hundred metres. */
function wayFrom(place: Position, point: Position) {
  const [perLon, perLat] = metresPerDegree(place[1]);
  const east = (point[0] - place[0]) * perLon;
  const north = (point[1] - place[1]) * perLat;
  const eighth = Math.round(Math.atan2(north, east) / (Math.PI / 4));
  const direction = DIRECTIONS[(eighth + DIRECTIONS.length) % DIRECTIONS.length] ?? DIRECTIONS[0];
  return { metres: Math.hypot(east, north), direction };
}
