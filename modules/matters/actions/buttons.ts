/** The actions of a matter as buttons: open or with the reason why not, each with its form. */
import type { RefusalTexts } from '../../../kernel/endpoint.ts';
import type { AllowedAction } from '../contract/forms.ts';
import { allowedActions, changesStage } from '../rules/decide.ts';
import { formOf, groupOf, leadsTo, undoneBy } from '../rules/forms.ts';
import { mayOpenOf } from '../rules/may-open.ts';
import { nextAct } from '../rules/next-act.ts';
import type { MatterView } from '../rules/view.ts';
import type { ActContext } from './load.ts';
import type { MattersWorld } from './world.ts';

/** In the order of the definition. */
export function presentActions(
  world: MattersWorld,
  view: MatterView,
  ctx: ActContext,
): AllowedAction[] {
  const all = allowedActions(world.names, view, ctx.actor, ctx.now);
  const open = all
    .filter(({ action, why }) => why === null && !view.definition.actions[action]?.through)
    .map((one) => one.action);
  const mayOpen = mayOpenOf(world.texts, view);
  const next = nextAct(view, ctx.actor, open);
  return all.flatMap((one) => {
    const spec = view.definition.actions[one.action];
    if (!spec || spec.through !== undefined) return [];
    return {
      ...one,
      whyText: one.why === null ? null : whyWords(world.texts, view, one.why),
      mayOpen: mayOpen(one.action, one.why),
      fields: formOf(view, one.action, ctx.actor),
      needsVersion: changesStage(view, one.action),
      group: groupOf(spec),
      isPrimary: one.action === next,
      leadsTo: leadsTo(view.definition, spec),
      undoneBy: undoneBy(view.definition, spec),
    };
  });
}

/** What a refusal would say, said beforehand. */
export function whyWords(
  texts: RefusalTexts,
  view: MatterView,
  code: string,
): { zh: string; en: string } {
  const text = texts[code];
  const stage = view.definition.stages[view.state.matter.stage];
  return {
    zh: (text?.zh ?? code).replace('{stageZh}', stage?.zh ?? ''),
    en: (text?.en ?? code).replace('{stageEn}', stage?.en ?? ''),
  };
}
