/** Figures of a county's towns for everyone: whole months and years, small ones kept back. */
import { dateAt } from '../../../kernel/zone.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { TownFigures } from '../contract/board.ts';
import { periodOf, publicLine } from '../rules/public-figures.ts';
import { boardOf } from '../rules/settings.ts';
import { type FigureRow, sumFigures } from '../store/counters.ts';
import type { MattersWorld } from './world.ts';

export async function getPublicFigures(
  world: MattersWorld,
  ctx: Pick<RequestContext, 'now'>,
  query: { county: string; month?: string | undefined; year?: string | undefined },
) {
  const { county } = query;
  const period = periodOf(query, dateAt(ctx.now, world.zone));
  const [rules, places] = await Promise.all([world.rules(county, ctx.now), world.places()]);
  const atLeast = boardOf(rules.settings).figuresAtLeast;
  const rows = await world.db.snapshot({ counties: [county] }, (tx) =>
    sumFigures(tx, { county, ...period, towns: [], by: ['town'] }),
  );
  const nameOf = (code: string) => places.nameOf(code, ctx.now);
  const line = (region: string, name: string, same: readonly FigureRow[]): TownFigures => ({
    region,
    name,
    ...publicLine(same, atLeast),
  });
  const whole = nameOf(county);
  const towns = [...Map.groupBy(rows, (row) => row.town ?? '')]
    .filter(([town]) => town.length === 9)
    .map(([town, same]) => line(town, nameOf(town).replace(whole, ''), same));
  return {
    ...period,
    atLeast,
    county: line(county, whole, rows),
    // By code, not by rank: towns differ in size, and a list is no race.
    towns: towns.sort((a, b) => (a.region < b.region ? -1 : 1)),
  };
}
