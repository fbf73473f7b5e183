import { describe, expect, it } from 'vitest';
import {
  bodyOf,
  type Draft,
  gapsOf,
  isWorthKeeping,
  newDraft,
  placeFound,
  placeOfRegion,
  type Question,
  regionOf,
  stepAfter,
  stepBefore,
  stepOf,
} from './draft.ts';

const question = (change: Partial<Question>): Question => ({
  zh: '问',
  en: 'Question',
  type: 'text',
  required: false,
  picks: null,
  hint: null,
  suggested: null,
  ...change,
});
const empty = newDraft('d', 'key', 0);
const written: Draft = {
  ...empty,
  text: ' 路灯不亮三天了 ',
  place: { by: 'map', point: { lon: 121.2, lat: 30.7 }, name: '' },
  category: 'streetLight',
};
const whys = (draft: Draft, questions = {}) => gapsOf(draft, questions).map(({ why }) => why);

describe('a report that is being written', () => {
  it('needs a place and words', () => {
    expect(whys(empty)).toEqual(['placeMissing', 'wordsMissing']);
    expect(whys({ ...written, text: '灯' })).toEqual(['wordsMissing']);
    expect(whys(written)).toEqual([]);
  });

  it.each([
    [{ required: true }, undefined, 'answerMissing'],
    [{ required: true }, '', 'answerMissing'],
    [{ required: true, type: 'boolean' }, false, undefined],
    [{ max: 3 }, 'abcd', 'answerTooLong'],
    [{ type: 'number', min: 1 }, 0, 'numberWrong'],
    [{ type: 'number' }, 'x', 'numberWrong'],
    [{ type: 'number', max: 5 }, 5, undefined],
    [{ requiredWhen: { field: 'kind', is: ['yes'] } }, '', undefined],
  ] as const)('asks %j of %j: %s', (spec, value, why) => {
    const asked = { q: question(spec as unknown as Partial<Question>) };
    expect(whys({ ...written, fields: { q: value } }, asked)).toEqual(why ? [why] : []);
  });

  it('asks a question only when another answer calls for it', () => {
    const asked = { q: question({ requiredWhen: { field: 'kind', is: ['yes'] } }) };
    expect(whys({ ...written, fields: { kind: 'yes' } }, asked)).toEqual(['answerMissing']);
  });

  it('sends what was said and nothing that was not', () => {
    expect(bodyOf(written, {}, [])).toEqual({
      text: '路灯不亮三天了',
      point: { lon: 121.2, lat: 30.7 },
      category: 'streetLight',
    });
  });

  it('leaves behind what another category asked', () => {
    const draft = { ...written, fields: { pole: 'A1', old: 'x' }, isPrivate: true };
    const body = bodyOf(draft, { pole: question({}), empty: question({}) }, ['photo']);
    expect(body).toMatchObject({ fields: { pole: 'A1' }, isPrivate: true, attachments: ['photo'] });
  });

  it('sends a village where there is no point', () => {
    const place = { by: 'region', region: '310116101201', name: '一村' } as const;
    expect(bodyOf({ ...written, place }, {}, [])).toMatchObject({ region: '310116101201' });
    expect(bodyOf({ ...written, place }, {}, [])).not.toHaveProperty('point');
  });

  it.each([
    ['village', { by: 'region', region: '310116101201', name: '一村' }],
    ['building', { by: 'search', point: { lon: 121.2, lat: 30.7 }, name: '一村' }],
  ] as const)('takes a %s that was found for what it is', (kind, place) => {
    const point = { lon: 121.2, lat: 30.7 };
    const rest = { code: '', address: '', regionNames: '', grid: null, distanceM: null };
    const region = '310116101201';
    expect(placeFound({ kind, name: '一村', point, region, ...rest })).toEqual(place);
  });

  it('does not ask about what is near when nothing is', () => {
    expect(stepAfter('kind', false)).toBe('check');
    expect(stepAfter('kind', true)).toBe('near');
    expect(stepBefore('check', false)).toBe('kind');
    expect(stepBefore('check', true)).toBe('near');
    expect(stepBefore('photo', true)).toBeNull();
    expect(stepOf('elsewhere')).toBe('photo');
  });

  it('is kept once there is something in it', () => {
    expect(isWorthKeeping(empty, 0)).toBe(false);
    expect(isWorthKeeping(empty, 1)).toBe(true);
    expect(isWorthKeeping(written, 0)).toBe(true);
  });
});

describe('only the town or the village', () => {
  const towns = [
    { code: '310116101', name: '朱泾镇' },
    { code: '310116102', name: '枫泾镇' },
  ];
  const [town, other] = towns as [(typeof towns)[0], (typeof towns)[0]];
  const village = { code: '310116101201', name: '秀州村' };

  it('is a place as soon as the town is chosen, and can be sent', () => {
    const place = placeOfRegion(town, null);
    expect(place).toEqual({ by: 'region', region: '310116101', name: '朱泾镇' });
    expect(gapsOf({ ...written, place }, {}).filter(({ step }) => step === 'place')).toEqual([]);
    expect(bodyOf({ ...written, place }, {}, [])).toMatchObject({ region: '310116101' });
  });

  it('becomes the village of the town, and the town again', () => {
    const place = placeOfRegion(town, village);
    expect(place).toEqual({ by: 'region', region: village.code, name: '朱泾镇秀州村' });
    expect(regionOf(place, towns)).toBe(town);
    expect(regionOf(place, [village])).toBe(village);
    expect(regionOf(placeOfRegion(town, null), [village])).toBeNull();
  });

  it('shows neither for a point, nor another town', () => {
    expect(regionOf(written.place, towns)).toBeNull();
    expect(regionOf(null, towns)).toBeNull();
    expect(regionOf(placeOfRegion(other, null), [town])).toBeNull();
  });
});
