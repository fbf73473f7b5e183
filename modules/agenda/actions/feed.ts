/**
 * The secret address under which a calendar program reads one's own agenda. It names nobody; it is
 * shown once, and ends when it is renewed or withdrawn, or when its account or its posts end.
 */
import { dayMs } from '../../../kernel/dates.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { newToken, tokenHash } from '../../../platform/auth/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal, NO_COUNTY } from '../../../platform/journal/journal.ts';
import { listEvents, listOfPosts } from '../store/events.ts';
import { deleteFeed, findFeed, findFeedAccount, listRoomRows, putFeed } from '../store/rooms.ts';
import { byRoom, calendarDate, fileOf } from './present.ts';
import type { AgendaWorld } from './world.ts';

const REFERENCE = { counties: [] };
const JOURNAL = { counties: [NO_COUNTY] };
const PAST_MS = 30 * dayMs;
const AHEAD_MS = 370 * dayMs;

function accountOf({ actor }: RequestContext): string {
  return actor.kind === 'staff' ? actor.account : refuse('FORBIDDEN');
}

export async function getFeed(world: AgendaWorld, ctx: RequestContext) {
  const account = accountOf(ctx);
  const feed = await world.db.scoped(REFERENCE, (tx) => findFeed(tx, account));
  return { createdAt: feed?.createdAt.toISOString() ?? null };
}

export async function renewFeed(world: AgendaWorld, ctx: RequestContext) {
  const account = accountOf(ctx);
  const token = newToken();
  await world.db.scoped(JOURNAL, async (tx) => {
    await putFeed(tx, { account, tokenHash: tokenHash(token), at: ctx.now });
    journal(tx, ctx, { verb: 'agendaFeed.change', detail: { is: 'renewed' } });
  });
  return {
    path: `/api/agenda/feeds/${token}/agenda.ics`,
    createdAt: new Date(ctx.now).toISOString(),
  };
}

export async function withdrawFeed(world: AgendaWorld, ctx: RequestContext): Promise<undefined> {
  const account = accountOf(ctx);
  await world.db.scoped(JOURNAL, async (tx) => {
    await deleteFeed(tx, account);
    journal(tx, ctx, { verb: 'agendaFeed.change', detail: { is: 'withdrawn' } });
  });
  return undefined;
}

/** Refuses NOT_FOUND for an address that never was, that was withdrawn, and of who left alike. */
export async function readFeed(
  world: AgendaWorld,
  ctx: RequestContext,
  { secret }: { secret: string },
): Promise<Buffer> {
  const account = await world.db.scoped(REFERENCE, (tx) => findFeedAccount(tx, tokenHash(secret)));
  const { ids, counties } = await world.postsOfAccount(account ?? refuse('NOT_FOUND'), ctx.now);
  if (ids.length === 0) refuse('NOT_FOUND');
  const span = { startsAt: ctx.now - PAST_MS, endsAt: ctx.now + AHEAD_MS };
  const dates = await Promise.all(
    counties.map((county) =>
      world.db.scoped({ counties: [county] }, async (tx) => {
        const found = await listOfPosts(tx, { county, subjects: ids, ...span });
        const events = await listEvents(tx, county, found);
        const rooms = byRoom(await listRoomRows(tx, county));
        return events.map((event) =>
          calendarDate(event, { rooms, language: ctx.language, isCovered: event.isSealed }),
        );
      }),
    ),
  );
  setCalendarHeaders(ctx, 'agenda');
  return fileOf(dates.flat(), ctx.language);
}

export function setCalendarHeaders({ setHeader }: RequestContext, name: string): void {
  setHeader('content-type', 'text/calendar; charset=utf-8');
  setHeader('content-disposition', `attachment; filename="${name}.ics"`);
  setHeader('x-content-type-options', 'nosniff');
  setHeader('cache-control', 'private, no-store');
  setHeader('referrer-policy', 'no-referrer');
}
