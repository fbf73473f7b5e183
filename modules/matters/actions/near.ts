/** What intake suggests: troubles reported nearby already, a category, a number to call at once. */
import { refuse } from '../../../kernel/refusal.ts';
import { findCategory, guessCategory } from '../rules/category.ts';
import { cellOf, cellsAround } from '../rules/cells.ts';
import { findNear } from '../rules/near.ts';
import { listNear } from '../store/near.ts';
import type { ActContext } from './load.ts';
import type { MattersWorld } from './world.ts';

export type Trouble = {
  text: string;
  category?: string;
  point: { lon: number; lat: number; crs?: string };
};

const DAY_MS = 86_400_000;

/** Refuses PLACE_UNKNOWN where we serve nobody. */
export async function suggestNear(world: MattersWorld, ctx: ActContext, trouble: Trouble) {
  const places = await world.places();
  const place = places.ofPoint(trouble.point, ctx.now);
  if (!place || place.lon === null || place.lat === null) return refuse('PLACE_UNKNOWN');
  const { county, lon, lat } = place;
  const rules = await world.rules(county, ctx.now);
  const guessed = guessCategory(rules.categories, trouble.text);
  const category = trouble.category ?? guessed?.code ?? null;
  const { metres, days } = rules.settings.near;
  const cells = cellsAround(cellOf(lon, lat) ?? '');
  const since = ctx.now - days * DAY_MS;
  const candidates = await world.db.scoped({ counties: [county] }, (tx) =>
    listNear(tx, { county, cells, since }),
  );
  return {
    near: findNear({ text: trouble.text, category, lon, lat, now: ctx.now }, candidates, metres),
    suggestedCategory: guessed?.code ?? null,
    emergency: findCategory(rules.categories, category)?.emergency ?? null,
  };
}
