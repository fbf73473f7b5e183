import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/db.ts';
import { httpOf } from '../../test/http.ts';
import { identityWorld, people } from '../../test/people.ts';
import type { DocumentHead } from './contract.ts';
import { makeRulebook } from './index.ts';

const { db } = await testDatabase();
const world = await identityWorld(db);
const { administrator, clerk, gridWorker, elsewhere, resident } = await people(world);
const rulebook = makeRulebook({
  db,
  checkers: {
    process: (body) => ((body as { title?: string }).title ? [] : ['title: is missing']),
    settings: () => [],
  },
  drawProcess: (body) => `drawn ${(body as { title: string }).title}`,
  mayPublishForAll: (actor) => actor.kind === 'staff' && actor.account === administrator.account,
  realMs: performance.now.bind(performance),
});
const { http } = await httpOf(world, [world.identity.http, rulebook.http]);

let serial = 0;
function draft(over: Record<string, unknown> = {}) {
  serial += 1;
  return {
    county: '310116',
    kind: 'process',
    name: `trial${serial}`,
    body: { title: '试行' },
    note: '试行',
    ...over,
  };
}

describe('publishing over HTTP', () => {
  it('answers the version, which then holds and can be read and drawn', async () => {
    const body = draft();
    const made = await http('POST /api/rulebook', { as: administrator, body });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ version: 1, validFrom: '2026-11-20T02:00:00.000Z' });

    const url = `/api/rulebook/process/${body.name}`;
    const read = await http(`GET ${url}?county=310116`, { as: clerk });
    expect(read.body).toMatchObject({ version: 1, body: { title: '试行' } });
    const drawn = await http(`GET ${url}/diagram?county=310116`, { as: gridWorker });
    expect(drawn.status).toBe(200);
    expect(drawn.headers['content-type']).toBe('text/plain; charset=utf-8');
  });

  it('keeps a version readable after the next one holds', async () => {
    const body = draft();
    await http('POST /api/rulebook', { as: administrator, body });
    const next = { ...body, body: { title: '二' }, basedOn: 1 };
    expect((await http('POST /api/rulebook', { as: administrator, body: next })).status).toBe(201);
    const url = `/api/rulebook/process/${body.name}?county=310116`;
    expect((await http(`GET ${url}`, { as: clerk })).body).toMatchObject({ version: 2 });
    expect((await http(`GET ${url}&version=1`, { as: clerk })).body).toMatchObject({
      version: 1,
      body: { title: '试行' },
    });
    const late = await http('POST /api/rulebook', { as: administrator, body: next });
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({ code: 'RULEBOOK_CONFLICT', present: { version: 2 } });
  });

  it.each<[what: string, change: Record<string, unknown>, status: number, code: string]>([
    ['a fault', { body: { x: 1 } }, 400, 'RULEBOOK_FAULTY'],
    ['an unknown kind', { kind: 'rumour' }, 400, 'RULEBOOK_KIND_UNKNOWN'],
    ['the past', { validFrom: '2020-01-01T00:00:00Z' }, 400, 'RULEBOOK_PAST'],
    ['another county', { county: '310117' }, 404, 'NOT_FOUND'],
    ['a name with signs', { name: '../x' }, 400, 'INPUT_INVALID'],
    ['no reason', { note: ' ' }, 400, 'INPUT_INVALID'],
    ['a body that is none', { body: 'title: x' }, 400, 'INPUT_INVALID'],
  ])('is refused for %s', async (_what, change, status, code) => {
    const answer = await http('POST /api/rulebook', { as: administrator, body: draft(change) });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('names the place of each fault', async () => {
    const body = draft({ body: { x: 1 } });
    const answer = await http('POST /api/rulebook', { as: administrator, body });
    expect(answer.body.fields).toEqual([
      { path: 'body.title', code: 'RULEBOOK_FAULTY', detail: 'is missing' },
    ]);
  });

  it('is for administrators, and for all counties only where they may', async () => {
    const body = draft();
    expect((await http('POST /api/rulebook', { as: clerk, body })).status).toBe(403);
    expect((await http('POST /api/rulebook', { body })).status).toBe(401);
    const all = draft({ county: '*' });
    const other = await http('POST /api/rulebook', { as: elsewhere.administrator, body: all });
    expect([other.status, other.body.code]).toEqual([403, 'RULEBOOK_FOR_ALL']);
    expect((await http('POST /api/rulebook', { as: administrator, body: all })).status).toBe(201);
    const url = `/api/rulebook/process/${all.name}?county=310117`;
    expect((await http(`GET ${url}`, { as: elsewhere.clerk })).body).toMatchObject({ county: '*' });
  });
});

describe('a dry run', () => {
  it('says the faults and publishes nothing', async () => {
    const { note: _, ...body } = draft({ body: { x: 1 } });
    const tried = await http('POST /api/rulebook/check', { as: administrator, body });
    expect(tried.body).toEqual({ faults: [{ place: 'title', what: 'is missing' }] });
    const sound = { ...body, body: { title: '试' } };
    const again = await http('POST /api/rulebook/check', { as: administrator, body: sound });
    expect(again.body).toEqual({ faults: [] });
    const read = await http(`GET /api/rulebook/process/${body.name}?county=310116`, { as: clerk });
    expect(read.status).toBe(404);
  });
});

describe('comparing', () => {
  it('says what a version or a draft says otherwise', async () => {
    const body = draft({ body: { title: '一', clocks: { handle: 3 } } });
    await http('POST /api/rulebook', { as: administrator, body });
    await http('POST /api/rulebook', {
      as: administrator,
      body: { ...body, body: { title: '二', clocks: { handle: 3 } }, basedOn: 1 },
    });
    const { county, kind, name } = body;
    const compare = (rest: object, as = clerk) =>
      http('POST /api/rulebook/compare', { as, body: { county, kind, name, ...rest } });
    const versions = await compare({ from: 1, to: 2 });
    expect(versions.body).toMatchObject({
      before: { version: 1 },
      after: { version: 2 },
      count: 1,
      items: [{ path: ['title'], change: 'changed', before: '一', after: '二' }],
    });
    const unpublished = await compare({ body: { title: '二' } });
    expect(unpublished.body).toMatchObject({
      after: null,
      items: [{ path: ['clocks'], change: 'removed' }],
    });
    expect((await compare({ from: 1, to: 9 })).status).toBe(404);
    expect((await compare({ from: 1, to: 2 }, elsewhere.clerk)).status).toBe(404);
    expect((await compare({ from: 1 })).body.code).toBe('INPUT_INVALID');
  });

  it('draws a sound draft and names the faults of another', async () => {
    const { note: _, ...body } = draft();
    const line = 'POST /api/rulebook/process/draw';
    const drawn = await http(line, { as: administrator, body });
    expect(drawn.body).toEqual({ diagram: 'drawn 试行' });
    const faulty = await http(line, { as: administrator, body: { ...body, body: { x: 1 } } });
    expect(faulty.body.code).toBe('RULEBOOK_FAULTY');
    const other = await http(line, { as: administrator, body: { ...body, kind: 'settings' } });
    expect(other.body.code).toBe('RULEBOOK_KIND_UNKNOWN');
  });
});

describe('reading', () => {
  it('keeps to the reader’s counties and answers alike for what is not there', async () => {
    const body = draft();
    await http('POST /api/rulebook', { as: administrator, body });
    const url = `/api/rulebook/process/${body.name}`;
    for (const line of [
      `GET ${url}?county=310116`,
      `GET ${url}?county=310117`,
      `GET ${url}?county=310117&version=1`,
      `GET ${url}?version=1`,
      `GET ${url}/diagram?county=310116`,
    ]) {
      const answer = await http(line, { as: elsewhere.clerk });
      expect([line, answer.status, answer.body.code]).toEqual([line, 404, 'NOT_FOUND']);
    }
    const listed = await http('GET /api/rulebook?county=310116', { as: elsewhere.clerk });
    expect(listed.status).toBe(404);
    expect((await http(`GET ${url}?county=310116`, { as: await resident() })).status).toBe(403);
  });

  it('lists every version page by page, the county’s and those for all', async () => {
    const names = ['settingsB', 'settingsA'];
    for (const name of names) {
      const body = draft({ kind: 'settings', name });
      await http('POST /api/rulebook', { as: administrator, body });
      await http('POST /api/rulebook', { as: administrator, body: { ...body, county: '*' } });
    }
    const seen: unknown[] = [];
    let cursor = '';
    do {
      const page = await http(`GET /api/rulebook?kind=settings&limit=3${cursor}`, { as: clerk });
      const { items, next } = page.body as { items: DocumentHead[]; next: string | null };
      seen.push(...items.map((item) => `${item.county} ${item.name} ${item.version}`));
      cursor = next === null ? '' : `&cursor=${next}`;
    } while (cursor !== '');
    expect(seen).toEqual([
      '* settingsA 2',
      '* settingsB 2',
      '310116 settingsA 1',
      '310116 settingsB 1',
    ]);
    const own = await http('GET /api/rulebook?kind=settings&county=310116', { as: clerk });
    expect(own.body.items).toHaveLength(2);
    const strange = await http('GET /api/rulebook?cursor=xx', { as: clerk });
    expect(strange.body.code).toBe('CURSOR_INVALID');
  });
});
