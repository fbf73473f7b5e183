/** How a person's data shows where it may be recognised but not read: lists, calls, print-outs. */
import { surnameLength } from './mask-names.ts';

const STAR = '*';

/** 张三丰 → 张**, 欧阳锋 → 欧阳*, John Smith → J***. */
export function maskName(name: string): string {
  const signs = Array.from(name.trim());
  if (signs.length < 2) return STAR.repeat(signs.length);
  if (/^[\u0020-\u024f]/.test(signs[0] ?? '')) return `${signs[0]}***`;
  const shown = signs.length > 2 ? Math.max(1, surnameLength(name.trim())) : 1;
  return signs.slice(0, shown).join('') + STAR.repeat(signs.length - shown);
}

/** 13812345678 → 138****5678, 021-57921234 → 021****1234. What is no phone shows nothing. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '').replace(/^(?:00)?86(?=1\d{10}$)/, '');
  if (digits.length < 7) return '****';
  const head = digits.length >= 10 ? digits.slice(0, 3) : '';
  return `${head}****${digits.slice(-4)}`;
}

/** 310116199001011234 → 310*************34; shorter ones show their last two. */
export function maskIdNumber(idNumber: string): string {
  const signs = idNumber.trim();
  if (signs.length < 8) return STAR.repeat(signs.length);
  const head = signs.length >= 15 ? signs.slice(0, 3) : '';
  return head + STAR.repeat(signs.length - head.length - 2) + signs.slice(-2);
}

/** Down to the town or street office: 石化街道示例路12弄3号 → 石化街道****. */
export function maskAddress(address: string): string {
  const town = /^.*?(?:街道|[镇乡])(?![政府村])|^.*(?:自治县|[区县])(?=.)/.exec(address.trim());
  return `${town?.[0] ?? ''}****`;
}
