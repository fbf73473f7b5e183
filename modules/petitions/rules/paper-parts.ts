/** What all documents of a petition are written with: what was said in an act, and their frame. */
import { chineseDate, type Paper, type PaperBlock } from '../../../kernel/paper.ts';
import type { MatterView, PaperTemplates, PaperWords } from '../../matters/engine.ts';

export type Said = (field: string) => string;
export type Template = PaperTemplates[string];

export const title = (zh: string, en: string) => ({ zh, en });

/** The texts of the last act of that name, by field. */
export function saidIn(words: PaperWords, action: string): Said {
  const given = words.said(action)?.given ?? {};
  return (field) => (typeof given[field] === 'string' ? given[field] : '');
}

export const text = (words: string): PaperBlock => ({ kind: 'text', text: words });
export const heading = (words: string): PaperBlock => ({ kind: 'heading', level: 1, text: words });

type Written = { title: string; body: readonly PaperBlock[]; addressee?: string | null };

/** Who petitioned is addressed, where nobody else is named. */
export function written(view: MatterView, words: PaperWords, of: Written): Paper {
  const petitioner = petitionerOf(words);
  return {
    organ: words.organ.name,
    number: words.number,
    title: of.title,
    addressee: of.addressee === undefined ? petitioner : of.addressee,
    body: of.body,
    note: `信访事项编号：${view.state.matter.number}`,
    attached: [],
    signedBy: words.organ.name,
    isSealedByHand: true,
    date: words.today,
    copies: [],
  };
}

export function petitionerOf({ persons }: PaperWords): string {
  return persons.find((one) => one.role === 'reporter')?.name || '信访人';
}

export const received = ({ state }: MatterView, words: PaperWords) =>
  chineseDate(words.dayOf(state.matter.receivedAt));

type Shape = Omit<Template, 'reader' | 'opensPersons' | 'facts'> & {
  missing: string;
  reader?: Template['reader'];
};

/** For who petitioned, unless it says otherwise; refused with what is missing. */
export function template({ missing, ...rest }: Shape): Template {
  const en = 'the act that it is written from has not been taken';
  const facts = { notGiven: { zh: missing, en } };
  return { reader: 'reporter', ...rest, facts, opensPersons: true };
}

export const givenIf = (isGiven: boolean) => (isGiven ? null : 'notGiven');
