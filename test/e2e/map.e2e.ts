/** Maps and places: drawn by our own tiles alone, worked by keys, told in words. */
import { expect, type Page, test } from '@playwright/test';
import { asNobody, asStaff, expectAccessible } from './world.ts';

const drawn = (page: Page) => page.locator('.map-box[data-state="drawn"]');

test('the staff map draws from this server alone, and lists what is near', async ({ browser }) => {
  const { page } = await asStaff(browser, 'countydispatcher');
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).origin));
  await page.goto('/console/map?layers=matters-heat-grids');
  await expect(drawn(page)).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByText('放大地图，或点一个数字圆点')).toBeVisible();
  // By the keyboard alone: the map takes the focus only when it is given.
  await expect(page.locator('.maplibregl-canvas')).not.toBeFocused();
  await page.locator('.maplibregl-canvas').focus();
  // A key that comes while the map still moves is passed over: it is pressed until near enough.
  await expect(async () => {
    await page.keyboard.press('+');
    await expect(page.getByText('放大地图，或点一个数字圆点')).toBeHidden({ timeout: 1500 });
  }).toPass({ timeout: 60_000 });
  const ours = new URL(page.url()).origin;
  expect(asked.filter((origin) => origin !== ours && !origin.startsWith('blob:'))).toEqual([]);
});

test('a place is pinned by keys, printed as a sheet, and its code opens the report there', async ({
  browser,
}) => {
  const { page } = await asStaff(browser, 'countydispatcher');
  const name = `示例测试楼${Date.now() % 100_000}`;
  await page.goto('/console/places');
  await page.getByRole('button', { name: '登记点位' }).click();
  await page.getByRole('dialog').getByLabel('名称').fill(name);
  await expect(drawn(page)).toBeVisible();
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText('请在地图上选定位置')).toBeVisible();
  await page.locator('.maplibregl-canvas').focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByText('请在地图上选定位置')).toBeHidden();
  await page.getByRole('button', { name: '保存' }).click();
  await expect(page.getByText(`已保存“${name}”`)).toBeVisible();
  await page.getByRole('searchbox', { name: '按名称、地址或村居查找' }).fill(name);
  await page.keyboard.press('Enter');
  await page.getByRole('checkbox', { name: `选择 ${name}` }).check();
  await page.getByRole('link', { name: '打印 1 张二维码' }).click();
  const sheet = page.getByRole('article', { name });
  await expect(sheet).toContainText('网格员');
  const address = (await sheet.getByRole('img').getAttribute('aria-label')) ?? '';
  expect(address).toMatch(/\/report\?place=310116-[0-9A-Z]{6}$/);
  await expectAccessible(page);
  const resident = await asNobody(browser);
  await resident.page.goto(address.replace(/^https?:\/\/[^/]+/, ''));
  await expect(resident.page.getByText(name).first()).toBeVisible();
});

test('where nothing can be drawn the map says so, and the rest of the page works', async ({
  browser,
}) => {
  const { page } = await asStaff(browser, 'dispatcher');
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
  });
  await page.goto('/console/map');
  await expect(page.getByText('这台设备不能显示可移动的地图')).toBeVisible();
  await expect(page.getByRole('heading', { name: '图上的事项' })).toBeVisible();
  await expectAccessible(page);
});
