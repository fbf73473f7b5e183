/**
 * Transactions that several share who come at the same time, as people share a lift: one commit and
 * one statement for each table serve them all. While one of a scope is on its way whoever comes
 * waits for the next, a second at most; else nobody waits.
 */
import type { Database, Scope, Tx } from './database.ts';
import { gathered } from './gathering.ts';

/** More at once made smaller companies: each report cost a fifth more, and waited as long. */
const MOST = 32;
/** Whom somebody else's lock holds up does not hold up for longer those who come behind. */
const PATIENCE_MS = 1_000;

type Work = (tx: Tx) => Promise<unknown>;
type Rider = { work: Work; resolve: (result: unknown) => void; reject: (why: unknown) => void };

/** What `Database.shared` does, over its `scoped`. */
export function shareTransactions(
  scoped: Database['scoped'],
  patienceMs = PATIENCE_MS,
): Database['shared'] {
  /** Who waits in a scope; a scope is in here while one is on its way. */
  const lanes = new Map<string, Rider[]>();
  const leave = async (scope: Scope, key: string, waiting: Rider[]) => {
    while (waiting.length > 0) {
      await atMost(patienceMs, carry(scoped, scope, waiting.splice(0, MOST)));
    }
    lanes.delete(key);
  };
  return <T>(scope: Scope, work: (tx: Tx) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      const key = scope.counties.join();
      const rider = { work, resolve: resolve as Rider['resolve'], reject };
      const waiting = lanes.get(key);
      if (waiting) return waiting.push(rider);
      const first = [rider];
      lanes.set(key, first);
      void leave(scope, key, first);
    });
}

function atMost(ms: number, work: Promise<void>): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
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
    const results = await scoped(scope, (tx) =>
      gathered(tx, async (each) => {
        const outcomes = await Promise.allSettled(riders.map(({ work }) => work(each)));
        const all = outcomes.map(valueOf);
        isWritten = true;
        return all;
      }),
    );
    for (const [at, { resolve }] of riders.entries()) resolve(results[at]);
  } catch (error) {
    // Of a connection that broke at COMMIT nobody knows whether it committed: not to be repeated.
    if (isWritten && !isUndone(error)) for (const { reject } of riders) reject(error);
    else await alone();
  }
}

function valueOf(outcome: PromiseSettledResult<unknown>): unknown {
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

/** Whether the server itself refused a statement, and with it the whole. */
const isUndone = (error: unknown) => (error as { severity?: string } | null)?.severity === 'ERROR';
