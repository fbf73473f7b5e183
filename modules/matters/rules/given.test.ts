/**
 * The input of an act, held against the fields that the definition names.
 */
import { describe, expect, it } from 'vitest';
import { Refusal } from '../../../kernel/refusal.ts';
import { idOf, MORNING, names, newId, orgs, staff, uuid, viewOf } from '../../../test/engine.ts';
import { refusalOf, stages, to } from '../../../test/stages.ts';
import { checkGiven, decide } from './decide.ts';
import type { Given } from './draft.ts';
import type { FieldSpec } from './process.ts';

describe('what is given', () => {
  const said = { zh: '栏', en: 'Field' };
  const fields: Record<string, FieldSpec> = {
    text: { ...said, type: 'text', min: 2, max: 5 },
    choice: { ...said, type: 'choice', of: ['a', 'b'] },
    code: { ...said, type: 'code' },
    id: { ...said, type: 'id' },
    ids: { ...said, type: 'ids' },
    number: { ...said, type: 'number', min: 1, max: 5 },
    whole: { ...said, type: 'number', whole: true },
    boolean: { ...said, type: 'boolean' },
    place: { ...said, type: 'place' },
    needed: { ...said, type: 'text', requiredWhen: { field: 'choice', is: ['b'] } },
  };
  const faultsOf = (given: Given, of = fields) => {
    try {
      checkGiven({ fields: of }, given);
      return [];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return (error.details.fields ?? []).map(({ path, code }) => `${path} ${code}`);
    }
  };

  it.each<[field: string, value: unknown, code: string | null]>([
    ['text', '示例', null],
    ['text', ' 示 ', 'tooShort'],
    ['text', '示例示例示例', 'tooLong'],
    ['text', 7, 'text'],
    ['text', '', null],
    ['choice', 'a', null],
    ['choice', 'c', 'choice'],
    ['choice', ['a'], 'choice'],
    ['code', 'x'.repeat(64), null],
    ['code', 'x'.repeat(65), 'code'],
    ['code', {}, 'code'],
    ['id', uuid(1), null],
    ['id', uuid(1).toUpperCase().replace('0', 'A'), 'id'],
    ['id', 1, 'id'],
    ['ids', [], null],
    ['ids', [uuid(1), uuid(2)], null],
    ['ids', [uuid(1), uuid(1)], 'ids'],
    ['ids', Array.from({ length: 21 }, (_, n) => uuid(n)), 'ids'],
    ['ids', uuid(1), 'ids'],
    ['number', 4.5, null],
    ['number', 0, 'tooSmall'],
    ['number', 6, 'tooLarge'],
    ['number', Number.NaN, 'number'],
    ['number', '3', 'number'],
    ['whole', 4.5, 'whole'],
    ['boolean', false, null],
    ['boolean', 'true', 'boolean'],
    ['place', { lon: 121, lat: 31 }, null],
    ['place', { lon: 121, lat: Number.POSITIVE_INFINITY }, 'place'],
    ['place', null, null],
    ['needed', undefined, null],
    ['gone', 1, 'unknown'],
    ['constructor', 1, 'unknown'],
  ])('%s: %j is %s', (field, value, code) => {
    expect(faultsOf({ [field]: value })).toEqual(code === null ? [] : [`input.${field} ${code}`]);
  });

  it('is needed where another field says so, and all faults are told at once', () => {
    expect(faultsOf({ choice: 'b', number: 9 })).toEqual([
      'input.number tooLarge',
      'input.needed required',
    ]);
  });

  it('is no answer where a list is empty, and of two that stand for each other one is enough', () => {
    const ids = { ...said, type: 'ids' } as const;
    const needed = { ids: { ...ids, required: true } };
    expect(faultsOf({ ids: [] }, needed)).toEqual(['input.ids required']);
    expect(faultsOf({ ids: [uuid(1)] }, needed)).toEqual([]);
    const either = {
      before: { ...ids, requiredWithout: 'after' },
      after: { ...ids, requiredWithout: 'before' },
    };
    expect(faultsOf({ after: [] }, either)).toEqual([
      'input.before required',
      'input.after required',
    ]);
    expect(faultsOf({ after: [uuid(1)] }, either)).toEqual([]);
  });

  it('is looked at before any guard reads it', () => {
    const view = viewOf(stages.opened(), staff.dispatcherA);
    const input = { now: MORNING, aid: {}, newId };
    for (const supporting of [7, {}, 'x', [7]]) {
      const given = { ...to('deptA'), supporting };
      const work = () =>
        decide(names, view, staff.dispatcherA, { action: 'dispatch', given, ...input });
      expect(refusalOf(work)).toBe('INPUT_INVALID');
    }
    expect(orgs.find(idOf('deptA'))?.kind).toBe('department');
  });
});
