import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../kernel/canonical-json.ts';
import { dateAt } from '../../../kernel/zone.ts';
import { testDatabase } from '../../../test/db.ts';
import { logWriter, type Written } from '../../../test/log.ts';
import { withClient } from '../../../test/server.ts';
import { verifyLogs } from '../commands/log.ts';
import { foldAll } from '../store/counters.ts';
import { checkpointFile, makeCheckpoint } from './checkpoint.ts';
import { faultLine, type VerifyOptions, verifyLog } from './verify.ts';

const { db, superUrl } = await testDatabase();
const exportDir = mkdtempSync(join(tmpdir(), 'linli-checkpoints-'));
afterAll(() => rmSync(exportDir, { recursive: true, force: true }));

const world = { db, now: () => Date.now(), exportDir };
const ZONE = 'Asia/Shanghai';
const TODAY = dateAt(Date.now(), ZONE);
const writer = logWriter(db, ZONE);
/** Rows of a county are the superuser's to spoil: no role of ours may do this. */
const spoil = (text: string, values: unknown[] = []) =>
  withClient(superUrl, (client) => client.query<{ text: string }>(text, values));
const verify = (county: string, options: Partial<VerifyOptions> = {}) =>
  verifyLog(db, county, { zone: ZONE, ...options });

let counties = 400_000;
let county = '';
let matters: Written[] = [];

/** Twelve matters of three to six entries; the first nine sealed by two checkpoints. */
beforeEach(async () => {
  counties += 1;
  county = String(counties);
  matters = [];
  for (let index = 0; index < 12; index += 1) {
    matters.push(await writer.register(county));
    if (index === 4 || index === 8) await makeCheckpoint(world, county);
    for (let act = 0; act < 2 + (index % 4); act += 1) await writer.act(matters.at(-1) as Written);
  }
});

const forged = { seq: 1, set: { actor: 'staff:forger' }, upTo: 'end' as const };
const at = (index: number) => matters[index] as Written;
const fileOf = () => checkpointFile(exportDir, county);

describe('a log that nobody touched', () => {
  it('is sound, and everything of it was looked at', async () => {
    await db.scoped({ counties: [county] }, (tx) => foldAll(tx, { county, today: TODAY }));
    await writer.act(at(3));
    const report = await verify(county, { exportFile: fileOf() });
    expect(report.faults).toEqual([]);
    expect(report).toMatchObject({ isSound: true, figures: 'compared', unexported: 0 });
    const entries = matters.reduce((sum, matter) => sum + matter.seq, 0);
    expect(report.checked).toEqual({ matters: 12, entries, checkpoints: 2, leaves: 10 });
    await makeCheckpoint(world, county);
    expect(await verify(county)).toMatchObject({ isSound: true, unsealed: 0 });
  });

  it('stands as the text that was hashed, so that anybody can hash it again', async () => {
    const asked = 'select public::text as text from matter.entry where county = $1';
    const { rows } = await spoil(asked, [county]);
    expect(rows.length).toBeGreaterThan(12);
    for (const { text } of rows) expect(text).toBe(canonicalJson(JSON.parse(text)));
  });

  it('stays sound when a matter is erased: the chain covers the ciphertext', async () => {
    await spoil('delete from matter.data_key where county = $1', [county]);
    expect(await verify(county)).toMatchObject({ isSound: true });
  });

  it('is sound when there is nothing in it', async () => {
    expect(await verify('999999')).toMatchObject({ isSound: true, first: null });
  });
});

describe('a chain', () => {
  const entryOf = (index: number, seq: number) => [county, at(index).id, seq];
  const WHERE = 'where county = $1 and matter_id = $2 and seq = $3';

  it('shows a changed field of an entry', async () => {
    await spoil(
      `update matter.entry set public = jsonb_set(public::jsonb, '{given,note}', '"o"') ${WHERE}`,
      entryOf(6, 2),
    );
    const { first, faultCount } = await verify(county);
    expect(first).toMatchObject({ code: 'entryBroken', number: at(6).number, seq: 2 });
    expect(faultCount).toBe(1);
  });

  it.each([
    ['actor', `'staff:somebody'`],
    ['recorded_at', `recorded_at - interval '1 day'`],
    ['action', `'close'`],
    ['sealed', `'\\x00'::bytea`],
    ['key_id', `'other'`],
    ['post', `matter_id`],
  ])('shows a changed %s', async (column, value) => {
    await spoil(`update matter.entry set ${column} = ${value} ${WHERE}`, entryOf(2, 3));
    const { first } = await verify(county);
    expect(first).toMatchObject({ code: 'entryBroken', number: at(2).number, seq: 3 });
  });

  it('shows an entry removed from its middle', async () => {
    await spoil(`delete from matter.entry ${WHERE}`, entryOf(7, 2));
    const { first } = await verify(county);
    expect(first).toMatchObject({ code: 'entryMissing', number: at(7).number, seq: 2 });
  });

  it('shows its first and its last entry removed', async () => {
    await spoil(`delete from matter.entry ${WHERE}`, entryOf(5, 1));
    await spoil(`delete from matter.entry ${WHERE}`, entryOf(10, at(10).seq));
    const { faults } = await verify(county);
    expect(faults).toMatchObject([
      { code: 'entryMissing', number: at(5).number, seq: 1 },
      { code: 'entryMissing', number: at(10).number, seq: at(10).seq },
    ]);
  });

  it('shows an entry that was added behind the row', async () => {
    await writer.forge(at(11));
    const { first } = await verify(county);
    const seq = at(11).seq + 1;
    expect(first).toMatchObject({ code: 'entryAdded', number: at(11).number, seq });
  });

  it('shows an entry in the name of a matter that never was', async () => {
    const id = at(0).id.replace(/....$/, '0000');
    await spoil(
      `insert into matter.entry select county, $4, seq, id, v, occurred_at, recorded_at, actor,
         post, org, action, public, sealed, key_id, prev, hash from matter.entry ${WHERE}`,
      [...entryOf(0, 2), id],
    );
    expect((await verify(county)).faults).toMatchObject([
      { code: 'entryAdded', matterId: id, seq: 1 },
    ]);
  });

  it('shows a matter whose rows are all gone, when a checkpoint has sealed it', async () => {
    await writer.removeWhole(superUrl, at(1));
    const { first } = await verify(county);
    expect(first).toMatchObject({ code: 'matterMissing', matterId: at(1).id, checkpoint: 1 });
  });

  it('shows by the figures that a matter is gone which no checkpoint had sealed', async () => {
    await writer.removeWhole(superUrl, at(11));
    expect((await verify(county)).first).toMatchObject({ code: 'figureDiffers' });
  });

  it('shows a matter whose row alone is gone, with its number', async () => {
    await spoil('delete from matter.matter where county = $1 and id = $2', [county, at(9).id]);
    const { first } = await verify(county);
    expect(first).toMatchObject({ code: 'matterMissing', number: at(9).number });
  });

  it('shows a row without any entry', async () => {
    await spoil('delete from matter.entry where county = $1 and matter_id = $2', [
      county,
      at(11).id,
    ]);
    expect((await verify(county)).first).toMatchObject({
      code: 'matterAdded',
      number: at(11).number,
    });
  });

  it('rewritten from an entry on, with every hash made to fit, breaks upon its checkpoint', async () => {
    await writer.rewrite(superUrl, at(2), forged);
    const { first } = await verify(county);
    expect(first).toMatchObject({ code: 'entryRewritten', number: at(2).number, checkpoint: 1 });
  });

  it('with one entry rewritten and hashed anew does not go on from it', async () => {
    await writer.rewrite(superUrl, at(2), { seq: 2, set: { actor: 'staff:x' }, upTo: 'itself' });
    const { first } = await verify(county);
    expect(first).toMatchObject({ code: 'entryBroken', number: at(2).number, seq: 3 });
  });

  it('with an entry that no reader knows says so, and goes on with the next matter', async () => {
    await writer.rewrite(superUrl, at(10), { seq: 2, set: { v: 99 }, upTo: 'end' });
    await writer.forge(at(11));
    expect((await verify(county)).faults).toMatchObject([
      { code: 'entryUnreadable', number: at(10).number, seq: 2 },
      { code: 'entryAdded', number: at(11).number },
    ]);
  });

  it('cut short together with its row breaks upon its checkpoint', async () => {
    const sealed = at(4);
    await makeCheckpoint(world, county);
    await writer.cutShort(superUrl, sealed);
    const { first } = await verify(county);
    expect(first).toMatchObject({ code: 'entryMissing', number: sealed.number, seq: sealed.seq });
  });

  it('of more entries than a round holds is read to its end', async () => {
    const long = at(6);
    await writer.actMany(long, 4100);
    expect(await verify(county)).toMatchObject({ isSound: true });
    await spoil(`delete from matter.entry ${WHERE}`, entryOf(6, 4090));
    expect((await verify(county)).first).toMatchObject({ code: 'entryMissing', seq: 4090 });
  });
});

describe('a county of several rounds', () => {
  it('is read whole, and faults are named in the order of ids', async () => {
    const more = await Promise.all(Array.from({ length: 420 }, () => writer.register(county)));
    const all = [...matters, ...more].sort((a, b) => (a.id < b.id ? -1 : 1));
    const entries = all.reduce((sum, matter) => sum + matter.seq, 0);
    const sound = await verify(county);
    expect(sound).toMatchObject({ isSound: true, checked: { matters: 432, entries } });
    const spoilt = [199, 200, 431].map((index) => all[index] as Written);
    for (const { id } of spoilt) {
      await spoil(`update matter.entry set org = id where county = $1 and matter_id = $2`, [
        county,
        id,
      ]);
    }
    const { faults } = await verify(county);
    expect(faults.map((fault) => fault.number)).toEqual(spoilt.map((matter) => matter.number));
  });
});

describe('a row', () => {
  it.each([
    ['title', `'forged'`],
    ['stage', `'closed'`],
    ['handling_org', `id`],
    ['due_at', `now()`],
    ['is_private', `not is_private`],
    ['version', `version + 1`],
    ['facts', `jsonb_set(facts, '{reworkCount}', '0')`],
    ['fields', `'{"a": 1}'`],
    ['head', `decode(repeat('00', 32), 'hex')`],
  ])('with a forged %s is not what its log makes it', async (column, value) => {
    const where = 'where county = $1 and id = $2';
    await spoil(`update matter.matter set ${column} = ${value} ${where}`, [county, at(7).id]);
    const { first, faultCount } = await verify(county);
    expect(first).toMatchObject({ code: 'rowDiffers', number: at(7).number });
    expect(faultCount).toBe(1);
  });

  it.each([
    ['clock', 'name', 'other'],
    ['assignment', 'state', 'cancelled'],
    ['request', 'state', 'lapsed'],
    ['supervision', 'state', 'closed'],
    ['link', 'kind', 'sub'],
  ])(
    'whose %s was changed or removed is not what its log makes it',
    async (table, column, value) => {
      const where = 'where county = $1 and matter_id = $2';
      await spoil(`update matter.${table} set ${column} = '${value}' ${where}`, [county, at(1).id]);
      await spoil(`delete from matter.${table} ${where}`, [county, at(8).id]);
      expect((await verify(county)).faults).toMatchObject([
        { code: 'rowDiffers', number: at(1).number },
        { code: 'rowDiffers', number: at(8).number },
      ]);
    },
  );
});

describe('a checkpoint', () => {
  it('with a replaced root is broken', async () => {
    await spoil('update matter.checkpoint set root = sha256(root) where county = $1 and seq = 1', [
      county,
    ]);
    const { faults } = await verify(county, { exportFile: fileOf() });
    expect(faults).toMatchObject([
      { code: 'checkpointBroken', checkpoint: 1 },
      { code: 'checkpointBroken', checkpoint: 2 },
    ]);
  });

  it('misses a leaf that was removed, and knows one that was added', async () => {
    const leaf = 'from matter.checkpoint_leaf where county = $1 and checkpoint = 1';
    await spoil(`delete ${leaf} and matter_id = $2`, [county, at(3).id]);
    await spoil(
      `insert into matter.checkpoint_leaf
         select county, 2, matter_id, seq, head ${leaf} and matter_id = $2`,
      [county, at(0).id],
    );
    expect((await verify(county)).faults).toMatchObject([
      { code: 'leafMissing', checkpoint: 1 },
      { code: 'leafAdded', checkpoint: 2 },
    ]);
  });

  it('with a leaf made to fit a rewritten chain is broken', async () => {
    await writer.rewrite(superUrl, at(2), forged);
    await spoil(
      `update matter.checkpoint_leaf l set head = e.hash from matter.entry e
       where l.county = $1 and l.matter_id = $2 and e.county = l.county
         and e.matter_id = l.matter_id and e.seq = l.seq`,
      [county, at(2).id],
    );
    expect((await verify(county)).first).toMatchObject({ code: 'checkpointBroken', checkpoint: 1 });
  });

  it('made anew, with those after it, differs from what has left the database', async () => {
    await spoil('delete from matter.checkpoint_leaf where county = $1', [county]);
    await spoil('delete from matter.checkpoint where county = $1', [county]);
    const { made } = await makeCheckpoint(world, county);
    expect(made).toHaveLength(1);
    expect(await verify(county)).toMatchObject({ isSound: true });
    const { faults } = await verify(county, { exportFile: fileOf() });
    expect(faults).toMatchObject([
      { code: 'exportDiffers', checkpoint: 1 },
      { code: 'checkpointMissing', checkpoint: 2 },
    ]);
  });

  it('that was removed is named by its leaves', async () => {
    await spoil('delete from matter.checkpoint where county = $1 and seq = 2', [county]);
    expect((await verify(county)).first).toMatchObject({
      code: 'checkpointMissing',
      checkpoint: 2,
    });
  });
});

describe('the figures', () => {
  const sumOf = (level: string) =>
    `matter.counter_sum where county = $1 and level = '${level}' and received > 0`;
  const statusOf = (level: string) =>
    `matter.counter_status where county = $1 and level = '${level}' and measure = 'stock' and n > 0`;
  /** Single days of these are held against the log, everything else against them. */
  const finest = {
    'towns by category': `${sumOf('townCategory')} and span = 1`,
    villages: `${sumOf('village')} and span = 1`,
    'stages of towns': `${statusOf('town')} and span = 1`,
  };
  const others = {
    'the county': `${sumOf('county')} and span = 1`,
    'its categories': `${sumOf('countyCategory')} and span = 1`,
    'its towns': `${sumOf('town')} and span = 1`,
    'four days of a village': `${sumOf('village')} and span = 4`,
    'years of a town': `${sumOf('town')} and span = 1024`,
    'stages of the county': `${statusOf('county')} and span = 1`,
    'stages of sixteen days': `${statusOf('town')} and span = 16`,
  };
  const changed = (rows: string, how: string) => {
    const [table] = rows.split(' ');
    return how === 'gone'
      ? `delete from ${table} where ctid = (select ctid from ${rows} limit 1)`
      : `update ${table} set ${how} where ctid = (select ctid from ${rows} limit 1)`;
  };
  const more = (rows: string) =>
    rows.includes('counter_sum') ? 'received = received + 1' : 'n = n + 1';

  const faults = Object.entries({ ...finest, ...others }).flatMap(([what, rows]) => [
    [what, 'a larger number', changed(rows, more(rows))],
    [what, 'another place', changed(rows, `town = '999999999'`)],
    [what, 'another day', changed(rows, `day = date '1971-01-01'`)],
    [what, 'nothing', changed(rows, 'gone')],
  ]);
  it.each([
    ...faults,
    ['stages of towns', 'another stage', changed(finest['stages of towns'], `status = 'other'`)],
    ['stages of towns', 'no stage', changed(finest['stages of towns'], `status = ''`)],
    ['villages', 'a category', changed(finest.villages, `category = 'noise'`)],
    ['villages', 'another measure', changed(finest.villages, 'received = 0, rated = received')],
    ['towns by category', 'a village', changed(finest['towns by category'], `village = 'x'`)],
  ])('of %s with %s are not those of the log', async (_what, _how, statement) => {
    await db.scoped({ counties: [county] }, (tx) => foldAll(tx, { county, today: TODAY }));
    expect(await verify(county)).toMatchObject({ isSound: true });
    await spoil(statement.replaceAll('$1', `'${county}'`));
    expect((await verify(county)).first).toMatchObject({ code: 'figureDiffers' });
  });

  const delta = (measure: string, n: number) =>
    `insert into matter.counter_delta (county, id, day, town, village, category, measure, status, n)
     select county, gen_random_uuid(), day, town, village, category, '${measure}', status, ${n}
     from matter.counter_delta where county = $1 and measure = 'received' limit 1`;
  it.each([
    ['one more', delta('received', 1)],
    ['one that is taken back', delta('received', -1)],
    ['a measure that is none', delta('praised', 1)],
    [
      'one lost',
      `delete from matter.counter_delta where county = $1 and id = (
         select id from matter.counter_delta where county = $1 limit 1)`,
    ],
    [
      'another village',
      `update matter.counter_delta set village = town || '999' where county = $1
         and measure = 'received'`,
    ],
    [
      'another category',
      `update matter.counter_delta set category = 'other' where county = $1
         and measure = 'received'`,
    ],
  ])('that wait with %s are not those of the log', async (_what, statement) => {
    expect(await verify(county)).toMatchObject({ isSound: true });
    await spoil(statement, [county]);
    expect((await verify(county)).first).toMatchObject({ code: 'figureDiffers' });
  });

  it('that were folded without being summed are missed', async () => {
    await spoil('delete from matter.counter_delta where county = $1', [county]);
    const { first } = await verify(county);
    expect(first?.why).toMatch(/ by (status|townCategory|village): the figures say 0, the log /);
  });
});

describe('linli verify-log', () => {
  const run = async (against?: string) => {
    const printed: string[] = [];
    const ctx = {
      ...world,
      zone: ZONE,
      counties: async () => [county],
      print: (line: string) => printed.push(line),
    };
    const isSound = await verifyLogs(ctx, { against });
    return { isSound, text: printed.join('\n') };
  };

  it('says what it checked, and names the first fault with its number', async () => {
    expect((await run()).text).toContain(`${county}: sound`);
    await spoil(`update matter.entry set actor = 'x' where county = $1 and matter_id = $2`, [
      county,
      at(2).id,
    ]);
    const { isSound, text } = await run();
    expect(isSound).toBe(false);
    expect(text).toContain(`entryBroken: matter ${at(2).number}, entry 1: `);
  });

  it('compares with a copy that somebody kept', async () => {
    const kept = join(exportDir, 'kept.jsonl');
    const lines = readFileSync(fileOf(), 'utf8');
    writeFileSync(kept, lines.replaceAll(/"root":"./g, '"root":"0'));
    const { text } = await run(kept);
    expect(text).toMatch(/exportDiffers: checkpoint [12]: its root is/);
  });

  it('names a removed matter by its id and the time it was taken in', async () => {
    await writer.removeWhole(superUrl, at(1));
    const { first } = await verify(county);
    expect(first && faultLine(first)).toMatch(/^matterMissing: matter [0-9a-f-]{36} \(of 20\d\d-/);
  });
});
