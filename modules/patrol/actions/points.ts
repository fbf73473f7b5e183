/** Patrol points: added and changed by dispatchers and the administrator, listed, due today. */
import { type Actor, actorKey, covers } from '../../../kernel/actor.ts';
import { civilDate } from '../../../kernel/dates.ts';
import { makeCursor, type Page, pageOf, pageSize, readCursor } from '../../../kernel/paging.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { civilAt } from '../../../kernel/zone.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type { ChangedPatrolPoint, NewPatrolPoint, PatrolPoint } from '../contract.ts';
import {
  findPoint,
  insertPoint,
  listPoints,
  type PointRow,
  type Under,
  updatePoint,
} from '../store.ts';
import { type PatrolWorld, presentPoint } from './world.ts';

type Placed = Pick<PointRow, 'region' | 'grid'>;

export const regionsOf = (actor: Actor): readonly string[] =>
  actor.kind === 'staff' || actor.kind === 'machine' ? actor.regions : [];
export const countiesOf = (actor: Actor): readonly string[] =>
  actor.kind === 'staff' || actor.kind === 'machine' ? actor.counties : [];

/** A point is in sight of whoever's regions hold it. */
export function isInScope(actor: Actor, point: Placed): boolean {
  return covers(regionsOf(actor), point.grid ?? point.region);
}

/** Refuses PLACE_UNKNOWN and PLACE_OUT_OF_SCOPE; the same key again answers the same point. */
export async function addPoint(
  world: PatrolWorld,
  ctx: RequestContext,
  body: NewPatrolPoint,
): Promise<PatrolPoint> {
  const place = await world.placeOf(body.point, ctx.now);
  if (!place || place.lon === null || place.lat === null) {
    return refuse('PLACE_UNKNOWN', { fields: [{ path: 'body.point', code: 'outside' }] });
  }
  if (!isInScope(ctx.actor, place)) refuse('PLACE_OUT_OF_SCOPE');
  const { county, region, grid, lon, lat } = place;
  const row = await world.db.scoped({ counties: [county] }, async (tx) => {
    const added = await insertPoint(tx, {
      county,
      id: ctx.newId(),
      region,
      grid,
      lon,
      lat,
      placeCode: body.placeCode ?? null,
      name: body.name,
      lookFor: body.lookFor,
      every: body.every,
      isActive: true,
      checkedAt: null,
      checkedResult: null,
      createdAt: ctx.now,
      version: 1,
      madeBy: actorKey(ctx.actor),
      madeKey: ctx.idempotencyKey ?? null,
    });
    const detail = { point: added.id, name: added.name, every: added.every };
    journal(tx, ctx, { verb: 'patrolPoint.change', county, detail });
    return added;
  });
  return presentPoint(world, row, ctx.now);
}

/** Refuses NOT_FOUND out of scope, and VERSION_STALE with the point as it stands. */
export async function changePoint(
  world: PatrolWorld,
  ctx: RequestContext,
  which: { county: string; id: string },
  { version, ...change }: ChangedPatrolPoint,
): Promise<PatrolPoint> {
  if (!countiesOf(ctx.actor).includes(which.county)) refuse('NOT_FOUND');
  return world.db.scoped({ counties: [which.county] }, async (tx) => {
    const point = await findPoint(tx, which.county, which.id, 'forUpdate');
    if (!point || !isInScope(ctx.actor, point)) return refuse('NOT_FOUND');
    if (point.version !== version) {
      refuse('VERSION_STALE', { present: presentPoint(world, point, ctx.now) });
    }
    const changed = await updatePoint(tx, point, change, ctx.now);
    const detail = { point: point.id, ...change };
    journal(tx, ctx, { verb: 'patrolPoint.change', county: point.county, detail });
    return presentPoint(world, changed, ctx.now);
  });
}

/** Refuses NOT_FOUND for what is not there and for what is out of scope alike. */
export async function getPoint(
  world: PatrolWorld,
  ctx: RequestContext,
  which: { county: string; id: string },
): Promise<PointRow> {
  if (!countiesOf(ctx.actor).includes(which.county)) refuse('NOT_FOUND');
  const point = await world.db.scoped({ counties: [which.county] }, (tx) =>
    findPoint(tx, which.county, which.id),
  );
  return point && isInScope(ctx.actor, point) ? point : refuse('NOT_FOUND');
}

type ListAsked = {
  county?: string;
  region?: string;
  isActive?: 'true' | 'false';
  after?: string;
  limit?: number;
};

/** The actor's regions one after the other, in each by id. */
export async function listPatrolPoints(
  world: PatrolWorld,
  ctx: RequestContext,
  query: ListAsked,
): Promise<Page<PatrolPoint>> {
  const size = pageSize(query.limit);
  const all = undersOf(ctx.actor, query.region).filter(
    (one) => query.county === undefined || one.county === query.county,
  );
  const [from, afterId] = query.after
    ? (readCursor('patrolPoints', ['number', 'text'], query.after) as [number, string])
    : [0, null];
  const isActive = query.isActive === undefined ? undefined : query.isActive === 'true';
  const found: { row: PointRow; under: number }[] = [];
  for (let under = from; under < all.length && found.length <= size; under += 1) {
    const one = all[under];
    if (!one) break;
    const limit = size + 1 - found.length;
    const after = under === from ? afterId : null;
    const rows = await world.db.scoped({ counties: [one.county] }, (tx) =>
      listPoints(tx, { under: one, isActive, afterId: after, limit }),
    );
    found.push(...rows.map((row) => ({ row, under })));
  }
  const page = pageOf(found, size, (last) => makeCursor('patrolPoints', [last.under, last.row.id]));
  return { ...page, items: page.items.map(({ row }) => presentPoint(world, row, ctx.now)) };
}

/** As many as one person could look at in a day, with room. */
const DUE_MAX = 300;

/** What wants a check-in today where the actor stands, those that were missed first. */
export async function listDue(world: PatrolWorld, ctx: RequestContext) {
  return listWhere(world, ctx, (point) => point.isDue);
}

/** The same with what was looked at today: a phone that begins anew counts what is done. */
export async function listToday(world: PatrolWorld, ctx: RequestContext) {
  const dayOf = (at: number) => civilAt(at, world.zone).day;
  const isOfToday = ({ checkedAt }: PatrolPoint) =>
    checkedAt !== null && dayOf(Date.parse(checkedAt)) === dayOf(ctx.now);
  return listWhere(world, ctx, (point) => point.isDue || isOfToday(point));
}

async function listWhere(
  world: PatrolWorld,
  ctx: RequestContext,
  isWanted: (point: PatrolPoint) => boolean,
) {
  const rows: PointRow[] = [];
  for (const under of undersOf(ctx.actor)) {
    const asked = { under, isActive: true, afterId: null, limit: DUE_MAX + 1 };
    rows.push(
      ...(await world.db.scoped({ counties: [under.county] }, (tx) => listPoints(tx, asked))),
    );
    if (rows.length > DUE_MAX) break;
  }
  const wanted = rows
    .map((row) => presentPoint(world, row, ctx.now))
    .filter(isWanted)
    .sort((a, b) => b.missed - a.missed || a.dueOn.localeCompare(b.dueOn));
  return {
    on: civilDate(civilAt(ctx.now, world.zone).day),
    items: wanted.slice(0, DUE_MAX),
    isMore: rows.length > DUE_MAX,
  };
}

/** The places to walk: the actor's outermost regions, or what of them lies in the one asked for. */
function undersOf(actor: Actor, region?: string): Under[] {
  const regions = regionsOf(actor);
  const codes = region === undefined ? regions : meet(regions, region);
  const outermost = [...new Set(codes)].filter(
    (code) => !codes.some((other) => other !== code && code.startsWith(other)),
  );
  return outermost.flatMap((code) =>
    countiesOf(actor)
      .filter((county) => county.startsWith(code) || code.startsWith(county))
      .map((county) => ({ county, code: code.length < 9 ? null : code })),
  );
}

function meet(regions: readonly string[], asked: string): string[] {
  if (covers(regions, asked)) return [asked];
  return regions.filter((code) => code.startsWith(asked));
}
