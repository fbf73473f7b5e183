/**
 * Transactions that several share who come at the same time, as people share a lift: one commit and
 * one statement for each table serve them all. While two of a scope are on their way whoever comes
 * waits for the next; else nobody waits.
 */
import type { Database, Scope, Tx } from './database.ts';
import { gathered } from './gathering.ts';

/** On its way: one that PostgreSQL is busy with, and one that the program is. */
const AT_ONCE = 2;
const MOST = 16;

type Work = (tx: Tx) => Promise<unknown>;
type Rider = { work: Work; resolve: (result: unknown) => void; reject: (why: unknown) => void };
type Lane = { waiting: Rider[]; underWay: number };

/** What `Database.shared` does, over its `scoped`. */
export function shareTransactions(scoped: Database['scoped']): Database['shared'] {
  const lanes = new Map<string, Lane>();
  const leave = async (scope: Scope, key: string, lane: Lane) => {
    lane.underWay += 1;
    while (lane.waiting.length > 0) await carry(scoped, scope, lane.waiting.splice(0, MOST));
    lane.underWay -= 1;
    if (lane.underWay === 0) lanes.delete(key);
  };
  return <T>(scope: Scope, work: (tx: Tx) => Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      const key = scope.counties.join();
      const lane = lanes.get(key) ?? { waiting: [], underWay: 0 };
      lanes.set(key, lane);
      lane.waiting.push({ work, resolve: resolve as Rider['resolve'], reject });
      if (lane.underWay < AT_ONCE) void leave(scope, key, lane);
    });
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
