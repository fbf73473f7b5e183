import { describe, expect, it } from 'vitest';
import { HERE, storyHouse } from '../../test/house.ts';
import { type Caller, teller } from '../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { http, clock } = story;
const tell = teller(story);

type Task = {
  number: string;
  work: string;
  version: number;
  dueAt: string | null;
  actions: { action: string; after: string | null; fields: Record<string, unknown> }[];
};
type Shift = { etag: string; tasks: Task[]; grids: { code: string; shape: number[][][][] }[] };

const shiftOf = (as: Caller, headers: Record<string, string> = {}) =>
  http('GET /api/field/shift', { as, headers });
const taskOf = async (as: Caller, number: string) =>
  ((await shiftOf(as)).body as unknown as Shift).tasks.find((task) => task.number === number);

describe('a shift', () => {
  it('carries the worker’s grids with their polygons, and no others', async () => {
    const { body, status } = await shiftOf(folk.gridWorker);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      contract: 1,
      account: folk.gridWorker.account,
      org: { id: folk.orgs.village },
      serverTime: new Date(clock.now()).toISOString(),
      grids: [{ code: '310116101201001', name: '示意网格' }],
      isMore: { tasks: false, grids: false, patrol: false },
    });
    expect((body as unknown as Shift).grids[0]?.shape[0]?.[0]).toHaveLength(5);
  });

  it('carries what is to verify, with its form, version and place', async () => {
    const number = await tell.report(folk.clerk);
    await tell.done(folk.townDispatcher, number, 'requestVerify', { org: folk.orgs.village });
    const task = await taskOf(folk.gridWorker, number);
    expect(task).toMatchObject({
      work: 'verify',
      point: HERE,
      stage: { code: 'verifying' },
      actions: expect.arrayContaining([
        expect.objectContaining({
          action: 'verify',
          needsVersion: true,
          fields: expect.objectContaining({
            result: expect.objectContaining({
              choices: expect.arrayContaining([expect.objectContaining({ code: 'absent' })]),
            }),
          }),
        }),
      ]),
    });
    expect(await taskOf(folk.otherGridWorker, number)).toBeUndefined();
  });

  it('says where that is in words, without what the reporter’s own words hide', async () => {
    const resident = await folk.resident();
    const number = await tell.report(resident, { address: '一村88号' });
    await tell.done(folk.townDispatcher, number, 'requestVerify', { org: folk.orgs.village });
    await http('POST /api/places', {
      as: folk.townDispatcher,
      body: {
        kind: 'public',
        name: '示例小学北门',
        point: { lon: HERE.lon, lat: HERE.lat - 0.002 },
      },
    });
    expect(await taskOf(folk.gridWorker, number)).toMatchObject({
      placeText: '',
      near: { zh: '距示例小学北门约220米，在其北面' },
      gridName: '示意网格',
      regionName: '示例甲区示例甲镇示例甲镇一村',
    });
  });

  it('says to verify also of what is assigned to the worker’s own post', async () => {
    const number = await tell.report(folk.clerk);
    const own = { org: folk.orgs.village, post: folk.gridWorker.post };
    await tell.done(folk.townDispatcher, number, 'requestVerify', own);
    expect(await taskOf(folk.gridWorker, number)).toMatchObject({ work: 'verify' });
    await tell.done(folk.gridWorker, number, 'verify', { result: 'confirmed', text: '属实。' });
    await tell.done(folk.townDispatcher, number, 'open');
    await tell.done(folk.townDispatcher, number, 'dispatch', own);
    expect(await taskOf(folk.gridWorker, number)).toMatchObject({ work: 'handle' });
  });

  it('has those due first above, whatever is to do with them and whoever is named', async () => {
    const { tasks } = (await shiftOf(folk.gridWorker)).body as unknown as Shift;
    const dues = tasks.map((task) => task.dueAt ?? '9');
    expect(new Set(tasks.map((task) => task.work)).size).toBeGreaterThan(1);
    expect(dues).toEqual([...dues].sort());
  });

  it('carries what follows an acknowledgement, so that both can be done offline', async () => {
    const number = await tell.report(folk.clerk);
    await tell.done(folk.townDispatcher, number, 'open');
    await tell.done(folk.townDispatcher, number, 'dispatch', { org: folk.orgs.village });
    const task = await taskOf(folk.gridWorker, number);
    const actions = task?.actions.map(({ action, after }) => [action, after]);
    expect(actions).toEqual(
      expect.arrayContaining([
        ['acknowledge', null],
        ['complete', 'acknowledge'],
      ]),
    );
    const path = `POST /api/matters/${number}/actions`;
    const done = await http(`${path}/acknowledge`, {
      as: folk.gridWorker,
      body: { version: task?.version },
    });
    const complete = await http(`${path}/complete`, {
      as: folk.gridWorker,
      body: { version: done.body.version, input: { outcome: 'fixed', text: '已修好。' } },
    });
    expect(complete.body).toMatchObject({ stage: 'checking' });
  });

  it('carries what is to check, by somebody apart from the handling', async () => {
    const number = await tell.report(folk.clerk);
    await tell.completed(folk, number, folk.orgs.department, folk.handler);
    expect(await taskOf(folk.gridWorker, number)).toMatchObject({
      work: 'check',
      result: { outcome: 'fixed', text: '已处置完毕。' },
    });
  });

  it('carries the categories with what a self-handling needs, and the places due', async () => {
    const point = { name: '老街消防通道', lookFor: '', every: 'day', point: HERE };
    await http('POST /api/patrol/points', { as: folk.townDispatcher, body: point });
    const { body } = await shiftOf(folk.gridWorker);
    expect(body.categories).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'rubbish', maySelfHandle: true })]),
    );
    const codes = (body.categories as { code: string }[]).map(({ code }) => code);
    expect(codes).toContain('neighbours');
    expect(codes).not.toContain('claim');
    expect(codes).not.toContain('accusation');
    expect(body.patrol).toMatchObject({ items: [{ name: '老街消防通道', isDue: true }] });
  });

  it('keeps a place that was looked at today, so that a phone begun anew counts it', async () => {
    const placed = async () =>
      ((await shiftOf(folk.gridWorker)).body.patrol as { items: object[] }).items;
    const { body: point } = await http('POST /api/patrol/points', {
      as: folk.townDispatcher,
      body: { name: '河边护栏', lookFor: '', every: 'month', point: HERE },
    });
    const { id, county } = point as { id: string; county: string };
    await http(`POST /api/patrol/points/${county}/${id}/check-ins`, {
      as: folk.gridWorker,
      body: { result: 'ok' },
      headers: { 'idempotency-key': 'looked-at-today' },
    });
    const done = { id, isDue: false, checkedResult: 'ok' };
    expect(await placed()).toContainEqual(expect.objectContaining(done));
    clock.pass(86_400_000);
    expect(await placed()).not.toContainEqual(expect.objectContaining({ id }));
  });

  it('is answered in a line as long as nothing in it changed', async () => {
    const first = (await shiftOf(folk.otherGridWorker)).body as unknown as Shift;
    clock.pass(60_000);
    const same = await shiftOf(folk.otherGridWorker, { 'if-none-match': first.etag });
    expect(same).toMatchObject({ status: 304, body: {} });
    expect(same.headers.etag).toBe(first.etag);
    const point = {
      name: '新巡查点',
      lookFor: '',
      every: 'day',
      point: { lon: 121.23, lat: 30.71 },
    };
    await http('POST /api/patrol/points', { as: folk.countyDispatcher, body: point });
    const other = await shiftOf(folk.otherGridWorker, { 'if-none-match': first.etag });
    expect(other.status).toBe(200);
  });

  it('carries no matters for a post that may not read them', async () => {
    await tell.report(folk.clerk);
    const { body } = await shiftOf(folk.auditor);
    expect(body).toMatchObject({ tasks: [], patrol: { items: [] } });
  });

  it('is for staff, and not for residents or nobody', async () => {
    expect((await shiftOf(await folk.resident())).status).toBe(403);
    expect((await http('GET /api/field/shift')).status).toBe(401);
  });
});

describe('a client that comes back from offline', () => {
  it('does not send as another who has signed in meanwhile', async () => {
    const meant = { 'x-linli-account': folk.gridWorker.account };
    expect((await shiftOf(folk.gridWorker, meant)).status).toBe(200);
    expect(await shiftOf(folk.otherGridWorker, meant)).toMatchObject({
      status: 401,
      body: { code: 'ACCOUNT_DIFFERS' },
    });
    const nobody = await http('GET /api/field/shift', { headers: meant });
    expect(nobody.body.code).toBe('SIGN_IN_NEEDED');
  });

  it('measures its clock by any answer', async () => {
    const { headers } = await shiftOf(folk.gridWorker);
    expect(headers['x-linli-now']).toBe(new Date(clock.now()).toISOString());
  });

  it('is told that it is too old or too new, and by which contract it is spoken to', async () => {
    const old = await shiftOf(folk.gridWorker, { 'x-linli-contract': '0' });
    expect(old).toMatchObject({
      status: 426,
      body: { code: 'CLIENT_TOO_OLD', present: { oldest: 1 } },
    });
    expect(old.headers['x-linli-contract']).toBe('1');
    const early = await shiftOf(folk.gridWorker, { 'x-linli-contract': '99' });
    expect(early.body.code).toBe('CLIENT_TOO_NEW');
    const odd = await shiftOf(folk.gridWorker, { 'x-linli-contract': 'new' });
    expect(odd.body.code).toBe('INPUT_INVALID');
    expect((await shiftOf(folk.gridWorker, { 'x-linli-contract': '1' })).status).toBe(200);
  });

  it('whose clock is ahead is told by how much; its report is taken once it is right', async () => {
    const at = (ms: number) => new Date(clock.now() + ms).toISOString();
    const send = (occurredAt: string) =>
      http('POST /api/reports', {
        as: folk.gridWorker,
        body: { text: '路灯不亮。', category: 'streetLight', point: HERE, occurredAt },
        headers: { 'idempotency-key': 'clock-ahead-1' },
      });
    expect((await send(at(7_200_000))).body).toMatchObject({
      code: 'TIME_IN_FUTURE',
      present: { aheadMs: 7_200_000, now: at(0) },
    });
    expect((await send(at(90_000))).status).toBe(201);
  });

  it('whose act was done offline has it in the log at its time', async () => {
    const number = await tell.report(folk.gridWorker, { category: 'rubbish', text: '垃圾。' });
    const occurredAt = new Date(clock.now()).toISOString();
    clock.pass(3_600_000);
    await http(`POST /api/matters/${number}/actions/sendUp`, {
      as: folk.gridWorker,
      body: { input: { reason: '本村无力处置' }, occurredAt },
    });
    const log = await http(`GET /api/matters/${number}/log`, { as: folk.gridWorker });
    expect((log.body.items as object[]).at(-1)).toMatchObject({ occurredAt });
  });
});
