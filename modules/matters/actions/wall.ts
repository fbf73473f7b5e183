/**
 * The wall display in one answer. The promise not to break: visitors stand before it, so titles are
 * those of the public board, private matters have none, and points are rounded to some 100 m.
 */
import { covers } from '../../../kernel/actor.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { dateAt } from '../../../kernel/zone.ts';
import type { Reader } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { findCategory } from '../rules/category.ts';
import { planDesk } from '../rules/desk.ts';
import { type FigureRow, figureLine } from '../rules/figures.ts';
import { publicTitle } from '../rules/publicity.ts';
import { type Filters, planQueue, type Worker } from '../rules/queues.ts';
import { boardOf } from '../rules/settings.ts';
import type { Rules } from '../rules/view.ts';
import { countOpen, type RowExtra } from '../store/desk.ts';
import { type FigureSum, sumFigures } from '../store/figures.ts';
import type { Listed } from '../store/listed.ts';
import { extrasOf } from './dispatch.ts';
import { countPlan, readPage, workerOf } from './queues.ts';
import { type Wording, wordingOf } from './summaries.ts';
import { countiesOf, type MattersWorld } from './world.ts';

type Ctx = Pick<RequestContext, 'actor' | 'mayLag' | 'now'>;

const SOON_MS = 24 * 3_600_000;
const DAY_MS = 86_400_000;
const ARRIVALS = 12;
const RUNNING_OUT = 8;
const POINTS_MAX = 300;

/** Refuses NOT_FOUND outside the actor's counties. */
export async function getWall(world: MattersWorld, ctx: Ctx, county: string) {
  const { now } = ctx;
  if (!countiesOf(ctx.actor).includes(county)) refuse('NOT_FOUND');
  const actor = workerOf(ctx);
  const places = await world.places();
  const name = places.nameOf(county, now);
  // The hall knows its county: towns and villages are named without it.
  const nameOf = (code: string) => places.nameOf(code, now).replace(name, '');
  const towns = covers(actor.regions, county) ? [] : actor.regions.map((code) => code.slice(0, 9));
  const [figures, arrivals, runningOut] = await Promise.all([
    figuresOf(world, actor, { ...ctx, county, towns }),
    arrivalsOf(world, actor, { ...ctx, county }),
    runningOutOf(world, actor, { ...ctx, county }),
  ]);
  const rows = [...arrivals, ...runningOut.map((one) => one.row)];
  const words = await wordingOf(world, now, rows);
  const extras = await extrasOf(world, arrivals);
  const rules = await world.rules(county, now);
  const shown = (row: Listed) => wallMatter(row, { words, nameOf, rules });
  const iso = (at: number) => new Date(at).toISOString();
  const { townRows, ...rest } = figures;
  return {
    county,
    name,
    at: iso(now),
    ...rest,
    arrivals: arrivals.slice(0, ARRIVALS).map((row) => ({
      ...shown(row),
      channel: row.channel,
      stage: words.stageOf(row),
      receivedAt: iso(row.receivedAt),
    })),
    runningOut: runningOut.map(({ row, rung }) => ({
      ...shown(row),
      rung,
      dueAt: iso(row.own?.dueAt ?? now),
      org: words.orgOf(row.handlingOrg),
    })),
    points: arrivals.flatMap((row) => pointOf(row, extras.get(row.id))),
    towns: townLines(townRows, nameOf),
  };
}

type WordsOf = { words: Wording; nameOf: (code: string) => string; rules: Rules };

function wallMatter(row: Listed, by: WordsOf) {
  const category = findCategory(by.rules.categories, row.category);
  const board = boardOf(by.rules.settings);
  return {
    number: row.number,
    title: row.isPrivate ? null : publicTitle(row.title, { category, board }),
    category: by.words.categoryOf(row),
    region: row.region,
    regionName: by.nameOf(row.region),
  };
}

const METRES_100 = 1000;
const rounded = (degrees: number) => Math.round(degrees * METRES_100) / METRES_100;

function pointOf(row: Listed, extra: RowExtra | undefined) {
  if (row.isPrivate || !extra || extra.lon === null || extra.lat === null) return [];
  return [{ lon: rounded(extra.lon), lat: rounded(extra.lat), isOpen: row.isOpen }];
}

type Here = Reader & { county: string; now: number };

/** The newest of the last day. */
async function arrivalsOf(world: MattersWorld, actor: Worker, { county, now, mayLag }: Here) {
  const filters: Filters = { county, receivedFrom: now - DAY_MS };
  const plan = planQueue(actor, { queue: 'recent', filters, now });
  const { rows } = await readPage(world, actor, plan, { after: null, size: POINTS_MAX, mayLag });
  // Whoever signed the wall in: those who stand before it see nothing that is sealed.
  return rows.filter((row) => !row.isSealed);
}

/** What is about to run out, the worst colour first; then what has run out. */
async function runningOutOf(world: MattersWorld, actor: Worker, { county, now, mayLag }: Here) {
  const found: { row: Listed; rung: string }[] = [];
  for (const list of ['red', 'orange', 'yellow', 'breached'] as const) {
    const plan = planDesk(actor, { list, filters: { county }, now });
    const asked = { after: null, size: RUNNING_OUT, mayLag };
    const { rows } = await readPage(world, actor, plan, asked);
    const seen = new Set(found.map((one) => one.row.id));
    // What is private has nothing to show here but that it is there: the counts say so.
    const shown = rows.filter((row) => !row.isPrivate && !seen.has(row.id));
    found.push(...shown.map((row) => ({ row, rung: list })));
    if (found.length >= RUNNING_OUT) break;
  }
  return found.slice(0, RUNNING_OUT);
}

type Towns = Here & { towns: readonly string[] };

async function figuresOf(world: MattersWorld, actor: Worker, here: Towns) {
  const { county, towns, now } = here;
  const day = dateAt(now, world.zone);
  return world.db.snapshot({ counties: [county] }, async (tx) => {
    const rungOf = (list: 'yellow' | 'orange' | 'red' | 'breached') =>
      countPlan(tx, actor, planDesk(actor, { list, filters: { county }, now }));
    const [rows, open, ...rungs] = await Promise.all([
      sumFigures(tx, { counties: [county], periods: [{ from: day, to: day }], towns, by: 'town' }),
      countOpen(tx, { county, towns, now, soon: now + SOON_MS }),
      rungOf('yellow'),
      rungOf('orange'),
      rungOf('red'),
      rungOf('breached'),
    ]);
    const [yellow = 0, orange = 0, red = 0, breached = 0] = rungs.map((one) => one.count);
    return {
      today: todayOf(rows),
      open,
      rungs: { yellow, orange, red, breached },
      townRows: rows,
    };
  });
}

function todayOf(rows: readonly FigureRow[]) {
  const line = figureLine('total', rows);
  const { received, selfHandled, onTimeClosureRate, meanAnswerHours, meanRating } = line;
  return {
    received,
    closed: closedOf(line),
    selfHandled,
    onTimeClosureRate,
    meanAnswerHours,
    meanRating,
  };
}

const closedOf = (line: { closed: Record<string, number> }) =>
  Object.values(line.closed).reduce((sum, n) => sum + n, 0);

function townLines(rows: readonly FigureSum[], nameOf: (code: string) => string) {
  const byTown = Map.groupBy(rows, (row) => row.key);
  return [...byTown].map(([code, own]) => {
    const line = figureLine(code, own);
    return {
      code,
      name: nameOf(code),
      received: line.received,
      closed: closedOf(line),
    };
  });
}
