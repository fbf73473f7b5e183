/**
 * The data rules of the design, read off the catalogue of a migrated database. Each rule is tried
 * on a planted violation too: one that finds nothing there would find nothing here either.
 */
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from './db.ts';
import { dataRules, faultsOf } from './tidy/data-rules.ts';

const base = await testDatabase();
const client = new pg.Client({ connectionString: base.superUrl });
await client.connect();
afterAll(() => client.end());

describe('the schema keeps the rule', () => {
  it.each(dataRules.map((rule) => [rule.name, rule] as const))('%s', async (_name, rule) => {
    expect(await faultsOf(client, rule)).toEqual([]);
  });
});

describe('a planted violation is found by the rule', () => {
  const isOld = () =>
    client
      .query(`SELECT current_setting('server_version_num')::int < 180000 AS old`)
      .then(({ rows }) => rows[0].old as boolean);

  it.each(dataRules.map((rule) => [rule.name, rule] as const))('%s', async (_name, rule) => {
    await client.query('BEGIN');
    await client.query('CREATE SCHEMA planted');
    await client.query(rule.plant);
    const faults = await faultsOf(client, rule);
    await client.query('ROLLBACK');
    if (rule.found === 'planted.virtual.b' && (await isOld())) return;
    expect(faults).toContain(rule.found);
  });
});

/**
 * Under a policy only leakproof operators may be tried before it, and so only they may use an
 * index. Which operators our statements use is checked in `statements.test.ts`.
 */
describe('operators on tables behind the wall', () => {
  const types = [
    'text',
    'uuid',
    'timestamptz',
    'boolean',
    'integer',
    'bigint',
    'date',
    'double precision',
  ];
  const operators = ['=', '<>', '<', '>', '<=', '>='];

  it.each(types)('of type %s are leakproof', async (type) => {
    const { rows } = await client.query<{ name: string; leakproof: boolean }>(
      `SELECT o.oprname AS name, p.proleakproof AS leakproof
       FROM pg_operator o JOIN pg_proc p ON p.oid = o.oprcode
       WHERE o.oprleft = $1::regtype AND o.oprright = $1::regtype AND o.oprname = ANY ($2)`,
      [type, operators],
    );
    expect(rows.map((row) => row.name).sort()).toEqual([...operators].sort());
    expect(rows.filter((row) => !row.leakproof)).toEqual([]);
  });

  it('cover the types by which our indexes are looked up', async () => {
    const { rows } = await client.query<{ index: string; type: string }>(
      `SELECT DISTINCT i.indexrelid::regclass::text AS index, format_type(a.atttypid, -1) AS type
       FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid AND c.relrowsecurity
       JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam
       JOIN pg_attribute a ON a.attrelid = i.indexrelid AND a.attnum <= i.indnkeyatts
       WHERE m.amname = 'btree'`,
    );
    const known = types.map((type) => type.replace('timestamptz', 'timestamp with time zone'));
    expect(rows.filter((row) => !known.includes(row.type))).toEqual([]);
  });

  it('would not be those of patterns, words and lists', async () => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT DISTINCT o.oprname AS name FROM pg_operator o JOIN pg_proc p ON p.oid = o.oprcode
       WHERE p.proleakproof AND o.oprname IN ('~~', '~~*', '@@', '@>', '<@', '&&', '~', '~*')
         AND o.oprleft IN ('text'::regtype, 'jsonb'::regtype, 'anyarray'::regtype,
           'tsvector'::regtype)`,
    );
    expect(rows).toEqual([]);
  });
});
