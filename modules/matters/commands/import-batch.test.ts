/** A file that is taken in by the hundred leaves what the same rows leave one by one. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { messageImport } from '../../../imports.ts';
import { storyHouse } from '../../../test/house.ts';
import { withClient } from '../../../test/server.ts';
import type { RefusedRow } from '../actions/import.ts';
import { recountFigures } from '../actions/recount.ts';
import { verifyLog } from '../actions/verify.ts';
import { runImport } from './import.ts';

const story = await storyHouse();
await story.people();
const dir = mkdtempSync(join(tmpdir(), 'linli-import-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const HERE = '310116';
const SORTS = ['路灯故障', '暴露垃圾', '燃气异味'];

const MAP = {
  id: 'no',
  time: { column: 'at', zone: 'Asia/Shanghai' },
  text: 'words',
  category: { column: 'sort', by: 'name' },
  place: { otherwise: '310116101201' },
  reporter: { name: 'name', phone: 'phone' },
};

const rows = Array.from({ length: 130 }, (_, no) => ({
  no,
  at: `20${18 + (no % 7)}-0${1 + (no % 9)}-1${no % 10}T0${no % 10}:32:09`,
  words: `张三丰说第${no}件：楼下'路灯'不亮，"三天"了，电话138000011${String(no).padStart(2, '0')}`,
  sort: SORTS[no % SORTS.length],
  ...(no % 3 === 0 && { name: '张三丰', phone: `138000011${String(no).padStart(2, '0')}` }),
}));

function write(name: string, content: string): string {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
}

type More = { from?: readonly object[]; onRefused?: (row: RefusedRow) => void };

async function importAs(source: string, batch: number, { from = rows, onRefused }: More = {}) {
  const file = write(`${source}.jsonl`, from.map((row) => JSON.stringify(row)).join('\n'));
  const map = write(`${source}.yaml`, JSON.stringify({ source, ...MAP }));
  const ctx = await messageImport(story.house, () => undefined);
  const importMessages: typeof ctx.importMessages = (input) =>
    ctx.importMessages({ ...input, batch, ...(onRefused && { onRefused }) });
  const refused = join(dir, `${source}.refused.jsonl`);
  return runImport({ ...ctx, importMessages }, file, { county: HERE, map, refused });
}

const query = (text: string, values: unknown[] = []) =>
  withClient(story.base.superUrl, async (client) => (await client.query(text, values)).rows);

const OWN = ['id', 'matter_id', 'number', 'body_hash', 'actor', 'head', 'hash', 'sealed', 'due_at'];
const TIMES = ['created_at', 'updated_at', 'recorded_at'];

/** The rows of a table that a source's matters have, without what is each one's own. */
async function rowsOf(source: string, table: string, key = 'matter_id') {
  const found = await query(
    `select i.key::int as no, to_jsonb(t) as row from matter.idempotency i
     join ${table} t on t.county = i.county and t.${key} = i.matter_id
     where i.actor = $1 order by 1`,
    [`system:import:${source}`],
  );
  const bare = found.map(({ no, row }) => {
    for (const name of [...OWN, ...TIMES]) delete row[name];
    const text = JSON.stringify({ no, ...row })
      .replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'an id')
      .replaceAll(/310116-\d\d-\d{7}/g, 'a number')
      .replaceAll(`system:import:${source}`, 'the import');
    return text;
  });
  return bare.sort();
}

describe('a file taken in by the hundred', () => {
  it('leaves the same rows, words, clocks and figures as row by row', async () => {
    expect(await importAs('alone', 1)).toMatchObject({ added: 130, refused: 0 });
    const figures = await query(
      'select measure, status, sum(n) as n from matter.counter_delta group by 1, 2 order by 1, 2',
    );
    expect(await importAs('together', 100)).toMatchObject({ added: 130, refused: 0 });
    const both = await query(
      'select measure, status, sum(n) as n from matter.counter_delta group by 1, 2 order by 1, 2',
    );
    expect(figures.length).toBeGreaterThan(0);
    expect(both.map((one) => Number(one.n))).toEqual(figures.map((one) => 2 * Number(one.n)));
    for (const table of ['clock', 'party', 'data_key', 'assignment', 'tally', 'entry']) {
      const alone = await rowsOf('alone', `matter.${table}`);
      expect(await rowsOf('together', `matter.${table}`), table).toEqual(alone);
      if (!['assignment', 'tally'].includes(table)) expect(alone.length, table).toBeGreaterThan(40);
    }
    expect(await rowsOf('together', 'matter.matter', 'id')).toEqual(
      await rowsOf('alone', 'matter.matter', 'id'),
    );
    expect(await rowsOf('together', 'matter.search')).toEqual(
      await rowsOf('alone', 'matter.search'),
    );
  });

  it('leaves a log that verifies and figures that a recount does not change', async () => {
    const zone = 'Asia/Shanghai';
    const log = await verifyLog(story.base.db, HERE, { zone });
    expect(log.faults).toEqual([]);
    const report = await recountFigures({ db: story.base.db, zone }, HERE, story.clock.now());
    expect(report).toMatchObject({ entries: 260, corrected: 0 });
  });

  it('leaves nothing of a row that fails among good ones, and takes those in', async () => {
    const twins = [...rows.slice(0, 20), { ...rows[3], words: '别的话' }, ...rows.slice(20, 30)];
    const refused: unknown[] = [];
    const report = await importAs('twins', 100, {
      from: twins,
      onRefused: (row) => refused.push(row),
    });
    expect(report).toMatchObject({ read: 31, added: 30, refused: 1 });
    expect(refused).toMatchObject([{ line: 21, code: 'IMPORT_ROW_CHANGED', id: '3' }]);
    expect(await rowsOf('twins', 'matter.entry')).toHaveLength(30);
    const log = await verifyLog(story.base.db, HERE, { zone: 'Asia/Shanghai' });
    expect(log.faults).toEqual([]);
  });
});
