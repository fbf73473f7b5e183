/**
 * The pool and the only way to a connection: `scoped` opens a transaction, sets the county wall,
 * runs, and checks that COMMIT really committed (after an error inside, PostgreSQL answers
 * ROLLBACK to COMMIT without failing).
 */
import type { Compilable, RawBuilder } from 'kysely';
import pg from 'pg';
import { q } from './build.ts';
import { parserTable } from './parsers.ts';

/** Which counties' rows may be seen and written. Empty: reference tables only. */
export type Scope = { counties: readonly string[] };

/** What the builder makes: a query, or raw SQL with its parameters. */
export type Statement<T> = Compilable<T> | RawBuilder<T>;

export type Tx = {
  rows<T>(statement: Statement<T>): Promise<T[]>;
  first<T>(statement: Statement<T>): Promise<T | undefined>;
  /** The one row that must be there. */
  one<T>(statement: Statement<T>): Promise<T>;
  /** Runs a write; answers the number of rows it touched. */
  run(statement: Statement<unknown>): Promise<number>;
  /** Opens the wall for more counties within this transaction: an act that reaches into another. */
  widen(counties: readonly string[]): Promise<void>;
  /** Sends a write without waiting: it is on the wire before COMMIT, and fails the transaction. */
  send(statement: Statement<unknown>): void;
};

export type Database = {
  scoped<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** As `scoped`, read only and in one snapshot (REPEATABLE READ). */
  snapshot<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

export type DatabaseOptions = { url: string; max?: number; applicationName?: string };

/** A county key, or `-` for the journal lines that belong to no county. */
const COUNTY = /^([0-9A-Za-z]{1,12}|-)$/;

/** Opens the pool. Connections pipeline: statements sent together travel together. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool({
    ...connectionOptions(options),
    max: options.max ?? 10,
    pipeline: true,
  } as pg.PoolConfig);
  // An idle connection that the server ended is replaced at its next use; it must not end us.
  pool.on('error', () => undefined);
  return {
    scoped: (scope, work) => transaction(pool, 'BEGIN', scope, work),
    snapshot: (scope, work) =>
      transaction(pool, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', scope, work),
    close: () => pool.end(),
  };
}

export function connectionOptions(options: DatabaseOptions): pg.ClientConfig {
  return {
    connectionString: options.url,
    application_name: options.applicationName ?? 'linli',
    types: parserTable(),
    // Times are UTC on the wire; the centre's zone is a matter of display and of clocks.
    options: '-c timezone=UTC -c statement_timeout=60000 -c lock_timeout=10000',
  };
}

function scopeSql(scope: Scope): string {
  for (const county of scope.counties) {
    if (!COUNTY.test(county)) throw new Error(`not a county key: ${county}`);
  }
  // SET LOCAL with checked text and not set_config(): the latter does not reach Citus shards.
  return `SET LOCAL app.counties = '${scope.counties.join(',')}'`;
}

async function transaction<T>(
  pool: pg.Pool,
  begin: string,
  scope: Scope,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  const sent: Promise<unknown>[] = [client.query(`${begin};${scopeSql(scope)}`)];
  sent[0]?.catch(() => undefined);
  let broken: Error | undefined;
  try {
    const result = await work(txOn(client, sent, scope));
    const [commit] = await Promise.all([client.query('COMMIT'), ...sent]);
    if (commit.command !== 'COMMIT') throw new Error('the transaction was rolled back');
    return result;
  } catch (error) {
    await Promise.allSettled(sent);
    await client.query('ROLLBACK').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

function txOn(client: pg.PoolClient, sent: Promise<unknown>[], scope: Scope): Tx {
  let counties = scope.counties;
  const execute = (statement: Statement<unknown>) => {
    const compiled = statement.compile(q);
    return client.query(compiled.sql, compiled.parameters as unknown[]);
  };
  const rows = async <T>(statement: Statement<T>) => (await execute(statement)).rows as T[];
  return {
    rows,
    first: async (statement) => (await rows(statement))[0],
    one: async (statement) => {
      const [row] = await rows(statement);
      if (row === undefined) throw new Error('a row that must be there is missing');
      return row;
    },
    run: async (statement) => (await execute(statement)).rowCount ?? 0,
    widen: async (more) => {
      counties = [...new Set([...counties, ...more])];
      await client.query(scopeSql({ counties }));
    },
    send: (statement) => {
      const promise = execute(statement);
      // The failure is awaited with COMMIT; until then it must not count as unhandled.
      promise.catch(() => undefined);
      sent.push(promise);
    },
  };
}
