/** Templates of notices for whoever keeps their words; a new version goes into the rulebook. */
import { refuse } from '../../../kernel/refusal.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { TemplateView } from '../contract.ts';
import { wordedBy } from '../rules/overrides.ts';
import type { MessagingDeps } from './deps.ts';

/** Refuses NOT_FOUND for a county out of scope. */
export function showTemplates(
  deps: MessagingDeps,
  ctx: RequestContext,
  county: string,
): { items: TemplateView[]; version: number | null } {
  const { actor } = ctx;
  const isPlaced = actor.kind === 'staff' || actor.kind === 'machine';
  if (!isPlaced || !actor.counties.includes(county)) refuse('NOT_FOUND');
  const own = deps.ownTemplates?.(county, ctx.now) ?? null;
  const items = [...deps.templates.values()].map((ours) => {
    const { code, sms, values, title, text } = wordedBy(ours, own?.body ?? null);
    const isOwn = text !== ours.text;
    const kept = isOwn ? { title: ours.title, text: ours.text } : null;
    return { code, sms, values: [...values], title, text, ours: kept };
  });
  return { items, version: own?.version ?? null };
}
