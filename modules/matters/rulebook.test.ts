/** The documents of the loop in a real rulebook: what is refused, and what a matter keeps. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { Refusal } from '../../kernel/refusal.ts';
import { chineseCalendar } from '../../platform/calendar.ts';
import { testDatabase } from '../../test/db.ts';
import { newTestId } from '../../test/people.ts';
import { commandContext } from '../identity/index.ts';
import { makeRulebook } from '../rulebook/index.ts';
import { documentCheckers } from './rules/documents.ts';
import { draw } from './rules/draw.ts';
import { effects } from './rules/effects/index.ts';
import { guards } from './rules/guards.ts';
import { rulesOf } from './rules/holding.ts';
import type { ActionSpec, ClockSpec, ProcessDefinition, StageSpec } from './rules/process.ts';
import { defaultSettings } from './rules/settings.ts';

const { db } = await testDatabase();
const now = Date.parse('2026-11-20T02:00:00Z');
const ctx = () => commandContext('test', now, newTestId);
const read = (path: string): unknown =>
  parse(readFileSync(join(import.meta.dirname, '..', path), 'utf8'));

const rulebook = makeRulebook({
  db,
  checkers: documentCheckers({
    roles: new Set(Object.keys(read('identity/roles.yaml') as object)),
    guards: new Set(Object.keys(guards)),
    effects: new Set(Object.keys(effects)),
    kinds: new Set(['report']),
  }),
  drawProcess: (body) => draw(body as ProcessDefinition),
  realMs: performance.now.bind(performance),
});

type Editable = {
  stages: Record<string, Partial<StageSpec>>;
  actions: Record<string, Partial<ActionSpec>>;
  clocks: Record<string, Partial<ClockSpec>>;
};

/** The process of reports, which each call may edit. */
function report(edit: (body: Editable) => void = () => undefined): unknown {
  const body = read('reports/process/report.yaml') as Editable;
  edit(body);
  return body;
}

function publish(kind: string, name: string, body: unknown, validFrom = 0) {
  return rulebook.publish(ctx(), { county: '*', kind, name, body, validFrom, note: '测试' });
}

const words = { zh: '等待', en: 'Waiting' };

describe('a faulty process is refused with the place named', () => {
  it.each<[what: string, edit: (body: Editable) => void, path: string, detail: string]>([
    [
      'an unreachable stage',
      ({ stages }) => {
        stages.waiting = { ...words, owner: 'none', end: true };
      },
      'body.stages.waiting',
      'is unreachable',
    ],
    [
      'a stage without an owner',
      ({ stages }) => {
        stages.handling = words;
      },
      'body.stages.handling.owner',
      'has no owner',
    ],
    [
      'a dead end',
      ({ stages, actions }) => {
        stages.waiting = { ...words, owner: 'owner' };
        Object.assign(actions.open ?? {}, { to: 'waiting' });
        Object.assign(actions.withdraw ?? {}, { from: ['registered'] });
      },
      'body.stages.waiting',
      'no end can be reached from it',
    ],
    [
      'an unknown role',
      ({ actions }) => {
        Object.assign(actions.open ?? {}, { by: [{ roles: ['king'], standing: 'owner' }] });
      },
      'body.actions.open.by',
      'unknown role king',
    ],
    [
      'an unknown guard',
      ({ actions }) => {
        Object.assign(actions.open ?? {}, { guards: ['isLucky'] });
      },
      'body.actions.open.guards',
      'unknown guard isLucky',
    ],
    [
      'an unknown effect',
      ({ actions }) => {
        Object.assign(actions.open ?? {}, { effects: ['conjure'] });
      },
      'body.actions.open.effects',
      'unknown effect conjure',
    ],
    [
      'an unknown event of a clock',
      ({ clocks }) => {
        Object.assign(clocks.verify ?? {}, { ends: ['action:vanish'] });
      },
      'body.clocks.verify',
      'unknown event action:vanish',
    ],
    [
      'a choice without its way',
      ({ actions }) => {
        Object.assign(actions.check ?? {}, { to: { byField: 'result', ways: { passed: 'stay' } } });
      },
      'body.actions.check.to',
      'no stage for failed',
    ],
    [
      'contradictory counting',
      ({ clocks }) => {
        Object.assign(clocks.handle ?? {}, {
          counting: { startDay: 'included', dueMoment: 'sameTime', lastDayOnHoliday: 'asIs' },
        });
      },
      'body.clocks.handle',
      'dueMoment: sameTime with an included start day would make one day nothing',
    ],
  ])('%s', async (_what, edit, path, detail) => {
    const before = (await rulebook.refresh()).revision;
    const error = await publish('process', 'report', report(edit)).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(Refusal);
    expect(error.code).toBe('RULEBOOK_FAULTY');
    expect(error.details.fields).toContainEqual({ path, code: 'RULEBOOK_FAULTY', detail });
    expect((await rulebook.refresh()).revision).toBe(before);
  });
});

describe('the rules that hold', () => {
  it('need a calendar, and nothing else', async () => {
    const bare = await rulebook.current();
    expect(() => rulesOf(bare, '310116', now)).toThrow('a calendar holds for 310116');
    await publish('calendar', 'main', chineseCalendar({ from: 2024, to: 2026 }));
    const rules = rulesOf(await rulebook.current(), '310116', now);
    expect(rules.settings).toBe(defaultSettings);
    expect(rules.routing).toEqual({ version: 0, table: { rules: [] } });
    expect(rules.process('report')).toBeNull();
  });

  it('keep a calendar as one object when others are published', async () => {
    await publish('calendar', 'main', chineseCalendar({ from: 2024, to: 2026 }));
    const { calendar } = rulesOf(await rulebook.current(), '310116', now);
    await publish('settings', 'main', defaultSettings);
    expect(rulesOf(await rulebook.current(), '310116', now).calendar).toBe(calendar);
  });

  it('give a new matter the newest process and a running one its own', async () => {
    await publish('calendar', 'main', chineseCalendar({ from: 2024, to: 2026 }));
    const first = await publish('process', 'report', report());
    const second = await rulebook.publish(ctx(), {
      county: '310116',
      kind: 'process',
      name: 'report',
      body: report(({ stages }) => Object.assign(stages.opened ?? {}, words)),
      validFrom: now,
      note: '换个说法',
    });
    const book = await rulebook.current();
    const rules = rulesOf(book, '310116', now);
    expect(rules.process('report')).toMatchObject({
      version: second.version,
      definition: { stages: { opened: words } },
    });
    expect(rules.processVersion('report', first.version)?.stages.opened?.zh).toBe('已立案待派遣');
    expect(rulesOf(book, '310116', now - 1).process('report')?.version).toBe(first.version);
    // A matter that moved to the next county goes on under the version it began with.
    const elsewhere = rulesOf(book, '310117', now);
    expect(elsewhere.process('report')?.version).toBe(first.version);
    expect(elsewhere.processVersion('report', second.version)?.stages.opened).toMatchObject(words);
    expect(elsewhere.processVersion('report', 99)).toBeNull();
  });
});

test('stages, actions and fields come back in the order in which they were written', async () => {
  const { version } = await publish('process', 'report', report());
  // Another program reads it from the database, this one has only checked it.
  const book = await rulebook.refresh();
  const kept = book.exactly<ProcessDefinition>('process', 'report', '*', version)?.body;
  const written = report() as ProcessDefinition;
  expect(JSON.stringify(kept)).toBe(JSON.stringify(written));
});
