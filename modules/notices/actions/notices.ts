/** Notices are published, read, withdrawn; the first and the last leave a line in the journal. */
import { actorKey } from '../../../kernel/actor.ts';
import { makeCursor, type Page, pageOf, pageSize, readCursor } from '../../../kernel/paging.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type { NewNotice, NoticeView, PublicNotice } from '../contract.ts';
import { stateOf, whyNotSpeak } from '../rules.ts';
import {
  insertNotice,
  listAll,
  listCurrent,
  lockNotice,
  markWithdrawn,
  type Notice,
} from '../store.ts';
import { centreOf } from './centre.ts';
import type { NoticesWorld } from './world.ts';

type Asked = { county: string; limit?: number; cursor?: string };

/** What holds now. Refuses NOT_FOUND for a county that is not served. */
export async function listPublic(
  world: NoticesWorld,
  { now }: RequestContext,
  asked: Asked & { town?: string },
): Promise<Page<PublicNotice>> {
  const { county, town } = asked;
  centreOf(world, county);
  const order = `notices.public.${county}.${town ?? ''}`;
  const size = pageSize(asked.limit);
  const rows = await world.db.scoped({ counties: [county] }, (tx) =>
    listCurrent(tx, { county, town, now, after: afterOf(order, asked.cursor), limit: size + 1 }),
  );
  const page = pageOf(rows, size, (last) => makeCursor(order, [iso(last.fromAt), last.id]));
  return { ...page, items: await presentAll(world, page.items, now) };
}

function afterOf(order: string, cursor: string | undefined) {
  if (cursor === undefined) return undefined;
  const [fromAt, id] = readCursor(order, ['time', 'text'], cursor);
  return { fromAt: String(fromAt), id: String(id) };
}

/** All of a county, for those who publish. */
export async function listForStaff(
  world: NoticesWorld,
  { actor, now }: RequestContext,
  asked: Asked,
): Promise<Page<NoticeView>> {
  const { county } = asked;
  const { region } = centreOf(world, county);
  // Whoever speaks for a town sees what the county says: it is public anyway.
  if (whyNotSpeak(actor, { county, region, town: null }) === 'NOT_FOUND') refuse('NOT_FOUND');
  const order = `notices.all.${county}`;
  const size = pageSize(asked.limit);
  const [after] = asked.cursor === undefined ? [] : readCursor(order, ['text'], asked.cursor);
  const rows = await world.db.scoped({ counties: [county] }, (tx) =>
    listAll(tx, { county, limit: size + 1, ...(after && { after: String(after) }) }),
  );
  const page = pageOf(rows, size, (last) => makeCursor(order, [last.id]));
  return { ...page, items: await presentAll(world, page.items, now) };
}

/** Refuses NOT_FOUND, REGION_OUTSIDE, REGION_UNKNOWN, NOTICE_OVER and DATES_REVERSED. */
export async function publishNotice(
  world: NoticesWorld,
  ctx: RequestContext,
  given: NewNotice,
): Promise<NoticeView> {
  await assertSpeaks(world, ctx, { county: given.county, town: given.town ?? null });
  const notice = noticeOf(ctx, given);
  const { county, id, town } = notice;
  await world.db.scoped({ counties: [county] }, async (tx) => {
    await insertNotice(tx, notice);
    journal(tx, ctx, { verb: 'notice.publish', county, detail: { notice: id, town } });
  });
  return presentNotice(world, notice, ctx.now);
}

function noticeOf(ctx: RequestContext, given: NewNotice): Notice {
  const fromAt = given.fromAt === undefined ? ctx.now : Date.parse(given.fromAt);
  const toAt = Date.parse(given.toAt);
  if (toAt <= ctx.now) refuse('NOTICE_OVER', { fields: [{ path: 'body.toAt', code: 'past' }] });
  if (toAt <= fromAt) refuse('DATES_REVERSED', { fields: [{ path: 'body.toAt', code: 'before' }] });
  return {
    county: given.county,
    id: ctx.newId(),
    town: given.town ?? null,
    title: { zh: given.title.zh, en: given.title.en ?? null },
    text: { zh: given.text.zh, en: given.text.en ?? null },
    fromAt,
    toAt,
    org: 'org' in ctx.actor ? ctx.actor.org : refuse('FORBIDDEN'),
    publishedBy: actorKey(ctx.actor),
    publishedAt: ctx.now,
    withdrawnAt: null,
  };
}

/** Refuses NOT_FOUND, REGION_OUTSIDE and NOTICE_WITHDRAWN. */
export async function withdrawNotice(
  world: NoticesWorld,
  ctx: RequestContext,
  { county, id }: { county: string; id: string },
): Promise<NoticeView> {
  const withdrawn = await world.db.scoped({ counties: [county] }, async (tx) => {
    const notice = (await lockNotice(tx, county, id)) ?? refuse('NOT_FOUND');
    await assertSpeaks(world, ctx, notice);
    if (notice.withdrawnAt !== null) refuse('NOTICE_WITHDRAWN');
    await markWithdrawn(tx, notice, { actor: actorKey(ctx.actor), at: ctx.now });
    journal(tx, ctx, { verb: 'notice.withdraw', county, detail: { notice: id } });
    return { ...notice, withdrawnAt: ctx.now };
  });
  return presentNotice(world, withdrawn, ctx.now);
}

async function assertSpeaks(
  world: NoticesWorld,
  ctx: RequestContext,
  { county, town }: { county: string; town: string | null },
): Promise<void> {
  const { region } = centreOf(world, county);
  const whyNot = whyNotSpeak(ctx.actor, { county, region, town });
  if (whyNot) refuse(whyNot);
  const isElsewhere = town !== null && (await world.countyOfRegion(town, ctx.now)) !== county;
  if (isElsewhere) refuse('REGION_OUTSIDE', { fields: [{ path: 'body.town', code: 'outside' }] });
}

function presentAll(world: NoticesWorld, notices: readonly Notice[], now: number) {
  return Promise.all(notices.map((notice) => presentNotice(world, notice, now)));
}

async function presentNotice(
  world: NoticesWorld,
  notice: Notice,
  now: number,
): Promise<NoticeView> {
  const { id, town, title, text, org } = notice;
  const speaker = world.orgs.find(org);
  return {
    id,
    town: town === null ? null : { code: town, name: await world.nameOf(town, now) },
    title,
    text,
    fromAt: iso(notice.fromAt),
    toAt: iso(notice.toAt),
    org: { id: org, zh: speaker?.nameZh ?? '', en: speaker?.nameEn ?? null },
    state: stateOf(notice, now),
    publishedAt: iso(notice.publishedAt),
    withdrawnAt: notice.withdrawnAt === null ? null : iso(notice.withdrawnAt),
  };
}

const iso = (at: number) => new Date(at).toISOString();
