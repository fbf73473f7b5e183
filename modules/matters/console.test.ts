/** Dispatch board, supervision desk, organisations side by side and the wall, over HTTP. */
import { beforeAll, describe, expect, it } from 'vitest';
import { HERE, storyHouse } from '../../test/house.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';

const story = await storyHouse();
const { report, done, read, act, ready, completed } = teller(story);
const { http, clock } = story;
const folk = await story.people();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Row = { number: string } & Record<string, unknown>;
const rowsOf = async (as: Caller, line: string): Promise<Row[]> => {
  const { body } = await http(`GET ${line}`, { as });
  expect(body, line).toMatchObject({ items: expect.any(Array) });
  return body.items as Row[];
};
const rowOf = async (as: Caller, line: string, number: string) =>
  (await rowsOf(as, line)).find((row) => row.number === number);

describe('the dispatch board', () => {
  it('shows what waits with the suggestion of the rules, its reason, and the version to act on', async () => {
    const number = await report(await folk.resident());
    await done(folk.townDispatcher, number, 'open');
    const row = await rowOf(folk.townDispatcher, '/api/dispatch?desk=toDispatch', number);
    const { version } = await read(folk.townDispatcher, number);
    expect(row).toMatchObject({
      version,
      point: HERE,
      suggestion: { rule: 'light', version: 1, category: 'streetLight' },
      returns: 0,
    });
    // Both houses of people have such a department: the rules choose one of them.
    expect(row?.suggestedOrg).toMatchObject({ zh: '示例区城管局' });
    expect(row?.suggestion).toMatchObject({ zh: '路灯由城管局承办：示例区城管局' });
  });

  it('says of what no rule catches that nobody is suggested', async () => {
    const body = { text: '楼道里堆满垃圾', category: 'rubbish' };
    const number = await report(await folk.resident(), body);
    await done(folk.townDispatcher, number, 'open');
    const row = await rowOf(folk.townDispatcher, '/api/dispatch?desk=unowned', number);
    expect(row).toMatchObject({ suggestedOrg: null, suggestion: { rule: null, org: null } });
  });

  it('tells the second dispatcher that the version is stale, and who has it now', async () => {
    const number = await report(await folk.resident());
    await done(folk.townDispatcher, number, 'open');
    const { version } = await read(folk.townDispatcher, number);
    const give = (org: string) =>
      http(`POST /api/matters/${number}/actions/dispatch`, {
        as: folk.townDispatcher,
        body: { version, input: { org } },
      });
    const answers = [await give(folk.orgs.department), await give(folk.orgs.otherDepartment)];
    expect(answers.map((one) => one.body.code ?? one.body.stage)).toEqual([
      'dispatched',
      'VERSION_STALE',
    ]);
    const now = await read(folk.townDispatcher, number);
    expect(now).toMatchObject({ handlingOrg: { id: folk.orgs.department } });
  });

  it('counts the load of each organisation, of none outside the county', async () => {
    const load = async () => {
      const { body } = await http('GET /api/orgs/loads?county=310116', { as: folk.townDispatcher });
      const items = body.items as { org: { id: string }; open: number; overdue: number }[];
      return items.find((one) => one.org.id === folk.orgs.otherDepartment);
    };
    expect(await load()).toMatchObject({ open: 0, overdue: 0, kind: 'department' });
    const number = await report(await folk.resident());
    await done(folk.townDispatcher, number, 'open');
    await done(folk.townDispatcher, number, 'dispatch', {
      org: folk.orgs.department,
      supporting: [folk.orgs.otherDepartment],
    });
    expect(await load()).toMatchObject({ open: 1, overdue: 0 });
    const elsewhere = await http('GET /api/orgs/loads?county=310117', { as: folk.townDispatcher });
    expect(elsewhere.body.code).toBe('NOT_FOUND');
  });
});

describe('the supervision desk', () => {
  const counts = async (as: Caller): Promise<Record<string, number>> => {
    const items = await rowsOf(as, '/api/supervision/counts');
    return Object.fromEntries(items.map((one) => [String(one.list), Number(one.count)]));
  };
  const inList = async (as: Caller, list: string, number: string) =>
    rowOf(as, `/api/supervision?list=${list}&limit=100`, number);

  it('lists a supervision from its issue to the reply that is judged', async () => {
    const { supervisor, handler } = folk;
    const number = await report(await folk.resident());
    await done(folk.townDispatcher, number, 'open');
    await done(folk.townDispatcher, number, 'dispatch', { org: folk.orgs.department });
    const urging = { kind: 'urging', reason: '请尽快处置', replyWithinHours: 4 };
    await done(supervisor, number, 'supervise', urging);
    expect(await inList(supervisor, 'issued', number)).toMatchObject({
      supervisions: [{ kind: 'urging', state: 'issued', reason: '请尽快处置', isOwn: true }],
    });
    expect(await inList(handler, 'owed', number)).toBeDefined();
    expect(await inList(supervisor, 'late', number)).toBeUndefined();
    clock.pass(5 * HOUR);
    expect(await inList(supervisor, 'late', number)).toMatchObject({
      supervisions: [{ isLate: true }],
    });
    await done(handler, number, 'acknowledge');
    await done(handler, number, 'replySupervision', { text: '已派人前往' });
    expect(await inList(supervisor, 'late', number)).toBeUndefined();
    expect(await inList(handler, 'owed', number)).toBeUndefined();
    expect(await inList(supervisor, 'answered', number)).toMatchObject({
      supervisions: [{ reply: '已派人前往', state: 'replied', isLate: true }],
    });
    await done(supervisor, number, 'closeSupervision', { result: '答复属实' });
    expect(await inList(supervisor, 'answered', number)).toBeUndefined();
  });

  it('shows the colour of a clock, and one colour at a time', async () => {
    const number = await report(await folk.resident());
    await done(folk.townDispatcher, number, 'open');
    clock.pass(90 * 60_000);
    // Anything that is done first writes down the rungs that were due.
    await done(folk.townDispatcher, number, 'note', { text: '已看' });
    const here = [];
    for (const list of ['yellow', 'orange', 'red', 'breached'])
      if (await inList(folk.supervisor, list, number)) here.push(list);
    expect(here).toHaveLength(1);
    clock.pass(DAY * 4);
    await done(folk.townDispatcher, number, 'note', { text: '又看' });
    expect(await inList(folk.supervisor, 'breached', number)).toMatchObject({
      clocks: expect.arrayContaining([expect.objectContaining({ rung: 'breach', zh: '派遣' })]),
    });
    expect((await counts(folk.supervisor)).breached).toBeGreaterThan(0);
  });

  it('lists what came back, and as disputed what came back twice until somebody designates', async () => {
    const number = await report(await folk.resident());
    await done(folk.townDispatcher, number, 'open');
    const goBack = async (org: string, who: Caller) => {
      await done(folk.townDispatcher, number, 'dispatch', { org });
      const why = { ground: 'notOurs', reason: '不属于本单位职责' };
      await done(who, number, 'object', why);
      expect(await inList(folk.townDispatcher, 'asked', number)).toBeDefined();
      await done(folk.townDispatcher, number, 'decideObjection', {
        decision: 'granted',
        reason: '属实',
      });
    };
    await goBack(folk.orgs.department, folk.handler);
    expect(await inList(folk.supervisor, 'returned', number)).toMatchObject({ returns: 1 });
    expect(await inList(folk.supervisor, 'disputed', number)).toBeUndefined();
    await goBack(folk.orgs.otherDepartment, folk.otherHandler);
    expect(await inList(folk.supervisor, 'disputed', number)).toMatchObject({ returns: 2 });
    const named = { org: folk.orgs.department, reason: '由城管局牵头' };
    await done(folk.countyDispatcher, number, 'designate', named);
    expect(await inList(folk.supervisor, 'disputed', number)).toBeUndefined();
  });

  it('shows nothing of another county or of another town', async () => {
    for (const who of [folk.elsewhere.supervisor, folk.otherTownDispatcher])
      for (const list of ['breached', 'returned', 'issued', 'answered'])
        expect(await rowsOf(who, `/api/supervision?list=${list}`), list).toEqual([]);
  });

  it('refuses a cursor of another list', async () => {
    const first = await http('GET /api/supervision?list=breached&limit=1', { as: folk.supervisor });
    const line = `GET /api/supervision?list=red&after=${first.body.next as string}`;
    expect((await http(line, { as: folk.supervisor })).body.code).toBe('CURSOR_INVALID');
  });
});

const PERIOD = 'county=310116&from=2026-01-01&to=2027-12-31';
type Rate = { value: number | null; numerator: number; denominator: number };
type Line = { org: { id: string }; rates: Record<string, Rate>; parts: Record<string, number> };

describe('organisations side by side', () => {
  const lineOf = async (org: string, query = PERIOD): Promise<Line | undefined> => {
    const { body } = await http(`GET /api/figures/orgs?${query}`, { as: folk.leader });
    return (body.items as Line[]).find((line) => line.org.id === org);
  };
  const behind = (part: string, query = PERIOD, as: Caller = folk.leader) =>
    rowsOf(as, `/api/figures/orgs/${folk.orgs.department}/matters?${query}&part=${part}`);
  let rated = '';

  beforeAll(async () => {
    for (let n = 0; n < 5; n += 1) {
      const resident = await folk.resident();
      const number = await report(resident);
      await ready(folk, number);
      await done(folk.townDispatcher, number, 'close');
      await done(resident, number, 'rate', { score: n === 0 ? 2 : 4 });
      if (n === 0) rated = number;
    }
  });

  it('have rates with numerator and denominator, and the matters behind each', async () => {
    const line = await lineOf(folk.orgs.department);
    expect(line?.rates.rating).toEqual({ value: 3.6, numerator: 18, denominator: 5 });
    expect(line?.rates.onTime).toMatchObject({ numerator: 5 });
    for (const part of ['onTime', 'closedLate', 'late', 'given', 'returned', 'rated', 'reworked']) {
      const sum = (await behind(part)).reduce((total, row) => total + Number(row.n), 0);
      expect(sum, part).toBe(line?.parts[part]);
    }
  });

  it('page through the matters behind a figure without gaps', async () => {
    const all = (await behind('given')).map((row) => row.number);
    const found: string[] = [];
    for (let after = ''; ; ) {
      const line = `/api/figures/orgs/${folk.orgs.department}/matters?${PERIOD}&part=given&limit=2`;
      const { body } = await http(`GET ${line}${after}`, { as: folk.leader });
      found.push(...(body.items as Row[]).map((row) => row.number));
      if (body.next === null) break;
      after = `&after=${body.next as string}`;
    }
    expect(found).toEqual(all);
  });

  it('stay as they are when one more matter is reported', async () => {
    const before = await lineOf(folk.orgs.department);
    for (const who of [await folk.resident(), folk.clerk, folk.gridWorker]) await report(who);
    expect(await lineOf(folk.orgs.department)).toEqual(before);
  });

  it('of a past date stay as they were, and a reopening takes its close back', async () => {
    const before = await lineOf(folk.orgs.department);
    const past = new Date(clock.now()).toISOString().slice(0, 10);
    clock.pass(DAY);
    const number = await report(await folk.resident());
    await ready(folk, number);
    await done(folk.townDispatcher, number, 'close');
    const asOf = `county=310116&from=2026-01-01&to=${past}`;
    expect((await lineOf(folk.orgs.department, asOf))?.parts).toEqual(before?.parts);
    const after = await lineOf(folk.orgs.department);
    expect(after?.parts.onTime).toBe((before?.parts.onTime ?? 0) + 1);
    expect(after?.parts.given).toBe((before?.parts.given ?? 0) + 1);
  });

  const acknowledged = async (resident: Caller) => {
    const number = await report(resident);
    await done(folk.townDispatcher, number, 'open');
    await done(folk.townDispatcher, number, 'dispatch', { org: folk.orgs.department });
    await done(folk.handler, number, 'acknowledge');
    return number;
  };

  it('count no close that was withdrawn in time', async () => {
    const resident = await folk.resident();
    const number = await acknowledged(resident);
    const before = await lineOf(folk.orgs.department);
    await done(resident, number, 'withdraw');
    expect((await lineOf(folk.orgs.department))?.parts).toEqual(before?.parts);
  });

  it('count what ran over against who has it: a withdrawal mends nothing', async () => {
    const resident = await folk.resident();
    const number = await acknowledged(resident);
    const before = await lineOf(folk.orgs.department);
    clock.pass(30 * DAY);
    await done(folk.handler, number, 'note', { text: '仍在办理' });
    const late = await lineOf(folk.orgs.department);
    expect(late?.parts.late).toBe((before?.parts.late ?? 0) + 1);
    expect((await behind('late')).map((row) => row.number)).toContain(number);
    await done(resident, number, 'withdraw');
    const after = await lineOf(folk.orgs.department);
    expect(after?.parts).toEqual({
      ...before?.parts,
      closedLate: (before?.parts.closedLate ?? 0) + 1,
    });
  });

  it('say nothing where too few were counted', async () => {
    const number = await report(await folk.resident());
    await completed(folk, number, folk.orgs.otherDepartment, folk.otherHandler);
    const line = await lineOf(folk.orgs.otherDepartment);
    expect(line?.rates.onTime?.value).toBeNull();
  });

  it('are refused elsewhere, for too long, and to whoever may not read figures', async () => {
    const ask = async (as: Caller, query: string) =>
      (await http(`GET /api/figures/orgs?${query}`, { as })).body.code;
    expect(await ask(folk.elsewhere.leader, PERIOD)).toBe('NOT_FOUND');
    expect(await ask(folk.leader, 'county=310116&from=2020-01-01&to=2027-12-31')).toBe(
      'PERIOD_TOO_LONG',
    );
    expect(await ask(folk.handler, PERIOD)).toBe('FORBIDDEN');
    const rows = await behind('rated', PERIOD, folk.unitHead);
    expect(rows.map((row) => row.number)).toContain(rated);
  });
});

describe('the wall', () => {
  it('shows the day without persons, and of a private matter no title and no place', async () => {
    const text = '示例小区路灯不亮，联系人司马示例 13900001111。';
    const open = await report(await folk.resident(), { text });
    const hidden = await report(await folk.resident(), { text: '不便公开的事', isPrivate: true });
    const { body } = await http('GET /api/wall?county=310116', { as: folk.leader });
    const shown = body as unknown as { arrivals: Row[]; points: unknown[] };
    const titleOf = (number: string) => shown.arrivals.find((one) => one.number === number)?.title;
    expect(titleOf(open)).toMatchObject({ zh: expect.any(String) });
    expect(titleOf(hidden)).toBeNull();
    expect(shown.points).toContainEqual({ ...HERE, isOpen: true });
    const all = JSON.stringify(body);
    for (const word of ['司马', '13900001111', '不便公开']) expect(all).not.toContain(word);
    expect(body).toMatchObject({
      today: { received: expect.any(Number) },
      open: { open: expect.any(Number) },
      rungs: { breached: expect.any(Number) },
    });
  });

  it('is for the own county and for whoever may read figures', async () => {
    const ask = async (as: Caller) => (await http('GET /api/wall?county=310116', { as })).body.code;
    expect(await ask(folk.elsewhere.leader)).toBe('NOT_FOUND');
    expect(await ask(folk.clerk)).toBe('FORBIDDEN');
  });
});

it('two acts on one version leave one winner', async () => {
  const number = await report(await folk.resident());
  await done(folk.townDispatcher, number, 'open');
  const { version } = await read(folk.townDispatcher, number);
  const give = (as: Caller) =>
    http(`POST /api/matters/${number}/actions/dispatch`, {
      as,
      body: { version, input: { org: folk.orgs.department } },
    });
  const codes = (await Promise.all([give(folk.townDispatcher), give(folk.townDispatcher)])).map(
    (one) => (one.body.code as string | undefined) ?? 'done',
  );
  expect(codes.sort()).toEqual(['VERSION_STALE', 'done']);
  expect(
    (await act(folk.townDispatcher, number, 'dispatch', { org: folk.orgs.otherDepartment })).status,
  ).toBe(200);
});

proveLogs(story);
