import { describe, expect, it } from 'vitest';
import { CategoriesShape } from '../../../../matters/contract/documents.ts';
import { type Field, fieldOf, newCategory, writtenField } from './fields.ts';

describe('a question in the form builder', () => {
  it.each<Field>([
    { type: 'text', zh: '位置', en: 'Where', required: false, max: 50 },
    { type: 'choice', zh: '现状', en: 'State', required: true, of: ['missing', 'broken'] },
    {
      type: 'choice',
      zh: '时段',
      en: 'Time',
      required: true,
      of: ['day', 'night'],
      labels: { day: { zh: '白天', en: 'By day' }, night: { zh: '夜间', en: 'At night' } },
    },
    { type: 'number', zh: '几盏', en: 'How many', required: true, min: 1, whole: true },
  ])('comes back as it was: $zh', (field) => {
    expect(fieldOf(writtenField('x', field), field)).toEqual(field);
  });

  it('takes options line by line, with or without words', () => {
    const written = { ...writtenField('x', { type: 'choice', zh: '一', en: 'a' }) };
    const lines = 'day 白天 | By day\n\nnight\n  dusk 黄昏  ';
    expect(fieldOf({ ...written, options: lines })).toMatchObject({
      of: ['day', 'night', 'dusk'],
      labels: { day: { zh: '白天', en: 'By day' }, dusk: { zh: '黄昏', en: '黄昏' } },
    });
  });
});

it('a new category is one in the server’s shape as soon as it has a name', () => {
  const made = { ...newCategory('x', undefined), zh: '新', en: 'New' };
  expect(CategoriesShape.parse({ categories: [made] }).categories).toEqual([made]);
});
