/** The forms of the field app: what they ask for is what the server wants, and goes once given. */
import { expect, test } from '@playwright/test';
import { mark, onShift, ownPlace, PHOTO, standing, taskFor } from './field-world.ts';
import { asStaff, expectAccessible } from './world.ts';

test('a report: the words choose the category, and what was missing goes once it is given', async ({
  browser,
}) => {
  const worker = await asStaff(browser, 'gridworker', 'phone');
  const { page, context } = worker;
  await standing(worker);
  await onShift(worker);
  await context.setOffline(true);
  await page.getByRole('navigation').getByRole('link', { name: '上报' }).click();
  await page.getByRole('button', { name: '保存并发送' }).click();
  const summary = page.getByRole('alert');
  await expect(summary).toBeFocused();
  const words = page.getByLabel('问题描述');
  await words.pressSequentially('路灯不亮');
  // Whoever mends is left to write, and what is mended is no longer said.
  await expect(words).toBeFocused();
  await expect(words).toHaveValue('路灯不亮');
  await expect(page.getByText('请描述问题，或录一段语音')).toHaveCount(0);
  await expect(page.getByText('请给出位置').first()).toBeVisible();

  // Without a network the phone guesses by the same rule as the residents' form.
  const category = page.getByRole('group', { name: '类别' });
  await expect(category).toContainText(/路灯不亮\s*（根据描述：路灯、灯不亮）/);
  await words.fill('路灯不亮，旁边堆着垃圾');
  await category.getByRole('button', { name: '垃圾' }).click();
  await expect(category.locator('strong')).toContainText('垃圾');
  await words.fill('路灯不亮，路灯又坏了');
  await expect(category.locator('strong')).toContainText('垃圾');
  await page.getByRole('button', { name: '用当前位置' }).click();
  await expect(summary).toHaveCount(0);
  await expectAccessible(page);
});

test('completing: photos are asked for as the category wants them, until they are there', async ({
  browser,
}) => {
  const clerk = await asStaff(browser, 'clerk');
  const dispatcher = await asStaff(browser, 'dispatcher');
  const worker = await asStaff(browser, 'gridworker', 'phone');
  const { page } = worker;
  const how = { category: 'smallAds', action: 'dispatch' } as const;
  const { number } = await taskFor({ clerk, dispatcher, worker }, `小广告${mark()}`, how);
  await onShift(worker);
  await page.goto(`/field/tasks/${number}`);
  await expect(page.getByText('属地网格')).toBeVisible();
  await page.getByRole('button', { name: /^签收/ }).click();
  // What was pressed is gone each time: the focus goes on with the work.
  await expect(page.getByRole('heading', { name: '签收', exact: true })).toBeFocused();
  await page.getByRole('button', { name: '记录并发送' }).click();
  await expect(page.getByRole('heading', { name: '办理', exact: true })).toBeFocused();
  await page.getByRole('button', { name: /^办结/ }).click();
  await page.getByLabel('已解决').check();
  await page.getByLabel('办理情况').fill('已清除。');
  const after = page.getByRole('group', { name: '处置后照片', exact: true });
  await expect(after).toContainText('本类别还须至少1张');
  await page.getByRole('button', { name: '记录并发送' }).click();
  await expect(after).toContainText('“处置后照片”至少需要 1 张');
  await expect(page.getByRole('alert').filter({ hasText: '请先改正' })).toBeFocused();
  await after.getByLabel('从相册选').setInputFiles(PHOTO);
  await expect(after.getByRole('img', { name: '第 1 张照片' })).toBeVisible();
  await expect(after).not.toContainText('至少');
  await expect(page.getByRole('group', { name: '处置前照片', exact: true })).toContainText('至少');
  await expectAccessible(page);
});

test('patrol: what was looked at is said once, and stays counted on a phone begun anew', async ({
  browser,
}) => {
  const dispatcher = await asStaff(browser, 'dispatcher');
  const worker = await asStaff(browser, 'gridworker', 'phone');
  const { page } = worker;
  const name = `巡查点${mark()}`;
  await dispatcher.call('POST', '/api/patrol/points', {
    name,
    lookFor: '',
    every: 'day',
    point: await ownPlace(worker),
  });
  await standing(worker);
  await onShift(worker);
  const patrol = () => page.getByRole('navigation').getByRole('link', { name: '巡查' }).click();
  await patrol();
  const card = page.getByRole('listitem').filter({ hasText: name });
  await expect(card).toContainText('还没有检查过');
  await card.getByRole('button', { name: /^正常/ }).click();
  await expect(card).toContainText('已检查：正常');
  await expect(card).not.toContainText('还没有检查过');
  // The walk’s first report is number one, whatever was checked before it.
  await page.getByRole('navigation').getByRole('link', { name: '上报' }).click();
  await page.getByRole('button', { name: '用当前位置' }).click();
  await page.getByLabel('问题描述').fill(`${name}：绿化缺损`);
  await page.getByRole('button', { name: '保存并发送' }).click();
  await expect(page.getByText('这是今天在本机上报的第 1 件')).toBeVisible();

  const again = await asStaff(browser, 'gridworker', 'phone');
  await onShift(again);
  await again.page.getByRole('navigation').getByRole('link', { name: '巡查' }).click();
  const there = again.page.getByRole('listitem').filter({ hasText: name });
  await expect(there).toContainText('已检查：正常');
  await expect(there.getByRole('button')).toHaveCount(0);
});
