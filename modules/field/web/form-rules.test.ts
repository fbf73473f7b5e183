import { describe, expect, it } from 'vitest';
import { type FormField, lessWaiting, photoFaults, photosNeeded } from './form-rules.ts';

const field = (change: Partial<FormField>): FormField => ({
  zh: '处置后照片',
  en: 'Photos after',
  type: 'ids',
  picks: 'photos',
  required: false,
  hint: null,
  suggested: null,
  ...change,
});
const hint = { zh: '本类别还须至少2张', en: 'This category asks for 2 more' };
const wanted = field({ required: true, min: 2, hint });

describe('photos of an act', () => {
  it('are wanted as many as the server would refuse without', () => {
    expect(photosNeeded(field({}), {})).toBe(0);
    expect(photosNeeded(field({ required: true }), {})).toBe(1);
    expect(photosNeeded(wanted, {})).toBe(2);
    const shape = { text: field({ type: 'text', picks: null, required: true }), after: wanted };
    expect(photoFaults(shape, {}, { after: ['a'] })).toEqual([
      { name: 'after', field: wanted, count: 2 },
    ]);
    expect(photoFaults(shape, {}, { after: ['a', 'b'] })).toEqual([]);
  });

  it('of two that may stand for each other are wanted until one is taken', () => {
    const shape = {
      before: field({ requiredWithout: 'after' }),
      after: field({ requiredWithout: 'before' }),
    };
    expect(photoFaults(shape, {}, {}).map(({ name }) => name)).toEqual(['before', 'after']);
    expect(photoFaults(shape, {}, { after: ['a'] })).toEqual([]);
  });

  it('that wait on this phone for the same matter count', () => {
    expect(lessWaiting({ after: wanted }, { after: 1 }).after).toMatchObject({ min: 1 });
    expect(lessWaiting({ after: wanted }, { after: 2 }).after).toMatchObject({
      required: false,
      hint: null,
    });
    const own = field({ required: true });
    expect(lessWaiting({ own }, { own: 3 })).toEqual({ own });
  });
});
