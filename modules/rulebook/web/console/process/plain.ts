/**
 * A change of a process in plain words: where it is (stage, action, clock by name, then what of
 * it), and what stood and stands there. Pure; the page brings the language.
 */
import type { PlainWords } from '../../../../../web/console/admin/differences.tsx';
import type { ProcessDocument } from '../words.ts';

type Words = { zh: string; en?: string | null };

/** How the page speaks: names in its language, and the words of codes. */
export type Speak = {
  named: (words: Words | undefined) => string;
  /** Of a key or code of the document; undefined: it has no word. */
  word: (key: string) => string | undefined;
  standing: (code: string) => string;
  unit: (code: string) => string;
  nature: (code: string) => string;
  /** `stage:NAME` entered, `action:NAME` taken. */
  entered: (stage: string) => string;
  taken: (action: string) => string;
  yes: (is: boolean) => string;
  quote: (name: string) => string;
};

/** The documents that are compared: a name that is gone is found in the earlier one. */
export function plainProcess(
  speak: Speak,
  documents: readonly Partial<ProcessDocument>[],
): PlainWords {
  const find = <T>(of: (document: Partial<ProcessDocument>) => T | undefined): T | undefined =>
    documents.map(of).find((one) => one !== undefined);
  const stageOf = (code: string) => {
    const stage = find((one) => one.stages?.[code]);
    return stage ? speak.named(stage) : (speak.word(code) ?? code);
  };
  const actionOf = (code: string) => speak.named(find((one) => one.actions?.[code])) || code;
  const fieldOf = (action: string, code: string) =>
    speak.named(find((one) => one.actions?.[action]?.fields?.[code])) || code;
  const nameAt = (path: readonly string[], at: number): string => {
    const key = path[at] ?? '';
    const [root = '', name = ''] = path;
    if (at === 1 && root === 'stages') return speak.quote(stageOf(key));
    if (at === 1 && root === 'actions') return speak.quote(actionOf(key));
    if (at === 1 && root === 'clocks') {
      return speak.quote(speak.named(find((one) => one.clocks?.[key])) || key);
    }
    if (at === 1 && root === 'ladders') return speak.quote(key);
    if (at === 3 && root === 'actions' && path[2] === 'fields') {
      return speak.quote(fieldOf(name, key));
    }
    // Choices of a field, and the facts of a kind, are codes of its own.
    const isOwn = OWN_CODES.has(path[at - 1] ?? '');
    return isOwn ? speak.quote(key) : (speak.word(key) ?? key);
  };
  const eventOf = (event: string): string => {
    const [kind = '', name = ''] = event.split(':');
    const [action = '', choice] = name.split('/');
    if (kind === 'stage') return speak.entered(stageOf(name));
    if (kind !== 'action') return event;
    const taken = speak.taken(actionOf(action));
    return choice ? `${taken} (${choice.split('=').at(-1)})` : taken;
  };
  const codeAt = (code: string, path: readonly string[]): string => {
    const key = path.at(-1) ?? '';
    if (key === 'owner' || key === 'standing') return speak.standing(code);
    if (key === 'unit') return speak.unit(code);
    if (key === 'nature') return speak.nature(code);
    if (STAGES.has(key) || path.at(-2) === 'ways') return stageOf(code);
    if (EVENTS.has(key)) return eventOf(code);
    if (key === 'byField') return fieldOf(path[1] ?? '', code);
    return CODES.has(key) ? (speak.word(code) ?? code) : code;
  };
  const value = (given: unknown, path: readonly string[]): string => {
    if (given === null || given === undefined) return '';
    if (typeof given === 'boolean') return speak.yes(given);
    if (typeof given === 'string') return codeAt(given, path);
    if (Array.isArray(given)) return given.map((one) => value(one, path)).join(' · ');
    if (typeof given === 'number') return String(given);
    if (typeof given !== 'object') return '';
    const entries = Object.entries(given);
    const isWords = entries.length === 2 && 'zh' in given && 'en' in given;
    if (isWords) return speak.named(given as Words);
    return entries
      .map(([key, one]) => `${nameAt([...path, key], path.length)}: ${value(one, [...path, key])}`)
      .join('; ');
  };
  return { place: (path) => path.map((_, at) => nameAt(path, at)), value };
}

const OWN_CODES: ReadonlySet<string> = new Set(['ways', 'labels', 'when']);
const STAGES: ReadonlySet<string> = new Set(['initial', 'from', 'to']);
const EVENTS: ReadonlySet<string> = new Set(['starts', 'ends', 'cancels', 'stops', 'resumes']);
/** Whose values are codes of the document's own language. */
const CODES: ReadonlySet<string> = new Set([
  'startDay',
  'dueMoment',
  'lastDayOnHoliday',
  'outsideHours',
  'dayOff',
  'beforeOpening',
  'afterClosing',
  'rung',
]);
