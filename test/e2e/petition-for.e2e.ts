/**
 * A helper brings a petition on their own phone for somebody who asked them to: what is missing is
 * named, the petitioner's code confirms it, and the helper follows it as their proxy.
 */
import { expect, test } from '@playwright/test';
import { asResident, expectAccessible, freshPhone } from './world.ts';

test.use({ viewport: { width: 390, height: 844 } });

test('a helper brings a petition with the code of whose it is, and follows it', async ({
  browser,
}) => {
  test.slow();
  const { page } = await asResident(browser);
  // Somebody who has never been here.
  const phone = freshPhone();
  await page.goto('/my');
  await page.getByRole('link', { name: '受人委托，代为提出信访事项' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('代人提出信访事项');
  await page.getByRole('button', { name: '发验证码到信访人手机' }).click();
  await expect(page.getByText('请填写信访人姓名').first()).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel('信访人姓名').fill('周示例');
  await page.getByLabel('信访人手机号').fill(phone);
  await page.getByRole('radio', { name: '申诉求决' }).check();
  await page.getByLabel('请求、事实和理由').fill('去年应发的补贴一直没有发到，请核实并补发。');
  await page.getByLabel('事发镇、街道').selectOption({ index: 1 });
  await page.getByRole('radio', { name: '网格员' }).check();
  await page.getByLabel('您的姓名').fill('何示例');
  await page.getByLabel('在哪天前向信访人反馈').fill('2030-01-01');
  await expect(page.getByRole('region', { name: '请信访人看一遍' })).toContainText('周示例');
  await page.getByRole('button', { name: '发验证码到信访人手机' }).click();

  const shown = page.getByText(/演示验证码：\d{6}/);
  await expect(shown).toBeVisible({ timeout: 20_000 });
  const code = /\d{6}/.exec((await shown.textContent()) ?? '')?.[0] ?? '';
  await page.getByLabel('信访人收到的验证码').fill(code);
  await expectAccessible(page);
  await page.getByRole('button', { name: '提出', exact: true }).click();
  await expect(page.getByText('由代理人代为提出，信访人以本人验证码确认。')).toBeVisible();
  await expect(page).toHaveURL(/matters\/\d{6}-\d{2}-\d{7}/);
  await page.goto('/my');
  await expect(page.getByText('代理', { exact: true })).toBeVisible();
});
