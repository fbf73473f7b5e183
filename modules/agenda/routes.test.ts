/** The agenda as people use it, over HTTP: planned, colliding, moved, told, read by calendars. */
import { describe, expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { hire } from '../../test/people.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { http, house } = story;
const tell = teller(story);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let days = 3;

/** A day of its own for each story: two never collide by accident. */
function morning(): { startsAt: string; endsAt: string } {
  days += 1;
  const at = Math.floor(story.clock.now() / DAY) * DAY + days * DAY + HOUR;
  return { startsAt: new Date(at).toISOString(), endsAt: new Date(at + HOUR).toISOString() };
}

async function dispute(resident: Caller) {
  const number = await tell.report(resident, { category: 'neighbours', text: '楼上渗水。' });
  await tell.done(folk.townDispatcher, number, 'assignMediation', {
    channel: 'people',
    org: folk.orgs.town,
  });
  return number;
}

const room = async (zh = '第一调解室') => {
  const body = { org: folk.orgs.town, zh, way: '一楼东侧', seats: 6 };
  const answer = await http('POST /api/agenda/rooms', { as: folk.townDispatcher, body });
  expect(answer.status).toBe(201);
  return String(answer.body.id);
};

const plan = (number: string, given: object, as: Caller = folk.mediator) =>
  http(`POST /api/matters/${number}/dates`, {
    as,
    body: { kind: 'session', title: 'mediation', posts: [folk.mediator.post], ...given },
  });

async function planned(number: string, given: object) {
  const answer = await plan(number, given);
  expect(answer.body).toMatchObject({ id: expect.any(String), state: 'planned' });
  return answer.body as { id: string; startsAt: string; href: string };
}

async function textsOf(number: string): Promise<string[]> {
  const { body } = await http(`GET /api/messages?matter=${number}`, { as: folk.countyDispatcher });
  return (body.items as { template: string }[]).map((one) => one.template);
}

const remind = async () => {
  const task = house.agenda.sweepTask(story.clock.now);
  for (const county of await task.counties()) {
    while ((await task.sweep(county, new AbortController().signal)) > 0);
  }
};

describe('a date', () => {
  it('is planned, seen by both sides of the counter, moved and cancelled', async () => {
    const resident = await folk.resident();
    const number = await dispute(resident);
    const date = await planned(number, { ...morning(), room: await room() });
    const seen = await http(`GET /api/matters/${number}/dates`, { as: resident });
    expect(seen.body).toMatchObject({
      mayPlan: false,
      items: [{ id: date.id, room: { zh: '第一调解室', way: '一楼东侧' }, insisted: null }],
    });
    const later = { ...morning(), posts: [folk.mediator.post], place: '村委会二楼' };
    const moved = await http(`POST /api/matters/${number}/dates/${date.id}/move`, {
      as: folk.mediator,
      body: { ...later, reason: '当事人临时有事' },
    });
    expect(moved.body).toMatchObject({ state: 'moved', place: '村委会二楼', room: null });
    const cancel = () =>
      http(`POST /api/matters/${number}/dates/${date.id}/cancel`, {
        as: folk.mediator,
        body: { reason: '双方已和解' },
      });
    expect((await cancel()).body).toMatchObject({ state: 'cancelled' });
    expect((await cancel()).body).toMatchObject({ code: 'AGENDA_EVENT_OVER' });
    const told = await textsOf(number);
    for (const one of ['planned', 'moved', 'cancelled']) expect(told).toContain(`agenda.${one}`);
    const log = await http(`GET /api/matters/${number}/log`, { as: folk.mediator });
    const acts = (log.body.items as { action: string }[]).map(({ action }) => action);
    expect(acts).toEqual(expect.arrayContaining(['planDate', 'moveDate', 'cancelDate']));
  });

  it('needs a place, an end after its beginning, and people who hold posts here', async () => {
    const number = await dispute(await folk.resident());
    const at = morning();
    const codeOf = async (given: object) => (await plan(number, given)).body.code;
    expect(await codeOf(at)).toBe('AGENDA_NO_PLACE');
    const turned = { startsAt: at.endsAt, endsAt: at.startsAt, place: '村委会' };
    expect(await codeOf(turned)).toBe('AGENDA_TIME_REVERSED');
    const away = { ...at, place: '村委会', posts: [folk.elsewhere.mediator.post] };
    expect(await codeOf(away)).toBe('AGENDA_POST_UNKNOWN');
    const nowhere = { ...at, room: '01900000-0000-7000-8000-000000000000' };
    expect(await codeOf(nowhere)).toBe('AGENDA_ROOM_UNKNOWN');
    const past = { startsAt: '2026-01-05T01:00:00Z', endsAt: '2026-01-05T02:00:00Z' };
    expect(await codeOf({ ...past, place: '村委会' })).toBe('AGENDA_IN_PAST');
    const { body } = await http(`GET /api/matters/${number}/dates`, { as: folk.mediator });
    expect(body.items).toEqual([]);
  });

  it('is planned only by who may, and answers a repeat with the same date', async () => {
    const resident = await folk.resident();
    const number = await dispute(resident);
    const at = { ...morning(), place: '村委会' };
    expect((await plan(number, at, folk.handler)).body.code).toBe('NOT_YOURS');
    expect((await plan(number, at, resident)).body.code).toBe('FORBIDDEN');
    const twice = () =>
      http(`POST /api/matters/${number}/dates`, {
        as: folk.mediator,
        headers: { 'idempotency-key': 'plan-it-once' },
        body: { kind: 'session', title: 'mediation', posts: [], ...at },
      });
    const [first, second] = [await twice(), await twice()];
    expect(second.body.id).toBe(first.body.id);
    expect(first.body.id).toBeDefined();
  });

  it('of a matter that closes is cancelled with it', async () => {
    const resident = await folk.resident();
    const number = await dispute(resident);
    await planned(number, { ...morning(), place: '村委会' });
    await tell.done(resident, number, 'withdraw', { reason: '自行解决' });
    const { body } = await http(`GET /api/matters/${number}/dates`, { as: resident });
    expect(body.items).toMatchObject([{ state: 'cancelled' }]);
  });
});

describe('what collides', () => {
  it('is named: the person, the room, the time; and taken where a reason insists', async () => {
    const [one, other] = [
      await dispute(await folk.resident()),
      await dispute(await folk.resident()),
    ];
    const at = morning();
    const id = await room('第二调解室');
    await planned(one, { ...at, room: id });
    const taken = await plan(other, { ...at, room: id, posts: [] });
    expect(taken).toMatchObject({ status: 409, body: { code: 'AGENDA_ROOM_TAKEN' } });
    expect(taken.body.titles).toMatchObject({ zh: expect.stringContaining('第二调解室') });
    const busy = await plan(other, { ...at, place: '村委会' });
    expect(busy.body).toMatchObject({
      code: 'AGENDA_POST_TAKEN',
      present: { collisions: [{ number: one, startsAt: at.startsAt }] },
    });
    await planned(other, { ...at, place: '村委会', insist: '两案当事人相同，合并进行' });
    const day = at.startsAt.slice(0, 10);
    const seen = await http(`GET /api/agenda?from=${day}&to=${day}`, { as: folk.mediator });
    expect(seen.body.items).toMatchObject([
      { isColliding: true, isOwn: true },
      { isColliding: true, insisted: expect.any(String) },
    ]);
  });

  it('is found also when two plan at the same moment', async () => {
    const at = morning();
    const id = await room('第三调解室');
    const numbers = [];
    for (let n = 0; n < 4; n += 1) numbers.push(await dispute(await folk.resident()));
    const answers = await Promise.all(
      numbers.map((number) => plan(number, { ...at, room: id, posts: [] })),
    );
    const statuses = answers.map(({ status }) => String(status)).sort();
    expect(statuses).toEqual(['201', '409', '409', '409']);
  });

  it('does not: the time of a date that was cancelled', async () => {
    const [one, other] = [
      await dispute(await folk.resident()),
      await dispute(await folk.resident()),
    ];
    const at = { ...morning(), place: '村委会' };
    const date = await planned(one, at);
    await http(`POST /api/matters/${one}/dates/${date.id}/cancel`, {
      as: folk.mediator,
      body: { reason: '改为线上' },
    });
    expect((await planned(other, at)).id).not.toBe(date.id);
  });
});

describe('reminders', () => {
  it('come the day before and an hour before, once each, and follow a date that moves', async () => {
    const number = await dispute(await folk.resident());
    const at = morning();
    await planned(number, { ...at, place: '村委会' });
    const reminders = async () =>
      (await textsOf(number)).filter((one) => one === 'agenda.reminder').length;
    await remind();
    expect(await reminders()).toBe(0);
    story.clock.pass(Date.parse(at.startsAt) - DAY - story.clock.now() + 1000);
    await remind();
    await remind();
    expect(await reminders()).toBe(1);
    story.clock.pass(DAY - HOUR);
    await remind();
    expect(await reminders()).toBe(2);
  });
});

describe('a calendar program', () => {
  const feed = async (path: string) => http(`GET ${path}`, { as: { headers: {} } });
  /** The lines of a calendar as a program reads them: folded lines joined, words unescaped. */
  const eventsIn = (bytes: Buffer) =>
    bytes
      .toString('utf8')
      .replace(/\r\n[ \t]/g, '')
      .split('BEGIN:VEVENT')
      .slice(1)
      .map((text) =>
        Object.fromEntries(
          text
            .split('\r\n')
            .filter((line) => line.includes(':'))
            .map((line) => [line.slice(0, line.search(/[;:]/)), line.slice(line.indexOf(':') + 1)]),
        ),
      );

  it('reads numbers and kinds by a secret address, that ends when renewed or withdrawn', async () => {
    const mediator = await hire(story.world, {
      login: 'feed-mediator',
      role: 'mediator',
      orgId: folk.orgs.town,
      regions: ['310116101'],
    });
    const resident = await folk.resident();
    const number = await dispute(resident);
    const date = await planned(number, {
      ...morning(),
      room: await room('第四调解室'),
      posts: [mediator.post],
    });
    const made = await http('POST /api/agenda/feed', { as: mediator });
    const path = String(made.body.path);
    const answer = await feed(path);
    expect(answer.headers['content-type']).toContain('text/calendar');
    const text = answer.bytes.toString('utf8');
    expect(text).not.toContain('渗水');
    expect(eventsIn(answer.bytes)).toMatchObject([
      {
        UID: expect.stringContaining(date.id),
        SUMMARY: `${number} 调解`,
        DTSTART: date.startsAt.replace(/[-:]|[.]000/g, ''),
        LOCATION: '第四调解室 一楼东侧',
        STATUS: 'CONFIRMED',
      },
    ]);
    await http('POST /api/agenda/feed', { as: mediator });
    expect((await feed(path)).status).toBe(404);
    const again = String((await http('POST /api/agenda/feed', { as: mediator })).body.path);
    await http('DELETE /api/agenda/feed', { as: mediator });
    expect((await feed(again)).status).toBe(404);
    expect((await http('GET /api/agenda/feed', { as: mediator })).body.createdAt).toBeNull();
  });

  it('takes a single date from the page of the matter, which nobody else reads', async () => {
    const resident = await folk.resident();
    const number = await dispute(resident);
    const { href } = await planned(number, { ...morning(), place: '村委会二楼' });
    const file = await http(`GET ${href}`, { as: resident });
    expect(eventsIn(file.bytes)).toMatchObject([
      { SUMMARY: `${number} 调解`, LOCATION: '村委会二楼' },
    ]);
    expect((await http(`GET ${href}`, { as: await folk.resident() })).status).toBe(404);
  });
});

describe('the agenda of an organisation', () => {
  it('shows others that a room is taken, and never for which matter', async () => {
    const number = await dispute(await folk.resident());
    const at = morning();
    await planned(number, { ...at, room: await room('第五调解室') });
    const day = at.startsAt.slice(0, 10);
    const line = `GET /api/agenda?from=${day}&to=${day}`;
    const own = await http(line, { as: folk.mediator });
    expect(own.body.items).toMatchObject([{ number, isOwn: true }]);
    const other = await http(line, { as: folk.handler });
    expect(other.body.items).toMatchObject([
      { number: null, kind: null, title: null, place: '', room: { zh: '第五调解室' } },
    ]);
    const away = await http(line, { as: folk.elsewhere.mediator });
    expect(away.body.items).toEqual([]);
  });

  it('is asked for six weeks at most', async () => {
    const line = 'GET /api/agenda?from=2026-11-01&to=2027-02-01';
    expect((await http(line, { as: folk.mediator })).body.code).toBe('AGENDA_TOO_LONG');
  });
});

proveLogs(story);
