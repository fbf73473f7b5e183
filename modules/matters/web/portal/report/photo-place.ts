/**
 * Where a photo was taken, read on the device: it works without a network and before anybody has
 * signed in. The server strips it from the picture.
 */
import type { Point } from '../../report/draft.ts';

export async function placeOfPhoto(file: Blob): Promise<Point | null> {
  try {
    const { default: exifr } = await import('exifr/dist/lite.esm.mjs');
    const found = await exifr.gps(await file.arrayBuffer());
    const isPlace = Number.isFinite(found?.longitude) && Number.isFinite(found?.latitude);
    return found && isPlace ? { lon: found.longitude, lat: found.latitude } : null;
  } catch {
    // A photo that cannot be read has no place; whether it is a photo the server says.
    return null;
  }
}
