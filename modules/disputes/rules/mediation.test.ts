/**
 * A dispute through its channels, and every clock of the mediation law and the court's rules at its
 * boundary. People's mediation has no clock by law; what runs there is the committee's own.
 */
import { describe, expect, it } from 'vitest';
import { born, endOf, everyone, go, idOf, type Live, MORNING } from '../../../test/engine.ts';
import { refusalOf, text } from '../../../test/stages.ts';
import { factsOf } from './facts.ts';

const at = (day: string) => Date.parse(`${day}T18:00:00+08:00`);

const clock = (live: Live, name: string) =>
  live.state.clocks.findLast((one) => one.name === name) ?? null;
const names = (live: Live) =>
  live.state.clocks.filter((one) => one.state === 'running').map((one) => one.name);

const dispute = () =>
  born(MORNING, { kind: 'dispute', category: null, ownerOrg: idOf('townA'), isPrivate: true });
const assigned = (given: object) =>
  go(dispute(), 'dispatcherA', 'assignMediation', { org: idOf('villageA'), ...given });
const people = () => assigned({ channel: 'people' });
const court = (courtStage: string) => assigned({ channel: 'judicial', courtStage, fee: '不收费' });
const accepted = (live: Live) => go(live, 'mediatorA', 'acceptMediation');
const consented = (live: Live, now?: number) => {
  const first = go(
    live,
    'mediatorA',
    'recordConsent',
    { side: 'applicant', consent: 'agreed' },
    now,
  );
  return go(first, 'mediatorA', 'recordConsent', { side: 'respondent', consent: 'agreed' }, now);
};
const appointment = {
  post: everyone.mediatorA?.kind === 'staff' ? everyone.mediatorA.post : '',
  chosenBy: 'court',
};
const appointed = (live: Live) => go(live, 'mediatorA', 'appointMediator', appointment);
const mediating = () => consented(accepted(people()));
const agreement = { facts: text, terms: text };
const written = (live: Live) =>
  go(live, 'mediatorA', 'recordAgreement', {
    ...agreement,
    form: 'written',
    happenedOn: '2026-03-10',
  });
const signed = (live: Live, signer: string, on: string) =>
  go(live, 'mediatorA', 'sign', { signer, how: 'ink', happenedOn: on }, at('2026-03-20'));
const SIGNERS = ['applicant', 'respondent', 'mediator', 'committee'];

describe('consent', () => {
  it('of both begins the mediation; of one alone does not', () => {
    const one = go(accepted(people()), 'mediatorA', 'recordConsent', {
      side: 'respondent',
      consent: 'agreed',
    });
    expect(one.state.matter.stage).toBe('consenting');
    expect(mediating().state.matter.stage).toBe('mediating');
  });

  it('clearly refused ends it, and "not reached yet" does not', () => {
    const given = { side: 'respondent', consent: 'refused', reason: text };
    const over = go(accepted(people()), 'mediatorA', 'recordConsent', given);
    expect(over.state.matter).toMatchObject({ isOpen: false, outcome: 'impossible' });
    const waiting = { side: 'respondent', consent: 'unreachable' };
    const still = go(accepted(people()), 'mediatorA', 'recordConsent', waiting);
    expect(still.state.matter).toMatchObject({ isOpen: true, stage: 'consenting' });
  });

  it('is asked again by another channel, under the same number', () => {
    const before = mediating();
    const after = go(before, 'dispatcherA', 'assignMediation', {
      channel: 'administrative',
      org: idOf('stationA'),
      fee: '不收费',
    });
    expect(after.state.matter.number).toBe(before.state.matter.number);
    expect(factsOf(after.state.matter)).toMatchObject({ consents: {}, isAccepted: false });
  });
});

describe('a clock belongs to its channel', () => {
  it("people's mediation has none by law: its own is internal", () => {
    const live = mediating();
    expect(names(live)).toEqual(['mediate']);
    expect(clock(live, 'mediate')?.detail.nature).toBe('internal');
  });

  it.each([
    ['before', 'mediateBefore', '2026-04-09', '第二十四条'],
    ['ordinary', 'mediateOrdinary', '2026-03-25', '第二十四条'],
    ['simplified', 'mediateSimplified', '2026-03-17', '第二十四条'],
  ])('a court, %s: %s from the acceptance to the end of %s', (stage, name, day, article) => {
    const live = accepted(court(stage));
    expect(clock(live, name)?.dueAt).toBe(endOf(day));
    expect(clock(live, name)?.detail.citation).toContain(article);
    expect(names(consented(live)).toSorted()).toEqual(['choose', name].toSorted());
  });

  it.each([
    ['appoint', () => court('before'), '2026-03-13', '第十条'],
    ['accept', () => court('before'), '2026-03-13', '第十二条'],
    ['reach', () => accepted(court('before')), '2026-03-13', '第十五条'],
    ['takeUp', () => appointed(consented(accepted(court('before')))), '2026-03-13', '第十二条'],
  ])('a court: %s within three working days', (name, make, day, article) => {
    expect(clock(make(), name)?.dueAt).toBe(endOf(day));
    expect(clock(make(), name)?.detail.citation).toContain(article);
  });

  it('appraisal is not counted before filing, and is counted after it', () => {
    const spend = (live: Live) => {
      const begun = go(live, 'mediatorA', 'beginAppraisal', { text }, at('2026-03-12'));
      return go(begun, 'mediatorA', 'endAppraisal', { text }, at('2026-03-22'));
    };
    const before = spend(consented(accepted(court('before'))));
    // The fortieth day, 19 April, is a Sunday: a period before a court ends on the Monday.
    expect(clock(before, 'mediateBefore')?.dueAt).toBe(endOf('2026-04-20'));
    const ordinary = spend(consented(accepted(court('ordinary'))));
    expect(clock(ordinary, 'mediateOrdinary')?.dueAt).toBe(endOf('2026-03-25'));
  });

  it('is lengthened to the day that all parties agree on', () => {
    const given = { until: '2026-04-30', text };
    const live = go(consented(accepted(court('simplified'))), 'mediatorA', 'extendByAll', given);
    expect(clock(live, 'mediateSimplified')?.dueAt).toBe(endOf('2026-04-30'));
  });
});

describe('the mediator', () => {
  const DAY = 86_400_000;
  const chosen = (live: Live, side: string) =>
    go(live, 'mediatorA', 'chooseMediator', { side, mediator: idOf('townB') });

  it('is chosen together within two working days of consent, on a court platform alone', () => {
    const live = consented(accepted(court('before')));
    expect(clock(live, 'choose')).toMatchObject({ dueAt: endOf('2026-03-12'), state: 'running' });
    expect(clock(live, 'choose')?.detail.citation).toContain('第十条');
    expect(clock(appointed(live), 'choose')?.state).toBe('ended');
    expect(clock(mediating(), 'choose')).toBeNull();
    const early = consented(appointed(accepted(court('before'))));
    expect(clock(early, 'choose')).toBeNull();
  });

  it('confirms by the third working day; silence lets another be appointed, with its own time', () => {
    const live = appointed(consented(accepted(court('before'))));
    const later = go(live, 'mediatorA', 'appointMediator', appointment, MORNING + 6 * DAY);
    const clocks = later.state.clocks.filter(({ name }) => name === 'takeUp');
    expect(clocks.map(({ state }) => state)).toEqual(['cancelled', 'running']);
    expect(clocks.at(-1)?.dueAt).toBe(endOf('2026-03-19'));
    const taken = go(later, 'mediatorA', 'takeUp', { interest: 'none' });
    expect(clock(taken, 'takeUp')?.state).toBe('ended');
    const again = () => go(taken, 'mediatorA', 'takeUp', { interest: 'none' });
    expect(refusalOf(again)).toBe('DISPUTE_TAKEN_UP');
  });

  it.each([
    ['declineMediator', 'mediatorA', { reason: text }],
    ['askReplacement', 'mediatorA', { side: 'respondent', reason: text }],
  ])('after %s is another, and the choice begins anew', (action, who, given) => {
    const both = chosen(chosen(appointed(mediating()), 'applicant'), 'respondent');
    expect(factsOf(both.state.matter).choices).toEqual({
      applicant: idOf('townB'),
      respondent: idOf('townB'),
    });
    const live = go(both, who, action, given);
    expect(live.state.matter.handlerPost).toBeNull();
    expect(factsOf(live.state.matter)).toMatchObject({ choices: {}, isAppointed: false });
    const same = () => go(live, 'mediatorA', 'appointMediator', appointment);
    expect(refusalOf(same)).toBe('DISPUTE_MEDIATOR_REPLACED');
  });

  it('goes on where all know of the interest and still agree', () => {
    const given = { ground: 'interest', text, isAccepted: true };
    const live = go(appointed(mediating()), 'mediatorA', 'disclose', given);
    expect(live.state.matter.handlerPost).toBe(appointment.post);
    expect(takenUp(live, 'none')).toBe('DISPUTE_INTEREST_DISCLOSED');
    expect(takenUp(live, 'disclosed')).toBeNull();
  });

  const disclosed = () =>
    go(appointed(mediating()), 'mediatorA', 'disclose', { ground: 'relation', text });
  const answered = (live: Live, side: string, answer: string) =>
    go(live, 'mediatorA', 'answerInterest', { side, answer, post: appointment.post });
  const appointing = (live: Live) =>
    refusalOf(() => go(live, 'mediatorA', 'appointMediator', appointment));
  const takenUp = (live: Live, interest: string) =>
    refusalOf(() => go(live, 'mediatorA', 'takeUp', { interest }));

  it('who disclosed an interest steps aside, and is not appointed before each side agreed (art. 13)', () => {
    const live = disclosed();
    expect(live.state.matter.handlerPost).toBeNull();
    expect(factsOf(live.state.matter)).toMatchObject({ isAppointed: false, isTakenUp: false });
    expect(appointing(live)).toBe('DISPUTE_INTEREST_OPEN');
    const one = answered(live, 'applicant', 'agreed');
    expect(appointing(one)).toBe('DISPUTE_INTEREST_OPEN');
    expect(appointing(answered(one, 'applicant', 'agreed'))).toBe('DISPUTE_INTEREST_OPEN');
    const both = answered(one, 'respondent', 'agreed');
    expect(both.state.matter.handlerPost).toBe(appointment.post);
    expect(factsOf(both.state.matter)).toMatchObject({ isAppointed: true, chosenBy: 'parties' });
    expect(takenUp(both, 'disclosed')).toBeNull();
  });

  it('is replaced where one side does not agree to the interest', () => {
    const live = answered(answered(disclosed(), 'applicant', 'agreed'), 'respondent', 'declined');
    expect(live.state.matter.handlerPost).toBeNull();
    expect(appointing(live)).toBe('DISPUTE_MEDIATOR_REPLACED');
    const late = answered(live, 'respondent', 'agreed');
    expect(appointing(late)).toBe('DISPUTE_MEDIATOR_REPLACED');
  });

  it('says before the appointment, too, what interest there is', () => {
    const early = go(mediating(), 'mediatorA', 'disclose', { ground: 'relative', text });
    expect(appointing(early)).toBe('DISPUTE_INTEREST_OPEN');
    const both = answered(answered(early, 'applicant', 'agreed'), 'respondent', 'agreed');
    // Nobody was appointed: it stays to be done.
    expect(both.state.matter.handlerPost).toBeNull();
    expect(appointing(both)).toBeNull();
  });

  it('does not confirm with an interest that stands nowhere, and nobody answers none', () => {
    expect(takenUp(appointed(mediating()), 'disclosed')).toBe('DISPUTE_DISCLOSE_FIRST');
    const none = () => answered(mediating(), 'applicant', 'agreed');
    expect(refusalOf(none)).toBe('DISPUTE_NO_INTEREST');
  });

  it('alone confirms and declines; nobody is replaced where nobody is', () => {
    const live = appointed(mediating());
    const other = () => go(live, 'unitHeadA', 'takeUp', { interest: 'none' });
    expect(refusalOf(other)).not.toBeNull();
    const none = () => go(mediating(), 'mediatorA', 'askReplacement', { side: 'applicant' });
    expect(refusalOf(none)).toBe('DISPUTE_NO_MEDIATOR');
  });
});

describe('a dispute that a committee takes up of its own accord', () => {
  const given = { origin: 'patrol', text };

  it('is its own from then on, free, accepted, and asks both sides (art. 17)', () => {
    const live = go(dispute(), 'mediatorA', 'takeUpDispute', given);
    expect(live.state.matter).toMatchObject({
      stage: 'consenting',
      handlingOrg: idOf('villageA'),
    });
    expect(factsOf(live.state.matter)).toMatchObject({
      origin: 'patrol',
      channel: 'people',
      isAccepted: true,
      handOvers: 0,
    });
    const refused = { side: 'respondent', consent: 'refused', reason: text };
    expect(go(live, 'mediatorA', 'recordConsent', refused).state.matter.isOpen).toBe(false);
    const later = go(live, 'dispatcherA', 'assignMediation', {
      channel: 'administrative',
      org: idOf('stationA'),
      fee: '不收费',
    });
    expect(factsOf(later.state.matter).handOvers).toBe(1);
  });

  it.each(['police', 'court', 'petition'])('names who handed it over: %s', (origin) => {
    const bare = () => go(dispute(), 'mediatorA', 'takeUpDispute', { origin, text });
    expect(refusalOf(bare)).toBe('INPUT_INVALID');
    const whole = { origin, text, handedOver: '示例派出所 示公调移〔2026〕3号' };
    expect(go(dispute(), 'mediatorA', 'takeUpDispute', whole).state.matter.stage).toBe(
      'consenting',
    );
  });

  it('lies in its own place, and was given to nobody yet', () => {
    const away = born(MORNING, {
      kind: 'dispute',
      category: null,
      ownerOrg: idOf('townB'),
      region: '310116102201',
      grid: '310116102201001',
      isPrivate: true,
    });
    expect(refusalOf(() => go(away, 'mediatorA', 'takeUpDispute', given))).toBe('NOT_YOURS');
    expect(refusalOf(() => go(people(), 'mediatorA', 'takeUpDispute', given))).toBe(
      'ACTION_NOT_OPEN',
    );
  });
});

describe('a hand-over', () => {
  it('is counted from the second channel on', () => {
    const first = people();
    expect(factsOf(first.state.matter).handOvers).toBe(0);
    const given = { channel: 'administrative', org: idOf('stationA'), fee: '不收费' };
    const second = go(first, 'dispatcherA', 'assignMediation', given);
    expect(factsOf(second.state.matter).handOvers).toBe(1);
  });
});

describe('an agreement', () => {
  it('in writing is in force when all have signed and the seal is on it, whatever the order', () => {
    let live = written(mediating());
    for (const signer of SIGNERS.slice(0, 3)) live = signed(live, signer, '2026-03-12');
    expect(live.state.matter.stage).toBe('agreed');
    live = signed(live, 'committee', '2026-03-11');
    expect(live.state.matter.stage).toBe('performing');
    // The last to be written down was not the last to sign.
    expect(factsOf(live.state.matter).effectiveOn).toBe('2026-03-12');
    expect(clock(live, 'confirm')?.dueAt).toBe(endOf('2026-04-13'));
  });

  it('by word of mouth is in force from its day', () => {
    const given = { ...agreement, form: 'oral', happenedOn: '2026-03-10' };
    const live = go(mediating(), 'mediatorA', 'recordAgreement', given);
    expect(live.state.matter.stage).toBe('performing');
    expect(clock(live, 'confirm')?.dueAt).toBe(endOf('2026-04-09'));
  });

  it('on a court platform is in force when the parties have signed', () => {
    let live = written(consented(accepted(court('before'))));
    live = signed(signed(live, 'applicant', '2026-03-12'), 'respondent', '2026-03-13');
    expect(live.state.matter.stage).toBe('performing');
    expect(factsOf(live.state.matter).effectiveOn).toBe('2026-03-13');
  });

  it('that was changed is signed by all again, and by nobody twice', () => {
    const once = signed(written(mediating()), 'applicant', '2026-03-12');
    const twice = () => signed(once, 'applicant', '2026-03-12');
    expect(refusalOf(twice)).toBe('DISPUTE_ALREADY_SIGNED');
    const changed = go(once, 'mediatorA', 'changeAgreement', { terms: text });
    expect(factsOf(changed.state.matter)).toMatchObject({ version: 2, signatures: {} });
    expect(refusalOf(() => signed(changed, 'applicant', '2026-03-13'))).toBeNull();
  });

  it('that one will not sign goes back to mediation', () => {
    const given = { side: 'respondent', reason: text };
    const live = go(written(mediating()), 'mediatorA', 'refuseSigning', given);
    expect(live.state.matter.stage).toBe('mediating');
    expect(factsOf(live.state.matter).form).toBeNull();
  });
});

describe('judicial confirmation', () => {
  const oral = (on: string) => {
    const given = { ...agreement, form: 'oral', happenedOn: on };
    const live = mediating();
    // Written down on its day, or later.
    const now = Math.max(live.state.matter.updatedAt, at(on));
    return go(live, 'mediatorA', 'recordAgreement', given, now);
  };
  const asked = (askedOn: string) =>
    refusalOf(() =>
      go(
        oral('2026-03-10'),
        'mediatorA',
        'applyConfirmation',
        { askedOn, court: '示例人民法院' },
        at('2026-05-20'),
      ),
    );

  it('is asked on the thirtieth day and not on the thirty-first', () => {
    expect(asked('2026-04-09')).toBeNull();
    expect(asked('2026-04-10')).toBe('DISPUTE_CONFIRMATION_TOO_LATE');
  });

  it.each([
    ['an ordinary day', '2026-03-10', '2026-04-09'],
    ['a weekend: the next working day', '2026-02-26', '2026-03-30'],
    ['a holiday: the next working day', '2026-04-01', '2026-05-06'],
    ['a make-up working day', '2026-04-09', '2026-05-09'],
  ])('ends on its last day on %s (mediation law art. 33)', (_what, on, day) => {
    const live = oral(on);
    const running = clock(live, 'confirm');
    expect(running?.dueAt).toBe(endOf(day));
    expect(running?.detail.citation).toBe('人民调解法第三十三条');
    const ask = (askedOn: string) => {
      const given = { askedOn, court: '示例人民法院' };
      return refusalOf(() => go(live, 'mediatorA', 'applyConfirmation', given, at('2026-06-20')));
    };
    expect(ask(day)).toBeNull();
    expect(ask(new Date(endOf(day) + 12 * 3_600_000).toISOString().slice(0, 10))).toBe(
      'DISPUTE_CONFIRMATION_TOO_LATE',
    );
  });

  it('is asked once, and its result written down, also after the performance', () => {
    const given = { askedOn: '2026-03-20', court: '示例人民法院' };
    let live = go(oral('2026-03-10'), 'mediatorA', 'applyConfirmation', given, at('2026-03-20'));
    const again = () => go(live, 'mediatorA', 'applyConfirmation', given);
    expect(refusalOf(again)).toBe('DISPUTE_CONFIRMATION_ASKED');
    live = go(live, 'mediatorA', 'recordPerformance', { result: 'performed', text });
    expect(live.state.matter).toMatchObject({ stage: 'closed', outcome: 'fixed' });
    live = go(live, 'mediatorA', 'recordConfirmation', { result: 'confirmed' });
    expect(factsOf(live.state.matter).confirmation).toBe('confirmed');
  });
});

describe('an end without agreement', () => {
  it.each(['reconciled', 'unreachable', 'unwilling', 'tooFarApart', 'periodOver', 'other'])(
    '%s is written down with the ways that remain',
    (ground) => {
      const given = { ground, text, reply: '可依法仲裁、申请行政处理或者起诉。' };
      const live = go(mediating(), 'mediatorA', 'endMediation', given);
      expect(live.state.matter).toMatchObject({ stage: 'closed', outcome: 'impossible' });
      expect(factsOf(live.state.matter).ground).toBe(ground);
    },
  );
});
