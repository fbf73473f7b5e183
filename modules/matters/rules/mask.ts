/**
 * Takes out of a text what finds a person: phone, ID, card, passport and plate numbers, addresses
 * of e-mail, names that introduce themselves, and the parties' own known values. What this leaves
 * is what is listed and searched; when in doubt it masks.
 */

import { emailSpans, passportSpans, plateSpans } from './mask-codes.ts';
import { knownSpans } from './mask-known.ts';
import { nameSpans } from './mask-names.ts';
import { numberSpans, shortNumberSpans } from './mask-numbers.ts';
import { folded, inLatinDigits, type MaskSpan } from './mask-text.ts';

/**
 * `found` says whether anything was taken out. `known` are the parties' own values of this matter:
 * names (two characters or more), phones, addresses, in any writing.
 */
export function mask(text: string, known: string[] = []): { masked: string; found: boolean } {
  const spans = allSpans(text, known);
  if (spans.length === 0) return { masked: text, found: false };
  return { masked: withLabels(text, spans), found: true };
}

/**
 * Whether a search would look for a person: it carries a phone, ID, card or plate number, an e-mail
 * or a part of one (six digits or more in a row). A matter's number and a date are none.
 */
export function looksPersonal(query: string): boolean {
  if (allSpans(query, []).length > 0) return true;
  const rest = folded(query).replace(MATTER_NUMBER, ' ').replace(DAY, ' ');
  return PART_OF_NUMBER.test(inLatinDigits(rest)) || PART_OF_PLATE.test(rest);
}

const MATTER_NUMBER = /(?<![\dA-Za-z])\d{6}-\d{2}-\d{7}(?![\dA-Za-z])/g;
const DAY =
  /(?<!\d)(?:19|20)\d{2}[-./年]?(?:0?[1-9]|1[0-2])[-./月]?(?:[12]\d|3[01]|0?[1-9])日?(?!\d)/g;
const PART_OF_NUMBER = /\d(?:[\s\-.·*]?\d){5,}/;
// A plate without its province: a letter and five or six signs of which three are digits.
const PART_OF_PLATE =
  /(?<![A-Za-z0-9])[A-Za-z][\s·.-]?(?=(?:[A-Za-z]*\d){3})[A-Za-z0-9]{5,6}(?![A-Za-z0-9])/;

function allSpans(text: string, known: readonly string[]): MaskSpan[] {
  if (text === '') return [];
  const plain = folded(text);
  return [
    ...emailSpans(plain),
    ...numberSpans(plain),
    ...shortNumberSpans(plain),
    ...plateSpans(plain),
    ...passportSpans(plain),
    ...knownSpans(plain, known),
    ...nameSpans(plain),
  ];
}

/** Spans that touch become one; of those that overlap, the longest gives the label. */
function withLabels(text: string, spans: MaskSpan[]): string {
  const sorted = spans.sort((a, b) => a.from - b.from || b.to - a.to);
  let masked = '';
  let at = 0;
  for (const span of sorted) {
    if (span.to <= at) continue;
    const isOverlap = span.from < at;
    if (!isOverlap) masked += text.slice(at, span.from) + span.label;
    at = span.to;
  }
  return masked + text.slice(at);
}
