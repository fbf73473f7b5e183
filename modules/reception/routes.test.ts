/** Reception days over HTTP: announced, booked, moved, called off. */
import { describe, expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { COUNTY, HOUR, type Planned, receptionTeller, SUBJECT } from '../../test/reception.ts';
import { withClient } from '../../test/server.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { http } = story;
const tell = teller(story);
const { plan, announced, book, booked, own, toThe, sent, sweep, wanted } = receptionTeller(
  story,
  folk,
);

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

const rowsOf = (day: string) =>
  withClient(story.base.superUrl, (client) =>
    client.query('SELECT state, sealed, holder FROM reception.appointment WHERE day_id = $1', [
      day,
    ]),
  );

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

  it('is moved to another day of the organisation, and leaves nothing on the first', async () => {
    const [first, second] = [await announced({ changeHours: 1 }), await announced()];
    const resident = await folk.resident();
    const id = await booked(resident, first, { representatives: ['示例丙'] });
    const line = `POST /api/my/appointments/${COUNTY}/${first.id}/${id}/move`;
    const move = (day: Planned, slot = 0) =>
      http(line, { as: resident, body: { at: day.slots[slot], to: day.id } });
    const moved = await move(second, 1);
    expect(moved.body).toMatchObject({
      day: { id: second.id },
      at: second.slots[1],
      turn: 1,
      people: 2,
      name: '示例乙',
      subject: SUBJECT,
      state: 'booked',
    });
    expect(moved.body.id).not.toBe(id);
    expect(await own(resident)).toMatchObject([{ day: { id: second.id } }]);
    expect((await move(second)).status).toBe(404);
    // The place is free again, and nothing of who held it is left there.
    const { body: free } = await http(`GET /api/public/reception-days/${COUNTY}/${first.id}`);
    expect(free).toMatchObject({ free: 2 });
    const { rows } = await rowsOf(first.id);
    expect(rows).toEqual([{ state: 'cancelled', sealed: null, holder: null }]);
    expect((await sent()).filter((one) => one === 'reception.moved').length).toBeGreaterThan(0);
    const count = async () => (await sent()).filter((one) => one === 'reception.reminder').length;
    toThe(second.startsAt, -20 * HOUR);
    await sweep();
    const before = await count();
    toThe(second.startsAt, HOUR - 20 * HOUR);
    await sweep();
    expect((await count()) - before).toBe(1);
  });

  it('is moved to no day of another organisation, of theirs already, full or over', async () => {
    const [first, second] = [await announced(), await announced()];
    const others = await announced({}, folk.townDispatcher);
    const [resident, other] = [await folk.resident(), await folk.resident()];
    const id = await booked(resident, first);
    const line = `POST /api/my/appointments/${COUNTY}/${first.id}/${id}/move`;
    const code = async (day: Planned, slot: number) =>
      (await http(line, { as: resident, body: { at: day.slots[slot], to: day.id } })).body.code;
    expect(await code(others, 0)).toBe('RECEPTION_OTHER_ORG');
    await booked(other, second);
    expect(await code(second, 0)).toBe('RECEPTION_FULL');
    await booked(resident, second, {}, 1);
    const third = await announced({ slotPlaces: 3 });
    await booked(resident, third);
    expect(await code(third, 1)).toBe('RECEPTION_BOOKED_ALREADY');
    expect(await own(resident)).toHaveLength(3);
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
    // What earlier days sent is forgotten with them, before it is counted.
    toThe(day.startsAt, -21 * HOUR);
    await sweep();
    const before = await count();
    toThe(day.startsAt, -20 * HOUR);
    await sweep();
    await sweep();
    expect((await count()) - before).toBe(1);
  });
});

proveLogs(story);
