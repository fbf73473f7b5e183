/**
 * The pool and the only way to a connection: `scoped` opens a transaction, sets the county wall,
 * runs, and checks that COMMIT really committed (after an error inside, PostgreSQL answers
 * ROLLBACK to COMMIT without failing).
 */
import type { Compilable, RawBuilder } from 'kysely';
import pg from 'pg';
import { Refusal } from '../../kernel/refusal.ts';
import { q } from './build.ts';
import { statementNames } from './names.ts';
import { parserTable } from './parsers.ts';
import { followReplica } from './replica.ts';
import { shareTransactions } from './shared.ts';
import { OVER, type Question, type Trips, tripsOn } from './trip.ts';
import { withYear } from './years-away.ts';

/** Which counties' rows may be seen and written. Empty: reference tables only. */
export type Scope = { counties: readonly string[] };

/** Whoever has just written reads from where it was written. */
export type Reader = { mayLag?: boolean | undefined };

/** What the builder makes: a query, or raw SQL with its parameters. */
export type Statement<T> = Compilable<T> | RawBuilder<T>;

export type Tx = {
  /**
   * `byKey`: the few rows of one thing by its key, for which one plan serves everybody. `forAny`:
   * that plan is used though the planner thinks it dear, as it thinks of any list of values;
   * it planned each for itself, which cost more than running it. A test must show the plan.
   */
  rows<T>(statement: Statement<T>, plan?: 'byKey' | 'forAny'): Promise<T[]>;
  first<T>(statement: Statement<T>): Promise<T | undefined>;
  /** The one row that must be there. */
  one<T>(statement: Statement<T>): Promise<T>;
  /** Runs a write; answers the number of rows it touched. */
  run(statement: Statement<unknown>): Promise<number>;
  /**
   * Opens the wall for more counties within this transaction, for what is asked after it: an act
   * that reaches into another.
   */
  widen(counties: readonly string[]): Promise<void>;
  /**
   * A write that is not waited for: it leaves with the next statement that is, or with COMMIT, and
   * fails the transaction. `once`: its like will hardly come again, so it is not prepared; `forAny`
   * as of `rows`.
   */
  send(statement: Statement<unknown>, plan?: 'once' | 'forAny'): void;
  /** Others share it: who waited for a lock would let all of them wait. */
  isShared?: boolean;
};

export type Sharing = {
  /** Of those that name the same thing no two go together. */
  of?: string;
};

export type Database = {
  scoped<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  /**
   * As `scoped`, in a transaction that others of the same scope may share who come meanwhile. Each
   * is whole or not there: who refuses having only read leaves alone; where one fails otherwise
   * all are undone, and each is done again by itself. So `work` may run twice, and what it reads
   * after its first writes costs the others a trip.
   */
  shared<T>(scope: Scope, work: (tx: Tx) => Promise<T>, sharing?: Sharing): Promise<T>;
  /**
   * As `scoped`, read only and in one snapshot (REPEATABLE READ). Without counties it has
   * connections of its own: acts wait for reference data while they hold one of the others.
   * A reader who may lag is answered by the replica, if there is one that follows closely; what
   * fails there is asked again of the primary, so `work` may run twice.
   */
  snapshot<T>(scope: Scope, work: (tx: Tx) => Promise<T>, reader?: Reader): Promise<T>;
  /** Resolves when readers who may lag see what is committed now. */
  caughtUp(): Promise<void>;
  /** Whether the replica follows closely; null without one. */
  isReplicaClose(): boolean | null;
  /** A short transaction that may begin while another is held: a block of numbers. */
  aside<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

export type DatabaseOptions = {
  url: string;
  max?: number;
  applicationName?: string;
  /** A streaming replica of the same database, read by the same role. */
  replicaUrl?: string | null;
};

/** A county key, or `-` for the journal lines that belong to no county. */
const COUNTY = /^([0-9A-Za-z]{1,12}|-)$/;

const SNAPSHOT = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';
/**
 * If looks at rules or places, or blocks of numbers, took a connection of the pool, acts that each
 * hold one and wait for such a thing would wait for ever. These themselves wait for nothing.
 */
const ASIDE_MAX = 2;

/** Opens the pool. Statements that are sent together travel together. */
export function openDatabase(options: DatabaseOptions): Database {
  const pool = new pg.Pool(poolOptions(options));
  const aside = new pg.Pool(poolOptions({ ...options, max: ASIDE_MAX }));
  // An idle connection that the server ended is replaced at its next use; it must not end us.
  for (const one of [pool, aside]) one.on('error', ignore);
  const replica = options.replicaUrl
    ? followReplica(poolOptions({ ...options, url: options.replicaUrl }), aside)
    : null;
  const ofPrimary = <T>(scope: Scope, work: (tx: Tx) => Promise<T>) =>
    transaction(scope.counties.length === 0 ? aside : pool, SNAPSHOT, scope, work);
  const scoped: Database['scoped'] = (scope, work) => transaction(pool, 'BEGIN', scope, work);
  return {
    scoped,
    shared: shareTransactions(scoped),
    snapshot: (scope, work, reader) =>
      replica && reader?.mayLag && replica.isClose()
        ? transaction(replica.pool, SNAPSHOT, scope, work).catch((error: unknown) => {
            if (error instanceof Refusal) throw error;
            replica.doubt();
            return ofPrimary(scope, work);
          })
        : ofPrimary(scope, work),
    caughtUp: async () => replica?.caughtUp(),
    isReplicaClose: () => replica && replica.isClose(),
    aside: (scope, work) => transaction(aside, 'BEGIN', scope, work),
    close: async () => {
      // It asks the others where they stand.
      await replica?.close();
      await Promise.all([pool.end(), aside.end()]);
    },
  };
}

function poolOptions(options: DatabaseOptions): pg.PoolConfig {
  return { ...connectionOptions(options), max: options.max ?? 10 };
}

export function connectionOptions(options: DatabaseOptions): pg.ClientConfig {
  return {
    connectionString: options.url,
    application_name: options.applicationName ?? 'linli',
    types: parserTable(),
    // Times are UTC on the wire; the centre's zone is a matter of display and of clocks.
    // Without jit: compiling a list's statement took 30 to 75 ms, running it 1 to 5.
    // On a cluster SET LOCAL reaches the shards only if told so; a plain server keeps the word.
    options: [
      '-c timezone=UTC -c statement_timeout=60000 -c lock_timeout=10000 -c jit=off',
      '-c citus.propagate_set_commands=local',
    ].join(' '),
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
  // Before a connection is taken: a scope that is refused here must not keep one.
  const opening = [question(begin), { text: scopeSql(scope), values: [] }];
  const client = await pool.connect();
  // The pool listens on idle connections only. Without a listener, a connection that the server
  // ends between two statements would end the process.
  client.on('error', ignore);
  const trips = tripsOn(client);
  const sent: Promise<unknown>[] = [];
  const held = { isOpen: true };
  let broken: Error | undefined;
  try {
    for (const one of opening) send(sent, trips.askLater(one));
    const result = await work(txOn(trips, sent, scope, held));
    held.isOpen = false;
    const [commit] = await Promise.all([trips.ask(question('COMMIT')), ...sent]);
    if (commit.command !== 'COMMIT') throw new Error('the transaction was rolled back');
    return result;
  } catch (error) {
    held.isOpen = false;
    const hasBegun = trips.drop();
    const outcomes = await Promise.allSettled(sent);
    if (hasBegun) {
      await client.query('ROLLBACK').catch((failure: Error) => {
        broken = failure;
      });
    }
    throw withYear(causeOf(error, outcomes));
  } finally {
    client.off('error', ignore);
    client.release(broken);
  }
}

/** Its failure is awaited with COMMIT; until then it must not count as unhandled. */
function send(sent: Promise<unknown>[], promise: Promise<unknown>): void {
  promise.catch(ignore);
  sent.push(promise);
}

const nameOf = statementNames();

function ignore(): void {}

/** "current transaction is aborted": said of every statement after the one that failed. */
const ABORTED = '25P02';
const isAborted = (error: unknown) => (error as { code?: string } | null)?.code === ABORTED;

/** A sent statement fails unseen; the next awaited one only finds the transaction aborted. */
function causeOf(error: unknown, outcomes: PromiseSettledResult<unknown>[]): unknown {
  if (!isAborted(error)) return error;
  const failures = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
  return failures.find((failure) => failure !== OVER && !isAborted(failure)) ?? error;
}

const PLAN_FOR_ANY = 'SET LOCAL plan_cache_mode = force_generic_plan';
const PLAN_AS_EVER = 'SET LOCAL plan_cache_mode TO DEFAULT';

/** BEGIN and COMMIT come with every act: named, they need no parsing either. */
function question(text: string): Question {
  return { text, values: [], name: nameOf(text, true) };
}

function txOn(trips: Trips, sent: Promise<unknown>[], scope: Scope, held: { isOpen: boolean }): Tx {
  let counties = scope.counties;
  // Beyond its end the connection may be in another's transaction, behind another's wall.
  const mustBeOpen = () => {
    if (!held.isOpen) throw OVER;
  };
  const questionOf = (statement: Statement<unknown>, isByKey = false, isOnce = false): Question => {
    mustBeOpen();
    const { sql: text, parameters } = statement.compile(q);
    return { text, values: parameters, name: isOnce ? undefined : nameOf(text, isByKey) };
  };
  const rowsOf = async (statement: Statement<unknown>, isByKey: boolean) =>
    (await trips.ask(questionOf(statement, isByKey))).rows;
  const firstOf = async <T>(statement: Statement<T>) =>
    (await rowsOf(statement, true))[0] as T | undefined;
  const forAny = <A>(ask: () => A): A => {
    mustBeOpen();
    send(sent, trips.askLater(question(PLAN_FOR_ANY)));
    const asked = ask();
    send(sent, trips.askLater(question(PLAN_AS_EVER)));
    return asked;
  };
  return {
    rows: async <T>(statement: Statement<T>, plan?: 'byKey' | 'forAny') => {
      const ask = () => rowsOf(statement, plan !== undefined);
      return (await (plan === 'forAny' ? forAny(ask) : ask())) as T[];
    },
    first: firstOf,
    one: async (statement) => {
      const row = await firstOf(statement);
      if (row === undefined) throw new Error('a row that must be there is missing');
      return row;
    },
    run: async (statement) => (await trips.ask(questionOf(statement))).rowCount,
    widen: async (more) => {
      mustBeOpen();
      counties = [...new Set([...counties, ...more])];
      send(sent, trips.askLater({ text: scopeSql({ counties }), values: [] }));
    },
    send: (statement, plan) => {
      const asked = questionOf(statement, plan === 'forAny', plan === 'once');
      const ask = () => send(sent, trips.askLater(asked));
      if (plan === 'forAny') forAny(ask);
      else ask();
    },
  };
}
