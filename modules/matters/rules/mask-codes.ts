/** Plates, passports and e-mails: signs of letters and digits that belong to one person. */
import { between, type MaskSpan, spansOf } from './mask-text.ts';

const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const S = `[${between}]{0,3}`;
const SIGN = '[A-Za-z0-9]';
const SUFFIX = '[挂学警港澳领试超使]';

// 沪A12345, 沪AD12345 (new energy), 粤Z1234港, 沪A1234挂, also with dots or gaps; 使014578.
const PLATE = new RegExp(
  `[${PROVINCES}]${S}[A-Za-z]${S}(?:${SIGN}{4}${SUFFIX}|${SIGN}{5,6}|` +
    `(?:${S}${SIGN}){4}${S}${SUFFIX}|(?:${S}${SIGN}){5,6})|[使领]${S}\\d{3}${S}\\d{3}|` +
    `[${PROVINCES}]${S}\\d{3}${S}\\d{3}[使领]`,
  'g',
);

// Without its province a plate shows only by the word before it.
const CUED_PLATE = new RegExp(
  '(?:车牌号?码?|牌照|号牌)[^A-Za-z0-9\\n。；;]{0,8}?' +
    `([A-Za-z]?[\\s·.-]?(?=(?:[A-Za-z]*\\d){2})${SIGN}{4,6}[挂学警港澳]?)`,
  'g',
);

/** Number plates of vehicles. */
export function plateSpans(text: string): MaskSpan[] {
  const plates = spansOf(text, PLATE, '【车牌】').filter((span) =>
    hasTwoDigits(text.slice(span.from + 2, span.to)),
  );
  for (const match of text.matchAll(CUED_PLATE)) {
    const to = match.index + match[0].length;
    plates.push({ from: to - (match[1]?.length ?? 0), to, label: '【车牌】' });
  }
  return plates;
}

// "新ABCDE" is a word or a model; a plate has at least two digits.
function hasTwoDigits(signs: string): boolean {
  return /\d.*\d/s.test(signs);
}

// E12345678, EA1234567, G12345678, H1234567800, W… of Hong Kong, and the ID card A123456(7).
const PASSPORT = new RegExp(
  `(?<!${SIGN})(?:` +
    [
      '[CDEGHJKLMPSTWcdeghjklmpstw]\\d{8}(?:\\d{2})?',
      '[Ee][A-Za-z]\\d{7}',
      '(?:MA|1[45])\\d{7}',
      '[A-Z]{1,2}\\d{6}[(（][\\dA][)）]',
    ].join('|') +
    `)(?!${SIGN})`,
  'g',
);

/** Passports, permits for Hong Kong, Macau and Taiwan, Hong Kong ID cards. */
export function passportSpans(text: string): MaskSpan[] {
  return spansOf(text, PASSPORT, '【证件】');
}

const EMAIL = /[A-Za-z0-9._%+-]{1,64}\s?@\s?[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}/g;

export function emailSpans(text: string): MaskSpan[] {
  return text.includes('@') ? spansOf(text, EMAIL, '【邮箱】') : [];
}
