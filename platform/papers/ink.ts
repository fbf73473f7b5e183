/** A drawn signature as a browser sends it: read, made small, held to be drawn at all. */
import sharp from 'sharp';

const WIDTH_MAX = 600;
const PIXELS_MAX = 4_000_000;
/** Of the grey values: one colour alone was not drawn on. */
const SPREAD_MIN = 1;

/** Null where it is no picture. Drawn dark on nothing or on white. */
export async function inkOf(bytes: Buffer): Promise<{ png: Buffer; isBlank: boolean } | null> {
  try {
    const png = await sharp(bytes, { limitInputPixels: PIXELS_MAX })
      .flatten({ background: '#ffffff' })
      .resize({ width: WIDTH_MAX, withoutEnlargement: true })
      .png({ palette: true, colours: 16 })
      .toBuffer();
    const { channels } = await sharp(png).greyscale().stats();
    return { png, isBlank: (channels[0]?.stdev ?? 0) < SPREAD_MIN };
  } catch {
    return null;
  }
}
