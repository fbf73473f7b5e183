/** The documents of a petition over HTTP: each is asked for too early, made, and read. */
import { describe, expect, it } from 'vitest';
import { officesAbove } from '../../test/above.ts';
import { storyHouse } from '../../test/house.ts';
import { textOfPdf, unless, unreadable } from '../../test/paper-reader.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';

const story = await storyHouse('2026-01-16T02:00:00Z');
const { report, done, act } = teller(story);
const folk = await story.people();
const above = await officesAbove(story.world, folk);

const make = (as: Caller, number: string, paper: string) =>
  story.http(`POST /api/matters/${number}/papers`, { as, body: { paper } });

const tried = async (as: Caller, number: string, action: string, input: object) =>
  (await act(as, number, action, input)).body;

/** Refused while its facts are missing. */
async function tooEarly(as: Caller, number: string, paper: string) {
  const { status, body } = await make(as, number, paper);
  expect(status, paper).toBe(409);
  expect(body.code, paper).toBe('PAPER_FACTS_MISSING');
  // It names what is missing.
  expect((body.titles as { zh: string }).zh, paper).toMatch(/尚未/);
}

/** Made, read by another program, and delivered. Line ends are left out. */
async function given(as: Caller, number: string, paper: string): Promise<string> {
  const { body } = await make(as, number, paper);
  expect(body, paper).toMatchObject({ number: expect.stringContaining('〔2026〕') });
  const { href } = body.pdf as { href: string };
  const { bytes } = await story.http(`GET ${href}`, { as });
  const text = await textOfPdf(bytes);
  const deliveredOn = '2026-01-16';
  const delivery = { how: 'inPerson', deliveredOn, to: '周示例', proof: '送达回证' };
  await done(as, number, 'deliver', { paper, ...delivery });
  return text.replace(/\s+/g, '');
}

const claim = async () => {
  const resident = await folk.resident();
  const number = await report(resident, { category: 'claim', text: '补贴没有发到，请核实。' });
  await done(folk.petitionOfficer, number, 'classify', { class: 'claim', reason: '要求补发' });
  const to = { org: folk.orgs.department, way: 'forward' };
  await done(folk.petitionOfficer, number, 'forward', to);
  return { resident, number };
};
const notified = { route: 'hear', procedure: '已收到，将听取陈述并调查核实。' };
const opinion = {
  conclusion: 'notSupported',
  claim: '要求补发补贴',
  facts: '经核查，补贴已于上年发放。',
  opinion: '所请求事项没有依据。',
  legalBasis: '示例办法第三条',
};
const review = { result: 'upheld', opinion: '事实清楚。', legalBasis: '示例办法第四条' };

describe('the documents of a petition', () => {
  it.skipIf(unreadable)(
    `follow it through notice, opinion, review and re-review${unless(unreadable)}`,
    { timeout: 60_000 },
    async () => {
      const { resident, number } = await claim();
      await tooEarly(folk.handler, number, 'notice');
      await done(folk.handler, number, 'notify', notified);
      const notice = await given(folk.handler, number, 'notice');
      expect(notice).toContain('信访事项受理告知书');
      expect(notice).toContain('补贴没有发到，请核实。');
      expect(notice).toContain('已收到，将听取陈述并调查核实。');

      await tooEarly(folk.handler, number, 'opinion');
      await done(folk.handler, number, 'giveOpinion', opinion);
      const said = await given(folk.handler, number, 'opinion');
      for (const words of ['要求补发补贴', '不予支持。所请求事项没有依据。', '示例办法第三条']) {
        expect(said).toContain(words);
      }

      await done(resident, number, 'askReview', { reason: '没有查账' });
      await tooEarly(above.cityOfficer, number, 'review');
      await done(above.cityOfficer, number, 'giveReview', review);
      const reviewed = await given(above.cityOfficer, number, 'review');
      expect(reviewed).toContain('没有查账');
      expect(reviewed).toContain('予以维持。事实清楚。');

      await done(resident, number, 'askReReview', { reason: '仍然没有查账' });
      await tooEarly(above.provinceOfficer, number, 'reReview');
      await done(above.provinceOfficer, number, 'giveReReview', review);
      const last = await given(above.provinceOfficer, number, 'reReview');
      expect(last).toContain('仍然没有查账');
      expect(last).toContain('不再受理');

      const { body } = await story.http(`GET /api/matters/${number}/papers`, { as: resident });
      const read = (body.items as { paper: string }[]).map((one) => one.paper);
      expect(read).toEqual(['notice', 'opinion', 'review', 'reReview']);
    },
  );

  it.skipIf(unreadable)(
    `say an extension with its reason, and a settlement with its terms${unless(unreadable)}`,
    { timeout: 60_000 },
    async () => {
      const { number } = await claim();
      await done(folk.handler, number, 'notify', notified);
      await tooEarly(folk.handler, number, 'extension');
      const asked = { clock: 'opinion', amount: 20, reason: '账目较多，尚在核对' };
      await done(folk.handler, number, 'askExtension', asked);
      const granted = { decision: 'granted', reason: '同意' };
      await done(folk.unitHead, number, 'decideExtension', granted);
      const extension = await given(folk.handler, number, 'extension');
      expect(extension).toContain('办理期限延长20日');
      expect(extension).toContain('账目较多，尚在核对');

      await tooEarly(folk.handler, number, 'settlement');
      const terms = { settledBy: 'mediation', consent: '双方自愿', terms: '十日内补发。' };
      await done(folk.handler, number, 'settle', terms);
      const settlement = await given(folk.handler, number, 'settlement');
      expect(settlement).toContain('信访事项调解协议书');
      expect(settlement).toContain('十日内补发。');
      expect(settlement).toContain('信访人（签名）：');
    },
  );

  it.skipIf(unreadable)(
    `go between the organs: forwarded or assigned, objected to, decided${unless(unreadable)}`,
    { timeout: 60_000 },
    async () => {
      const { number } = await claim();
      // The organ makes none of the office's papers, and the office none of the organ's.
      expect((await make(folk.handler, number, 'forwarding')).body.code).toBe('NOT_YOURS');
      await tooEarly(folk.petitionOfficer, number, 'assignment');
      const letter = await given(folk.petitionOfficer, number, 'forwarding');
      for (const words of [
        '信访事项转送函',
        '示例区城管局：',
        '补贴没有发到，请核实。',
        '十五日',
      ]) {
        expect(letter).toContain(words);
      }
      await tooEarly(folk.handler, number, 'objection');
      await done(folk.handler, number, 'object', {
        ground: 'notOurs',
        reason: '补贴由水务局发放，不属本局职权',
        suggestedOrg: folk.orgs.otherDepartment,
      });
      expect((await make(folk.petitionOfficer, number, 'objection')).body.code).toBe('NOT_YOURS');
      const objection = await given(folk.handler, number, 'objection');
      expect(objection).toContain('不属于本机关、单位职权范围');
      expect(objection).toContain('补贴由水务局发放');
      await tooEarly(folk.petitionOfficer, number, 'objectionDecision');
      const granted = { decision: 'granted', reason: '经核实属水务局职权' };
      await done(folk.petitionOfficer, number, 'decideObjection', granted);
      const decision = await given(folk.petitionOfficer, number, 'objectionDecision');
      expect(decision).toContain('予以同意，请交还相关材料');
      expect(decision).toContain('经核实属水务局职权');

      const to = { org: folk.orgs.otherDepartment, way: 'assign', reportBackOn: '2026-03-20' };
      await done(folk.petitionOfficer, number, 'forward', to);
      const assigned = await given(folk.petitionOfficer, number, 'assignment');
      expect(assigned).toContain('2026年3月20日前反馈办理结果，并提交办结报告');
    },
  );

  it.skipIf(unreadable)(
    `tell of a hearing, and acknowledge the service${unless(unreadable)}`,
    { timeout: 60_000 },
    async () => {
      const { number, resident } = await claim();
      await done(folk.handler, number, 'notify', notified);
      await tooEarly(folk.handler, number, 'serviceReceipt');
      await tooEarly(folk.handler, number, 'hearingNotice');
      const hearing = { heldOn: '2026-02-03', place: '示例听证室' };
      await done(folk.handler, number, 'beginHearing', hearing);
      const notice = await given(folk.handler, number, 'hearingNotice');
      expect(notice).toContain('2026年2月3日');
      expect(notice).toContain('示例听证室');
      await tooEarly(folk.handler, number, 'hearingRecord');
      expect((await tried(folk.handler, number, 'giveOpinion', opinion)).code).toBe(
        'PETITION_HEARING',
      );
      await done(folk.handler, number, 'endHearing', { text: '双方陈述后核对记录无误。' });
      expect(await given(folk.handler, number, 'hearingRecord')).toContain('核对记录无误');
      const receipt = await given(folk.handler, number, 'serviceReceipt');
      for (const words of ['送达回证', '听证笔录', '直接送达', '2026年1月16日', '周示例']) {
        expect(receipt).toContain(words);
      }
      // What goes between organs is not the petitioner's to read.
      const { body } = await story.http(`GET /api/matters/${number}/papers`, { as: resident });
      const read = (body.items as { paper: string }[]).map((one) => one.paper);
      expect(read).toEqual(['hearingNotice', 'hearingRecord']);
    },
  );

  it.skipIf(unreadable)(
    `answer a suggestion${unless(unreadable)}`,
    { timeout: 60_000 },
    async () => {
      const text = '建议图书室晚间开放。';
      const number = await report(await folk.resident(), { category: 'claim', text });
      const officer = folk.petitionOfficer;
      await done(officer, number, 'classify', { class: 'suggestion', reason: '建议' });
      await done(officer, number, 'forward', { org: folk.orgs.department, way: 'forward' });
      await done(folk.handler, number, 'notify', { route: 'study', procedure: '研究论证。' });
      await tooEarly(folk.handler, number, 'suggestionReply');
      const reply = '晚间开放先行试点。';
      await done(folk.handler, number, 'answerSuggestion', { adoption: 'partly', reply });
      const paper = await given(folk.handler, number, 'suggestionReply');
      expect(paper).toContain(text);
      expect(paper).toContain(`部分采纳。${reply}`);
    },
  );
});

proveLogs(story);
