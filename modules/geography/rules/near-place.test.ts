/** A point in words: distance and side of the nearest named place. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metresPerDegree } from './geometry.ts';
import { NEAR_MAX_M, nearWords } from './near-place.ts';

const gate = { name: '示例小区东门', address: '', lon: 121.2, lat: 30.7 };
const [perLon, perLat] = metresPerDegree(gate.lat);
const off = (east: number, north: number): [number, number] => [
  gate.lon + east / perLon,
  gate.lat + north / perLat,
];

describe('a point near a named place', () => {
  it('is so many metres from it, on that side', () => {
    expect(nearWords(gate, off(80, 0))).toEqual({
      zh: '距示例小区东门约80米，在其东面',
      en: 'about 80 m east of 示例小区东门',
    });
    expect(nearWords(gate, off(-60, -60))?.zh).toBe('距示例小区东门约80米，在其西南面');
    expect(nearWords(gate, off(3, 118))?.en).toBe('about 120 m north of 示例小区东门');
    expect(nearWords(gate, off(-200, 5))?.zh).toContain('西面');
  });

  it('is the place itself where it is nearer than a building is wide', () => {
    expect(nearWords(gate, off(12, 9))?.zh).toBe('示例小区东门');
    const withRoad = { ...gate, address: '朝阳路8号' };
    expect(nearWords(withRoad, off(0, 0))?.zh).toBe('示例小区东门（朝阳路8号）');
    expect(nearWords(withRoad, off(0, 50))?.en).toBe(
      'about 50 m north of 示例小区东门 (朝阳路8号)',
    );
  });

  it('has none too far away to say where one stands', () => {
    expect(nearWords(gate, off(NEAR_MAX_M + 1, 0))).toBeNull();
  });

  it('is on the other side of it seen from the other end', () => {
    const sides = ['东', '东北', '北', '西北', '西', '西南', '南', '东南'];
    const sideOf = (words: { zh: string } | null) => /在其(.+)面/.exec(words?.zh ?? '')?.[1] ?? '';
    const near = fc.integer({ min: -300, max: 300 });
    fc.assert(
      fc.property(near, near, (east, north) => {
        fc.pre(Math.hypot(east, north) > 25 && Math.hypot(east, north) < 400);
        const there = sides.indexOf(sideOf(nearWords(gate, off(east, north))));
        const back = sides.indexOf(sideOf(nearWords(gate, off(-east, -north))));
        expect(there).toBeGreaterThanOrEqual(0);
        expect((there + 4) % 8).toBe(back);
      }),
    );
  });
});
