/**
 * The app is updated while a worker's queue waits on the phone: a second build, with another form
 * of the queue and another contract, lies behind the same address; the queue arrives once.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { CONTRACT_HEADER, contractVersion } from '../../kernel/contract-version.ts';
import { ITEM_VERSION } from '../../modules/field/web/queue/item.ts';
import { countOf, mark, onShift, PHOTO, reportTrouble, standing } from './field-world.ts';
import { startFront } from './front.ts';
import { asStaff } from './world.ts';

const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'linli-update-'));
// A second build takes its time.
test.describe.configure({ timeout: 240_000 });
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const SOURCES = ['web', 'modules', 'kernel', 'package.json', 'package-lock.json', 'glossary.yaml'];

/** In a copy of the sources: what a later version might change, in its own words. */
const later = [
  ['kernel/contract-version.ts', `= ${contractVersion};`, `= ${contractVersion + 1};`],
  ['modules/field/web/texts.ts', "zh: '邻里网格'", "zh: '邻里网格新版'"],
  [
    'modules/field/web/queue/item.ts',
    `ITEM_VERSION = ${ITEM_VERSION};`,
    `ITEM_VERSION = ${ITEM_VERSION + 1};`,
  ],
  [
    'modules/field/web/queue/item.ts',
    'steps.slice(v)',
    `[...steps, (record) => ({ ...record, deed: { ...record.deed, address: '经新版转换' } })].slice(v)`,
  ],
  [
    'modules/field/web/queue/store.ts',
    "kept: 'name' });",
    "kept: 'name' });\n  db.version(2).stores({ items: 'id, seq, account' });",
  ],
] as const;

/** Builds the later version of the field app; answers its folder of faces. */
function buildLater(): string {
  const copy = join(folder, 'sources');
  for (const name of SOURCES) cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  for (const [file, before, after] of later) {
    const path = join(copy, file);
    const text = readFileSync(path, 'utf8');
    expect(text, `${file} holds what is to be changed`).toContain(before);
    writeFileSync(path, text.replace(before, after));
  }
  const build = ['web/make/build.ts', '--only', 'field'];
  execFileSync(process.execPath, build, { cwd: copy, stdio: 'pipe' });
  return join(copy, 'dist/web');
}

/** One address for both builds; behind it the same server. */
async function startSite() {
  const dir = join(folder, 'served');
  cpSync(join(ROOT, 'dist/web'), dir, { recursive: true });
  const site = { contract: contractVersion, refused: 0 };
  const front = await startFront({
    dir,
    before: (asked, reply) => {
      const spoken = asked.headers[CONTRACT_HEADER];
      if (spoken === undefined) return false;
      asked.headers[CONTRACT_HEADER] = String(contractVersion);
      if (spoken === String(site.contract)) return false;
      site.refused += 1;
      void reply.code(426).send({ code: 'CLIENT_TOO_OLD', titles: { zh: '', en: '' } });
      return true;
    },
  });
  const deploy = (faces: string) => {
    rmSync(join(dir, 'field'), { recursive: true });
    cpSync(join(faces, 'field'), join(dir, 'field'), { recursive: true });
    site.contract += 1;
  };
  return { ...front, site, deploy };
}

test('the app was updated in between: the newer one takes over, the queue arrives once', async ({
  browser,
}) => {
  const faces = buildLater();
  const front = await startSite();
  const worker = await asStaff(browser, 'gridworker', 'phone');
  const { page, context } = worker;
  await standing(worker);
  await onShift(worker, front.address);
  const walk = `更新${mark()}`;
  await context.setOffline(true);
  await reportTrouble(page, `${walk}甲：路灯不亮`, PHOTO);
  await reportTrouble(page, `${walk}乙：井盖破损`);
  // The app is closed and opened again, still the earlier one; meanwhile the server moves on.
  await page.reload();
  await expect(page.getByText('邻里网格', { exact: true })).toBeVisible();
  front.deploy(faces);

  await context.setOffline(false);
  await expect(page.getByText('应用需要更新才能发送，记录不会丢失。')).toBeVisible();
  expect(front.site.refused).toBeGreaterThan(0);
  expect(await countOf(worker, walk)).toBe(0);
  await page.getByRole('button', { name: '现在更新' }).click();
  await expect(page.getByText('邻里网格新版', { exact: true })).toBeVisible();
  await expect(page.getByText('全部已发送')).toBeVisible();
  await page.getByRole('navigation').getByRole('link', { name: /发送/ }).click();
  await expect(page.getByText('已送达', { exact: true })).toHaveCount(3);
  expect(await countOf(worker, walk)).toBe(2);
  const path = '/api/matters?queue=recent&limit=100';
  const { items } = (await worker.call('GET', path)) as {
    items: { number: string; title: string }[];
  };
  const own = items.filter((item) => item.title.includes(walk));
  for (const { number, title } of own) {
    const matter = (await worker.call('GET', `/api/matters/${number}`)) as {
      placeText: string;
      attachments: unknown[];
    };
    expect(matter.placeText).toContain('经新版转换');
    expect(matter.attachments).toHaveLength(title.includes('甲') ? 1 : 0);
  }
  // Opened once more it sends nothing again.
  await page.reload();
  await expect(page.getByText('全部已发送')).toBeVisible();
  expect(await countOf(worker, walk)).toBe(2);
  await context.close();
  await front.close();
});
