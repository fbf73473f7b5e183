/** What a phone lacks on a walk: room to keep things, and the right time. Nothing is lost. */
import { type CDPSession, expect, type Page, test } from '@playwright/test';
import { countOf, doors, mark, onShift, outgoing, PHOTO, standing } from './field-world.ts';
import { asStaff, expectAccessible, serverAddress, type Visitor } from './world.ts';

const MINUTE_MS = 60_000;
const LACKING_BYTES = 400_000;

async function fillReport(page: Page, text: string, photo?: string): Promise<void> {
  await doors(page).getByRole('link', { name: '上报' }).click();
  await page.getByRole('button', { name: '用当前位置' }).click();
  await expect(page.getByText(/已定位/)).toBeVisible();
  await page.getByLabel('问题描述').fill(text);
  if (!photo) return;
  await page.getByLabel('从相册选').setInputFiles(photo);
  await expect(page.getByRole('img', { name: '第 1 张照片' })).toBeVisible();
}

const save = (page: Page) => page.getByRole('button', { name: '保存并发送' }).click();
const used = (page: Page) =>
  page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);

/** Leaves the origin so many bytes more than it has (fewer are less); null: what the disk holds. */
async function leaveRoom(browser: CDPSession, page: Page, bytes: number | null): Promise<void> {
  const quotaSize = bytes === null ? undefined : (await used(page)) + bytes;
  await browser.send('Storage.overrideQuotaForOrigin', {
    origin: `${serverAddress()}/`,
    ...(quotaSize !== undefined && { quotaSize }),
  });
}

/** How a small write ends, beside the app's own. */
const write = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open('beside');
        opening.addEventListener('error', () => resolve(opening.error?.name ?? ''));
        opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('words'));
        opening.addEventListener('success', () => {
          const writing = opening.result.transaction('words', 'readwrite');
          writing.objectStore('words').put('a word', 'one');
          writing.addEventListener('complete', () => resolve('done'));
          writing.addEventListener('abort', () => resolve(writing.error?.name ?? ''));
        });
      }),
  );

test('a phone without room says so, keeps the form, and sends what it holds', async ({
  browser,
}) => {
  const worker = await asStaff(browser, 'gridworker', 'phone');
  const { page, context } = worker;
  await standing(worker);
  await onShift(worker);
  const room = await context.newCDPSession(page);
  const walk = `无空间${mark()}`;
  await context.setOffline(true);
  await fillReport(page, `${walk}甲：路灯不亮`, PHOTO);
  await save(page);
  await page.getByRole('button', { name: '再报一件' }).click();

  // Less than what would be there if pictures of tasks gave way.
  await page.evaluate(() => caches.delete('linli-field-photos'));
  await leaveRoom(room, page, -LACKING_BYTES);
  // The browser believes for half a minute what it knew of the room.
  await expect.poll(() => write(page), { timeout: MINUTE_MS }).toBe('QuotaExceededError');
  await fillReport(page, `${walk}乙：井盖破损`, PHOTO);
  await save(page);
  await expect(page.getByRole('alert')).toContainText('手机存储空间不足');
  await expect(page.getByLabel('问题描述')).toHaveValue(`${walk}乙：井盖破损`);
  await expect(page.getByRole('img', { name: '第 1 张照片' })).toBeVisible();
  await expectAccessible(page);

  // What was kept before goes out even so, once, and is not forgotten before it has.
  await context.setOffline(false);
  await expect.poll(() => countOf(worker, `${walk}甲`)).toBe(1);
  await leaveRoom(room, page, null);
  await save(page);
  const item = await outgoing(page, `${walk}乙`);
  await expect(item).toContainText('已送达');
  await expect(page.getByText('全部已发送')).toBeVisible();
  expect(await countOf(worker, walk)).toBe(2);
});

/** When the matter of the item says that it happened (epoch ms). */
async function happened(worker: Visitor, text: string): Promise<number> {
  const item = await outgoing(worker.page, text);
  await expect(item).toContainText('已送达');
  const number = /\d{6}-\d{2}-\d{7}/.exec((await item.textContent()) ?? '')?.[0] ?? '';
  const path = `/api/matters/${number}/log?limit=1`;
  const { items } = (await worker.call('GET', path)) as { items: { occurredAt: string }[] };
  return Date.parse(items[0]?.occurredAt ?? '');
}

test('a clock that is wrong is said, and what was done is recorded at the right time', async ({
  browser,
}) => {
  const worker = await asStaff(browser, 'gridworker', 'phone');
  const { page, context } = worker;
  await standing(worker);
  // From the start three hours behind: measured at the first answer.
  await page.clock.install({ time: Date.now() - 180 * MINUTE_MS });
  await onShift(worker);
  await expect(page.getByText('手机时间比服务器慢 180 分钟', { exact: false })).toBeVisible();
  await expectAccessible(page);
  const walk = `时钟${mark()}`;
  await context.setOffline(true);
  await fillReport(page, `${walk}甲：路灯不亮`);
  await save(page);
  await page.getByRole('button', { name: '再报一件' }).click();
  const kept = Date.now();
  // Then somebody sets it two days ahead, where no server can be asked.
  await page.clock.setSystemTime(Date.now() + 48 * 60 * MINUTE_MS);
  await fillReport(page, `${walk}乙：井盖破损`);
  await save(page);
  await context.setOffline(false);
  await expect(page.getByText(/手机时间比服务器快 2880 分钟/)).toBeVisible();
  expect(Math.abs((await happened(worker, `${walk}甲`)) - kept)).toBeLessThan(2 * MINUTE_MS);
  expect(await happened(worker, `${walk}乙`)).toBeLessThanOrEqual(Date.now() + 2 * MINUTE_MS);
  expect(await countOf(worker, walk)).toBe(2);
});
