/** Where somebody would stand before a wall: what is said there, and the ways on. */
import { expect, test } from '@playwright/test';
import { act, asNobody, asResident, asStaff, POINT, report } from './world.ts';

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

type Orgs = { items: { id: string; nameZh: string }[] };

test('what was given by hand says by whom and why; a form that is closed gives the focus back', async ({
  browser,
}) => {
  const dispatcher = await asStaff(browser, 'dispatcher');
  const clerk = await asStaff(browser, 'clerk');
  const number = await report(clerk, '河边的长椅断了一条腿。', { category: 'streetLight' });
  const { page } = dispatcher;
  await page.goto(`/console/matters/${number}`);
  const acts = page.getByRole('region', { name: '办理', exact: true });
  const begin = acts.getByRole('button', { name: '立案', exact: true });
  await begin.click();
  // A drawer listens for Escape once it has the focus.
  await expect(page.getByRole('dialog', { name: '立案' }).getByRole('textbox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(begin).toBeFocused();

  await act(dispatcher, number, 'open');
  const { items } = (await dispatcher.call('GET', '/api/orgs?region=310116&limit=100')) as Orgs;
  const org = items.find(({ nameZh }) => nameZh.includes('朱泾镇环卫站'))?.id;
  await act(dispatcher, number, 'dispatch', { org, note: '先由环卫站看' });
  const work = page.getByRole('region', { name: '承办与协办' });
  await expect(work).toContainText('人工派给朱泾镇环卫站（示例），说明：先由环卫站看');
});

test('a matter says its place by what stands nearby, and a closed one what never opens again', async ({
  browser,
}) => {
  const dispatcher = await asStaff(browser, 'dispatcher');
  const clerk = await asStaff(browser, 'clerk');
  const name = '示例凉亭';
  const at = { lon: POINT.lon + 0.0011, lat: POINT.lat + 0.0009 };
  await dispatcher.call('POST', '/api/places', { kind: 'public', name, point: at });
  const point = { lon: at.lon + 0.0008, lat: at.lat };
  const number = await report(clerk, '凉亭边上的灯不亮。', { category: 'streetLight', point });
  await act(dispatcher, number, 'answer', { reply: '已说明。' });
  const { page } = dispatcher;
  await page.goto(`/console/matters/${number}`);
  await expect(page.locator('#place')).toContainText(/距示例凉亭\d*约80米，在其东面/);
  await page.getByText(/这件事项或您的岗位不适用/).click();
  await expect(page.getByText(/事项现处于“已结案”环节/)).toBeVisible();
});

test('a matter of no kind yet on the no-owner desk says what comes first, and leads there', async ({
  browser,
}) => {
  const clerk = await asStaff(browser, 'clerk');
  const words = `说不清的一件事${Date.now() % 100_000}。`;
  const number = await report(clerk, words);
  const { page } = await asStaff(browser, 'dispatcher');
  await page.goto('/console/unowned');
  await page.getByRole('option').filter({ hasText: number }).click();
  await expect(page.getByText('先要确定它是哪一类事项')).toBeVisible();
  await page.getByRole('link', { name: '到事项页先“分流”' }).click();
  await expect(page).toHaveURL(new RegExp(`/console/matters/${number}`));
});
