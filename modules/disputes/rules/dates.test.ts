/**
 * Every clock of a dispute at its boundaries, row by row: its article, the last moment, the next.
 * Judicial confirmation is a right: where its thirtieth day is a weekend or a holiday it moves to
 * the next working day, and stays where that weekend's day is worked (调休), for each form of an
 * agreement. What organisations owe counts working days, make-up days among them.
 */
import { describe, expect, it } from 'vitest';
import { born, endOf, everyone, go, idOf, type Live, sweep } from '../../../test/engine.ts';
import { refusalOf, text } from '../../../test/stages.ts';
import { factsOf } from './facts.ts';

const at = (day: string, time = '10:00') => Date.parse(`${day}T${time}:00+08:00`);
const next = (day: string) => new Date(at(day) + 86_400_000).toISOString().slice(0, 10);

/** Each step of the way at ten in the morning of its day. */
type Make = (day: string) => Live;
const assigned =
  (given: object): Make =>
  (day) => {
    const fresh = born(at(day), {
      kind: 'dispute',
      category: null,
      ownerOrg: idOf('townA'),
      isPrivate: true,
    });
    const to = { org: idOf('villageA'), ...given };
    return go(fresh, 'dispatcherA', 'assignMediation', to, at(day));
  };
const people = assigned({ channel: 'people' });
const court = (courtStage: string) => assigned({ channel: 'judicial', courtStage, fee: '不收费' });
const accepted =
  (make: Make): Make =>
  (day) =>
    go(make(day), 'mediatorA', 'acceptMediation', {}, at(day));
const consented =
  (make: Make): Make =>
  (day) => {
    const one = { side: 'applicant', consent: 'agreed' };
    const live = go(accepted(make)(day), 'mediatorA', 'recordConsent', one, at(day));
    return go(live, 'mediatorA', 'recordConsent', { ...one, side: 'respondent' }, at(day));
  };
const post = everyone.mediatorA?.kind === 'staff' ? everyone.mediatorA.post : '';
const appointed =
  (make: Make): Make =>
  (day) =>
    go(make(day), 'mediatorA', 'appointMediator', { post, chosenBy: 'court' }, at(day));

const agreement = { facts: text, terms: text };
const signing = (live: Live, signers: readonly string[], day: string) =>
  signers.reduce(
    (one, signer) => go(one, 'mediatorA', 'sign', { signer, how: 'ink', happenedOn: day }, at(day)),
    live,
  );
const PARTIES = ['applicant', 'respondent'];
const ALL = [...PARTIES, 'mediator', 'committee'];
const digest = 'ab'.repeat(32);

/** Each form of agreement, in force on a day, by the last thing that its form needs. */
const forms: Record<string, [article: string, make: Make]> = {
  'by word of mouth, on the day it was reached': [
    '第三十条',
    (day) =>
      go(
        consented(people)(day),
        'mediatorA',
        'recordAgreement',
        { ...agreement, form: 'oral', happenedOn: day },
        at(day),
      ),
  ],
  'in writing, with the last of parties, mediator and seal': [
    '第二十九条',
    (day) => {
      const given = { ...agreement, form: 'written', happenedOn: day };
      const live = go(consented(people)(day), 'mediatorA', 'recordAgreement', given, at(day));
      return signing(live, ALL, day);
    },
  ],
  'drafted together and signed on phones': [
    '第二十九条',
    (day) => {
      const written = { version: 1, digest };
      const drafted = go(consented(people)(day), 'mediatorA', 'writeText', written, at(day));
      const offered = go(drafted, 'mediatorA', 'offerText', { digest }, at(day));
      return ALL.reduce((live, signer) => {
        const given = { signer, how: 'drawn', happenedOn: day, digest, isWhole: true };
        return go(live, 'system', 'signText', given, at(day));
      }, offered);
    },
  ],
  'on a court’s platform, when the parties have signed (court rules art. 19)': [
    '第十九条',
    (day) => {
      const given = { ...agreement, form: 'written', happenedOn: day };
      const live = go(
        consented(court('before'))(day),
        'mediatorA',
        'recordAgreement',
        given,
        at(day),
      );
      return signing(live, PARTIES, day);
    },
  ],
};

const thirtieth = [
  ['a working day', '2026-03-10', '2026-04-09'],
  ['a Saturday', '2026-03-12', '2026-04-13'],
  ['a Sunday', '2026-03-20', '2026-04-20'],
  ['a holiday on a weekday (1 May)', '2026-04-01', '2026-05-06'],
  ['a holiday on a weekend (清明)', '2026-03-05', '2026-04-07'],
  ['a Saturday that is worked (调休, 9 May)', '2026-04-09', '2026-05-09'],
  ['a Sunday that is worked (调休, 20 September)', '2026-08-21', '2026-09-20'],
  ['the day before one that is worked, in the holiday (中秋)', '2026-08-26', '2026-09-28'],
] as const;

const rows = Object.entries(forms).flatMap(([form, [, make]]) =>
  thirtieth.map(([what, from, to]) => [form, what, from, to, make] as const),
);

describe('judicial confirmation, thirty days from the effect (人民调解法第三十三条)', () => {
  it.each(rows)('%s: the thirtieth day is %s: %s, until %s', (_form, _what, from, to, make) => {
    const live = make(from);
    expect(live.state.matter.stage).toBe('performing');
    expect(factsOf(live.state.matter).effectiveOn).toBe(from);
    const clock = live.state.clocks.findLast(({ name }) => name === 'confirm');
    expect(clock?.dueAt).toBe(endOf(to));
    expect(clock?.detail.citation).toContain('第三十三条');
    const asked = (askedOn: string) =>
      refusalOf(() =>
        go(
          live,
          'mediatorA',
          'applyConfirmation',
          { askedOn, court: '示例人民法院' },
          at('2026-12-01'),
        ),
      );
    expect(asked(to)).toBeNull();
    expect(asked(next(to))).toBe('DISPUTE_CONFIRMATION_TOO_LATE');
    // A right is breached by nobody.
    const after = sweep(live, endOf(to) + 1);
    expect(after.entries.some(({ given }) => given.rung === 'breach')).toBe(false);
  });

  it('counts from the latest signature, in whatever order they were written down', () => {
    const given = { ...agreement, form: 'written', happenedOn: '2026-04-07' };
    const day = '2026-04-10';
    let live = go(consented(people)(day), 'mediatorA', 'recordAgreement', given, at(day));
    live = signing(live, ['committee'], '2026-04-09');
    for (const signer of ['applicant', 'respondent', 'mediator']) {
      const how = { signer, how: 'ink', happenedOn: '2026-04-08' };
      live = go(live, 'mediatorA', 'sign', how, at(day));
    }
    expect(factsOf(live.state.matter).effectiveOn).toBe('2026-04-09');
    const clock = live.state.clocks.findLast(({ name }) => name === 'confirm');
    // The thirtieth day is a Saturday that is worked.
    expect(clock?.dueAt).toBe(endOf('2026-05-09'));
  });
});

type Row = [
  name: string,
  article: string,
  make: Make,
  plain: readonly [string, string],
  worked: readonly [string, string],
  holiday: readonly [string, string],
];

/** A plain week; one whose Saturday is worked (9 May); one with a holiday in it (1 to 5 May). */
const three = [
  ['2026-03-10', '2026-03-13'],
  ['2026-05-07', '2026-05-11'],
  ['2026-04-29', '2026-05-07'],
] as const;
const two = [
  ['2026-03-10', '2026-03-12'],
  ['2026-05-07', '2026-05-09'],
  ['2026-04-29', '2026-05-06'],
] as const;
const days = (seven: boolean, fifteen: boolean) =>
  seven
    ? ([
        ['2026-03-10', '2026-03-17'],
        ['2026-05-02', '2026-05-09'],
        ['2026-04-24', '2026-05-06'],
      ] as const)
    : fifteen
      ? ([
          ['2026-03-10', '2026-03-25'],
          ['2026-04-24', '2026-05-09'],
          ['2026-04-16', '2026-05-06'],
        ] as const)
      : ([
          ['2026-03-10', '2026-04-09'],
          ['2026-04-09', '2026-05-09'],
          ['2026-04-01', '2026-05-06'],
        ] as const);

const clocks: Row[] = [
  ['appoint', '第十条', court('before'), ...three],
  ['accept', '第十二条', court('before'), ...three],
  ['reach', '第十五条', accepted(court('before')), ...three],
  ['choose', '第十条', consented(court('before')), ...two],
  ['takeUp', '第十二条', appointed(consented(court('before'))), ...three],
  ['mediateBefore', '第二十四条', accepted(court('before')), ...days(false, false)],
  ['mediateOrdinary', '第二十四条', accepted(court('ordinary')), ...days(false, true)],
  ['mediateSimplified', '第二十四条', accepted(court('simplified')), ...days(true, false)],
];

describe('a clock of the court’s platform', () => {
  it.each(clocks)(
    '%s (%s) ends with its last day and not before',
    (name, article, make, ...all) => {
      for (const [from, to] of all) {
        const live = make(from);
        const running = live.state.clocks.findLast((one) => one.name === name);
        expect(running, from).toMatchObject({ state: 'running', dueAt: endOf(to) });
        expect(running?.detail.citation).toContain(article);
        const lasts = (now: number) =>
          sweep(live, now).state.clocks.findLast((one) => one.name === name)?.detail.firedRungs ??
          [];
        expect(lasts(endOf(to) - 1)).not.toContain('breach');
      }
    },
  );

  it('of mediation by the people has none by law: what runs is the committee’s own', () => {
    const live = consented(people)('2026-03-10');
    const statutory = live.state.clocks.filter(({ detail }) => detail.nature === 'statutory');
    expect(statutory).toEqual([]);
  });
});

describe('the eight grounds on which mediation ends (在线调解规则第二十五条)', () => {
  const mediating = consented(court('before'));
  const end = (ground: string) =>
    go(
      mediating('2026-03-10'),
      'mediatorA',
      'endMediation',
      { ground, text, reply: '可以依法仲裁、请求行政处理或者起诉。' },
      at('2026-03-11'),
    );

  it('(1) is the agreement itself', () => {
    const given = { ...agreement, form: 'written', happenedOn: '2026-03-11' };
    const live = go(
      mediating('2026-03-10'),
      'mediatorA',
      'recordAgreement',
      given,
      at('2026-03-11'),
    );
    const period = signing(live, PARTIES, '2026-03-11').state.clocks;
    expect(period.find(({ name }) => name === 'mediateBefore')?.state).toBe('ended');
  });

  it.each([
    ['2', 'reconciled'],
    ['3', 'unreachable'],
    ['4', 'unwilling'],
    ['5', 'tooFarApart'],
    ['6', 'periodOver'],
    ['7', 'signatureRefused'],
    ['8', 'other'],
  ])('(%s) %s is written down, ends the period, and tells the ways that remain', (_, ground) => {
    const live = end(ground);
    expect(live.state.matter).toMatchObject({ stage: 'closed', outcome: 'impossible' });
    expect(factsOf(live.state.matter).ground).toBe(ground);
    const period = live.state.clocks.find(({ name }) => name === 'mediateBefore');
    expect(period?.state).toBe('ended');
  });

  it('are eight and no more: another is refused', () => {
    expect(refusalOf(() => end('tooOld'))).toBe('INPUT_INVALID');
  });
});

describe('appraisal (第二十六条)', () => {
  it('stops the thirty days before filing for exactly as long as it takes', () => {
    const live = consented(court('before'))('2026-03-10');
    const begun = go(live, 'mediatorA', 'beginAppraisal', { text }, at('2026-03-20', '15:00'));
    expect(begun.state.clocks.find(({ name }) => name === 'mediateBefore')?.state).toBe('stopped');
    const over = go(begun, 'mediatorA', 'endAppraisal', { text }, at('2026-04-09', '15:00'));
    const clock = over.state.clocks.find(({ name }) => name === 'mediateBefore');
    expect(clock).toMatchObject({ state: 'running', dueAt: endOf('2026-04-29') });
  });
});
