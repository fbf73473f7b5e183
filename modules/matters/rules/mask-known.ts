/** The parties' own values, in whatever writing they turn up. */
import { between, folded, type MaskLabel, type MaskSpan } from './mask-text.ts';

const SEPARATORS = new RegExp(`[${between}]`, 'g');
const RUNS = new RegExp(`[^${between}]+`, 'g');
const SHORTEST = 2;
/** A short number would blot out house numbers and amounts all over the text. */
const SHORTEST_DIGITS = 5;
/** What people put between the signs of one value, at most. */
const GAP_MAX = 3;

/**
 * Where the known values stand, with or without gaps between their characters. Sought in the text
 * without its separators: a pattern for each value was a fifth of what an import cost the program.
 */
export function knownSpans(text: string, known: readonly string[]): MaskSpan[] {
  if (known.length === 0) return [];
  const signs = signsOf(text);
  const there = known
    .map(soughtOf)
    .filter((value) => value.length >= leastOf(value) && signs.includes(value));
  // Of most texts, none: where each sign stands is then of no use.
  if (there.length === 0) return [];
  const bare = { signs, at: placesOf(text) };
  return there.flatMap((value) => spansIn(bare, value));
}

/** A value as it is sought: without separators and the country, in upper case. */
function soughtOf(value: string): string {
  const bare = folded(value)
    .replace(SEPARATORS, '')
    .replace(/^\+?86(?=1\d{10}$)/, '');
  return largeOf(bare);
}

const leastOf = (value: string) => (/^\d+$/.test(value) ? SHORTEST_DIGITS : SHORTEST);

/** The signs of a text without separators, in upper case. */
function signsOf(text: string): string {
  let signs = '';
  for (const [run] of text.matchAll(RUNS)) signs += largeOf(run);
  return signs;
}

/** Where each of these signs stands. */
function placesOf(text: string): number[] {
  const at: number[] = [];
  for (const { 0: run, index } of text.matchAll(RUNS)) {
    for (let offset = 0; offset < run.length; offset += 1) at.push(index + offset);
  }
  return at;
}

/** In upper case, of the same length: what would become longer (ß) stays. */
function largeOf(text: string): string {
  const large = text.toUpperCase();
  if (large.length === text.length) return large;
  return text.replace(/[^]/g, (sign) => {
    const one = sign.toUpperCase();
    return one.length === 1 ? one : sign;
  });
}

type Bare = { signs: string; at: readonly number[] };

function spansIn({ signs, at }: Bare, sought: string): MaskSpan[] {
  const label = labelOf(sought);
  const spans: MaskSpan[] = [];
  for (let from = signs.indexOf(sought); from >= 0; ) {
    const places = at.slice(from, from + sought.length);
    const isClose = places.every(
      (place, n) => n === 0 || place - (places[n - 1] ?? 0) <= GAP_MAX + 1,
    );
    const last = places.at(-1) ?? 0;
    if (isClose) spans.push({ from: places[0] ?? 0, to: last + 1, label });
    from = signs.indexOf(sought, from + (isClose ? sought.length : 1));
  }
  return spans;
}

function labelOf(value: string): MaskLabel {
  if (/^\d{14,17}[\dX]$/i.test(value)) return '【证件】';
  if (/^\+?\d+$/.test(value)) return '【电话】';
  if (value.includes('@')) return '【邮箱】';
  if (/^[\u4e00-\u9fff][A-Z][A-Z0-9]{5,6}/i.test(value)) return '【车牌】';
  const isLongName = value.length > 4 && /[\d路街镇乡村区县市号室栋弄幢]/i.test(value);
  return isLongName ? '【地址】' : '【姓名】';
}
