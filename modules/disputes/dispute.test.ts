/** A dispute as people live it, over HTTP: applied for, mediated, agreed, performed, confirmed. */
import { describe, expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { hire, staffOf } from '../../test/people.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';
import { mattersApi } from '../matters/contract.ts';

const QUEUES = mattersApi.listMatters.query.shape.queue.options;
const story = await storyHouse();
const { report, read, done, refused } = teller(story);
const { http } = story;
const folk = await story.people();
const DAY = 86_400_000;

const today = () => new Date(story.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
/** What was conceded, and what the record says: words that stand nowhere else. */
const RECORD = '申请人提到愿意退让至一千元';
const TERMS = '被申请人分三期支付赔偿款';
const people = () => ({ channel: 'people', org: folk.orgs.town });
const consent = (side: string, answer = 'agreed') => ({ side, consent: answer });
const agreement = (form: string) => ({
  form,
  facts: '双方确认渗水源于阳台地漏。',
  terms: `${TERMS}。`,
  happenedOn: today(),
});
const sign = (signer: string) => ({ signer, how: 'ink', happenedOn: today() });
const SIGNERS = ['applicant', 'respondent', 'mediator', 'committee'];

async function applied(resident: Caller) {
  return report(resident, { category: 'neighbours', text: '楼上渗水，要求赔偿。' });
}

/** Both sides consent to be mediated by the committee of the town. */
async function mediating(resident: Caller) {
  const number = await applied(resident);
  expect(await done(folk.townDispatcher, number, 'assignMediation', people())).toBe('consenting');
  expect(await refused(folk.mediator, number, 'recordConsent', consent('respondent'))).toBe(
    'DISPUTE_NOT_ACCEPTED',
  );
  await done(folk.mediator, number, 'acceptMediation');
  const post = { post: folk.mediator.post, chosenBy: 'parties' };
  await done(folk.mediator, number, 'appointMediator', post);
  expect(await done(folk.mediator, number, 'recordConsent', consent('applicant'))).toBe(
    'consenting',
  );
  expect(await done(folk.mediator, number, 'recordConsent', consent('respondent'))).toBe(
    'mediating',
  );
  return number;
}

/** Mediated once and agreed in writing, signed by all who must. */
async function performing(resident: Caller) {
  const number = await mediating(resident);
  const session = {
    heldOn: today(),
    mode: 'onSite',
    record: `${RECORD}。`,
    undisputed: '渗水属实',
  };
  await done(folk.mediator, number, 'holdSession', session);
  expect(await done(folk.mediator, number, 'recordAgreement', agreement('written'))).toBe('agreed');
  for (const signer of SIGNERS.slice(0, -1)) {
    expect(await done(folk.mediator, number, 'sign', sign(signer))).toBe('agreed');
  }
  expect(await done(folk.mediator, number, 'sign', sign('committee'))).toBe('performing');
  return number;
}

describe('a dispute', () => {
  it('is mediated with the consent of both, agreed in writing, performed and confirmed', async () => {
    const resident = await folk.resident();
    const number = await performing(resident);
    const { body } = await http(`GET /api/matters/${number}/clocks`, { as: resident });
    expect(body.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'mediate', nature: 'internal', state: 'ended' }),
        expect.objectContaining({
          name: 'confirm',
          nature: 'window',
          state: 'running',
          citation: '人民调解法第三十三条',
        }),
      ]),
    );
    const court = { askedOn: today(), court: '示例区人民法院' };
    await done(folk.mediator, number, 'applyConfirmation', court);
    const result = { result: 'confirmed', number: '（2026）示例民特1号' };
    await done(folk.mediator, number, 'recordConfirmation', result);
    const performed = { result: 'performed', text: '款项已付清' };
    expect(await done(folk.mediator, number, 'recordPerformance', performed)).toBe('closed');
    await done(resident, number, 'rate', { score: 5 });
    expect(await read(resident, number)).toMatchObject({ isOpen: false, outcome: 'fixed' });
  });

  it('ends where one side refuses, and may be applied for again', async () => {
    const resident = await folk.resident();
    const number = await applied(resident);
    await done(folk.townDispatcher, number, 'assignMediation', people());
    await done(folk.mediator, number, 'acceptMediation');
    const no = { ...consent('respondent', 'refused'), reason: '对方表示走诉讼' };
    expect(await done(folk.mediator, number, 'recordConsent', no)).toBe('closed');
    expect(await read(resident, number)).toMatchObject({ outcome: 'impossible' });
    expect(await applied(resident)).not.toBe(number);
  });

  it('goes to another channel under the same number, and consent is asked anew', async () => {
    const number = await mediating(await folk.resident());
    const other = { channel: 'administrative', org: folk.orgs.department, fee: '不收费' };
    expect(await done(folk.townDispatcher, number, 'assignMediation', other)).toBe('consenting');
    expect(await refused(folk.mediator, number, 'acceptMediation')).toBe('NOT_YOURS');
    await done(folk.handler, number, 'acceptMediation');
  });

  it('found by a grid worker is taken up by the committee, which asks both sides', async () => {
    const number = await report(folk.gridWorker, {
      category: 'neighbours',
      text: '走访时了解到两户因堆物长期争吵。',
    });
    const given = { origin: 'patrol', text: '主动上门调解' };
    expect(await refused(folk.handler, number, 'takeUpDispute', given)).toBe('NOT_YOURS');
    expect(await done(folk.mediator, number, 'takeUpDispute', given)).toBe('consenting');
    for (const side of ['applicant', 'respondent']) {
      await done(folk.mediator, number, 'recordConsent', consent(side));
    }
    expect(await read(folk.mediator, number)).toMatchObject({ stage: { code: 'mediating' } });
    const { body } = await http(`GET /api/matters/${number}/log`, { as: folk.mediator });
    expect(body.items).toContainEqual(
      expect.objectContaining({
        action: 'takeUpDispute',
        given: expect.objectContaining({ origin: 'patrol' }),
      }),
    );
  });

  it('may no longer be confirmed when the thirty days are over', async () => {
    const number = await performing(await folk.resident());
    story.clock.pass(33 * DAY);
    const court = { askedOn: today(), court: '示例区人民法院' };
    expect(await refused(folk.mediator, number, 'applyConfirmation', court)).toBe(
      'DISPUTE_CONFIRMATION_TOO_LATE',
    );
  });
});

describe('what was said in the room', () => {
  const pagesOf = (number: string) => [
    `GET /api/matters/${number}`,
    `GET /api/matters/${number}/log`,
    `GET /api/matters/${number}/clocks`,
    `GET /api/matters/${number}/near`,
    `GET /api/matters/${number}/papers`,
    `GET /api/matters/${number}/drafts`,
    `GET /api/my/matters/${number}`,
    `GET /api/public/matters/${number}`,
    ...QUEUES.map((queue) => `GET /api/matters?queue=${queue}`),
    ...[RECORD, TERMS].map(
      (q) => `GET /api/matters/search?q=${encodeURIComponent(q.slice(0, 12))}`,
    ),
    'GET /api/my/matters',
    'GET /api/public/matters?county=310116',
    'GET /api/field/shift',
  ];

  it('appears in no answer, for nobody; only an opening with a purpose shows it, and is kept', async () => {
    const resident = await folk.resident();
    const number = await performing(resident);
    const colleague = await hire(story.world, {
      login: 'second-mediator',
      role: 'mediator',
      orgId: folk.orgs.town,
      regions: ['310116101'],
    });
    const all: Record<string, Caller> = { ...staffOf(folk), colleague, resident };
    for (const [name, as] of Object.entries(all)) {
      for (const line of pagesOf(number)) {
        const { bytes } = await http(line, { as });
        for (const words of [RECORD, TERMS]) {
          expect(bytes.includes(words), `${name} ${line}`).toBe(false);
        }
      }
    }
    const purpose = { purpose: 'handling', reason: '核对调解笔录' };
    const opened = await http(`POST /api/matters/${number}/persons`, {
      as: folk.mediator,
      body: purpose,
    });
    expect(opened.status).toBe(200);
    const { body } = await http(`GET /api/matters/${number}/openings`, { as: resident });
    expect(body.items).toEqual([expect.objectContaining({ purpose: 'handling' })]);
  });
});

proveLogs(story);
