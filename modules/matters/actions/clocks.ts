/** The clocks of one matter, explained for whoever may see it. */
import type { RequestContext } from '../../../platform/http/index.ts';
import type { ExplainedClock } from '../contract/clocks.ts';
import { type ClockExplanation, explainClock } from '../rules/explain.ts';
import { namedOrg } from '../rules/names.ts';
import { getInSight, withMatter } from './load.ts';
import type { MattersWorld } from './world.ts';

export function explainClocks(
  world: MattersWorld,
  ctx: RequestContext,
  number: string,
): Promise<{ items: ExplainedClock[] }> {
  return withMatter(world, ctx, number, async (tx, key) => {
    const { view } = await getInSight(world, tx, ctx, key, 'none');
    const { definition, rules, state } = view;
    const items = state.clocks.map((clock) => {
      const org = clock.org === null ? null : namedOrg(view.orgs, clock.org);
      return {
        ...presentExplained(explainClock(clock, definition, rules.calendar, rules.categories)),
        org,
      };
    });
    return { items };
  });
}

const iso = (at: number) => new Date(at).toISOString();
const isoOrNull = (at: number | null) => (at === null ? null : iso(at));

/** Times as texts; whose it is the caller says. */
export function presentExplained(one: ClockExplanation): Omit<ExplainedClock, 'org'> {
  return {
    ...one,
    startedAt: iso(one.startedAt),
    countsFrom: iso(one.countsFrom),
    firstDueAt: iso(one.firstDueAt),
    dueAt: iso(one.dueAt),
    endedAt: isoOrNull(one.endedAt),
    breachedAt: isoOrNull(one.breachedAt),
    days: [...one.days],
    stops: one.stops.map((stop) => ({ ...stop, from: iso(stop.from), to: isoOrNull(stop.to) })),
    extensions: one.extensions.map((extension) => ({ ...extension, at: iso(extension.at) })),
    rungs: one.rungs.map((rung) => ({ ...rung, at: isoOrNull(rung.at) })),
  };
}
