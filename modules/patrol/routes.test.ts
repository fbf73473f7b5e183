import { describe, expect, it } from 'vitest';
import { q } from '../../platform/db/index.ts';
import { ELSEWHERE, HERE, storyHouse } from '../../test/house.ts';
import { type Caller, teller } from '../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { http, clock } = story;
const tell = teller(story);

const POINT = {
  name: '老街消防通道',
  lookFor: '通道有无堵塞',
  every: 'week',
  point: HERE,
};
type Point = {
  id: string;
  county: string;
  isDue: boolean;
  version: number;
  checkedResult: string | null;
};

async function addPoint(as: Caller = folk.townDispatcher, body: object = {}): Promise<Point> {
  const added = await http('POST /api/patrol/points', { as, body: { ...POINT, ...body } });
  expect(added).toMatchObject({ status: 201 });
  return added.body as Point;
}

let keys = 0;
function checkIn(as: Caller, point: Point, body: object, key = `check-in-${(keys += 1)}`) {
  return http(`POST /api/patrol/points/${point.county}/${point.id}/check-ins`, {
    as,
    body,
    headers: { 'idempotency-key': key },
  });
}

async function dueOf(as: Caller): Promise<string[]> {
  const { body } = await http('GET /api/patrol/due', { as });
  return (body.items as Point[]).map((point) => point.id);
}

describe('a patrol point', () => {
  it('is due for the worker of its grid until it was looked at in the present week', async () => {
    const point = await addPoint();
    expect(await dueOf(folk.gridWorker)).toContain(point.id);
    const answer = await checkIn(folk.gridWorker, point, { result: 'ok' });
    expect(answer).toMatchObject({
      status: 201,
      body: {
        isRepeat: false,
        checkIn: { result: 'ok', org: { id: folk.orgs.village } },
        point: { isDue: false, checkedResult: 'ok', gridName: '示意网格' },
      },
    });
    expect(await dueOf(folk.gridWorker)).not.toContain(point.id);
    clock.pass(7 * 86_400_000);
    expect(await dueOf(folk.gridWorker)).toContain(point.id);
  });

  it('is not shown to the worker of another grid, nor taken from them', async () => {
    const point = await addPoint();
    expect(await dueOf(folk.otherGridWorker)).not.toContain(point.id);
    const answer = await checkIn(folk.otherGridWorker, point, { result: 'ok' });
    expect(answer).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    const foreign = await checkIn(folk.elsewhere.gridWorker, point, { result: 'ok' });
    expect(foreign.status).toBe(404);
  });

  it('lies where its dispatcher stands, and is added once by the same key', async () => {
    const far = await http('POST /api/patrol/points', {
      as: folk.townDispatcher,
      body: { ...POINT, point: ELSEWHERE },
    });
    expect(far.body).toMatchObject({ code: 'PLACE_OUT_OF_SCOPE' });
    const add = () =>
      http('POST /api/patrol/points', {
        as: folk.townDispatcher,
        body: POINT,
        headers: { 'idempotency-key': 'one-point-only' },
      });
    const [first, again] = [await add(), await add()];
    expect(again.id).toBe(first.id);
  });

  it('is changed by who saw it as it stands, and ended', async () => {
    const point = await addPoint();
    const change = (version: number, isActive = true) =>
      http(`PUT /api/patrol/points/${point.county}/${point.id}`, {
        as: folk.countyDispatcher,
        body: { name: '新名称', lookFor: '', every: 'day', isActive, version },
      });
    expect((await change(1)).body).toMatchObject({ name: '新名称', every: 'day', version: 2 });
    expect(await change(1)).toMatchObject({
      status: 409,
      body: { code: 'VERSION_STALE', present: { version: 2, name: '新名称' } },
    });
    expect((await change(2, false)).body).toMatchObject({ isActive: false, isDue: false });
    expect(await dueOf(folk.gridWorker)).not.toContain(point.id);
    const late = await checkIn(folk.gridWorker, point, { result: 'ok' });
    expect(late.body.code).toBe('POINT_ENDED');
  });

  it('stands in the list of its region, page by page', async () => {
    await addPoint();
    await addPoint();
    const first = await http('GET /api/patrol/points?limit=1', { as: folk.townDispatcher });
    expect(first.body.items).toHaveLength(1);
    const next = await http(`GET /api/patrol/points?limit=1&after=${String(first.body.next)}`, {
      as: folk.townDispatcher,
    });
    const [one, two] = [first, next].map((page) => (page.body.items as Point[])[0]?.id);
    expect(two).not.toBe(one);
    const other = await http('GET /api/patrol/points?region=310116102', {
      as: folk.townDispatcher,
    });
    expect(other.body.items).toEqual([]);
  });
});

describe('a check-in', () => {
  it('is kept once by its key, and the key serves nothing else', async () => {
    const point = await addPoint();
    const first = await checkIn(folk.gridWorker, point, { result: 'ok' }, 'same-key-1');
    const again = await checkIn(folk.gridWorker, point, { result: 'ok' }, 'same-key-1');
    expect(again.body).toMatchObject({ isRepeat: true, checkIn: first.body.checkIn });
    const other = await checkIn(
      folk.gridWorker,
      point,
      { result: 'trouble', note: '堵了' },
      'same-key-1',
    );
    expect(other).toMatchObject({ status: 409, body: { code: 'KEY_REUSED' } });
    const keyless = await http(`POST /api/patrol/points/${point.county}/${point.id}/check-ins`, {
      as: folk.gridWorker,
      body: { result: 'ok' },
    });
    expect(keyless.body.code).toBe('KEY_MISSING');
  });

  it('sent twice at once is one', async () => {
    const point = await addPoint();
    const answers = await Promise.all(
      [1, 2, 3].map(() => checkIn(folk.gridWorker, point, { result: 'ok' }, 'at-once-1')),
    );
    expect(answers.map((one) => one.status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map((one) => (one.body.checkIn as Point).id)).size).toBe(1);
  });

  it('with trouble names the matter that was reported, which its giver must see', async () => {
    const point = await addPoint();
    const unsaid = await checkIn(folk.gridWorker, point, { result: 'trouble' });
    expect(unsaid.body.code).toBe('TROUBLE_UNSAID');
    const unknown = await checkIn(folk.gridWorker, point, {
      result: 'trouble',
      matter: '310116-26-9999999',
    });
    expect(unknown.body.code).toBe('MATTER_UNKNOWN');
    const number = await tell.report(folk.gridWorker);
    const answer = await checkIn(folk.gridWorker, point, { result: 'trouble', matter: number });
    expect(answer.body).toMatchObject({
      checkIn: { result: 'trouble', matter: number },
      point: { checkedResult: 'trouble', isDue: false },
    });
  });

  it('that happened offline counts when it happened, also when it arrives late', async () => {
    const point = await addPoint();
    const ago = (ms: number) => new Date(clock.now() - ms).toISOString();
    await checkIn(folk.gridWorker, point, { result: 'trouble', note: '堵塞', occurredAt: ago(0) });
    const late = await checkIn(folk.gridWorker, point, {
      result: 'ok',
      occurredAt: ago(3_600_000),
    });
    expect(late.body).toMatchObject({ point: { checkedResult: 'trouble' } });
    const wrong = await checkIn(folk.gridWorker, point, {
      result: 'ok',
      occurredAt: ago(-3_600_000),
    });
    expect(wrong.body).toMatchObject({
      code: 'TIME_IN_FUTURE',
      present: { aheadMs: 3_600_000, now: ago(0) },
    });
  });

  it('is listed by its place, newest first, and names no person', async () => {
    const point = await addPoint();
    await checkIn(folk.gridWorker, point, { result: 'ok', note: '找王小明 13800138000' });
    clock.pass(60_000);
    await checkIn(folk.gridWorker, point, { result: 'ok' });
    const path = `/api/patrol/points/${point.county}/${point.id}/check-ins`;
    const first = await http(`GET ${path}?limit=1`, { as: folk.townDispatcher });
    const next = await http(`GET ${path}?limit=1&after=${String(first.body.next)}`, {
      as: folk.townDispatcher,
    });
    expect(first.body.items).toMatchObject([{ note: '' }]);
    expect(JSON.stringify(next.body)).not.toContain('13800138000');
    const whole = JSON.stringify([first.body, next.body]);
    expect(whole).not.toContain(folk.gridWorker.account);
    expect(whole).not.toContain(folk.gridWorker.post);
    expect((await http(`GET ${path}`, { as: folk.otherTownDispatcher })).status).toBe(404);
  });

  it('leaves nothing in the database that leads from a worker to it', async () => {
    const point = await addPoint();
    await checkIn(folk.gridWorker, point, { result: 'ok' }, 'leaves-nothing');
    const journal = await http('GET /api/journal?county=310116', { as: folk.auditor });
    expect(JSON.stringify(journal.body)).not.toContain('checkIn');
    const rows = await story.base.db.scoped({ counties: [point.county] }, (tx) =>
      tx.rows(
        q.selectFrom('patrol.check_in').selectAll().where('county', '=', point.county).limit(99),
      ),
    );
    const text = JSON.stringify(rows);
    expect(rows.length).toBeGreaterThan(0);
    expect(text).not.toContain(folk.gridWorker.account);
    expect(text).not.toContain(folk.gridWorker.post);
  });
});

describe('who may', () => {
  it.each([
    ['a resident', async () => (await folk.resident()) as Caller],
    ['an auditor', async () => folk.auditor as Caller],
    ['a handler', async () => folk.handler as Caller],
  ])('%s neither reads nor checks in', async (_who, as) => {
    const caller = await as();
    expect((await http('GET /api/patrol/due', { as: caller })).status).toBe(403);
    const point = await addPoint();
    expect((await checkIn(caller, point, { result: 'ok' })).status).toBe(403);
  });

  it('a grid worker adds no points', async () => {
    const answer = await http('POST /api/patrol/points', { as: folk.gridWorker, body: POINT });
    expect(answer.status).toBe(403);
  });
});
