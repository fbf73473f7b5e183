/** The templates of a matter's centre, filled for whoever writes the reply. */
import { refuse } from '../../../kernel/refusal.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { type ReplyQuestion, type ReplyTrial, replyGapWords } from '../contract/replies.ts';
import { findCategory } from '../rules/category.ts';
import { checkRepliesBody } from '../rules/documents.ts';
import {
  exampleGaps,
  fillTemplate,
  fittingTemplates,
  gapsOf,
  type ReplyTemplates,
  replyGaps,
} from '../rules/reply-templates.ts';
import type { Rules } from '../rules/view.ts';
import { getInSight, withMatter } from './load.ts';
import { refuseFaults, refuseOutside } from './trials.ts';
import type { MattersWorld } from './world.ts';

/** Refuses NOT_FOUND out of sight. Filled with what stands in the clear: never with a person. */
export function listReplyTemplates(
  world: MattersWorld,
  ctx: RequestContext,
  query: { number: string; action?: string; outcome?: string },
) {
  return withMatter(world, ctx, query.number, async (tx, key) => {
    const { view } = await getInSight(world, tx, ctx, key, 'none');
    const { matter } = view.state;
    const { replies, categories } = view.rules;
    const outcome = query.outcome ?? matter.facts.result?.outcome ?? null;
    const fitting = { outcome, action: query.action ?? null };
    const regionName = (await world.places()).nameOf(matter.region, ctx.now);
    const gaps = gapsOf(view, { now: ctx.now, zone: world.zone, outcome, regionName });
    const fit = fittingTemplates(replies, categories, matter.category, fitting);
    return {
      items: fit.map(({ code, zh, en, text }) => ({
        code,
        zh,
        en,
        text: fillTemplate(text, gaps),
      })),
    };
  });
}

/**
 * The templates of a county as they would be offered for an example matter, which no resident
 * reported. Refuses NOT_FOUND, CATEGORY_UNKNOWN, RULEBOOK_FAULTY.
 */
export async function tryReplies(
  world: MattersWorld,
  ctx: Pick<RequestContext, 'actor' | 'now'>,
  asked: ReplyQuestion,
): Promise<ReplyTrial> {
  const { county, action = null, outcome = null } = asked;
  refuseOutside(ctx, county);
  const rules = await world.rules(county, ctx.now);
  const category =
    asked.category === undefined
      ? null
      : (findCategory(rules.categories, asked.category) ?? refuse('CATEGORY_UNKNOWN'));
  const replies = repliesTried(rules, asked.draft);
  const own = world.orgs
    .all()
    .filter((org) => org.isActive && world.orgs.countyOf(org.id) === county);
  const gaps = exampleGaps({
    now: ctx.now,
    zone: world.zone,
    county,
    regionName: (await world.places()).nameOf(county.slice(0, 6), ctx.now),
    category,
    outcome,
    centre: own.find((org) => org.kind === 'centre') ?? null,
    handlingOrg: own.find((org) => org.kind === 'department') ?? null,
  });
  const code = category?.code ?? null;
  const fit = fittingTemplates(replies, rules.categories, code, { outcome, action });
  return {
    gaps: replyGaps.map((gap) => ({ code: gap, ...replyGapWords[gap], example: gaps[gap] })),
    items: fit.map(({ text, code, zh, en }) => ({ code, zh, en, text: fillTemplate(text, gaps) })),
  };
}

function repliesTried(rules: Rules, draft: unknown): ReplyTemplates {
  if (draft === undefined) return rules.replies;
  refuseFaults(checkRepliesBody(draft, rules.categories));
  // The check above has let it through.
  return draft as ReplyTemplates;
}
