/**
 * A lease per county and task: one process at a time sweeps it. Times are the database's own real
 * ones, so that neither a wrong clock of a server nor the demo's movable one lets two hold it.
 */
import { randomBytes } from 'node:crypto';
import { type Database, q, sql } from '../db/index.ts';

export type LeaseTerms = {
  county: string;
  task: string;
  /** Names the process to whoever reads the table; each taking adds a mark of its own. */
  holder: string;
  /** How long a crashed holder keeps others out. A living one renews at a third of it. */
  forMs: number;
};

/** `held: false`: another process has it, and the work was not begun. */
export type Leased<T> = { held: false } | { held: true; value: T };

const RENEWALS_PER_TERM = 3;

/**
 * Takes the lease, works, gives it back. While the work runs the lease is renewed; when that fails
 * for a whole term the signal aborts, because another may hold it from then on. An error of the
 * work is thrown after the lease was given back.
 */
export async function withLease<T>(
  db: Database,
  terms: LeaseTerms,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<Leased<T>> {
  const mine = { ...terms, holder: `${terms.holder}#${randomBytes(6).toString('hex')}` };
  const askedAt = performance.now();
  if (!(await takeLease(db, mine))) return { held: false };
  const keeping = keepLease(db, mine, askedAt);
  try {
    return { held: true, value: await work(keeping.signal) };
  } finally {
    await keeping.stop();
    // A failed return costs others the rest of the term, nothing else: it must not hide an error.
    await returnLease(db, mine).catch(() => undefined);
  }
}

/** One upsert: of two at once the second waits for the first's row and then finds it held. */
async function takeLease(db: Database, terms: LeaseTerms): Promise<boolean> {
  const until = untilSql(terms.forMs);
  const taken = await db.scoped({ counties: [terms.county] }, (tx) =>
    tx.run(
      q
        .insertInto('platform.lease')
        .values({ county: terms.county, task: terms.task, holder: terms.holder, until })
        .onConflict((conflict) =>
          conflict
            .columns(['county', 'task'])
            .doUpdateSet({ holder: terms.holder, until })
            .where('platform.lease.until', '<=', sql<Date>`now()`),
        ),
    ),
  );
  return taken === 1;
}

/** False when another has taken the lease since, after this one ran out. */
async function renewLease(db: Database, terms: LeaseTerms): Promise<boolean> {
  const renewed = await db.scoped({ counties: [terms.county] }, (tx) =>
    tx.run(mineOf(terms).set({ until: untilSql(terms.forMs) })),
  );
  return renewed === 1;
}

async function returnLease(db: Database, terms: LeaseTerms): Promise<void> {
  await db.scoped({ counties: [terms.county] }, (tx) =>
    tx.run(mineOf(terms).set({ until: sql<string>`'epoch'::timestamptz` })),
  );
}

function mineOf(terms: LeaseTerms) {
  return q
    .updateTable('platform.lease')
    .where('county', '=', terms.county)
    .where('task', '=', terms.task)
    .where('holder', '=', terms.holder);
}

/**
 * `now()` is when the transaction began: a wait for the row only shortens the term. It is stable,
 * not volatile, which a distributed table asks of an update.
 */
function untilSql(forMs: number) {
  return sql<string>`now() + ${forMs} * interval '1 millisecond'`;
}

/** Renews until stopped. The signal falls before the term, counted from before it was asked for. */
function keepLease(db: Database, terms: LeaseTerms, askedAt: number) {
  const lost = new AbortController();
  let renewing: Promise<void> | undefined;
  let expiry = expireAt(lost, terms.forMs - (performance.now() - askedAt));
  const renew = async () => {
    const from = performance.now();
    // A database that does not answer is no loss yet: the next renewal or the expiry decides.
    const isMine = await renewLease(db, terms).catch(() => undefined);
    if (isMine === false) lost.abort();
    if (!isMine || lost.signal.aborted) return;
    clearTimeout(expiry);
    expiry = expireAt(lost, terms.forMs - (performance.now() - from));
  };
  const timer = setInterval(() => {
    // A slow renewal takes the place of the next instead of meeting it.
    renewing ??= renew().finally(() => {
      renewing = undefined;
    });
  }, terms.forMs / RENEWALS_PER_TERM);
  return {
    signal: lost.signal,
    stop: async () => {
      clearInterval(timer);
      await renewing;
      clearTimeout(expiry);
    },
  };
}

function expireAt(lost: AbortController, inMs: number): NodeJS.Timeout {
  return setTimeout(() => lost.abort(), Math.max(0, inMs));
}
