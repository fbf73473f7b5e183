/** The grid worker's walk without a network, and what comes of it when the network is back. */
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import {
  act,
  asNobody,
  asStaff,
  expectAccessible,
  PASSWORD,
  POINT,
  type Visitor,
} from './world.ts';

/** In the grids of the demo's first grid worker. */
async function ownPlace(worker: Visitor): Promise<{ lon: number; lat: number }> {
  const shift = (await worker.call('GET', '/api/field/shift')) as {
    grids: { shape: [number, number][][][] }[];
  };
  const ring = shift.grids[0]?.shape[0]?.[0] ?? [];
  const mean = (axis: 0 | 1) => ring.reduce((sum, at) => sum + at[axis], 0) / ring.length;
  return ring.length > 0 ? { lon: mean(0), lat: mean(1) } : POINT;
}

/** Signed in, with the shift on the phone and the app in its cache. */
async function onShift(worker: Visitor): Promise<void> {
  const { page } = worker;
  await page.goto('/field/');
  await expect(page.getByRole('heading', { name: '今天' })).toBeVisible();
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active?.state === 'activated') return;
    await new Promise((resolve) => active?.addEventListener('statechange', resolve));
  });
}

const PHOTO = join(import.meta.dirname, '../../modules/demo/data/before.jpg');

async function reportTrouble(page: Page, text: string, photo?: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: '上报' }).click();
  if (photo) {
    await page.getByLabel('从相册选').setInputFiles(photo);
    await expect(page.getByRole('img', { name: '第 1 张照片' })).toBeVisible();
  }
  await page.getByRole('button', { name: '用当前位置' }).click();
  await expect(page.getByText(/已定位/)).toBeVisible();
  await page.getByLabel('问题描述').fill(text);
  await page.getByRole('button', { name: '保存并发送' }).click();
  await expect(page.getByRole('heading', { name: '已保存' })).toBeVisible();
  await page.getByRole('button', { name: '再报一件' }).click();
}

/** Nobody else's: in signs that are masked by no rule, as numbers would be. */
const mark = (): string =>
  [...String(Date.now())].map((digit) => '子丑寅卯辰巳午未申酉'[Number(digit)]).join('');

const countOf = async (worker: Visitor, words: string): Promise<number> => {
  const path = `/api/matters?queue=recent&limit=100`;
  const { items } = (await worker.call('GET', path)) as { items: { title: string }[] };
  return items.filter((item) => item.title.includes(words)).length;
};

test('three troubles reported offline: one is refused on return, the others arrive once', async ({
  browser,
}) => {
  const worker = await asStaff(browser, 'gridworker', 'phone');
  const { page, context } = worker;
  const place = await ownPlace(worker);
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation({ latitude: place.lat, longitude: place.lon });
  await onShift(worker);
  const walk = `散步${mark()}`;

  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText(/没有网络/)).toBeVisible();
  await reportTrouble(page, `${walk}甲：路灯不亮`, PHOTO);
  // Beyond every border that the installation serves: the server will not take it.
  await context.setGeolocation({ latitude: 10, longitude: 140 });
  await reportTrouble(page, `${walk}乙：不在本区`);
  await context.setGeolocation({ latitude: place.lat, longitude: place.lon });
  await reportTrouble(page, `${walk}丙：井盖破损`);
  await page.getByRole('navigation').getByRole('link', { name: /发送/ }).click();
  await expect(page.getByText('待发送', { exact: true })).toHaveCount(4);

  // The app was closed meanwhile, and opens without a network.
  await page.reload();
  await expect(page.getByRole('heading', { name: '发送', level: 1 })).toBeVisible();
  expect(await countOf(worker, walk).catch(() => 0)).toBe(0);

  await context.setOffline(false);
  await expect(page.getByText('已送达', { exact: true })).toHaveCount(3);
  await expect(page.getByText('未被接受', { exact: true })).toBeVisible();
  const refused = page.getByRole('listitem').filter({ hasText: `${walk}乙` });
  await expect(refused).toContainText(/没有找到|不在|范围|区县/);
  await expect(refused.getByRole('link', { name: '修改' })).toBeVisible();
  expect(await countOf(worker, walk)).toBe(2);
  const arrived = page.getByRole('listitem').filter({ hasText: `${walk}甲` });
  const number = /\d{6}-\d{2}-\d{7}/.exec((await arrived.textContent()) ?? '')?.[0];
  const matter = (await worker.call('GET', `/api/matters/${number}`)) as { attachments: object[] };
  expect(matter.attachments).toMatchObject([{ purpose: 'report', medium: 'picture' }]);
  await expectAccessible(page);

  // Dealt with: thrown away, after a question.
  await refused.getByRole('button', { name: '删除' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
  await expect(page.getByText(`${walk}乙`)).toHaveCount(0);
  await page.reload();
  expect(await countOf(worker, walk)).toBe(2);
});

test('a session that ended offline: signed in again, the same account’s items go out', async ({
  browser,
}) => {
  const worker = await asStaff(browser, 'gridworker', 'phone');
  const { page, context } = worker;
  const place = await ownPlace(worker);
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation({ latitude: place.lat, longitude: place.lon });
  await onShift(worker);
  const walk = `过期${mark()}`;
  await context.setOffline(true);
  await reportTrouble(page, `${walk}：路面坑洼`);
  await context.clearCookies();
  await context.setOffline(false);
  await expect(page.getByText(/登录已过期/)).toBeVisible();
  await page.getByLabel('账号').fill('gridworker');
  await page.getByLabel('密码').fill(PASSWORD);
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByText('全部已发送')).toBeVisible();
  expect(await countOf(worker, walk)).toBe(1);
});

test('a place that is due is looked at in one tap, offline too', async ({ browser }) => {
  const dispatcher = await asStaff(browser, 'dispatcher');
  const worker = await asStaff(browser, 'gridworker', 'phone');
  const name = `巡查点${mark()}`;
  const point = (await dispatcher.call('POST', '/api/patrol/points', {
    name,
    lookFor: '看一看',
    every: 'day',
    point: await ownPlace(worker),
  })) as { id: string; county: string };
  await onShift(worker);
  const { page, context } = worker;
  await page.getByRole('navigation').getByRole('link', { name: '巡查' }).click();
  await expectAccessible(page);
  await context.setOffline(true);
  await page.getByRole('button', { name: `正常: ${name}` }).click();
  await expect(page.getByRole('listitem').filter({ hasText: name })).toContainText('已检查');
  await context.setOffline(false);
  await expect(page.getByText('全部已发送')).toBeVisible();
  const path = `/api/patrol/points/${point.county}/${point.id}/check-ins`;
  const { items } = (await dispatcher.call('GET', path)) as { items: object[] };
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ result: 'ok' });
});

test('somebody else was first: both versions are shown, and the worker decides', async ({
  browser,
}) => {
  const clerk = await asStaff(browser, 'clerk');
  const dispatcher = await asStaff(browser, 'dispatcher');
  const worker = await asStaff(browser, 'gridworker', 'phone');
  const shift = (await worker.call('GET', '/api/field/shift')) as { org: { id: string } };
  const walk = `先到${mark()}`;
  const { lon, lat } = await ownPlace(worker);
  const body = { text: `${walk}：路灯不亮`, category: 'streetLight', point: { lon, lat } };
  const { number } = (await clerk.call('POST', '/api/reports', body)) as { number: string };
  await act(dispatcher, number, 'requestVerify', { org: shift.org.id });

  await onShift(worker);
  const { page, context } = worker;
  await page.goto(`/field/tasks/${number}`);
  await context.setOffline(true);
  await page.getByRole('button', { name: '核实', exact: true }).click();
  await page.getByLabel('情况属实').check();
  await page.getByLabel('核实情况').fill('灯杆倾斜，确实不亮。');
  await expectAccessible(page);
  await page.getByRole('button', { name: '记录并发送' }).click();
  await expect(page.getByText('已保存在手机上', { exact: false })).toBeVisible();

  // A colleague with the same task was there before.
  await act(worker, number, 'verify', { result: 'confirmed', text: '已看过。' });
  await act(dispatcher, number, 'requestVerify', { org: shift.org.id });
  await context.setOffline(false);
  await page.getByRole('link', { name: /需要您处理/ }).click();
  const item = page.getByRole('listitem').filter({ hasText: walk });
  await expect(item).toContainText('您当时办理的');
  await expect(item).toContainText('灯杆倾斜');
  await expect(item).toContainText('现在的情况');
  await expectAccessible(page);
  await item.getByRole('button', { name: '按现在的情况重新办理' }).click();
  await expect(item).toContainText('已送达');
});

test('somebody without an account is asked to sign in', async ({ browser }) => {
  const { page } = await asNobody(browser);
  await page.goto('/field/');
  await expect(page.getByRole('heading', { name: '工作人员登录' })).toBeVisible();
  await expectAccessible(page);
});
