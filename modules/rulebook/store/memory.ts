/**
 * All documents in the memory of the process. They are few and only added to, so that a look at
 * their count once a second keeps every server right; a body keeps its identity for ever (calendars
 * cache their days by object).
 */
import type { Database } from '../../../platform/db/index.ts';
import { type Shelf, shelve } from '../rules.ts';
import { type HeldDocument, readBodies, readHeads, readRevision } from './documents.ts';

const REFERENCE_ONLY = { counties: [] };
/** How long, in real time, a server may go on with what it knows. */
const RECHECK_MS = 1000;

export type Held<T> = { version: number; body: T };

/** The rules as they stand at one revision; never changes. */
export type Book = {
  revision: string;
  /**
   * The document that holds for a county at a time. `T` is what the kind's checker let through;
   * the body is frozen.
   */
  find: <T>(kind: string, name: string, county: string, atMs: number) => Held<T> | null;
  /** The version that a running matter keeps, also when the matter came from another county. */
  exactly: <T>(kind: string, name: string, county: string, version: number) => Held<T> | null;
  /** Every name of a kind for which a county has or shares a document at a time, in order. */
  names: (kind: string, county: string, atMs: number) => string[];
  shelf: Shelf<HeldDocument>;
  documents: readonly HeldDocument[];
};

export type Memory = {
  /** The rules as known within the last second. */
  current: () => Promise<Book>;
  /** The rules as they stand now. */
  refresh: () => Promise<Book>;
  /** The rules as last read, without a look; null: never read. */
  latest: () => Book | null;
};

/** `realMs` is real time that never goes back (not the movable clock). */
export function openMemory(db: Database, realMs: () => number): Memory {
  let book: Book | null = null;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let running: Promise<Book> | null = null;
  const look = async () => {
    const begun = realMs();
    const seen = await loadBook(db, book);
    book = seen;
    checkedAt = begun;
    return seen;
  };
  const start = (after: Promise<unknown>): Promise<Book> => {
    const started: Promise<Book> = after.then(look).finally(() => {
      if (running === started) running = null;
    });
    running = started;
    return started;
  };
  return {
    current: async () => {
      if (book && realMs() - checkedAt < RECHECK_MS) return book;
      return running ?? start(Promise.resolve());
    },
    // A look under way may have begun before the commit that the caller wants to see.
    refresh: () => start(running?.catch(() => undefined) ?? Promise.resolve()),
    latest: () => book,
  };
}

async function loadBook(db: Database, before: Book | null): Promise<Book> {
  // A snapshot of reference tables: acts wait for this while they hold a connection.
  const revision = await db.snapshot(REFERENCE_ONLY, readRevision);
  if (before?.revision === revision) return before;
  return db.snapshot(REFERENCE_ONLY, async (tx) => {
    const [seen, heads] = await Promise.all([readRevision(tx), readHeads(tx)]);
    const held = new Map(before?.documents.map((one) => [keyOf(one), one]));
    const missing = heads.filter((head) => !held.has(keyOf(head)));
    const groups = Map.groupBy(missing, (head) => `${head.kind}\n${head.name}`);
    for (const group of groups.values()) {
      const { kind, name } = group[0] as (typeof group)[0]; // A group has a member.
      const bodies = await readBodies(
        tx,
        kind,
        name,
        group.map((head) => head.version),
      );
      for (const head of group) held.set(keyOf(head), { ...head, body: bodies.get(head.version) });
    }
    return makeBook(seen, [...held.values()]);
  });
}

function keyOf(one: { kind: string; name: string; version: number }): string {
  return `${one.kind}\n${one.name}\n${one.version}`;
}

/** A book of these documents. */
export function makeBook(revision: string, documents: readonly HeldDocument[]): Book {
  const shelf = shelve(documents);
  // The cast trusts the checker of the kind, which every body passed when it was published.
  const held = <T>(one: HeldDocument | null): Held<T> | null =>
    one && { version: one.version, body: one.body as T };
  return {
    revision,
    documents,
    shelf,
    find: (kind, name, county, atMs) => held(shelf.holding(kind, name, county, atMs)),
    exactly: (kind, name, county, version) => held(shelf.exactly(kind, name, county, version)),
    names: (kind, county, atMs) =>
      [...new Set(documents.filter((one) => one.kind === kind).map((one) => one.name))]
        .filter((name) => shelf.holding(kind, name, county, atMs))
        .sort(),
  };
}
