/**
 * What must agree when matters are written in bulk and not by acts: figures from the log, the
 * chain's hash, where sealed values open. The demo's grown city is written by these.
 */
import type { Keyring } from '../../../platform/crypto/index.ts';
import type { Database } from '../../../platform/db/index.ts';
import { cellOf } from '../rules/cells.ts';
import { type CounterDelta, counterDeltas } from '../rules/counters.ts';
import { type EntryBody, evolve, type MatterState, rebuild } from '../rules/state.ts';
import { foldAll } from '../store/counters.ts';
import { hashedText } from '../store/log.ts';
import { takeNumbers } from '../store/numbers.ts';
import { partyContext } from '../store/parties.ts';
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

/** The words of the engine by which rows are written in bulk. */
export type BulkParts = {
  hashedText: typeof hashedText;
  countedOf: typeof countedOf;
  cellOf: typeof cellOf;
  entryContext: typeof entryContext;
  partyContext: typeof partyContext;
  newDataKey: Keyring['newDataKey'];
  takeNumbers: (of: { county: string; year: number; count: number }) => Promise<string[]>;
  foldFigures: (county: string) => Promise<number>;
};

export function bulkPartsOf(world: { db: Database; keyring: Keyring }): BulkParts {
  return {
    hashedText,
    countedOf,
    cellOf,
    entryContext,
    partyContext,
    newDataKey: () => world.keyring.newDataKey(),
    takeNumbers: (of) => takeNumbers(world.db, of),
    foldFigures: (county) => world.db.scoped({ counties: [county] }, (tx) => foldAll(tx, county)),
  };
}
