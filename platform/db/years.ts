/**
 * Takes the partitions of an old year out of the tables that grow for ever, and puts them back, as
 * the owner. They stay in the database under their names, where the program cannot read them:
 * `ensurePartitions` makes no other in their place, and backups take them along.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { idSource } from '../../kernel/ids.ts';
import { refuse } from '../../kernel/refusal.ts';
import { connectionOptions } from './database.ts';
import { boundOf, FIRST_YEAR, listPartitioned } from './partitions.ts';

/** What keeps a year where it is: rows that will still write, or be written to. */
export type YearHold = {
  zh: string;
  en: string;
  /** A query for `county` and `key`, the id of the matter. */
  rows: string;
  /** Reads so much that it is asked before the tables are locked, and not once more. */
  isLong?: boolean;
};

export type YearState = { year: number; attached: number; detached: number; bytes: number };

/** Each year that has partitions or had them, in order; sizes with indexes. */
export function listYears(ownerUrl: string): Promise<YearState[]> {
  return asOwner(ownerUrl, async (client) => {
    const tables = await listPartitioned(client);
    const names = tables.map(({ schema, name }) => `${schema}.${name}`);
    const { rows } = await client.query<YearState>(
      `SELECT right(c.relname, 4)::int AS year,
         count(*) FILTER (WHERE c.relispartition)::int AS attached,
         count(*) FILTER (WHERE NOT c.relispartition)::int AS detached,
         sum(pg_total_relation_size(c.oid))::float8 AS bytes
       FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind = 'r' AND c.relname ~ '_[0-9]{4}$'
         AND n.nspname || '.' || left(c.relname, -5) = ANY ($1)
       GROUP BY 1 ORDER BY 1`,
      [names],
    );
    return rows;
  });
}

type Move = { year: number; now: number; holds?: readonly YearHold[] };

/**
 * Detaches a year, all its tables or none. Refuses YEAR_UNKNOWN, YEAR_NOT_OVER, YEAR_HELD, and
 * YEAR_BUSY where others did not let go of the tables for half a minute.
 */
export async function detachYear(ownerUrl: string, { year, now, holds = [] }: Move): Promise<void> {
  assertYear(year, now);
  await asOwner(ownerUrl, async (client) => {
    await client.query('SET statement_timeout = 0');
    await assertFree(client, year, holds);
    await inTurn(client, async () => {
      const parts = (await partsOf(client, year)).filter(({ isAttached }) => isAttached);
      if (parts.length === 0) refuse('YEAR_UNKNOWN', { values: { year } });
      const parents = parts.map(({ parent }) => parent).join(', ');
      await client.query(`LOCK TABLE ${parents} IN ACCESS EXCLUSIVE MODE`);
      // Under the lock: who reopens a matter meanwhile waits to write of it, and is refused.
      await assertFree(
        client,
        year,
        holds.filter(({ isLong }) => !isLong),
      );
      for (const { parent, part } of parts) {
        await client.query(`ALTER TABLE ${parent} DETACH PARTITION ${part}`);
      }
      await note(client, { verb: 'partitions.detach', year, now });
    });
  });
}

/**
 * Attaches what was detached of a year, while everybody works on. Each table is read through once,
 * to see that all its rows are of that year. Refuses YEAR_UNKNOWN, YEAR_BUSY, YEAR_OTHER_SHAPE.
 */
export async function attachYear(ownerUrl: string, { year, now }: Move): Promise<void> {
  const values = `FOR VALUES FROM (${boundOf(year)}) TO (${boundOf(year + 1)})`;
  await asOwner(ownerUrl, (client) =>
    inTurn(client, async () => {
      const parts = (await partsOf(client, year)).filter(({ isAttached }) => !isAttached);
      if (parts.length === 0) refuse('YEAR_UNKNOWN', { values: { year } });
      for (const { parent, part } of parts) {
        await client
          .query(`ALTER TABLE ${parent} ATTACH PARTITION ${part} ${values}`)
          .catch((error: unknown) => ofOtherShape(error, part));
      }
      await note(client, { verb: 'partitions.attach', year, now });
    }),
  );
}

/** A migration that changed the table while this part of it was away: it must be changed alike. */
function ofOtherShape(error: unknown, part: string): never {
  const { code, message } = (error ?? {}) as { code?: string; message?: string };
  if (code !== '42804') throw error;
  return refuse('YEAR_OTHER_SHAPE', { values: { part, why: message ?? '' } });
}

/** The running year's matters are written to, and the next year's soon. */
function assertYear(year: number, now: number): void {
  if (year < FIRST_YEAR) refuse('YEAR_UNKNOWN', { values: { year } });
  if (year >= new Date(now).getUTCFullYear()) refuse('YEAR_NOT_OVER', { values: { year } });
}

async function assertFree(
  client: pg.Client,
  year: number,
  holds: readonly YearHold[],
): Promise<void> {
  const bounds = `${boundOf(year)} AND one.key < ${boundOf(year + 1)}`;
  for (const { zh, en, rows } of holds) {
    const { rows: found } = await client.query<{ county: string; n: number }>(
      `SELECT county, count(*)::int AS n FROM (${rows}) one
       WHERE one.key >= ${bounds} GROUP BY county ORDER BY county`,
    );
    const [first] = found;
    if (!first) continue;
    const n = found.reduce((sum, one) => sum + one.n, 0);
    refuse('YEAR_HELD', { values: { year, n, county: first.county, zh, en } });
  }
}

type Part = { parent: string; part: string; isAttached: boolean };

async function partsOf(client: pg.Client, year: number): Promise<Part[]> {
  const parts: Part[] = [];
  for (const { schema, name } of await listPartitioned(client)) {
    const [parent, part] = [`"${schema}"."${name}"`, `"${schema}"."${name}_${year}"`];
    const { rows } = await client.query<{ isAttached: boolean }>(
      `SELECT relispartition AS "isAttached" FROM pg_class WHERE oid = to_regclass($1)`,
      [part],
    );
    if (rows[0]) parts.push({ parent, part, ...rows[0] });
  }
  return parts;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';
const newId = idSource(Date.now, randomBytes);

async function note(client: pg.Client, of: { verb: string; year: number; now: number }) {
  await client.query(
    `INSERT INTO platform.journal (county, matter_id, id, at, verb, actor, detail)
     VALUES ('-', $1, $2, $3, $4, 'system:owner', jsonb_build_object('year', $5::int))`,
    [NOBODY, newId(), new Date(of.now), of.verb, of.year],
  );
}

async function asOwner<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(
    connectionOptions({ url: ownerUrl, applicationName: 'linli-partitions' }),
  );
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const TRIES = 30;
const PAUSE_MS = 1000;
/** Locks not had, or a circle of them. */
const TAKEN = ['55P03', '40P01'];

/**
 * In one transaction, tried again while others have the tables. It gives way before a second is
 * over, when the server would look for circles: it is never somebody's act that fails for it.
 */
async function inTurn(client: pg.Client, work: () => Promise<void>): Promise<void> {
  for (let at = 1; ; at += 1) {
    await client.query(`BEGIN; SET LOCAL lock_timeout = '700ms'; SET LOCAL statement_timeout = 0`);
    try {
      await work();
      await client.query('COMMIT');
      return;
    } catch (error) {
      await client.query('ROLLBACK');
      if (!TAKEN.includes((error as { code?: string }).code ?? '')) throw error;
      if (at === TRIES) refuse('YEAR_BUSY');
      await setTimeout(PAUSE_MS);
    }
  }
}
