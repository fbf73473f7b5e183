/** A voice note instead of words: recorded with the browser's own invented microphone. */
import { expect, test } from '@playwright/test';
import { browserFlags, CHROMIUM } from './browser.ts';
import { countOf, doors, mark, onShift, outgoing, standing } from './field-world.ts';
import { asStaff, expectAccessible, serverAddress } from './world.ts';

const sound = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];
test.use({ launchOptions: { executablePath: CHROMIUM, args: [...browserFlags, ...sound] } });

test('a voice note is recorded without a network, heard again, and arrives with its report', async ({
  browser,
}) => {
  const worker = await asStaff(browser, 'gridworker', 'phone');
  const { page, context } = worker;
  await standing(worker);
  await context.grantPermissions(['geolocation', 'microphone']);
  await onShift(worker);
  await context.setOffline(true);
  await doors(page).getByRole('link', { name: '上报' }).click();
  await page.getByRole('button', { name: '用当前位置' }).click();
  await expect(page.getByText(/已定位/)).toBeVisible();
  const walk = `语音${mark()}`;
  await page.getByLabel(/位置说明/).fill(walk);
  await page.getByRole('button', { name: '开始录音' }).click();
  await page.getByRole('button', { name: '停止（2 秒）' }).click();
  const heard = page.locator('audio');
  await expect(heard).toBeVisible();
  await expect
    .poll(() => heard.evaluate((one) => (one as HTMLAudioElement).duration || 0))
    .toBeGreaterThan(1);
  await expectAccessible(page);
  await page.getByRole('button', { name: '保存并发送' }).click();
  await expect(page.getByRole('heading', { name: '已保存' })).toBeVisible();
  const item = await outgoing(page, '语音说明');
  await expect(item).toContainText('1 个文件');
  await context.setOffline(false);
  await expect(item).toContainText('已送达');

  const number = /\d{6}-\d{2}-\d{7}/.exec((await item.textContent()) ?? '')?.[0] ?? '';
  const matter = (await worker.call('GET', `/api/matters/${number}`)) as {
    placeText: string;
    attachments: { medium: string; href: string }[];
  };
  expect(matter.placeText).toContain(walk);
  expect(matter.attachments).toMatchObject([{ medium: 'voice' }]);
  const file = await context.request.get(`${serverAddress()}${matter.attachments[0]?.href}`);
  expect((await file.body()).subarray(4, 8).toString()).toBe('ftyp');
  expect(await countOf(worker, walk)).toBe(0);
});
