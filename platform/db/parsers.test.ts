import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/db.ts';
import { sql } from './index.ts';

const { db } = await testDatabase();
const zone = process.env.TZ;
afterAll(() => {
  process.env.TZ = zone;
});

const read = (expression: string) =>
  db
    .scoped({ counties: [] }, (tx) =>
      tx.one<{ value: unknown }>(sql`select ${sql.raw(expression)} as value`),
    )
    .then((row) => row.value);

describe('values of the database', () => {
  it.each<[expression: string, value: unknown]>([
    ['1::int8', 1],
    ['9007199254740991::int8', Number.MAX_SAFE_INTEGER],
    ['-9007199254740991::int8', Number.MIN_SAFE_INTEGER],
    ['null::int8', null],
    ['(select count(*) from pg_class where false)', 0],
    ["'{}'::int8[]", []],
    ["'{1,-2}'::int8[]", [1, -2]],
    ["'{a,b}'::text[]", ['a', 'b']],
    ['12.50::numeric', 12.5],
    ["'2026-11-21'::date", '2026-11-21'],
    ["'2026-11-21 08:00'::timestamp", '2026-11-21 08:00:00'],
    ["'2026-11-21T00:00:00Z'::timestamptz", new Date('2026-11-21T00:00:00Z')],
    ["'2026-11-21T00:00:00.123456+08'::timestamptz", new Date('2026-11-20T16:00:00.123Z')],
    ['true', true],
    [`'{"a": [1]}'::jsonb`, { a: [1] }],
    [`'[1]'::json`, [1]],
    ["'\\x00ff'::bytea", Buffer.from([0, 255])],
  ])('%s is read as %j', async (expression, value) => {
    expect(await read(expression)).toEqual(value);
  });

  it.each([
    '9007199254740992::int8',
    "'-9223372036854775808'::int8",
    "'{1,9007199254740993}'::int8[]",
  ])('%s throws rather than lose a digit', async (expression) => {
    await expect(read(expression)).rejects.toThrow('int8 out of the safe range');
  });

  it('leaves the connection in order after such a throw', async () => {
    await expect(read('9007199254740992::int8')).rejects.toThrow('int8 out of');
    expect(await read('1::int8')).toBe(1);
  });

  // The driver's own parser makes a local midnight of a date: the day before, in UTC.
  it.each(['Asia/Shanghai', 'America/New_York', 'UTC', 'Pacific/Kiritimati'])(
    'in %s dates stay the day that they are, and times the moment',
    async (tz) => {
      process.env.TZ = tz;
      expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(tz);
      expect(await read("'2026-03-08'::date")).toBe('2026-03-08');
      expect(await read("'2026-03-08T07:30:00Z'::timestamptz")).toEqual(
        new Date(Date.UTC(2026, 2, 8, 7, 30)),
      );
    },
  );

  it('is asked in UTC whatever the server’s zone', async () => {
    expect(await read("current_setting('timezone')")).toBe('UTC');
    expect(await read("'2026-03-08T00:00:00Z'::timestamptz::text")).toBe('2026-03-08 00:00:00+00');
  });
});
