/**
 * From the schema of an action to what the form holds, checks and sends. Pure; the server judges
 * again, by the same codes.
 */
import type { Answer } from '../../../../../web/api.ts';

export type Matter = Answer<'GET /api/matters/{number}'>;
export type Action = Matter['allowedActions'][number];
export type Field = Action['fields'][string];
export type Fields = Readonly<Record<string, Field>>;
export type Values = Readonly<Record<string, unknown>>;

/** A file that waits to be sent with an act: the server has it, the matter not yet. */
export type WaitingFile = { id: string; name: string; thumbHref: string | null };

const TEXT_MAX = 4000;

/** What stands in the fields when the form opens: what was begun before, else what is suggested. */
export function startValues(fields: Fields, draft: Values | null): Values {
  const entries = Object.entries(fields).map(([name, field]) => {
    const kept = draft?.[name];
    return [name, kept === undefined ? suggestedFor(field) : kept];
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** A required choice with one answer is answered; what may stay empty is not pressed on anyone. */
function suggestedFor(field: Field): unknown {
  if (field.type === 'boolean') return false;
  if (field.suggested !== null) return field.suggested;
  const only = field.required && field.choices?.length === 1 ? field.choices[0] : undefined;
  return only?.code;
}

export function isRequired(field: Field, values: Values): boolean {
  if (field.required) return true;
  const { requiredWhen: when, requiredWithout: other } = field;
  if (other !== undefined && isEmpty(values[other])) return true;
  return when !== undefined && when.is.includes(String(values[when.field]));
}

export function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) && value.length === 0;
}

/** What is wrong with one answer, by the server's own codes; null: nothing. */
export function faultOf(field: Field, value: unknown, values: Values): string | null {
  if (isShortOfFiles(field, value)) return 'tooFew';
  if (isEmpty(value)) return isRequired(field, values) ? 'required' : null;
  if (field.type === 'text' && typeof value === 'string') {
    if (value.trim().length < (field.min ?? 1)) return 'tooShort';
    return value.trim().length > textMax(field) ? 'tooLong' : null;
  }
  if (field.type === 'number') return numberFault(field, value);
  if (field.choices && field.type === 'choice') {
    return field.choices.some((choice) => choice.code === value) ? null : 'choice';
  }
  return null;
}

/** Files that must go along are not there yet: the hint says so until they are. */
export function isShortOfFiles(field: Field, value: unknown): boolean {
  if (field.type !== 'ids' || field.min === undefined) return false;
  return (Array.isArray(value) ? value.length : 0) < field.min;
}

export function textMax(field: Field): number {
  return field.max ?? TEXT_MAX;
}

function numberFault(field: Field, value: unknown): string | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'number';
  if (field.whole && !Number.isInteger(value)) return 'whole';
  if (field.min !== undefined && value < field.min) return 'tooSmall';
  return field.max !== undefined && value > field.max ? 'tooLarge' : null;
}

export type Fault = { name: string; code: string };

/** Every fault of the form, in the order of its fields. */
export function faultsOf(fields: Fields, values: Values): Fault[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const code = faultOf(field, values[name], values);
    return code === null ? [] : [{ name, code }];
  });
}

/** What the server found wrong, field by field; what is no field stays with the form. */
export function faultsFrom(
  fields: Fields,
  wire: readonly { path: string; code: string }[],
): Fault[] {
  return wire.flatMap(({ path, code }) => {
    const name = path.replace(/^(?:body\.)?input\./, '').split('.')[0] ?? '';
    return Object.hasOwn(fields, name) ? [{ name, code }] : [];
  });
}

/** What is sent: empty answers are left out, files are named by their ids. */
export function inputOf(fields: Fields, values: Values): Record<string, unknown> {
  const entries = Object.entries(fields).flatMap(([name, field]) => {
    const value = values[name];
    if (isEmpty(value) || (field.type === 'boolean' && value !== true)) return [];
    return [[name, sentValue(value)] as const];
  });
  return Object.fromEntries(entries);
}

function sentValue(value: unknown): unknown {
  if (typeof value === 'string') return value.trim();
  if (!Array.isArray(value)) return value;
  return value.map((one) => (typeof one === 'string' ? one : (one as WaitingFile).id));
}

/** Where the act leads with these answers; empty: the stage stays. */
export function leadsToNow(action: Action, values: Values): Action['leadsTo'] {
  return action.leadsTo.filter((way) => way.by === null || values[way.by] === way.value);
}

/** What cannot be taken back and ends something is asked about once more. */
export function needsConfirming(action: Action, values: Values): boolean {
  const isEnding = leadsToNow(action, values).some((way) => way.isEnd);
  return isEnding || (action.group === 'around' && action.needsVersion && !action.undoneBy);
}

/** Gaps that a template left to whoever writes. */
export function openGaps(text: unknown): string[] {
  return typeof text === 'string' ? [...text.matchAll(/【[^】]+】/g)].map(([gap]) => gap) : [];
}

/** In which field the answer to the reporter stands, or null. */
export function replyField(action: Pick<Action, 'action' | 'fields'>): string | null {
  if (action.fields.reply) return 'reply';
  return action.action === 'reply' && action.fields.text ? 'text' : null;
}

/** Open actions in the groups of the screen, the likeliest left out: it has its own button. */
export function grouped(actions: readonly Action[]) {
  const order = ['way', 'requests', 'supervision', 'words', 'around'] as const;
  const open = actions.filter((one) => one.why === null);
  return order
    .map((group) => ({
      group,
      actions: open.filter((one) => one.group === group && !one.isPrimary),
    }))
    .filter((one) => one.actions.length > 0);
}

/** Closed actions by their reason: one sentence for all that it closes. */
export function closedByReason(actions: readonly Action[]) {
  const closed = actions.flatMap((one) =>
    one.why === null || one.whyText === null ? [] : [{ ...one, whyText: one.whyText }],
  );
  const groups = Map.groupBy(closed, (one) => one.whyText.zh);
  return [...groups.values()].flatMap((list) => {
    const [first] = list;
    return first ? [{ why: first.why, whyText: first.whyText, actions: list }] : [];
  });
}

const TOWN_DIGITS = 9;

/** Organisations as one looks for them: of the matter's own town, then the county, the others. */
export function nearestFirst<T extends { region: string }>(
  orgs: readonly T[],
  region: string,
): T[] {
  const town = region.slice(0, TOWN_DIGITS);
  const farOf = (org: T) => {
    if (org.region.length < TOWN_DIGITS) return 1;
    return town.length === TOWN_DIGITS && org.region.startsWith(town) ? 0 : 2;
  };
  return orgs.toSorted((a, b) => farOf(a) - farOf(b));
}
