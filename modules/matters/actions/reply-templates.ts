/** The templates of a matter's centre, filled for whoever writes the reply. */
import type { RequestContext } from '../../../platform/http/index.ts';
import { fillTemplate, fittingTemplates, gapsOf } from '../rules/reply-templates.ts';
import { getInSight, withMatter } from './load.ts';
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
