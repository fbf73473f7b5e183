import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { parse } from 'yaml';
import { effects } from './effects/index.ts';
import { guards } from './guards.ts';
import { checkProcess, type ProcessDefinition, stagesFrom, targetsOf } from './process.ts';

const roles = new Set(['clerk', 'handler']);
const words = { roles, guards: new Set(['isFair']), effects: new Set(['mend']) };

/** The smallest sound process: received, worked on, then closed or sent back. */
function sound(): ProcessDefinition {
  const said = { zh: '名', en: 'Name' };
  return {
    kind: 'trial',
    title: said,
    initial: 'received',
    stages: {
      received: { ...said, owner: 'owner' },
      handling: { ...said, owner: 'handlingOrg' },
      closed: { ...said, owner: 'none', end: true },
    },
    actions: {
      send: { ...said, from: ['received'], to: 'handling', by: [{ standing: 'owner' }] },
      judge: {
        ...said,
        from: ['handling'],
        to: { byField: 'result', ways: { good: 'closed', bad: 'received', more: 'stay' } },
        by: [{ roles: ['handler'], standing: 'handlingOrg' }],
        fields: {
          result: { ...said, type: 'choice', of: ['good', 'bad', 'more'], required: true },
        },
        guards: ['isFair'],
        effects: ['mend'],
      },
    },
    clocks: {
      handle: {
        ...said,
        nature: 'internal',
        starts: ['stage:handling'],
        ends: ['action:judge', 'stage:closed'],
        time: { amount: 5, unit: 'workingDays' },
        counting: {
          startDay: 'excluded',
          dueMoment: 'endOfWorkDay',
          lastDayOnHoliday: 'nextWorkingDay',
        },
        ladder: 'common',
      },
    },
    ladders: {
      common: [
        { rung: 'remind', share: 0.5 },
        { rung: 'breach', share: 1 },
      ],
    },
  };
}

type Path = readonly [string, ...string[]];

/** The sound process with one place changed; `undefined` takes it away. */
function changed(path: Path, value: unknown): ProcessDefinition {
  const whole = sound() as unknown as Record<string, unknown>;
  let at = whole;
  for (const name of path.slice(0, -1)) at = at[name] as Record<string, unknown>;
  const last = path.at(-1) as string;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return whole as unknown as ProcessDefinition;
}

const stage = (owner: string, end?: boolean) => ({ zh: '环节', en: 'Stage', owner, end });

const faulty: [what: string, path: Path, value: unknown, faults: string[]][] = [
  [
    'an unknown first stage',
    ['initial'],
    'begun',
    [
      'initial: the stage begun is not defined',
      'stages.received: is unreachable',
      'stages.handling: is unreachable',
      'stages.closed: is unreachable',
    ],
  ],
  [
    'a stage that is called stay',
    ['stages', 'stay'],
    stage('none', true),
    ['stages.stay: the word means the present stage', 'stages.stay: is unreachable'],
  ],
  [
    'a stage without an owner',
    ['stages', 'handling', 'owner'],
    undefined,
    ['stages.handling: has no owner'],
  ],
  [
    'an open stage that is nobody’s',
    ['stages', 'handling', 'owner'],
    'none',
    ['stages.handling: is open and unowned'],
  ],
  [
    'an unreachable stage',
    ['stages', 'lost'],
    stage('none', true),
    ['stages.lost: is unreachable'],
  ],
  [
    'a way to an unknown stage',
    ['actions', 'judge', 'to', 'ways', 'bad'],
    'trap',
    ['actions.judge: the stage trap is not defined'],
  ],
  [
    'no end at all',
    ['stages', 'closed', 'end'],
    false,
    [
      'stages.closed: is open and unowned',
      'stages: none is an end',
      'stages.received: no end can be reached from it',
      'stages.handling: no end can be reached from it',
      'stages.closed: no end can be reached from it',
    ],
  ],
  [
    'an action in an unknown stage',
    ['actions', 'send', 'from'],
    ['received', 'constructor'],
    ['actions.send: the stage constructor is not defined'],
  ],
  [
    'an action that opens nowhere',
    ['actions', 'judge', 'from'],
    [],
    [
      'actions.judge.from: opens in no stage',
      'stages.closed: is unreachable',
      'stages.received: no end can be reached from it',
      'stages.handling: no end can be reached from it',
    ],
  ],
  ['an action of nobody', ['actions', 'send', 'by'], [], ['actions.send.by: nobody may take it']],
  [
    'an unknown standing',
    ['actions', 'send', 'by'],
    [{ standing: 'friend' }],
    ['actions.send.by: unknown standing friend'],
  ],
  [
    'an unknown role',
    ['actions', 'send', 'by'],
    [{ roles: ['clerk', 'king'], standing: 'owner' }],
    ['actions.send.by: unknown role king'],
  ],
  [
    'an unknown guard',
    ['actions', 'send', 'guards'],
    ['isFair', 'isLucky'],
    ['actions.send.guards: unknown guard isLucky'],
  ],
  [
    'an unknown effect',
    ['actions', 'send', 'effects'],
    ['conjure'],
    ['actions.send.effects: unknown effect conjure'],
  ],
  [
    'a missing choice of the way',
    ['actions', 'judge', 'to', 'ways', 'more'],
    undefined,
    ['actions.judge.to: no stage for more'],
  ],
  [
    'a way that nothing chooses',
    ['actions', 'judge', 'to', 'ways', 'best'],
    'closed',
    ['actions.judge.to.ways.best: is no choice of result'],
  ],
  [
    'a way chosen by a field that may be left out',
    ['actions', 'judge', 'fields', 'result', 'required'],
    undefined,
    ['actions.judge.to: result must be required'],
  ],
  [
    'a way chosen by no field',
    ['actions', 'judge', 'to', 'byField'],
    'verdict',
    ['actions.judge.to: verdict is no choice among the fields'],
  ],
  [
    'a choice without choices',
    ['actions', 'send', 'fields'],
    { how: { type: 'choice', zh: '方式', en: 'How' } },
    ['actions.send.fields.how: no choices'],
  ],
  [
    'a condition on an unknown field',
    ['actions', 'judge', 'fields', 'why'],
    { type: 'text', zh: '理由', en: 'Why', requiredWhen: { field: 'grade', is: ['bad'] } },
    ['actions.judge.fields.why: unknown field grade'],
  ],
  [
    'counting rules that contradict themselves',
    ['clocks', 'handle', 'counting'],
    { startDay: 'included', dueMoment: 'sameTime', lastDayOnHoliday: 'asIs' },
    ['clocks.handle: dueMoment: sameTime with an included start day would make one day nothing'],
  ],
  [
    'an unknown counting rule',
    ['clocks', 'handle', 'counting', 'startDay'],
    'maybe',
    ['clocks.handle: startDay: must be one of excluded, included'],
  ],
  [
    'an unknown ladder',
    ['clocks', 'handle', 'ladder'],
    'steep',
    ['clocks.handle.ladder: unknown ladder steep'],
  ],
  [
    'a clock that never starts',
    ['clocks', 'handle', 'starts'],
    [],
    ['clocks.handle: nothing starts it'],
  ],
  ['a clock that never ends', ['clocks', 'handle', 'ends'], [], ['clocks.handle: nothing ends it']],
  [
    'a clock of no time',
    ['clocks', 'handle', 'time', 'amount'],
    0,
    ['clocks.handle: its time must be positive'],
  ],
  [
    'a clock that stops for ever',
    ['clocks', 'handle', 'stops'],
    ['stage:received'],
    ['clocks.handle: stops and never resumes'],
  ],
  ...['stage:gone', 'action:gone', 'action:toString', 'moon:full', 'closed'].map(
    (event): (typeof faulty)[number] => [
      `the unknown event ${event}`,
      ['clocks', 'handle', 'cancels'],
      [event],
      [`clocks.handle: unknown event ${event}`],
    ],
  ),
  [
    "a supporting clock that would be the matter's",
    ['clocks', 'handle'],
    {
      ...sound().clocks.handle,
      for: 'supporting',
      starts: ['action:send'],
      decidesDue: true,
      fromReceipt: true,
      extension: { times: 1, max: { amount: 1, unit: 'workingDays' } },
    },
    [
      "clocks.handle.decidesDue: a supporting clock is not the matter's",
      'clocks.handle.fromReceipt: support begins when it is asked for',
      'clocks.handle.extension: a supporting clock is not extended',
      'clocks.handle.starts: action:send makes no organisation supporting',
    ],
  ],
  [
    'a ladder out of order',
    ['ladders', 'common'],
    [
      { rung: 'breach', share: 1 },
      { rung: 'remind', share: 0.5 },
    ],
    ['ladders.common: the rungs are not in order'],
  ],
  [
    'a ladder without a breach',
    ['ladders', 'common'],
    [{ rung: 'breach', share: 0.9 }],
    ['ladders.common: has no breach at the due time'],
  ],
];

describe('a process definition', () => {
  it('passes when every stage is reachable, owned and leads to an end', () => {
    expect(checkProcess(sound(), words)).toEqual([]);
  });

  it.each(faulty)('is refused for %s, with the place', (_what, path, value, faults) => {
    expect(checkProcess(changed(path, value), words)).toEqual(faults);
  });

  it('is refused for a stage that leads to no end', () => {
    const definition = changed(['stages', 'trap'], stage('owner'));
    const trapped = {
      ...definition,
      actions: {
        ...definition.actions,
        lure: { zh: '进', en: 'In', from: 'open', to: 'trap', by: [{ standing: 'owner' }] },
      },
    } as ProcessDefinition;
    expect(checkProcess(trapped, words)).toEqual(['stages.trap: no end can be reached from it']);
  });

  it('says all of its faults at once', () => {
    const definition = changed(['actions', 'send', 'guards'], ['isLucky']);
    const both = { ...definition, initial: 'begun' };
    expect(checkProcess(both, words).length).toBeGreaterThan(2);
  });
});

describe('the process of reports', () => {
  const file = join(import.meta.dirname, '../../reports/process/report.yaml');
  const report = parse(readFileSync(file, 'utf8')) as ProcessDefinition;
  const rolesFile = join(import.meta.dirname, '../../identity/roles.yaml');
  const known = {
    roles: new Set(Object.keys(parse(readFileSync(rolesFile, 'utf8')) as object)),
    guards: new Set(Object.keys(guards)),
    effects: new Set(Object.keys(effects)),
  };

  it('is sound', () => {
    expect(checkProcess(report, known)).toEqual([]);
  });

  it('would not be without one of its roles, guards or effects', () => {
    const without = (set: ReadonlySet<string>, name: string) =>
      new Set([...set].filter((one) => one !== name));
    expect(checkProcess(report, { ...known, roles: without(known.roles, 'checker') })).toContain(
      'actions.check.by: unknown role checker',
    );
    expect(
      checkProcess(report, { ...known, guards: without(known.guards, 'isAnswered') }),
    ).toContain('actions.close.guards: unknown guard isAnswered');
    expect(
      checkProcess(report, { ...known, effects: without(known.effects, 'conclude') }),
    ).toContain('actions.close.effects: unknown effect conclude');
  });
});

test('an action opens in the stages it lists, or in all open or closed ones', () => {
  const definition = sound();
  const from = (value: 'open' | 'closed' | 'any') =>
    stagesFrom(definition, { ...definition.actions.send, from: value } as never);
  expect(from('open')).toEqual(['received', 'handling']);
  expect(from('closed')).toEqual(['closed']);
  expect(from('any')).toEqual(['received', 'handling', 'closed']);
});

test('the targets of an action leave out staying', () => {
  const { send, judge } = sound().actions;
  expect(send && targetsOf(send)).toEqual(['handling']);
  expect(judge && targetsOf(judge)).toEqual(['closed', 'received']);
});
