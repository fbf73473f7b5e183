import { describe, expect, it } from 'vitest';
import { findNear, type NearCandidate } from './near.ts';

const DAY = 86_400_000;
const now = Date.UTC(2026, 10, 20);
const here = { lon: 121.21, lat: 30.71 };
const trouble = { text: '小区门口路灯不亮', category: 'light', ...here, now };

const one = (change: Partial<NearCandidate>): NearCandidate => ({
  number: '310116-26-0000001',
  title: '路灯不亮',
  body: '门口的路灯不亮了',
  category: 'light',
  receivedAt: now - 3 * DAY,
  ...here,
  ...change,
});
const found = (change: Partial<NearCandidate>) => findNear(trouble, [one(change)], 250);

describe('what is near', () => {
  it('says how far, how long ago and what is in common, in whole words', () => {
    expect(found({})[0]?.why).toEqual({
      zh: '就在同一处，3天前登记，同一类别，共同字词：路灯不亮、门口',
      en: 'at the same spot, registered 3 days ago, same category, in common: 路灯不亮, 门口',
    });
  });

  it('says the distance where it is more than any device is wrong by', () => {
    expect(found({ lat: here.lat + 0.001 })[0]?.why).toMatchObject({
      zh: expect.stringContaining('相距约111米，'),
      en: expect.stringContaining('about 111 m away, '),
    });
  });

  it.each([
    [0, '一天内登记', 'registered within a day'],
    [1, '1天前登记', 'registered 1 day ago'],
  ])('counts %d whole days', (days, zh, en) => {
    const [near] = found({ receivedAt: now - days * DAY - 3_600_000 });
    expect(near?.why.zh).toContain(zh);
    expect(near?.why.en).toContain(en);
  });

  it('is neither what lies further off nor what tells of something else', () => {
    expect(found({ lat: 30.72 })).toEqual([]);
    expect(found({ title: '噪声', body: '夜间施工', category: 'noise' })).toEqual([]);
  });

  it('reads rare signs as letters, and leaves out pictures and stops', () => {
    const rare = { ...trouble, text: '𠮷田🚲，门𠮷' };
    const [near] = findNear(rare, [one({ title: '', body: '在𠮷田门，𠮷边' })], 250);
    expect(near?.why.en).toContain('in common: 𠮷田门𠮷');
  });

  it('puts the likeliest first, five at most', () => {
    const many = Array.from({ length: 7 }, (_, at) => one({ number: `n${at}`, category: null }));
    const near = findNear(trouble, [...many, one({ number: 'best' })], 250);
    expect(near.map(({ number }) => number)).toEqual(['best', 'n0', 'n1', 'n2', 'n3']);
  });
});
