/**
 * The app is updated while a worker's queue waits on the phone: a second build, with another form
 * of the queue and another contract, lies behind the same address; the queue arrives once.
 */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import fastify, { type FastifyRequest } from 'fastify';
import { CONTRACT_HEADER, contractVersion } from '../../kernel/contract-version.ts';
import { ITEM_VERSION } from '../../modules/field/web/queue/item.ts';
import { addFaces } from '../../platform/http/index.ts';
import { countOf, mark, onShift, PHOTO, reportTrouble, standing } from './field-world.ts';
import { asStaff, serverAddress } from './world.ts';

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
async function startFront() {
  const dir = join(folder, 'served');
  cpSync(join(ROOT, 'dist/web'), dir, { recursive: true });
  const front = { contract: contractVersion, refused: 0 };
  const app = fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', (_request, body, done) => done(null, body));
  const findPage = await addFaces(app, { dir });
  app.all('/api/*', (asked, reply) => {
    const spoken = asked.headers[CONTRACT_HEADER];
    if (spoken !== undefined && spoken !== String(front.contract)) {
      front.refused += 1;
      return reply.code(426).send({ code: 'CLIENT_TOO_OLD', titles: { zh: '', en: '' } });
    }
    reply.hijack();
    pass(asked, reply.raw);
    return reply;
  });
  app.setNotFoundHandler(async (asked, reply) => {
    if (!(await findPage(asked, reply))) void reply.code(404).send();
    return reply;
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const address = `http://127.0.0.1:${port}`;
  const deploy = (faces: string) => {
    rmSync(join(dir, 'field'), { recursive: true });
    cpSync(join(faces, 'field'), join(dir, 'field'), { recursive: true });
    front.contract += 1;
  };
  return { address, front, deploy, close: () => app.close() };
}

function pass(asked: FastifyRequest, answer: ServerResponse): void {
  const { host, origin } = new URL(serverAddress());
  const headers: NodeJS.Dict<string | string[]> = { ...asked.headers, host };
  if (headers.origin) headers.origin = origin;
  if (headers[CONTRACT_HEADER]) headers[CONTRACT_HEADER] = String(contractVersion);
  const about = { method: asked.method, headers };
  const onward = request(`${serverAddress()}${asked.url}`, about, (got) => {
    answer.writeHead(got.statusCode ?? 502, got.headers);
    got.pipe(answer);
  });
  onward.on('error', () => answer.destroy());
  asked.raw.pipe(onward);
}

test('the app was updated in between: the newer one takes over, the queue arrives once', async ({
  browser,
}) => {
  const [faces, site] = [buildLater(), await startFront()];
  const worker = await asStaff(browser, 'gridworker', 'phone');
  const { page, context } = worker;
  await standing(worker);
  await onShift(worker, site.address);
  const walk = `更新${mark()}`;
  await context.setOffline(true);
  await reportTrouble(page, `${walk}甲：路灯不亮`, PHOTO);
  await reportTrouble(page, `${walk}乙：井盖破损`);
  // The app is closed and opened again, still the earlier one; meanwhile the server moves on.
  await page.reload();
  await expect(page.getByText('邻里网格', { exact: true })).toBeVisible();
  site.deploy(faces);

  await context.setOffline(false);
  await expect(page.getByText('应用需要更新才能发送，记录不会丢失。')).toBeVisible();
  expect(site.front.refused).toBeGreaterThan(0);
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
  await site.close();
});
