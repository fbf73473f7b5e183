/** A centre tells everyone something, and takes it back. */
import { expect, test } from '@playwright/test';
import { asNobody, asStaff, expectAccessible } from './world.ts';

test('a notice is published, read on the portal and withdrawn', async ({ browser }) => {
  const staff = await asStaff(browser, 'countydispatcher');
  const reader = await asNobody(browser);
  const title = `停水通知（示例）${Date.now() % 1_000_000}`;
  const { page } = staff;
  await page.goto('/console/notices');
  await page.getByRole('button', { name: '发布公告' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('标题', { exact: true }).fill(title);
  await form.getByLabel('内容', { exact: true }).fill('周三 9:00 至 17:00 停水。');
  await form.getByLabel('显示到').fill('2099-12-31T18:00');
  await form.getByRole('button', { name: '发布公告' }).click();
  await expect(page.getByRole('heading', { name: title })).toBeVisible();
  await expectAccessible(page);
  await reader.page.goto('/');
  await reader.page.getByRole('link', { name: title }).click();
  await expect(reader.page.getByText('周三 9:00 至 17:00 停水。')).toBeVisible();
  await expectAccessible(reader.page);
  const line = page.getByRole('listitem').filter({ hasText: title });
  await line.getByRole('button', { name: /撤\s?下/ }).click();
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: /撤\s?下/ })
    .click();
  await expect(line.getByText('已撤下')).toBeVisible();
  await reader.page.goto('/notices');
  await expect(reader.page.getByRole('heading', { name: '公告' })).toBeVisible();
  await expect(reader.page.getByText(title)).toHaveCount(0);
});

test('the counter’s page says when it is open and whom to call', async ({ browser }) => {
  const { page } = await asNobody(browser);
  await page.goto('/');
  await page.getByRole('link', { name: /我要办理/ }).click();
  await expect(page.getByRole('heading', { name: '上班时间' })).toBeVisible();
  await expect(page.getByRole('link', { name: '119' })).toHaveAttribute('href', 'tel:119');
  await expectAccessible(page);
});
