/**
 * Pictures: read, turned upright, re-encoded without a trace of where and by what they were taken.
 * What leaves here is made from pixels alone; no byte of the sent file is kept.
 */
import exifr from 'exifr';
import sharp, { type Metadata, type Sharp } from 'sharp';

export type Shot = {
  /** Degrees as the device wrote them (WGS-84 by the standard). */
  lon?: number;
  lat?: number;
  /** Epoch ms, when the device also wrote its offset or the satellites' time. */
  takenAt?: number;
  /** `YYYY-MM-DD HH:MM:SS` on a clock of an unsaid zone, when no instant is known. */
  takenLocal?: string;
};

export type Picture = {
  jpeg: Buffer;
  thumb: Buffer;
  width: number;
  height: number;
  shot: Shot;
};

/** A picture that cannot be made: broken, or more pixels than may be unpacked. */
export class PictureFault extends Error {
  readonly fault: 'broken' | 'tooManyPixels';

  constructor(fault: 'broken' | 'tooManyPixels', message: string) {
    super(message);
    this.name = 'PictureFault';
    this.fault = fault;
  }
}

export const THUMB_TYPE = 'image/webp';

const SIDE_MAX = 2560;
const THUMB_SIDE = 320;
const SECONDS_MAX = 30;
const WHITE = '#ffffff';

/** Reads JPEG, PNG or WebP of at most `pixelsMax` pixels. Throws PictureFault. */
export async function readPicture(bytes: Buffer, pixelsMax: number): Promise<Picture> {
  // failOn 'error' also refuses a file that ends too early.
  const source = sharp(bytes, { failOn: 'error', limitInputPixels: pixelsMax });
  try {
    const metadata = await source.metadata();
    const { data, info } = await upright(source);
    return {
      jpeg: data,
      thumb: await thumbOf(data),
      width: info.width,
      height: info.height,
      shot: await shotOf(metadata),
    };
  } catch (error) {
    throw asFault(error as Error);
  }
}

function upright(source: Sharp) {
  return source
    .timeout({ seconds: SECONDS_MAX })
    .autoOrient()
    .resize(SIDE_MAX, SIDE_MAX, { fit: 'inside', withoutEnlargement: true })
    .flatten({ background: WHITE })
    .toColourspace('srgb')
    .jpeg({ quality: 82, chromaSubsampling: '4:2:0' })
    .toBuffer({ resolveWithObject: true });
}

function thumbOf(jpeg: Buffer): Promise<Buffer> {
  return sharp(jpeg)
    .resize(THUMB_SIDE, THUMB_SIDE, { fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 72 })
    .toBuffer();
}

function asFault(error: Error): PictureFault {
  const isTooMuch = /pixel limit/.test(error.message);
  return new PictureFault(isTooMuch ? 'tooManyPixels' : 'broken', error.message);
}

type Tags = {
  latitude?: number;
  longitude?: number;
  DateTimeOriginal?: string;
  OffsetTimeOriginal?: string;
  GPSDateStamp?: string;
  GPSTimeStamp?: readonly number[];
};

const WANTED = [
  'GPSLatitude',
  'GPSLatitudeRef',
  'GPSLongitude',
  'GPSLongitudeRef',
  'GPSDateStamp',
  'GPSTimeStamp',
  'DateTimeOriginal',
  'OffsetTimeOriginal',
];

async function shotOf(metadata: Metadata): Promise<Shot> {
  if (!metadata.exif) return {};
  const tags = await readTags(metadata.exif);
  return tags ? { ...pointOf(tags), ...timeOf(tags) } : {};
}

/** The tags are a suggestion: a block that cannot be read is none. */
async function readTags(exif: Buffer): Promise<Tags | undefined> {
  const isMarked = exif.subarray(0, 4).toString('latin1') === 'Exif';
  try {
    // Unrevived: the library would read a local time in the zone of this machine.
    return await exifr.parse(isMarked ? exif.subarray(6) : exif, {
      pick: WANTED,
      reviveValues: false,
    });
  } catch {
    return undefined;
  }
}

function pointOf({ longitude: lon, latitude: lat }: Tags): Shot {
  if (typeof lon !== 'number' || typeof lat !== 'number') return {};
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) return {};
  // 0, 0 is what devices write before they know.
  return lon === 0 && lat === 0 ? {} : { lon, lat };
}

function timeOf(tags: Tags): Shot {
  const local = localOf(tags.DateTimeOriginal);
  if (local && /^[+-]\d{2}:\d{2}$/.test(tags.OffsetTimeOriginal ?? '')) {
    return instant(`${local.replace(' ', 'T')}${tags.OffsetTimeOriginal}`);
  }
  const [hour = -1, minute = -1, second = -1] = tags.GPSTimeStamp ?? [];
  const day = /^(\d{4})[:-](\d{2})[:-](\d{2})/.exec(tags.GPSDateStamp ?? '');
  if (day && hour >= 0 && minute >= 0 && second >= 0) {
    const start = Date.parse(`${day[1]}-${day[2]}-${day[3]}T00:00:00Z`);
    if (Number.isFinite(start)) {
      return { takenAt: start + ((hour * 60 + minute) * 60 + Math.floor(second)) * 1000 };
    }
  }
  return local ? { takenLocal: local } : {};
}

function instant(text: string): Shot {
  const takenAt = Date.parse(text);
  return Number.isFinite(takenAt) ? { takenAt } : {};
}

function localOf(text: string | undefined): string | undefined {
  const parts = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(text ?? '');
  if (!parts) return undefined;
  const local = `${parts[1]}-${parts[2]}-${parts[3]} ${parts[4]}`;
  return Number.isFinite(Date.parse(`${local.replace(' ', 'T')}Z`)) ? local : undefined;
}
