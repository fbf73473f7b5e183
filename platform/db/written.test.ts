import { describe, expect, it } from 'vitest';
import { q } from './build.ts';
import { insertInto, updateTable } from './written.ts';

const lease = { county: '310116', task: 'fold', holder: 'a', until: '2026-01-01T00:00:00Z' };
const textOf = (statement: ReturnType<typeof insertInto>) => statement.compile(q);

describe('an insertion', () => {
  it('is what the builder makes of the same row', () => {
    const { sql, parameters } = q.insertInto('platform.lease').values(lease).compile();
    expect(textOf(insertInto('platform.lease', lease))).toEqual({ sql, parameters });
  });

  it('takes several rows at once, one behind the other', () => {
    const rows = [lease, { ...lease, task: 'sweep' }];
    const { sql, parameters } = q.insertInto('platform.lease').values(rows).compile();
    expect(textOf(insertInto('platform.lease', rows))).toEqual({ sql, parameters });
  });

  it('leaves a column that is undefined to its default', () => {
    const made = textOf(insertInto('platform.lease', { ...lease, until: undefined as never }));
    expect(made.sql).not.toContain('until');
    expect(made.parameters).toEqual(['310116', 'fold', 'a']);
  });

  it('refuses rows of different columns: values would stand under others', () => {
    const rows = [lease, { ...lease, until: undefined as never }];
    expect(() => insertInto('platform.lease', rows)).toThrow('other columns than the first');
  });

  it('leaves or replaces the row that has the key', () => {
    const on = ['county', 'task'];
    expect(textOf(insertInto('platform.lease', lease, { on, row: 'stays' })).sql).toMatch(
      / on conflict \("county", "task"\) do nothing$/,
    );
    expect(textOf(insertInto('platform.lease', lease, { row: 'stays' })).sql).toMatch(
      /\) on conflict do nothing$/,
    );
    expect(textOf(insertInto('platform.lease', lease, { on, row: 'isReplaced' })).sql).toMatch(
      / do update set "holder" = excluded."holder", "until" = excluded."until"$/,
    );
  });
});

it('a change is what the builder makes of it', () => {
  const { sql, parameters } = q
    .updateTable('platform.lease')
    .set({ holder: 'b', until: lease.until })
    .where('county', '=', '310116')
    .where('task', '=', 'fold')
    .compile();
  const set = { holder: 'b', until: lease.until };
  const key = { county: '310116', task: 'fold' };
  expect(textOf(updateTable('platform.lease', set, key))).toEqual({ sql, parameters });
});
