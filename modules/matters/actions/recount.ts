/**
 * Counts the figures of a county again from the log, where another version counted otherwise. What
 * differs is corrected by adding: acts go on meanwhile, and add their own.
 */
import { refuse } from '../../../kernel/refusal.ts';
import { dateAt } from '../../../kernel/zone.ts';
import { sha256 } from '../../../platform/crypto/index.ts';
import type { Database, Tx } from '../../../platform/db/index.ts';
import { listFigures, listTallyRows, listUnfolded, type TallyRow } from '../reports/figures.ts';
import { listCountyEntries } from '../reports/log.ts';
import { counterDeltas, measures } from '../rules/counters.ts';
import {
  addFigure,
  differingFigures,
  emptyPrints,
  type Figure,
  figureKey,
  figureOfTally,
  figuresOf,
} from '../rules/figure-print.ts';
import { evolve, type MatterState, rebuild } from '../rules/state.ts';
import { tallyDeltas } from '../rules/tally.ts';
import { addFigures, mendSums } from '../store/counter-sums.ts';
import { listYearsAway } from '../store/held-years.ts';
import { type Entry, upcast } from '../store/log.ts';
import { forgetMapDays } from '../store/map-days.ts';
import { findRecount, noteRecount } from '../store/recount.ts';
import { deleteTally, insertTallies } from '../store/tally.ts';

/** Raise it when `counterDeltas` or `tallyDeltas` make something else of the same log. */
export const COUNTING = 2;

export type RecountWorld = { db: Database; zone: string };
export type RecountReport = { county: string; entries: number; corrected: number };

type Step = { before: MatterState | null; after: MatterState; seq: number; day: string };
type Corrections = { figures: Figure[]; wrong: TallyRow[]; missing: TallyRow[] };

/** Once for each counting of the program. Answers null where nothing was to do. */
export async function recountOnce(
  world: RecountWorld,
  county: string,
  now: number,
): Promise<RecountReport | null> {
  const known = await world.db.scoped({ counties: [county] }, (tx) => findRecount(tx, county));
  if (known && known.counting >= COUNTING) return null;
  // Until the years are attached the figures stand as they were counted.
  const years = await world.db.scoped({ counties: [county] }, listYearsAway);
  return years.length > 0 ? null : recountFigures(world, county, now);
}

/** Compares all figures with the log in one snapshot, and corrects what differs. */
export async function recountFigures(
  world: RecountWorld,
  county: string,
  now: number,
): Promise<RecountReport> {
  const scope = { counties: [county] };
  const seen = await world.db.snapshot(scope, async (tx) => {
    await assertAllThere(tx);
    const { differing, entries } = await compare(world, tx, county);
    return {
      entries,
      runs: (await findRecount(tx, county))?.runs ?? null,
      corrections: await correctionsOf(world, tx, county, differing),
    };
  });
  const { figures, wrong, missing } = seen.corrections;
  const corrected = await world.db.scoped(scope, async (tx) => {
    // After the log was read: what is detached now may have been away then.
    await assertAllThere(tx);
    const noted = { counting: COUNTING, runs: seen.runs, now };
    // Somebody else corrected the same meanwhile: added twice it would be wrong again.
    if (!(await noteRecount(tx, county, noted))) return 0;
    addFigures(tx, county, figures);
    for (const row of wrong) deleteTally(tx, county, row);
    for (const row of missing) insertTallies(tx, { county, ...row }, [row]);
    const mended = await mendSums(tx, county, dateAt(now, world.zone));
    forgetMapDays(tx, county);
    return figures.length + wrong.length + missing.length + mended;
  });
  return { county, entries: seen.entries, corrected };
}

/** Of a year whose log is away nothing would be counted, and its figures be taken for wrong. */
async function assertAllThere(tx: Tx): Promise<void> {
  const years = await listYearsAway(tx);
  if (years.length > 0) refuse('YEARS_AWAY', { values: { years: years.join(', ') } });
}

/** The days and measures that differ: sums and prints are compared, nothing is held. */
async function compare({ zone }: RecountWorld, tx: Tx, county: string) {
  const log = emptyPrints(sha256);
  const figures = emptyPrints(sha256);
  let entries = 0;
  for await (const { read, steps } of stepsOf(tx, county, zone)) {
    entries += read;
    for (const step of steps) {
      for (const one of countedIn(step)) addFigure(log, one);
      for (const row of talliesOf(step)) addFigure(log, figureOfRow(row));
    }
  }
  for (const pages of [listFigures(tx, county), listUnfolded(tx, county)]) {
    for await (const page of pages) {
      for (const figure of page) addFigure(figures, figure);
    }
  }
  for await (const page of listTallyRows(tx, county)) {
    for (const row of page) addFigure(figures, figureOfRow(row));
  }
  return { differing: new Set(differingFigures(log, figures)), entries };
}

/** The log a second time, for what differs alone. */
async function correctionsOf(
  { zone }: RecountWorld,
  tx: Tx,
  county: string,
  differing: ReadonlySet<string>,
): Promise<Corrections> {
  const sums = new Map<string, Figure>();
  const tallies = new Map<string, TallyRow>();
  const wrong: TallyRow[] = [];
  if (differing.size === 0) return { figures: [], wrong, missing: [] };
  const isMeant = (figure: Figure) => differing.has(figureKey(figure));
  for await (const { steps } of stepsOf(tx, county, zone)) {
    for (const one of steps.flatMap(countedIn).filter(isMeant)) add(sums, one, 1);
    const rows = steps.flatMap(talliesOf).filter((row) => isMeant(figureOfRow(row)));
    for (const row of rows) tallies.set(keyOf(row), row);
  }
  for (const pages of [listFigures(tx, county), listUnfolded(tx, county)]) {
    for await (const page of pages) {
      for (const one of page.filter(isMeant)) add(sums, one, -1);
    }
  }
  for await (const page of listTallyRows(tx, county)) {
    for (const row of page.filter((one) => isMeant(figureOfRow(one)))) {
      // What stands rightly stays; what is left over at the end is missing.
      if (!tallies.delete(keyOf(row))) wrong.push(row);
    }
  }
  const figures = [...sums.values()].filter((one) => one.n !== 0 && isKept(one));
  return { figures, wrong, missing: [...tallies.values()] };
}

/** A measure that is none is a column nowhere: it is gone once it is folded. */
const isKept = ({ by, measure }: Figure) =>
  by === 'status' || (measures as readonly string[]).includes(measure);

function add(sums: Map<string, Figure>, one: Figure, sign: 1 | -1): void {
  const { by, day, town, village, category, measure, status } = one;
  const key = [by, day, town, village, category, measure, status].join('\n');
  const sum = sums.get(key) ?? { ...one, n: 0 };
  sum.n += sign * one.n;
  sums.set(key, sum);
}

function countedIn({ before, after, day }: Step): Figure[] {
  return counterDeltas(before, after, day).flatMap(figuresOf);
}

/** With the entry behind it: two rows that cancel each other are two that must stand. */
const figureOfRow = (row: TallyRow) => ({
  ...figureOfTally(row),
  status: `${row.matterId} ${row.seq}`,
});

const keyOf = ({ org, measure, matterId, seq, town, day, n }: TallyRow) =>
  [org, measure, matterId, seq, town, day, n].join(' ');

function talliesOf({ before, after, seq, day }: Step): TallyRow[] {
  const matterId = after.matter.id;
  return tallyDeltas(before, after).map((tally) => ({ ...tally, matterId, seq, day }));
}

type Page = { read: number; steps: Step[] };

/** Every entry that counts in this county, with the state before and after it. */
async function* stepsOf(tx: Tx, county: string, zone: string): AsyncIterable<Page> {
  let last: { matterId: string; seq: number } | null = null;
  let state: MatterState | null = null;
  for (;;) {
    const page: Entry[] = await listCountyEntries(tx, county, last);
    if (page.length === 0) return;
    const steps: Step[] = [];
    for (const entry of page) {
      const before: MatterState | null = last?.matterId === entry.matterId ? state : null;
      state = stateAfter(before, entry);
      last = { matterId: entry.matterId, seq: entry.seq };
      // What a matter did before it came here stands in the figures of the county it came from.
      if (state.matter.county !== county) continue;
      const day = dateAt(state.matter.updatedAt, zone);
      steps.push({ before, after: state, seq: entry.seq, day });
    }
    yield { read: page.length, steps };
  }
}

function stateAfter(before: MatterState | null, entry: Entry): MatterState {
  const body = upcast(entry.v, entry.public);
  return before ? body.changes.reduce(evolve, before) : rebuild([body]);
}
