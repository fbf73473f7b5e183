/** The log of messages that staff read, and the second chance of a failed one. */
import { makeCursor, type Page, pageOf, pageSize, readCursor } from '../../../kernel/paging.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { SealError } from '../../../platform/crypto/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type { MessageQuery, MessageState, MessageView } from '../contract.ts';
import { maskAddress } from '../rules/addresses.ts';
import {
  listByState,
  listOfMatter,
  lockMessage,
  type Message,
  type MessageRef,
  requeue,
} from '../store/messages.ts';
import type { MatterPlace, MessagingDeps } from './deps.ts';
import { openBody } from './sealing.ts';

type Ctx = RequestContext;

/** The messages of one matter, or of a county by state; newest first. */
export async function listMessages(
  deps: MessagingDeps,
  ctx: Ctx,
  query: MessageQuery,
): Promise<Page<MessageView>> {
  if (query.matter === undefined) return listOfCounty(deps, ctx, query);
  const place = (await deps.findMatter(ctx, query.matter)) ?? refuse('NOT_FOUND');
  const page = pageAsked(`messages.matter.${place.matterId}`, query);
  // What a complaint is about sees nothing of the reporter, not even masked.
  const maySeePersons = await deps.mayReadMatter(ctx, place);
  return deps.db.scoped({ counties: [place.county] }, async (tx) => {
    const rows = await listOfMatter(tx, place, page);
    const matterIds = maySeePersons ? [place.matterId] : [];
    const keys = await deps.openMatterKeys(tx, { county: place.county, matterIds });
    const key = keys.get(place.matterId) ?? null;
    journal(tx, ctx, { verb: 'message.list', ...place, detail: { count: rows.length } });
    const views = rows.map((row) => viewOf(row, recipientOf(row, key)));
    return pageOf(views, page.size, page.cursorOf);
  });
}

async function listOfCounty(
  deps: MessagingDeps,
  ctx: Ctx,
  query: MessageQuery,
): Promise<Page<MessageView>> {
  const county = query.county ?? onlyCountyOf(ctx) ?? refuse('NOT_FOUND');
  const state = query.state ?? 'failed';
  if (!deps.seesCounty(ctx.actor, county)) refuse('NOT_FOUND');
  const page = pageAsked(`messages.${county}.${state}`, query);
  return deps.db.scoped({ counties: [county] }, async (tx) => {
    const rows = await listKnown(deps, tx, ctx, { county, state, ...page });
    journal(tx, ctx, { verb: 'message.list', county, detail: { state, count: rows.length } });
    const views = rows.map((row) => viewOf(row, null));
    return pageOf(views, page.size, page.cursorOf);
  });
}

type Known = { county: string; state: MessageState; before: string | null; limit: number };

/** A full page of what the actor may know of: messages of sealed matters are as if not there. */
async function listKnown(deps: MessagingDeps, tx: Tx, ctx: Ctx, asked: Known): Promise<Message[]> {
  const { county, limit } = asked;
  const known: Message[] = [];
  let { before } = asked;
  for (;;) {
    const batch = await listByState(tx, asked, { before, limit });
    const ids = [...new Set(batch.map((one) => one.matterId))];
    const shut = await deps.shutAmong(ctx, tx, { county, ids });
    known.push(...batch.filter((one) => !shut.includes(one.matterId)));
    before = batch.at(-1)?.id ?? null;
    if (batch.length < limit || known.length >= limit) return known.slice(0, limit);
  }
}

/** Queues a failed message again, as at first. Refuses MESSAGE_NOT_FAILED and MESSAGE_ERASED. */
export async function retryMessage(
  deps: MessagingDeps,
  ctx: Ctx,
  ref: MessageRef,
): Promise<MessageView> {
  const isSeen = deps.seesCounty(ctx.actor, ref.county) || (await deps.mayReadMatter(ctx, ref));
  if (!isSeen) refuse('NOT_FOUND');
  return deps.db.scoped({ counties: [ref.county] }, async (tx) => {
    const shut = await deps.shutAmong(ctx, tx, { county: ref.county, ids: [ref.matterId] });
    if (shut.length > 0) refuse('NOT_FOUND');
    const message = (await lockMessage(tx, ref)) ?? refuse('NOT_FOUND');
    if (message.sealed === null) refuse('MESSAGE_ERASED');
    if (message.state !== 'failed') refuse('MESSAGE_NOT_FAILED');
    await requeue(tx, ref, ctx.now);
    const { county, matterId, id } = ref;
    journal(tx, ctx, { verb: 'message.retry', county, matterId, detail: { message: id } });
    return viewOf(await present(tx, ref), null);
  });
}

async function present(tx: Tx, ref: MessageRef): Promise<Message> {
  return (await lockMessage(tx, ref)) ?? refuse('NOT_FOUND');
}

function onlyCountyOf(ctx: Ctx): string | undefined {
  const { actor } = ctx;
  const counties = actor.kind === 'staff' || actor.kind === 'machine' ? actor.counties : [];
  return counties.length === 1 ? counties[0] : undefined;
}

function pageAsked(order: string, query: MessageQuery) {
  const size = pageSize(query.limit);
  const key = query.cursor ? readCursor(order, ['text'], query.cursor) : [];
  const before = typeof key[0] === 'string' ? uuidOrRefuse(key[0]) : null;
  const cursorOf = (last: MessageView) => makeCursor(order, [last.id]);
  return { size, limit: size + 1, before, cursorOf };
}

function uuidOrRefuse(text: string): string {
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
  return isUuid ? text : refuse('CURSOR_INVALID', { fields: [{ path: 'cursor', code: 'text' }] });
}

function recipientOf(message: Message, key: Buffer | null): string | null {
  if (!key || !message.sealed || message.channel === 'webhook') return null;
  try {
    return maskAddress(openBody(key, message, message.sealed).to);
  } catch (error) {
    // A row that does not open must not hide the others of its matter.
    if (error instanceof SealError) return null;
    throw error;
  }
}

function viewOf(message: Message, recipient: string | null): MessageView & MatterPlace {
  const isDue = message.state === 'queued' || message.state === 'sending';
  return {
    county: message.county,
    matterId: message.matterId,
    id: message.id,
    template: message.template,
    notice: message.publicText,
    channel: message.channel,
    recipientKind: message.recipientKind,
    recipient,
    state: message.state,
    attempts: message.attempts,
    nextAt: isDue ? new Date(message.nextAt).toISOString() : null,
    sentAt: message.sentAt === null ? null : new Date(message.sentAt).toISOString(),
    lastError: message.lastError,
    isErased: message.sealed === null,
    createdAt: new Date(message.createdAt).toISOString(),
  };
}
