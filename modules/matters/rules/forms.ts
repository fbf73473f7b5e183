/**
 * The form of an action for people: what a definition says, with the words of every choice and what
 * an id names. Names that the engine reads itself mean the same in every kind; a kind with names of
 * its own says `picks` and `labels` in its definition.
 */
import type { Actor } from '../../../kernel/actor.ts';
import type { ActionGroup, FormField, Picks } from '../contract/forms.ts';
import { choiceWords, said, supervisionKindWords } from '../contract/words.ts';
import { photosAsked } from './evidence.ts';
import type { ActionSpec, FieldSpec, ProcessDefinition, Words } from './process.ts';
import { ownSupervisions } from './standing.ts';
import type { Supervision } from './state.ts';
import type { MatterView } from './view.ts';

const picksByName: Readonly<Record<string, Picks>> = {
  org: 'org',
  supportingOrg: 'org',
  target: 'org',
  subjectOrg: 'org',
  suggestedOrg: 'org',
  supporting: 'orgs',
  post: 'post',
  subjectPost: 'post',
  category: 'category',
  kind: 'kind',
  region: 'region',
  into: 'matter',
  beforePhotos: 'photos',
  afterPhotos: 'photos',
  clock: 'clock',
};

/** The fields of an action as one actor is asked them, in the order of its definition. */
export function formOf(view: MatterView, action: string, actor: Actor): Record<string, FormField> {
  const spec = view.definition.actions[action];
  return Object.fromEntries(
    Object.entries(spec?.fields ?? {}).map(([name, field]) => {
      const form = fieldOf(view, name, field, spec);
      return [name, name === 'supervision' ? { ...form, choices: ownOnes(view, actor) } : form];
    }),
  );
}

/** The supervisions of one's own organisation, told apart by whom, when and why. */
function ownOnes(view: MatterView, actor: Actor) {
  return ownSupervisions(view.state, actor).map((one) => ({
    code: one.id,
    ...supervisionWords(view, one),
  }));
}

const REASON_SHOWN = 24;

/** A supervision in one line. */
export function supervisionWords(
  { orgs }: Pick<MatterView, 'orgs'>,
  { kind, targetOrg, detail }: Supervision,
): Words {
  const what = said(supervisionKindWords, kind);
  const org = orgs.find(targetOrg);
  const why = [...detail.reason].slice(0, REASON_SHOWN).join('');
  return {
    zh: [what.zh, org?.nameZh, why].filter(Boolean).join(' · '),
    en: [what.en, org?.nameEn ?? org?.nameZh, why].filter(Boolean).join(' · '),
  };
}

/** A category's own questions; they need no matter to be asked. */
export function questionsOf(form: Readonly<Record<string, FieldSpec>>): Record<string, FormField> {
  return Object.fromEntries(Object.entries(form).map(([name, field]) => [name, questionOf(field)]));
}

function questionOf(field: FieldSpec): FormField {
  const { of, picks = null, hint = null, required = false, requiredWhen } = field;
  return {
    ...plainOf(field),
    required,
    ...(requiredWhen && { requiredWhen: { ...requiredWhen, is: [...requiredWhen.is] } }),
    ...(of && { choices: of.map((code) => choiceOf(null, field, code)) }),
    picks,
    hint,
    suggested: null,
  };
}

function plainOf({ zh, en, type, max, min, whole, sealed, when, requiredWithout }: FieldSpec) {
  return {
    zh,
    en,
    type,
    ...(max !== undefined && { max }),
    ...(min !== undefined && { min }),
    ...(whole && { whole }),
    ...(sealed && { sealed }),
    ...(when && { when }),
    ...(requiredWithout && { requiredWithout }),
  };
}

function fieldOf(
  view: MatterView,
  name: string,
  field: FieldSpec,
  action: ActionSpec | undefined,
): FormField {
  const { type, requiredWhen } = field;
  const isPicked = type === 'code' || type === 'id' || type === 'ids' || type === 'choice';
  const wanted = isPicked ? (field.picks ?? picksByName[name] ?? null) : null;
  return {
    ...plainOf(field),
    required: field.required ?? false,
    ...(requiredWhen && { requiredWhen: { ...requiredWhen, is: [...requiredWhen.is] } }),
    ...choicesOf(view, field, wanted),
    picks: type === 'choice' && wanted !== 'clock' ? null : wanted,
    suggested: suggestedFor(view, name, field),
    ...hinted(field, photosAsked(view, action, name)),
  };
}

/** Of a field with choices, and of a kind: those to which categories lead. */
function choicesOf(view: MatterView, field: FieldSpec, wanted: Picks | null) {
  // An unmerge goes back to where it stood and nowhere else: the others would be refused.
  const back = view.state.matter.facts.beforeMerge?.stage;
  const of = back !== undefined && field.of?.includes(back) ? [back] : field.of;
  if (of) return { choices: of.map((code) => choiceOf(view.definition, field, code)) };
  if (wanted !== 'kind') return {};
  const kinds = new Set(view.rules.categories.categories.map((category) => category.kind));
  const choices = [...kinds].flatMap((code) => {
    const title = view.rules.process(code)?.definition.title;
    return title ? [{ code, zh: title.zh, en: title.en }] : [];
  });
  return { choices };
}

/** A choice in words: the field's own label, a common word, else the stage or clock so named. */
export function choiceOf(definition: ProcessDefinition | null, field: FieldSpec, code: string) {
  return { code, ...labelOf(definition, field, code) };
}

/** What a choice is called. */
export function labelOf(
  definition: ProcessDefinition | null,
  field: FieldSpec,
  code: string,
): Words {
  const own = field.labels?.[code];
  if (own) return own;
  if (Object.hasOwn(choiceWords, code)) return said(choiceWords, code);
  const named = definition?.stages[code] ?? definition?.clocks[code];
  return named ? { zh: named.zh, en: named.en } : { zh: code, en: code };
}

type AskedPhotos = ReturnType<typeof photosAsked>;

/**
 * Photos that the category wants are asked for as the guard would refuse without them; where none
 * must be brought the form says why, so that "optional" beside them is no riddle.
 */
function hinted({ hint, required }: FieldSpec, photos: AskedPhotos) {
  if (photos === null || (required && photos.lacking === 0)) return { hint: hint ?? null };
  const { wanted, there, lacking } = photos;
  if (lacking > 0) {
    const words = {
      zh: `本类别还须至少${lacking}张`,
      en: `This category asks for ${lacking} more`,
    };
    return { required: true, min: lacking, hint: hint ?? words };
  }
  const met = { zh: `已有${there}张，本类别够了`, en: `${there} there: enough for this category` };
  const none = { zh: '本类别不要求', en: 'Not asked for in this category' };
  return { hint: hint ?? (wanted > 0 ? met : none) };
}

/** What stands in the field already when the form opens. */
function suggestedFor(view: MatterView, name: string, field: FieldSpec): string | null {
  const { matter, clocks } = view.state;
  const { facts } = matter;
  if (name === 'org' && field.required) return facts.route?.org ?? null;
  if (name === 'category' && !field.required) return matter.category;
  if (name === 'urgency') return matter.urgency;
  if (name === 'target') return matter.handlingOrg ?? matter.ownerOrg;
  if (name === 'stage') return facts.beforeMerge?.stage ?? null;
  if (name === 'clock' && field.of?.length === 1) {
    return clocks.some((clock) => clock.name === field.of?.[0]) ? (field.of[0] ?? null) : null;
  }
  return null;
}

/** By the effects, which every kind shares: a new kind's actions fall into place by themselves. */
const groupByEffect: Readonly<Record<string, ActionGroup>> = {
  askObjection: 'requests',
  decideObjection: 'requests',
  askSuspension: 'requests',
  decideSuspension: 'requests',
  askExtension: 'requests',
  decideExtension: 'requests',
  resume: 'requests',
  supervise: 'supervision',
  replySupervision: 'supervision',
  closeSupervision: 'supervision',
  withdrawSupervision: 'supervision',
  remind: 'supervision',
  merge: 'around',
  unmerge: 'around',
  linkSub: 'around',
  moveAway: 'around',
  noteSubject: 'around',
  reply: 'words',
  recordAttempt: 'words',
  attachPhotos: 'words',
};

export function groupOf(spec: ActionSpec): ActionGroup {
  const effects = spec.effects ?? [];
  const named = effects.map((effect) => groupByEffect[effect]).find((group) => group);
  const isStaying = spec.to === 'stay';
  if (named === 'words' && !isStaying) return 'way';
  return named ?? (isStaying && effects.length === 0 ? 'words' : 'way');
}

/** Every stage to which an action may lead, with the value that leads there. */
export function leadsTo(definition: ProcessDefinition, spec: ActionSpec) {
  const stageOf = (code: string, by: string | null, value: string | null) => {
    const stage = definition.stages[code];
    const words = { zh: stage?.zh ?? code, en: stage?.en ?? code };
    return { code, ...words, by, value, isEnd: stage?.end === true };
  };
  if (typeof spec.to === 'string') return spec.to === 'stay' ? [] : [stageOf(spec.to, null, null)];
  const { byField, ways } = spec.to;
  return Object.entries(ways)
    .filter(([, code]) => code !== 'stay')
    .map(([value, code]) => stageOf(code, byField, value));
}

const undoneByEffect: Readonly<Record<string, string>> = {
  merge: 'unmerge',
  decideSuspension: 'resume',
  supervise: 'withdrawSupervision',
};

/** The action that takes an act back, by its effect. */
export function undoneBy(definition: ProcessDefinition, spec: ActionSpec) {
  const wanted = (spec.effects ?? []).map((effect) => undoneByEffect[effect]).find((one) => one);
  if (!wanted) return null;
  const found = Object.entries(definition.actions).find(([, one]) => one.effects?.includes(wanted));
  return found ? { code: found[0], zh: found[1].zh, en: found[1].en } : null;
}
