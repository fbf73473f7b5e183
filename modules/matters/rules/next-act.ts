/**
 * Which open action a reader will most likely take next: the one large button. Read from the
 * definition alone, so that a kind's own actions need no list here.
 */
import type { Actor } from '../../../kernel/actor.ts';
import { lead } from './guards.ts';
import type { ActionSpec, FirstStep, ProcessDefinition, Standing } from './process.ts';
import { stagesFrom, targetsOf } from './process.ts';
import { type MatterView, standsIn } from './view.ts';

/** The name of the likeliest of the open actions, or null when others are to act now. */
export function nextAct(view: MatterView, actor: Actor, open: readonly string[]): string | null {
  const specs = open.flatMap((name) => {
    const spec = view.definition.actions[name];
    return spec ? [{ name, spec }] : [];
  });
  const having = (effect: string) =>
    specs.find(({ spec }) => spec.effects?.includes(effect))?.name ?? null;
  return (
    specs.find(({ spec }) => decides(spec))?.name ??
    having('replySupervision') ??
    supportAct(view, actor, having) ??
    onWithIt(view, specs, having)
  );
}

/** Deciding what others wait for goes before one's own work. */
function decides(spec: ActionSpec): boolean {
  return (spec.effects ?? []).some((effect) => effect.startsWith('decide'));
}

function supportAct(
  view: MatterView,
  actor: Actor,
  having: (effect: string) => string | null,
): string | null {
  const own = view.state.assignments.find(
    (work) => work.role === 'supporting' && work.isOpen && standsIn(view, actor, work.org),
  );
  const isLead = standsIn(view, actor, lead(view)?.org ?? null);
  if (!own || isLead) return null;
  return own.detail.isCalledIn && own.state === 'assigned'
    ? having('reportIn')
    : having('finishSupport');
}

type Named = { name: string; spec: ActionSpec };

/** The definition's own order, where the stage has one. */
function onWithIt(
  view: MatterView,
  specs: readonly Named[],
  having: (effect: string) => string | null,
): string | null {
  const { stage, own, category } = view.state.matter;
  const first = view.definition.stages[stage]?.first;
  if (!first) return (category === null ? having('triage') : null) ?? wayOn(view, specs);
  const isToDo = ({ until }: FirstStep) => until === undefined || (own[until] ?? null) === null;
  const isOpen = ({ action }: FirstStep) => specs.some(({ name }) => name === action);
  return first.find((step) => isToDo(step) && isOpen(step))?.action ?? null;
}

/** What leads on from this stage: acts of whom the stage waits for; the fewest questions first. */
function wayOn(view: MatterView, specs: readonly Named[]): string | null {
  const { definition } = view;
  const { stage } = view.state.matter;
  const owner = definition.stages[stage]?.owner;
  const ways = specs
    .filter(({ spec }) => stagesFrom(definition, spec).includes(stage))
    .filter(({ spec }) => targetsOf(spec).some((target) => target !== stage))
    .map((one) => ({ ...one, rank: rankOf(definition, stage, one.spec) }))
    .sort((a, b) => a.rank - b.rank);
  const own = ways.find(({ spec }) => spec.by.some((taker) => isAwaited(taker.standing, owner)));
  return (own ?? ways.find(({ rank }) => rank < BACKWARD))?.name ?? null;
}

/** Those whom a stage waits for; whoever stands above the owner may stand in for it. */
function isAwaited(standing: Standing, owner: Standing | 'none' | undefined): boolean {
  if (standing === owner || standing === 'independent') return true;
  return owner === 'owner' && standing === 'ownerOrAbove';
}

const FORWARD = 10;
const BACKWARD = 100;
const AWAY = 1000;

function rankOf(definition: ProcessDefinition, stage: string, spec: ActionSpec): number {
  const order = Object.keys(definition.stages);
  const from = order.indexOf(stage);
  const targets = targetsOf(spec).filter((target) => target !== stage);
  const steps = targets.map((target) => order.indexOf(target) - from).filter((step) => step > 0);
  const hasQuestions = Object.values(spec.fields ?? {}).some((field) => field.required);
  if (!hasQuestions && steps.length > 0) return 0;
  const isOnlyEnd = targets.every((target) => definition.stages[target]?.end);
  if (isOnlyEnd) return AWAY;
  return steps.length > 0 ? FORWARD + Math.min(...steps) : BACKWARD;
}
