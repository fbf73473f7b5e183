import { describe, expect, it } from 'vitest';
import { blankMp4Tags, sniffType, withoutMp3Tags } from './index.ts';

function box(type: string, ...content: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(content.map((part) => Buffer.from(part as string)));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

const ftyp = box('ftyp', 'isom\0\0\0\0isommp42');
const media = box('mdat', 'soundsoundsound');

describe('a recording', () => {
  it('as MP4 loses its tags and keeps every offset', async () => {
    const trak = box('trak', box('tkhd', 'head'), box('meta', 'Recording at Home Street 5'));
    const udta = box('udta', box('\u00a9xyz', '+30.7410+121.3340/'));
    const sent = Buffer.concat([
      ftyp,
      media,
      box('moov', box('mvhd', 'head'), trak, udta),
      box('uuid', 'XMP Wang'),
    ]);
    const bytes = Buffer.from(sent);
    expect(blankMp4Tags(bytes)).toBe(true);
    for (const word of ['+30.7410', 'Home Street', 'XMP Wang']) {
      expect(sent.includes(word)).toBe(true);
      expect(bytes.includes(word)).toBe(false);
    }
    expect(bytes.length).toBe(sent.length);
    expect(bytes.indexOf('soundsound')).toBe(sent.indexOf('soundsound'));
    expect(bytes.includes('mvhd') && bytes.includes('tkhd')).toBe(true);
    expect(await sniffType(bytes)).toBe('video/mp4');
  });

  it('as MP4 is broken without an index, or when its boxes do not add up', () => {
    expect(blankMp4Tags(Buffer.concat([ftyp, media]))).toBe(false);
    const whole = Buffer.concat([ftyp, box('moov', box('mvhd', 'head')), media]);
    expect(blankMp4Tags(Buffer.from(whole))).toBe(true);
    expect(blankMp4Tags(Buffer.from(whole.subarray(0, -3)))).toBe(false);
    const zero = Buffer.from(whole);
    zero.writeUInt32BE(1, ftyp.length);
    expect(blankMp4Tags(zero)).toBe(false);
  });

  it('as MP4 is video only when it holds pictures: recorders give sound the same brand', async () => {
    const track = (kind: string) =>
      box('trak', box('tkhd', 'head'), box('mdia', box('hdlr', `\0\0\0\0\0\0\0\0${kind}\0\0`)));
    const recorded = (...kinds: string[]) =>
      sniffType(
        Buffer.concat([ftyp, box('moov', box('mvhd', 'head'), ...kinds.map(track)), media]),
      );
    expect(await recorded('soun')).toBe('audio/x-m4a');
    expect(await recorded('soun', 'vide')).toBe('video/mp4');
    expect(await recorded('vide')).toBe('video/mp4');
    expect(await recorded()).toBe('video/mp4');
  });

  it('as MP3 loses its tags at both ends and nothing else', () => {
    const sound = Buffer.from([0xff, 0xfb, 0x90, 0x64, 1, 2, 3, 4]);
    const id3 = Buffer.concat([
      Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 1, 2]),
      Buffer.alloc(130, 'W'),
    ]);
    const end = Buffer.alloc(128, ' ');
    end.write('TAGHome Street');
    expect(withoutMp3Tags(Buffer.concat([id3, sound, end]))).toEqual(sound);
    expect(withoutMp3Tags(sound)).toEqual(sound);
    expect(withoutMp3Tags(id3.subarray(0, 40))).toHaveLength(0);
  });
});
