/** Where a map begins: what is asked for, else the county's borders, else the country. */
import type { Bounds, LonLat, MapViewProps } from './props.ts';

export type FirstView = { bounds: Bounds } | { center: LonLat; zoom: number };

const CLOSE_ZOOM = 15;
const COUNTRY: Bounds = [80, 20, 128, 48];
/** Around a single point some 500 m are shown. */
const POINT_DEGREES = 0.0025;

export function firstView(
  { fitTo, center, zoom }: Pick<MapViewProps, 'fitTo' | 'center' | 'zoom'>,
  bounds: Bounds | null,
): FirstView {
  const fitted = boundsOf(fitTo);
  if (fitted) return { bounds: fitted };
  if (center) return { center, zoom: zoom ?? CLOSE_ZOOM };
  return { bounds: bounds ?? COUNTRY };
}

/** The box of points, never smaller than a few streets. */
export function boundsOf(fitTo: MapViewProps['fitTo']): Bounds | null {
  if (!fitTo || fitTo.length === 0) return null;
  if (isBounds(fitTo)) return fitTo;
  const lons = fitTo.map((one) => one.lon);
  const lats = fitTo.map((one) => one.lat);
  return [
    Math.min(...lons) - POINT_DEGREES,
    Math.min(...lats) - POINT_DEGREES,
    Math.max(...lons) + POINT_DEGREES,
    Math.max(...lats) + POINT_DEGREES,
  ];
}

function isBounds(fitTo: Bounds | readonly LonLat[]): fitTo is Bounds {
  return typeof fitTo[0] === 'number';
}

/** The same places, so that a list made anew on each drawing does not move the map. */
export function keyOf(fitTo: MapViewProps['fitTo'], center?: LonLat, zoom?: number): string {
  return JSON.stringify([boundsOf(fitTo), center ?? null, zoom ?? null]);
}
