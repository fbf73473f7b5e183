/**
 * Every clock of 信访工作条例 at its boundaries, row by row: its article, the last moment, the next
 * one, and a last day on a holiday (1 May 2026, a Friday; work goes on on Wednesday the 6th), on a
 * weekend (Saturday, 28 March) and on a make-up working day (Saturday, 9 May). A duty ends with its
 * last day, day off or not; a right moves on to the next working day.
 */
import { describe, expect, it } from 'vitest';
import { born, endOf, explained, go, idOf, type Live, sweep } from '../../../test/engine.ts';
import { refusalOf, text } from '../../../test/stages.ts';
import { careOf } from './care.ts';

const at = (day: string, time = '10:00') => Date.parse(`${day}T${time}:00+08:00`);

const dueOf = (live: Live, name: string) =>
  live.state.clocks.findLast((one) => one.name === name && one.state === 'running');

/** Each step of the way at ten in the morning of its day. */
const registered = (day: string) =>
  born(at(day), { kind: 'petition', category: null, ownerOrg: idOf('centre'), isPrivate: true });
const classified = (day: string) =>
  go(registered(day), 'petitions', 'classify', { class: 'claim', reason: text }, at(day));
const sent = (way: object) => (day: string) =>
  go(classified(day), 'petitions', 'forward', { org: idOf('deptA'), ...way }, at(day));
const forwarded = sent({ way: 'forward' });
const notified = (route: object) => (day: string) =>
  go(forwarded(day), 'deptHandler', 'notify', { procedure: text, ...route }, at(day));
const heard = notified({ route: 'hear' });
const extended = (day: string) => {
  const ask = { clock: 'opinion', amount: 30, reason: text };
  const asked = go(heard(day), 'deptHandler', 'askExtension', ask, at(day));
  const granted = { decision: 'granted', reason: text };
  return go(asked, 'deptHead', 'decideExtension', granted, at(day));
};

type Served = { who: string; paper: string; day: string };
function served(live: Live, { who, paper, day }: Served): Live {
  const made = { paper, number: '示信〔2026〕1号', on: day, digest: '00' };
  const given = { paper, how: 'post', deliveredOn: day, to: '本人', proof: '回执' };
  return go(go(live, who, 'makePaper', made, at(day)), who, 'deliver', given, at(day));
}

const opinion = {
  conclusion: 'notSupported',
  claim: text,
  facts: text,
  opinion: text,
  legalBasis: '示例条例第一条',
};
const decided = (result: string) => ({ result, opinion: text, legalBasis: text });
const answered = (day: string) =>
  served(go(heard(day), 'deptHandler', 'giveOpinion', opinion, at(day)), {
    who: 'deptHandler',
    paper: 'opinion',
    day,
  });
const reviewing = (day: string) =>
  go(answered(day), 'reporter', 'askReview', { reason: text }, at(day));
const reviewed = (result: string) => (day: string) =>
  served(go(reviewing(day), 'cityOffice', 'giveReview', decided(result), at(day)), {
    who: 'cityOffice',
    paper: 'review',
    day,
  });
const reReviewing = (day: string) =>
  go(reviewed('upheld')(day), 'reporter', 'askReReview', { reason: text }, at(day));

/** At the counter of a department, which is no petition office. */
const direct = (day: string) =>
  born(at(day), {
    kind: 'petition',
    category: null,
    ownerOrg: idOf('centre'),
    isPrivate: true,
    channel: 'visit',
    facts: { intakeOrg: idOf('deptA') },
  });
const takenDirect = (day: string) =>
  go(direct(day), 'deptHandler', 'takeDirect', { class: 'claim' }, at(day));
const onSpot = { route: 'hear', procedure: text };
const toldOnSpot = (day: string) => go(direct(day), 'deptHandler', 'notifyOnSpot', onSpot, at(day));

/** Withdrawn under pressure: who was called back said so. */
const restored = (day: string): Live => {
  const call = { calledOn: day, calledAt: '09:30', caller: '本人', said: text, recording: '一' };
  for (let n = 0; n < 200; n += 1) {
    const given = { ...call, isRecordingAgreed: true };
    const gone = go(forwarded(day), 'caller', 'recordWithdrawal', given, at(day));
    const { withdrawal } = careOf(gone.state.matter);
    if (!withdrawal?.isDrawn) continue;
    const told = { result: 'notOwnWill', said: text };
    return go(gone, 'caller', 'callBackWithdrawal', told, at(day));
  }
  throw new Error('none was drawn');
};

type Row = {
  name: string;
  article: string;
  make: (day: string) => Live;
  /** From which day to which it runs: an ordinary last day, and three that are not. */
  plain: Span;
  holiday: Span;
  weekend: Span;
  makeUp: Span;
};
type Span = [from: string, to: string];
const spansOf = ({ plain, holiday, weekend, makeUp }: Omit<Row, 'make'>) =>
  [plain, holiday, weekend, makeUp] as const;

const setBy = { ownLaw: '示例法第四条', dueOn: '2026-04-30' };
const reported = { way: 'assign', reportBackOn: '2026-04-30' };

const duties: Row[] = [
  {
    name: 'firstStep',
    article: '信访工作条例第二十二条',
    make: registered,
    plain: ['2026-03-10', '2026-03-25'],
    holiday: ['2026-04-16', '2026-05-01'],
    weekend: ['2026-03-13', '2026-03-28'],
    makeUp: ['2026-04-24', '2026-05-09'],
  },
  {
    name: 'notice',
    article: '信访工作条例第二十三条',
    make: forwarded,
    plain: ['2026-03-10', '2026-03-25'],
    holiday: ['2026-04-16', '2026-05-01'],
    weekend: ['2026-03-13', '2026-03-28'],
    makeUp: ['2026-04-24', '2026-05-09'],
  },
  {
    name: 'directNotice',
    article: '信访工作条例第二十三条',
    make: takenDirect,
    plain: ['2026-03-10', '2026-03-25'],
    holiday: ['2026-04-16', '2026-05-01'],
    weekend: ['2026-03-13', '2026-03-28'],
    makeUp: ['2026-04-24', '2026-05-09'],
  },
  {
    name: 'restored',
    article: '信访工作条例第二十二条',
    make: restored,
    plain: ['2026-03-10', '2026-03-25'],
    holiday: ['2026-04-16', '2026-05-01'],
    weekend: ['2026-03-13', '2026-03-28'],
    makeUp: ['2026-04-24', '2026-05-09'],
  },
  {
    name: 'opinion',
    article: '信访工作条例第三十四条',
    make: toldOnSpot,
    plain: ['2026-03-10', '2026-05-09'],
    holiday: ['2026-03-02', '2026-05-01'],
    weekend: ['2026-01-27', '2026-03-28'],
    makeUp: ['2026-03-10', '2026-05-09'],
  },
  {
    name: 'opinion',
    article: '信访工作条例第三十四条',
    make: heard,
    plain: ['2026-03-10', '2026-05-09'],
    holiday: ['2026-03-02', '2026-05-01'],
    weekend: ['2026-01-27', '2026-03-28'],
    makeUp: ['2026-03-10', '2026-05-09'],
  },
  {
    name: 'opinion',
    article: '信访工作条例第三十四条',
    make: extended,
    plain: ['2026-03-10', '2026-06-08'],
    holiday: ['2026-07-05', '2026-10-03'],
    weekend: ['2025-12-28', '2026-03-28'],
    makeUp: ['2026-02-08', '2026-05-09'],
  },
  {
    name: 'ownLaw',
    article: '示例法第四条',
    make: (day) => notified({ route: 'duty', ...setBy, dueOn: day })('2026-03-10'),
    plain: ['2026-04-30', '2026-04-30'],
    holiday: ['2026-05-01', '2026-05-01'],
    weekend: ['2026-03-28', '2026-03-28'],
    makeUp: ['2026-05-09', '2026-05-09'],
  },
  {
    name: 'reportBack',
    article: '信访工作条例第二十二条',
    make: (day) => sent({ ...reported, reportBackOn: day })('2026-03-10'),
    plain: ['2026-04-30', '2026-04-30'],
    holiday: ['2026-05-01', '2026-05-01'],
    weekend: ['2026-03-28', '2026-03-28'],
    makeUp: ['2026-05-09', '2026-05-09'],
  },
  {
    name: 'review',
    article: '信访工作条例第三十五条',
    make: reviewing,
    plain: ['2026-03-10', '2026-04-09'],
    holiday: ['2026-04-01', '2026-05-01'],
    weekend: ['2026-02-26', '2026-03-28'],
    makeUp: ['2026-04-09', '2026-05-09'],
  },
  {
    name: 'reReview',
    article: '信访工作条例第三十六条',
    make: reReviewing,
    plain: ['2026-03-10', '2026-04-09'],
    holiday: ['2026-04-01', '2026-05-01'],
    weekend: ['2026-02-26', '2026-03-28'],
    makeUp: ['2026-04-09', '2026-05-09'],
  },
  {
    name: 'redo',
    article: '信访工作条例第三十四条',
    make: reviewed('redo'),
    plain: ['2026-03-10', '2026-05-09'],
    holiday: ['2026-03-02', '2026-05-01'],
    weekend: ['2026-01-27', '2026-03-28'],
    makeUp: ['2026-03-10', '2026-05-09'],
  },
];

describe('a duty of an organ', () => {
  it.each(duties)('$name of $article lasts to the end of its day', (row) => {
    for (const [from, to] of spansOf(row)) {
      const live = row.make(from);
      expect(dueOf(live, row.name)?.dueAt, from).toBe(endOf(to));
      expect(dueOf(live, row.name)?.detail.citation).toBe(row.article);
      const late = (now: number) =>
        sweep(live, now).state.clocks.findLast((one) => one.name === row.name)?.detail.breachedAt;
      // In time to the last moment of the day, late the moment after it, holiday or not.
      expect(late(endOf(to)), to).toBeNull();
      expect(late(endOf(to) + 1), to).not.toBeNull();
    }
  });
});

type Right = Omit<Row, 'make'> & {
  make: (day: string) => Live;
  use: (live: Live, now: number) => Live;
  tooLate: string;
};

const objection = { ground: 'notOurs', reason: '不属于本机关职权范围' };
const rights: Right[] = [
  {
    name: 'objection',
    article: '信访工作条例第二十三条',
    make: forwarded,
    use: (live, now) => go(live, 'deptHandler', 'object', objection, now),
    tooLate: 'OBJECTION_TOO_LATE',
    plain: ['2026-03-10', '2026-03-17'],
    // 30 April, then from 6 May; Saturday the 9th is worked for the holiday.
    holiday: ['2026-04-29', '2026-05-09'],
    // A count of working days ends on one: weekends are passed over, and the make-up day counts.
    weekend: ['2026-03-20', '2026-03-27'],
    makeUp: ['2026-04-30', '2026-05-11'],
  },
  {
    name: 'askReview',
    article: '信访工作条例第三十五条',
    make: answered,
    use: (live, now) => go(live, 'reporter', 'askReview', { reason: text }, now),
    tooLate: 'PETITION_REVIEW_TOO_LATE',
    plain: ['2026-03-10', '2026-04-09'],
    holiday: ['2026-04-01', '2026-05-06'],
    weekend: ['2026-02-26', '2026-03-30'],
    makeUp: ['2026-04-09', '2026-05-09'],
  },
  {
    name: 'askReReview',
    article: '信访工作条例第三十六条',
    make: reviewed('upheld'),
    use: (live, now) => go(live, 'reporter', 'askReReview', { reason: text }, now),
    tooLate: 'PETITION_REVIEW_TOO_LATE',
    plain: ['2026-03-10', '2026-04-09'],
    holiday: ['2026-04-01', '2026-05-06'],
    weekend: ['2026-02-26', '2026-03-30'],
    makeUp: ['2026-04-09', '2026-05-09'],
  },
];

describe('a right', () => {
  it.each(rights)('$name of $article is used to the last moment, and not the next', (row) => {
    for (const [from, to] of spansOf(row)) {
      const live = row.make(from);
      expect(dueOf(live, row.name)?.dueAt, from).toBe(endOf(to));
      expect(dueOf(live, row.name)?.detail.citation).toBe(row.article);
      expect(refusalOf(() => row.use(live, endOf(to)))).toBeNull();
      expect(refusalOf(() => row.use(live, endOf(to) + 1))).toBe(row.tooLate);
    }
  });
});

describe('hearing time', () => {
  const hearing = (begins: string, ends: string) => {
    const live = reReviewing('2026-03-10');
    const day = begins.slice(0, 10);
    const begun = { heldOn: day, place: '示例听证室' };
    const held = go(live, 'provinceOffice', 'beginHearing', begun, instantOf(begins));
    return go(held, 'provinceOffice', 'endHearing', { text }, instantOf(ends));
  };
  const instantOf = (local: string) => at(local.slice(0, 10), local.slice(11));

  it.each([
    ['ends later in the day', '2026-03-20 10:00', '2026-03-20 15:00', '2026-04-09'],
    ['ends days after, later in the day', '2026-03-20 10:00', '2026-03-23 15:00', '2026-04-12'],
    ['ends days after, earlier in the day', '2026-03-20 15:00', '2026-03-23 10:00', '2026-04-12'],
    ['begins on the last day', '2026-04-09 10:00', '2026-04-13 15:00', '2026-04-13'],
  ])('is left out of a re-review in whole days (art. 36): one that %s', (_what, from, to, due) => {
    const live = hearing(from, to);
    const clock = dueOf(live, 'reReview');
    expect(clock?.dueAt).toBe(endOf(due));
    expect(sweep(live, endOf(due)).state.matter.facts.isBreached).toBe(false);
    expect(sweep(live, endOf(due) + 1).state.matter.facts.isBreached).toBe(true);
  });

  it('is told in the explanation of the clock', () => {
    const live = hearing('2026-03-20 10:00', '2026-03-23 15:00');
    expect(explained(live, 'reReview').stops).toMatchObject([{ days: 3, why: { zh: '决定听证' } }]);
  });

  it('is left out of no other period: articles 34 and 35 do not say so', () => {
    const begun = { heldOn: '2026-03-20', place: '示例听证室' };
    const hear = (live: Live, who: string) =>
      go(live, who, 'beginHearing', begun, instantOf('2026-03-20 10:00'));
    for (const [name, live] of [
      ['opinion', hear(heard('2026-03-10'), 'deptHandler')],
      ['review', hear(reviewing('2026-03-10'), 'cityOffice')],
    ] as const) {
      expect(dueOf(live, name)?.dueAt, name).toBe(dueOf(heardOr(name), name)?.dueAt);
    }
  });
  const heardOr = (name: string) =>
    name === 'opinion' ? heard('2026-03-10') : reviewing('2026-03-10');
});
