import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StaffActor } from '../../../kernel/actor.ts';
import { permissionCodes } from '../contract/shapes.ts';
import { makeOrgTree, type Org } from './org-tree.ts';
import { countiesOf, gridWorkersOf, isHeld, type Post } from './posts.ts';
import { roleFaults, whyNotPermissions } from './roles.ts';
import { standsAtRoot } from './scope.ts';

const org = (id: string, parentId: string | null, more: Partial<Org> = {}): Org => ({
  id,
  parentId,
  kind: 'centre',
  level: 'county',
  nameZh: `示例${id}`,
  nameEn: null,
  region: '310116',
  county: null,
  phone: null,
  isActive: true,
  ...more,
});

describe('the tree of organisations', () => {
  const tree = makeOrgTree([
    org('c', 'b', { isActive: false }),
    org('a', null, { county: '310116' }),
    org('b', 'a'),
    org('d', 'b'),
    org('x', null),
  ]);

  it('knows the way from the root', () => {
    expect(tree.pathOf('d')).toEqual(['a', 'b', 'd']);
    expect(tree.pathOf('unknown')).toEqual([]);
    expect(tree.superiorOf('a')).toBeNull();
    expect(tree.superiorOf('d')).toBe('b');
  });

  it('counts an organisation as below itself and all above it, and nothing else', () => {
    expect(tree.isBelow('d', 'a')).toBe(true);
    expect(tree.isBelow('d', 'd')).toBe(true);
    expect(tree.isBelow('a', 'd')).toBe(false);
    expect(tree.isBelow('d', 'x')).toBe(false);
  });

  it('leaves ended ones out of the subordinates but keeps their names', () => {
    expect(tree.subordinatesOf('b').map((one) => one.id)).toEqual(['d']);
    expect(tree.name('c').zh).toBe('示例c');
  });

  it('takes the county from the nearest above that has one', () => {
    expect(tree.countyOf('d')).toBe('310116');
    expect(tree.countyOf('x')).toBeNull();
  });

  it('agrees with itself for any tree', () => {
    const parents = fc.array(fc.nat(), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(parents, (numbers) => {
        const orgs = numbers.map((n, i) => org(String(i), i === 0 ? null : String(n % i)));
        const any = makeOrgTree(orgs);
        for (const { id, parentId } of orgs) {
          expect(any.pathOf(id).at(-1)).toBe(id);
          expect(any.pathOf(id).slice(0, -1)).toEqual(parentId ? any.pathOf(parentId) : []);
        }
      }),
    );
  });

  it('ends where rows form a circle', () => {
    expect(makeOrgTree([org('p', 'q'), org('q', 'p')]).pathOf('p').length).toBeLessThan(100);
  });
});

const post = (id: string, regions: string[], more: Partial<Post> = {}): Post => ({
  id,
  accountId: 'a',
  orgId: 'o',
  role: 'gridWorker',
  presence: 'permanent',
  title: '',
  publicName: `示例${id}`,
  dutyPhone: '1',
  regions,
  fromOn: '2026-01-01',
  toOn: null,
  ...more,
});

describe('who sets roles for the whole installation', () => {
  const actor = (id: string): StaffActor => ({
    kind: 'staff',
    account: id,
    post: id,
    role: 'administrator',
    org: id,
    orgPath: [],
    permissions: new Set(),
    regions: [],
    counties: [],
    name: id,
  });
  const orgs = [org('province', null), org('city', 'province'), org('county', 'city')];
  const may = (id: string, more: Org[] = [], administered = ['county']) => {
    const tree = makeOrgTree([...orgs, org('town', 'county'), ...more]);
    return standsAtRoot(actor(id), { tree, isAdministered: (one) => administered.includes(one) });
  };

  it('is the root, and the county that only wrote down the offices above it', () => {
    expect(['province', 'county', 'town'].map((id) => may(id))).toEqual([true, true, false]);
  });

  it('is no county beside another, nor one above which somebody administers', () => {
    expect(may('county', [org('neighbour', 'city')])).toBe(false);
    expect(may('county', [], ['county', 'city'])).toBe(false);
    expect(may('city', [], ['county', 'city'])).toBe(true);
  });
});

describe('posts', () => {
  it('hold from their first day to their last, both included', () => {
    const held = post('p', [], { toOn: '2026-03-31' });
    const days = ['2025-12-31', '2026-01-01', '2026-03-31', '2026-04-01'];
    expect(days.map((day) => isHeld(held, day))).toEqual([false, true, true, false]);
  });

  it('reach into counties by their first six digits, and below shorter codes by geography', () => {
    const under = (prefix: string) => (prefix === '31' ? ['310115', '310116'] : []);
    expect(countiesOf(['310116101', '310116', '310117101201001'], under)).toEqual([
      '310116',
      '310117',
    ]);
    expect(countiesOf(['31', '310116'], under)).toEqual(['310115', '310116']);
  });

  it('name the workers of a grid, its own before those of the village', () => {
    const posts = [
      post('village', ['310116101201']),
      post('grid', ['310116101201001']),
      post('next', ['310116101201002']),
      post('town', ['310116101']),
      post('handler', ['310116101201001'], { role: 'handler' }),
      post('past', ['310116101201001'], { toOn: '2026-02-01' }),
    ];
    const found = gridWorkersOf(posts, '310116101201001', '2026-06-01');
    expect(found.map((one) => one.post)).toEqual(['grid', 'village']);
    expect(found[0]).toEqual({ post: 'grid', publicName: '示例grid', dutyPhone: '1' });
  });
});

describe('roles', () => {
  const sound = { zh: '系统管理员', en: 'administrator', permissions: ['account.manage'] };

  it.each([
    [{ administrator: sound }, []],
    [null, ['the file holds no roles']],
    [{}, ['administrator: is missing']],
    [
      { administrator: { ...sound, permissions: [] } },
      ['administrator: account.manage and nothing do not fit'],
    ],
    [{ administrator: sound, 'town head': sound }, ['town head: is no code of a role']],
    [{ administrator: sound, clerk: { zh: '受理员' } }, ['clerk: has no name en']],
    [
      {
        administrator: sound,
        clerk: { zh: '受理员', en: 'clerk', permissions: ['matter.delete'] },
      },
      ['clerk: matter.delete is no permission'],
    ],
    [
      {
        administrator: sound,
        auditor: { zh: '审计', en: 'auditor', permissions: ['journal.read', 'person.open'] },
      },
      ['auditor: journal.read and person.open do not fit'],
    ],
  ])('%j has the faults %j', (input, faults) => {
    expect(roleFaults(input)).toEqual(faults);
  });

  it('never join the log of openings with opening, whatever else they hold', () => {
    fc.assert(
      fc.property(fc.subarray([...permissionCodes]), (permissions) => {
        const joins = permissions.includes('journal.read') && permissions.includes('person.open');
        fc.pre(joins);
        expect(whyNotPermissions('leader', permissions)).not.toBeNull();
      }),
    );
  });
});
