/** The parties' own values, in whatever writing they turn up. */
import { between, folded, type MaskLabel, type MaskSpan, spansOf } from './mask-text.ts';

const SEPARATORS = new RegExp(`[${between}]`, 'g');
const SHORTEST = 2;
/** A short number would blot out house numbers and amounts all over the text. */
const SHORTEST_DIGITS = 5;

/** Where the known values stand, with or without gaps between their characters. */
export function knownSpans(text: string, known: readonly string[]): MaskSpan[] {
  const small = known.length > 0 ? text.toLowerCase() : '';
  return known.flatMap((value) => {
    const bare = folded(value)
      .replace(SEPARATORS, '')
      .replace(/^\+?86(?=1\d{10}$)/, '');
    const least = /^\d+$/.test(bare) ? SHORTEST_DIGITS : SHORTEST;
    if (bare.length < least || !small.includes(bare.charAt(0).toLowerCase())) return [];
    const signs = Array.from(bare, (sign) => sign.replace(/[\\^$*+?.()|[\]{}/]/g, '\\$&'));
    return spansOf(text, new RegExp(signs.join(`[${between}]{0,3}`), 'gi'), labelOf(bare));
  });
}

function labelOf(value: string): MaskLabel {
  if (/^\d{14,17}[\dX]$/i.test(value)) return '【证件】';
  if (/^\+?\d+$/.test(value)) return '【电话】';
  if (value.includes('@')) return '【邮箱】';
  if (/^[\u4e00-\u9fff][A-Z][A-Z0-9]{5,6}/i.test(value)) return '【车牌】';
  const isLongName = value.length > 4 && /[\d路街镇乡村区县市号室栋弄幢]/i.test(value);
  return isLongName ? '【地址】' : '【姓名】';
}
