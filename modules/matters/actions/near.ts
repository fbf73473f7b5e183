/** What intake suggests: troubles reported nearby already, a category, a number to call at once. */
import { refuse } from '../../../kernel/refusal.ts';
import { emergencyOf, findCategory, guessCategory, lineage } from '../rules/category.ts';
import { boxAround, cellsAround } from '../rules/cells.ts';
import { findNear, type Near, type NearRow } from '../rules/near.ts';
import { publicTitle, whyNotPublic } from '../rules/publicity.ts';
import { boardOf } from '../rules/settings.ts';
import type { Rules } from '../rules/view.ts';
import { listNear } from '../store/near.ts';
import { type ActContext, getInSight, withMatter } from './load.ts';
import type { MattersWorld } from './world.ts';

export type Trouble = {
  text: string;
  category?: string;
  point: { lon: number; lat: number; crs?: string };
};

const DAY_MS = 86_400_000;

/** Likely duplicates of a matter that stands already: open, not private, in its own county. */
export function nearOf(world: MattersWorld, ctx: ActContext, number: string) {
  return withMatter(world, ctx, number, async (tx, key) => {
    const { view } = await getInSight(world, tx, ctx, key, 'none');
    const { county, lon, lat, category, title, body } = view.state.matter;
    if (lon === null || lat === null) return { items: [] };
    const { metres } = view.rules.settings.near;
    const candidates = await listNear(tx, aroundOf(view.rules, { county, lon, lat }, ctx.now));
    const others = candidates.filter((one) => one.number !== view.state.matter.number);
    const text = `${title}${body}`;
    return { items: findNear({ text, category, lon, lat, now: ctx.now }, others, metres) };
  });
}

/** Refuses PLACE_UNKNOWN where we serve nobody. */
export async function suggestNear(world: MattersWorld, ctx: ActContext, trouble: Trouble) {
  const places = await world.places();
  const place = places.ofPoint(trouble.point, ctx.now);
  if (!place || place.lon === null || place.lat === null) return refuse('PLACE_UNKNOWN');
  const { lon, lat } = place;
  const rules = await world.rules(place.county, ctx.now);
  const guessed = guessCategory(rules.categories, trouble.text);
  const category = trouble.category ?? guessed?.code ?? null;
  const spot = { county: place.county, lon, lat };
  return {
    near: await nearAt(world, ctx, rules, spot, { text: trouble.text, category }),
    suggestedCategory: guessed?.code ?? null,
    emergency: emergencyOf(rules.categories, trouble.category ?? null, trouble.text),
  };
}

type Spot = { county: string; lon: number; lat: number };

function aroundOf({ settings }: Rules, { county, lon, lat }: Spot, now: number) {
  const { metres, days } = settings.near;
  const box = boxAround(lon, lat, metres);
  return { county, cells: cellsAround(lon, lat, box), box, since: now - days * DAY_MS };
}

/** What was reported around a point already, as far as the actor may be shown it. */
export async function nearAt(
  world: MattersWorld,
  ctx: ActContext & { language?: 'zh' | 'en' },
  rules: Rules,
  spot: Spot,
  of: { text: string; category: string | null },
): Promise<Near[]> {
  const { metres } = rules.settings.near;
  const { county, lon, lat } = spot;
  const candidates = await world.db.scoped({ counties: [county] }, (tx) =>
    listNear(tx, aroundOf(rules, spot, ctx.now)),
  );
  const isStaff = ctx.actor.kind === 'staff' || ctx.actor.kind === 'machine';
  const shown = isStaff
    ? candidates
    : candidates.flatMap((row) => publicFace(rules, row, ctx.language ?? 'zh'));
  return findNear({ ...of, lon, lat, now: ctx.now }, shown, metres);
}

/**
 * Under the words of the public board, which judges alike; what nobody has looked at yet under its
 * category's. A home is not shown at all: the distance would find it.
 */
function publicFace(rules: Rules, row: NearRow, language: 'zh' | 'en'): NearRow[] {
  const category = findCategory(rules.categories, row.category);
  const by = {
    category,
    lineage: lineage(rules.categories, row.category),
    board: boardOf(rules.settings),
    initial: rules.process(row.kind)?.definition.initial ?? null,
  };
  const hidden = whyNotPublic({ ...row, ...UNTOUCHED }, by);
  const isUnread = hidden === 'NOT_LOOKED_AT';
  if (category === null || category.isHome || (hidden !== null && !isUnread)) return [];
  const title = isUnread ? category : publicTitle(row.title, by);
  return [{ ...row, title: title[language] }];
}

/** What the list near a point leaves out in its query. */
const UNTOUCHED = {
  isPrivate: false,
  isOpen: true,
  outcome: null,
  movedToCounty: null,
  mergedInto: null,
} as const;
