/** Bulk import as an administrator lives it: files good and bad, twice, cut off, real messages. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { messageImport } from '../../../imports.ts';
import { storyHouse } from '../../../test/house.ts';
import { withClient } from '../../../test/server.ts';
import { sheetOf } from '../../../test/sheet.ts';
import { verifyLog } from '../actions/verify.ts';
import { type ImportOptions, readMap, runImport } from './import.ts';

const story = await storyHouse();
await story.people();
const dir = mkdtempSync(join(tmpdir(), 'linli-import-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const HERE = '310116';
const MAP = {
  id: 'no',
  time: { column: 'at', zone: 'Asia/Shanghai' },
  text: 'words',
  category: { column: 'sort', by: 'name' },
  place: { otherwise: '310116101201' },
  reporter: { name: 'name', phone: 'phone' },
};

function write(name: string, content: string | Buffer): string {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
}

/** Each source is a world of its own: the same ids under another name are other rows. */
function mapFor(source: string, more: object = {}): string {
  return write(`${source}.yaml`, JSON.stringify({ source, ...MAP, ...more }));
}

async function run(
  file: string,
  map: string,
  more: Partial<ImportOptions> = {},
  signal?: AbortSignal,
) {
  const printed: string[] = [];
  const refused = join(dir, `${story.house.newId()}.refused.jsonl`);
  const ctx = await messageImport(story.house, (line) => printed.push(line), signal);
  const report = await runImport(ctx, file, { county: HERE, map, refused, ...more });
  const list = existsSync(refused) ? readFileSync(refused, 'utf8').trim().split('\n') : [];
  return { report, printed, refused: list.map((line) => JSON.parse(line)) };
}

const row = (no: number, more: object = {}) => ({
  no,
  at: '2019-04-25T09:32:09',
  words: `第${no}件：路灯不亮`,
  sort: '路灯故障',
  ...more,
});
const jsonl = (rows: readonly unknown[]) => rows.map((one) => JSON.stringify(one)).join('\n');

/** Superuser: what stands, whoever may see it. */
function query(text: string, values: unknown[] = []) {
  return withClient(story.base.superUrl, async (client) => (await client.query(text, values)).rows);
}

const mattersOf = (source: string) =>
  query(
    `select m.*, i.key from matter.idempotency i
     join matter.matter m on m.county = i.county and m.id = i.matter_id
     where i.actor = $1 order by i.key`,
    [`system:import:${source}`],
  );

describe('an import', () => {
  it('takes a message in at its real time, by the door and in the year of that time', async () => {
    const file = write(
      'one.jsonl',
      jsonl([row(1, { name: '张三丰', phone: '13800001111', words: '张三丰：路灯不亮' })]),
    );
    const { report } = await run(file, mapFor('one'));
    expect(report).toMatchObject({ read: 1, added: 1, refused: 0 });
    const [matter] = await mattersOf('one');
    expect(matter).toMatchObject({
      channel: 'import',
      stage: 'registered',
      category: 'streetLight',
    });
    expect(matter?.number).toMatch(/^310116-19-/);
    expect(matter?.received_at).toEqual(new Date('2019-04-25T01:32:09Z'));
    // The clocks began then, not today.
    expect(matter?.due_at.getTime()).toBeLessThan(Date.parse('2019-07-01'));
    expect(JSON.stringify(matter)).not.toContain('张三丰');
    const [entry] = await query('select * from matter.entry where matter_id = $1', [matter?.id]);
    expect(entry).toMatchObject({ action: 'register', actor: 'system:import:one' });
    expect(entry?.occurred_at).toEqual(matter?.received_at);
    expect(entry?.recorded_at.getTime()).toBeGreaterThanOrEqual(story.clock.now());
  });

  it('refuses each bad row with its line, code and field, and takes in the good ones', async () => {
    const lines = [
      JSON.stringify(row(1)),
      JSON.stringify(row(2, { sort: '不存在的类别' })),
      JSON.stringify(row(3, { at: '2031-01-01T00:00:00' })),
      JSON.stringify(row(4, { words: '长'.repeat(4001) })),
      '{"no": 5, "at": ',
      JSON.stringify({ ...row(6), no: undefined }),
      JSON.stringify(row(7, { at: '2019-02-30 10:00:00' })),
      '',
      JSON.stringify(row(8, { words: '电话13812345678，\u0000' })),
      JSON.stringify(row(9, { words: '' })),
      '["a list"]',
      JSON.stringify(row(10)),
    ];
    const bytes = Buffer.concat([
      Buffer.from(`${lines.join('\n')}\n{"no":11,"words":"`),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}'),
    ]);
    const { report, refused } = await run(write('bad.jsonl', bytes), mapFor('bad'));
    expect(report).toMatchObject({ read: 12, added: 2, refused: 10 });
    expect(
      refused.map(({ line, code, field }) => [line, code, field]).sort((a, b) => a[0] - b[0]),
    ).toEqual([
      [2, 'CATEGORY_UNKNOWN', 'category'],
      [3, 'TIME_IN_FUTURE', 'time'],
      [4, 'INPUT_INVALID', 'text'],
      [5, 'IMPORT_ROW_UNREADABLE', 'row'],
      [6, 'IMPORT_ID_MISSING', 'id'],
      [7, 'IMPORT_TIME_INVALID', 'time'],
      [9, 'INPUT_INVALID', 'text'],
      [10, 'INPUT_INVALID', 'text'],
      [11, 'IMPORT_ROW_UNREADABLE', 'row'],
      [13, 'IMPORT_ROW_UNREADABLE', 'row'],
    ]);
    expect(JSON.stringify(refused)).not.toContain('13812345678');
    expect((await mattersOf('bad')).map((one) => one.key)).toEqual(['1', '10']);
  });

  it('reads CSV, zipped or not, and sheets; a row with other columns is refused', async () => {
    const csv =
      '\uFEFFno,at,words,sort\r\n1,2019-04-25 09:32:09,"一行,\n又一行",路灯故障\r\n2,2019-04-25\r\n3,2019/4/25,丙,路灯故障\r\n';
    const plain = await run(write('a.csv', csv), mapFor('csv'));
    expect(plain.report).toMatchObject({ added: 1, refused: 2 });
    expect(plain.refused.map(({ line, code }) => [line, code])).toEqual([
      [4, 'IMPORT_ROW_UNREADABLE'],
      [5, 'IMPORT_TIME_INVALID'],
    ]);
    const zipped = await run(
      write('a.csv.gz', gzipSync(csv)),
      mapFor('zipped', { time: { column: 'at', zone: 'Asia/Shanghai', format: 'slash' } }),
    );
    expect(zipped.report).toMatchObject({ added: 1, refused: 2 });
    const sheet = sheetOf([
      ['no', 'at', 'words', 'sort'],
      [1, '2019-04-25 09:32:09', '甲', '路灯故障'],
      [2, '2019-04-25 09:32:09', '乙', '别的'],
      [3, null, '丙', '路灯故障'],
    ]);
    const read = await run(write('a.xlsx', sheet), mapFor('sheet'));
    expect(read.report).toMatchObject({ added: 1, refused: 2 });
    expect(read.refused.map(({ line, code }) => [line, code])).toEqual([
      [3, 'CATEGORY_UNKNOWN'],
      [4, 'IMPORT_TIME_INVALID'],
    ]);
  });

  it('adds nothing the second time, and says so of a row that reads otherwise now', async () => {
    const map = mapFor('twice');
    const rows = Array.from({ length: 250 }, (_, at) => row(at));
    const first = await run(write('t.jsonl', jsonl([...rows, row(0)])), map);
    expect(first.report).toMatchObject({ added: 250, known: 1 });
    const again = await run(
      write('t.jsonl', jsonl([row(0, { words: '别的话' }), ...rows.slice(1)])),
      map,
    );
    expect(again.report).toMatchObject({ added: 0, known: 249, refused: 1 });
    expect(again.refused).toMatchObject([{ line: 1, code: 'IMPORT_ROW_CHANGED', id: '0' }]);
    expect(await mattersOf('twice')).toHaveLength(250);
  });

  it('goes on where it was cut off, with the same matters in the end', async () => {
    const map = mapFor('cut');
    const file = write('c.jsonl', jsonl(Array.from({ length: 600 }, (_, at) => row(at))));
    const stop = new AbortController();
    const ctx = await messageImport(story.house, () => undefined, stop.signal);
    const cut = await runImport(
      {
        ...ctx,
        importMessages: (input) =>
          ctx.importMessages({ ...input, batch: 50, inFlight: 2, onProgress: () => stop.abort() }),
      },
      file,
      { county: HERE, map },
    );
    expect(cut.isStopped).toBe(true);
    expect(cut.added).toBeGreaterThan(0);
    expect(cut.added).toBeLessThan(600);
    const rest = await run(file, map);
    expect(rest.report).toMatchObject({
      known: cut.added,
      added: 600 - cut.added,
      isStopped: false,
    });
    expect(new Set((await mattersOf('cut')).map((one) => one.key)).size).toBe(600);
  });

  it('writes nothing in a dry run', async () => {
    const file = write('d.jsonl', jsonl([row(1), row(2, { at: 'yesterday' })]));
    const { report } = await run(file, mapFor('dry'), { dryRun: true });
    expect(report).toMatchObject({ added: 1, refused: 1 });
    expect(await mattersOf('dry')).toEqual([]);
  });

  it('invents no places unless it is told to, and takes no rows of another county', async () => {
    expect(() => readMap('messages', false)).toThrow(
      expect.objectContaining({
        code: 'IMPORT_MAP_FAULTY',
        details: expect.objectContaining({
          values: expect.objectContaining({ faults: expect.stringMatching(/--demo-places/) }),
        }),
      }),
    );
    expect(() => readMap(mapFor('typo', { categroy: {} }), false)).toThrow(/IMPORT_MAP_FAULTY/);
    const file = write('e.jsonl', jsonl([row(1)]));
    const { refused } = await run(
      file,
      mapFor('elsewhere', { place: { otherwise: '310117101201' } }),
    );
    expect(refused).toMatchObject([{ line: 1, code: 'PLACE_OUT_OF_SCOPE' }]);
  });
});

const data = join(import.meta.dirname, '../../../../shared/data/messages/replied.jsonl');
const hasData = existsSync(data);
if (!hasData) console.log('Left out: the real messages, because ../shared/data is absent.');

describe.skipIf(!hasData)('real messages', () => {
  it('come in with their times and replies, and the log verifies', async () => {
    const lines = hasData ? readFileSync(data, 'utf8').split('\n').slice(0, 200) : [];
    const file = write('real.jsonl', lines.join('\n'));
    const { report, refused } = await run(file, 'messages', {
      demoPlaces: true,
      withReplies: true,
    });
    expect(refused.map(({ code, detail }) => [code, detail])).toEqual([]);
    expect(report).toMatchObject({ read: 200, added: 200 });
    const [first] = lines.map((line) => JSON.parse(line));
    const matter = (await mattersOf('resident-messages')).find(
      (one) => one.key === String(first.id),
    );
    expect(matter?.received_at).toEqual(new Date(`${first.time}+08:00`));
    const entries = await query('select * from matter.entry where matter_id = $1 order by seq', [
      matter?.id,
    ]);
    expect(entries.map((one) => one.action)).toEqual(['register', 'reply']);
    const log = await verifyLog(story.base.db, HERE, { zone: 'Asia/Shanghai' });
    expect(log.faults).toEqual([]);
  });

  it('send no message to anybody about what is long over', async () => {
    expect(await query('select * from messaging.message')).toEqual([]);
  });
});
