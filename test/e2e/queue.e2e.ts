/** The queue: live counts, two dispatchers on the same rows, keys, an export with a reason. */
import { type Browser, expect, type Page, test } from '@playwright/test';
import { act, asResident, asStaff, expectAccessible, report, type Visitor } from './world.ts';

const LAMP = '小区南门外路灯不亮，夜里看不清台阶。';

async function opened(browser: Browser): Promise<string> {
  const resident = await asResident(browser);
  const number = await report(resident, LAMP, { category: 'streetLight' });
  const dispatcher = await asStaff(browser, 'dispatcher');
  await act(dispatcher, number, 'open');
  for (const { context } of [resident, dispatcher]) await context.close();
  return number;
}

async function queue({ page }: Visitor, name = 'toDispatch'): Promise<Page> {
  await page.goto(`/console/?queue=${name}`);
  await expect(page.getByRole('table')).toBeVisible();
  return page;
}

const rowOf = (page: Page, number: string) => page.getByRole('row').filter({ hasText: number });
const countOf = async (page: Page) => {
  const link = page.getByRole('navigation', { name: '队列' }).getByRole('link', { name: /待派遣/ });
  return Number(/\d+/.exec(await link.innerText())?.[0]);
};

test('two dispatchers collide: what one did is seen at once and not done again by the other', async ({
  browser,
}) => {
  const [taken, free] = [await opened(browser), await opened(browser)];
  const [one, other] = await Promise.all(
    ['dispatcher', 'dispatcher'].map(async (name) => queue(await asStaff(browser, name))),
  );
  if (!one || !other) throw new Error('two of them');
  for (const number of [taken, free]) await rowOf(one, number).getByRole('checkbox').check();
  await expect(one.getByText('已选 2 件')).toBeVisible();
  await expectAccessible(one);
  const before = await countOf(one);

  await rowOf(other, taken).getByRole('checkbox').check();
  await other.getByRole('button', { name: '派遣', exact: true }).click();
  await other.getByRole('dialog').getByRole('button', { name: '派遣', exact: true }).click();
  await expect(other.getByText('1 件全部成功')).toBeVisible();

  await expect(rowOf(one, taken)).toContainText('已离开此队列');
  await expect.poll(() => countOf(one)).toBe(before - 1);
  await one.getByRole('button', { name: '派遣', exact: true }).click();
  await one.getByRole('dialog').getByRole('button', { name: '派遣', exact: true }).click();
  const dialog = one.getByRole('dialog');
  await expect(dialog).toContainText('成功 1 件，未成 1 件');
  await expect(dialog.getByRole('listitem')).toContainText([taken]);
  await expect(dialog.getByRole('listitem')).toContainText(['事项已被他人办理']);
});

test('what is new is announced and waits, until it is shown', async ({ browser }) => {
  const first = await opened(browser);
  const page = await queue(await asStaff(browser, 'dispatcher'));
  await expect(rowOf(page, first)).toBeVisible();
  const before = await countOf(page);
  const number = await opened(browser);
  await expect(page.getByText('有 1 件新进入此队列')).toBeVisible();
  await expect.poll(() => countOf(page)).toBe(before + 1);
  await expect(rowOf(page, number)).toHaveCount(0);
  await page.getByRole('button', { name: '显示' }).click();
  await expect(rowOf(page, number)).toBeVisible();
});

test('rows are reached, selected and opened by keys alone', async ({ browser }) => {
  const number = await opened(browser);
  const page = await queue(await asStaff(browser, 'dispatcher'));
  await expect(rowOf(page, number)).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByText('已选 2 件')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByText('已选 2 件')).toBeHidden();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: '快捷键' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: '快捷键' })).toBeHidden();
  await page.keyboard.press('k');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/console\/matters\/310116-/);
});

test('from the queue to the dispatch by keys alone', async ({ browser }) => {
  const number = await opened(browser);
  const page = await queue(await asStaff(browser, 'dispatcher'));
  await expect(rowOf(page, number)).toBeVisible();
  await page.keyboard.press('j');
  await keyUntil(page, 'j', () => focusedRow(page).then((text) => text.includes(number)));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(number));
  await expect(page.getByRole('heading', { name: '办理日志' })).toBeVisible();
  await page.keyboard.press('a');
  const form = page.getByRole('dialog', { name: '派遣' });
  const org = form.getByRole('combobox', { name: '主办单位' });
  await expect(org).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.type('朱泾镇环卫站');
  await expect(page.getByTitle('朱泾镇环卫站（示例）').last()).toBeVisible();
  await page.keyboard.press('Enter');
  const note = form.getByLabel('派遣说明');
  await keyUntil(page, 'Tab', () => note.evaluate((it) => it === document.activeElement));
  await page.keyboard.type('请今晚前看一下');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByText('“派遣”已完成')).toBeVisible();
  await expect(page.locator('.matter-stage')).toHaveText('已派遣待签收');
  await expect(page.getByRole('region', { name: '承办与协办' })).toContainText('朱泾镇环卫站');
});

const KEYS_MAX = 120;

/** Presses a key until something is so; fails when it never is. */
async function keyUntil(page: Page, key: string, isSo: () => Promise<boolean>): Promise<void> {
  for (let pressed = 0; pressed < KEYS_MAX; pressed += 1) {
    if (await isSo()) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${KEYS_MAX} times ${key} led nowhere`);
}

const focusedRow = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('tr')?.textContent ?? '');

test('an export shows what would leave, wants a reason, and is found in the access log', async ({
  browser,
}) => {
  const page = await queue(await asStaff(browser, 'supervisor'), 'recent');
  await page.getByRole('button', { name: '导出此队列' }).click();
  const dialog = page.getByRole('dialog', { name: '导出事项' });
  await expect(dialog).toContainText(/将导出 \d+ 件/);
  const take = dialog.getByRole('button', { name: '导出并下载' });
  await expect(take).toBeDisabled();
  await dialog.getByLabel('事由').fill('月度调度会材料');
  await expectAccessible(page);
  const [file] = await Promise.all([page.waitForEvent('download'), take.click()]);
  expect(file.suggestedFilename()).toMatch(/^matters-EX-[0-9A-F]{10}\.xlsx$/);
  await expect(dialog).toContainText('已导出，编号 EX-');
  const auditor = await asStaff(browser, 'auditor');
  const log = await auditor.call('GET', '/api/journal?county=310116');
  expect(JSON.stringify(log)).toContain('月度调度会材料');
});
