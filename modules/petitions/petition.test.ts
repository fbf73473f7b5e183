/** A petition as people live it, over HTTP and at three levels: answered, reviewed, re-reviewed. */
import { describe, expect, it } from 'vitest';
import { officesAbove } from '../../test/above.ts';
import { storyHouse } from '../../test/house.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';

// A Friday in January: the thirty days of a right end before the calendar of the tests does.
const story = await storyHouse('2026-01-16T02:00:00Z');
const { report, read, done, refused } = teller(story);
const { http } = story;
const folk = await story.people();
const above = await officesAbove(story.world, folk);
const DAY = 86_400_000;

const today = () => new Date(story.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const why = { reason: '示例理由：对结论不服' };
const notice = { route: 'hear', procedure: '已收到，按第六种途径听取陈述并调查核实。' };
const opinion = {
  conclusion: 'notSupported',
  claim: '要求补发补贴',
  facts: '经核查，补贴已于上年发放。',
  opinion: '不予支持。',
  legalBasis: '示例办法第三条',
};
const review = { result: 'upheld', opinion: '事实清楚，予以维持。', legalBasis: '示例办法第三条' };
const delivery = (paper: string) => ({
  paper,
  how: 'inPerson',
  deliveredOn: today(),
  to: '周示例',
  proof: '送达回证',
});

/** Made and delivered; answers the stage that it led to. */
async function served(as: Caller, number: string, paper: string): Promise<string> {
  const { status } = await http(`POST /api/matters/${number}/papers`, { as, body: { paper } });
  expect(status, paper).toBe(201);
  return done(as, number, 'deliver', delivery(paper));
}

type Clock = Record<string, unknown> & { name: string; dueAt: string };
async function clocksOf(as: Caller, number: string): Promise<Clock[]> {
  const { status, body } = await http(`GET /api/matters/${number}/clocks`, { as });
  expect(status).toBe(200);
  return body.items as Clock[];
}
const named = (clocks: Clock[], name: string) => clocks.findLast((one) => one.name === name);

/** Registered by a resident, classified and forwarded to the department. */
async function forwarded(resident: Caller) {
  const number = await report(resident, { category: 'claim', text: '补贴没有发到，请核实。' });
  // The petition office says where it goes: it waits at no desk of what has no owner.
  expect(await read(folk.petitionOfficer, number)).toMatchObject({ isUnowned: false });
  const to = { org: folk.orgs.department, way: 'forward' };
  expect(await refused(folk.petitionOfficer, number, 'forward', to)).toBe('PETITION_UNCLASSIFIED');
  await done(folk.petitionOfficer, number, 'classify', { class: 'claim', reason: '要求补发' });
  expect(await done(folk.petitionOfficer, number, 'forward', to)).toBe('forwarded');
  return number;
}

/** With the organ's opinion in the petitioner's hands. */
async function answered(resident: Caller) {
  const number = await forwarded(resident);
  expect(await done(folk.handler, number, 'notify', notice)).toBe('handling');
  expect(await done(folk.handler, number, 'giveOpinion', opinion)).toBe('answered');
  expect(await served(folk.handler, number, 'opinion')).toBe('closed');
  return number;
}

describe('a claim', () => {
  it('is answered, reviewed by the city and re-reviewed by the province, and is over', async () => {
    const resident = await folk.resident();
    const number = await answered(resident);
    expect(await refused(resident, number, 'askReReview', why)).toBe('PETITION_NOTHING_TO_REVIEW');
    story.clock.pass(10 * DAY);
    expect(await done(resident, number, 'askReview', why)).toBe('reviewing');
    // The county's centre stands between the department and the city: it is the level above.
    expect(await read(resident, number)).toMatchObject({ handlingOrg: { id: above.city } });
    expect(await refused(folk.handler, number, 'giveReview', review)).toBe('NOT_YOURS');
    expect(await done(above.cityOfficer, number, 'giveReview', review)).toBe('reviewed');
    expect(await served(above.cityOfficer, number, 'review')).toBe('closed');
    story.clock.pass(10 * DAY);
    expect(await done(resident, number, 'askReReview', why)).toBe('reReviewing');
    expect(await refused(above.cityOfficer, number, 'giveReReview', review)).toBe('NOT_YOURS');
    expect(await done(above.provinceOfficer, number, 'giveReReview', review)).toBe('reReviewed');
    expect(await served(above.provinceOfficer, number, 'reReview')).toBe('closed');
    expect(await refused(resident, number, 'askReReview', why)).toBe('PETITION_FINISHED');
    expect(await read(resident, number)).toMatchObject({ isOpen: false, outcome: 'answered' });
  });

  it('tells the petitioner in plain words where it stands and what may still be asked for', async () => {
    const resident = await folk.resident();
    const number = await answered(resident);
    const own = async () => (await http(`GET /api/my/matters/${number}`, { as: resident })).body;
    const before = await own();
    expect(before).toMatchObject({
      rights: [
        {
          name: 'askReview',
          citation: '信访工作条例第三十五条',
          isOverdue: false,
          plain: { zh: expect.stringContaining('30日内提出'), en: expect.any(String) },
        },
      ],
      notes: [{ zh: expect.stringContaining('第31条第六项') }],
      steps: expect.arrayContaining([
        expect.objectContaining({
          action: 'giveOpinion',
          what: { zh: '示例区城管局已出具处理意见书', en: expect.any(String) },
        }),
      ]),
    });
    const open = (before.actions as { action: string; why: string | null }[])
      .filter((one) => one.why === null)
      .map((one) => one.action);
    expect(open).toContain('askReview');
    expect(open).not.toContain('askReReview');
    await done(resident, number, 'askReview', why);
    expect(await own()).toMatchObject({
      standing: { zh: '上一级机关正在复查。' },
      rights: [],
      clock: { name: 'review', plain: { zh: expect.stringContaining('30日内书面答复') } },
    });
  });

  it('explains each of its clocks to everyone in whose sight it is, with its article', async () => {
    const resident = await folk.resident();
    const number = await answered(resident);
    story.clock.pass(DAY);
    await done(resident, number, 'askReview', why);
    await done(above.cityOfficer, number, 'giveReview', review);
    await served(above.cityOfficer, number, 'review');
    await done(resident, number, 'askReReview', why);
    const articles = {
      firstStep: '二十二',
      notice: '二十三',
      objection: '二十三',
      opinion: '三十四',
      askReview: '三十五',
      review: '三十五',
      askReReview: '三十六',
      reReview: '三十六',
    };
    for (const as of [resident, folk.petitionOfficer, folk.handler, above.provinceOfficer]) {
      const clocks = await clocksOf(as, number);
      for (const [name, article] of Object.entries(articles)) {
        expect(named(clocks, name)).toMatchObject({
          citation: `信访工作条例第${article}条`,
          state: name === 'reReview' ? 'running' : 'ended',
          days: expect.arrayContaining([expect.objectContaining({ days: expect.any(Number) })]),
        });
      }
    }
  });

  it('may be reviewed until the thirtieth day after receipt, and not a moment later', async () => {
    const resident = await folk.resident();
    const number = await answered(resident);
    const right = named(await clocksOf(resident, number), 'askReview');
    expect(right).toMatchObject({ nature: 'window', state: 'running' });
    const last = Date.parse(String(right?.dueAt));
    story.clock.set(last + 1);
    expect(await refused(resident, number, 'askReview', why)).toBe('PETITION_REVIEW_TOO_LATE');
    const letter = { askedOn: new Date(last).toISOString().slice(0, 10), ...why };
    expect(await done(folk.petitionOfficer, number, 'recordReviewRequest', letter)).toBe(
      'reviewing',
    );
  });

  it('can be objected to within five working days; the office gives it out again', async () => {
    const number = await forwarded(await folk.resident());
    const ground = { ground: 'notOurs', reason: '补贴由水务局发放，不属本局职权' };
    await done(folk.handler, number, 'object', ground);
    const granted = { decision: 'granted', reason: '属实' };
    expect(await done(folk.petitionOfficer, number, 'decideObjection', granted)).toBe('registered');
    const to = { org: folk.orgs.otherDepartment, way: 'forward' };
    expect(await done(folk.petitionOfficer, number, 'forward', to)).toBe('forwarded');
    story.clock.pass(8 * DAY);
    expect(await refused(folk.otherHandler, number, 'object', ground)).toBe('OBJECTION_TOO_LATE');
  });
});

proveLogs(story);
