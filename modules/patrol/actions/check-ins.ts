/**
 * Check-ins: a point that the worker chooses to give, kept without the worker. The key is kept as
 * a hash with the actor in it: it knows a repeat and finds nobody.
 */
import { actorKey } from '../../../kernel/actor.ts';
import { canonicalJson } from '../../../kernel/canonical-json.ts';
import { happenedAt } from '../../../kernel/happened.ts';
import { makeCursor, type Page, pageOf, pageSize, readCursor } from '../../../kernel/paging.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { sha256 } from '../../../platform/crypto/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { CheckIn, NewCheckIn } from '../contract.ts';
import {
  type CheckInKey,
  type CheckInRow,
  findCheckIn,
  findCheckInOfPhoto,
  findPoint,
  insertCheckIn,
  listCheckInsOf,
  noteChecked,
} from '../store.ts';
import { countiesOf, getPoint, isInScope } from './points.ts';
import { type PatrolWorld, presentPoint } from './world.ts';

type Which = { county: string; id: string };
type Kept = { row: CheckInRow; isRepeat: boolean };

/** Where uploads wait to be attached: an act with photos reaches it beside its county. */
const WAITING = '-';

/** Refuses what the contract lists; a repeated key answers as the first time did. */
export async function checkIn(
  world: PatrolWorld,
  ctx: RequestContext,
  which: Which,
  body: NewCheckIn,
) {
  const key = keyOf(ctx, which, body);
  const occurredAt = happenedAt(body.occurredAt, ctx.now);
  if (!countiesOf(ctx.actor).includes(which.county)) refuse('NOT_FOUND');
  if (body.result === 'trouble' && !body.matter && !body.note) {
    refuse('TROUBLE_UNSAID', { fields: [{ path: 'body.matter', code: 'required' }] });
  }
  if (body.matter && !(await world.seesMatter(ctx, body.matter))) {
    refuse('MATTER_UNKNOWN', { fields: [{ path: 'body.matter', code: 'unknown' }] });
  }
  const scope = { counties: [which.county, WAITING] };
  const kept = await world.db.scoped(scope, (tx) =>
    keepOnce(world, tx, ctx, { which, body, key, occurredAt }),
  );
  const point = await getPoint(world, ctx, which);
  return {
    checkIn: presentCheckIn(world, kept.row),
    point: presentPoint(world, point, ctx.now),
    isRepeat: kept.isRepeat,
  };
}

function keyOf(ctx: RequestContext, which: Which, body: NewCheckIn) {
  if (!ctx.idempotencyKey) return refuse('KEY_MISSING');
  const hash = sha256(`${actorKey(ctx.actor)}|${ctx.idempotencyKey}`).toString('hex');
  return { hash, body: sha256(`${ctx.idempotencyKey}|${canonicalJson({ ...which, ...body })}`) };
}

type Once = {
  which: Which;
  body: NewCheckIn;
  key: CheckInKey;
  occurredAt: number;
};

async function keepOnce(
  world: PatrolWorld,
  tx: Tx,
  ctx: RequestContext,
  { which, body, key, occurredAt }: Once,
): Promise<Kept> {
  // The lock comes first: a twin request waits here and then finds the kept one.
  const point = await findPoint(tx, which.county, which.id, 'forUpdate');
  if (!point || !isInScope(ctx.actor, point)) return refuse('NOT_FOUND');
  const earlier = await findCheckIn(tx, which.county, key);
  if (earlier === 'otherBody') return refuse('KEY_REUSED');
  if (earlier) return { row: earlier, isRepeat: true };
  if (!point.isActive) refuse('POINT_ENDED');
  const { actor } = ctx;
  if (actor.kind !== 'staff') return refuse('FORBIDDEN');
  const photos = [...new Set(body.photos ?? [])];
  const row: CheckInRow = {
    county: which.county,
    pointId: which.id,
    id: ctx.newId(),
    org: actor.org,
    result: body.result,
    matterNumber: body.matter ?? null,
    note: world.maskText(body.note ?? ''),
    photos,
    occurredAt,
    recordedAt: ctx.now,
  };
  if (photos.length > 0) {
    await world.keepFiles(tx, ctx, { county: which.county, ownerId: row.id, ids: photos });
  }
  await insertCheckIn(tx, row, key);
  await noteChecked(tx, row);
  return { row, isRepeat: false };
}

function presentCheckIn(world: PatrolWorld, row: CheckInRow): CheckIn {
  const at = `/api/patrol/points/${row.county}/${row.pointId}/photos`;
  return {
    id: row.id,
    result: row.result,
    matter: row.matterNumber,
    note: row.note,
    org: world.orgNamed(row.org),
    occurredAt: new Date(row.occurredAt).toISOString(),
    recordedAt: new Date(row.recordedAt).toISOString(),
    photos: row.photos.map((id) => ({ id, href: `${at}/${id}` })),
  };
}

/** Newest first. Refuses NOT_FOUND and what pages refuse. */
export async function listCheckIns(
  world: PatrolWorld,
  ctx: RequestContext,
  which: Which,
  query: { after?: string; limit?: number },
): Promise<Page<CheckIn>> {
  await getPoint(world, ctx, which);
  const size = pageSize(query.limit);
  const after = query.after ? cursorOf(query.after) : null;
  const rows = await world.db.scoped({ counties: [which.county] }, (tx) =>
    listCheckInsOf(tx, which, { after, limit: size + 1 }),
  );
  const page = pageOf(rows, size, (last) =>
    makeCursor('checkIns', [new Date(last.occurredAt).toISOString(), last.id]),
  );
  return { ...page, items: page.items.map((row) => presentCheckIn(world, row)) };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function cursorOf(cursor: string): { at: Date; id: string } {
  const [at, id] = readCursor('checkIns', ['time', 'text'], cursor);
  if (!UUID.test(String(id))) {
    refuse('CURSOR_INVALID', { fields: [{ path: 'query.after', code: 'CURSOR_INVALID' }] });
  }
  return { at: new Date(String(at)), id: String(id) };
}

export async function openPhoto(
  world: PatrolWorld,
  ctx: RequestContext,
  which: Which & { photo: string },
): Promise<Buffer> {
  const { county } = await getPoint(world, ctx, which);
  const ownerId = await world.db.scoped({ counties: [county] }, (tx) =>
    findCheckInOfPhoto(tx, which, which.photo),
  );
  if (!ownerId) return refuse('NOT_FOUND');
  return world.answerKept(ctx, { county, ownerId, id: which.photo });
}
