/** What the detectors share: spans, and the text in half-width signs with every offset kept. */

/** `label` stands in for the characters from `from` up to `to` (UTF-16 offsets). */
export type MaskSpan = { from: number; to: number; label: MaskLabel };

export const maskLabels = [
  '【电话】',
  '【证件】',
  '【卡号】',
  '【车牌】',
  '【邮箱】',
  '【账号】',
  '【号码】',
  '【姓名】',
  '【地址】',
] as const;
export type MaskLabel = (typeof maskLabels)[number];

/** What people put between the digits of one number, as the inside of a character class. */
export const between = '\\s\\u00ad\\u200b-\\u200f\\u2060\\ufeff\\-‐-―−－_.·•・﹒()（）';

const FULL_WIDTH = /[０-９Ａ-Ｚａ-ｚ＠．＿＋]/;
const FULL_WIDTH_ALL = new RegExp(FULL_WIDTH, 'g');
const FULL_WIDTH_SHIFT = 0xfee0;

/** Full-width digits and letters as ASCII. The length does not change. */
export function folded(text: string): string {
  if (!FULL_WIDTH.test(text)) return text;
  return text.replace(FULL_WIDTH_ALL, (sign) =>
    String.fromCharCode(sign.charCodeAt(0) - FULL_WIDTH_SHIFT),
  );
}

const CHINESE_DIGITS = '零一二三四五六七八九';
const OTHER_DIGITS: Record<string, string> = { 〇: '0', 幺: '1' };

/** 一三八… as 138…: the length does not change. */
export function inLatinDigits(text: string): string {
  return text.replace(/[零〇一二三四五六七八九幺]/g, (sign) => {
    const digit = CHINESE_DIGITS.indexOf(sign);
    return digit < 0 ? (OTHER_DIGITS[sign] ?? sign) : String(digit);
  });
}

/** All matches of a global pattern as spans. */
export function spansOf(text: string, pattern: RegExp, label: MaskLabel): MaskSpan[] {
  const spans: MaskSpan[] = [];
  for (const match of text.matchAll(pattern)) {
    spans.push({ from: match.index, to: match.index + match[0].length, label });
  }
  return spans;
}

const LABELS = new RegExp(maskLabels.join('|'), 'g');

/** The text without the words that stand in for what was masked. */
export function withoutLabels(text: string): string {
  return text.replace(LABELS, ' ');
}
