/** The doors of the three faces: who may come in, and what the others see. */
import { expect, test } from '@playwright/test';
import { asNobody, asStaff, expectAccessible, freshPhone } from './world.ts';

test('a resident signs in with a code, in either language', async ({ browser }) => {
  const { page } = await asNobody(browser);
  await page.goto('/sign-in');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Switch to English' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in with your phone' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Mobile number' }).fill('12');
  await page.getByRole('button', { name: 'Send me a code' }).click();
  await expect(page.getByText('Enter a mobile number of 11 digits')).toBeVisible();
  await page.getByRole('textbox', { name: 'Mobile number' }).fill(freshPhone());
  await page.getByRole('button', { name: 'Send me a code' }).click();
  const shown = await page.getByText(/The code is \d{6}/).textContent();
  await page.getByRole('textbox', { name: 'Code' }).fill(/\d{6}/.exec(shown ?? '')?.[0] ?? '');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
});

test('staff sign in where they meant to go; a wrong password is said', async ({ browser }) => {
  const { page } = await asNobody(browser, 'desk');
  await page.goto('/console/search?q=路灯');
  await expect(page.getByRole('heading', { name: '工作人员登录' })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('账号').fill('dispatcher');
  await page.getByLabel('密码').fill('wrong');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('alert')).toContainText('密码');
  await page.getByLabel('密码').fill('linli-demo');
  await page.getByRole('button', { name: '登录' }).click();
  await expect(page.getByRole('navigation', { name: '主菜单' })).toBeVisible();
  await expect(page).toHaveURL(/q=/);
});

test('an address that is no page says so and leads home', async ({ browser }) => {
  const { page } = await asStaff(browser, 'dispatcher');
  await page.goto('/console/nowhere');
  await expect(page.getByText('没有这个页面')).toBeVisible();
});

test('who handles no matters begins at a door of their own', async ({ browser }) => {
  for (const name of ['admin', 'auditor']) {
    const { page, context } = await asStaff(browser, name);
    const refused: string[] = [];
    page.on('response', (answer) => {
      if (answer.status() === 403) refused.push(answer.url());
    });
    await page.goto('/console/');
    await expect(page).not.toHaveURL(/console\/$/);
    await page.waitForLoadState('networkidle');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(refused).toEqual([]);
    await context.close();
  }
});
