/** Figures of a county's towns for everyone: months that are over, small ones kept back. */
import { dateAt, instantOf } from '../../../kernel/zone.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { TownFigures } from '../contract/board.ts';
import { type AnswerCount, countAnswers } from '../reports/answers.ts';
import {
  answerSpans,
  type CountRow,
  type Month,
  type MonthFigures,
  monthsOver,
  type PublicLine,
  publicFigures,
} from '../rules/public-figures.ts';
import { boardOf } from '../rules/settings.ts';
import { sumFigures } from '../store/figures.ts';
import type { MattersWorld } from './world.ts';

type Asked = { county: string; month?: string | undefined; year?: string | undefined };

export async function getPublicFigures(
  world: MattersWorld,
  ctx: Pick<RequestContext, 'now'>,
  query: Asked,
) {
  const { county } = query;
  const months = monthsOver(query, dateAt(ctx.now, world.zone));
  const [rules, places] = await Promise.all([world.rules(county, ctx.now), world.places()]);
  const atLeast = boardOf(rules.settings).figuresAtLeast;
  const figures = await figuresOf(world, county, months);
  // All towns, also those where nothing was: a line that is missing would say that it is nought.
  const standing = places.townsOf(county, ctx.now);
  const counted = figures.flatMap(({ counts }) => counts.map(({ town }) => town));
  const towns = [...new Set([...standing, ...counted])].filter((town) => town.length === 9).sort();
  const nameOf = (code: string) => places.nameOf(code, ctx.now);
  const whole = nameOf(county);
  const lines = publicFigures(figures, towns, atLeast);
  const line = (region: string, name: string, shown: PublicLine): TownFigures => ({
    region,
    name,
    ...shown,
  });
  return {
    from: months[0]?.from ?? null,
    to: months.at(-1)?.to ?? null,
    atLeast,
    county: line(county, whole, lines.county),
    // By code, not by rank: towns differ in size, and a list is no race.
    towns: [...lines.towns].map(([town, shown]) =>
      line(town, nameOf(town).replace(whole, ''), shown),
    ),
  };
}

async function figuresOf(
  world: MattersWorld,
  county: string,
  months: readonly Month[],
): Promise<MonthFigures[]> {
  if (months.length === 0) return [];
  const [counts, answers] = await Promise.all([
    world.db.snapshot({ counties: [county] }, (tx) =>
      sumFigures(tx, { counties: [county], periods: months, towns: [], by: 'town' }),
    ),
    answersOf(world, county, months),
  ]);
  return months.map((_, at) => ({
    counts: counts
      .filter(({ period }) => period === at)
      .map((row): CountRow => ({ ...row, town: row.key })),
    spans: answers.filter(({ month }) => month === at),
  }));
}

const KEEP_MS = 300_000;
const KEPT_MAX = 200;
type Kept = { until: number; answers: Promise<AnswerCount[]> };
const keptOf = new WeakMap<MattersWorld, Map<string, Kept>>();

/**
 * Read from the matters themselves, and kept for minutes: anybody may ask, months that are over
 * hardly change, and the counters hold sums alone, which no median can be made from.
 */
function answersOf(
  world: MattersWorld,
  county: string,
  months: readonly Month[],
): Promise<AnswerCount[]> {
  const kept = keptOf.get(world) ?? new Map<string, Kept>();
  keptOf.set(world, kept);
  const key = `${county} ${months[0]?.from} ${months.at(-1)?.to}`;
  const known = kept.get(key);
  if (known && known.until > performance.now()) return known.answers;
  const answers = readAnswers(world, county, months);
  if (kept.size >= KEPT_MAX) kept.clear();
  kept.set(key, { until: performance.now() + KEEP_MS, answers });
  answers.catch(() => kept.delete(key));
  return answers;
}

function readAnswers(world: MattersWorld, county: string, months: readonly Month[]) {
  const startOf = (day: string) => instantOf(`${day} 00:00`, world.zone);
  const end = instantOf(`${months.at(-1)?.to} 23:59:59`, world.zone) + 1000;
  const monthStarts = [...months.map(({ from }) => startOf(from)), end];
  return world.db.scoped({ counties: [county] }, (tx) =>
    countAnswers(tx, { county, monthStarts, spanHours: answerSpans }),
  );
}
