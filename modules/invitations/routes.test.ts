/** A party without an account, by a link and a code: answers, chooses, is reminded, complains. */
import { describe, expect, it } from 'vitest';
import { committeeOf } from '../../test/committee.ts';
import { storyHouse } from '../../test/house.ts';
import { type Invited, invitedTeller, linkIn } from '../../test/invited.ts';
import { signInWithPhone } from '../../test/people.ts';
import { withClient } from '../../test/server.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { http, house } = story;
const tell = teller(story);
const { consenting, named, invite, enter, invited, firstMediator } = invitedTeller(story, folk);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

await http('POST /api/roster/committees', {
  as: folk.administrator,
  body: committeeOf(folk),
});

async function told(number: string, phone: string): Promise<string[]> {
  const task = house.messaging.sweepTask;
  for (const county of await task.counties()) {
    while ((await task.sweep(county, new AbortController().signal)) > 0);
  }
  return story.senders.outbox
    .filter((one) => one.to === phone && one.text.includes(number))
    .map((one) => one.text);
}

describe('an invitation', () => {
  it('reaches the phone that was given, asks for a code, and shows the party their own matter', async () => {
    const { number, phone, link, call } = await invited();
    expect(await told(number, phone)).toEqual([expect.stringContaining(`/invitations/${link}`)]);
    const shown = await http('POST /api/invitations/links', { body: { link } });
    expect(shown.body).toMatchObject({ side: 'respondent', org: { zh: '示例甲镇综治中心' } });
    expect(JSON.stringify(shown.body)).not.toContain(number);
    const page = await call('GET ');
    expect(page.body).toMatchObject({
      number,
      side: 'respondent',
      channel: 'people',
      answer: null,
      mayAnswer: true,
      isReminded: false,
      mediators: { committee: { isFree: true }, maySide: ['respondent'] },
    });
    // What was reported, and by whom, is not the link's to tell.
    expect(page.bytes.includes('渗水')).toBe(false);
  });

  it('of another device, with a wrong code, or renewed since opens nothing', async () => {
    const { number, party, phone, link, call } = await invited();
    const other = await http(
      `GET /api/invitations/${folk.county}-01900000-0000-7000-8000-000000000000`,
    );
    expect(other.body.code).toBe('INVITATION_DEVICE_UNKNOWN');
    story.clock.pass(2 * 60_000);
    await http('POST /api/invitations/codes', { body: { link } });
    const wrong = await http('POST /api/invitations/entries', { body: { link, code: '000000' } });
    expect(wrong.body.code).toBe('INVITATION_CODE_WRONG');
    const next = linkIn(await invite(number, party));
    expect((await http('POST /api/invitations/links', { body: { link } })).body.code).toBe(
      'INVITATION_UNKNOWN',
    );
    expect((await call('GET ')).body.code).toBe('INVITATION_DEVICE_UNKNOWN');
    story.clock.pass(2 * 60_000);
    const again = await enter(next, phone);
    expect((await again('GET ')).status).toBe(200);
  });

  it('is kept by hash and sealed alone', async () => {
    const { link } = await invited();
    const secret = link.split('-').slice(1).join('-');
    await withClient(story.base.superUrl, async (client) => {
      for (const table of ['invitation.link', 'matter.entry', 'platform.journal']) {
        const { rows } = await client.query(`SELECT t::text AS line FROM ${table} t`);
        expect(rows.some(({ line }) => line.includes(secret))).toBe(false);
      }
    });
  });

  it('is sent by who mediates, to whom a phone is known', async () => {
    const { number } = await consenting();
    const { party } = await named(number, { phone: '' });
    expect((await invite(number, party)).body.code).toBe('INVITATION_NO_PHONE');
    expect((await invite(number, party, folk.handler)).body.code).toBe('NOT_YOURS');
    const { body } = await http(`GET /api/matters/${number}/invitations`, { as: folk.mediator });
    expect(body).toMatchObject({ mayInvite: true });
    expect(body.items).toContainEqual(
      expect.objectContaining({ id: party, hasPhone: false, invitedAt: null }),
    );
  });
});

describe('their own answer', () => {
  const answer = (call: Invited, consent: string) =>
    call('POST /answer', { body: { consent, ...(consent === 'refused' && { reason: '走诉讼' }) } });
  const agree = (number: string) =>
    tell.done(folk.mediator, number, 'recordConsent', { side: 'applicant', consent: 'agreed' });

  it('begins the mediation with the consent of the other side', async () => {
    const { number, call } = await invited();
    await agree(number);
    const { body } = await answer(call, 'agreed');
    expect(body).toMatchObject({ answer: 'agreed', mayAnswer: false });
    expect(await tell.read(folk.mediator, number)).toMatchObject({ stage: { code: 'mediating' } });
    const log = await http(`GET /api/matters/${number}/log`, { as: folk.mediator });
    expect((log.body.items as object[]).at(-1)).toMatchObject({
      action: 'answerInvitation',
      given: { side: 'respondent', consent: 'agreed' },
    });
    expect((await answer(call, 'refused')).body.code).toBe('ACTION_NOT_OPEN');
  });

  it('a clear refusal ends it, and nobody mediates (mediation law art. 17)', async () => {
    const { number, call } = await invited();
    expect((await answer(call, 'refused')).body).toMatchObject({ stage: { isOpen: false } });
    expect(await tell.read(folk.mediator, number)).toMatchObject({ outcome: 'impossible' });
  });

  it('of one of two on a side is not that of both', async () => {
    const { number, call } = await invited();
    const second = await named(number, { name: '王示例' });
    const other = await enter(linkIn(await invite(number, second.party)), second.phone);
    await agree(number);
    expect((await answer(call, 'agreed')).body.answer).toBe('agreed');
    expect(await tell.read(folk.mediator, number)).toMatchObject({ stage: { code: 'consenting' } });
    await answer(other, 'agreed');
    expect(await tell.read(folk.mediator, number)).toMatchObject({ stage: { code: 'mediating' } });
  });
});

describe('by their link a party', () => {
  it('says which channel they would rather have, which the desk reads', async () => {
    const { number, call } = await invited();
    const { body } = await call('POST /channel-wish', { body: { channel: 'administrative' } });
    expect(body).toMatchObject({ wish: 'administrative', channel: 'people' });
    const seen = await http(`GET /api/matters/${number}/invitations`, { as: folk.townDispatcher });
    expect(seen.body.items).toContainEqual(
      expect.objectContaining({ side: 'respondent', wish: 'administrative' }),
    );
  });

  it('chooses the mediator for their own side, and asks for another', async () => {
    const { number, call } = await invited();
    const mediator = await firstMediator(call);
    const chosen = await call('POST /mediator-choice', { body: { mediator } });
    expect(chosen.body).toMatchObject({
      mediators: { items: [{ chosenBy: ['respondent'] }, {}, {}] },
    });
    const post = { post: folk.mediator.post, chosenBy: 'parties' };
    await tell.done(folk.mediator, number, 'appointMediator', post);
    expect((await call('GET ')).body).toMatchObject({ mayReplace: true });
    const replaced = await call('POST /replacement', { body: { reason: '与对方相识' } });
    expect(replaced.body).toMatchObject({ mayReplace: false });
    expect(await tell.refused(folk.mediator, number, 'appointMediator', post)).toBe(
      'DISPUTE_MEDIATOR_REPLACED',
    );
  });

  it('answers what a mediator disclosed', async () => {
    const { number, call } = await invited();
    await tell.done(folk.mediator, number, 'disclose', { ground: 'relation', text: '曾是同事' });
    const body = { mediator: await firstMediator(call), answer: 'agreed' };
    const { body: after } = await call('POST /mediator-interests', { body });
    expect(after).toMatchObject({
      mediators: { items: [{ interest: { agreed: ['respondent'] } }, {}, {}] },
    });
  });

  it('complains about the mediator, to whom the roster says, and reads the answer', async () => {
    const { call } = await invited();
    const body = { mediator: await firstMediator(call), ground: 'partial', text: '只听一方。' };
    const filed = await call('POST /mediator-grievances', { body });
    expect(filed.body).toMatchObject({ to: { id: folk.orgs.centre }, result: null });
    const inbox = await http('GET /api/roster/grievances?county=310116', {
      as: folk.countyDispatcher,
    });
    expect(inbox.body.items).toContainEqual(expect.objectContaining({ text: '只听一方。' }));
    const line = `/api/roster/grievances/310116/${String(filed.body.id)}/answer`;
    const text = '已责令改正。';
    await http(`POST ${line}`, { as: folk.countyDispatcher, body: { result: 'corrected', text } });
    expect((await call('GET ')).body).toMatchObject({
      mediators: { grievances: [{ result: 'corrected', answer: text }] },
    });
  });
});

describe('by their account a party', () => {
  const line = (number: string) => `/api/my/matters/${number}/channel-wish`;
  const wish = (as: Caller, number: string, channel: string) =>
    http(`POST ${line(number)}`, { as, body: { channel } });

  it('says which channel they would rather have, as by a link', async () => {
    const { number, applicant } = await consenting();
    const read = async () => (await http(`GET ${line(number)}`, { as: applicant })).body.standing;
    expect(await read()).toEqual({ channel: 'people', wish: null, mayWish: true });
    const { body } = await wish(applicant, number, 'administrative');
    expect(body.standing).toMatchObject({ wish: 'administrative', channel: 'people' });
    const seen = await http(`GET /api/matters/${number}/invitations`, { as: folk.townDispatcher });
    expect(seen.body.items).toContainEqual(
      expect.objectContaining({ side: 'applicant', wish: 'administrative' }),
    );
    await wish(applicant, number, 'people');
    expect(await read()).toMatchObject({ wish: 'people' });
  });

  it('says it for their own side alone, and no more once mediation has begun', async () => {
    const { number, applicant } = await consenting();
    const { phone } = await named(number);
    const respondent = await signInWithPhone(story.world, phone);
    await http('POST /api/my/matters', { as: respondent, body: { number } });
    expect((await wish(respondent, number, 'industry')).body.standing).toMatchObject({
      wish: 'industry',
    });
    const { body } = await http(`GET ${line(number)}`, { as: applicant });
    expect(body.standing).toMatchObject({ wish: null });
    expect((await wish(await folk.resident(), number, 'people')).status).toBe(404);
    expect((await wish(folk.townDispatcher, number, 'people')).body.code).toBe('NOT_YOURS');
    for (const side of ['applicant', 'respondent']) {
      await tell.done(folk.mediator, number, 'recordConsent', { side, consent: 'agreed' });
    }
    expect((await wish(applicant, number, 'people')).body.code).toBe('ACTION_NOT_OPEN');
    expect((await http(`GET ${line(number)}`, { as: applicant })).body.standing).toMatchObject({
      mayWish: false,
    });
  });
});

describe('reminders', () => {
  const remind = async () => {
    const task = house.agenda.sweepTask(story.clock.now);
    for (const county of await task.counties()) {
      while ((await task.sweep(county, new AbortController().signal)) > 0);
    }
  };

  it('come to the phone once the party agreed to it, with their own link, and not before', async () => {
    const { number, phone, link, call } = await invited();
    const startsAt = new Date(story.clock.now() + 3 * DAY).toISOString();
    const endsAt = new Date(story.clock.now() + 3 * DAY + HOUR).toISOString();
    const planned = await http(`POST /api/matters/${number}/dates`, {
      as: folk.mediator,
      body: { kind: 'session', title: 'mediation', startsAt, endsAt, place: '村委会', posts: [] },
    });
    expect(planned.status).toBe(201);
    expect(await told(number, phone)).toHaveLength(1);
    expect((await call('POST /reminders', { body: { isReminded: true } })).body).toMatchObject({
      isReminded: true,
      dates: [{ state: 'planned', place: '村委会' }],
    });
    story.clock.pass(2 * DAY + 1000);
    await remind();
    const after = await told(number, phone);
    expect(after).toHaveLength(2);
    expect(after[1]).toContain(`/invitations/${link}`);
    await call('POST /reminders', { body: { isReminded: false } });
    story.clock.pass(23 * HOUR);
    await remind();
    expect(await told(number, phone)).toHaveLength(2);
  });
});

describe('the room', () => {
  it('opens from their page half an hour before, without another code', async () => {
    const { number, phone, call } = await invited();
    for (const side of ['applicant', 'respondent']) {
      await tell.done(folk.mediator, number, 'recordConsent', { side, consent: 'agreed' });
    }
    const session = await http(`POST /api/matters/${number}/sessions`, {
      as: folk.mediator,
      body: {
        startsAt: new Date(story.clock.now() + 2 * HOUR).toISOString(),
        minutes: 60,
        mode: 'online',
        participants: [{ side: 'respondent', name: '李示例', phone }],
        insist: '示例',
      },
    });
    const { id } = session.body.session as { id: string };
    const dates = async () => (await call('GET ')).body.dates as object[];
    expect(await dates()).toMatchObject([{ id, session: { mode: 'online', mayEnter: false } }]);
    story.clock.pass(1.6 * HOUR);
    expect(await dates()).toMatchObject([{ session: { mayEnter: true } }]);
    const entered = await call(`POST /sessions/${id}/entry`);
    const room = String(entered.body.href).replace('/rooms/', '');
    const inside = await http(`GET /api/rooms/${room}`, {
      as: { headers: { cookie: entered.cookie } },
    });
    expect(inside.body).toMatchObject({ step: 'lobby' });
  });
});

proveLogs(story);
