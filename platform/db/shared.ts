/**
 * Transactions that several share who come at the same time, as people share a lift: one commit and
 * one statement for each table serve them all. Whoever comes while one of a scope is on its way
 * waits for the next, a second at most; else nobody waits.
 */
import { Refusal } from '../../kernel/refusal.ts';
import { q } from './build.ts';
import type { Database, Scope, Statement, Tx } from './database.ts';
import { gathered } from './gathering.ts';

/** More at once made smaller companies: each report cost a fifth more, and waited as long. */
const MOST = 32;
/**
 * So many need not wait for the one on its way: the database serves them while the program prepares
 * for others. Sixteen clients got a tenth more done by it, at a tenth more for each.
 */
const ENOUGH = 8;
const AT_ONCE = 2;
/** Whom somebody else's lock holds up does not hold up for longer those who come behind. */
const PATIENCE_MS = 1_000;

type Work = (tx: Tx) => Promise<unknown>;
type Rider = {
  work: Work;
  of: string | undefined;
  resolve: (result: unknown) => void;
  reject: (why: unknown) => void;
};
/** Of a scope: who waits, how many are on their way, and what the riders of these name. */
type Lane = { waiting: Rider[]; away: number; named: Set<string | undefined> };

/** What `Database.shared` does, over its `scoped`. */
export function shareTransactions(
  scoped: Database['scoped'],
  patienceMs = PATIENCE_MS,
): Database['shared'] {
  /** A scope is in here while somebody waits in it or is on the way. */
  const lanes = new Map<string, Lane>();
  const leave = (scope: Scope, lane: Lane) => {
    while (mayLeave(lane)) {
      const riders = boarding(lane);
      if (riders.length === 0) break;
      const isOver = passing(lane, patienceMs, () => leave(scope, lane));
      void carry(scoped, scope, riders).then(() => {
        for (const { of } of riders) lane.named.delete(of);
        isOver();
      });
    }
    if (lane.away + lane.waiting.length + lane.named.size === 0) lanes.delete(keyOf(scope));
  };
  return (scope, work, { of } = {}) =>
    new Promise((resolve, reject) => {
      const rider: Rider = { work, of, resolve: resolve as Rider['resolve'], reject };
      const lane = lanes.get(keyOf(scope)) ?? { waiting: [], away: 0, named: new Set() };
      lanes.set(keyOf(scope), lane);
      lane.waiting.push(rider);
      leave(scope, lane);
    });
}

const keyOf = (scope: Scope) => scope.counties.join();

function mayLeave({ waiting, away }: Lane): boolean {
  return away === 0 ? waiting.length > 0 : away < AT_ONCE && waiting.length >= ENOUGH;
}

/** Takes who goes next, in their order: of those that name the same thing one at a time. */
function boarding(lane: Lane): Rider[] {
  const riders: Rider[] = [];
  lane.waiting = lane.waiting.filter((rider) => {
    if (riders.length === MOST || lane.named.has(rider.of)) return true;
    riders.push(rider);
    if (rider.of !== undefined) lane.named.add(rider.of);
    return false;
  });
  return riders;
}

/**
 * One more is on its way, until it is over or has been held up for long: then the next may go.
 * Answers what to call when it is over.
 */
function passing(lane: Lane, patienceMs: number, next: () => void): () => void {
  let isAway = true;
  lane.away += 1;
  const pass = () => {
    if (isAway) lane.away -= 1;
    isAway = false;
    next();
  };
  const timer = setTimeout(pass, patienceMs);
  return () => {
    clearTimeout(timer);
    pass();
  };
}

/** Never throws: each rider hears what became of the own work. */
async function carry(
  scoped: Database['scoped'],
  scope: Scope,
  riders: readonly Rider[],
): Promise<void> {
  const alone = () =>
    Promise.all(
      riders.map(({ work, ...then }) => scoped(scope, work).then(then.resolve, then.reject)),
    );
  if (riders.length === 1) return void (await alone());
  let isWritten = false;
  try {
    const outcomes = await scoped(scope, (tx) =>
      gathered(tx, async (each) => {
        const parts = await Promise.allSettled(riders.map(({ work }) => ridden(each, work)));
        const all = parts.map(valueOf);
        isWritten = true;
        return all;
      }),
    );
    for (const [at, { resolve, reject }] of riders.entries()) {
      const outcome = outcomes[at];
      if (outcome?.refusal) reject(outcome.refusal);
      else resolve(outcome?.result);
    }
  } catch (error) {
    // Of a connection that broke at COMMIT nobody knows whether it committed: not to be repeated.
    if (isWritten && !isUndone(error)) for (const { reject } of riders) reject(error);
    else await alone();
  }
}

function valueOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

type Outcome = { result?: unknown; refusal?: Refusal };

/** A rider's own part. Throws what undoes the whole. */
async function ridden(tx: Tx, work: Work): Promise<Outcome> {
  const asked: Statement<unknown>[] = [];
  let hasSent = false;
  const noted = <A extends Statement<unknown>>(statement: A): A => {
    asked.push(statement);
    return statement;
  };
  const own: Tx = {
    ...tx,
    isShared: true,
    rows: (statement, plan) => tx.rows(noted(statement), plan),
    first: (statement) => tx.first(noted(statement)),
    one: (statement) => tx.one(noted(statement)),
    // The wall would open for all of them: whoever needs that goes alone.
    widen: () => Promise.reject(new Error('a shared transaction stays in its counties')),
    run: (statement) => ((hasSent = true), tx.run(statement)),
    send: (statement, plan) => ((hasSent = true), tx.send(statement, plan)),
  };
  try {
    return { result: await work(own) };
  } catch (error) {
    const hasOnlyRead = !hasSent && asked.every(isReading);
    if (error instanceof Refusal && hasOnlyRead) return { refusal: error };
    throw error;
  }
}

const isReading = (statement: Statement<unknown>) => /^\s*select\b/i.test(statement.compile(q).sql);

/** Whether the server itself refused a statement, and with it the whole. */
const isUndone = (error: unknown) => (error as { severity?: string } | null)?.severity === 'ERROR';
