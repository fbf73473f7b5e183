/** A house with work in it, backed up, restored into an empty database, and opened there. */
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { checkpointFile, makeCheckpoint } from '../../modules/matters/actions/checkpoint.ts';
import { verifyLog } from '../../modules/matters/actions/verify.ts';
import { roomsLeftOut } from '../../modules/rooms/index.ts';
import { jpeg } from '../../test/attachments.ts';
import { storyHouse } from '../../test/house.ts';
import type { Http } from '../../test/http.ts';
import type { Staff } from '../../test/people.ts';
import { emptyPlace, openPlace } from '../../test/place.ts';
import { withClient } from '../../test/server.ts';
import { type Caller, teller } from '../../test/teller.ts';
import { sha256 } from '../crypto/index.ts';
import { migrate } from '../db/migrate.ts';
import { folderStore } from '../files/index.ts';
import { type BackupOptions, backUp, checkBackup, restore } from './index.ts';

const COUNTY = '310116';
const story = await storyHouse();
const folk = await story.people();
const { report, ready } = teller(story);
const dataDir = dirname(story.house.checkpointDir);
const dir = mkdtempSync(join(tmpdir(), 'linli-backup-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function upload(as: Caller): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(await jpeg())], { type: 'image/jpeg' }), 'a.jpg');
  const sent = new Response(form);
  const headers = { 'content-type': sent.headers.get('content-type') ?? '' };
  const body = Buffer.from(await sent.arrayBuffer());
  return (await story.http('POST /api/attachments', { as, headers, body })).id;
}

const photo = await upload(folk.clerk);
const numbers = [
  await report(folk.clerk, {
    text: '路灯\t不亮\n\\N 反斜杠',
    attachments: [photo],
    reporter: { name: '张三丰', phone: '13800001111' },
  }),
  await report(folk.clerk, { reporter: { name: '李四', phone: '13800002222' } }),
  await report(folk.clerk),
];
await ready(folk, String(numbers[1]));
await makeCheckpoint(
  { db: story.base.db, now: story.clock.now, exportDir: story.house.checkpointDir },
  COUNTY,
);

const options: BackupOptions = {
  ownerUrl: story.base.ownerUrl,
  files: folderStore(join(dataDir, 'files')),
  checkpointDir: story.house.checkpointDir,
  folder: join(dir, 'backup'),
  program: '0.1.0',
  leftOut: roomsLeftOut,
  say: () => undefined,
};
const { manifest, hash } = await backUp(options);

const COUNTS = `
  SELECT n.nspname || '.' || c.relname AS name,
    (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I.%I',
      n.nspname, c.relname), false, true, '')))[1]::text::int AS rows
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND n.nspname !~ '^pg_|^information_schema$|^pgboss$|^public$'
  ORDER BY 1`;

function countsOf(superUrl: string): Promise<{ name: string; rows: number }[]> {
  return withClient(superUrl, async (client) => (await client.query(COUNTS)).rows);
}

const copyOf = (name: string) => {
  const folder = join(dir, name);
  cpSync(options.folder, folder, { recursive: true });
  return folder;
};

describe('a backup', () => {
  it('names every table with its rows, and the keys without which it stays closed', async () => {
    const counts = await countsOf(story.base.superUrl);
    // Made by the migrations; "at work just now"; presence, which must not outlive its minute.
    const left = ['platform.migration', 'platform.lease', 'matter.presence'];
    const copied = counts.filter(({ name }) => !left.includes(name));
    const rowsOf = manifest.tables.map(({ name, rows }) => ({ name, rows }));
    expect(rowsOf.sort((a, b) => (a.name < b.name ? -1 : 1))).toEqual(copied);
    expect(manifest).toMatchObject({ masterKeyIds: ['test'], partitionsUntil: 2030 });
    expect(manifest.files.count).toBeGreaterThan(0);
    expect(sha256(readFileSync(join(options.folder, 'manifest.json'))).toString('hex')).toBe(hash);
  });

  it('opens to its owner alone', () => {
    if (process.platform === 'win32') return;
    const files = readdirSync(options.folder, { recursive: true, withFileTypes: true });
    const modes = files.map((file) => statSync(join(file.parentPath, file.name)).mode & 0o077);
    expect(new Set(modes)).toEqual(new Set([0]));
  });

  it('goes into an empty folder only', async () => {
    await expect(backUp(options)).rejects.toMatchObject({ code: 'BACKUP_FOLDER_NOT_EMPTY' });
  });
});

describe('a restored house', () => {
  it('has every row, a sound log, and opens what was sealed to whoever might see it', async () => {
    const place = await emptyPlace();
    await restore({ ...place, folder: options.folder });
    const skipped = ({ name }: { name: string }) =>
      !['platform.lease', 'matter.presence'].includes(name);
    expect((await countsOf(place.superUrl)).filter(skipped)).toEqual(
      (await countsOf(story.base.superUrl)).filter(skipped),
    );
    const { db, http } = await openPlace(story, place);
    try {
      const exportFile = checkpointFile(place.checkpointDir, COUNTY);
      const log = await verifyLog(db, COUNTY, { zone: 'Asia/Shanghai', exportFile });
      expect(log).toMatchObject({ isSound: true, unexported: 0, checked: { matters: 3 } });
      await expectSame(http, `GET /api/matters/${numbers[0]}`, folk.clerk);
      await expectSame(http, `GET /api/matters/${numbers[1]}`, folk.townDispatcher);
      const href = `GET /api/attachments/${photo}?county=${COUNTY}`;
      const opened = await http(href, { as: folk.clerk });
      expect(opened.status).toBe(200);
      expect(opened.headers['content-type']).toBe('image/jpeg');
    } finally {
      await db.close();
    }
  });

  it('goes on working: the next act and the next report succeed', async () => {
    const place = await emptyPlace();
    await restore({ ...place, folder: options.folder });
    const { db, http } = await openPlace(story, place);
    try {
      const next = teller({ ...story, http });
      const stage = await next.done(folk.townDispatcher, String(numbers[2]), 'open');
      expect(stage).not.toBe('registered');
      expect(numbers).not.toContain(await next.report(folk.clerk));
    } finally {
      await db.close();
    }
  });
});

async function expectSame(http: Http, line: string, as: Staff) {
  const [here, there] = [await story.http(line, { as }), await http(line, { as })];
  expect(here.status).toBe(200);
  expect(there.body).toEqual(here.body);
}

describe('a restore', () => {
  it.each([
    ['tables/matter.entry.copy.gz'],
    ['files.jsonl.gz'],
    [`checkpoints/${COUNTY}.jsonl`],
    ['manifest.json'],
  ])('refuses a damaged %s by its name, and writes nothing', async (file) => {
    const folder = copyOf(`damaged-${file.replace(/\W/g, '-')}`);
    appendFileSync(join(folder, file), ' ');
    const place = await emptyPlace();
    const refused = { code: 'BACKUP_DAMAGED', details: { values: { file } } };
    await expect(restore({ ...place, folder })).rejects.toMatchObject(refused);
    expect(await countsOf(place.superUrl)).toEqual([]);
  });

  it('refuses an attachment that was changed or is gone', async () => {
    const folder = copyOf('attachments');
    const files = readdirSync(join(folder, 'files'), { recursive: true, withFileTypes: true });
    const found = files.find((file) => file.isFile());
    const path = join(String(found?.parentPath), String(found?.name));
    const file = path.slice(folder.length + 1);
    const refused = { code: 'BACKUP_DAMAGED', details: { values: { file } } };
    const bytes = readFileSync(path);
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    await expect(checkBackup(folder)).rejects.toMatchObject(refused);
    rmSync(path);
    await expect(checkBackup(folder)).rejects.toMatchObject(refused);
  });

  it('refuses a folder that a cut-off backup left', async () => {
    const folder = copyOf('cut-off');
    rmSync(join(folder, 'manifest.json'));
    await expect(checkBackup(folder)).rejects.toMatchObject({ code: 'BACKUP_INCOMPLETE' });
  });

  it('waits for a running program to be stopped, and takes the place of its first start', async () => {
    const place = await emptyPlace();
    await migrate(place.ownerUrl, place.migrations);
    const { db } = await openPlace(story, place);
    const again = { ...place, folder: options.folder };
    await expect(restore(again)).rejects.toMatchObject({ code: 'RESTORE_IN_USE' });
    await db.close();
    await restore(again);
    const counts = await countsOf(place.superUrl);
    expect(counts).toContainEqual({ name: 'matter.matter', rows: 3 });
  });

  it('refuses a database with data, and one whose schema it does not know', async () => {
    const place = await emptyPlace();
    const { folder } = options;
    const there = { ...place, ownerUrl: story.base.ownerUrl };
    await expect(restore({ ...there, folder })).rejects.toMatchObject({
      code: 'RESTORE_NOT_EMPTY',
    });
    const migrations = place.migrations.slice(0, -1);
    await expect(restore({ ...place, folder, migrations })).rejects.toMatchObject({
      code: 'BACKUP_OF_OTHER_PROGRAM',
    });
    expect(existsSync(place.checkpointDir)).toBe(false);
  });
});
