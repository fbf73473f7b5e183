/**
 * Whether a file is in another coordinate system than it says. GCJ-02 and BD-09 lie some 500 m and
 * 1 km beside WGS-84: inside China all the same, so only a place that is already known can tell.
 */
import { outsideOf } from './coverage.ts';
import { type Crs, crsNames, shapeFromStored, shapeToStored } from './crs.ts';
import type { BoundaryFeature } from './features.ts';
import { areaM2, type Shape } from './geometry.ts';

/** Below this share outside the known places a file is taken as honest. */
const SHARE_MIN = 0.02;

/** Another system explains the file when with it this little of what strayed still does. */
const EXPLAINED_MAX = 0.3;

/**
 * The system in which the features fit the known places much better than in the named one; null
 * when the named one fits, when nothing is known, or when no other fits better.
 */
export function likelierCrs(
  features: readonly BoundaryFeature[],
  named: Crs,
  knownShape: (code: string) => Shape | null,
): Crs | null {
  const pairs = features.flatMap((one) => {
    const known = knownShape(one.code);
    return known ? [{ code: one.code, shape: one.shape, known }] : [];
  });
  const whole = pairs.reduce((sum, one) => sum + areaM2(one.shape), 0);
  const strayed = strayM2(pairs, (shape) => shape);
  if (whole === 0 || strayed / whole < SHARE_MIN) return null;
  const fits = crsNames
    .filter((crs) => crs !== named && crs !== 'cgcs2000')
    .map((crs) => ({
      crs,
      strayed: strayM2(pairs, (shape) => shapeToStored(shapeFromStored(shape, named), crs)),
    }))
    .sort((a, b) => a.strayed - b.strayed)[0];
  return fits && fits.strayed < strayed * EXPLAINED_MAX ? fits.crs : null;
}

type Pair = { code: string; shape: Shape; known: Shape };

function strayM2(pairs: readonly Pair[], read: (shape: Shape) => Shape): number {
  return pairs.reduce((sum, { code, shape, known }) => {
    const outside = outsideOf([{ code, shape: read(shape) }], known);
    return sum + (outside[0]?.areaM2 ?? 0);
  }, 0);
}
