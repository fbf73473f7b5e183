/** What intake suggests: troubles reported nearby already, a category, a number to call at once. */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { emergencyOf, findCategory, guessCategory, lineage } from '../rules/category.ts';
import { boxAround, cellsAround } from '../rules/cells.ts';
import { findNear, type Near, type NearRow } from '../rules/near.ts';
import { publicTitle, whyNotPublic } from '../rules/publicity.ts';
import { boardOf } from '../rules/settings.ts';
import type { Rules } from '../rules/view.ts';
import { listNear } from '../store/near.ts';
import type { Intake } from './birth.ts';
import { type ActContext, getInSight, withMatter } from './load.ts';
import type { Registered } from './repeat.ts';
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
  const spot = { county: place.county, lon, lat };
  const candidates = await world.db.scoped({ counties: [place.county] }, (tx) =>
    listNear(tx, aroundOf(rules, spot, ctx.now)),
  );
  return hintsFrom(ctx, rules, { trouble, spot, candidates });
}

/** For a report that is being taken in, in its own transaction. */
export async function candidatesNear(
  tx: Tx,
  { place: { county, lon, lat }, rules }: Pick<Intake, 'place' | 'rules'>,
  now: number,
): Promise<NearRow[]> {
  if (lon === null || lat === null) return [];
  return listNear(tx, aroundOf(rules, { county, lon, lat }, now));
}

/** What its answer says beside the number. */
export async function hintsOf(
  world: MattersWorld,
  ctx: ActContext,
  { matter, near, isRepeat }: Registered,
  trouble: Pick<Trouble, 'text' | 'category'>,
) {
  const { county, lon, lat } = matter;
  if (lon === null || lat === null || isRepeat) {
    return { near: [], suggestedCategory: null, emergency: null };
  }
  const rules = await world.rules(county, ctx.now);
  return hintsFrom(ctx, rules, { trouble, spot: { county, lon, lat }, candidates: near });
}

type Hinted = {
  trouble: Pick<Trouble, 'text' | 'category'>;
  spot: Spot;
  candidates: readonly NearRow[];
};

function hintsFrom(ctx: LanguageContext, rules: Rules, { trouble, spot, candidates }: Hinted) {
  const guessed = guessCategory(rules.categories, trouble.text);
  const category = trouble.category ?? guessed?.code ?? null;
  return {
    near: judged(ctx, rules, candidates, { ...spot, text: trouble.text, category }),
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
  ctx: LanguageContext,
  rules: Rules,
  spot: Spot,
  of: { text: string; category: string | null },
): Promise<Near[]> {
  const candidates = await world.db.scoped({ counties: [spot.county] }, (tx) =>
    listNear(tx, aroundOf(rules, spot, ctx.now)),
  );
  return judged(ctx, rules, candidates, { ...spot, ...of });
}

type LanguageContext = ActContext & { language?: 'zh' | 'en' };

function judged(
  ctx: LanguageContext,
  rules: Rules,
  candidates: readonly NearRow[],
  of: Omit<Spot, 'county'> & { text: string; category: string | null },
): Near[] {
  const isStaff = ctx.actor.kind === 'staff' || ctx.actor.kind === 'machine';
  const shown = isStaff
    ? candidates
    : candidates.flatMap((row) => publicFace(rules, row, ctx.language ?? 'zh'));
  return findNear({ ...of, now: ctx.now }, shown, rules.settings.near.metres);
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
