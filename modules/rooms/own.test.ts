/** A party's own page of the matter: coming and past sessions, and the door to the room. */
import { describe, expect, it } from 'vitest';
import { newPhone } from '../../test/agreement.ts';
import { storyHouse } from '../../test/house.ts';
import { signInWithPhone } from '../../test/people.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { http } = story;
const tell = teller(story);
const HOUR = 3_600_000;
const as = folk.mediator;

async function planned(mode = 'online') {
  const phone = newPhone();
  const applicant = await signInWithPhone(story.world, phone);
  const number = await tell.report(applicant, { category: 'neighbours', text: '楼上渗水。' });
  const org = folk.orgs.town;
  await tell.done(folk.townDispatcher, number, 'assignMediation', { channel: 'people', org });
  await tell.done(as, number, 'acceptMediation');
  for (const side of ['applicant', 'respondent']) {
    await tell.done(as, number, 'recordConsent', { side, consent: 'agreed' });
  }
  const { body } = await http(`POST /api/matters/${number}/sessions`, {
    as,
    body: {
      startsAt: new Date(story.clock.now() + 3 * HOUR).toISOString(),
      minutes: 60,
      mode,
      place: '示例镇综治中心二楼',
      insist: '示例',
      participants: [{ side: 'applicant', name: '示例甲', phone }],
    },
  });
  const { id } = body.session as { id: string };
  return { number, applicant, session: id, line: `/api/matters/${number}/sessions/${id}` };
}

const datesOf = async (number: string, who: Caller) =>
  (await http(`GET /api/matters/${number}/dates`, { as: who })).body.items as object[];
const enter = (number: string, session: string, who: Caller) =>
  http(`POST /api/my/matters/${number}/sessions/${session}/entry`, { as: who });

describe('the applicant’s own page', () => {
  it('shows a session with place and mode, moved and cancelled', async () => {
    const { number, applicant, line } = await planned('both');
    expect(await datesOf(number, applicant)).toMatchObject([
      {
        state: 'planned',
        place: '示例镇综治中心二楼',
        session: { mode: 'both', state: 'planned', mayEnter: false },
      },
    ]);
    const startsAt = new Date(story.clock.now() + 6 * HOUR).toISOString();
    const plan = { startsAt, minutes: 60, mode: 'both', place: '三楼', insist: '示例' };
    await http(`POST ${line}/change`, { as, body: plan });
    expect(await datesOf(number, applicant)).toMatchObject([
      { state: 'moved', startsAt, place: '三楼' },
    ]);
    await http(`POST ${line}/cancellation`, { as, body: { reason: '另行安排' } });
    expect(await datesOf(number, applicant)).toMatchObject([
      { state: 'cancelled', session: { state: 'cancelled', mayEnter: false } },
    ]);
  });

  it('has the door of the room from half an hour before, by the phone of the account', async () => {
    const { number, applicant, session } = await planned();
    story.clock.pass(2.6 * HOUR);
    expect(await datesOf(number, applicant)).toMatchObject([{ session: { mayEnter: true } }]);
    const entered = await enter(number, session, applicant);
    const room = String(entered.body.href).replace('/rooms/', '');
    const inside = await http(`GET /api/rooms/${room}`, {
      as: { headers: { cookie: entered.cookie } },
    });
    expect(inside.body).toMatchObject({ step: 'lobby' });
    await http(`POST /api/matters/${number}/sessions/${session}/cancellation`, {
      as,
      body: { reason: '另行安排' },
    });
    expect((await enter(number, session, applicant)).body.code).toBe('ROOM_CANCELLED');
  });

  it('shows a session that was held as past', async () => {
    const { number, applicant, session, line } = await planned();
    story.clock.pass(3 * HOUR);
    const lead = await http(`POST ${line}/entry`, { as });
    const cookie = `${as.headers.cookie}; ${lead.cookie}`;
    await http(`POST /api${String(lead.body.href)}/close`, {
      as: { headers: { cookie } },
      body: { record: '双方各自陈述。' },
    });
    expect(await datesOf(number, applicant)).toMatchObject([
      { id: session, state: 'held', session: { state: 'closed', mayEnter: false } },
    ]);
    expect((await enter(number, session, applicant)).body.code).toBe('ROOM_ENDED');
  });

  it('opens the room to nobody who is not on the list', async () => {
    const { number, session } = await planned();
    story.clock.pass(3 * HOUR);
    expect((await enter(number, session, await folk.resident())).status).toBe(404);
    expect((await enter(number, session, as)).body.code).toBe('FORBIDDEN');
  });
});

proveLogs(story);
