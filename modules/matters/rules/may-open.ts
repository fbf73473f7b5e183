/**
 * Whether a closed action may still open for its reader on this matter, or never will: what waits
 * for its turn is one thing to read, what does not belong here another.
 */
import type { RefusalTexts } from '../../../kernel/endpoint.ts';
import { type ProcessDefinition, stagesFrom, targetsOf } from './process.ts';
import type { MatterView } from './view.ts';

/** A stage and all that acts lead to from there; what is closed leads nowhere by itself. */
export function stagesAhead(definition: ProcessDefinition, stage: string): ReadonlySet<string> {
  const ahead = new Set([stage]);
  for (const at of ahead) {
    if (definition.stages[at]?.end) continue;
    for (const action of Object.values(definition.actions)) {
      if (!stagesFrom(definition, action).includes(at)) continue;
      for (const target of targetsOf(action)) ahead.add(target);
    }
  }
  return ahead;
}

/** By the reason why it is closed: some are not lifted by anything, a stage may lie ahead. */
export function mayOpenOf(
  texts: RefusalTexts,
  { definition, state }: Pick<MatterView, 'definition' | 'state'>,
): (action: string, why: string | null) => boolean {
  const ahead = stagesAhead(definition, state.matter.stage);
  return (action, why) => {
    if (why === null) return true;
    if (texts[why]?.isLasting) return false;
    const spec = definition.actions[action];
    if (why !== 'ACTION_NOT_OPEN' || !spec) return true;
    return stagesFrom(definition, spec).some((stage) => ahead.has(stage));
  };
}
