/** The dispatch board: the suggestion by one key, a drag, and two dispatchers on one matter. */
import { type Browser, expect, type Page, test } from '@playwright/test';
import { act, asResident, asStaff, expectAccessible, report, type Visitor } from './world.ts';

const LAMP = '小区南门外路灯不亮，夜里看不清台阶。';

async function opened(browser: Browser): Promise<string> {
  const number = await report(await asResident(browser), LAMP, { category: 'streetLight' });
  const dispatcher = await asStaff(browser, 'dispatcher');
  await act(dispatcher, number, 'open');
  await dispatcher.context.close();
  return number;
}

async function board({ page }: Visitor): Promise<Page> {
  await page.goto('/console/dispatch');
  await expect(page.getByRole('listbox', { name: '待派遣事项' })).toBeVisible();
  return page;
}

const rowOf = (page: Page, number: string) =>
  page.getByRole('listbox', { name: '待派遣事项' }).getByRole('option').filter({ hasText: number });

test('the suggestion is taken by one key, and dispatched again until it is acknowledged', async ({
  browser,
}) => {
  const number = await opened(browser);
  const page = await board(await asStaff(browser, 'dispatcher'));
  await rowOf(page, number).click();
  await expect(page.getByText(/理由：.+（示例）/)).toBeVisible();
  await page.getByRole('listbox', { name: '待派遣事项' }).focus();
  await page.keyboard.press('a');
  const done = page.getByRole('alert').filter({ hasText: `已派遣 ${number}` });
  await expect(done).toContainText('签收前可以改派');
  await expect(rowOf(page, number)).toBeHidden();
  await done.getByRole('button', { name: '改派' }).click();
  await page.getByRole('combobox', { name: '主办单位' }).fill('朱泾镇环卫站');
  await page.keyboard.press('Enter');
  await page.getByLabel('派遣说明').fill('请环卫站一并查看');
  await page.getByRole('button', { name: /派遣给朱泾镇环卫站/ }).click();
  await expect(done).toContainText('朱泾镇环卫站');
  await expectAccessible(page);
});

test('by keys alone: choose, on to the organisations, a digit, dispatch', async ({ browser }) => {
  const number = await opened(browser);
  const page = await board(await asStaff(browser, 'dispatcher'));
  await rowOf(page, number).click();
  await page.getByRole('listbox', { name: '待派遣事项' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: '主办单位' })).toBeFocused();
  await page.keyboard.press('2');
  const second = page.getByRole('listbox', { name: '承办单位与在办量' }).getByRole('option').nth(1);
  await expect(second).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('button', { name: /^派遣给/ })).toBeEnabled();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alert').filter({ hasText: `已派遣 ${number}` })).toBeVisible();
  await expect(page.getByRole('listbox', { name: '待派遣事项' })).toBeFocused();
});

test('a matter is dragged onto an organisation', async ({ browser }) => {
  const number = await opened(browser);
  const page = await board(await asStaff(browser, 'dispatcher'));
  const org = page
    .getByRole('listbox', { name: '承办单位与在办量' })
    .getByRole('option', { name: /朱泾镇城管中队/ });
  await rowOf(page, number).dragTo(org);
  await expect(page.getByRole('alert').filter({ hasText: `已派遣 ${number}` })).toContainText(
    '朱泾镇城管中队',
  );
});

test('two dispatchers collide: the late one is told who has it now, and nothing is overwritten', async ({
  browser,
}) => {
  const number = await opened(browser);
  const late = await asStaff(browser, 'dispatcher');
  // Its board stands still: nothing tells it what the other does meanwhile.
  let asked = 0;
  await late.page.route('**/api/live', (route) => route.abort());
  await late.page.route('**/api/dispatch?*', (route) => {
    asked += 1;
    return asked === 1 ? route.continue() : route.abort();
  });
  const page = await board(late);
  await rowOf(page, number).click();

  const early = await asStaff(browser, 'dispatcher');
  const first = await board(early);
  await rowOf(first, number).click();
  // The suggestion is there before it can be taken.
  await expect(first.getByText(/理由：.+（示例）/)).toBeVisible();
  await first.getByRole('listbox', { name: '待派遣事项' }).focus();
  await first.keyboard.press('a');
  await expect(first.getByText(`已派遣 ${number}`)).toBeVisible();

  await page.getByRole('combobox', { name: '主办单位' }).fill('朱泾镇环卫站');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /派遣给朱泾镇环卫站/ }).click();
  const told = page.getByRole('alert').filter({ hasText: `${number} 已由他人处理` });
  await expect(told).toContainText('已派遣待签收');
  await expect(told).not.toContainText('环卫站');
  await expectAccessible(page);
  const { handlingOrg } = (await early.call('GET', `/api/matters/${number}`)) as {
    handlingOrg: { zh: string };
  };
  expect(handlingOrg.zh).not.toContain('环卫站');
});
