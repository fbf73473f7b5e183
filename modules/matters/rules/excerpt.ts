/** The piece of a text that shows why it was found. */
import { type Highlight, highlight } from './search.ts';

const BEFORE = 20;
const LENGTH = 100;

/** Some 100 characters around the first of the words, marked; the beginning when none is there. */
export function excerptOf(
  text: string,
  words: readonly string[],
): { excerpt: string; marks: Highlight[] } {
  const first = highlight(text, words)[0];
  const from = whole(text, Math.max(0, (first?.from ?? 0) - BEFORE));
  const to = whole(text, Math.min(text.length, from + LENGTH));
  const excerpt = text.slice(from, to);
  return { excerpt, marks: highlight(excerpt, words) };
}

/** Not between the halves of a character outside the basic plane. */
function whole(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return at > 0 && code >= 0xdc00 && code <= 0xdfff ? at - 1 : at;
}
