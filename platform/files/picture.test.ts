import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { PictureFault, readPicture, sniffType } from './index.ts';

const PIXELS = 20_000_000;

/** A picture, left half red and right half blue, with all that a phone writes beside it. */
function phonePicture(
  format: 'jpeg' | 'png' | 'webp',
  { width = 400, height = 200, orientation = 1, exif = {} } = {},
): Promise<Buffer> {
  const half = { create: { width: width / 2, height, channels: 3 as const, background: '#00f' } };
  return sharp({ create: { width, height, channels: 3, background: '#f00' } })
    .composite([{ input: half, left: width / 2, top: 0 }])
    .withExif({
      IFD0: { Make: 'PhoneMaker', Artist: 'Wang' },
      IFD2: { DateTimeOriginal: '2026:03:04 05:06:07', ...exif },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '30/1 44/1 30/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '121/1 20/1 0/1',
      },
    })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf>secretplace</rdf></x:xmpmeta>')
    .withMetadata({ orientation })
    .toFormat(format)
    .toBuffer();
}

describe('a picture from a phone', () => {
  it.each(['jpeg', 'png', 'webp'] as const)(
    'as %s keeps no EXIF, position or XMP',
    async (format) => {
      const sent = await phonePicture(format);
      const before = await sharp(sent).metadata();
      expect(before.exif?.includes('PhoneMaker')).toBe(true);
      expect(before.xmp?.includes('secretplace')).toBe(true);

      const { jpeg, thumb } = await readPicture(sent, PIXELS);
      for (const made of [jpeg, thumb]) {
        const { exif, xmp, iptc, icc, orientation } = await sharp(made).metadata();
        expect({ exif, xmp, iptc, icc, orientation }).toEqual({});
        for (const word of ['Exif', 'PhoneMaker', 'Wang', 'secretplace', 'xmp', 'GPS']) {
          expect(made.includes(word), word).toBe(false);
        }
      }
      expect(await sniffType(jpeg)).toBe('image/jpeg');
      expect(await sniffType(thumb)).toBe('image/webp');
    },
  );

  it.each(['jpeg', 'png', 'webp'] as const)('as %s suggests where it was taken', async (format) => {
    const { shot } = await readPicture(await phonePicture(format), PIXELS);
    expect(shot.lat).toBeCloseTo(30 + 44.5 / 60, 6);
    expect(shot.lon).toBeCloseTo(121 + 20 / 60, 6);
    expect(shot.takenLocal).toBe('2026-03-04 05:06:07');
  });

  it('knows the instant when the device wrote its offset', async () => {
    const sent = await phonePicture('jpeg', { exif: { OffsetTimeOriginal: '+08:00' } });
    const { shot } = await readPicture(sent, PIXELS);
    expect(shot.takenAt).toBe(Date.parse('2026-03-03T21:06:07Z'));
    expect(shot.takenLocal).toBeUndefined();
  });

  it('reads no time out of nonsense', async () => {
    const sent = await phonePicture('jpeg', { exif: { DateTimeOriginal: '2026:99:99 00:00:00' } });
    const { shot } = await readPicture(sent, PIXELS);
    expect(shot).toEqual({ lon: expect.any(Number), lat: expect.any(Number) });
  });

  it('stands upright: what the device only noted is done to the pixels', async () => {
    const sent = await phonePicture('jpeg', { orientation: 6 });
    const { jpeg, width, height } = await readPicture(sent, PIXELS);
    expect([width, height]).toEqual([200, 400]);
    // Turned clockwise, the red left half is the upper one.
    const { data } = await sharp(jpeg)
      .extract({ left: 100, top: 50, width: 1, height: 1 })
      .raw()
      .toBuffer({ resolveWithObject: true });
    expect(data[0]).toBeGreaterThan(200);
    expect(data[2]).toBeLessThan(60);
  });

  it('is brought down to 2560, its thumb to 320, and never enlarged', async () => {
    const large = await readPicture(
      await phonePicture('jpeg', { width: 4000, height: 1000 }),
      PIXELS,
    );
    expect([large.width, large.height]).toEqual([2560, 640]);
    expect(await sharp(large.thumb).metadata()).toMatchObject({ width: 320, height: 80 });
    const small = await readPicture(await phonePicture('png', { width: 40, height: 20 }), PIXELS);
    expect([small.width, small.height]).toEqual([40, 20]);
  });

  it('that shines through is laid on white', async () => {
    const clear = await sharp({
      create: { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    })
      .png()
      .toBuffer();
    const { jpeg } = await readPicture(clear, PIXELS);
    const data = await sharp(jpeg).raw().toBuffer();
    expect(data[0]).toBeGreaterThan(250);
  });
});

describe('a picture that cannot be', () => {
  it('is refused when cut short or no picture at all', async () => {
    const sent = await sharp({
      create: {
        width: 500,
        height: 500,
        channels: 3,
        background: '#0f0',
        noise: { type: 'gaussian' },
      },
    })
      .jpeg()
      .toBuffer();
    const half = sent.subarray(0, sent.length / 2);
    await expect(readPicture(half, PIXELS)).rejects.toMatchObject({ fault: 'broken' });
    await expect(readPicture(Buffer.from('no picture'), PIXELS)).rejects.toBeInstanceOf(
      PictureFault,
    );
  });

  it('is refused before it unpacks when it holds too many pixels', async () => {
    const bomb = await sharp({
      create: { width: 12_000, height: 12_000, channels: 3, background: '#fff' },
      limitInputPixels: false,
    })
      .png({ compressionLevel: 9 })
      .toBuffer();
    expect(bomb.length).toBeLessThan(1_000_000);
    const start = performance.now();
    await expect(readPicture(bomb, 110_000_000)).rejects.toMatchObject({ fault: 'tooManyPixels' });
    expect(performance.now() - start).toBeLessThan(200);
  });
});
