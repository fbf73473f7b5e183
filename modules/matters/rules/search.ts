/**
 * What may be asked of the search, and where its words stand in a text. A query in the form of a
 * phone, ID or plate number is refused before anything is looked up: people are not searched for.
 */
import { refuse } from '../../../kernel/refusal.ts';
import { looksPersonal } from './mask.ts';
import { folded } from './mask-text.ts';

export const queryLengthMax = 100;
const SHORTEST = 2;
const MATTER_NUMBER = /^\d{6}-\d{2}-\d{7}$/;

export type SearchQuery = { text: string; isNumber: boolean };

/**
 * The query without needless space; `isNumber` when it is one matter's number. Refuses
 * SEARCH_PERSONAL, SEARCH_TOO_SHORT (under two characters) and SEARCH_TOO_LONG (over 100).
 */
export function readQuery(query: string): SearchQuery {
  const text = query.normalize('NFKC').replace(/\s+/g, ' ').trim();
  if (MATTER_NUMBER.test(text)) return { text, isNumber: true };
  if (text.length > queryLengthMax) refuse('SEARCH_TOO_LONG', { values: { max: queryLengthMax } });
  if (looksPersonal(query)) refuse('SEARCH_PERSONAL');
  if (text.length < SHORTEST) refuse('SEARCH_TOO_SHORT', { values: { min: SHORTEST } });
  return { text, isNumber: false };
}

/** A part of a text to be shown marked: UTF-16 offsets, `to` exclusive. */
export type Highlight = { from: number; to: number };

/** Where any of the words stand, in order; those that touch or overlap are one. */
export function highlight(text: string, words: readonly string[]): Highlight[] {
  const wanted = words.filter((word) => word !== '').map(escaped);
  if (wanted.length === 0) return [];
  const plain = folded(text);
  const found = wanted.flatMap((word) =>
    [...plain.matchAll(new RegExp(word, 'gi'))].map((match) => ({
      from: match.index,
      to: match.index + match[0].length,
    })),
  );
  return joined(found.sort((a, b) => a.from - b.from));
}

function escaped(word: string): string {
  return word.replace(/[\\^$*+?.()|[\]{}/-]/g, '\\$&');
}

function joined(sorted: Highlight[]): Highlight[] {
  const out: Highlight[] = [];
  for (const next of sorted) {
    const last = out.at(-1);
    if (last && next.from <= last.to) last.to = Math.max(last.to, next.to);
    else out.push({ ...next });
  }
  return out;
}
