/**
 * The same schema can be distributed by county, as Citus does it: each table of a county's work
 * meets what `create_distributed_table` asks for, and no statement does what a shard refuses.
 * Limits as in Citus' own documentation; a run on a cluster is not part of this file.
 */
import type pg from 'pg';
import { describe, expect, it } from 'vitest';
import { growingTables, localTables, referenceTables } from '../db/distribution.ts';
import { superuserOf } from './as-app.ts';
import { isCountyTable, OURS, tablesOf } from './catalogue.ts';
import { testDatabase } from './db.ts';
import { sources } from './tidy/sources.ts';
import { holdsStatements, readingsOf } from './tidy/statements.ts';

const base = await testDatabase();
const client = await superuserOf(base);
const tables = await tablesOf(client);
const ask = async <T extends pg.QueryResultRow>(text: string) => (await client.query<T>(text)).rows;

describe('where tables lie', () => {
  const said = [...Object.keys(referenceTables), ...Object.keys(localTables)];

  it('is said only of tables that there are, with a reason', () => {
    const names = tables.map((table) => table.name);
    expect([...said, ...growingTables].filter((name) => !names.includes(name))).toEqual([]);
    for (const reason of Object.values({ ...referenceTables, ...localTables })) {
      expect(reason.length).toBeGreaterThan(5);
    }
  });

  it('is one place for each table', () => {
    expect(said.filter((name, index) => said.indexOf(name) !== index)).toEqual([]);
    expect(growingTables.filter((name) => !isCountyTable(name))).toEqual([]);
  });

  it('is the county’s shard for all others', () => {
    const others = tables.filter((table) => isCountyTable(table.name));
    expect(others.length).toBeGreaterThan(15);
    expect(others.filter((table) => !table.hasCounty)).toEqual([]);
  });

  it('keeps residents out of what is copied to every node', () => {
    expect(Object.keys(referenceTables).filter((name) => name.startsWith('resident.'))).toEqual([]);
  });
});

describe.each(tables.filter((table) => isCountyTable(table.name)).map(({ name }) => name))(
  '%s could be distributed by county',
  (table) => {
    it('has a plain column to be distributed by, which every row keeps', async () => {
      const rows = await ask(
        `SELECT format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS "isGiven",
           a.attgenerated AS generated, a.atthasdef AS "hasDefault",
           a.attcollation = 'pg_catalog."default"'::regcollation AS "isPlain"
         FROM pg_attribute a WHERE a.attrelid = '${table}'::regclass AND a.attname = 'county'`,
      );
      expect(rows).toEqual([
        { type: 'text', isGiven: true, generated: '', hasDefault: false, isPlain: true },
      ]);
    });

    it('is unique only within a county', async () => {
      const rows = await ask<{ key: string; columns: string[] }>(
        `SELECT i.indexrelid::regclass::text AS key, array(
           SELECT a.attname::text FROM pg_attribute a
           WHERE a.attrelid = i.indexrelid AND a.attnum <= i.indnkeyatts) AS columns
         FROM pg_index i WHERE i.indrelid = '${table}'::regclass
           AND (i.indisunique OR i.indisexclusion)`,
      );
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.filter((row) => !row.columns.includes('county'))).toEqual([]);
    });

    it('is referred to by county or not at all, and is counted by no sequence', async () => {
      const keys = await ask(
        `SELECT k.conname FROM pg_constraint k
         WHERE k.contype = 'f' AND '${table}'::regclass IN (k.conrelid, k.confrelid)
           AND NOT EXISTS (SELECT 1 FROM pg_attribute a JOIN pg_attribute b
             ON b.attrelid = k.confrelid AND b.attname = 'county'
             WHERE a.attrelid = k.conrelid AND a.attname = 'county'
               AND array_position(k.conkey, a.attnum) = array_position(k.confkey, b.attnum))`,
      );
      expect(keys).toEqual([]);
      const sequences = await ask(
        `SELECT 1 FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
         WHERE d.refobjid = '${table}'::regclass`,
      );
      expect(sequences).toEqual([]);
    });
  },
);

describe('the database as a whole', () => {
  it('has no sequence, no inheritance beside partitions and one unlogged table', async () => {
    expect(
      await ask(
        `SELECT c.oid::regclass::text AS name FROM pg_class c
         JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE ${OURS} AND (c.relkind = 'S' OR (c.relkind IN ('r', 'p') AND c.relpersistence <> 'p')
           OR (NOT c.relispartition AND EXISTS (
             SELECT 1 FROM pg_inherits i WHERE i.inhrelid = c.oid AND c.relkind = 'r')))`,
      ),
      // Who is at a matter is written nowhere else: in no log of the server, no archive, no copy.
    ).toEqual([{ name: 'matter.presence' }]);
  });

  it('lets no reference table refer to a local one: not every node has it', async () => {
    const rows = await ask<{ from: string; to: string }>(
      `SELECT k.conrelid::regclass::text AS "from", k.confrelid::regclass::text AS "to"
       FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace
       WHERE ${OURS} AND k.contype = 'f' AND k.conparentid = 0`,
    );
    expect(rows.length).toBeGreaterThan(5);
    expect(rows.filter(({ from, to }) => from in referenceTables && to in localTables)).toEqual([]);
  });
});

describe('statements', () => {
  const readings = sources().filter(holdsStatements).flatMap(readingsOf);
  const MOVES = /\bset\(\s*\{[^}]*\bcounty\b\s*[:,}]|\bset\s+county\s*=/i;

  it('never change the county of a row: it is written anew in the other county', () => {
    const moving = readings.filter(({ text }) => MOVES.test(text));
    expect(moving.map((reading) => reading.place)).toEqual([]);
    expect('update matter.matter set county = $1').toMatch(MOVES);
    expect("q.updateTable('a').set({ state, county })").toMatch(MOVES);
    expect("q.updateTable('a').set({ state }).where('county', '=', x)").not.toMatch(MOVES);
  });

  it('lock rows of one county at a time', () => {
    const locking = readings.filter(({ text }) => /\bforUpdate\(|\bfor update\b/i.test(text));
    expect(locking.length).toBeGreaterThan(3);
    const wide = /'county',\s*'(?:in|not in|<>)'|\bcounty\s+(?:in|= any)\b/i;
    expect(locking.filter(({ text }) => wide.test(text)).map((one) => one.place)).toEqual([]);
  });

  it('give rows of a county’s table no value that the shards would each work out anew', () => {
    const volatile = /\b(?:random|gen_random_uuid|clock_timestamp|nextval|timeofday)\s*\(/i;
    const found = readings.filter(({ text }) => volatile.test(text)).map((one) => one.place);
    expect(found).toEqual([]);
  });
});
