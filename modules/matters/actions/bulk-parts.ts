/**
 * What must agree when matters are written in bulk and not by acts: figures from the log, the
 * chain's hash, where sealed values open. The demo's grown city is written by these.
 */

import { must } from '../../../kernel/refusal.ts';
import { dateAt } from '../../../kernel/zone.ts';
import type { Keyring } from '../../../platform/crypto/index.ts';
import type { Database } from '../../../platform/db/index.ts';
import { cellOf } from '../rules/cells.ts';
import { type CounterDelta, counterDeltas } from '../rules/counters.ts';
import { freshFacts, keptChanges } from '../rules/kept.ts';
import {
  type EntryBody,
  evolve,
  type MatterFacts,
  type MatterState,
  rebuild,
} from '../rules/state.ts';
import { type Tally, tallyDeltas } from '../rules/tally.ts';
import { mendSums } from '../store/counter-sums.ts';
import { hashedText } from '../store/log.ts';
import { forgetMapDays } from '../store/map-days.ts';
import { takeNumbers } from '../store/numbers.ts';
import { partyContext } from '../store/parties.ts';
import { addPoured, pouredRows } from '../store/poured-counters.ts';
import { noteRecount } from '../store/recount.ts';
import { COUNTING } from './recount.ts';
import { entryContext } from './save.ts';

/** What an entry added to the figures, but for the day: the civil day of `at`. */
export type Counted = { seq: number; at: number; deltas: CounterDelta[] };

/** A matter's entries in order, each with what it counted. */
export function countedOf(bodies: readonly EntryBody[]): Counted[] {
  let state: MatterState | null = null;
  return bodies.map((body, index) => {
    const before: MatterState | null = state;
    const after: MatterState = before ? body.changes.reduce(evolve, before) : rebuild([body]);
    state = after;
    return {
      seq: index + 1,
      at: after.matter.updatedAt,
      deltas: counterDeltas(before, after, ''),
    };
  });
}

/** A matter that is over, told by one entry. */
export type ToldAtOnce = {
  body: EntryBody;
  /** What the row keeps of its facts. */
  facts: object;
  tallies: readonly Tally[];
};

/**
 * What many entries told, by one: how something is taken over that ended elsewhere. What decides
 * figures and public pages stays; who did what, clocks and words of the way do not.
 */
export function toldAtOnce(bodies: readonly EntryBody[], registeredBy: string): ToldAtOnce {
  const { matter } = rebuild(bodies);
  const was = matter.facts;
  const facts: MatterFacts = {
    ...freshFacts(),
    registeredBy,
    isSelfHandled: was.isSelfHandled,
    firstRepliedAt: was.firstRepliedAt,
    checkResult: was.checkResult,
    proof: was.proof,
    isBreached: was.isBreached,
    closedOnTime: was.closedOnTime,
    reworkCount: was.reworkCount,
    ...(was.appraisal && { appraisal: was.appraisal }),
  };
  const over = { ...matter, handlerPost: null, dueAt: null, version: 1, facts };
  const [first] = keptChanges([{ what: 'matter', set: over }], null);
  must(first?.what === 'matter', 'a change of a matter stays one');
  const none = { clocks: [], assignments: [], requests: [], supervisions: [], links: [] };
  return {
    body: { given: {}, changes: [first] },
    facts: first.set.facts ?? {},
    tallies: tallyDeltas(null, { matter: over, ...none }),
  };
}

/** The words of the engine by which rows are written in bulk. */
export type BulkParts = {
  hashedText: typeof hashedText;
  countedOf: typeof countedOf;
  toldAtOnce: typeof toldAtOnce;
  cellOf: typeof cellOf;
  entryContext: typeof entryContext;
  partyContext: typeof partyContext;
  newDataKey: Keyring['newDataKey'];
  pouredRows: typeof pouredRows;
  takeNumbers: (of: { county: string; year: number; count: number }) => Promise<string[]>;
  /** Longer and coarser sums and the map's days lack them until `mendFigures`. */
  addCounters: typeof addPoured;
  mendFigures: (county: string, now: number) => Promise<number>;
};

export function bulkPartsOf(world: { db: Database; keyring: Keyring; zone: string }): BulkParts {
  return {
    hashedText,
    countedOf,
    toldAtOnce,
    cellOf,
    entryContext,
    partyContext,
    newDataKey: () => world.keyring.newDataKey(),
    takeNumbers: (of) => takeNumbers(world.db, of),
    pouredRows,
    addCounters: addPoured,
    mendFigures: (county, now) =>
      world.db.scoped({ counties: [county] }, async (tx) => {
        forgetMapDays(tx, county);
        // They were counted as the program counts: the first start need not read the whole log.
        await noteRecount(tx, county, { counting: COUNTING, runs: null, now });
        return mendSums(tx, county, dateAt(now, world.zone));
      }),
  };
}
