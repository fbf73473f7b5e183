import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Category } from './category.ts';
import {
  isCategoryShown,
  isDoubtful,
  type PublicFacts,
  publicPlace,
  publicTitle,
  whyNotPublic,
} from './publicity.ts';
import { defaultBoard } from './settings.ts';

const street: Category = {
  code: 'streetLight',
  parent: 'lighting',
  kind: 'report',
  zh: '路灯不亮',
  en: 'Street light out',
  keywords: [],
  form: {},
  clocks: {},
  evidence: { before: 0, after: 0 },
  maySelfHandle: false,
  emergency: null,
  isHome: false,
  isPrivate: false,
  isPublicPlace: true,
};
const shown: PublicFacts = {
  isPrivate: false,
  isOpen: true,
  stage: 'handling',
  outcome: null,
  subjectOrg: null,
  subjectPost: null,
  movedToCounty: null,
  mergedInto: null,
};
const by = {
  category: street,
  lineage: ['streetLight', 'lighting'],
  board: defaultBoard,
  initial: 'registered',
};

describe('a category to filter the board by', () => {
  it('is offered where a matter of it may be shown, and nowhere else', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), fc.boolean(), (isShown, isPrivate, isKept) => {
        const hiddenCategories = isKept ? ['lighting'] : [];
        const board = { ...defaultBoard, isShown, hiddenCategories };
        const asked = { ...by, category: { ...street, isPrivate }, board };
        expect(isCategoryShown(asked)).toBe(whyNotPublic(shown, asked) === null);
      }),
    );
  });
});

describe('the board', () => {
  it.each<[string, Partial<PublicFacts>, Partial<typeof by> | { category: null }, string | null]>([
    ['what is worked on', {}, {}, null],
    ['what is closed', { isOpen: false, stage: 'closed', outcome: 'fixed' }, {}, null],
    [
      'nothing where there is none',
      {},
      { board: { ...defaultBoard, isShown: false } },
      'BOARD_OFF',
    ],
    ['nothing private', { isPrivate: true }, {}, 'MATTER_PRIVATE'],
    ['nothing unsorted', {}, { category: null }, 'CATEGORY_MISSING'],
    ['no private category', {}, { category: { ...street, isPrivate: true } }, 'CATEGORY_PRIVATE'],
    [
      'nothing below a hidden category',
      {},
      { board: { ...defaultBoard, hiddenCategories: ['lighting'] } },
      'CATEGORY_HIDDEN',
    ],
    ['no complaint about an organisation', { subjectOrg: 'a' }, {}, 'SUBJECT_NAMED'],
    ['no complaint about a post', { subjectPost: 'a' }, {}, 'SUBJECT_NAMED'],
    ['nothing that moved away', { movedToCounty: '310117' }, {}, 'MATTER_MOVED'],
    ['no duplicate', { mergedInto: 'a' }, {}, 'MATTER_JOINED'],
    ['nothing withdrawn', { isOpen: false, outcome: 'withdrawn' }, {}, 'MATTER_WITHDRAWN'],
    ['nothing unread', { stage: 'registered' }, {}, 'NOT_LOOKED_AT'],
    [
      'the unread where a centre wants it',
      { stage: 'registered' },
      { board: { ...defaultBoard, isAfterTriage: false } },
      null,
    ],
  ])('shows %s', (_what, facts, how, expected) => {
    expect(whyNotPublic({ ...shown, ...facts }, { ...by, ...how })).toBe(expected);
  });
});

describe('a title', () => {
  it.each([
    '小区门口路灯不亮',
    '朱泾镇临仓街井盖缺失',
    '石化街道学府路路灯不亮',
    '楼下垃圾桶满溢',
    '12号楼前绿化带垃圾堆放',
    '张堰镇公园健身器材损坏',
    '消防通道被堵',
  ])('that speaks of a place stays: %s', (title) => {
    expect(isDoubtful(title)).toBe(false);
    expect(publicTitle(title, by).zh).toBe(title);
  });

  it.each([
    '3号楼502室漏水',
    '五零二室漏水，3-502',
    '张阿姨家门口路灯不亮',
    '老王家门口堆物',
    '邻居王建国半夜吵闹',
    '楼上王建国半夜吵闹',
    '王建国乱扔垃圾',
    '投诉李秀英乱扔垃圾',
    '我家门口路灯不亮',
    '本人夜班回家看不清路',
    '孩子上学路上路灯不亮',
    '【姓名】家门口路灯不亮',
    '联系电话13812345678路灯不亮',
    '沪A12345长期占道',
  ])('that may point at somebody gives way to the category: %s', (title) => {
    expect(publicTitle(title, by)).toEqual({ zh: street.zh, en: street.en });
  });

  it('that is the beginning of a story is cut before the story', () => {
    const shown = publicTitle('小区南门外路灯不亮，夜里下班走过去看不清台阶。', by);
    expect(shown.zh).toBe('小区南门外路灯不亮');
    expect(publicTitle('急！路灯不亮，请来修', by).zh).toBe('急！路灯不亮，请来修');
  });

  it('of a home is never shown, nor any where a centre wants none', () => {
    const home = { ...by, category: { ...street, isHome: true } };
    expect(publicTitle('屋顶渗水', home).zh).toBe(street.zh);
    const none = { ...by, board: { ...defaultBoard, titles: 'category' as const } };
    expect(publicTitle('屋顶渗水', none).zh).toBe(street.zh);
  });
});

describe('a place', () => {
  const degrees = {
    lon: fc.double({ min: 73, max: 135, noNaN: true }),
    lat: fc.double({ min: 18, max: 53, noNaN: true }),
  };

  it('of a home is its village, whatever the point', () => {
    fc.assert(
      fc.property(fc.record(degrees), (point) => {
        const at = { region: '310116101201', grid: '310116101201001', ...point };
        expect(publicPlace(at, { ...street, isHome: true })).toEqual({
          region: at.region,
          grid: null,
          point: null,
          isExact: false,
        });
      }),
    );
  });

  it('that is no public one is told by a point that many share', () => {
    fc.assert(
      fc.property(
        fc.record(degrees),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        (point, part) => {
          const at = { region: '310116101201', grid: null, ...point };
          const shownPoint = publicPlace(at, { ...street, isPublicPlace: false });
          expect(shownPoint.isExact).toBe(false);
          // Every door of the cell has the same point: nothing of the door is left in it.
          const cell = Math.floor(point.lon / 0.002) * 0.002;
          const other = { ...at, lon: cell + 0.0001 + part * 0.0018 };
          expect(publicPlace(other, { ...street, isPublicPlace: false }).point?.lon).toBeCloseTo(
            shownPoint.point?.lon ?? 0,
            6,
          );
        },
      ),
    );
  });

  it('that is public is exact', () => {
    const at = { region: '310116101201', grid: null, lon: 121.34156, lat: 30.74213 };
    expect(publicPlace(at, street)).toMatchObject({ isExact: true, point: { lon: 121.34156 } });
  });
});
