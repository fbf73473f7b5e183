/** The other side of a dispute and its mediator: their choice, their grievance, an interest. */
import { describe, expect, it } from 'vitest';
import { newPhone } from '../../test/agreement.ts';
import { committeeOf } from '../../test/committee.ts';
import { storyHouse } from '../../test/house.ts';
import { signInWithPhone } from '../../test/people.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { http } = story;
const tell = teller(story);

await http('POST /api/roster/committees', {
  as: folk.administrator,
  body: committeeOf(folk),
});

async function dispute(resident: Caller) {
  const number = await tell.report(resident, { category: 'neighbours', text: '楼上渗水。' });
  const channel = { channel: 'people', org: folk.orgs.town };
  await tell.done(folk.townDispatcher, number, 'assignMediation', channel);
  return number;
}

type Shown = {
  items: { id: string; chosenBy: string[]; interest: object | null }[];
  grievances: object[];
};
const shownTo = async (as: Caller, number: string) =>
  (await http(`GET /api/matters/${number}/mediators`, { as })).body as Shown;

/** Whoever was named as the other side, signed in with their own phone. */
async function respondentOf(number: string, given: object = {}) {
  const phone = newPhone();
  const named = await http(`POST /api/matters/${number}/agreement/parties`, {
    as: folk.mediator,
    body: { side: 'respondent', name: '李示例', phone, idNumber: '', address: '', ...given },
  });
  expect(named.status, JSON.stringify(named.body)).toBe(201);
  const respondent = await signInWithPhone(story.world, phone);
  await http('POST /api/my/matters', { as: respondent, body: { number } });
  return respondent;
}

describe('the other side, by their own account', () => {
  it('chooses for themself alone, and complains as the applicant does', async () => {
    const number = await dispute(await folk.resident());
    const respondent = await respondentOf(number);
    const shown = await shownTo(respondent, number);
    expect(shown).toMatchObject({ maySide: ['respondent'], mayFile: true });
    const [first] = shown.items;
    const choose = (side: string) =>
      http(`POST /api/matters/${number}/mediator-choice`, {
        as: respondent,
        body: { side, mediator: first?.id },
      });
    expect((await choose('applicant')).body.code).toBe('ROSTER_NOT_YOUR_SIDE');
    expect((await choose('respondent')).body.items).toMatchObject([
      { chosenBy: ['respondent'] },
      {},
      {},
    ]);
    const filed = await http(`POST /api/matters/${number}/mediator-grievances`, {
      as: respondent,
      body: { mediator: first?.id, ground: 'partial', text: '只听一方。' },
    });
    expect(filed.status).toBe(201);
    expect((await shownTo(respondent, number)).grievances).toMatchObject([{ result: null }]);
  });
});

describe('an interest of the mediator (court rules art. 13)', () => {
  it('keeps them from the appointment until each side agreed; then they go on', async () => {
    const resident = await folk.resident();
    const number = await dispute(resident);
    const respondent = await respondentOf(number);
    await tell.done(folk.mediator, number, 'disclose', { ground: 'relation', text: '曾是同事' });
    const { items } = await shownTo(resident, number);
    expect(items[0]).toMatchObject({ interest: { ground: 'relation', agreed: [] } });
    const appointment = { post: folk.mediator.post, chosenBy: 'committee' };
    const appointing = () => tell.refused(folk.mediator, number, 'appointMediator', appointment);
    expect(await appointing()).toBe('DISPUTE_INTEREST_OPEN');
    const answer = (as: Caller, side: string) =>
      http(`POST /api/matters/${number}/mediator-interests`, {
        as,
        body: { side, mediator: items[0]?.id, answer: 'agreed' },
      });
    expect((await answer(respondent, 'applicant')).body.code).toBe('ROSTER_NOT_YOUR_SIDE');
    expect((await answer(respondent, 'respondent')).status).toBe(200);
    expect(await appointing()).toBe('DISPUTE_INTEREST_OPEN');
    expect((await answer(await folk.resident(), 'applicant')).status).toBe(404);
    expect((await answer(resident, 'applicant')).status).toBe(200);
    await tell.done(folk.mediator, number, 'appointMediator', appointment);
    await tell.done(folk.mediator, number, 'takeUp', { interest: 'disclosed' });
  });

  it('is one, too, of a party who is named, or whose name is completed, after it', async () => {
    const appointment = { post: folk.mediator.post, chosenBy: 'committee' };
    const asked = async (number: string, resident: Caller) => {
      const { items } = await shownTo(resident, number);
      expect(items[0]).toMatchObject({
        isAppointed: false,
        isReplaced: false,
        interest: { ground: 'relation', agreed: [] },
      });
      expect(await tell.refused(folk.mediator, number, 'appointMediator', appointment)).toBe(
        'DISPUTE_INTEREST_OPEN',
      );
      return items[0]?.id;
    };
    const resident = await folk.resident();
    const number = await dispute(resident);
    await tell.done(folk.mediator, number, 'appointMediator', appointment);
    const respondent = await respondentOf(number, { name: '示例 甲' });
    const mediator = await asked(number, resident);
    const log = await http(`GET /api/matters/${number}/log`, { as: folk.mediator });
    expect((log.body.items as object[]).findLast((one) => 'action' in one)).toMatchObject({
      action: 'nameParty',
      given: { side: 'respondent', hasInterest: true },
    });
    expect(JSON.stringify(log.body)).not.toContain('示例 甲');
    // Both know of it and agree: the same mediator goes on without another appointment.
    for (const [as, side] of [
      [resident, 'applicant'],
      [respondent, 'respondent'],
    ] as const) {
      const body = { side, mediator, answer: 'agreed' };
      await http(`POST /api/matters/${number}/mediator-interests`, { as, body });
    }
    expect((await shownTo(resident, number)).items[0]).toMatchObject({ isAppointed: true });
    const named = await respondentOf(number, { name: '示例甲' });
    expect((await shownTo(named, number)).items[0]).toMatchObject({ isAppointed: true });

    const other = await dispute(resident);
    await respondentOf(other, { name: '王示例' });
    await tell.done(folk.mediator, other, 'appointMediator', appointment);
    const { parties } = (await http(`GET /api/matters/${other}/agreement`, { as: folk.mediator }))
      .body as { parties: { id: string; side: string }[] };
    const id = parties.find(({ side }) => side === 'respondent')?.id;
    const correct = (name: string) =>
      http(`PUT /api/matters/${other}/agreement/parties/${id}`, {
        as: folk.mediator,
        body: { name, phone: '', idNumber: '', address: '' },
      });
    expect((await correct('王小示例')).status).toBe(200);
    expect((await shownTo(resident, other)).items[0]).toMatchObject({ isAppointed: true });
    expect((await correct('示例甲')).status).toBe(200);
    await asked(other, resident);
  });

  it('is one, too, where the mediator or their organisation bears the name of a party', async () => {
    const number = await dispute(await folk.resident());
    await respondentOf(number, { name: '示例 甲' });
    const appointment = { post: folk.mediator.post, chosenBy: 'committee' };
    const why = await tell.refused(folk.mediator, number, 'appointMediator', appointment);
    expect(why).toBe('DISPUTE_MEDIATOR_IS_PARTY');
    const given = { ground: 'relation', text: '同名，不是同一人', isAccepted: true };
    await tell.done(folk.mediator, number, 'disclose', given);
    await tell.done(folk.mediator, number, 'appointMediator', appointment);
    const own = await dispute(await folk.resident());
    await respondentOf(own, { name: '示例甲镇综治中心' });
    expect(await tell.refused(folk.mediator, own, 'appointMediator', appointment)).toBe(
      'DISPUTE_MEDIATOR_IS_PARTY',
    );
  });
});

proveLogs(story);
