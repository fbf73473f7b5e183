/** The analysis of disputes over HTTP: what is told of a quarter, and what never is. */
import { describe, expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { type Birth, HOUR, keepStates, stateOf } from '../../test/many-matters.ts';
import type { Caller } from '../../test/teller.ts';
import { commandContext } from '../identity/index.ts';
import { CELL_LEAST, DisputeAnalysis } from './contract.ts';

const story = await storyHouse();
const folk = await story.people();
const { http, house } = story;
const DAY = 24 * HOUR;
/** In the third quarter, which is over: a Wednesday of August. */
const AUGUST = Date.parse('2026-08-12T02:00:00Z');

const plain = {
  form: {},
  clocks: {},
  emergency: null,
  isHome: false,
  isPrivate: true,
  parent: null,
  kind: 'dispute',
  keywords: [],
  evidence: { before: 0, after: 0 },
  maySelfHandle: false,
};
await house.rulebook.publish(commandContext('test', story.clock.now(), house.newId), {
  county: '310116',
  kind: 'categories',
  name: 'main',
  body: {
    categories: [
      { ...plain, code: 'neighbours', zh: '邻里纠纷', en: 'Between neighbours' },
      { ...plain, code: 'debt', zh: '债务纠纷', en: 'Debt' },
      { ...plain, code: 'family', zh: '婚姻家庭纠纷', en: 'Family', isFamily: true },
      { ...plain, code: 'custody', zh: '抚养纠纷', en: 'Custody', parent: 'family' },
    ],
  },
  validFrom: Date.UTC(2020, 0, 1),
  note: 'test',
});

let made = 0;
const disputes = (count: number, birth: (n: number) => Birth) =>
  Array.from({ length: count }, (_, n) => {
    made += 1;
    return stateOf(made, {
      kind: 'dispute',
      createdAt: AUGUST + n * 60_000,
      isPrivate: true,
      ownerOrg: folk.orgs.centre,
      ...birth(n),
    });
  });

const A = { region: '310116101201', grid: '310116101201001' };
const B = { region: '310116102201', grid: '310116102201001' };
/** Days after receipt on which the agreement came into force. */
const settled = (days: number, more: object = {}) => ({
  channel: 'people',
  effectiveOn: new Date(AUGUST + days * DAY).toISOString().slice(0, 10),
  ...more,
});

await keepStates(story.base.db, [
  // Twelve in one grid and eleven in another, each settled; nine that failed.
  ...disputes(12, (n) => ({
    ...A,
    category: 'neighbours',
    own: settled(5, { performance: n < 9 ? 'performed' : 'failed' }),
  })),
  ...disputes(11, () => ({ ...B, category: 'neighbours', own: settled(15) })),
  ...disputes(10, (n) => ({
    ...B,
    category: 'debt',
    outcome: 'impossible',
    isOpen: false,
    stage: 'closed',
    own: { channel: n < 3 ? 'industry' : 'people', handOvers: n < 3 ? 2 : 0 },
  })),
  // Of families: many in one grid, which nobody is told of.
  ...disputes(14, () => ({ ...A, category: 'custody', own: { channel: 'people', handOvers: 1 } })),
  // Sealed: in no figure at all.
  ...disputes(20, () => ({ ...A, category: 'debt', isSealed: true })),
  // The next quarter goes on.
  ...disputes(13, () => ({
    ...A,
    category: 'debt',
    createdAt: Date.parse('2026-10-12T02:00:00Z'),
  })),
]);

const analysis = (quarter: string, as: Caller = folk.leader, county = '310116') =>
  http(`GET /api/disputes/analysis?county=${county}&quarter=${quarter}`, { as });
const august = (await analysis('2026-Q3')).body as unknown as ReturnType<
  typeof DisputeAnalysis.parse
>;

describe('a quarter that is over', () => {
  it('tells kinds, channels and what gathers where, by grid', () => {
    expect(august).toMatchObject({ isOver: true, received: 47 });
    expect(august.kinds.items.map(({ code, count }) => [code, count])).toEqual([
      ['neighbours', 23],
      ['custody', 14],
      ['debt', 10],
    ]);
    expect(august.gathered).toMatchObject([
      { grid: A.grid, kind: 'neighbours', count: 12 },
      { grid: B.grid, kind: 'neighbours', count: 11 },
      { grid: B.grid, kind: 'debt', count: 10 },
    ]);
  });

  it('tells of no family where it is, and of no town by subtraction', () => {
    const text = JSON.stringify([august.gathered, august.towns]);
    expect(text).not.toContain('custody');
    // Without families: twelve in the one town, twenty-one in the other.
    expect(august.towns.items.map(({ code, count }) => [code, count])).toEqual([
      ['310116102', 21],
      ['310116101', 12],
    ]);
  });

  it('shows no cell of fewer than ten: three by another channel are not told, nor their sum', () => {
    // Three of forty-seven would be found by subtraction: the smallest shown goes with them.
    expect(august.channels.items).toEqual([]);
    const cells = [august.kinds, august.channels, august.towns].flatMap(({ items }) => items);
    for (const { count } of [...cells, ...august.gathered]) {
      expect(count).toBeGreaterThanOrEqual(CELL_LEAST);
    }
  });

  it('tells rates of settling and performing, days to the agreement, and hand-overs', () => {
    expect(august.settlementRate).toEqual({ value: 23 / 33, numerator: 23, denominator: 33 });
    expect(august.performanceRate).toEqual({ value: 9 / 12, numerator: 9, denominator: 12 });
    expect(august.daysToSettlement).toEqual({
      median: 5,
      mean: (12 * 5 + 11 * 15) / 23,
      count: 23,
    });
    expect(august.handOvers).toEqual({ times: 14 + 3 * 2, matters: 17 });
  });

  it('answers in the shape of its contract: figures, and nobody', () => {
    expect(DisputeAnalysis.parse(august)).toEqual(august);
    const text = JSON.stringify(august);
    for (const one of ['number', 'mediator', 'post', 'org']) expect(text).not.toContain(`"${one}"`);
  });
});

describe('a quarter that goes on', () => {
  it('tells of no place: the difference of two days would tell of one dispute', async () => {
    const { body } = await analysis('2026-Q4');
    expect(body).toMatchObject({ isOver: false, received: 13, gathered: [] });
    expect(body.towns).toMatchObject({ items: [] });
  });
});

describe('an analysis', () => {
  it('of fewer than ten gives no rate, no days and no hand-overs', async () => {
    const { body } = await analysis('2026-Q2');
    expect(body).toMatchObject({
      received: 0,
      settlementRate: { value: null },
      daysToSettlement: { median: null, count: null },
    });
  });

  it('is for who may read figures, of their own county, by whole quarters', async () => {
    expect((await analysis('2026-Q3', folk.mediator)).body.code).toBe('FORBIDDEN');
    expect((await analysis('2026-Q3', folk.leader, '310117')).status).toBe(404);
    expect((await analysis('2026-08')).body.code).toBe('INPUT_INVALID');
  });
});
