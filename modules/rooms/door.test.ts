/** Links, codes, devices and the door, over HTTP: each misuse is answered in plain words. */
import { describe, expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { NAMES, PHONES, roomTeller } from '../../test/rooms.ts';
import { withClient } from '../../test/server.ts';
import { proveLogs, teller } from '../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { http } = story;
const { plan, mediating, lead, enter, admit, seated, idIn } = roomTeller(story, folk);
const { done } = teller(story);
const HOUR = 3_600_000;

type Planned = {
  session: { id: string };
  invitations: { id: string; link: string; isSent: boolean; label: string }[];
};

async function planned(more: object = {}) {
  story.clock.pass(HOUR);
  const number = await mediating();
  const answer = await plan(number, more);
  expect(answer.status).toBe(201);
  const { session, invitations } = answer.body as unknown as Planned;
  const links = invitations.map(({ link }) => link.split('/rooms/')[1] ?? '');
  return { number, session: session.id, invitations, links };
}

const open = (link: string) => http('POST /api/rooms/links', { body: { link } });
const enterWith = (link: string, code?: string) =>
  http('POST /api/rooms/entries', { body: { link, ...(code && { code }) } });

describe('a link', () => {
  it('is sent to the phone, shown once, and kept by its hash alone', async () => {
    const { number, links, invitations } = await planned();
    expect(invitations.map(({ isSent }) => isSent)).toEqual([true, true]);
    expect(invitations[0]?.label).toBe('欧阳** 138****9001');
    const secret = links[0]?.split('-').slice(1).join('-') ?? '';
    const tables = ['room.participant', 'room.session', 'matter.entry', 'platform.journal'];
    await withClient(story.base.superUrl, async (client) => {
      for (const table of [...tables, 'messaging.message']) {
        const { rows } = await client.query(`SELECT 1 FROM ${table} t WHERE t::text LIKE $1`, [
          `%${secret}%`,
        ]);
        expect(rows, table).toEqual([]);
      }
    });
    const listed = await http(`GET /api/matters/${number}/sessions`, { as: folk.mediator });
    expect(listed.bytes.includes(secret)).toBe(false);
    expect(listed.bytes.includes(NAMES.applicant)).toBe(false);
  });

  it('tells nothing of others, and nothing at all when it is wrong', async () => {
    const { links } = await planned();
    const { body, bytes } = await open(links[0] ?? '');
    expect(body).toMatchObject({ side: 'applicant', phone: '138****9001', hasDevice: false });
    expect(bytes.includes(NAMES.respondent)).toBe(false);
    for (const link of [
      '310116-AAAAAAAAAAAAAAAAAAAAAA',
      'nonsense',
      '999999-AAAAAAAAAAAAAAAAAAAAAA',
    ]) {
      expect((await open(link)).body.code).toBe('ROOM_LINK_UNKNOWN');
    }
  });

  it('in other hands ends at the code that the phone got, five tries and one use', async () => {
    const { links } = await planned();
    const link = links[0] ?? '';
    expect((await enterWith(link)).body.code).toBe('ROOM_CODE_WRONG');
    await http('POST /api/rooms/codes', { body: { link } });
    const code = story.world.phoneCodes.sent.findLast(
      (one) => one.phone === PHONES.applicant,
    )?.code;
    const wrong = code === '000000' ? '000001' : '000000';
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await enterWith(link, wrong)).body.code).toBe('ROOM_CODE_WRONG');
    }
    expect((await enterWith(link, code)).body.code).toBe('ROOM_CODE_WRONG');
    expect((await http('POST /api/rooms/codes', { body: { link } })).body.code).toBe(
      'ROOM_CODE_TOO_SOON',
    );
  });

  it('is out once a newer one was given', async () => {
    const { number, session, links, invitations } = await planned();
    const id = invitations[0]?.id ?? '';
    const renewed = await http(
      `POST /api/matters/${number}/sessions/${session}/participants/${id}/link`,
      { as: folk.mediator },
    );
    expect((await open(links[0] ?? '')).body.code).toBe('ROOM_LINK_UNKNOWN');
    expect((await open(String(renewed.body.link).split('/rooms/')[1] ?? '')).status).toBe(200);
  });

  it('of an ended session says so', async () => {
    const { mediator, applicant } = await seated();
    await mediator.call('POST /close', { body: { record: '双方各自陈述。' } });
    expect((await applicant.call('GET ')).body.code).toBe('ROOM_ENDED');
  });
});

describe('the mediator’s time', () => {
  const at = (hours: number) => new Date(story.clock.now() + hours * HOUR).toISOString();
  const free = (startsAt: string) => ({ startsAt, minutes: 60, insist: undefined });

  it('is not taken twice unless a reason says why, which stays on the date', async () => {
    const [one, other] = [await mediating(), await mediating()];
    expect((await plan(one, free(at(100)))).status).toBe(201);
    const taken = await plan(other, free(at(100.5)));
    expect(taken).toMatchObject({
      status: 409,
      body: { code: 'AGENDA_POST_TAKEN', present: { collisions: [{ number: one }] } },
    });
    const none = await http(`GET /api/matters/${other}/sessions`, { as: folk.mediator });
    expect(none.body.items).toEqual([]);
    const reason = '两案当事人相同，合并进行';
    expect((await plan(other, { ...free(at(100.5)), insist: reason })).status).toBe(201);
    const dates = await http(`GET /api/matters/${other}/dates`, { as: folk.mediator });
    expect(dates.body.items).toMatchObject([{ insisted: reason }]);
  });

  it('is asked for again when a session moves, and moves with it', async () => {
    const [one, other] = [await mediating(), await mediating()];
    await plan(one, free(at(200)));
    const { body } = await plan(other, free(at(202)));
    const { id } = body.session as { id: string };
    const move = (more: object) =>
      http(`POST /api/matters/${other}/sessions/${id}/change`, {
        as: folk.mediator,
        body: { minutes: 60, mode: 'online', ...more },
      });
    expect((await move({ startsAt: at(200.5) })).body.code).toBe('AGENDA_POST_TAKEN');
    expect((await move({ startsAt: at(202.5) })).status).toBe(200);
    expect((await plan(one, free(at(203)))).body.code).toBe('AGENDA_POST_TAKEN');
  });

  it('and a room of the county that is named: known by its name, and not taken twice', async () => {
    const [one, other] = [await mediating(), await mediating()];
    const made = await http('POST /api/agenda/rooms', {
      as: folk.townDispatcher,
      body: { org: folk.orgs.town, zh: '第一调解室', way: '一楼东侧', seats: 8 },
    });
    const room = String(made.body.id);
    const onSite = { mode: 'both', room, insist: undefined, minutes: 60 };
    const first = await plan(one, { ...onSite, startsAt: at(400) });
    expect(first.body.session).toMatchObject({
      place: '第一调解室 一楼东侧',
      room: { id: room, zh: '第一调解室' },
    });
    const dates = await http(`GET /api/matters/${one}/dates`, { as: folk.mediator });
    expect(dates.body.items).toMatchObject([{ room: { id: room }, place: '' }]);
    // The mediator is free then: it is the room that is taken.
    const taken = await http(`POST /api/matters/${other}/dates`, {
      as: folk.mediator,
      body: {
        kind: 'session',
        title: 'mediation',
        startsAt: at(400.5),
        endsAt: at(401.5),
        room,
        posts: [],
      },
    });
    expect(taken.body.code).toBe('AGENDA_ROOM_TAKEN');
    const { id } = first.body.session as { id: string };
    const move = (body: object) =>
      http(`POST /api/matters/${one}/sessions/${id}/change`, { as: folk.mediator, body });
    const moved = await move({ startsAt: at(403), minutes: 60, mode: 'onSite', place: '村委会' });
    expect(moved.body).toMatchObject({ place: '村委会', room: null });
    const none = { startsAt: at(403), minutes: 60, mode: 'onSite' };
    expect((await move(none)).body.code).toBe('ROOM_PLACE_MISSING');
    const unknown = { ...none, room: '01900000-0000-7000-8000-000000000009' };
    expect((await move(unknown)).body.code).toBe('AGENDA_ROOM_UNKNOWN');
  });

  it('is free again when the dispute goes to another organisation', async () => {
    const number = await mediating();
    await plan(number, free(at(300)));
    await done(folk.townDispatcher, number, 'assignMediation', {
      channel: 'administrative',
      org: folk.orgs.department,
      fee: '不收费',
    });
    const dates = await http(`GET /api/matters/${number}/dates`, { as: folk.townDispatcher });
    expect(dates.body.items).toMatchObject([{ state: 'cancelled' }]);
    expect((await plan(await mediating(), free(at(300)))).status).toBe(201);
  });
});

describe('the door', () => {
  it('opens after the document and the duties, and for the mediator’s hand alone', async () => {
    const { number, session, links } = await planned();
    const mediator = await lead(number, session);
    const applicant = await enter(links[0] ?? '', PHONES.applicant);
    const path = `/participants/${idIn(applicant)}`;
    const { body } = await applicant.call('GET ');
    expect(body).toMatchObject({ step: 'lobby', facts: [], shares: [] });
    expect(body.participants).toHaveLength(2);
    expect((await applicant.call('GET /remarks')).body.code).toBe('ROOM_NOT_ADMITTED');
    const admission = () => mediator.call(`POST ${path}/admission`);
    expect((await admission()).body.code).toBe('ROOM_NOT_ATTESTED');
    const attested = { body: { document: 'idCard', how: 'video' } };
    await mediator.call(`POST ${path}/attestation`, attested);
    expect((await admission()).body.code).toBe('ROOM_NOT_TOLD');
    await applicant.call('POST /acknowledgement');
    const byAnother = { headers: { cookie: `${folk.mediator.headers.cookie}; x=1` } };
    expect(
      (await http(`POST /api/rooms/${mediator.room}${path}/admission`, { as: byAnother })).body
        .code,
    ).toBe('ROOM_DEVICE_UNKNOWN');
    expect((await applicant.call(`POST ${path}/admission`)).status).toBe(401);
    expect((await admission()).status).toBe(204);
    expect((await applicant.call('GET ')).body).toMatchObject({ step: 'inside' });
  });

  it('without a known phone is the mediator’s to open: no code is sent', async () => {
    const { number, session, links } = await planned({
      participants: [{ side: 'respondent', name: NAMES.respondent }],
    });
    const link = links[0] ?? '';
    expect((await http('POST /api/rooms/codes', { body: { link } })).body.code).toBe(
      'ROOM_NO_PHONE',
    );
    const mediator = await lead(number, session);
    const respondent = await enter(link);
    expect((await respondent.call('GET ')).body).toMatchObject({ step: 'lobby' });
    await admit(mediator, respondent);
    expect((await respondent.call('GET ')).body).toMatchObject({ step: 'inside' });
  });
});

describe('a second device', () => {
  it('waits for the mediator while the first is told, and takes over or not', async () => {
    const { number, session, links } = await planned({
      participants: [{ side: 'applicant', name: NAMES.applicant }],
    });
    const mediator = await lead(number, session);
    const first = await enter(links[0] ?? '');
    await admit(mediator, first);
    const second = await enter(links[0] ?? '');
    expect((await second.call('GET ')).body).toMatchObject({ step: 'device' });
    const told = (await first.call('GET ')).body.participants as { hasSecondDevice: boolean }[];
    expect(told.some((one) => one.hasSecondDevice)).toBe(true);
    expect((await second.call('GET /remarks')).body.code).toBe('ROOM_DEVICE_UNKNOWN');
    const decide = (isLetIn: boolean) =>
      mediator.call(`POST /participants/${idIn(first)}/device`, { body: { isLetIn } });
    await decide(false);
    expect((await second.call('GET ')).body.code).toBe('ROOM_DEVICE_UNKNOWN');
    const third = await enter(links[0] ?? '');
    await decide(true);
    expect((await third.call('GET ')).body).toMatchObject({ step: 'inside' });
    expect((await first.call('GET ')).body.code).toBe('ROOM_DEVICE_UNKNOWN');
  });
});

describe('planning', () => {
  it('takes six at most, a time to come, and a place where somebody comes in person', async () => {
    const number = await mediating();
    const six = Array.from({ length: 6 }, (_, at) => ({ side: 'helper', name: `示例${at}` }));
    expect((await plan(number, { participants: six })).body.code).toBe('INPUT_INVALID');
    const past = new Date(story.clock.now() - 24 * HOUR).toISOString();
    expect((await plan(number, { startsAt: past })).body.code).toBe('ROOM_IN_THE_PAST');
    expect((await plan(number, { mode: 'onSite' })).body.code).toBe('ROOM_PLACE_MISSING');
  });

  it('is for who may hold a session of it, and for disputes', async () => {
    const number = await mediating();
    expect((await plan(number, {}, folk.townDispatcher)).body.code).toBe('NOT_YOURS');
    const { body } = await http(`GET /api/matters/${number}/sessions`, { as: folk.townDispatcher });
    expect(body).toMatchObject({ why: 'NOT_YOURS', items: [] });
  });

  it('moved to another time tells everybody, and their links stay', async () => {
    const { number, session, links } = await planned();
    const startsAt = new Date(story.clock.now() + 48 * HOUR).toISOString();
    const changed = await http(`POST /api/matters/${number}/sessions/${session}/change`, {
      as: folk.mediator,
      body: { startsAt, minutes: 60, mode: 'online' },
    });
    expect(changed.body).toMatchObject({ startsAt });
    expect((await open(links[0] ?? '')).body).toMatchObject({ startsAt });
  });
});

proveLogs(story);
