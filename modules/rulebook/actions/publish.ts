/**
 * The verbs of the rulebook: check and publish. A version is checked before it is written, its
 * number is taken by a unique key, and what is published is never changed.
 */
import { actorKey } from '../../../kernel/actor.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal, NO_COUNTY } from '../../../platform/journal/journal.ts';
import type { DocumentChecker } from '../contract.ts';
import { FOR_ALL, freeze, placeOf, seesCounty, whyNotPublish } from '../rules.ts';
import { type HeldDocument, insertDocument, readNewest } from '../store/documents.ts';
import type { Book } from '../store/memory.ts';
import type { RulebookWorld } from './world.ts';

type Checkers = Readonly<Record<string, DocumentChecker>>;

/** The journal's lines of no county. */
const PUBLISHING = { counties: [NO_COUNTY] };

/** What a document is called, what it says and from when (epoch ms; null: from now on). */
export type Draft = {
  county: string;
  kind: string;
  name: string;
  body: unknown;
  validFrom: number | null;
};

export type Publication = Draft & {
  note: string;
  /** The newest version that the author saw; 0: none. Absent: whatever stands. */
  basedOn?: number;
};

/** Enough for a queue of publishers; each try waits for the one before. */
const TRIES_MAX = 10;

/** Every fault of a body, as `place: what`. Refuses RULEBOOK_KIND_UNKNOWN. */
export function checkBody(checkers: Checkers, book: Book, draft: Draft, now: number): string[] {
  const { county, kind, name } = draft;
  const check = Object.hasOwn(checkers, kind) ? checkers[kind] : undefined;
  if (!check) return refuse('RULEBOOK_KIND_UNKNOWN', { values: { kind } });
  const atMs = draft.validFrom ?? now;
  return check(draft.body, {
    name,
    county,
    atMs,
    find: (otherKind, otherName) => book.find(otherKind, otherName, county, atMs)?.body ?? null,
  });
}

/**
 * Publishes the next version in the transaction at hand, whose scope must hold '-' (the journal).
 * Whoever else reads it needs the commit, and then `refresh`. Refuses RULEBOOK_KIND_UNKNOWN,
 * RULEBOOK_FAULTY with each fault's place, RULEBOOK_CONFLICT.
 */
export async function publish(
  tx: Tx,
  ctx: RequestContext,
  publication: Publication,
  rules: { checkers: Checkers; book: Book },
): Promise<HeldDocument> {
  const faults = checkBody(rules.checkers, rules.book, publication, ctx.now);
  if (faults.length > 0) refuseFaulty(faults);
  const { county, kind, name, note } = publication;
  const document = await insertNext(tx, publication, {
    county,
    kind,
    name,
    version: 0,
    validFrom: publication.validFrom ?? ctx.now,
    body: freeze(structuredClone(publication.body)),
    publishedBy: actorKey(ctx.actor),
    publishedAt: ctx.now,
    note,
  });
  const { version, validFrom } = document;
  const detail = { county, kind, name, version, validFrom: new Date(validFrom).toISOString() };
  journal(tx, ctx, { verb: 'rulebook.publish', detail });
  return document;
}

/**
 * Publishes as the actor of a request, in a transaction of its own; this process sees it at once.
 * Refuses as `publish`, and NOT_FOUND, RULEBOOK_FOR_ALL, RULEBOOK_PAST.
 */
export async function publishAs(
  world: RulebookWorld,
  ctx: RequestContext,
  publication: Publication,
): Promise<HeldDocument> {
  const why = whyNotPublish(ctx.actor, {
    county: publication.county,
    validFrom: publication.validFrom,
    now: ctx.now,
    isForAllAllowed: publication.county !== FOR_ALL || world.mayPublishForAll(ctx.actor),
  });
  if (why) refuse(why, pastField(why));
  const book = await world.memory.refresh();
  const document = await world.db.scoped(PUBLISHING, (tx) =>
    publish(tx, ctx, publication, { checkers: world.checkers, book }),
  );
  await world.memory.refresh();
  return document;
}

function pastField(why: string) {
  return why === 'RULEBOOK_PAST' ? { fields: [{ path: 'body.validFrom', code: why }] } : {};
}

/** The faults that a publication would be refused for. Refuses NOT_FOUND, RULEBOOK_KIND_UNKNOWN. */
export async function tryOut(
  world: RulebookWorld,
  ctx: RequestContext,
  draft: Draft,
): Promise<{ place: string; what: string }[]> {
  if (!seesCounty(ctx.actor, draft.county)) refuse('NOT_FOUND');
  const book = await world.memory.current();
  return checkBody(world.checkers, book, draft, ctx.now).map(placeOf);
}

/** A sound draft of a process as a diagram. Refuses as a publication would. */
export async function drawDraft(
  world: RulebookWorld,
  ctx: RequestContext,
  draft: Draft,
): Promise<string> {
  if (draft.kind !== 'process') refuse('RULEBOOK_KIND_UNKNOWN', { values: { kind: draft.kind } });
  if (!seesCounty(ctx.actor, draft.county)) refuse('NOT_FOUND');
  const faults = checkBody(world.checkers, await world.memory.current(), draft, ctx.now);
  return faults.length > 0 ? refuseFaulty(faults) : world.drawProcess(draft.body);
}

function refuseFaulty(faults: readonly string[]): never {
  const fields = faults.slice(0, 100).map((fault) => {
    const { place, what } = placeOf(fault);
    return { path: place === '' ? 'body' : `body.${place}`, code: 'RULEBOOK_FAULTY', detail: what };
  });
  return refuse('RULEBOOK_FAULTY', { fields, values: { count: faults.length } });
}

async function insertNext(
  tx: Tx,
  { basedOn }: Publication,
  document: HeldDocument,
): Promise<HeldDocument> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const newest = await readNewest(tx, document);
    if (basedOn !== undefined && basedOn !== newest.own) refuseConflict(newest.own);
    // Over all counties: then kind and version name one document wherever the matter moves.
    const next = { ...document, version: newest.any + 1 };
    if (await insertDocument(tx, next)) return next;
  }
  const { own } = await readNewest(tx, document);
  return refuseConflict(own);
}

function refuseConflict(version: number): never {
  return refuse('RULEBOOK_CONFLICT', { values: { version }, present: { version } });
}
