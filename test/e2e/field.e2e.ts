/** The grid worker's walk without a network, and what comes of it when the network is back. */
import { expect, test } from '@playwright/test';
import { countOf, mark, onShift, ownPlace, PHOTO, reportTrouble, standing } from './field-world.ts';
import { asNobody, asStaff, expectAccessible, PASSWORD } from './world.ts';

test('three troubles reported offline: one is refused on return, the others arrive once', async ({
  browser,
}) => {
  const worker = await asStaff(browser, 'gridworker', 'phone');
  const { page, context } = worker;
  const place = await standing(worker);
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
  await standing(worker);
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

test('somebody without an account is asked to sign in', async ({ browser }) => {
  const { page } = await asNobody(browser);
  await page.goto('/field/');
  await expect(page.getByRole('heading', { name: '工作人员登录' })).toBeVisible();
  await expectAccessible(page);
});
