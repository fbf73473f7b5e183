import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, it, test } from 'vitest';
import { parse } from 'yaml';
import type { z } from 'zod';
import { chineseCalendar } from '../../../platform/calendar.ts';
import type { CheckAround } from '../../rulebook/contract.ts';
import type {
  CategoriesShape,
  ProcessShape,
  RoutingShape,
  SettingsShape,
} from '../contract/documents.ts';
import type { Category, CategoryTree } from './category.ts';
import { checkProcessBody, type DocumentNames, documentCheckers } from './documents.ts';
import { effects } from './effects/index.ts';
import { guards } from './guards.ts';
import type { ProcessDefinition } from './process.ts';
import type { RoutingTable } from './routing.ts';
import { defaultSettings, type Settings } from './settings.ts';

const read = (path: string): unknown =>
  parse(readFileSync(join(import.meta.dirname, '../..', path), 'utf8'));
const names: DocumentNames = {
  roles: new Set(Object.keys(read('identity/roles.yaml') as object)),
  guards: new Set(Object.keys(guards)),
  effects: new Set(Object.keys(effects)),
  kinds: new Set(['report']),
};
const checkers = documentCheckers(names);
const report = () => read('reports/process/report.yaml') as Record<string, never>;

function around(name: string, others: Record<string, unknown> = {}): CheckAround {
  return {
    name,
    county: '310116',
    atMs: 0,
    find: (kind, other) => others[`${kind}/${other}`] ?? null,
  };
}

const category: Category = {
  code: 'road',
  parent: null,
  kind: 'report',
  zh: '道路破损',
  en: 'Broken road',
  keywords: ['坑'],
  form: {},
  clocks: { handle: { time: { amount: 3, unit: 'workingDays' } } },
  evidence: { before: 1, after: 1 },
  maySelfHandle: true,
  emergency: null,
  isHome: false,
  isPrivate: false,
};

type ReadOnly<T> = T extends readonly (infer Item)[]
  ? readonly ReadOnly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: ReadOnly<T[Key]> }
    : T;

test('the shapes say what the types of the rules say', () => {
  type Told<S extends z.ZodType> = ReadOnly<z.output<S>>;
  expectTypeOf<Told<typeof ProcessShape>>().toEqualTypeOf<ReadOnly<ProcessDefinition>>();
  expectTypeOf<Told<typeof CategoriesShape>>().toEqualTypeOf<ReadOnly<CategoryTree>>();
  expectTypeOf<Told<typeof RoutingShape>>().toEqualTypeOf<ReadOnly<RoutingTable>>();
  expectTypeOf<Told<typeof SettingsShape>>().toEqualTypeOf<ReadOnly<Settings>>();
});

describe('a process', () => {
  it('passes as the reports have it', () => {
    expect(checkers.process(report(), around('report'))).toEqual([]);
    expect(checkProcessBody(report(), names)).toEqual([]);
  });

  it.each<[what: string, break_: (body: Record<string, never>) => unknown, fault: string]>([
    [
      'a stage without an owner',
      (body) => delete (body as never as ProcessParts).stages.handling?.owner,
      'stages.handling.owner: has no owner',
    ],
    [
      'an unknown owner',
      (body) =>
        Object.assign((body as never as ProcessParts).stages.handling ?? {}, { owner: 'x' }),
      'stages.handling.owner: unknown owner x',
    ],
    [
      'a misspelt key',
      (body) => Object.assign((body as never as ProcessParts).actions.open ?? {}, { gaurds: [] }),
      'actions.open: Unrecognized key: "gaurds"',
    ],
    [
      'an unknown unit',
      (body) =>
        Object.assign((body as never as ProcessParts).clocks.handle ?? {}, {
          time: { amount: 1, unit: 'moons' },
        }),
      'clocks.handle.time.unit: ',
    ],
  ])('is refused for %s', (_what, breakIt, fault) => {
    const body = report();
    breakIt(body);
    const faults = checkers.process(body, around('report'));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });

  it('bears the name of its kind, which the program must know', () => {
    expect(checkers.process(report(), around('petition'))).toEqual([
      "kind: report is not the document's name",
    ]);
    const body = { ...report(), kind: 'rumour' };
    expect(checkers.process(body, around('rumour'))).toEqual(['kind: rumour is unknown']);
  });

  it('is refused when it is no object', () => {
    for (const body of [null, 3, 'x', []]) {
      expect(checkers.process(body, around('report'))[0]).toMatch(/^document: /);
    }
  });
});

type ProcessParts = Record<'stages' | 'actions' | 'clocks', Record<string, { owner?: string }>>;

describe('categories', () => {
  const check = (change: Partial<Category>) =>
    checkers.categories(
      { categories: [{ ...category, ...change }] },
      around('main', { 'process/report': report() }),
    );

  it('pass', () => {
    expect(check({})).toEqual([]);
  });

  it.each<[Partial<Category>, string]>([
    [{ kind: 'rumour' }, 'categories.0 (road): no process for the kind rumour'],
    [{ parent: 'none' }, 'categories.0 (road): the parent none is unknown'],
    [
      { clocks: { handel: { time: { amount: 3, unit: 'hours' } } } },
      'categories.0.clocks.handel: the process has no such clock',
    ],
    [
      { clocks: { check: { time: { amount: 3, unit: 'hours' } } } },
      'categories.0.clocks.check: the process does not leave it to categories',
    ],
    [{ emergency: '打110' }, 'categories.0.emergency: must be a telephone number'],
  ])('with %j are refused', (change, fault) => {
    expect(check(change)).toEqual([fault]);
  });
});

describe('routing', () => {
  const rule = { id: 'r1', zh: '市容', en: 'Streets', to: { kind: 'station', level: 'town' } };
  const check = (change: object) =>
    checkers.routing(
      { rules: [{ ...rule, ...change }] },
      around('main', { 'categories/main': { categories: [category] } }),
    );

  it('passes', () => {
    expect(check({ category: 'road', region: '310116' })).toEqual([]);
  });

  it('names a known category and a region code', () => {
    expect(check({ category: 'roads' })).toEqual([
      'rules.0.category: the category roads is unknown',
    ]);
    expect(check({ region: '金山' })).toEqual(['rules.0: 金山 is no region code']);
  });

  it('needs somewhere to go', () => {
    expect(check({ to: {} })[0]).toMatch(/^rules\.0\.to: /);
  });
});

describe('settings and calendars', () => {
  it('pass as they are set up', () => {
    expect(checkers.settings(defaultSettings, around('main'))).toEqual([]);
    expect(checkers.calendar(chineseCalendar({ from: 2024, to: 2026 }), around('main'))).toEqual(
      [],
    );
  });

  it('are refused under a name by which nobody looks for them', () => {
    expect(checkers.settings(defaultSettings, around('mine'))).toEqual([
      'document: must be called main, not mine',
    ]);
  });

  it('are refused with the place', () => {
    expect(checkers.settings({ ...defaultSettings, selfHandledSample: 2 }, around('main'))).toEqual(
      ['selfHandledSample: must lie between 0 and 1'],
    );
    expect(checkers.settings({ ...defaultSettings, near: undefined }, around('main'))[0]).toMatch(
      /^near: /,
    );
    expect(
      checkers.calendar(
        { ...chineseCalendar({ from: 2024, to: 2026 }), weekend: [9] },
        around('main'),
      ),
    ).toEqual(['weekend: a list of days 1 (Monday) to 7 (Sunday) is needed']);
  });
});
