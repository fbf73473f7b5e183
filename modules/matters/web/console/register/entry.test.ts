import { describe, expect, it } from 'vitest';
import { bodyOfEntry, type Entry, faultsOfEntry, isBegun, newEntry } from './entry.ts';

const empty = newEntry('key', 'hotline');
const written: Entry = {
  ...empty,
  report: {
    ...empty.report,
    text: '路灯不亮三天',
    place: { by: 'search', point: { lon: 121.2, lat: 30.7 }, name: '示例小区' },
  },
  reporter: { name: ' 张示例 ', phone: '13800000001', idNumber: '', address: '' },
};
const whys = (entry: Entry) => faultsOfEntry(entry, {}).map(({ why }) => why);

describe('what a clerk writes down', () => {
  it('needs words and a place, and a phone that is one', () => {
    expect(whys(empty)).toEqual(['place', 'words']);
    expect(whys(written)).toEqual([]);
    const phone = (text: string) =>
      whys({ ...written, reporter: { ...written.reporter, phone: text } });
    expect(phone('call me')).toEqual(['phone']);
    expect(phone('021-5555')).toEqual([]);
  });

  it('is sent with its channel and who told it, without empty fields', () => {
    expect(bodyOfEntry(written, {}, null)).toEqual({
      text: '路灯不亮三天',
      point: { lon: 121.2, lat: 30.7 },
      channel: 'hotline',
      reporter: { name: '张示例', phone: '13800000001' },
    });
  });

  it('leaves the name of who wants to stay unnamed behind', () => {
    const entry = { ...written, report: { ...written.report, isAnonymous: true } };
    expect(bodyOfEntry(entry, {}, null)).not.toHaveProperty('reporter');
    expect(bodyOfEntry(entry, {}, null)).toMatchObject({ isAnonymous: true });
  });

  it('names only files that the server has, and when it was received', () => {
    const files = [
      { uid: '1', name: 'a', id: 'one' },
      { uid: '2', name: 'b', id: null },
    ];
    const body = bodyOfEntry({ ...written, files }, {}, '2026-11-20T02:00:00.000Z');
    expect(body).toMatchObject({ attachments: ['one'], occurredAt: '2026-11-20T02:00:00.000Z' });
  });

  it('is worth a warning before it is left once something is in it', () => {
    expect(isBegun(empty)).toBe(false);
    expect(isBegun(written)).toBe(true);
  });
});
