/** Figures of a county's towns for everyone: months that are over, small ones kept back. */
import { dateAt } from '../../../kernel/zone.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { TownFigures } from '../contract/board.ts';
import { answerSpanAt } from '../rules/answer-spans.ts';
import {
  type CountRow,
  type Month,
  type MonthFigures,
  monthsOver,
  type PublicLine,
  publicFigures,
  type SpanRow,
} from '../rules/public-figures.ts';
import { boardOf } from '../rules/settings.ts';
import { sumByStatus, sumFigures } from '../store/figures.ts';
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
  const query = { counties: [county], periods: months, towns: [], by: 'town' } as const;
  const { counts, answers } = await world.db.snapshot({ counties: [county] }, async (tx) => {
    const [counts, answers] = await Promise.all([
      sumFigures(tx, query),
      sumByStatus(tx, query, 'answered'),
    ]);
    return { counts, answers };
  });
  return months.map((_, at) => ({
    counts: counts
      .filter(({ period }) => period === at)
      .map((row): CountRow => ({ ...row, town: row.key })),
    spans: answers
      .filter(({ period }) => period === at)
      .map(({ key, status, n }): SpanRow => ({ town: key, span: answerSpanAt(status), n }))
      // What a program of before counted has no span until it is recounted.
      .filter(({ span }) => span >= 0),
  }));
}
