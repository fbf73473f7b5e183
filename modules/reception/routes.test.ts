/** Reception days over HTTP: announced, booked, kept at the desk, concluded, forgotten. */
import { describe, expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { http, house } = story;
const tell = teller(story);
const COUNTY = '310116';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const SUBJECT = '加装电梯的补贴，电话13912345678。';
let days = 2;

/** A day of its own for each story: two never collide in the agenda by accident. */
function plan(over: Record<string, unknown> = {}) {
  days += 2;
  const at = Math.floor(story.clock.now() / DAY) * DAY + days * DAY + HOUR;
  return {
    county: COUNTY,
    kind: 'leader',
    hosts: [
      {
        org: folk.orgs.centre,
        post: folk.leader.post,
        name: '示例·李副区长',
        duty: { zh: '副区长', en: 'Deputy head' },
      },
    ],
    place: '区综治中心一楼',
    startsAt: new Date(at).toISOString(),
    endsAt: new Date(at + 2 * HOUR).toISOString(),
    slotMinutes: 60,
    slotPlaces: 1,
    isByAppointment: false,
    bookHours: 24,
    changeHours: 12,
    remindHours: 20,
    keepDays: 30,
    ...over,
  };
}

type Planned = { id: string; startsAt: string; slots: string[] };

async function announced(over: Record<string, unknown> = {}): Promise<Planned> {
  const body = plan(over);
  const made = await http('POST /api/reception/days', { as: folk.petitionOfficer, body });
  expect(made.body).toMatchObject({ state: 'draft' });
  const id = String(made.body.id);
  const out = await http(`POST /api/reception/days/${COUNTY}/${id}/publication`, {
    as: folk.petitionOfficer,
    body: {},
  });
  expect(out.body).toMatchObject({ state: 'published' });
  const shown = await http(`GET /api/public/reception-days/${COUNTY}/${id}`);
  const slots = (shown.body.slots as { at: string }[]).map(({ at }) => at);
  return { id, startsAt: body.startsAt, slots };
}

const wanted = (at: string | undefined, over: object = {}) => ({
  at,
  name: '示例乙',
  subject: SUBJECT,
  ...over,
});

const book = (as: Caller, day: Planned, over: object = {}, slot = 0) =>
  http(`POST /api/public/reception-days/${COUNTY}/${day.id}/appointments`, {
    as,
    body: wanted(day.slots[slot], over),
  });

async function booked(as: Caller, day: Planned, over: object = {}, slot = 0) {
  const answer = await book(as, day, over, slot);
  expect(answer.body).toMatchObject({ state: 'booked' });
  return String(answer.body.id);
}

const desk = (day: Planned, as: Caller = folk.clerk) =>
  http(`GET /api/reception/days/${COUNTY}/${day.id}/desk`, { as });
const at = (day: Planned, id: string, what: string) =>
  `POST /api/reception/days/${COUNTY}/${day.id}/appointments/${id}/${what}`;
const mark = (day: Planned, id: string, as: string, who: Caller = folk.clerk) =>
  http(at(day, id, 'mark'), { as: who, body: { as } });
const own = async (as: Caller) =>
  (await http(`GET /api/my/appointments?county=${COUNTY}`, { as })).body.items as Record<
    string,
    unknown
  >[];
const toThe = (moment: string, ms = 0) =>
  story.clock.pass(Date.parse(moment) + ms - story.clock.now());

async function sent(): Promise<string[]> {
  const { body } = await http(`GET /api/messages?county=${COUNTY}&state=queued&limit=100`, {
    as: folk.countyDispatcher,
  });
  return (body.items as { template: string }[]).map(({ template }) => template);
}

async function sweep(): Promise<void> {
  const task = house.reception.sweepTask(story.clock.now);
  for (const county of await task.counties()) {
    while ((await task.sweep(county, new AbortController().signal)) > 0);
  }
}

describe('a reception day', () => {
  it('is seen by everyone once it is published, and takes the time of who receives', async () => {
    const body = plan();
    const made = await http('POST /api/reception/days', { as: folk.petitionOfficer, body });
    const id = String(made.body.id);
    const line = `GET /api/public/reception-days/${COUNTY}/${id}`;
    expect((await http(line)).status).toBe(404);
    const publication = `POST /api/reception/days/${COUNTY}/${id}/publication`;
    await http(publication, { as: folk.petitionOfficer, body: {} });
    expect((await http(line)).body).toMatchObject({
      hosts: [{ name: '示例·李副区长', duty: { zh: '副区长' } }],
      free: 2,
      slots: [{ free: 1 }, { free: 1 }],
      whyNotBook: null,
    });
    const day = body.startsAt.slice(0, 10);
    const agenda = await http(`GET /api/agenda?from=${day}&to=${day}`, { as: folk.leader });
    expect(agenda.body.items).toMatchObject([
      { id, number: null, kind: 'reception', title: 'leaderReception', isOwn: true },
    ]);
    const twice = await http('POST /api/reception/days', { as: folk.petitionOfficer, body });
    const taken = await http(
      `POST /api/reception/days/${COUNTY}/${String(twice.body.id)}/publication`,
      {
        as: folk.petitionOfficer,
        body: {},
      },
    );
    expect(taken.body).toMatchObject({ code: 'AGENDA_POST_TAKEN' });
    const insisted = await http(
      `POST /api/reception/days/${COUNTY}/${String(twice.body.id)}/publication`,
      {
        as: folk.petitionOfficer,
        body: { insist: '两场合并接访' },
      },
    );
    expect(insisted.body).toMatchObject({ state: 'published' });
  });

  it('changes as a draft alone, by the organisation that planned it, as it stood', async () => {
    const { county: _county, ...fields } = plan();
    const made = await http('POST /api/reception/days', {
      as: folk.petitionOfficer,
      body: { county: COUNTY, ...fields },
    });
    const line = `PUT /api/reception/days/${COUNTY}/${String(made.body.id)}`;
    const change = (version: number, as: Caller = folk.petitionOfficer) =>
      http(line, { as, body: { ...fields, slotMinutes: 30, version } });
    expect((await change(7)).body.code).toBe('VERSION_STALE');
    expect((await change(1, folk.townDispatcher)).status).toBe(404);
    expect((await change(1)).body).toMatchObject({ slotMinutes: 30, places: 4, version: 2 });
    await http(`POST /api/reception/days/${COUNTY}/${String(made.body.id)}/publication`, {
      as: folk.petitionOfficer,
      body: {},
    });
    expect((await change(3)).body.code).toBe('RECEPTION_PUBLISHED');
  });

  it('is refused with a host, post or topic that there is not here', async () => {
    const codeOf = async (over: Record<string, unknown>) =>
      (await http('POST /api/reception/days', { as: folk.petitionOfficer, body: plan(over) })).body
        .code;
    const host = { org: folk.orgs.centre, name: '示例' };
    const away = { ...host, org: folk.elsewhere.orgs.centre };
    expect(await codeOf({ hosts: [away] })).toBe('RECEPTION_HOST_UNKNOWN');
    const foreign = { ...host, post: folk.handler.post };
    expect(await codeOf({ hosts: [foreign] })).toBe('RECEPTION_HOST_UNKNOWN');
    expect(await codeOf({ topics: ['noSuchTopic'] })).toBe('CATEGORY_UNKNOWN');
    expect(await codeOf({ place: '' })).toBe('RECEPTION_NO_PLACE');
    expect(await codeOf({ kind: 'joint', hosts: [host] })).toBe('RECEPTION_TABLE_SMALL');
  });

  it('that is called off tells who booked, frees the time, and takes nobody any more', async () => {
    const day = await announced();
    const resident = await folk.resident();
    await booked(resident, day);
    const off = await http(`POST /api/reception/days/${COUNTY}/${day.id}/cancellation`, {
      as: folk.petitionOfficer,
      body: { reason: '接访人临时有会' },
    });
    expect(off.body).toMatchObject({ state: 'cancelled' });
    expect(await sent()).toContain('reception.off');
    expect((await book(await folk.resident(), day, {}, 1)).body.code).toBe('RECEPTION_CANCELLED');
    const [mine] = await own(resident);
    expect(mine).toMatchObject({ day: { state: 'cancelled', cancelReason: '接访人临时有会' } });
    const on = day.startsAt.slice(0, 10);
    const agenda = await http(`GET /api/agenda?from=${on}&to=${on}`, { as: folk.leader });
    expect(agenda.body.items).toEqual([]);
  });
});

describe('a turn', () => {
  it('is booked with a number and a message, moved and cancelled by its holder', async () => {
    const day = await announced();
    const resident = await folk.resident();
    const id = await booked(resident, day, { representatives: ['示例丙'] });
    expect(await sent()).toContain('reception.booked');
    expect(await own(resident)).toMatchObject([
      { id, turn: 1, people: 2, name: '示例乙', subject: SUBJECT, whyNotChange: null },
    ]);
    const line = (what: string) => `POST /api/my/appointments/${COUNTY}/${day.id}/${id}/${what}`;
    const moved = await http(line('move'), { as: resident, body: { at: day.slots[1] } });
    expect(moved.body).toMatchObject({ turn: 1, at: day.slots[1] });
    const other = await folk.resident();
    expect((await http(line('cancel'), { as: other, body: {} })).status).toBe(404);
    expect(await own(other)).toEqual([]);
    const gone = await http(line('cancel'), { as: resident, body: {} });
    expect(gone.body).toMatchObject({ state: 'cancelled', name: '', subject: '' });
    expect(await own(resident)).toEqual([]);
    await booked(other, day, {}, 1);
  });

  it('is one of a day for each, also where the desk entered them by their phone', async () => {
    const day = await announced({ slotPlaces: 3 });
    const resident = await folk.resident();
    await booked(resident, day);
    expect((await book(resident, day, {}, 1)).body.code).toBe('RECEPTION_BOOKED_ALREADY');
    const next = await announced();
    await booked(resident, next);
    expect(await own(resident)).toHaveLength(2);
    const forPhone = (phone: string) =>
      http(`POST /api/reception/days/${COUNTY}/${day.id}/desk`, {
        as: folk.clerk,
        body: wanted(day.slots[1], { phone }),
      });
    expect((await forPhone('13900001111')).body).toMatchObject({ turn: 2 });
    expect((await forPhone('13900001111')).body.code).toBe('RECEPTION_BOOKED_ALREADY');
  });

  it('repeated after a lost answer is the same one', async () => {
    const day = await announced();
    const resident = await folk.resident();
    const again = () =>
      http(`POST /api/public/reception-days/${COUNTY}/${day.id}/appointments`, {
        as: resident,
        headers: { 'idempotency-key': 'book-it-once' },
        body: wanted(day.slots[0]),
      });
    const [first, second] = [await again(), await again()];
    expect(first.body.id).toBeDefined();
    expect(second.body.id).toBe(first.body.id);
  });

  it('that is the last goes to one of those who want it at the same moment', async () => {
    const day = await announced();
    const residents = [];
    for (let n = 0; n < 5; n += 1) residents.push(await folk.resident());
    const answers = await Promise.all(residents.map((one) => book(one, day)));
    const codes = answers.map(({ status, body }) =>
      status === 201 ? 'booked' : String(body.code),
    );
    expect(codes.toSorted()).toEqual([...Array(4).fill('RECEPTION_FULL'), 'booked']);
    const shown = await http(`GET /api/public/reception-days/${COUNTY}/${day.id}`);
    expect(shown.body).toMatchObject({ free: 1, slots: [{ free: 0 }, { free: 1 }] });
  });

  it('of two that one person asks for at the same moment is one', async () => {
    const day = await announced();
    const resident = await folk.resident();
    const answers = await Promise.all([book(resident, day), book(resident, day, {}, 1)]);
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(['201', '409']);
  });

  it('is refused too late, for nothing, and for a matter that is not theirs', async () => {
    const day = await announced();
    const resident = await folk.resident();
    const [mine, other] = [await tell.report(resident), await tell.report(await folk.resident())];
    expect((await book(resident, day, { subject: '' })).body.code).toBe('RECEPTION_NO_SUBJECT');
    expect((await book(resident, day, { number: other })).status).toBe(404);
    expect((await book(resident, day, { topic: 'streetLight' })).status).toBe(201);
    const id = String((await own(resident))[0]?.id);
    const line = (what: string) => `POST /api/my/appointments/${COUNTY}/${day.id}/${id}/${what}`;
    toThe(day.startsAt, -13 * HOUR);
    const late = await folk.resident();
    expect((await book(late, day, {}, 1)).body.code).toBe('RECEPTION_BOOKING_OVER');
    const move = await http(line('move'), { as: resident, body: { at: day.slots[1] } });
    expect(move.body.code).toBe('RECEPTION_BOOKING_OVER');
    toThe(day.startsAt, -12 * HOUR);
    expect((await http(line('cancel'), { as: resident, body: {} })).body.code).toBe(
      'APPOINTMENT_TOO_LATE',
    );
    toThe(day.startsAt, 3 * HOUR);
    expect((await book(late, day, {}, 1)).body.code).toBe('RECEPTION_OVER');
    const next = await announced();
    const answer = await book(resident, next, { number: mine, subject: '' });
    expect(answer.body).toMatchObject({ number: mine });
  });

  it('is reminded of once, as long before as the day says', async () => {
    const day = await announced();
    await booked(await folk.resident(), day);
    const count = async () => (await sent()).filter((one) => one === 'reception.reminder').length;
    const before = await count();
    toThe(day.startsAt, -20 * HOUR);
    await sweep();
    await sweep();
    expect((await count()) - before).toBe(1);
  });
});

describe('the desk', () => {
  it('shows the turns in order, masked, to those of the day; opens one with a purpose', async () => {
    const day = await announced();
    await booked(await folk.resident(), day, {}, 1);
    const id = await booked(await folk.resident(), day);
    const shown = await desk(day);
    expect(shown.body).toMatchObject({
      isKeeper: true,
      items: [{ id, turn: 2 }, { turn: 1 }],
    });
    const text = JSON.stringify(shown.body);
    expect(text).not.toContain('示例乙');
    expect(text).not.toContain('13912345678');
    expect((await desk(day, folk.handler)).status).toBe(404);
    expect((await desk(day, folk.elsewhere.clerk)).status).toBe(404);
    const body = { purpose: 'service', reason: '核对来访人身份' };
    const opened = await http(at(day, id, 'opening'), { as: folk.clerk, body });
    expect(opened.body).toMatchObject({ name: '示例乙', subject: SUBJECT });
    expect((await http(at(day, id, 'opening'), { as: folk.leader, body })).status).toBe(403);
    const journal = await http(`GET /api/journal?county=${COUNTY}&verb=person.open`, {
      as: folk.auditor,
    });
    expect(journal.body.items).toMatchObject([{ detail: { appointment: id } }]);
  });

  it('marks who is here, and writes what was explained, which its holder reads', async () => {
    const day = await announced();
    const resident = await folk.resident();
    const id = await booked(resident, day);
    expect((await mark(day, id, 'arrived')).body.code).toBe('RECEPTION_NOT_YET');
    toThe(day.startsAt, -HOUR);
    const result = { result: 'explained', text: '补贴审核完成后十个工作日内发放。' };
    const write = () => http(at(day, id, 'result'), { as: folk.leader, body: result });
    expect((await write()).body.code).toBe('APPOINTMENT_NOT_RECEIVED');
    expect((await mark(day, id, 'arrived')).body.state).toBe('arrived');
    expect((await write()).body).toMatchObject({ result: 'explained' });
    expect((await write()).body.code).toBe('RECEPTION_RESULT_STANDS');
    expect(await own(resident)).toMatchObject([
      { state: 'received', result: 'explained', said: result.text },
    ]);
    expect(await sent()).toContain('reception.result');
    toThe(day.startsAt, 3 * HOUR);
    const past = await http(`GET /api/public/reception-days/past?county=${COUNTY}`);
    const told = (past.body.items as { id: string }[]).find((one) => one.id === day.id);
    expect(told).toMatchObject({ kind: 'leader', hosts: [{ name: '示例·李副区长' }] });
    expect(JSON.stringify(past.body)).not.toContain('补贴');
  });

  it('enters who comes without a turn, unless the day wants one booked', async () => {
    const walkIn = (day: Planned) =>
      http(`POST /api/reception/days/${COUNTY}/${day.id}/desk`, {
        as: folk.clerk,
        body: wanted(day.slots[1]),
      });
    const open = await announced();
    const strict = await announced({ isByAppointment: true });
    toThe(open.startsAt, HOUR / 2);
    expect((await walkIn(open)).body).toMatchObject({ turn: 1 });
    expect((await walkIn(open)).body.code).toBe('RECEPTION_FULL');
    toThe(strict.startsAt, HOUR / 2);
    expect((await walkIn(strict)).body.code).toBe('RECEPTION_BOOKING_OVER');
  });

  it('hands a turn to a matter that stands, or takes a new one in, once', async () => {
    const day = await announced();
    const resident = await folk.resident();
    const number = await tell.report(resident);
    const [one, two] = [
      await booked(resident, day, { number }),
      await booked(await folk.resident(), day, {}, 1),
    ];
    toThe(day.startsAt);
    for (const id of [one, two]) await mark(day, id, 'arrived');
    const write = (id: string, over: object) =>
      http(at(day, id, 'result'), {
        as: folk.petitionOfficer,
        body: { result: 'handed', text: '转入办理。', ...over },
      });
    expect((await write(one, {})).body.code).toBe('RECEPTION_NO_MATTER');
    expect((await write(one, { number: '310116-26-9999999' })).status).toBe(404);
    expect((await write(one, { number })).body).toMatchObject({ number });
    const matter = { text: '加装电梯补贴一直没有发放。', category: 'claim', region: '310116101' };
    const made = await write(two, { matter });
    expect(made.body).toMatchObject({ number: expect.any(String) });
    const read = await tell.read(folk.petitionOfficer, String(made.body.number));
    expect(read).toMatchObject({ kind: { code: 'petition' }, channel: 'visit' });
    expect((await write(two, { matter })).body.code).toBe('RECEPTION_RESULT_STANDS');
  });

  it('marks who did not come, and still receives them late', async () => {
    const day = await announced();
    const id = await booked(await folk.resident(), day);
    toThe(day.startsAt, HOUR / 2);
    expect((await mark(day, id, 'absent')).body.state).toBe('absent');
    expect((await mark(day, id, 'received')).body.state).toBe('received');
    expect((await mark(day, id, 'absent')).body.code).toBe('APPOINTMENT_OVER');
  });
});

describe('a joint table', () => {
  const table = () => ({
    kind: 'joint',
    hosts: [{ org: folk.orgs.department }, { org: folk.orgs.otherDepartment }],
  });

  it('has each organisation write what it takes on, and the desk the result', async () => {
    const day = await announced(table());
    const resident = await folk.resident();
    const id = await booked(resident, day);
    toThe(day.startsAt);
    const dueOn = new Date(story.clock.now() + 10 * DAY).toISOString().slice(0, 10);
    const take = (as: Caller, over: object = {}) =>
      http(at(day, id, 'undertaking'), { as, body: { dueOn, text: '现场查看并答复', ...over } });
    expect((await take(folk.handler)).body.code).toBe('APPOINTMENT_NOT_RECEIVED');
    expect((await mark(day, id, 'arrived', folk.handler)).body.code).toBe('NOT_YOURS');
    await mark(day, id, 'arrived');
    expect((await take(folk.handler, { dueOn: '2026-01-01' })).body.code).toBe(
      'RECEPTION_DUE_PAST',
    );
    expect((await take(folk.handler)).body).toMatchObject({ dueOn });
    expect((await take(folk.otherHandler)).body).toMatchObject({ dueOn });
    const concluded = {
      result: 'promised',
      text: '两家共同处理',
      org: folk.orgs.department,
      dueOn,
    };
    const write = (as: Caller) => http(at(day, id, 'result'), { as, body: concluded });
    expect((await write(folk.handler)).body.code).toBe('NOT_YOURS');
    expect((await write(folk.petitionOfficer)).body).toMatchObject({ result: 'promised' });
    expect(await own(resident)).toMatchObject([
      { result: 'promised', undertakings: [{ dueOn }, { dueOn }] },
    ]);
    const list = `GET /api/reception/undertakings?county=${COUNTY}`;
    const owed = async () => (await http(list, { as: folk.handler })).body.items;
    expect(await owed()).toMatchObject([{ appointment: id, dueOn, isOverdue: false }]);
    const finish = () =>
      http(at(day, id, 'undertaking/done'), { as: folk.handler, body: { text: '已修好' } });
    expect((await finish()).body).toMatchObject({ doneAt: expect.any(String) });
    expect((await finish()).body.code).toBe('RECEPTION_WORK_DONE');
    expect(await owed()).toEqual([]);
    const [mine] = await own(resident);
    expect(JSON.stringify(mine)).toContain('已修好');
  });
});

describe('when its time is over', () => {
  it('nobody knows any more who came, and nothing leads there', async () => {
    const day = await announced({ keepDays: 5 });
    const resident = await folk.resident();
    const id = await booked(resident, day);
    toThe(day.startsAt);
    await mark(day, id, 'received');
    toThe(day.startsAt, 2 * HOUR + 5 * DAY - 1000);
    await sweep();
    expect(await own(resident)).toHaveLength(1);
    story.clock.pass(2000);
    await sweep();
    expect(await own(resident)).toEqual([]);
    const left = (await desk(day)).body.items;
    expect(left).toMatchObject([{ id, state: 'received', name: '', phone: '', subject: '' }]);
    const opening = await http(at(day, id, 'opening'), {
      as: folk.clerk,
      body: { purpose: 'service', reason: '核对来访人身份' },
    });
    expect(opening.body.code).toBe('RECEPTION_ERASED');
  });
});

proveLogs(story);
