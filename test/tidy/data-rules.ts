/**
 * The data rules that a catalogue can show, each as a query for what breaks it and a planted
 * violation that it must find. `<work>` stands for "is a table of a county's work".
 */
import type pg from 'pg';
import { growingTables, localTables, referenceTables } from '../../db/distribution.ts';
import { OURS } from '../catalogue.ts';

export type DataRule = {
  name: string;
  /** Answers a column `fault`: a name, with what is wrong where it does not speak for itself. */
  find: string;
  /** Statements that break the rule in a schema `planted`. */
  plant: string;
  /** What `find` must then answer, at least. */
  found: string;
  /** Faults that stand, each with its reason. */
  except?: Record<string, string>;
};

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');
const notWork = quoted([...Object.keys(referenceTables), ...Object.keys(localTables)]);
const isWork = (schema: string, table: string) =>
  `(${schema}.nspname || '.' || ${table}.relname) NOT IN (${notWork})`;

const TABLE = `pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace`;
const IS_TABLE = `${OURS} AND c.relkind IN ('r', 'p') AND NOT c.relispartition`;
const WORK = `${IS_TABLE} AND ${isWork('n', 'c')}`;
const NAME = `n.nspname || '.' || c.relname`;
const COLUMN = `${TABLE} JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
  AND NOT a.attisdropped`;
const COLUMN_NAME = `${NAME} || '.' || a.attname`;
/** Every function in an expression, out of its tree: pinned ones are in no dependency list. */
const functionsIn = (tree: string) =>
  `regexp_matches(${tree}::text, ':(?:funcid|opfuncid) (\\d+)', 'g') AS f (ids)
   JOIN pg_proc p ON p.oid = f.ids[1]::oid`;

const leadsWithCounty = (attnum: string) =>
  `EXISTS (SELECT 1 FROM pg_attribute l WHERE l.attrelid = c.oid AND l.attnum = ${attnum}
    AND l.attname = 'county')`;

const keys: DataRule[] = [
  {
    name: 'county is text and always there',
    find: `SELECT ${NAME} AS fault FROM ${TABLE} WHERE ${WORK} AND NOT EXISTS (
      SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'county'
        AND a.atttypid = 'text'::regtype AND a.attnotnull)`,
    plant: `CREATE TABLE planted.chars (county char(6) PRIMARY KEY)`,
    found: 'planted.chars',
  },
  {
    name: 'county leads every key and index of a county’s table',
    find: `SELECT i.indexrelid::regclass::text AS fault FROM pg_index i
      JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE ${WORK} AND NOT ${leadsWithCounty('i.indkey[0]')}`,
    plant: `CREATE TABLE planted.behind (id uuid, county text, PRIMARY KEY (id, county))`,
    found: 'planted.behind_pkey',
    except: {
      'matter.search_words_idx':
        'a GIN index has no order to lead; each row carries its county as a lexeme, @c…',
    },
  },
  {
    name: 'a county’s table has a primary key',
    find: `SELECT ${NAME} AS fault FROM ${TABLE} WHERE ${WORK} AND NOT EXISTS (
      SELECT 1 FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p')`,
    plant: `CREATE TABLE planted.keyless (county text NOT NULL)`,
    found: 'planted.keyless',
  },
  {
    name: 'foreign keys stay within a county, or between tables of one kind',
    find: `SELECT ${NAME} || '.' || k.conname AS fault
      FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace
      JOIN pg_class t ON t.oid = k.confrelid JOIN pg_namespace m ON m.oid = t.relnamespace
      WHERE ${OURS} AND k.contype = 'f' AND k.conparentid = 0 AND NOT CASE
        WHEN ${isWork('n', 'c')} THEN ${isWork('m', 't')} AND ${leadsWithCounty('k.conkey[1]')}
          AND EXISTS (SELECT 1 FROM pg_attribute l WHERE l.attrelid = t.oid
            AND l.attnum = k.confkey[1] AND l.attname = 'county')
        ELSE NOT ${isWork('m', 't')} AND (n.nspname = 'resident') = (m.nspname = 'resident')
      END`,
    plant: `CREATE TABLE planted.child (county text NOT NULL, account uuid,
      CONSTRAINT child_account_fkey FOREIGN KEY (account) REFERENCES resident.account (id))`,
    found: 'planted.child.child_account_fkey',
  },
  {
    name: 'no key of a county’s table is counted by a sequence',
    find: `SELECT ${COLUMN_NAME} AS fault FROM ${COLUMN} WHERE ${IS_TABLE} AND (
      a.attidentity <> '' OR pg_get_serial_sequence(quote_ident(n.nspname) || '.' ||
        quote_ident(c.relname), a.attname) IS NOT NULL)`,
    plant: `CREATE TABLE planted.counted (county text, id bigserial, PRIMARY KEY (county, id))`,
    found: 'planted.counted.id',
  },
  {
    name: 'tables that grow for ever are partitioned by range of the matter’s id',
    find: `SELECT ${NAME} AS fault FROM ${TABLE} WHERE ${IS_TABLE}
      AND ((${NAME}) IN (${quoted(growingTables)}) OR c.relkind = 'p')
      AND coalesce(pg_get_partkeydef(c.oid), '') <> 'RANGE (matter_id)'`,
    plant: `CREATE TABLE planted.listed (county text, PRIMARY KEY (county))
      PARTITION BY LIST (county)`,
    found: 'planted.listed',
  },
  {
    name: 'matter, clock and number are not partitioned, nor is any other that is not listed',
    find: `SELECT ${NAME} AS fault FROM ${TABLE}
      WHERE ${IS_TABLE} AND c.relkind = 'p' AND (${NAME}) NOT IN (${quoted(growingTables)})`,
    plant: `CREATE TABLE planted.parted (county text, matter_id uuid,
      PRIMARY KEY (county, matter_id)) PARTITION BY RANGE (matter_id)`,
    found: 'planted.parted',
  },
];

const behaviour: DataRule[] = [
  {
    name: 'no triggers, rules or event triggers',
    find: `SELECT ${NAME} || '.' || t.tgname AS fault FROM pg_trigger t
      JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE ${OURS} AND NOT t.tgisinternal
      UNION ALL SELECT 'event trigger ' || evtname FROM pg_event_trigger
      UNION ALL SELECT ${NAME} || '.' || r.rulename FROM pg_rewrite r
      JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE ${OURS} AND r.rulename <> '_RETURN'`,
    plant: `CREATE TABLE planted.fired (county text);
      CREATE FUNCTION planted.fire() RETURNS trigger LANGUAGE plpgsql AS 'begin return new; end';
      CREATE TRIGGER fires BEFORE INSERT ON planted.fired EXECUTE FUNCTION planted.fire()`,
    found: 'planted.fired.fires',
  },
  {
    name: 'no volatile defaults',
    find: `SELECT ${COLUMN_NAME} || ': ' || p.proname AS fault FROM ${COLUMN}
      JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum, ${functionsIn('d.adbin')}
      WHERE ${IS_TABLE} AND p.provolatile = 'v'`,
    plant: `CREATE TABLE planted.chance (id uuid DEFAULT gen_random_uuid())`,
    found: 'planted.chance.id: gen_random_uuid',
  },
  {
    name: 'generated columns are stored (PostgreSQL 18 makes them virtual when nothing is said)',
    find: `SELECT ${COLUMN_NAME} AS fault FROM ${COLUMN}
      WHERE ${IS_TABLE} AND a.attgenerated NOT IN ('', 's')`,
    // On 15 to 17 nothing else than stored exists: there is nothing to plant.
    plant: `DO $$ BEGIN IF current_setting('server_version_num')::int >= 180000 THEN
      EXECUTE 'CREATE TABLE planted.virtual (a int, b int GENERATED ALWAYS AS (a) VIRTUAL)';
      ELSE CREATE VIEW planted.no_virtual AS SELECT 1; END IF; END $$`,
    found: 'planted.virtual.b',
  },
  {
    name: 'no views: they read as their owner, whom the wall does not hold',
    find: `SELECT ${NAME} AS fault FROM ${TABLE} WHERE ${OURS} AND c.relkind IN ('v', 'm', 'f')`,
    plant: `CREATE VIEW planted.window AS SELECT county FROM matter.matter`,
    found: 'planted.window',
  },
  {
    name: 'policies use only the row’s columns and current_setting',
    find: `SELECT ${NAME} || ': ' || p.proname AS fault
      FROM pg_policy o JOIN pg_class c ON c.oid = o.polrelid
      JOIN pg_namespace n ON n.oid = c.relnamespace,
      ${functionsIn(`(coalesce(o.polqual::text, '') || coalesce(o.polwithcheck::text, ''))`)}
      WHERE ${OURS} AND p.proname NOT IN ('current_setting', 'string_to_array', 'texteq')
      UNION ALL SELECT ${NAME} || ': a subquery' FROM pg_policy o
      JOIN pg_class c ON c.oid = o.polrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE ${OURS} AND (o.polqual::text || coalesce(o.polwithcheck::text, '')) LIKE '%SUBLINK%'`,
    plant: `CREATE TABLE planted.policed (county text);
      CREATE POLICY asks ON planted.policed USING (county IN (SELECT county FROM identity.org))`,
    found: 'planted.policed: a subquery',
  },
  {
    name: 'the wall is one policy, the same on every table, for reading and for writing',
    find: `SELECT ${NAME} AS fault FROM ${TABLE} WHERE ${WORK} AND (
      SELECT count(*) FILTER (WHERE w.permissive = 'PERMISSIVE' AND w.cmd = 'ALL'
        AND w.roles = '{public}' AND w.qual = w.with_check
        AND w.qual = '(county = ANY (string_to_array(NULLIF(' ||
          'current_setting(''app.counties''::text, true), ''''::text), '',''::text)))')
        - count(*) FILTER (WHERE w.policyname <> c.relname || '_county')
      FROM pg_policies w WHERE w.schemaname = n.nspname AND w.tablename = c.relname) <> 1`,
    plant: `CREATE TABLE planted.ajar (county text);
      CREATE POLICY ajar_county ON planted.ajar USING (true)`,
    found: 'planted.ajar',
  },
];

const types: DataRule[] = [
  {
    name: 'no enum types, domains or types of our own: text with a check',
    find: `SELECT n.nspname || '.' || t.typname AS fault FROM pg_type t
      JOIN pg_namespace n ON n.oid = t.typnamespace WHERE ${OURS} AND t.typtype IN ('e', 'd', 'r')`,
    plant: `CREATE TYPE planted.mood AS ENUM ('fine')`,
    found: 'planted.mood',
  },
  {
    name: 'times are timestamptz; no char, varchar, money, time or xml',
    find: `SELECT ${COLUMN_NAME} || ': ' || format_type(a.atttypid, NULL) AS fault FROM ${COLUMN}
      WHERE ${IS_TABLE} AND a.atttypid::regtype::text IN ('timestamp without time zone',
        'time without time zone', 'time with time zone', 'character', 'character varying',
        'money', 'xml', 'oid', 'real')`,
    plant: `CREATE TABLE planted.typed (local timestamp)`,
    found: 'planted.typed.local: timestamp without time zone',
  },
  {
    name: '*_at is timestamptz and *_on is date',
    find: `SELECT ${COLUMN_NAME} AS fault FROM ${COLUMN} WHERE ${IS_TABLE} AND (
      (a.attname ~ '_at$' AND a.atttypid <> 'timestamptz'::regtype) OR
      (a.attname ~ '_on$' AND a.atttypid <> 'date'::regtype))`,
    plant: `CREATE TABLE planted.mistimed (made_at date, gone_on timestamptz)`,
    found: 'planted.mistimed.gone_on',
  },
  {
    name: 'timestamptz is called *_at and a date *_on',
    find: `SELECT ${COLUMN_NAME} AS fault FROM ${COLUMN} WHERE ${IS_TABLE} AND (
      (a.attname !~ '(_at|^at)$' AND a.atttypid = 'timestamptz'::regtype) OR
      (a.attname !~ '(_on|^day)$' AND a.atttypid = 'date'::regtype))`,
    plant: `CREATE TABLE planted.misnamed (made timestamptz)`,
    found: 'planted.misnamed.made',
    except: {
      'geography.boundary.valid_from': 'a dated table: first day, as in every one',
      'geography.boundary.valid_to': 'a dated table: first day no longer',
      'geography.county_region.valid_from': 'a dated table: first day, as in every one',
      'geography.county_region.valid_to': 'a dated table: first day no longer',
      'geography.edition.valid_from': 'a dated table: first day, as in every one',
      'geography.region.valid_from': 'a dated table: first day, as in every one',
      'geography.region.valid_to': 'a dated table: first day no longer',
      'platform.lease.until': 'the end of a span, not the time of an event',
      'rulebook.document.valid_from': 'a dated rule: first moment, as in every one',
    },
  },
  {
    name: 'booleans say is_ or has_ or may_',
    find: `SELECT ${COLUMN_NAME} AS fault FROM ${COLUMN} WHERE ${IS_TABLE}
      AND a.atttypid = 'boolean'::regtype AND a.attname !~ '^(is|has|may)_'
      AND a.attname NOT IN ('only_row')`,
    plant: `CREATE TABLE planted.yes (open boolean)`,
    found: 'planted.yes.open',
    except: {
      'matter.clock.awaits_calendar': 'a verb too: it reads as a sentence',
      'platform.migration.breaking': 'the word of the migrations’ header',
    },
  },
];

const words: DataRule[] = [
  {
    name: 'every table says what it is',
    find: `SELECT ${NAME} AS fault FROM ${TABLE}
      WHERE ${IS_TABLE} AND obj_description(c.oid, 'pg_class') IS NULL`,
    plant: `CREATE TABLE planted.mute (county text)`,
    found: 'planted.mute',
  },
  {
    // What a name and a type cannot say: the shape inside, the order of things, what was hashed.
    name: 'columns of documents, bytes, lists and lexemes say what is in them',
    find: `SELECT ${COLUMN_NAME} AS fault FROM ${COLUMN} JOIN pg_type t ON t.oid = a.atttypid
      WHERE ${IS_TABLE} AND col_description(c.oid, a.attnum) IS NULL
        AND (t.typname IN ('json', 'jsonb', 'bytea', 'tsvector') OR t.typcategory = 'A')`,
    plant: `CREATE TABLE planted.opaque (detail jsonb)`,
    found: 'planted.opaque.detail',
  },
  {
    name: 'functions say what they are',
    find: `SELECT p.oid::regprocedure::text AS fault FROM pg_proc p
      JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE ${OURS} AND obj_description(p.oid, 'pg_proc') IS NULL`,
    plant: `CREATE FUNCTION planted.quiet() RETURNS int LANGUAGE sql AS 'select 1'`,
    found: 'planted.quiet()',
  },
  {
    name: 'constraints are named by us, after their table',
    find: `SELECT ${NAME} || '.' || k.conname AS fault FROM pg_constraint k
      JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE ${IS_TABLE} AND k.contype IN ('c', 'u', 'x', 'f', 'p')
        AND k.conname !~ ('^(' || n.nspname || '_)?' || c.relname || '_')`,
    plant: `CREATE TABLE planted.named (a int CONSTRAINT positive CHECK (a > 0))`,
    found: 'planted.named.positive',
  },
];

export const dataRules: DataRule[] = [...keys, ...behaviour, ...types, ...words];

/** What breaks a rule, without its exceptions; and exceptions that nothing needs any more. */
export async function faultsOf(client: pg.ClientBase, rule: DataRule): Promise<string[]> {
  const { rows } = await client.query<{ fault: string }>(rule.find);
  const found = rows.map((row) => row.fault).sort();
  const except = rule.except ?? {};
  const stale = Object.keys(except).filter((name) => !found.includes(name));
  return [
    ...found.filter((name) => !(name in except)),
    ...stale.map((name) => `${name}: an exception that nothing needs`),
  ];
}
