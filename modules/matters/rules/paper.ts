/**
 * Templates of documents (文书) as kinds register them. Pure: a template reads the matter and the
 * words that it may use, and writes a paper; numbers, files and deliveries are made elsewhere.
 */
import type { Paper } from '../../../kernel/paper.ts';
import { type Draft, setMatter, wordOf } from './draft.ts';
import type { MatterState } from './state.ts';
import type { MatterView } from './view.ts';

type Words = { zh: string; en: string };

/** What a template may use beside the matter. */
export type PaperWords = {
  /** The paper's own number; null on a draft. */
  number: string | null;
  /** The civil day on which it is made. */
  today: string;
  /** Who issues it. */
  organ: { id: string; name: string };
  orgName: (id: string) => string;
  /** The civil day of a moment, in the centre's zone. */
  dayOf: (ms: number) => string;
  /** Masked on drafts, and in papers whose template opens nobody. */
  persons: readonly PaperPerson[];
  /** What the reporter wrote: the original where persons are opened, else masked. */
  text: string;
  /** What was given with the last act of that name: the originals where persons are opened. */
  said: (action: string) => SaidBy | null;
  /** The same for each act of that name, in order: a record of every session. */
  saidAll: (action: string) => readonly SaidBy[];
  /** What the kind's own module keeps beside the log; the kind reads it by a reader of its own. */
  kept: unknown;
};

export type SaidBy = { given: Readonly<Record<string, unknown>>; org: string | null; at: number };

export type PaperPerson = {
  id: string;
  role: 'reporter' | 'party';
  name: string;
  phone: string;
  idNumber: string;
  address: string;
};

export type PaperTemplate = {
  title: Words;
  /** 代字 of its numbers: `答复` in `示例局答复〔2026〕3号`. */
  mark: string;
  /** For whom it is: who reported may read what was delivered to them. */
  reader: 'reporter' | 'parties' | 'organ';
  /** It names persons: they are opened when it is made, and the opening is logged. */
  opensPersons: boolean;
  /** What `whyNot` may miss, in words. */
  facts: Readonly<Record<string, Words>>;
  /** The fact that is still missing now, or null. */
  whyNot: (view: MatterView, now: number) => string | null;
  /** The same of the persons on whom it is written, masked or not: one of `facts`, or null. */
  whyNotPersons?: (persons: readonly PaperPerson[]) => string | null;
  write: (view: MatterView, words: PaperWords) => Paper;
};

export type PaperTemplates = Readonly<Record<string, PaperTemplate>>;

/** The latest of each kind of paper, as the matter itself knows it. */
export type PaperNote = { number: string; on: string; digest: string };

export function papersOf({ matter }: MatterState): Readonly<Record<string, PaperNote>> {
  return (matter.own.papers ?? {}) as Record<string, PaperNote>;
}

/** Effect of `makePaper`: the matter knows its number, day and digest from then on. */
export function recordPaper(draft: Draft): void {
  const { given } = draft;
  const note = {
    number: wordOf(given, 'number'),
    on: wordOf(given, 'on'),
    digest: wordOf(given, 'digest'),
  };
  const papers = { ...papersOf(draft.state), [wordOf(given, 'paper')]: note };
  setMatter(draft, { own: { papers } });
}

/** What was annulled is made anew before it is delivered again; the papers themselves stay. */
export function forgetPapers(draft: Draft, codes: readonly string[]): void {
  const kept = Object.entries(papersOf(draft.state)).filter(([code]) => !codes.includes(code));
  setMatter(draft, { own: { papers: Object.fromEntries(kept) } });
}

/** Guard of `deliver`: only what was made can be delivered. */
export function isPaperMade(view: MatterView, given?: Record<string, unknown>): string | null {
  const made = papersOf(view.state);
  if (given === undefined) return Object.keys(made).length > 0 ? null : 'PAPER_NOT_MADE';
  return Object.hasOwn(made, wordOf(given, 'paper')) ? null : 'PAPER_NOT_MADE';
}
