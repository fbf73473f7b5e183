import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categories, idOf, type OrgName, orgs } from '../../../test/engine.ts';
import {
  type Category,
  checkCategories,
  findCategory,
  guessCategory,
  lineage,
} from './category.ts';
import {
  checkRouting,
  findRoute,
  judgeRules,
  type RoutingRule,
  type RoutingTarget,
} from './routing.ts';
import { checkSettings, defaultSettings, type Settings } from './settings.ts';

const tree = { categories };

describe('routing', () => {
  const rule = (id: string, to: OrgName | RoutingTarget, rest: Partial<RoutingRule> = {}) => ({
    id,
    zh: '规则',
    en: 'Rule',
    to: typeof to === 'string' ? { org: idOf(to) } : to,
    ...rest,
  });
  const place = { category: 'street.lamp', region: '310116101201', grid: '310116101201001' };
  const route = (rules: RoutingRule[], isOfficeTime = true, at = place) =>
    findRoute({ version: 7, table: { rules } }, tree, at, isOfficeTime, orgs);

  const all = [
    rule('any', 'centre'),
    rule('night', 'checks', { hours: 'outside' }),
    rule('county', 'deptB', { region: '310116' }),
    rule('town', 'townA', { region: '310116101' }),
    rule('grid', 'stationA', { region: '310116101201001' }),
    rule('street', 'deptB', { category: 'street' }),
    rule('streetTown', 'unitA', { category: 'street', region: '310116101' }),
    rule('lamp', 'deptA', { category: 'street.lamp' }),
    rule('noise', 'deptB', { category: 'noise', region: '310116101201001' }),
    rule('elsewhere', 'elsewhereDept', { region: '310117' }),
  ];

  it('takes the most exact rule: category before region before hours before order', () => {
    const order = ['lamp', 'streetTown', 'street', 'grid', 'town', 'county', 'any'];
    let left = all;
    for (const id of order) {
      expect(route(left).why.rule).toBe(id);
      left = left.filter((one) => one.id !== id);
    }
    expect(route(left).why.rule).toBeNull();
    expect(route(left, false).why.rule).toBe('night');
    expect(route([rule('first', 'deptA'), rule('second', 'deptB')]).why.rule).toBe('first');
  });

  it('is judged rule by rule as it is found, for any table and hour', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(all), fc.boolean(), (rules, isOfficeTime) => {
        const judged = judgeRules({ rules }, tree, place, isOfficeTime, orgs);
        const taken = judged.filter((one) => one.verdict === 'taken').map((one) => one.rule.id);
        const { rule: found } = route(rules, isOfficeTime).why;
        expect(taken).toEqual(found === null ? [] : [found]);
        expect(judged).toHaveLength(rules.length);
      }),
    );
  });

  it('says why, by which version, and for which place', () => {
    const { org, post, why } = route([rule('lamp', 'deptA', { category: 'street.lamp' })]);
    expect([org, post]).toEqual([idOf('deptA'), null]);
    expect(why).toMatchObject({ rule: 'lamp', version: 7, category: 'street.lamp', org });
    expect([why.zh, why.en]).toEqual(['规则：示例deptA', 'Rule: deptA']);
    const withPost = route([rule('post', { org: idOf('deptA'), post: 'p' })]);
    expect([withPost.post, withPost.why.post]).toEqual(['p', 'p']);
  });

  it('finds who serves the place by kind and level, and passes over who is gone', () => {
    const byKind = rule('station', { kind: 'station', level: 'town' });
    expect(route([byKind]).org).toBe(idOf('stationA'));
    expect(route([byKind], true, { ...place, region: '310116102201' }).org).toBe(idOf('stationB'));
    const named = rule('named', { kind: 'department', level: 'county', named: 'deptB' });
    expect(route([named]).org).toBe(idOf('deptB'));
    const gone = rule('gone', { org: 'gone' }, { category: 'street.lamp' });
    expect(route([gone, rule('any', 'centre')]).why.rule).toBe('any');
    const noPlace = { ...place, region: '320000000000', grid: '' };
    expect(route([byKind], true, noPlace)).toMatchObject({ org: null, post: null });
  });

  it('falls to the no-owner desk, explained, when no rule fits', () => {
    const { org, why } = route([]);
    expect(org).toBeNull();
    expect(why).toMatchObject({ rule: null, version: 7, grid: place.grid, org: null });
  });

  it('has its table checked', () => {
    const faults = checkRouting({
      rules: [rule('a', 'deptA'), rule('a', 'deptA', { region: '3x' })],
    });
    expect(faults).toEqual(['rules.1: the id a stands twice', 'rules.1: 3x is no region code']);
    expect(checkRouting({ rules: all })).toEqual([]);
  });
});

describe('categories', () => {
  it.each([
    ['小区路灯坏了，灯不亮', 'street.lamp', ['路灯', '灯不亮']],
    ['门口垃圾没人清', 'street', ['垃圾']],
    ['垃圾堆旁路灯不亮', 'street.lamp', ['路灯']],
    ['楼下半夜有噪声', 'noise', ['噪声']],
  ])('are guessed by the words that hit: %s', (text, code, hits) => {
    const guess = guessCategory(tree, text);
    expect(guess?.code).toBe(code);
    expect(guess?.hits).toEqual(expect.arrayContaining(hits));
  });

  it('are not guessed without a word that hits', () => {
    expect(guessCategory(tree, '您好')).toBeNull();
    expect(guessCategory({ categories: [] }, '路灯')).toBeNull();
  });

  it('stand in a line, the nearest first', () => {
    expect(lineage(tree, 'street.lamp')).toEqual(['street.lamp', 'street']);
    expect([lineage(tree, 'gone'), lineage(tree, null)]).toEqual([[], []]);
    expect(findCategory(tree, null)).toBeNull();
  });

  it('are checked: doubles, unknown parents and kinds, circles', () => {
    const [first] = categories;
    if (!first) throw new Error('there is a category');
    const of = (rest: Partial<Category>): Category => ({ ...first, ...rest });
    const kinds = new Set(['report']);
    const faults = (list: Category[]) => checkCategories({ categories: list }, kinds).join('\n');
    expect(faults([first])).toBe('');
    expect(faults([first, first])).toContain('stands twice');
    expect(faults([of({ parent: 'gone' })])).toContain('the parent gone is unknown');
    expect(faults([of({ kind: 'gone' })])).toContain('no process for the kind gone');
    expect(faults([of({ code: 'a', parent: 'b' }), of({ code: 'b', parent: 'a' })])).toContain(
      'nested too deep',
    );
  });
});

describe('settings', () => {
  it.each<[Partial<Settings>, string | null]>([
    [{}, null],
    [{ selfHandledSample: 1.1 }, 'selfHandledSample'],
    [{ selfHandledSample: Number.NaN }, 'selfHandledSample'],
    [{ reopen: { ...defaultSettings.reopen, times: -1 } }, 'reopen.times'],
    [{ attemptsBeforePublicAnswer: 0 }, 'attemptsBeforePublicAnswer'],
    [{ near: { metres: 0, days: 1 } }, 'near'],
  ])('%j', (change, place) => {
    const faults = checkSettings({ ...defaultSettings, ...change });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(place ? [place] : []);
  });
});
