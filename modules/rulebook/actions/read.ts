/** Reading the rulebook: lists page by page from the database, single documents from memory. */
import type { Actor } from '../../../kernel/actor.ts';
import { makeCursor, type Page, pageOf, pageSize, readCursor } from '../../../kernel/paging.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Comparison, DocumentHead, DocumentView } from '../contract.ts';
import { differences } from '../rules/differences.ts';
import { FOR_ALL, seesCounty } from '../rules.ts';
import {
  type DocumentRow,
  type HeldDocument,
  type ListKey,
  listHeads,
} from '../store/documents.ts';
import type { RulebookWorld } from './world.ts';

const REFERENCE_ONLY = { counties: [] };
const ORDER = 'rulebook';

export type ListQuery = { kind?: string; county?: string; limit?: number; cursor?: string };

/** A page of heads of what the actor sees. Refuses NOT_FOUND for a county out of scope. */
export async function listDocuments(
  world: RulebookWorld,
  actor: Actor,
  query: ListQuery,
): Promise<Page<DocumentHead>> {
  const size = pageSize(query.limit);
  const rows = await world.db.scoped(REFERENCE_ONLY, (tx) =>
    listHeads(tx, {
      counties: countiesFor(actor, query.county),
      kind: query.kind,
      after: query.cursor === undefined ? undefined : readKey(query.cursor),
      limit: size + 1,
    }),
  );
  const page = pageOf(rows, size, (last) =>
    makeCursor(ORDER, [last.county, last.kind, last.name, last.version]),
  );
  return { items: page.items.map(toHead), next: page.next };
}

function countiesFor(actor: Actor, county: string | undefined): readonly string[] {
  if (county !== undefined) return seesCounty(actor, county) ? [county] : refuse('NOT_FOUND');
  const isPlaced = actor.kind === 'staff' || actor.kind === 'machine';
  return [FOR_ALL, ...(isPlaced ? actor.counties : [])];
}

function readKey(cursor: string): ListKey {
  const key = readCursor(ORDER, ['text', 'text', 'text', 'number'], cursor);
  // The shape above is what `readCursor` has checked.
  const [county, kind, name, version] = key as [string, string, string, number];
  return { county, kind, name, version };
}

export type Which = {
  kind: string;
  name: string;
  county: string;
  /** Absent: the one that holds at `now`. */
  version?: number;
};

/** One document. Refuses NOT_FOUND, also when it is out of the actor's scope. */
export async function getDocument(
  world: RulebookWorld,
  actor: Actor,
  which: Which,
  now: number,
): Promise<HeldDocument> {
  const { shelf } = await world.memory.current();
  const { kind, name, county, version } = which;
  if (!seesCounty(actor, county)) refuse('NOT_FOUND');
  const found =
    version === undefined
      ? shelf.holding(kind, name, county, now)
      : shelf.exactly(kind, name, county, version);
  return found && seesCounty(actor, found.county) ? found : refuse('NOT_FOUND');
}

const DIFFERENCES_MAX = 1000;

/** What another version or a draft says otherwise. Refuses NOT_FOUND for versions only. */
export async function compareDocuments(
  world: RulebookWorld,
  actor: Actor,
  asked: Comparison,
  now: number,
) {
  const { county, kind, name } = asked;
  if (!seesCounty(actor, county)) refuse('NOT_FOUND');
  const which = (version: number) =>
    getDocument(world, actor, { county, kind, name, version }, now);
  const { shelf } = await world.memory.current();
  const before =
    asked.from === undefined ? shelf.holding(kind, name, county, now) : await which(asked.from);
  const after = asked.to === undefined ? null : await which(asked.to);
  const found = differences(before?.body ?? {}, after ? after.body : asked.body);
  return {
    before: before && toHead(before),
    after: after && toHead(after),
    items: found.slice(0, DIFFERENCES_MAX),
    count: found.length,
  };
}

/** A document's head as it is shown. */
export function toHead(row: DocumentRow): DocumentHead {
  return {
    county: row.county,
    kind: row.kind,
    name: row.name,
    version: row.version,
    validFrom: new Date(row.validFrom).toISOString(),
    publishedBy: row.publishedBy,
    publishedAt: new Date(row.publishedAt).toISOString(),
    note: row.note,
  };
}

/** A document as it is shown, its body included. */
export function toView(held: HeldDocument): DocumentView {
  return { ...toHead(held), body: held.body };
}
