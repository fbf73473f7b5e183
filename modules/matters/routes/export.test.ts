/** Exports over HTTP: masked, marked on every row, capped, logged before they leave. */
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { storyHouse } from '../../../test/house.ts';
import { httpOf } from '../../../test/http.ts';
import { journalOf } from '../../../test/journal.ts';
import { proveLogs, teller } from '../../../test/teller.ts';

const story = await storyHouse();
const tell = teller(story);
const folk = await story.people();
const { app } = await httpOf(story.world, story.house.http);
const as = folk.supervisor;

async function taken(body: object) {
  const response = await app.inject({
    method: 'POST',
    url: '/api/matters/export',
    headers: as.headers,
    payload: { queue: 'recent', reason: '月度调度会', format: 'csv', ...body },
  });
  const isText = response.rawPayload.subarray(0, 2).toString() !== 'PK';
  return { response, rows: isText ? parse(response.body, { bom: true }) : [] };
}

it('holds the rows of the list, masked, each with who took them and why', async () => {
  const text = '=HYPERLINK("http://x") 反映人张示例，电话13900000001，路灯不亮。';
  const number = await tell.report(folk.clerk, { text });
  const unseen = await tell.report(folk.elsewhere.clerk, { point: { lon: 122.21, lat: 30.71 } });
  const { response, rows } = await taken({});
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-disposition']).toMatch(/^attachment; filename="matters-EX-/);
  const row = rows.find(([first]) => first === number);
  expect(row?.[1]).toMatch(/^'=/);
  expect(response.body).not.toContain('13900000001');
  expect(rows.map(([first]) => first)).not.toContain(unseen);
  const serial = String(response.headers['x-export-serial']);
  for (const one of rows.slice(1)) {
    expect(one.at(-1)).toMatch(/示例区综治中心 · 示例岗位 · .+ · 2026-11-20 10:\d\d/);
    expect(one.at(-1)).toContain(`用途：月度调度会 · 编号：${serial}`);
  }
  const lines = await journalOf(story.base, `staff:${as.account}`);
  expect(lines.at(-1)).toMatchObject({
    verb: 'matter.export',
    county: '310116',
    detail: {
      serial,
      reason: '月度调度会',
      count: rows.length - 1,
      format: 'csv',
      filter: { queue: 'recent' },
    },
  });
});

it('comes as a workbook too, and of a search, whose words the log does not keep', async () => {
  const number = await tell.report(folk.clerk, { text: '健身步道塌陷，请修复。' });
  const { response } = await taken({ format: 'xlsx' });
  expect(response.rawPayload.subarray(0, 2).toString()).toBe('PK');
  const { rows } = await taken({ queue: undefined, q: '步道塌陷' });
  expect(rows.slice(1).map(([first]) => first)).toEqual([number]);
  const lines = await journalOf(story.base, `staff:${as.account}`);
  expect(JSON.stringify(lines)).not.toContain('步道');
  expect(lines.at(-1)).toMatchObject({ detail: { isSearch: true, count: 1 } });
});

it('can be looked at before, and may take only some', async () => {
  const numbers = [await tell.report(folk.clerk), await tell.report(folk.clerk)];
  const asked = { queue: 'recent', numbers: numbers.slice(0, 1) };
  const { body } = await story.http('POST /api/matters/export/preview', { as, body: asked });
  expect(body).toMatchObject({ count: 1, isCut: false, max: 10_000 });
  expect((body.rows as string[][])[0]?.[0]).toBe(numbers[0]);
  const { rows } = await taken(asked);
  expect(rows).toHaveLength(2);
});

it('needs its own right, a reason, and one thing to export', async () => {
  const ask = (who: typeof as, body: object) =>
    story.http('POST /api/matters/export', { as: who, body });
  const whole = { queue: 'recent', reason: '月度调度会', format: 'csv' };
  expect((await ask(folk.countyDispatcher, whole)).body.code).toBe('FORBIDDEN');
  for (const body of [
    { ...whole, reason: ' 会 ' },
    { ...whole, queue: undefined },
    { ...whole, q: '路灯' },
  ]) {
    expect((await ask(as, body)).body.code).toBe('INPUT_INVALID');
  }
});

proveLogs(story);
