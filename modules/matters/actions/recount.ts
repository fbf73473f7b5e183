/**
 * Counts the figures of organisations from the log where they are missing: after an upgrade from a
 * version that had none. What stands already is left as it is, so that it may run at any time.
 */
import { dateAt } from '../../../kernel/zone.ts';
import type { Database } from '../../../platform/db/index.ts';
import { listCountyEntries } from '../reports/log.ts';
import { evolve, type MatterState, rebuild } from '../rules/state.ts';
import { tallyDeltas } from '../rules/tally.ts';
import { type Entry, upcast } from '../store/log.ts';
import { insertTallies } from '../store/tally.ts';

export type RecountReport = { county: string; entries: number };

/** Reads the log of a county once, page by page, each in a transaction of its own. */
export async function recountTallies(
  db: Database,
  county: string,
  zone: string,
): Promise<RecountReport> {
  let last: { matterId: string; seq: number } | null = null;
  let state: MatterState | null = null;
  let entries = 0;
  for (;;) {
    const page: Entry[] = await db.scoped({ counties: [county] }, async (tx) => {
      const read = await listCountyEntries(tx, county, last);
      for (const entry of read) {
        const before: MatterState | null = last?.matterId === entry.matterId ? state : null;
        state = after(before, entry);
        last = { matterId: entry.matterId, seq: entry.seq };
        if (state.matter.county !== county) continue;
        const day = dateAt(state.matter.updatedAt, zone);
        insertTallies(tx, { county, ...last, day }, tallyDeltas(before, state));
      }
      return read;
    });
    entries += page.length;
    if (page.length === 0) return { county, entries };
  }
}

function after(before: MatterState | null, entry: Entry): MatterState {
  const body = upcast(entry.v, entry.public);
  return before ? body.changes.reduce(evolve, before) : rebuild([body]);
}
