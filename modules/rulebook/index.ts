/**
 * The face of the rulebook: the documents that hold for a county at a time. Kinds are strangers
 * here; each brings the check of its documents.
 */
import type { Actor } from '../../kernel/actor.ts';
import type { Database, Tx } from '../../platform/db/index.ts';
import type { HttpModule, RequestContext } from '../../platform/http/index.ts';
import { type FirstDocument, publishMissing } from './actions/first.ts';
import { type Publication, publish, publishAs } from './actions/publish.ts';
import type { RulebookWorld } from './actions/world.ts';
import type { DocumentChecker } from './contract.ts';
import { rulebookHttp } from './routes.ts';
import { type Book, openMemory } from './store/memory.ts';

export type { FirstDocument } from './actions/first.ts';
export type { Publication } from './actions/publish.ts';
export { addProcessCommands, type ProcessTools } from './commands.ts';
export type { CheckAround, DocumentChecker } from './contract.ts';
export type { Book, Held } from './store/memory.ts';

export type RulebookOptions = {
  db: Database;
  /** By kind of document. */
  checkers: Readonly<Record<string, DocumentChecker>>;
  drawProcess: (body: unknown) => string;
  /** Absent: nobody but the program itself. */
  mayPublishForAll?: (actor: Actor) => boolean;
  /** Real time in ms that never goes back; the movable clock does not age what is in memory. */
  realMs: () => number;
};

export type PublishedFault = {
  county: string;
  kind: string;
  name: string;
  version: number;
  faults: string[];
};

export type Rulebook = {
  http: HttpModule;
  /** The rules as known within the last second. One object as long as nothing was published. */
  current: () => Promise<Book>;
  /** The rules as they stand now: after a `publishIn` of one's own was committed. */
  refresh: () => Promise<Book>;
  /** The rules as last read: for what is asked in the middle of an act, which read them first. */
  latest: () => Book | null;
  /** In a transaction of its own. Refuses RULEBOOK_FAULTY, RULEBOOK_CONFLICT and by scope. */
  publish: (ctx: RequestContext, publication: Publication) => Promise<{ version: number }>;
  /** The missing ones of the rules of a new installation, for all. Answers `kind/name` of each. */
  publishMissing: (
    ctx: RequestContext,
    documents: readonly FirstDocument[],
    validFrom: number,
  ) => Promise<string[]>;
  /** In the transaction at hand, whose scope holds '-'; who may is the caller's to know. */
  publishIn: (
    tx: Tx,
    ctx: RequestContext,
    publication: Publication,
  ) => Promise<{ version: number }>;
  /**
   * Published documents that this program would refuse today (it lost a guard that a process of
   * years ago names). For the start and for `linli doctor`: they go on holding.
   */
  faulty: () => Promise<PublishedFault[]>;
};

/** The rulebook over a database. */
export function makeRulebook(options: RulebookOptions): Rulebook {
  const { db, checkers, drawProcess, mayPublishForAll = () => false } = options;
  const memory = openMemory(db, options.realMs);
  const world: RulebookWorld = { db, memory, checkers, drawProcess, mayPublishForAll };
  return {
    http: rulebookHttp(world),
    current: memory.current,
    refresh: memory.refresh,
    latest: memory.latest,
    publish: async (ctx, publication) => {
      const { version } = await publishAs(world, ctx, publication);
      return { version };
    },
    publishMissing: (ctx, documents, validFrom) => publishMissing(world, ctx, documents, validFrom),
    publishIn: async (tx, ctx, publication) => {
      const book = await memory.current();
      const { version } = await publish(tx, ctx, publication, { checkers, book });
      return { version };
    },
    faulty: async () => faultyOf(await memory.refresh(), checkers),
  };
}

function faultyOf(book: Book, checkers: RulebookOptions['checkers']): PublishedFault[] {
  return book.documents.flatMap((held) => {
    const { county, kind, name, version, validFrom } = held;
    const find = (otherKind: string, otherName: string) =>
      book.find(otherKind, otherName, county, validFrom)?.body ?? null;
    const check = checkers[kind] ?? (() => [`kind: nobody checks ${kind}`]);
    const faults = check(held.body, { name, county, atMs: validFrom, find });
    return faults.length === 0 ? [] : [{ county, kind, name, version, faults }];
  });
}
