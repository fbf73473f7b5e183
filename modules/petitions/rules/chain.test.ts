/**
 * A petition through its chain, at three levels, and every clock of it at its boundary: the last
 * moment and the next, a last day that is a holiday, and what the regulation leaves open.
 */
import { describe, expect, it } from 'vitest';
import { born, endOf, go, idOf, type Live, MORNING } from '../../../test/engine.ts';
import { refusalOf, text } from '../../../test/stages.ts';
import { factsOf } from './facts.ts';

const DAY = 86_400_000;

const at = (day: string, time = '10:00') => Date.parse(`${day}T${time}:00+08:00`);

const clock = (live: Live, name: string) =>
  live.state.clocks.findLast((one) => one.name === name) ?? null;

const petition = () =>
  born(MORNING, { kind: 'petition', category: null, ownerOrg: idOf('centre'), isPrivate: true });
const claim = () => go(petition(), 'petitions', 'classify', { class: 'claim', reason: text });
const forwarded = (now = MORNING) =>
  go(claim(), 'petitions', 'forward', { org: idOf('deptA'), way: 'forward' }, now);
const notice = { route: 'hear', procedure: text };
const opinion = {
  conclusion: 'notSupported',
  claim: text,
  facts: text,
  opinion: text,
  legalBasis: '示例条例第一条',
};
const heard = (now = MORNING) => go(forwarded(), 'deptHandler', 'notify', notice, now);
const opined = () => go(heard(), 'deptHandler', 'giveOpinion', opinion);
const delivery = (paper: string, deliveredOn: string) => ({
  paper,
  how: 'post',
  deliveredOn,
  to: '本人',
  proof: '回执一份',
});
const made = (live: Live, who: string, paper: string) =>
  go(live, who, 'makePaper', { paper, number: '示信〔2026〕1号', on: '2026-03-10', digest: '00' });
const deliver = (live: Live, who: string, paper: string, day: string) =>
  go(made(live, who, paper), who, 'deliver', delivery(paper, day), at(day, '18:00'));
const answered = (day: string) => deliver(opined(), 'deptHandler', 'opinion', day);
const reviewGiven = (live: Live) =>
  go(live, 'cityOffice', 'giveReview', { result: 'upheld', opinion: text, legalBasis: text });

describe('a claim', () => {
  it('goes through opinion, review and re-review, each one level higher, and is over then', () => {
    let live = answered('2026-03-20');
    expect(live.state.matter).toMatchObject({
      stage: 'closed',
      isOpen: false,
      outcome: 'answered',
    });
    live = go(live, 'reporter', 'askReview', { reason: text }, at('2026-04-10'));
    expect(live.state.matter).toMatchObject({ stage: 'reviewing', isOpen: true, outcome: null });
    expect(live.state.matter.handlingOrg).toBe(idOf('city'));
    expect(refusalOf(() => go(live, 'deptHandler', 'giveReview', {}))).toBe('NOT_YOURS');
    live = deliver(reviewGiven(live), 'cityOffice', 'review', '2026-04-20');
    live = go(live, 'reporter', 'askReReview', { reason: text }, at('2026-05-06'));
    expect(live.state.matter.handlingOrg).toBe(idOf('province'));
    const last = { result: 'upheld', opinion: text, legalBasis: text };
    live = go(live, 'provinceOffice', 'giveReReview', last);
    live = deliver(live, 'provinceOffice', 'reReview', '2026-05-20');
    expect(live.state.matter).toMatchObject({ stage: 'closed', outcome: 'answered' });
    expect(factsOf(live.state.matter)).toMatchObject({
      organ: idOf('deptA'),
      reviewOrgan: idOf('city'),
      reReviewOrgan: idOf('province'),
    });
    const again = () => go(live, 'reporter', 'askReReview', { reason: text });
    expect(refusalOf(again)).toBe('PETITION_FINISHED');
  });

  it('handled by a town is reviewed by the county, and re-reviewed by the city', () => {
    let live = go(claim(), 'petitions', 'forward', { org: idOf('stationA'), way: 'forward' });
    live = go(live, 'handlerA', 'notify', notice);
    live = go(live, 'handlerA', 'giveOpinion', opinion);
    live = deliver(live, 'handlerA', 'opinion', '2026-03-20');
    live = go(live, 'reporter', 'askReview', { reason: text }, at('2026-03-25'));
    expect(live.state.matter.handlingOrg).toBe(idOf('centre'));
    live = go(live, 'petitions', 'giveReview', {
      result: 'changed',
      opinion: text,
      legalBasis: text,
    });
    live = deliver(live, 'petitions', 'review', '2026-03-30');
    live = go(live, 'reporter', 'askReReview', { reason: text }, at('2026-04-02'));
    expect(live.state.matter.handlingOrg).toBe(idOf('city'));
  });
});

/** Day of the event, and the last moment that is in time. */
const duties: [string, () => Live, string, string][] = [
  ['firstStep', petition, '2026-03-25', '信访工作条例第二十二条'],
  ['notice', () => forwarded(), '2026-03-25', '信访工作条例第二十三条'],
  ['objection', () => forwarded(), '2026-03-17', '信访工作条例第二十三条'],
  ['opinion', () => heard(), '2026-05-09', '信访工作条例第三十四条'],
  // 18 April is a Saturday, a working day by no make-up: the right lasts until Monday the 20th.
  ['askReview', () => answered('2026-03-19'), '2026-04-20', '信访工作条例第三十五条'],
  [
    'review',
    () => go(answered('2026-03-20'), 'reporter', 'askReview', { reason: text }, at('2026-04-10')),
    '2026-05-10',
    '信访工作条例第三十五条',
  ],
];

describe('a clock of a petition', () => {
  it.each(duties)('%s ends with its day, and names its article', (name, make, day, citation) => {
    const found = clock(make(), name);
    expect(found?.dueAt).toBe(endOf(day));
    expect(found?.detail.citation).toBe(citation);
  });

  it('of the route that another law rules runs as long as that law says, and cites it', () => {
    const route = { route: 'duty', procedure: text, ownLaw: '行政诉讼法第四十七条' };
    const live = go(forwarded(), 'deptHandler', 'notify', { ...route, dueOn: '2026-05-08' });
    expect(clock(live, 'opinion')).toBeNull();
    expect(clock(live, 'ownLaw')?.dueAt).toBe(endOf('2026-05-08'));
    expect(clock(live, 'ownLaw')?.detail.citation).toBe('行政诉讼法第四十七条');
  });

  it('is extended once, by thirty days at most, by the head of the organ', () => {
    const ask = { clock: 'opinion', amount: 30, reason: text };
    const late = go(heard(), 'deptHandler', 'askExtension', ask, MORNING + DAY);
    const granted = { decision: 'granted', reason: text };
    expect(refusalOf(() => go(late, 'deptHandler', 'decideExtension', granted))).toBe('NOT_YOURS');
    const more = go(late, 'deptHead', 'decideExtension', granted);
    expect(clock(more, 'opinion')?.dueAt).toBe(endOf('2026-06-08'));
    const again = () => go(more, 'deptHandler', 'askExtension', ask);
    expect(refusalOf(again)).toBe('CLOCK_NOT_EXTENDABLE');
    const longer = () => go(heard(), 'deptHandler', 'askExtension', { ...ask, amount: 31 });
    expect(refusalOf(longer)).toBe('INPUT_INVALID');
  });
});

describe('the right to a review', () => {
  const asked = (day: string, now: number) =>
    refusalOf(() => go(answered(day), 'reporter', 'askReview', { reason: text }, now));

  it('lasts to the end of the thirtieth day from receipt, and not a moment longer', () => {
    // Received on Tuesday 10 March: the thirtieth day is Thursday 9 April.
    expect(asked('2026-03-10', endOf('2026-04-09'))).toBeNull();
    expect(asked('2026-03-10', endOf('2026-04-09') + 1)).toBe('PETITION_REVIEW_TOO_LATE');
  });

  it('that would end on a holiday lasts to the first working day after it', () => {
    // Received on 1 April: the thirtieth day is 1 May, and the holiday lasts to the 5th.
    expect(asked('2026-04-01', endOf('2026-05-06'))).toBeNull();
    expect(asked('2026-04-01', endOf('2026-05-06') + 1)).toBe('PETITION_REVIEW_TOO_LATE');
  });

  it('counts from the receipt, not from when the receipt was written down', () => {
    const late = go(
      made(opined(), 'deptHandler', 'opinion'),
      'deptHandler',
      'deliver',
      delivery('opinion', '2026-03-12'),
      at('2026-03-30'),
    );
    expect(clock(late, 'askReview')?.dueAt).toBe(endOf('2026-04-13'));
  });

  it('is kept by the postmark of a letter that came later', () => {
    const closed = answered('2026-03-10');
    const letter = (askedOn: string) => () =>
      go(closed, 'petitions', 'recordReviewRequest', { askedOn, reason: text }, at('2026-04-14'));
    expect(refusalOf(letter('2026-04-09'))).toBeNull();
    expect(refusalOf(letter('2026-04-10'))).toBe('PETITION_REVIEW_TOO_LATE');
    expect(refusalOf(letter('2026-04-15'))).toBe('INPUT_INVALID');
  });

  it('does not begin before the opinion was received', () => {
    expect(refusalOf(() => go(opined(), 'reporter', 'askReview', { reason: text }))).toBe(
      'ACTION_NOT_OPEN',
    );
    const early = made(heard(), 'deptHandler', 'notice');
    const unread = () => go(early, 'deptHandler', 'deliver', delivery('opinion', '2026-03-10'));
    expect(refusalOf(unread)).toBe('PETITION_PAPER_NOT_DUE');
    const unmade = () => go(opined(), 'deptHandler', 'deliver', delivery('opinion', '2026-03-10'));
    expect(refusalOf(unmade)).toBe('PAPER_NOT_MADE');
  });

  it('breaches nobody when it runs out', () => {
    const closed = answered('2026-03-10');
    expect(clock(closed, 'askReview')?.nextAt).toBeNull();
    expect(closed.state.matter.facts.isBreached).toBe(false);
  });
});

describe('a re-review', () => {
  it('does not count the time of a hearing', () => {
    let live = go(
      answered('2026-03-20'),
      'reporter',
      'askReview',
      { reason: text },
      at('2026-04-01'),
    );
    live = deliver(reviewGiven(live), 'cityOffice', 'review', '2026-04-08');
    live = go(live, 'reporter', 'askReReview', { reason: text }, at('2026-04-10'));
    expect(clock(live, 'reReview')?.dueAt).toBe(endOf('2026-05-10'));
    const hearing = { heldOn: '2026-04-25', place: text };
    live = go(live, 'provinceOffice', 'beginHearing', hearing, at('2026-04-20'));
    live = go(live, 'provinceOffice', 'endHearing', { text }, at('2026-04-30'));
    expect(clock(live, 'reReview')?.dueAt).toBe(endOf('2026-05-20'));
  });
});

describe('a review that annuls the opinion', () => {
  const annulled = { result: 'redo', opinion: text, legalBasis: text };
  const reviewing = () =>
    go(answered('2026-03-20'), 'reporter', 'askReview', { reason: text }, at('2026-04-10'));
  const redone = () => {
    const given = go(reviewing(), 'cityOffice', 'giveReview', annulled);
    return deliver(given, 'cityOffice', 'review', '2026-04-20');
  };

  it('leads back to the organ that gave it, with sixty days anew', () => {
    const live = redone();
    expect(live.state.matter).toMatchObject({
      stage: 'handling',
      isOpen: true,
      outcome: null,
      handlingOrg: idOf('deptA'),
    });
    expect(clock(live, 'redo')).toMatchObject({ state: 'running', dueAt: endOf('2026-06-19') });
    expect(clock(live, 'redo')?.detail.citation).toBe('信访工作条例第三十四条');
    // What is handled anew is no answer that a re-review could be asked of.
    expect(clock(live, 'askReReview')).toBeNull();
  });

  it('asks for a new document; against the new opinion a review may be asked again', () => {
    let live = go(redone(), 'deptHandler', 'giveOpinion', opinion);
    const old = () => go(live, 'deptHandler', 'deliver', delivery('opinion', '2026-04-20'));
    expect(refusalOf(old)).toBe('PAPER_NOT_MADE');
    live = deliver(live, 'deptHandler', 'opinion', '2026-05-08');
    expect(live.state.matter).toMatchObject({ stage: 'closed', outcome: 'answered' });
    expect(clock(live, 'redo')?.state).toBe('ended');
    live = go(live, 'reporter', 'askReview', { reason: text }, at('2026-05-20'));
    expect(live.state.matter).toMatchObject({ stage: 'reviewing', handlingOrg: idOf('city') });
    live = deliver(reviewGiven(live), 'cityOffice', 'review', '2026-05-25');
    expect(clock(live, 'askReReview')?.state).toBe('running');
  });

  it('may be the province’s too, and is extended like any handling', () => {
    let live = deliver(reviewGiven(reviewing()), 'cityOffice', 'review', '2026-04-20');
    live = go(live, 'reporter', 'askReReview', { reason: text }, at('2026-05-06'));
    live = go(live, 'provinceOffice', 'giveReReview', annulled);
    live = deliver(live, 'provinceOffice', 'reReview', '2026-05-20');
    expect(live.state.matter).toMatchObject({ stage: 'handling', handlingOrg: idOf('deptA') });
    expect(clock(live, 'redo')?.dueAt).toBe(endOf('2026-07-19'));
    live = go(live, 'deptHandler', 'askExtension', { clock: 'redo', amount: 30, reason: text });
    live = go(live, 'deptHead', 'decideExtension', { decision: 'granted', reason: text });
    expect(clock(live, 'redo')?.dueAt).toBe(endOf('2026-08-18'));
  });
});

describe('representatives of several visitors', () => {
  const visit = () =>
    born(MORNING, { kind: 'petition', channel: 'visit', ownerOrg: idOf('centre') });
  const five = { first: '甲', second: '乙', third: '丙', fourth: '丁', fifth: '戊' };
  const name = (live: Live, given: object) =>
    refusalOf(() => go(live, 'petitions', 'nameRepresentatives', { ...given }));

  it('are five at most, and as many as are named', () => {
    expect(name(visit(), { visitors: 12, representatives: 5, ...five })).toBeNull();
    const six = { visitors: 12, representatives: 6, ...five };
    expect(name(visit(), six)).toBe('PETITION_REPRESENTATIVES_TOO_MANY');
    const unclear = { visitors: 12, representatives: 3, first: '甲' };
    expect(name(visit(), unclear)).toBe('PETITION_REPRESENTATIVES_UNCLEAR');
    const more = { visitors: 2, representatives: 3, first: '甲', second: '乙', third: '丙' };
    expect(name(visit(), more)).toBe('PETITION_REPRESENTATIVES_UNCLEAR');
  });

  it('are asked of visits alone: letters and the web have no bound', () => {
    expect(name(petition(), { visitors: 12, representatives: 5, ...five })).toBe(
      'PETITION_NO_VISIT',
    );
  });
});

describe('several organs', () => {
  const designate = (who: string, given: object) =>
    refusalOf(() => go(claim(), who, 'designate', { org: idOf('deptA'), reason: text, ...given }));

  it('agree, or their common superior decides, which is above each of them', () => {
    expect(designate('petitions', { decidedBy: 'agreement' })).toBeNull();
    const both = { decidedBy: 'commonSuperior', supporting: [idOf('deptB')] };
    expect(designate('petitions', both)).toBeNull();
    expect(designate('cityOffice', both)).toBeNull();
  });

  it('have the joint meeting where nobody stands above both', () => {
    const apart = { decidedBy: 'commonSuperior', supporting: [idOf('centre')] };
    expect(designate('petitions', apart)).toBe('PETITION_NO_COMMON_SUPERIOR');
    expect(designate('petitions', { ...apart, decidedBy: 'jointMeeting' })).toBeNull();
  });
});

describe('reporting upward', () => {
  it('is a step of the fifteen days, and waits for the decision', () => {
    const up = { upTo: 'government', reason: text };
    const early = () =>
      go(claim(), 'petitions', 'recordDecision', { decidedOn: '2026-03-10', decision: text });
    expect(refusalOf(early)).toBe('PETITION_NOT_REPORTED');
    let live = go(claim(), 'petitions', 'reportUpward', up);
    expect(clock(live, 'firstStep')?.state).toBe('ended');
    live = go(live, 'petitions', 'recordDecision', { decidedOn: '2026-03-10', decision: text });
    expect(factsOf(live.state.matter).isReportDecided).toBe(true);
    live = go(live, 'petitions', 'forward', { org: idOf('deptA'), way: 'forward' });
    expect(live.state.matter.stage).toBe('forwarded');
  });

  it('to the office above leaves the fifteen days running', () => {
    const live = go(claim(), 'petitions', 'reportUpward', { upTo: 'officeAbove', reason: text });
    expect(clock(live, 'firstStep')?.state).toBe('running');
  });
});

describe('an objection', () => {
  const given = { ground: 'notOurs', reason: '不属于本机关职权范围' };

  it('is asked within five working days, decided by the sender, and the organ holds it meanwhile', () => {
    const live = go(forwarded(), 'deptHandler', 'object', given, endOf('2026-03-17'));
    expect(live.state.matter).toMatchObject({ stage: 'forwarded', handlingOrg: idOf('deptA') });
    const back = go(live, 'petitions', 'decideObjection', { decision: 'granted', reason: text });
    expect(back.state.matter).toMatchObject({ stage: 'registered', handlingOrg: null });
    const late = () => go(forwarded(), 'deptHandler', 'object', given, endOf('2026-03-17') + 1);
    expect(refusalOf(late)).toBe('OBJECTION_TOO_LATE');
  });
});

describe('the first split', () => {
  it('seals an accusation, and leaves it only the way to the discipline organ', () => {
    const live = go(petition(), 'petitions', 'classify', { class: 'accusation', reason: text });
    expect(live.state.matter).toMatchObject({ isSealed: true, isPrivate: true });
    const forward = { org: idOf('deptA'), way: 'forward' };
    expect(refusalOf(() => go(live, 'petitions', 'forward', forward))).toBe('PETITION_SEALED');
    const handed = { body: '示例纪检监察机关', receipt: '示纪收〔2026〕1号' };
    const over = go(live, 'petitions', 'handOverAccusation', handed);
    expect(over.state.matter).toMatchObject({ isOpen: false, outcome: 'referred', isSealed: true });
  });

  it('gives a suggestion no sixty days, and a claim no study', () => {
    let live = go(petition(), 'petitions', 'classify', { class: 'suggestion', reason: text });
    live = go(live, 'petitions', 'forward', { org: idOf('deptA'), way: 'forward' });
    expect(refusalOf(() => go(live, 'deptHandler', 'notify', notice))).toBe(
      'PETITION_ROUTE_OF_OTHER_CLASS',
    );
    live = go(live, 'deptHandler', 'notify', { route: 'study', procedure: text });
    expect(clock(live, 'opinion')).toBeNull();
    live = go(live, 'deptHandler', 'answerSuggestion', { adoption: 'partly', reply: text });
    expect(live.state.matter).toMatchObject({ stage: 'closed', outcome: 'answered' });
    const study = () =>
      go(forwarded(), 'deptHandler', 'notify', { route: 'study', procedure: text });
    expect(refusalOf(study)).toBe('PETITION_ROUTE_OF_OTHER_CLASS');
  });

  it.each(['lawsuit', 'arbitration', 'partyAppeal'])('leads %s out, told and closed', (route) => {
    const live = go(forwarded(), 'deptHandler', 'notify', { route, procedure: text });
    expect(live.state.matter).toMatchObject({ stage: 'closed', outcome: 'referred' });
    expect(clock(live, 'opinion')).toBeNull();
  });
});

describe('an assignment with report-back', () => {
  it('is reported by its day, also after the petition was closed', () => {
    const assign = { org: idOf('deptA'), way: 'assign', reportBackOn: '2026-04-30' };
    let live = go(claim(), 'petitions', 'forward', assign);
    expect(clock(live, 'reportBack')?.dueAt).toBe(endOf('2026-04-30'));
    live = go(live, 'deptHandler', 'notify', { route: 'arbitration', procedure: text });
    expect(clock(live, 'reportBack')?.state).toBe('running');
    live = go(live, 'deptHandler', 'reportBack', { text });
    expect(clock(live, 'reportBack')?.state).toBe('ended');
    expect(refusalOf(() => go(forwarded(), 'deptHandler', 'reportBack', { text }))).toBe(
      'PETITION_NO_REPORT_ASKED',
    );
  });
});
