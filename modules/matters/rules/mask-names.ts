/**
 * Names that a text introduces: 我叫张三, 联系人：李四, 王五（身份证…. Without such a word before
 * or after, a name cannot be told from other words, and stays: the known values cover the parties.
 */

import type { MaskSpan } from './mask-text.ts';
import { compoundSurnames, surnames } from './surnames.ts';

const SINGLE = new Set(surnames);
const COMPOUND = new Set(compoundSurnames);
// Surnames that are common words of a sentence: after a weak cue they are taken as the word.
const ALSO_WORDS = new Set(
  '于和向从经时自有都全方关应安高成曾常万何任连满终车同房路水明平公户由别家原计施查' +
    '区楼单利来权申居管农宣信解修党支强幸敬官门相通花和宿普',
);
const NOT_NAMES = new Set(
  (
    '许可 许多 陈述 陈旧 周岁 周边 周围 周末 张贴 张口 金额 金融 方面 石头 马上 白天 江边 黄金 林业 ' +
    '包括 包含 项目 古树 顾客 程度 宁愿 习惯 商家 商户 施工 严重 简直 温馨 雷同 冷漠 花费 花钱 余下 ' +
    '毛坯 谢谢 祝愿 乐意 左右 司法 司机 元旦 展开 卫生 池塘 步行 苗木 阳台 时间 时常 项下 费用 宁静 陆续 干净 包围 利益 查询 时代 银杏'
  ).split(' '),
);
// What follows a name, and never ends one.
const AFTER =
  '是住家在因于为系女男现的和与及今年身份证电话手机联系户籍，。、,.;；:：!！?？()（）【】“”"\'《》\n\r\t 　/';
const ENDS = new Set(AFTER);
const LINKS = /[、，,和与及 　]/;
const HAN = /^[\u3400-\u9fff]$/;

// Only a name can follow.
const ROLES = '反映|投诉|举报|申请|来访|信访|报案|报警|负责|经办|承租|出租|法定代表|代理|受害|当事';
const STRONG = new RegExp(
  `(?:${[
    '(?:我|本人|他|她|名字|男子|女子|邻居|一个|人)(?:的名字)?叫做?',
    '姓名(?:是|为|叫)?',
    '名叫',
    '联系人(?:是|为)?',
    `(?:${ROLES})人(?:姓名)?(?=[：:])`,
    '户主(?=[：:])',
    '业主(?=[：:])',
  ].join('|')})[：:\\s]{0,2}`,
  'g',
);
// A name may follow, and more often does not: it must be followed by a sign or a telling word.
const WEAK =
  /(?:名为|本人|我是|当事人|业主|户主|居民|村民|负责人|法人代表?|法定代表人|老板|房东|司机)[：:\s]?/g;
// The name stands before: 王五，男，…; 王五（身份证…; 王五 电话…; 王五【…
const BEFORE =
  /[，,、（(：:\s]{0,2}(?:身份证|身份号码|电话[：:\d]|手机[号：:\d]|联系电话|联系方式|[男女][，,、性]|1[3-9]\d{9}(?!\d))/g;

/** Where names that introduce themselves stand, and where else the same text has them. */
export function nameSpans(text: string): MaskSpan[] {
  const sure = [...after(text, STRONG, true), ...before(text)];
  const likely = after(text, WEAK, false);
  const again = [...sure, ...likely.filter((span) => span.to - span.from >= 3)];
  return again.length === 0 ? likely : [...likely, ...sure, ...repeats(text, again)];
}

function repeats(text: string, spans: MaskSpan[]): MaskSpan[] {
  const names = new Set(spans.map((span) => text.slice(span.from, span.to)));
  const found: MaskSpan[] = [];
  for (const name of names) {
    for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
      found.push({ from: at, to: at + name.length, label: '【姓名】' });
    }
  }
  return found;
}

/** How many of the first characters are a surname: 2 for a compound one, 1, or 0. */
export function surnameLength(text: string): number {
  if (COMPOUND.has(text.slice(0, 2))) return 2;
  return SINGLE.has(text.charAt(0)) ? 1 : 0;
}

/** Whether a name could begin here: too seldom right to mask by, enough to be careful. */
export function mayBeName(text: string, at: number): boolean {
  return nameLength(text, at) > 0 && !ALSO_WORDS.has(text.charAt(at));
}

function after(text: string, cues: RegExp, isStrong: boolean): MaskSpan[] {
  const spans: MaskSpan[] = [];
  for (const cue of text.matchAll(cues)) {
    const from = cue.index + cue[0].length;
    const isPlain = isStrong && !ALSO_WORDS.has(text.charAt(from));
    const length = isPlain ? nameLength(text, from) : closedName(text, from, isStrong);
    if (length > 0) addNames(spans, text, from, length);
  }
  return spans;
}

/** The name and those that follow it in a list: 余中华、王才茂和李杰. */
function addNames(spans: MaskSpan[], text: string, first: number, firstLength: number) {
  let from = first;
  let length = firstLength;
  while (length > 0) {
    spans.push({ from, to: from + length, label: '【姓名】' });
    from += length;
    if (!LINKS.test(text.charAt(from))) return;
    from += 1;
    length = closedName(text, from);
  }
}

/** The length of the name that begins here, or 0. A doubtful third character belongs to it. */
function nameLength(text: string, from: number): number {
  const family = surnameLength(text.slice(from, from + 2));
  if (family === 0 || !isGiven(text, from + family)) return 0;
  if (NOT_NAMES.has(text.slice(from, from + 2))) return 0;
  return isGiven(text, from + family + 1) ? family + 2 : family + 1;
}

/** As nameLength, where a sign or a telling word must follow. */
function closedName(text: string, from: number, isStrong = false): number {
  const length = nameLength(text, from);
  if (length === 0 || (!isStrong && ALSO_WORDS.has(text.charAt(from)))) return 0;
  return isEnd(text, from + length) ? length : 0;
}

/** A name that ends where a telling word begins, with a sign or a beginning before it. */
function before(text: string): MaskSpan[] {
  const spans: MaskSpan[] = [];
  for (const cue of text.matchAll(BEFORE)) {
    for (const length of [4, 3, 2]) {
      const from = cue.index - length;
      if (from < 0 || !isNameAt(text, from, length) || !isEnd(text, from - 1)) continue;
      spans.push({ from, to: cue.index, label: '【姓名】' });
      break;
    }
  }
  return spans;
}

function isNameAt(text: string, from: number, length: number): boolean {
  const family = surnameLength(text.slice(from, from + 2));
  const given = length - family;
  if (family === 0 || given < 1 || given > 2) return false;
  if (family === 1 && ALSO_WORDS.has(text.charAt(from))) return false;
  if (NOT_NAMES.has(text.slice(from, from + 2))) return false;
  return isGiven(text, from + family) && (given === 1 || isGiven(text, from + family + 1));
}

function isGiven(text: string, at: number): boolean {
  const sign = text.charAt(at);
  return HAN.test(sign) && !ENDS.has(sign) && sign !== '某';
}

function isEnd(text: string, at: number): boolean {
  return at < 0 || at >= text.length || ENDS.has(text.charAt(at)) || /[\d\w]/.test(text.charAt(at));
}
