/** A petition that an organ received itself (art. 23): told on the spot, else in fifteen days. */
import { describe, expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { textOfPdf } from '../../test/paper-reader.ts';
import { hire } from '../../test/people.ts';
import { proveLogs, teller } from '../../test/teller.ts';

const story = await storyHouse('2026-01-16T02:00:00Z');
const { report, read, done, refused } = teller(story);
const { http } = story;
const folk = await story.people();
const DAY = 86_400_000;
/** At the counter of a department, which is no petition office. */
const counter = await hire(story.world, {
  login: 'counter-of-department',
  role: 'clerk',
  orgId: folk.orgs.department,
  regions: ['310116'],
});
const brought = (channel = 'visit', as = counter) =>
  report(as, {
    category: 'claim',
    text: '补贴没有发到，请核实。',
    channel,
    reporter: { name: '周示例', phone: '13900000001' },
  });
const heard = { route: 'hear', procedure: '已收到，将听取陈述并调查核实。' };
const clocksOf = async (number: string) => {
  const { body } = await http(`GET /api/matters/${number}/clocks`, { as: folk.petitionOfficer });
  return new Map(
    (body.items as { name: string; state: string; dueAt: string }[]).map((one) => [one.name, one]),
  );
};

describe('an organ that received a petition itself', () => {
  it('tells on the spot, in writing, that it accepts and how', async () => {
    const number = await brought();
    expect(await done(counter, number, 'notifyOnSpot', heard)).toBe('handling');
    expect(await read(folk.handler, number)).toMatchObject({
      handlingOrg: { id: folk.orgs.department },
    });
    const clocks = await clocksOf(number);
    expect(clocks.get('firstStep')).toMatchObject({ state: 'ended' });
    expect(clocks.has('notice')).toBe(false);
    // Sixty days from acceptance, as for any other (art. 34).
    expect(clocks.get('opinion')).toMatchObject({
      state: 'running',
      dueAt: '2026-03-17T15:59:59.999Z',
    });
    const { body } = await http(`POST /api/matters/${number}/papers`, {
      as: counter,
      body: { paper: 'notice' },
    });
    const { href } = body.pdf as { href: string };
    const { bytes } = await http(`GET ${href}`, { as: counter });
    const text = (await textOfPdf(bytes)).replace(/\s+/g, '');
    for (const one of ['受理告知书', '周示例', '当面提出', '现当场书面告知', heard.procedure]) {
      expect(text).toContain(one);
    }
    await done(counter, number, 'deliver', {
      paper: 'notice',
      how: 'inPerson',
      deliveredOn: '2026-01-16',
      to: '周示例',
      proof: '当场签收',
    });
    await done(folk.handler, number, 'giveOpinion', {
      conclusion: 'supported',
      claim: '补发',
      facts: '属实',
      opinion: '补发',
      legalBasis: '示例办法第三条',
    });
  });

  it('on another day, or by letter, has fifteen days from receipt', async () => {
    const number = await brought();
    story.clock.pass(DAY);
    expect(await refused(counter, number, 'notifyOnSpot', heard)).toBe('PETITION_NOT_ON_SPOT');
    expect(await refused(counter, await brought('letter'), 'notifyOnSpot', heard)).toBe(
      'PETITION_NOT_ON_SPOT',
    );
    expect(await done(counter, number, 'takeDirect', { class: 'claim' })).toBe('forwarded');
    const clocks = await clocksOf(number);
    // From the day of receipt, not from the day on which it was written down.
    expect(clocks.get('directNotice')).toMatchObject({
      state: 'running',
      dueAt: '2026-01-31T15:59:59.999Z',
    });
    expect(clocks.has('notice')).toBe(false);
    expect(clocks.has('objection')).toBe(false);
    const objection = { ground: 'notOurs', reason: '不属于本机关职权' };
    expect(await refused(folk.handler, number, 'object', objection)).toBe(
      'PETITION_RECEIVED_DIRECTLY',
    );
    await done(folk.handler, number, 'notify', heard);
    expect((await clocksOf(number)).get('directNotice')).toMatchObject({ state: 'ended' });
  });

  it('is none where the petition office took it in, nor for somebody else’s counter', async () => {
    const ofOffice = await brought('visit', folk.petitionOfficer);
    expect(await refused(folk.petitionOfficer, ofOffice, 'notifyOnSpot', heard)).toBe(
      'PETITION_NOT_DIRECT',
    );
    const direct = await brought();
    expect(await refused(folk.otherHandler, direct, 'notifyOnSpot', heard)).toBe('NOT_YOURS');
    expect(
      await done(folk.petitionOfficer, direct, 'classify', {
        class: 'suggestion',
        reason: '是建议',
      }),
    ).toBe('registered');
    expect(await refused(counter, direct, 'notifyOnSpot', heard)).toBe(
      'PETITION_ROUTE_OF_OTHER_CLASS',
    );
    const study = { route: 'study', procedure: '研究论证后回复。' };
    expect(await done(counter, direct, 'notifyOnSpot', study)).toBe('handling');
  });
});

proveLogs(story);
