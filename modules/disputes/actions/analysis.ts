/** A county's disputes of one quarter, as figures; which matters they are, nobody is told. */
import { refuse } from '../../../kernel/refusal.ts';
import type { Database, Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { CELL_LEAST, type DisputeAnalysis } from '../contract.ts';
import {
  type Counted,
  countBy,
  daysOf,
  gatheredCells,
  rateOf,
  settledAfter,
  spanOf,
  townCells,
  wholeCells,
} from '../rules/analysis.ts';
import { type DisputeFacts, factsOf } from '../rules/facts.ts';

type Words = { zh: string; en: string };
type Row = {
  category: string | null;
  town: string;
  grid: string | null;
  receivedAt: number;
  outcome: string | null;
  own: Readonly<Record<string, unknown>>;
};

export type DisputesWorld = {
  db: Database;
  zone: string;
  /** Disputes received in a time; never what is sealed. */
  listOfKind: (
    tx: Tx,
    of: { county: string; kind: string; from: number; until: number },
  ) => Promise<Row[]>;
  /** Words of categories, and those that are of a family or below one that is. */
  categories: (
    county: string,
    now: number,
  ) => Promise<{ wordsOf: (code: string) => Words; isFamily: (code: string) => boolean }>;
  townName: (code: string, now: number) => Promise<string>;
};

const KIND = 'dispute';
const OTHER = 'other';
const channelWords: Readonly<Record<string, Words>> = {
  people: { zh: '人民调解', en: "People's mediation" },
  administrative: { zh: '行政调解', en: 'Administrative mediation' },
  industry: { zh: '行业性、专业性调解', en: 'Industry mediation' },
  judicial: { zh: '人民法院委派、委托调解', en: 'Delegated by a court' },
};

/** Refuses NOT_FOUND beyond the counties of the actor; the figures are of a county as a whole. */
export async function analyseDisputes(
  world: DisputesWorld,
  { actor, now }: RequestContext,
  { county, quarter }: { county: string; quarter: string },
): Promise<DisputeAnalysis> {
  const isPlaced = actor.kind === 'staff' || actor.kind === 'machine';
  if (!isPlaced || !actor.counties.includes(county)) refuse('NOT_FOUND');
  const { from, until } = spanOf(quarter, world.zone);
  const all = await world.db.scoped({ counties: [county] }, (tx) =>
    world.listOfKind(tx, { county, kind: KIND, from, until }),
  );
  const { wordsOf, isFamily } = await world.categories(county, now);
  const kindOf = (row: Row) => row.category ?? OTHER;
  // What goes on changes from day to day: the difference of two days would tell of one dispute.
  const isOver = until <= now;
  const placed = isOver
    ? all.filter((row) => !isFamily(kindOf(row))).map((row) => ({ ...row, kind: kindOf(row) }))
    : [];
  const gathered = gatheredCells(placed);
  const towns = await nameTowns(world, townCells(placed, gathered), now);
  const facts = all.map((row) => ({ row, own: factsOf(row) }));
  return {
    quarter,
    isOver,
    received: all.length,
    kinds: named(wholeCells(countBy(all, kindOf)), wordsOf),
    channels: named(
      wholeCells(countBy(facts, ({ own }) => own.channel)),
      (code) => channelWords[code] ?? { zh: code, en: code },
    ),
    towns,
    ...ratesOf(world, facts),
    gathered: gathered.map(({ key, kind, count }) => ({
      grid: key,
      kind,
      words: wordsOf(kind),
      count,
    })),
  };
}

type Cells = { shown: Counted[]; hidden: number };

function named({ shown, hidden }: Cells, wordsOf: (code: string) => Words) {
  const items = shown.map(({ key, count }) => ({ code: key, words: wordsOf(key), count }));
  return { items, hidden: aside(hidden) };
}

/** A few are not counted aloud. */
const aside = (hidden: number) => (hidden > 0 && hidden < CELL_LEAST ? null : hidden);

async function nameTowns(world: DisputesWorld, { shown, hidden }: Cells, now: number) {
  const items = await Promise.all(
    shown.map(async ({ key, count }) => {
      const name = await world.townName(key, now);
      return { code: key, words: { zh: name, en: name }, count };
    }),
  );
  return { items, hidden: aside(hidden) };
}

type Known = { row: Row; own: DisputeFacts };

function ratesOf({ zone }: DisputesWorld, facts: readonly Known[]) {
  const settled = facts.filter(({ own }) => own.effectiveOn !== null);
  const ended = facts.filter(
    ({ row, own }) => own.effectiveOn === null && row.outcome === 'impossible',
  );
  const performed = facts.filter(({ own }) => own.performance === 'performed').length;
  const failed = facts.filter(({ own }) => own.performance === 'failed').length;
  const days = settled.map(({ row, own }) =>
    settledAfter(row.receivedAt, own.effectiveOn ?? '', zone),
  );
  const handed = facts.filter(({ own }) => own.handOvers > 0);
  const isFew = handed.length > 0 && handed.length < CELL_LEAST;
  return {
    settlementRate: rateOf(settled.length, settled.length + ended.length),
    performanceRate: rateOf(performed, performed + failed),
    daysToSettlement: daysOf(days),
    handOvers: isFew
      ? { times: null, matters: null }
      : {
          times: handed.reduce((sum, { own }) => sum + own.handOvers, 0),
          matters: handed.length,
        },
  };
}
