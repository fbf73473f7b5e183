/** From a matter and a template to a paper: who may, whether the facts are there, what it says. */

import type { Paper } from '../../../kernel/paper.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { dateAt } from '../../../kernel/zone.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { MatterView, PaperTemplate, PaperWords } from '../../matters/index.ts';
import { type PapersWorld, templatesOf } from './world.ts';

/** The action of every kind's process that makes a paper: its takers and stages stand there. */
export const MAKE = 'makePaper';

/** Refuses who may not make it, PAPER_UNKNOWN and PAPER_FACTS_MISSING with what is missing. */
export async function getTemplate(
  world: PapersWorld,
  tx: Tx,
  ctx: RequestContext,
  { view, code }: { view: MatterView; code: string },
): Promise<PaperTemplate> {
  const templates = templatesOf(world, view);
  const template = Object.hasOwn(templates, code) ? templates[code] : undefined;
  if (!template) return refuse('PAPER_UNKNOWN');
  const why = world.matters.whyNot(ctx, view, MAKE, { paper: code });
  if (why) refuse(why, { values: stageOf(view) });
  // Asked of masked persons: nobody is opened for a paper that is not made.
  const persons = template.whyNotPersons ? await personsOf(world, tx, view) : [];
  const missing = missingOf(template, { view, persons, now: ctx.now });
  if (missing !== null) refuseMissing(template, missing);
  return template;
}

export const personsOf = async (world: PapersWorld, tx: Tx, { state }: MatterView) =>
  (await world.matters.maskPersons(tx, state.matter)).persons;

type Known = { view: MatterView; persons: PaperWords['persons']; now: number };

/** One of the template's `facts`, or null. */
export function missingOf(template: PaperTemplate, { view, persons, now }: Known): string | null {
  return template.whyNot(view, now) ?? template.whyNotPersons?.(persons) ?? null;
}

function refuseMissing(template: PaperTemplate, missing: string): never {
  const words = template.facts[missing] ?? { zh: missing, en: missing };
  return refuse('PAPER_FACTS_MISSING', {
    values: { missingZh: words.zh, missingEn: words.en },
    fields: [{ path: 'body.paper', code: missing }],
  });
}

function stageOf({ definition, state }: MatterView) {
  const stage = definition.stages[state.matter.stage];
  return { stageZh: stage?.zh ?? '', stageEn: stage?.en ?? '' };
}

/** The organisation that issues it: the one for which the actor acts. */
export function organOf(
  world: PapersWorld,
  { actor }: RequestContext,
  { state }: MatterView,
): { id: string; name: string } {
  const { handlingOrg, ownerOrg } = state.matter;
  // What the program makes it makes for whoever has the matter.
  const id = actor.kind === 'system' ? (handlingOrg ?? ownerOrg) : orgOfStaff(actor);
  return { id, name: world.orgNamed(id).zh };
}

const orgOfStaff = (actor: RequestContext['actor']) =>
  actor.kind === 'staff' ? actor.org : refuse('FORBIDDEN');

/** What was opened, or masked, for one paper. */
export type OpenedWords = Pick<PaperWords, 'persons' | 'text' | 'said' | 'saidAll' | 'kept'>;

export function writePaper(
  world: PapersWorld,
  ctx: RequestContext,
  {
    view,
    template,
    number,
    opened,
  }: {
    view: MatterView;
    template: PaperTemplate;
    number: string | null;
    opened: OpenedWords;
  },
): Paper {
  const today = dateAt(ctx.now, world.zone);
  return template.write(view, {
    ...opened,
    number,
    today,
    organ: organOf(world, ctx, view),
    orgName: (id) => world.orgNamed(id).zh,
    dayOf: (ms) => dateAt(ms, world.zone),
  });
}
