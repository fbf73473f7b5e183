/**
 * Phone, ID and card numbers in running text. Dates and matter numbers stay, yet they cut nothing:
 * a number whose last group looks like a year (130-0000-2000-2) is found first. Eleven digits
 * without a gap are always masked: nothing that must stay is written so.
 */
import { between, inLatinDigits, type MaskLabel, type MaskSpan } from './mask-text.ts';

const S = `[${between}]{0,3}`;
const GAP = `[${between}]{1,3}`;

const RUN = new RegExp(`\\d(?:${S}\\d){6,}(?:${S}[Xx×])?`, 'g');

// What a run may contain and must keep. Digits on either side mean that it is none of these.
const KEPT = new RegExp(
  [
    '(?<!\\d)\\d{6}-\\d{2}-\\d{7}(?!\\d)',
    '(?<!\\d)(?:19|20)\\d{2}([-./])(?:0?[1-9]|1[0-2])\\1(?:[12]\\d|3[01]|0?[1-9])(?!\\d)',
    '(?<!\\d)(?:19|20)\\d{2}[-./](?:0?[1-9]|1[0-2])(?![\\d-])',
  ].join('|'),
  'g',
);

const KEPT_HERE = new RegExp(KEPT.source, 'y');

const CENTURY = '(?:18|19|20)';
const YEAR = `${CENTURY}\\d{2}`;
const MONTH = '(?:0[1-9]|1[0-2])';
const DAY = '(?:0[1-9]|[12]\\d|3[01])';
const BIRTH = YEAR + MONTH + DAY;
const AREA = '0(?:10|2\\d|[3-9]\\d{2})';
// 021-20220425 and 021 2022 2023 are landlines, unless a 2 before makes years and days of them.
const LIKELY_YEAR = '(?:19[5-9]|20[0-4])\\d';
const NO_YEARS =
  `(?!(?<=(?<!\\d)2)0(?:10|2\\d)${GAP}` +
  `${LIKELY_YEAR}(?:${MONTH}${DAY}|${GAP}${LIKELY_YEAR})(?!\\d))`;
const MOBILE_TAIL = [
  '\\d{9}',
  `\\d${GAP}\\d{4}${GAP}\\d{4}`,
  `\\d{2}${GAP}\\d{3}${GAP}\\d{4}`,
  `\\d${GAP}\\d{3}${GAP}\\d{5}`,
  `\\d${GAP}\\d{8}`,
  `\\d{5}${GAP}\\d{4}`,
  `\\d(?:${GAP}\\d{2}){4}`,
  `(?:${GAP}\\d){9}`,
].join('|');

// Also within longer digits, as when a number is written straight after a house number.
const GROUPED = (
  [
    [`[1-8]\\d{5}${S}${BIRTH}${S}\\d{3}${S}[\\dXx×]`, '【证件】'],
    [`[1-8]\\d{5}(${GAP})${YEAR}\\2${MONTH}(?:\\2)?${DAY}\\2\\d{3}[\\dXx×]`, '【证件】'],
    [
      `[1-8]\\d{3}(${GAP})\\d\\d${CENTURY}\\2\\d\\d${MONTH}\\2${DAY}\\d\\d\\2\\d[\\dXx×]`,
      '【证件】',
    ],
    [`[1-8]\\d{5}${S}\\d{2}${MONTH}${DAY}${S}\\d{3}`, '【证件】'],
    [`1${S}[3-9](?:${MOBILE_TAIL})`, '【电话】'],
    [`[3-69]\\d{3}(?:${GAP}\\d{4}){3}(?:${S}\\d{1,3})?`, '【卡号】'],
    [`(?<!\\d)${AREA}${S}\\d{3,4}${S}\\d{4}`, '【电话】'],
    [`${NO_YEARS}${AREA}${GAP}(?:\\d{7,8}|\\d{3,4}${GAP}\\d{4})`, '【电话】'],
    [`(?<!\\d)[48]00${S}\\d{3,4}${S}\\d{3,4}(?!\\d)`, '【电话】'],
  ] satisfies [string, MaskLabel][]
).map(([pattern, label]): [RegExp, MaskLabel] => [new RegExp(`(?=(${pattern}))`, 'g'), label]);

const LONG = 11;

/** Numbers that show by their own form. */
export function numberSpans(text: string): MaskSpan[] {
  const spans: MaskSpan[] = [];
  for (const run of text.matchAll(RUN)) addRun(spans, run[0], run.index);
  for (const pattern of CHINESE_RUNS) {
    for (const run of text.matchAll(pattern)) addRun(spans, inLatinDigits(run[0]), run.index);
  }
  return spans;
}

// Mixed with digits only without gaps: in 2018.1.3一2019.12.31 the 一 is a dash.
const CHINESE = '零〇一二三四五六七八九幺';
const CHINESE_RUNS = [
  new RegExp(`[\\d${CHINESE}]{11,}`, 'g'),
  new RegExp(`[${CHINESE}](?:${S}[${CHINESE}]){10,}`, 'g'),
];

// A local number of 7 or 8 digits, an account or half a card shows only by the word before it.
const CUED: [RegExp, MaskLabel][] = [
  [
    new RegExp(
      '(?:电话|手机|座机|固话|传真|联系方式|热线|致电|拨打|来电|号码|小灵通|[Tt][Ee][Ll]|TEL)' +
        `[^\\d\\n。；;]{0,8}?(\\d(?:[-－— ]{0,2}\\d){6,10})(?!\\d)`,
      'g',
    ),
    '【电话】',
  ],
  [/(?:[Qq]{2}|扣扣|微信|[Vv][Xx]|[Ww]e[Cc]hat)[群号是为：:\s]{0,3}(\d{5,12})(?!\d)/g, '【账号】'],
  [/(?:微信号?|[Vv][Xx]|[Ww]e[Cc]hat)[号是为：:\s]{0,3}([A-Za-z][\w-]{5,19})/g, '【账号】'],
  [
    /(?:身份证|证件|护照|通行证|社保|医保|驾驶证)[^\dA-Za-z\n。；;]{0,8}?([A-Za-z]{0,2}\d{6,20}[Xx]?)/g,
    '【证件】',
  ],
  [/(?:卡号|账号|帐号|账户|帐户)[^\d\n。；;]{0,8}?(\d(?:[- ]?\d){7,})/g, '【卡号】'],
];

/** Numbers that show by the word before them. */
export function shortNumberSpans(text: string): MaskSpan[] {
  const spans: MaskSpan[] = [];
  for (const [pattern, label] of CUED) {
    for (const match of text.matchAll(pattern)) {
      const to = match.index + match[0].length;
      const value = match[1] ?? '';
      const from = to - value.length;
      if (!isKeptAt(text, from)) spans.push({ from, to, label });
    }
  }
  return spans;
}

function isKeptAt(text: string, at: number): boolean {
  KEPT_HERE.lastIndex = at;
  return KEPT_HERE.test(text);
}

/** What lies wholly in dates and matter numbers stays; what only touches one does not. */
function addRun(spans: MaskSpan[], run: string, at: number) {
  const rest = run.replace(KEPT, (kept) => ' '.repeat(kept.length));
  let last = { from: 0, to: 0 };
  for (const found of [...longChunks(run), ...grouped(run), ...windows(run)]) {
    // Without this, thousands of digits in a row would be walked from each of them.
    if (found.from >= last.from && found.to <= last.to) continue;
    if (!/\d/.test(rest.slice(found.from, found.to))) continue;
    last = wholeChunks(run, found);
    spans.push({ from: at + last.from, to: at + last.to, label: found.label });
  }
}

function longChunks(text: string): MaskSpan[] {
  return chunksOf(text)
    .filter((chunk) => chunk.digits.length >= LONG)
    .map((chunk) => ({ from: chunk.from, to: chunk.to, label: labelOf(chunk.digits) }));
}

function labelOf(digits: string): MaskLabel {
  if (/^(?:0?086|86)?1[3-9]\d{9}$/.test(digits)) return '【电话】';
  if (isIdNumber(digits)) return '【证件】';
  if (/^0(?:10|2\d|[3-9]\d{2})\d{7,8}$/.test(digits)) return '【电话】';
  return digits.length >= 16 && digits.length <= 19 ? '【卡号】' : '【号码】';
}

const ID_NUMBER = new RegExp(`^[1-8]\\d{5}${BIRTH}\\d{3}[\\dX]?$`);

function isIdNumber(digits: string): boolean {
  if (ID_NUMBER.test(digits)) return true;
  return /^[1-8]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}$/.test(digits);
}

function grouped(text: string): MaskSpan[] {
  return GROUPED.flatMap(([pattern, label]) =>
    [...text.matchAll(pattern)].map((match) => ({
      from: match.index,
      to: match.index + (match[1]?.length ?? 0),
      label,
    })),
  );
}

type Chunk = { digits: string; from: number; to: number; gapBefore: string };

/**
 * Any other grouping, when whole chunks with the same gap between them make a mobile or an ID
 * number: 13 81 23 45 67 8.
 */
function windows(text: string): MaskSpan[] {
  const chunks = chunksOf(text);
  return chunks.flatMap((_, first) => windowFrom(chunks, first));
}

function windowFrom(chunks: Chunk[], first: number): MaskSpan[] {
  const found: MaskSpan[] = [];
  let digits = '';
  for (let last = first; last < chunks.length && digits.length < 18; last += 1) {
    const chunk = chunks[last] as Chunk;
    if (last > first + 1 && chunk.gapBefore !== chunks[first + 1]?.gapBefore) break;
    digits += chunk.digits;
    const label = last > first ? windowLabel(digits, last - first + 1) : null;
    if (label) found.push({ from: chunks[first]?.from ?? 0, to: chunk.to, label });
  }
  return found;
}

function windowLabel(digits: string, parts: number): MaskLabel | null {
  if (/^1[3-9]\d{9}$/.test(digits)) return '【电话】';
  if (digits.length === 15 && parts > 4) return null;
  return isIdNumber(digits) && digits.length !== 17 ? '【证件】' : null;
}

function chunksOf(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let end = 0;
  for (const match of text.matchAll(/\d+(?:[Xx×])?/g)) {
    const digits = match[0].toUpperCase().replace('×', 'X');
    const to = match.index + match[0].length;
    chunks.push({ digits, from: match.index, to, gapBefore: text.slice(end, match.index) });
    end = to;
  }
  return chunks;
}

/** A digit left standing beside a mask would be a part of what was masked. */
function wholeChunks(text: string, span: MaskSpan): { from: number; to: number } {
  let { from, to } = span;
  while (from > 0 && isDigit(text, from - 1)) from -= 1;
  while (to < text.length && (isDigit(text, to) || /[Xx×]/.test(text[to] ?? ''))) to += 1;
  return { from, to };
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}
