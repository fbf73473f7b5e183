/** Around a petition, over HTTP: withdrawal, a proxy, a leader, old trouble, two sets of tools. */
import { describe, expect, it } from 'vitest';
import { officesAbove } from '../../test/above.ts';
import { storyHouse } from '../../test/house.ts';
import { textOfPdf } from '../../test/paper-reader.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';

const story = await storyHouse('2026-01-16T02:00:00Z');
const { report, read, done, refused } = teller(story);
const { http } = story;
const folk = await story.people();
const DAY = 86_400_000;
const today = () => new Date(story.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);

/** With the department, as a claim. */
async function handled(resident: Caller): Promise<string> {
  const number = await report(resident, { category: 'claim', text: '补贴没有发到，请核实。' });
  await done(folk.petitionOfficer, number, 'classify', { class: 'claim', reason: '要求补发' });
  const to = { org: folk.orgs.department, way: 'forward' };
  await done(folk.petitionOfficer, number, 'forward', to);
  const procedure = '已收到，按第六种途径听取陈述并调查核实。';
  await done(folk.handler, number, 'notify', { route: 'hear', procedure });
  return number;
}

const careOf = async (as: Caller, number: string) => {
  const { body } = await http(`GET /api/matters/${number}/care`, { as });
  return body.care as Record<string, Record<string, unknown> | null>;
};

async function codeFor(as: Caller, number: string): Promise<string> {
  // Nobody is sent a second code within a minute of the one that they signed in with.
  story.clock.pass(61_000);
  const sent = await http(`POST /api/my/matters/${number}/withdrawal-code`, { as, body: {} });
  expect(sent.status).toBe(200);
  return story.world.phoneCodes.sent.at(-1)?.code ?? '';
}

async function withdrawBy(as: Caller, number: string, code: string) {
  const { version } = await read(as, number);
  const body = { code, reason: '已自行解决', version };
  return http(`POST /api/my/matters/${number}/withdrawal`, { as, body });
}

const call = () => ({
  calledOn: today(),
  calledAt: '09:30',
  caller: '本人，以登记手机号来电并核对姓名',
  said: '问题已经解决，不用再办了',
  isRecordingAgreed: true,
  recording: '示例录音 2026-17',
});

describe('a withdrawal', () => {
  it('is taken with a code of one’s own, and by no other way', async () => {
    const resident = await folk.resident();
    const number = await handled(resident);
    expect(await refused(resident, number, 'withdraw', {})).toBe('NOT_YOURS');
    const code = await codeFor(resident, number);
    const wrong = code === '000000' ? '000001' : '000000';
    expect((await withdrawBy(resident, number, wrong)).body.code).toBe('CODE_WRONG');
    const other = await folk.resident();
    expect((await http(`GET /api/matters/${number}`, { as: other })).status).toBe(404);
    expect((await withdrawBy(resident, number, code)).body).toMatchObject({ stage: 'closed' });
    expect(await read(resident, number)).toMatchObject({ outcome: 'withdrawn' });
    const { withdrawal } = await careOf(folk.petitionOfficer, number);
    expect(withdrawal).toMatchObject({ way: 'code', share: 0.2 });
    const { place, isDrawn, share } = withdrawal as Record<'place' | 'share', number> & {
      isDrawn: boolean;
    };
    expect(isDrawn).toBe(place < share);
  });

  it('is recorded from a call by whoever does not handle it, with the caller’s consent', async () => {
    const number = await handled(await folk.resident());
    expect(await refused(folk.handler, number, 'recordWithdrawal', call())).toBe('NOT_YOURS');
    const silent = { ...call(), isRecordingAgreed: false };
    expect(await refused(folk.callBackOperator, number, 'recordWithdrawal', silent)).toBe(
      'RECORDING_NOT_AGREED',
    );
    expect(await done(folk.callBackOperator, number, 'recordWithdrawal', call())).toBe('closed');
    // An accusation is held by the office of the county itself.
    const sealed = await report(await folk.resident(), {
      category: 'accusation',
      text: '收受好处',
    });
    expect(await refused(folk.petitionOfficer, sealed, 'recordWithdrawal', call())).toBe(
      'WITHDRAWAL_BY_HOLDER',
    );
  });

  it('is recorded by the level above while the county itself holds it, and the refusal says so', async () => {
    const resident = await folk.resident();
    const number = await report(resident, { category: 'claim', text: '补贴没有发到。' });
    // Not given to an organ yet: the centre has it, and its call-back operator with it.
    const { version } = await read(folk.callBackOperator, number);
    const told = await http(`POST /api/matters/${number}/actions/recordWithdrawal`, {
      as: folk.callBackOperator,
      body: { version, input: call() },
    });
    expect(told.body).toMatchObject({
      code: 'WITHDRAWAL_BY_HOLDER',
      titles: {
        zh: expect.stringMatching(/验证码.*上级信访机构/),
        en: expect.stringMatching(/code of their own.*level above/),
      },
    });
    const above = await officesAbove(story.world, folk);
    expect(await done(above.cityOfficer, number, 'recordWithdrawal', call())).toBe('closed');
    expect((await careOf(folk.petitionOfficer, number)).withdrawal).toMatchObject({ way: 'call' });
    // And by the petitioner, whoever holds it.
    const other = await report(resident, { category: 'claim', text: '另一件事。' });
    const withdrawn = await withdrawBy(resident, other, await codeFor(resident, other));
    expect(withdrawn.body).toMatchObject({ stage: 'closed' });
  });

  it('that was drawn is called back, and restored where it was not their own will', async () => {
    const drawn: string[] = [];
    for (let n = 0; n < 40 && drawn.length < 2; n += 1) {
      const number = await handled(await folk.resident());
      await done(folk.callBackOperator, number, 'recordWithdrawal', call());
      const { withdrawal } = await careOf(folk.petitionOfficer, number);
      if (withdrawal?.isDrawn) drawn.push(number);
      else
        expect(
          await refused(folk.callBackOperator, number, 'callBackWithdrawal', {
            result: 'ownWill',
            said: '属实',
          }),
        ).toBe('WITHDRAWAL_NOT_DRAWN');
    }
    const [own = '', pressed = ''] = drawn;
    const list = async () => {
      const url = 'GET /api/petitions/listed?county=310116&list=withdrawal';
      const { body } = await http(url, { as: folk.callBackOperator });
      return new Map(
        (body.items as { number: string; state: string }[]).map((one) => [one.number, one.state]),
      );
    };
    expect((await list()).get(own)).toBe('due');
    const back = (result: string) => ({ result, said: '本人说明' });
    await done(folk.callBackOperator, own, 'callBackWithdrawal', back('ownWill'));
    expect((await list()).get(own)).toBe('calledBack');
    await done(folk.callBackOperator, pressed, 'callBackWithdrawal', back('notOwnWill'));
    expect((await list()).has(pressed)).toBe(false);
    expect(await read(folk.petitionOfficer, pressed)).toMatchObject({
      isOpen: true,
      outcome: null,
      stage: expect.objectContaining({ code: 'registered' }),
    });
  });
});

describe('a proxy', () => {
  const mandate = { helper: 'gridWorker', name: '何示例', mayMessage: true, mayReview: false };

  it('sees that petition alone, within the mandate, and no longer once it is revoked', async () => {
    const resident = await folk.resident();
    const helper = await folk.resident();
    const phone = story.world.phoneCodes.sent.at(-1)?.phone;
    const number = await handled(resident);
    const other = await handled(resident);
    const give = (of: string) =>
      http(`POST /api/my/matters/${of}/mandate`, { as: resident, body: { ...mandate, phone } });
    expect((await give(number)).status).toBe(200);
    expect((await give(number)).body.code).toBe('MANDATE_STANDS');
    expect((await http(`GET /api/matters/${other}`, { as: helper })).status).toBe(404);
    expect(await refused(helper, number, 'proxyMessage', { text: '补充' })).toBe(
      'MANDATE_TOO_NARROW',
    );
    const reportOn = new Date(story.clock.now() + 5 * DAY).toISOString().slice(0, 10);
    await done(helper, number, 'acceptMandate', { reportOn });
    await done(helper, number, 'proxyMessage', { text: '补充一份存折复印件' });
    await done(helper, number, 'proxyReport', { text: '已问过经办人，下周答复', reportOn });
    expect((await careOf(resident, number)).mandate).toMatchObject({
      state: 'active',
      reports: [{ text: '已问过经办人，下周答复' }],
    });
    expect((await careOf(folk.handler, number)).mandate).toMatchObject({ reports: [] });
    const log = await http(`GET /api/matters/${number}/log`, { as: folk.petitionOfficer });
    expect(JSON.stringify(log.body)).toContain('代理人代信访人');
    await done(resident, number, 'revokeMandate');
    expect((await http(`GET /api/matters/${number}`, { as: helper })).status).toBe(404);
  });
});

describe('the two sets of tools', () => {
  const urge = { kind: 'urging', trigger: 'delay', reason: '请按期办结' };
  const measure = () => ({ kind: 'circular', target: folk.orgs.department, reason: '多次拖延' });

  it('are each of its own office, to begin and to close', async () => {
    const number = await handled(await folk.resident());
    expect(await refused(folk.jointMeeting, number, 'supervise', urge)).toBe('NOT_YOURS');
    expect(await refused(folk.petitionOfficer, number, 'jointMeasure', measure())).toBe(
      'NOT_YOURS',
    );
    await done(folk.petitionOfficer, number, 'supervise', urge);
    const result = { result: '已整改' };
    expect(await refused(folk.jointMeeting, number, 'closeJointMeasure', result)).toBe(
      'SUPERVISION_NOT_YOURS',
    );
    expect(await refused(folk.jointMeeting, number, 'closeSupervision', result)).toBe('NOT_YOURS');
    await done(folk.jointMeeting, number, 'jointMeasure', measure());
    await done(folk.petitionOfficer, number, 'closeSupervision', result);
    const { supervisions } = await read(folk.petitionOfficer, number);
    expect(supervisions).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'urging', state: 'closed' }),
        expect.objectContaining({ kind: 'circular', state: 'issued' }),
      ]),
    );
    await done(folk.handler, number, 'replySupervision', { adoption: 'adopted', text: '照办' });
    await done(folk.jointMeeting, number, 'closeJointMeasure', result);
  });
});

describe('old trouble', () => {
  it('is worked off by remedies; nobody is visited without having agreed', async () => {
    const number = await handled(await folk.resident());
    const plan = { org: folk.orgs.department, plan: '核清补贴，补发差额' };
    await done(folk.petitionOfficer, number, 'enlistLegacy', plan);
    await done(folk.petitionOfficer, number, 'offerRemedy', { remedy: 'correction', text: '补发' });
    const visit = {
      agreedOn: today(),
      agreedHow: '书面同意',
      visitedOn: '2026-01-10',
      text: '说明',
    };
    expect(await refused(folk.petitionOfficer, number, 'recordVisit', visit)).toBe(
      'VISIT_NEEDS_CONSENT',
    );
    await done(folk.petitionOfficer, number, 'recordVisit', { ...visit, visitedOn: today() });
    await done(folk.petitionOfficer, number, 'closeLegacy', {
      isResolved: true,
      result: '已补发并签收',
      evidence: '收据',
    });
    const url = 'GET /api/petitions/listed?county=310116&list=legacy';
    const { body } = await http(url, { as: folk.petitionOfficer });
    expect(body).toMatchObject({
      items: [{ number, state: 'resolved', org: { id: folk.orgs.department } }],
      rate: { resolved: 1, all: 1 },
    });
  });

  it('a leader answers for the matter from a day on', async () => {
    const number = await handled(await folk.resident());
    const leader = '副区长 示例';
    await done(folk.petitionOfficer, number, 'takeOver', { leader, since: today() });
    expect((await careOf(folk.handler, number)).takenOver).toMatchObject({ leader, until: null });
  });
});

describe('the report of the year', () => {
  it('is made from the record, tells nothing below ten, and stands as PDF and Word', async () => {
    const year = '2026?county=310116';
    const { body } = await http(`GET /api/petitions/yearly/${year}`, { as: folk.petitionOfficer });
    const { groups } = body as {
      groups: Record<
        string,
        { cells: { count: number }[]; merged: number | null; total: number | null }
      >;
    };
    const told = Object.values(groups).flatMap(({ cells, merged, total }) => [
      ...cells.map(({ count }) => count),
      merged,
      total,
    ]);
    expect(told.every((n) => n === null || n >= 10)).toBe(true);
    expect(groups.classes?.total).toBeGreaterThanOrEqual(10);
    const file = (format: string) =>
      http(`GET /api/petitions/yearly/2026/${format}?county=310116`, { as: folk.petitionOfficer });
    const [pdf, docx] = [await file('pdf'), await file('docx')];
    expect(docx.bytes.subarray(0, 2).toString()).toBe('PK');
    const text = await textOfPdf(pdf.bytes);
    expect(text).toContain('年信访情况年度报告');
    expect(text).toContain('被投诉较多的机关');
    const town = await http(`GET /api/petitions/yearly/${year}`, { as: folk.townDispatcher });
    expect(town.status).toBe(404);
  });
});

proveLogs(story);
