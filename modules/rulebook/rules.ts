/**
 * Which document holds. A county's own goes before the one for all; of those valid at the time the
 * newest holds. A document is never changed, so that a version answers the same for ever.
 */
import type { Actor } from '../../kernel/actor.ts';

/** Stands for every county that has no document of its own. */
export const FOR_ALL = '*';

export type Dated = {
  county: string;
  kind: string;
  name: string;
  version: number;
  /** Epoch ms from which it holds. */
  validFrom: number;
};

export type Shelf<D extends Dated> = {
  holding: (kind: string, name: string, county: string, atMs: number) => D | null;
  exactly: (kind: string, name: string, county: string, version: number) => D | null;
};

/** The document that holds at a time: newest `validFrom` not after it, then the highest version. */
export function chooseAt<D extends Dated>(documents: readonly D[], atMs: number): D | null {
  let best: D | null = null;
  for (const document of documents) {
    if (document.validFrom > atMs) continue;
    if (!best || isNewer(document, best)) best = document;
  }
  return best;
}

function isNewer(one: Dated, other: Dated): boolean {
  if (one.validFrom !== other.validFrom) return one.validFrom > other.validFrom;
  return one.version > other.version;
}

/** Sorts documents so that a look-up does not walk over those of other counties. */
export function shelve<D extends Dated>(documents: readonly D[]): Shelf<D> {
  const byCounty = Map.groupBy(documents, (one) => keyOf(one.kind, one.name, one.county));
  const byVersion = new Map(
    documents.map((one) => [keyOf(one.kind, one.name, String(one.version)), one]),
  );
  const of = (kind: string, name: string, county: string) =>
    byCounty.get(keyOf(kind, name, county)) ?? [];
  return {
    holding: (kind, name, county, atMs) =>
      chooseAt(of(kind, name, county), atMs) ?? chooseAt(of(kind, name, FOR_ALL), atMs),
    exactly: (kind, name, county, version) =>
      of(kind, name, county).find((one) => one.version === version) ??
      // The one for all, or another county's: a matter that moved keeps the process it began with.
      byVersion.get(keyOf(kind, name, String(version))) ??
      null,
  };
}

function keyOf(...parts: string[]): string {
  return parts.join('\n');
}

/** Whether an actor may see a county's own documents; those for all are everybody's. */
export function seesCounty(actor: Actor, county: string): boolean {
  if (county === FOR_ALL || actor.kind === 'system') return true;
  const isPlaced = actor.kind === 'staff' || actor.kind === 'machine';
  return isPlaced && actor.counties.includes(county);
}

/** Whether a post looks after the whole county: one of a town does not change what holds in all. */
function holdsCounty(actor: Actor, county: string): boolean {
  const isPlaced = actor.kind === 'staff' || actor.kind === 'machine';
  return isPlaced && actor.regions.some((code) => county.startsWith(code));
}

export type PublishTerms = {
  county: string;
  /** Null: from now on. */
  validFrom: number | null;
  now: number;
  /** Who may set rules for all counties; the organisation tree is not known here. */
  isForAllAllowed: boolean;
};

/**
 * Why an actor may not publish, or null. The past is closed to people: what was decided under a
 * rule must go on being explained by it. Imports and the demo (the system) bring their own past.
 */
export function whyNotPublish(actor: Actor, terms: PublishTerms): string | null {
  if (actor.kind === 'system') return null;
  if (!seesCounty(actor, terms.county)) return 'NOT_FOUND';
  if (terms.county === FOR_ALL && !terms.isForAllAllowed) return 'RULEBOOK_FOR_ALL';
  if (terms.county !== FOR_ALL && !holdsCounty(actor, terms.county)) return 'RULEBOOK_PART_ONLY';
  const isPast = terms.validFrom !== null && terms.validFrom < terms.now;
  return isPast ? 'RULEBOOK_PAST' : null;
}

/** Freezes a parsed JSON value whole: a body is shared by all requests of the process. */
export function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const inner of Object.values(value)) freeze(inner);
  return Object.freeze(value);
}

/** `stages.x: is unreachable` as its place and what is wrong there. */
export function placeOf(fault: string): { place: string; what: string } {
  const cut = fault.indexOf(': ');
  if (cut < 0) return { place: '', what: fault };
  return { place: fault.slice(0, cut), what: fault.slice(cut + 2) };
}
