/** The desk of a reception day over HTTP: who is here, what came of it, forgotten in time. */
import { describe, expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { COUNTY, DAY, HOUR, type Planned, receptionTeller, SUBJECT } from '../../test/reception.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { http } = story;
const tell = teller(story);
const { announced, booked, desk, at, mark, own, toThe, sent, sweep, wanted } = receptionTeller(
  story,
  folk,
);

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

  it('moves a turn to another time or day, also past the hour of its holder, and tells them', async () => {
    const [first, second] = [await announced({ changeHours: 12 }), await announced()];
    const resident = await folk.resident();
    const id = await booked(resident, first);
    toThe(first.startsAt, -2 * HOUR);
    expect(await own(resident)).toMatchObject([{ whyNotChange: 'APPOINTMENT_TOO_LATE' }]);
    const [turn] = (await desk(first)).body.items as { may: object }[];
    expect(turn).toMatchObject({ may: { move: true } });
    const move = (body: object, as: Caller = folk.clerk) =>
      http(at(first, id, 'move'), { as, body });
    expect((await move({ at: first.slots[1] }, folk.handler)).status).toBe(404);
    expect((await move({ at: first.slots[1] })).body).toMatchObject({ day: first.id, id, turn: 1 });
    const { body } = await move({ at: second.slots[1], to: second.id });
    expect(body).toMatchObject({ day: second.id, turn: 1 });
    expect(await own(resident)).toMatchObject([{ day: { id: second.id }, at: second.slots[1] }]);
    expect((await desk(first)).body.items).toEqual([]);
    expect((await move({ at: first.slots[0] })).body.code).toBe('APPOINTMENT_OVER');
    const here = at(second, String(body.id), 'mark');
    toThe(second.startsAt);
    await http(here, { as: folk.clerk, body: { as: 'arrived' } });
    const late = at(second, String(body.id), 'move');
    const after = await http(late, { as: folk.clerk, body: { at: second.slots[1] } });
    expect(after.body.code).toBe('APPOINTMENT_OVER');
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
    const last = async (of: string) => {
      const log = await http(`GET /api/matters/${of}/log`, { as: folk.petitionOfficer });
      return (log.body.items as Record<string, unknown>[]).at(-1);
    };
    const onDay = day.startsAt.slice(0, 10);
    expect(await last(number)).toMatchObject({
      action: 'noteReception',
      given: { receivedOn: onDay, org: folk.orgs.centre, post: folk.petitionOfficer.post },
    });
    expect(JSON.stringify(await last(number))).not.toContain('示例乙');
    // Whoever brought it sees the step on their page, and the turn leads there.
    const { body: mine } = await http(`GET /api/my/matters/${number}`, { as: resident });
    expect(JSON.stringify(mine)).toContain('接访后转入本事项办理');
    expect(await own(resident)).toMatchObject([{ resultNumber: number, isResultMine: true }]);
    const matter = { text: '加装电梯补贴一直没有发放。', category: 'claim', region: '310116101' };
    const made = await write(two, { matter });
    expect(made.body).toMatchObject({ number: expect.any(String) });
    const read = await tell.read(folk.petitionOfficer, String(made.body.number));
    expect(read).toMatchObject({ kind: { code: 'petition' }, channel: 'visit' });
    expect((await write(two, { matter })).body.code).toBe('RECEPTION_RESULT_STANDS');
    expect(await last(String(made.body.number))).toMatchObject({
      action: 'noteReception',
      given: { receivedOn: onDay, isNew: true },
    });
    const shown = await desk(day, folk.petitionOfficer);
    expect(shown.body.items).toMatchObject([
      { resultNumber: number },
      { resultNumber: made.body.number },
    ]);
  });

  it('of a leader, who may not act on matters, leaves its line by the program, once', async () => {
    const day = await announced();
    const number = await tell.report(await folk.resident());
    const id = await booked(await folk.resident(), day);
    toThe(day.startsAt);
    await mark(day, id, 'arrived');
    expect(folk.leader.actor.permissions.has('matter.act')).toBe(false);
    const body = { result: 'handed', text: '转入办理。', number };
    const write = () => http(at(day, id, 'result'), { as: folk.leader, body });
    const answers = await Promise.all([write(), write()]);
    expect(answers.map(({ status }) => String(status)).toSorted()).toEqual(['200', '409']);
    const log = await http(`GET /api/matters/${number}/log`, { as: folk.petitionOfficer });
    const lines = (log.body.items as { action: string; given: object }[]).filter(
      ({ action }) => action === 'noteReception',
    );
    expect(lines).toMatchObject([{ given: { post: folk.leader.post, org: folk.orgs.centre } }]);
  });

  it('is not handed to a matter by those about whom it complains', async () => {
    const day = await announced();
    const number = await tell.report(await folk.resident());
    const subject = { subjectOrg: folk.orgs.centre, reason: '反映该中心推诿' };
    await tell.done(folk.clerk, number, 'nameSubject', subject);
    const id = await booked(await folk.resident(), day);
    toThe(day.startsAt);
    await mark(day, id, 'arrived');
    const body = { result: 'handed', text: '转入办理。', number };
    const { body: answer } = await http(at(day, id, 'result'), { as: folk.petitionOfficer, body });
    expect(answer.code).toBe('SUBJECT_OF_COMPLAINT');
    expect((await desk(day)).body.items).toMatchObject([{ state: 'arrived', result: null }]);
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
