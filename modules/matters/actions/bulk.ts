/**
 * One action on many matters: every one is an act of its own with its own transaction, version and
 * idempotency key, so that a refusal or a crash in the middle leaves whole acts and no half one.
 */
import type { RefusalTexts } from '../../../kernel/endpoint.ts';
import { Refusal, refuse } from '../../../kernel/refusal.ts';
import { platformTexts, type RequestContext, toProblem } from '../../../platform/http/index.ts';
import type { BulkBody, BulkResult } from '../contract/bulk.ts';
import type { Given } from '../rules/draft.ts';
import { suggestRoute } from '../rules/suggestion.ts';
import { act } from './act.ts';
import { getInSight, withMatter } from './load.ts';
import type { RegisterWorld } from './register.ts';

/** Acts hold a connection each: the others on this server keep theirs. */
const AT_ONCE = 4;

const platform: RefusalTexts = platformTexts;

/** Answers in the order of the numbers. A number that stands twice is taken once. */
export async function actOnMany(
  world: RegisterWorld,
  ctx: RequestContext,
  body: BulkBody,
): Promise<{ items: BulkResult[] }> {
  if (body.bySuggestion && body.action !== 'dispatch') {
    refuse('INPUT_INVALID', { fields: [{ path: 'body.bySuggestion', code: 'invalid' }] });
  }
  const items = [...new Map(body.items.map((item) => [item.number, item])).values()];
  const results: BulkResult[] = [];
  const waiting = items.entries();
  const worker = async () => {
    for (const [index, item] of waiting) {
      results[index] = await actOnOne(world, ctx, body, item);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return { items: results };
}

async function actOnOne(
  world: RegisterWorld,
  ctx: RequestContext,
  body: BulkBody,
  { number, version }: BulkBody['items'][number],
): Promise<BulkResult> {
  const { idempotencyKey: key } = ctx;
  const own = { ...ctx, ...(key !== undefined && { idempotencyKey: `${key}:${number}` }) };
  try {
    const given = await givenFor(world, own, body, number);
    const {
      seq,
      stage,
      version: now,
    } = await act(world, own, {
      number,
      action: body.action,
      given,
      ...(version !== undefined && { version }),
    });
    return { number, done: { seq, stage, version: now }, refusal: null };
  } catch (error) {
    // A bug is a bug for all of them: it must not look like an answer.
    if (!(error instanceof Refusal)) throw error;
    const language = ctx.language;
    const { code, titles } = toProblem(
      error,
      { id: ctx.requestId, language },
      (one) => world.texts[one] ?? platform[one],
    );
    return { number, done: null, refusal: { code, titles } };
  }
}

async function givenFor(
  world: RegisterWorld,
  ctx: RequestContext,
  { input = {}, bySuggestion }: BulkBody,
  number: string,
): Promise<Given> {
  if (!bySuggestion) return input;
  return withMatter(world, ctx, number, async (tx, key) => {
    const { view } = await getInSight(world, tx, ctx, key, 'none');
    const { category, region, grid, subjectOrg } = view.state.matter;
    const place = { category, region, grid, subjectOrg };
    const { why } = suggestRoute(view.rules, view.orgs, place, ctx.now);
    if (why.org === null) return refuse('SUGGESTION_MISSING');
    return { ...input, org: why.org, ...(why.post !== null && { post: why.post }) };
  });
}
