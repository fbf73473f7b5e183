/** A year that is over leaves a database in use and comes back: what the program says meanwhile. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageImport } from './imports.ts';
import { makeCheckpoint } from './modules/matters/actions/checkpoint.ts';
import { recountFigures, recountOnce } from './modules/matters/actions/recount.ts';
import { verifyLog } from './modules/matters/actions/verify.ts';
import { runImport } from './modules/matters/commands/import.ts';
import { backUp, restore } from './platform/backup/index.ts';
import { ensurePartitions } from './platform/db/partitions.ts';
import { attachYear, detachYear, listYears } from './platform/db/years.ts';
import { folderStore } from './platform/files/index.ts';
import { storyHouse } from './test/house.ts';
import { signInWithPhone } from './test/people.ts';
import { emptyPlace } from './test/place.ts';
import { LAST_YEAR, withClient } from './test/server.ts';
import { teller } from './test/teller.ts';
import { yearHolds } from './upkeep.ts';

const COUNTY = '310116';
const ZONE = 'Asia/Shanghai';
const YEAR = 2024;
const PHONE = '13900000001';
const story = await storyHouse();
const { db, ownerUrl, superUrl } = story.base;
const { http, clock } = story;
const folk = await story.people();
const { report, read, act, done, refused, ready } = teller(story);

const now = () => clock.now();
const run = (text: string) =>
  withClient(superUrl, async (client) => (await client.query(text)).rows);
const detach = () => detachYear(ownerUrl, { year: YEAR, now: now(), holds: yearHolds });
const attach = () => attachYear(ownerUrl, { year: YEAR, now: now() });
const verify = () => verifyLog(db, COUNTY, { zone: ZONE });
const logOf = async (number: string) =>
  (await http(`GET /api/matters/${number}/log`, { as: folk.townDispatcher })).body;
const recentOf = async () =>
  (await http('GET /api/matters?queue=closed', { as: folk.townDispatcher })).body;
const figures = async () =>
  (await http('GET /api/figures?county=310116&from=2024-01-01&to=2026-12-31', { as: folk.leader }))
    .body;

let old = '';
let lasting = '';
let fresh = '';
const resident = await signInWithPhone(story.world, PHONE);

const dir = mkdtempSync(join(tmpdir(), 'linli-years-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Taken over from another system under the day on which they came: so they lie in that year. */
async function takeOver(): Promise<string[]> {
  const rows = [1, 2].map((no) => ({
    no,
    at: `${YEAR}-03-0${no}T10:00:00`,
    words: '路灯不亮',
    name: '李四',
    phone: PHONE,
  }));
  const file = join(dir, 'rows.jsonl');
  writeFileSync(file, rows.map((one) => JSON.stringify(one)).join('\n'));
  const map = join(dir, 'map.yaml');
  const time = { column: 'at', zone: ZONE };
  const place = { otherwise: '310116101201' };
  const reporter = { name: 'name', phone: 'phone' };
  writeFileSync(
    map,
    JSON.stringify({ source: 'old', id: 'no', time, text: 'words', place, reporter }),
  );
  const ctx = await messageImport(story.house, () => undefined);
  await runImport(ctx, file, { county: COUNTY, map, refused: join(dir, 'refused.jsonl') });
  const taken = await run('select number from matter.matter order by id');
  return taken.map(({ number }) => String(number));
}

beforeAll(async () => {
  [old = '', lasting = ''] = await takeOver();
  for (const number of [old, lasting]) {
    await http('POST /api/my/matters', { as: resident, body: { number } });
  }
  await done(folk.townDispatcher, old, 'triage', { category: 'streetLight', reason: '分类' });
  await ready(folk, old);
  await done(folk.townDispatcher, old, 'close');
});

describe('a year that is over', () => {
  it('stays while anything of it may still write to the log', async () => {
    const running = { year: new Date(now()).getUTCFullYear(), now: now() };
    const notOver = { code: 'YEAR_NOT_OVER' };
    await expect(detachYear(ownerUrl, running)).rejects.toMatchObject(notOver);
    const held = { code: 'YEAR_HELD', details: { values: { year: YEAR, county: COUNTY } } };
    await expect(detach()).rejects.toMatchObject(held);
    await done(folk.townDispatcher, lasting, 'triage', { category: 'streetLight', reason: '分类' });
    await ready(folk, lasting);
    await done(folk.townDispatcher, lasting, 'close');
    // It was closed today: who reported it may rate it.
    await expect(detach()).rejects.toMatchObject({
      details: { values: { en: expect.stringContaining('less than a year ago') } },
    });
    await run(`update matter.matter set closed_at = '2025-06-01' where closed_at > '2026-01-01'`);
    await expect(detach()).rejects.toMatchObject({
      details: { values: { en: 'messages wait to be sent' } },
    });
    await run(`update messaging.message set state = 'cancelled'`);
    fresh = await report(resident);
  });

  it('leaves while people work, and only it', async () => {
    const before = { list: await recentOf(), figures: await figures() };
    const [, ...numbers] = await Promise.all([
      detach(),
      ...Array.from({ length: 6 }, () => report(resident)),
    ]);
    expect(new Set(numbers).size).toBe(6);
    await done(folk.townDispatcher, fresh, 'open');
    const years = await listYears(ownerUrl);
    expect(years.find(({ year }) => year === YEAR)).toMatchObject({ attached: 0, detached: 3 });
    expect(years.filter(({ detached }) => detached > 0)).toHaveLength(1);
    // Rows, words and figures stay: the matter is found and listed as ever.
    expect(await recentOf()).toEqual(before.list);
    const found = await http(`GET /api/matters/search?q=${old}`, { as: folk.townDispatcher });
    expect(JSON.stringify(found.body)).toContain(old);
    expect(JSON.stringify(await figures())).toContain('"closed"');
  });

  it('says plainly of its matters that their log is kept apart', async () => {
    const asked = [
      [`/api/matters/${old}/log`, folk.townDispatcher],
      [`/api/my/matters/${old}`, resident],
    ] as const;
    for (const [path, as] of asked) {
      const { status, body } = await http(`GET ${path}`, { as });
      expect({ path, status, code: body.code }).toEqual({
        path,
        status: 409,
        code: 'YEAR_DETACHED',
      });
      expect(body.titles).toMatchObject({ zh: expect.stringContaining('转存库外') });
    }
    // What can be told from its row is told.
    expect(await read(folk.townDispatcher, old)).toMatchObject({ number: old, stage: {} });
    expect(await refused(resident, old, 'rate', { score: 5 })).toBe('YEAR_DETACHED');
    expect(await refused(resident, old, 'addMessage', { text: '又坏了' })).toBe('YEAR_DETACHED');
    const seq = await run(`select version, seq from matter.matter where number = '${old}'`);
    const lasts = await run(`select max(e.seq) as seq from matter.entry_2024 e
      join matter.matter m on m.id = e.matter_id where m.number = '${old}'`);
    expect(seq).toMatchObject(lasts);
  });

  it('leaves the rest of the log provable, and its own figures as they were', async () => {
    const sealed = await makeCheckpoint({ db, now, exportDir: story.house.checkpointDir }, COUNTY);
    expect(sealed.made.length).toBeGreaterThan(0);
    const proof = await verify();
    expect(proof.faults).toEqual([]);
    expect(proof).toMatchObject({ isSound: true, detached: 2, figures: 'notCompared' });
    const before = await figures();
    await expect(recountFigures({ db, zone: ZONE }, COUNTY, now())).rejects.toMatchObject({
      code: 'YEARS_AWAY',
    });
    expect(await recountOnce({ db, zone: ZONE }, COUNTY, now())).toBeNull();
    expect(await figures()).toEqual(before);
  });

  it('is not made anew by the next start', async () => {
    expect(await ensurePartitions(ownerUrl, LAST_YEAR)).toEqual([]);
    await expect(detach()).rejects.toMatchObject({ code: 'YEAR_UNKNOWN' });
    const years = await listYears(ownerUrl);
    expect(years.find(({ year }) => year === YEAR)).toMatchObject({ attached: 0, detached: 3 });
  });

  it('is in a backup, and attached where that is restored', async () => {
    const folder = join(dir, 'backup');
    const { checkpointDir } = story.house;
    const files = folderStore(join(dirname(checkpointDir), 'files'));
    const say = () => undefined;
    await backUp({ ownerUrl, files, checkpointDir, folder, program: '0.1.0', leftOut: {}, say });
    const place = await emptyPlace();
    await restore({ ...place, folder });
    const years = await listYears(place.ownerUrl);
    expect(years.find(({ year }) => year === YEAR)).toMatchObject({ attached: 3, detached: 0 });
    const entries = (url: string, table: string) =>
      withClient(url, async (client) => (await client.query(`select * from ${table}`)).rows.length);
    expect(await entries(place.superUrl, 'matter.entry_2024')).toBe(
      await entries(superUrl, 'matter.entry_2024'),
    );
  });

  it('comes back, and all is as before', async () => {
    const reports = Array.from({ length: 3 }, () => report(resident));
    await Promise.all([attach(), ...reports]);
    await expect(attach()).rejects.toMatchObject({ code: 'YEAR_UNKNOWN' });
    const log = await logOf(old);
    expect(JSON.stringify(log)).toContain('close');
    // What a hand set for this story is not what the log says: undone before the proof.
    await run(`update matter.matter m set closed_at = (
      select max(e.occurred_at) from matter.entry e
      where e.matter_id = m.id and e.action = 'close') where closed_at = '2025-06-01'`);
    const proof = await verify();
    expect(proof.faults).toEqual([]);
    expect(proof).toMatchObject({ isSound: true, detached: 0, figures: 'compared' });
    expect((await recountFigures({ db, zone: ZONE }, COUNTY, now())).corrected).toBe(0);
    expect((await act(resident, lasting, 'rate', { score: 5 })).status).toBe(200);
    expect(await read(resident, lasting)).toMatchObject({ number: lasting });
    const noted = await run(`select verb, detail from platform.journal
      where verb like 'partitions.%' order by at, id`);
    expect(noted).toEqual([
      { verb: 'partitions.detach', detail: { year: YEAR } },
      { verb: 'partitions.attach', detail: { year: YEAR } },
    ]);
  });
});
