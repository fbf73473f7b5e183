/** Where somebody would stand before a wall: what is said there, and the ways on. */
import { expect, test } from '@playwright/test';
import { asNobody, asResident, asStaff, report } from './world.ts';

test('a matter that is not there and one that is not yours are told alike, with ways on', async ({
  browser,
}) => {
  const resident = await asResident(browser);
  const theirs = await report(resident, '小区门口的路灯不亮。');
  const { page } = await asStaff(browser, 'dispatcher2');
  const told: string[] = [];
  for (const number of [theirs, '310116-26-9999999']) {
    await page.goto(`/console/matters/${number}`);
    await expect(page.getByRole('heading', { name: '看不到这件事项' })).toBeVisible();
    await expect(page.getByRole('button', { name: '重试' })).toHaveCount(0);
    told.push((await page.getByRole('alert').innerText()).replace(number, ''));
  }
  expect(told[0]).toBe(told[1]);
  await page.getByRole('link', { name: '查询事项' }).click();
  await expect(page).toHaveURL(/\/console\/search/);
  await page.goBack();
  await page.getByRole('link', { name: '返回待办列表' }).click();
  await expect(page).toHaveURL(/\/console\/(\?|$)/);
});

test('the field app offers the accounts of the demo, the grid worker’s first', async ({
  browser,
}) => {
  const { page } = await asNobody(browser, 'phone');
  await page.goto('/field/');
  const accounts = page.getByRole('listitem').filter({ has: page.getByRole('button') });
  await expect(accounts.first()).toContainText('网格员');
  await accounts.first().getByRole('button').click();
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('heading', { name: '今天' })).toBeVisible();
});
