/**
 * What everyone may see of a matter, and why not: `whyNotPublic` is the only judge, for the board,
 * the page of one matter, the map's points and released pictures alike. When in doubt it hides.
 */
import type { Category } from './category.ts';
import { mask } from './mask.ts';
import { mayBeName } from './mask-names.ts';
import { withoutLabels } from './mask-text.ts';
import type { Board } from './settings.ts';

export const hiddenReasons = [
  'BOARD_OFF',
  'MATTER_PRIVATE',
  'CATEGORY_MISSING',
  'CATEGORY_PRIVATE',
  'CATEGORY_HIDDEN',
  'SUBJECT_NAMED',
  'NOT_LOOKED_AT',
  'MATTER_MOVED',
  'MATTER_JOINED',
  'MATTER_WITHDRAWN',
] as const;
export type HiddenReason = (typeof hiddenReasons)[number];

/** What the judgement needs of a matter's row. */
export type PublicFacts = {
  isPrivate: boolean;
  isOpen: boolean;
  stage: string;
  outcome: string | null;
  subjectOrg: string | null;
  subjectPost: string | null;
  movedToCounty: string | null;
  mergedInto: string | null;
};

export type Publicity = {
  category: Category | null;
  /** The codes of the category and of those above it. */
  lineage: readonly string[];
  board: Board;
  /** The stage at which nobody has looked at the matter yet. */
  initial: string | null;
};

/** Why the public does not see a matter, or null when it may. */
export function whyNotPublic(matter: PublicFacts, by: Publicity): HiddenReason | null {
  const { board, category } = by;
  if (!board.isShown) return 'BOARD_OFF';
  if (matter.isPrivate) return 'MATTER_PRIVATE';
  if (category === null) return 'CATEGORY_MISSING';
  if (category.isPrivate) return 'CATEGORY_PRIVATE';
  if (by.lineage.some((code) => board.hiddenCategories.includes(code))) return 'CATEGORY_HIDDEN';
  // Whoever is complained about is not exposed before it is decided, nor is who complained.
  if (matter.subjectOrg !== null || matter.subjectPost !== null) return 'SUBJECT_NAMED';
  if (matter.movedToCounty !== null) return 'MATTER_MOVED';
  if (matter.mergedInto !== null || matter.outcome === 'duplicate') return 'MATTER_JOINED';
  if (matter.outcome === 'withdrawn') return 'MATTER_WITHDRAWN';
  // Words that no official has read do not go on a public page.
  const isUnread = matter.isOpen && matter.stage === by.initial;
  return board.isAfterTriage && isUnread ? 'NOT_LOOKED_AT' : null;
}

/** Whether any matter of a category may be shown: else nobody need look for one. */
export function isCategoryShown(by: Pick<Publicity, 'category' | 'lineage' | 'board'>): boolean {
  const isKept = by.lineage.some((code) => by.board.hiddenCategories.includes(code));
  return by.board.isShown && by.category?.isPrivate === false && !isKept;
}

/** An exact flat, a house number with a room: where somebody lives. */
const HOME = /[\d一二三四五六七八九十百]+\s*(?:室|户|房(?!屋|子|产))|\d+\s*-\s*\d{3,4}(?!\d)/;
/** A person spoken of by a word of kinship, trade or respect, or as somebody's home. */
const CALLED =
  '先生|女士|小姐|太太|大爷|大妈|大叔|大姐|大哥|阿姨|奶奶|爷爷|叔叔|婆婆|师傅|老师|医生|老板|老伯';
const KIN = '女儿|儿子|丈夫|妻子|老公|老婆|母亲|父亲|男子|女子';
const TENANTS = '邻居|业主|住户|租户|房东|村民|居民|户主|店主';
const SPOKEN_OF = new RegExp(
  [
    `[\\u4e00-\\u9fff]{1,4}(?:${CALLED}|家里|家的|一家)`,
    '[老小阿][\\u4e00-\\u9fff](?:家|他|她|总|某)',
    `(?:${TENANTS}|${KIN})[\\u4e00-\\u9fff]{2,}`,
    // Whoever says "I" tells of themselves.
    '我(?!们|市|区|县|镇|街|村|国|省)|本人|我们家|自家|俺|家人|[儿女][子儿]|孩子',
  ].join('|'),
);

/** Whether a masked title may still point at somebody: then the category's words stand for it. */
export function isDoubtful(title: string): boolean {
  const { found } = mask(title);
  return (
    found ||
    withoutLabels(title) !== title ||
    HOME.test(title) ||
    SPOKEN_OF.test(title) ||
    namesSomebody(title)
  );
}

/** After these words, and at the beginning, a name is likelier than elsewhere. */
const CUE = /楼上|楼下|隔壁|对门|对面|叫|被|找|向|跟|让|举报|投诉|反映/g;
const PLACE_AHEAD =
  /^.{2,5}?(?:镇|街道|街|路|村|巷|弄|社区|小区|大道|公路|广场|公园|中心|学校|医院|桥|河|区|站)/;

function namesSomebody(title: string): boolean {
  const cued = [...title.matchAll(CUE)].map(({ 0: cue, index }) => index + cue.length);
  return [0, ...cued].some((at) => mayBeName(title, at) && !PLACE_AHEAD.test(title.slice(at)));
}

/** The words under which the public sees a matter: never more than its masked title. */
export function publicTitle(
  title: string,
  by: { category: Category | null; board: Board },
): { zh: string; en: string } {
  const { category, board } = by;
  const words = { zh: category?.zh ?? '', en: category?.en ?? '' };
  if (category === null || category.isHome || board.titles === 'category') return words;
  const shown = firstClause(title);
  return isDoubtful(shown) ? words : { zh: shown, en: shown };
}

/** Who follows another's matter reads of it what everyone may. */
export function titleFor(
  relation: string | null,
  title: string,
  by: { category: Category | null; board: Board },
): string {
  return relation === 'follower' ? publicTitle(title, by).zh : title;
}

const CLAUSE_MIN = 6;
const CLAUSE_MAX = 40;

/** Who gives no title has the beginning of their text as one: what follows is their story. */
function firstClause(title: string): string {
  const [first = ''] = title.split(/[，。；！？,;!?\n]/);
  return (first.length < CLAUSE_MIN ? title : first).slice(0, CLAUSE_MAX).trim();
}

/** Some 200 m here: a street, no door. */
const STEP_DEGREES = 0.002;

export type PublicPlace = {
  region: string;
  grid: string | null;
  point: { lon: number; lat: number } | null;
  /** The point is the trouble's own, and not one nearby. */
  isExact: boolean;
};

/** Where the public sees it: a home as its village, a public place exactly, all else nearby. */
export function publicPlace(
  matter: { region: string; grid: string | null; lon: number | null; lat: number | null },
  category: Category | null,
): PublicPlace {
  const { region, grid, lon, lat } = matter;
  if (category === null || category.isHome) {
    return { region, grid: null, point: null, isExact: false };
  }
  if (lon === null || lat === null) return { region, grid, point: null, isExact: false };
  if (category.isPublicPlace) return { region, grid, point: { lon, lat }, isExact: true };
  return { region, grid, point: { lon: nearby(lon), lat: nearby(lat) }, isExact: false };
}

function nearby(degrees: number): number {
  const cell = Math.floor(degrees / STEP_DEGREES) + 0.5;
  return Number((cell * STEP_DEGREES).toFixed(4));
}
