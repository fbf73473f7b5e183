import { describe, expect, it } from 'vitest';
import { statementNames } from './names.ts';

const write = 'insert into "a" ("b") values ($1)';

function often(text: string, isOneRow = false): string | undefined {
  const nameOf = statementNames();
  const names = Array.from({ length: 5 }, () => nameOf(text, isOneRow));
  return names.at(-1);
}

describe('the name of a statement', () => {
  it('is given to what is sent again, and stays', () => {
    const nameOf = statementNames();
    expect(nameOf(write, false)).toBeUndefined();
    nameOf(write, false);
    const name = nameOf(write, false);
    expect(name).toBeDefined();
    expect(nameOf(write, false)).toBe(name);
    const other = 'delete from "a" where "b" = $1';
    for (let times = 0; times < 5; times += 1) nameOf(other, false);
    expect(nameOf(other, false)).not.toBe(name);
  });

  it('is for writes and for the read of one row, not for lists', () => {
    expect(often(write)).toBeDefined();
    expect(often('select "b" from "a" where "b" = $1', true)).toBeDefined();
    expect(often('select "b" from "a"')).toBeUndefined();
  });

  it('is not given to a star: its columns change under a running program', () => {
    expect(often('select * from "a" where "b" = $1', true)).toBeUndefined();
    expect(often('select "x".* from "a" as "x"', true)).toBeUndefined();
    expect(often('update "a" set "b" = $1 returning *')).toBeUndefined();
  });

  it('ends where too many texts are built', () => {
    const nameOf = statementNames();
    const named = Array.from({ length: 1000 }, (_, at) => `${write} -- ${at}`).filter((text) => {
      for (let times = 0; times < 4; times += 1) nameOf(text, false);
      return nameOf(text, false) !== undefined;
    });
    expect(named.length).toBeGreaterThan(100);
    expect(named.length).toBeLessThan(1000);
  });
});
