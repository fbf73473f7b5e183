/**
 * An official document (公文), without form: what it says, in order. Templates write it, the
 * renderer lays it out after GB/T 9704. The same paper always gives the same bytes: nothing of the
 * moment stands in it but the date that it bears.
 */
import { canonicalJson } from './canonical-json.ts';
import type { CivilDate } from './dates.ts';
import { must } from './refusal.ts';

export type PaperBlock =
  /** A paragraph, its first line two characters in. */
  | { kind: 'text'; text: string }
  /** `一、` on the first level, `（一）` on the second: the writer counts nothing. */
  | { kind: 'heading'; level: 1 | 2; text: string }
  /** `1.` `2.` `3.`, each a paragraph. */
  | { kind: 'list'; items: readonly string[] }
  /** 第一条, 第二条: the clauses of an agreement. */
  | { kind: 'clauses'; items: readonly string[] }
  /** A label and what belongs to it, in two columns. */
  | { kind: 'facts'; rows: readonly { label: string; value: string }[] }
  /** A table with a head that stands again on each page. */
  | { kind: 'table'; head: readonly string[]; rows: readonly (readonly string[])[] }
  /** Lines on which parties sign, each with who signs there. */
  | { kind: 'signatures'; items: readonly PaperSignature[] };

export type PaperSignature = {
  /** `申请人（签名）`. */
  label: string;
  /** Printed beside the line; empty where they write it themselves. */
  name: string;
  /** The civil day on which it was signed. */
  on: CivilDate | null;
  /** What was drawn, as a PNG in base64. */
  ink: { png: string; width: number; height: number } | null;
};

export type Paper = {
  /** 发文机关: whose document it is. It heads what it signs, and nothing that the parties issue. */
  organ: string;
  /** 文号; null on a draft, which says that it is one. */
  number: string | null;
  title: string;
  /** 主送: to whom, without the colon. */
  addressee: string | null;
  body: readonly PaperBlock[];
  /** 附件说明: names of what is attached. */
  attached: readonly string[];
  /** 落款 with the place of the seal; null where signatures of the body stand for it. */
  signedBy: string | null;
  /** Whether the organ seals it by hand. */
  isSealedByHand: boolean;
  /** 成文日期, a civil day. */
  date: CivilDate;
  /** 附注, in brackets below the date: to which matter it belongs. */
  note?: string;
  /** 抄送. */
  copies: readonly string[];
};

/** What is hashed, so that it can be proved later what a paper said. */
export function paperText(paper: Paper): string {
  return canonicalJson(paper);
}

/** 2026年11月22日, as GB/T 9704 wants it: figures, no leading zero. */
export function chineseDate(on: CivilDate): string {
  const [year, month, day] = on.split('-').map(Number);
  must(year && month && day, `a civil date: ${on}`);
  return `${year}年${month}月${day}日`;
}

const DIGITS = '零一二三四五六七八九';

/** 一 to 九十九, for headings and clauses; beyond it in figures. */
export function chineseNumeral(n: number): string {
  if (n < 1 || n > 99) return String(n);
  const tens = Math.floor(n / 10);
  const ones = n % 10;
  const head = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`;
  return `${head}${ones === 0 ? '' : DIGITS[ones]}`;
}
