/** The closed loop as people live it, over HTTP. Every story leaves a log that proves itself. */
import { describe, expect, it } from 'vitest';
import { ELSEWHERE, HERE, storyHouse } from '../../test/house.ts';
import { proveLogs, teller } from '../../test/teller.ts';
import { matterLinksOf } from '../identity/index.ts';
import type { AllowedAction } from './contract/forms.ts';

const story = await storyHouse();
const { report, read, act, done, refused, completed, ready } = teller(story);
const { http } = story;
/** One set of offices: a town has one centre. Residents are new in every story. */
const folk = await story.people();
const DAY = 86_400_000;

const fixed = { outcome: 'fixed', text: '已修复。' };
const passed = { result: 'passed', text: '已亮' };
const granted = { decision: 'granted', reason: '同意' };

/** Opened and dispatched to the department; acknowledged unless told otherwise. */
async function dispatched(number: string, more: object = {}, isAcknowledged = true) {
  await done(folk.townDispatcher, number, 'open');
  await done(folk.townDispatcher, number, 'dispatch', { org: folk.orgs.department, ...more });
  if (isAcknowledged) await done(folk.handler, number, 'acknowledge');
}

/** A reopened matter: dispatched anew, checked and called back. */
async function reworked(number: string) {
  await done(folk.townDispatcher, number, 'dispatch', { org: folk.orgs.department });
  await done(folk.handler, number, 'acknowledge');
  await done(folk.handler, number, 'complete', fixed);
  await done(folk.checker, number, 'check', passed);
  await done(folk.handler, number, 'reply', { text: '已再次修复。' });
  await done(folk.callBackOperator, number, 'callBack', { result: 'satisfied', text: '满意' });
  await done(folk.townDispatcher, number, 'close');
}

const statusesOf = (answers: { status: number }[]) =>
  answers.map((answer) => answer.status).sort((a, b) => a - b);

/** How many matters of a county are open, by its figures. */
async function stock({ county, leader }: Pick<typeof folk, 'county' | 'leader'>) {
  const period = 'from=2026-01-01&to=2027-12-31';
  const { body } = await http(`GET /api/figures?county=${county}&${period}`, { as: leader });
  const [line] = body.items as { stock: Record<string, number> }[];
  return Object.values(line?.stock ?? {}).reduce((sum, n) => sum + n, 0);
}

describe('the closed loop', () => {
  it('takes a resident from a report to a checked, answered and rated result', async () => {
    const resident = await folk.resident();
    const number = await report(resident);
    await completed(folk, number, folk.orgs.department, folk.handler);
    const failed = { result: 'failed', text: '仍不亮' };
    expect(await done(folk.checker, number, 'check', failed)).toBe('handling');
    await done(folk.handler, number, 'complete', fixed);
    expect(await done(folk.checker, number, 'check', passed)).toBe('callingBack');
    await done(folk.handler, number, 'reply', { text: '路灯已修复，有事请拨021-57320000。' });
    await done(folk.callBackOperator, number, 'callBack', { result: 'satisfied', text: '满意' });
    expect(await done(folk.townDispatcher, number, 'close')).toBe('closed');
    await done(resident, number, 'rate', { score: 5 });
    expect(await refused(resident, number, 'rate', { score: 1 })).toBe('ALREADY_RATED');
    expect(await read(resident, number)).toMatchObject({
      outcome: 'fixed',
      proof: 'checked',
      reworkCount: 1,
      ratingMean: 5,
      replies: [{ text: '路灯已修复，有事请拨021-57320000。' }],
    });
  });

  it('says by number, to everyone, the stage and the public answers, and no persons', async () => {
    const number = await report(await folk.resident());
    await done(folk.townDispatcher, number, 'reply', { text: '正在安排抢修。', isPublic: true });
    await done(folk.townDispatcher, number, 'reply', { text: '请保持电话畅通。' });
    const { body } = await http(`GET /api/public/matters/${number}`);
    expect(body).toMatchObject({ number, replies: [{ text: '正在安排抢修。' }] });
    expect(JSON.stringify(body)).not.toContain('电话畅通');
  });

  it('does not close unanswered, unproven, or without calling back', async () => {
    const number = await report(await folk.resident());
    await completed(folk, number, folk.orgs.department, folk.handler);
    await done(folk.checker, number, 'check', passed);
    expect(await refused(folk.townDispatcher, number, 'close')).toBe('REPLY_MISSING');
    await done(folk.handler, number, 'reply', { text: '已处理。' });
    expect(await refused(folk.townDispatcher, number, 'close')).toBe('CALL_BACK_MISSING');
    const unsatisfied = { result: 'unsatisfied', text: '还是不亮' };
    expect(await done(folk.callBackOperator, number, 'callBack', unsatisfied)).toBe('handling');
  });

  it('answers a reporter who cannot be reached by attempts and a public answer', async () => {
    const number = await report(folk.clerk, { reporter: { name: '周示例', phone: '13912345678' } });
    await completed(folk, number, folk.orgs.department, folk.handler);
    await done(folk.checker, number, 'check', passed);
    await done(folk.handler, number, 'reply', { text: '已处理。' });
    for (const text of ['上午无人接听', '下午无人接听', '次日无人接听']) {
      await done(folk.callBackOperator, number, 'callBack', { result: 'unreachable', text });
    }
    expect(await refused(folk.townDispatcher, number, 'close')).toBe('PUBLIC_REPLY_MISSING');
    await done(folk.townDispatcher, number, 'reply', { text: '路灯已修复。', isPublic: true });
    expect(await done(folk.townDispatcher, number, 'close')).toBe('closed');
  });

  it('takes in what has no kind yet; triage gives it one and keeps number and log', async () => {
    const resident = await folk.resident();
    const number = await report(resident, { category: undefined, text: '想问问垃圾清运时间' });
    expect(await read(resident, number)).toMatchObject({ kind: { code: 'intake' } });
    const to = { category: 'rubbish', reason: '属环卫事项' };
    expect(await done(folk.townDispatcher, number, 'triage', to)).toBe('registered');
    expect(await read(resident, number)).toMatchObject({ number, kind: { code: 'report' } });
  });
});

describe('an objection', () => {
  const notOurs = { ground: 'notOurs', reason: '不属本单位管理职责' };

  it('is decided by the sender; granted it goes back to be dispatched and is counted', async () => {
    const number = await report(folk.clerk);
    await dispatched(number, { org: folk.orgs.otherDepartment }, false);
    await done(folk.otherHandler, number, 'object', notOurs);
    expect(await refused(folk.otherHandler, number, 'acknowledge')).toBe('REQUEST_PENDING');
    expect(await refused(folk.otherTownDispatcher, number, 'decideObjection', granted)).toBe(
      'NOT_FOUND',
    );
    expect(await done(folk.townDispatcher, number, 'decideObjection', granted)).toBe('opened');
    expect(await read(folk.townDispatcher, number)).toMatchObject({ objectionCount: 1 });
  });

  it('is closed after a designation, but for lack of legal competence', async () => {
    const number = await report(folk.clerk);
    await done(folk.townDispatcher, number, 'open');
    const designated = { org: folk.orgs.department, reason: '两部门争议，指定承办' };
    await done(folk.countyDispatcher, number, 'designate', designated);
    expect(await refused(folk.handler, number, 'object', notOurs)).toBe('DESIGNATED_STAYS');
    await done(folk.handler, number, 'object', { ...notOurs, ground: 'noCompetence' });
  });

  it('comes too late after its working days', async () => {
    const number = await report(folk.clerk);
    await dispatched(number, {}, false);
    story.clock.pass(7 * DAY);
    expect(await refused(folk.handler, number, 'object', notOurs)).toBe('OBJECTION_TOO_LATE');
  });
});

describe('time', () => {
  it('stands still while suspended, with the approval of the head, and resumes exactly', async () => {
    const number = await report(folk.clerk);
    await dispatched(number);
    const before = await read(folk.handler, number);
    await done(folk.handler, number, 'askSuspension', { ground: 'weather', reason: '台风停工' });
    expect(await refused(folk.handler, number, 'decideSuspension', granted)).toBe('NOT_YOURS');
    await done(folk.unitHead, number, 'decideSuspension', granted);
    expect(await refused(folk.handler, number, 'complete', fixed)).toBe('MATTER_SUSPENDED');
    story.clock.pass(14 * DAY);
    await done(folk.handler, number, 'resume');
    const after = await read(folk.handler, number);
    expect(Date.parse(String(after.dueAt)) - Date.parse(String(before.dueAt))).toBe(14 * DAY);
  });

  it('is extended once, by the head', async () => {
    const number = await report(folk.clerk);
    await dispatched(number, {}, false);
    const ask = { clock: 'handle', amount: 5, reason: '需采购配件' };
    await done(folk.handler, number, 'askExtension', ask);
    await done(folk.unitHead, number, 'decideExtension', granted);
    expect(await refused(folk.handler, number, 'askExtension', ask)).toBe('CLOCK_NOT_EXTENDABLE');
  });

  it('writes a breach down before an act that comes after it, even when no sweep has run', async () => {
    const number = await report(folk.clerk);
    await dispatched(number);
    story.clock.pass(20 * DAY);
    await done(folk.handler, number, 'complete', fixed);
    const log = await http(`GET /api/matters/${number}/log`, { as: folk.handler });
    const entries = log.body.items as { action: string; given: Record<string, string> }[];
    const rungs = entries.filter((entry) => entry.given.clock === 'handle');
    expect(rungs.map((entry) => entry.given.rung)).toEqual([
      'remind',
      'yellow',
      'orange',
      'red',
      'breach',
    ]);
    expect(entries.at(-1)?.action).toBe('complete');
  });
});

describe('several hands', () => {
  it('waits for every supporting organisation; a town calls a department in', async () => {
    const number = await report(folk.clerk);
    await dispatched(number);
    const call = { supportingOrg: folk.orgs.otherDepartment, note: '请到场处置积水' };
    await done(folk.townDispatcher, number, 'callIn', call);
    expect(await refused(folk.handler, number, 'complete', fixed)).toBe('SUPPORTING_OPEN');
    await done(folk.otherHandler, number, 'reportIn');
    await done(folk.otherHandler, number, 'finishSupport', { text: '积水已排' });
    expect(await done(folk.handler, number, 'complete', fixed)).toBe('checking');
  });

  it('lets nobody of a supporting organisation check the work', async () => {
    const number = await report(folk.clerk);
    await dispatched(number, { supporting: [folk.orgs.checkStation] });
    const { assignments } = await read(folk.handler, number);
    expect(assignments).toMatchObject([{ role: 'lead' }, { role: 'supporting' }]);
    expect(await refused(folk.checker, number, 'check', passed)).toBe('NOT_YOURS');
  });

  it('waits for a sub-matter, also in another county', async () => {
    const number = await report(folk.clerk);
    await dispatched(number);
    const sub = { title: '邻区线路', text: '线路在邻区，需同步检修', category: 'streetLight' };
    await done(folk.handler, number, 'createSub', { ...sub, region: '310117101201' });
    const { links } = await read(folk.handler, number);
    const subNumber = (links as { number: string }[])[0]?.number ?? '';
    expect(subNumber).toMatch(/^310117-/);
    expect(await refused(folk.handler, number, 'complete', fixed)).toBe('SUB_MATTERS_OPEN');
    expect(await refused(folk.townDispatcher, subNumber, 'open')).toBe('NOT_FOUND');
    await done(folk.elsewhere.townDispatcher, subNumber, 'answer', { reply: '已检修' });
    expect(await done(folk.handler, number, 'complete', fixed)).toBe('checking');
  });

  it('merges a duplicate and lets it go again as it was', async () => {
    const first = await report(await folk.resident());
    const second = await report(await folk.resident());
    const neighbour = await folk.resident();
    await done(neighbour, second, 'follow');
    await done(folk.townDispatcher, second, 'open');
    const before = await read(folk.townDispatcher, second);
    await done(folk.townDispatcher, second, 'merge', { into: first, reason: '同一盏路灯' });
    expect(await read(folk.townDispatcher, first)).toMatchObject({ reporterCount: 3 });
    await done(neighbour, second, 'unfollow');
    expect(await read(folk.townDispatcher, second)).toMatchObject({ outcome: 'duplicate' });
    await done(folk.townDispatcher, second, 'unmerge', { stage: 'opened', reason: '不是同一盏' });
    expect(await read(folk.townDispatcher, first)).toMatchObject({ reporterCount: 1 });
    const after = await read(folk.townDispatcher, second);
    expect(after).toMatchObject({ isOpen: true, outcome: null, dueAt: before.dueAt });
  });

  it('lets two dispatchers merge crosswise: one wins, neither waits for ever', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [a, b] = [await report(folk.clerk), await report(folk.clerk)];
      const merge = (from: string, into: string) =>
        act(folk.townDispatcher, from, 'merge', { into, reason: '重复' });
      const answers = await Promise.all([merge(a, b), merge(b, a)]);
      expect(statusesOf(answers)).toEqual([200, 409]);
    }
  });

  it('moves to another county with its number and its log', async () => {
    const number = await report(await folk.resident());
    const to = { region: '310117101201', reason: '地点在邻区' };
    const before = await stock(folk.elsewhere);
    const noting = {
      headers: { 'idempotency-key': 'before-the-move' },
      body: { input: { text: '已看' } },
    };
    const note = () =>
      http(`POST /api/matters/${number}/actions/note`, { as: folk.townDispatcher, ...noting });
    const noted = await note();
    await done(folk.countyDispatcher, number, 'move', to);
    expect(await stock(folk.elsewhere)).toBe(before + 1);
    const here = await http(`GET /api/matters/${number}`, { as: folk.townDispatcher });
    expect(here.status).toBe(404);
    expect((await note()).body).toEqual(noted.body);
    const moved = await read(folk.elsewhere.townDispatcher, number);
    expect(moved).toMatchObject({ number, region: '310117101201', stage: { code: 'registered' } });
    const log = await http(`GET /api/matters/${number}/log`, { as: folk.elsewhere.townDispatcher });
    const actions = (log.body.items as { action: string }[]).map((entry) => entry.action);
    expect(actions).toEqual(['register', 'note', 'arrive']);
  });

  it('lets one of several who act at once win; the others get the present state', async () => {
    const number = await report(folk.clerk);
    const { version } = await read(folk.townDispatcher, number);
    const url = `POST /api/matters/${number}/actions/open`;
    const open = () => http(url, { as: folk.townDispatcher, body: { version } });
    const answers = await Promise.all([open(), open(), open()]);
    expect(statusesOf(answers)).toEqual([200, 409, 409]);
    const loser = answers.find((answer) => answer.status === 409);
    expect(loser?.body).toMatchObject({ code: 'VERSION_STALE', present: { stage: 'opened' } });
  });

  it('answers a repeated idempotency key as the first time, and changes nothing', async () => {
    const resident = await folk.resident();
    const headers = { 'idempotency-key': 'offline-0000001' };
    const body = { text: '楼道灯不亮', category: 'streetLight', point: HERE };
    const send = () => http('POST /api/reports', { as: resident, headers, body });
    const answers = await Promise.all([send(), send(), send()]);
    expect(new Set(answers.map((answer) => answer.body.number)).size).toBe(1);
    const other = { ...body, text: '另一件事' };
    const reused = await http('POST /api/reports', { as: resident, headers, body: other });
    expect(reused.body.code).toBe('KEY_REUSED');
  });
});

describe('the reporter', () => {
  it('withdraws by their own act, which nobody else can do and nothing reopens', async () => {
    const resident = await folk.resident();
    const number = await report(resident);
    expect(await refused(folk.townDispatcher, number, 'withdraw')).toBe('NOT_YOURS');
    expect(await done(resident, number, 'withdraw')).toBe('closed');
    expect(await refused(resident, number, 'reopen', { reason: '又坏了' })).toBe('REOPEN_NOT_OPEN');
  });

  it('reopens within the window, as often as the matter allows', async () => {
    const resident = await folk.resident();
    const number = await report(resident);
    await ready(folk, number);
    await done(folk.townDispatcher, number, 'close');
    for (const reason of ['又坏了', '还是不亮']) {
      expect(await done(resident, number, 'reopen', { reason })).toBe('opened');
      await reworked(number);
    }
    expect(await refused(resident, number, 'reopen', { reason: '还坏' })).toBe('REOPEN_TOO_OFTEN');
  });

  it('does not reopen after the window', async () => {
    const resident = await folk.resident();
    const number = await report(resident);
    await ready(folk, number);
    await done(folk.townDispatcher, number, 'close');
    story.clock.pass(11 * DAY);
    expect(await refused(resident, number, 'reopen', { reason: '又坏了' })).toBe('REOPEN_TOO_LATE');
  });

  it('reads who opened the personal data, as what post and what for', async () => {
    const resident = await folk.resident();
    const text = '我叫欧阳示例，路灯坏了';
    const placeText = '人民路12号对面，我家楼下';
    const reporter = { name: '欧阳示例' };
    const number = await report(resident, { reporter, text, address: placeText });
    const masked = await read(folk.townDispatcher, number);
    expect(JSON.stringify(masked)).not.toMatch(/欧阳示例|人民路/);
    const body = { purpose: 'callBack', reason: '回访' };
    const open = `POST /api/matters/${number}/persons`;
    const opened = await http(open, { as: folk.callBackOperator, body });
    expect(opened.body).toMatchObject({ persons: [reporter], text, placeText });
    const openings = await http(`GET /api/matters/${number}/openings`, { as: resident });
    const line = { verb: 'person.open', role: 'callBackOperator', purpose: 'callBack' };
    expect(openings.body.items).toMatchObject([line]);
    const stranger = await folk.resident();
    const other = await http(`GET /api/matters/${number}/openings`, { as: stranger });
    expect(other.status).toBe(404);
  });

  it('is erased with the key: the log stays whole, nothing personal opens again', async () => {
    const reporter = { name: '诸葛示例', phone: '13900001111' };
    const number = await report(folk.clerk, { reporter });
    const body = { reason: '本人申请' };
    const erase = () =>
      http(`POST /api/matters/${number}/erasure`, { as: folk.countyDispatcher, body });
    expect((await erase()).body.code).toBe('ERASE_WHILE_OPEN');
    await done(folk.townDispatcher, number, 'answer', { reply: '已转告' });
    expect((await erase()).status).toBe(200);
    const opened = await http(`POST /api/matters/${number}/persons`, {
      as: folk.callBackOperator,
      body: { purpose: 'callBack', reason: '回访' },
    });
    expect(opened.body.code).toBe('PERSONS_ERASED');
  });
});

describe('what a complaint is about', () => {
  it('neither acts on it, nor is given it, nor opens who reported it', async () => {
    const number = await report(await folk.resident(), { subjectOrg: folk.orgs.department });
    await done(folk.townDispatcher, number, 'open');
    const toSubject = { org: folk.orgs.townStation };
    expect(await refused(folk.townDispatcher, number, 'dispatch', toSubject)).toBe(
      'SUBJECT_OF_COMPLAINT',
    );
    const opened = await http(`POST /api/matters/${number}/persons`, {
      as: folk.unitHead,
      body: { purpose: 'handling', reason: '想知道是谁' },
    });
    expect(opened.body.code).toBe('SUBJECT_OF_COMPLAINT');
  });
});

describe('supervision', () => {
  it('has an issuer, a duty to reply and a result', async () => {
    const number = await report(folk.clerk);
    await dispatched(number, {}, false);
    const urging = { kind: 'urging', reason: '群众反映强烈', replyWithinHours: 24 };
    await done(folk.supervisor, number, 'supervise', urging);
    await done(folk.handler, number, 'replySupervision', { text: '今日完成' });
    await done(folk.supervisor, number, 'closeSupervision', { result: '已落实' });
    const { supervisions } = await read(folk.handler, number);
    expect(supervisions).toMatchObject([{ kind: 'urging', state: 'closed', reply: '今日完成' }]);
  });

  it('is withdrawn one by one: what else was issued stands, and who had to reply is told', async () => {
    const number = await report(folk.clerk);
    await dispatched(number, {}, false);
    const issue = (kind: string, reason: string, more: object = {}) =>
      done(folk.supervisor, number, 'supervise', { kind, reason, replyWithinHours: 24, ...more });
    await issue('urging', '群众反映强烈');
    await issue('listed', '误挂的一项', { isPublic: true });
    const { allowedActions } = await read(folk.supervisor, number);
    const withdraw = (allowedActions as AllowedAction[]).find(
      (one) => one.action === 'withdrawSupervision',
    );
    const [stays, wrong] = withdraw?.fields.supervision?.choices ?? [];
    if (!stays || !wrong) throw new Error('two can be withdrawn');
    expect(wrong.zh).toContain('误挂的一项');
    await done(folk.supervisor, number, 'withdrawSupervision', {
      supervision: wrong.code,
      reason: '挂错了事项',
    });
    const after = await read(folk.handler, number);
    expect(after.supervisions).toMatchObject([
      { id: stays.code, state: 'issued', isWithdrawn: false },
      { id: wrong.code, state: 'closed', isWithdrawn: true, isPublic: false, result: '挂错了事项' },
    ]);
    const listed = await http('GET /api/public/listed?county=310116');
    expect(JSON.stringify(listed.body)).not.toContain('误挂的一项');
    const again = { supervision: wrong.code, reason: '再次' };
    expect(await refused(folk.supervisor, number, 'withdrawSupervision', again)).toBe(
      'NO_SUCH_SUPERVISION',
    );
    await done(folk.supervisor, number, 'closeSupervision', {
      supervision: stays.code,
      result: '已落实',
    });
    const closed = await read(folk.handler, number);
    expect(closed.supervisions).toMatchObject([
      { state: 'closed', result: '已落实', isWithdrawn: false },
      { state: 'closed', result: '挂错了事项' },
    ]);
  });
});

describe('a place', () => {
  it('names the worker who serves its grid now, by the posts', async () => {
    const { body } = await http(`GET /api/locate?lon=${HERE.lon}&lat=${HERE.lat}`);
    expect(body).toMatchObject({
      county: '310116',
      grid: { code: '310116101201001', workerPublicName: '示例网格员', dutyPhone: '021-11111111' },
    });
  });
});

describe('what bad input gets', () => {
  const bad: [string, Record<string, unknown>, string, string?][] = [
    ['an unknown region', { point: undefined, region: '999999999999' }, 'REGION_UNKNOWN'],
    ['a point outside', { point: { lon: 100, lat: 40 } }, 'PLACE_UNKNOWN', 'body.point'],
    ['swapped axes', { point: { lon: 30.71, lat: 121.21 } }, 'POINT_AXES_SWAPPED'],
    ['a wrong coordinate system', { point: { ...HERE, crs: 'mars' } }, 'CRS_UNKNOWN'],
    ['a text too long', { text: '长'.repeat(4001) }, 'INPUT_INVALID', 'body.text'],
    ['an unknown category', { category: 'dragons' }, 'CATEGORY_UNKNOWN', 'body.category'],
    ['a future time', { occurredAt: '2099-01-01T00:00:00Z' }, 'TIME_IN_FUTURE', 'body.occurredAt'],
    ['no place', { point: undefined }, 'PLACE_UNKNOWN'],
    ['an unknown field', { colour: 'red' }, 'INPUT_INVALID'],
  ];
  it.each(bad)('%s: a refusal in both languages, nothing written', async (_, more, code, path) => {
    const resident = await folk.resident();
    const body = { text: '路灯不亮', category: 'streetLight', point: HERE, ...more };
    const answer = await http('POST /api/reports', { as: resident, body });
    expect(answer.body).toMatchObject({
      code,
      titles: { zh: expect.any(String), en: expect.any(String) },
    });
    if (path) expect(answer.body.fields).toMatchObject([{ path }]);
    const mine = await story.base.db.scoped({ counties: [] }, (tx) =>
      matterLinksOf(tx, resident.actor.account, { after: null, limit: 1 }),
    );
    expect(mine).toEqual([]);
  });

  it('a clerk cannot register outside the county of the post', async () => {
    const body = { text: '路灯不亮', point: ELSEWHERE };
    const answer = await http('POST /api/reports', { as: folk.clerk, body });
    expect(answer.body.code).toBe('PLACE_OUT_OF_SCOPE');
  });

  it('an act not open, without the right, unknown or malformed has its reason', async () => {
    const number = await report(folk.clerk);
    expect(await refused(folk.townDispatcher, number, 'close')).toBe('ACTION_NOT_OPEN');
    expect(await refused(folk.leader, number, 'open')).toBe('NOT_YOURS');
    expect(await refused(folk.townDispatcher, number, 'fly')).toBe('ACTION_UNKNOWN');
    const malformed = await act(folk.townDispatcher, number, 'decline', { reason: '' });
    expect(malformed.body).toMatchObject({
      code: 'INPUT_INVALID',
      fields: expect.arrayContaining([{ path: 'input.legalBasis', code: 'required' }]),
    });
  });
});

proveLogs(story);
