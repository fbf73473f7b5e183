/**
 * What somebody writes in the console stays what they wrote: a colleague's version that arrives
 * meanwhile, a field that is left, acts of others; and what was done is seen.
 */
import { type Browser, expect, type Page, test } from '@playwright/test';
import { act, asResident, asStaff, COUNTY, report, type Visitor } from './world.ts';

/** As when one comes back to the window after a minute: what is old is read again. */
async function comeBack(page: Page, path: string): Promise<void> {
  const read = page.waitForResponse((response) => response.url().includes(path));
  await page.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 60_000;
    window.dispatchEvent(new Event('visibilitychange'));
  });
  await (await read).finished();
}

type Replies = { version: number; body: { templates: { code: string }[] } };

/** What a colleague publishes: the same templates, one of them named otherwise. */
async function publishReplies(admin: Visitor, mark: string): Promise<void> {
  const path = `/api/rulebook/replies/main?county=${COUNTY}`;
  const { body } = (await admin.call('GET', path)) as Replies;
  const heads = (await admin.call(
    'GET',
    `/api/rulebook?kind=replies&county=${COUNTY}&limit=100`,
  )) as { items: { version: number }[] };
  const basedOn = Math.max(0, ...heads.items.map((head) => head.version));
  const templates = [
    ...body.templates.filter((one) => one.code !== mark),
    { code: mark, zh: `同事的模板 ${mark}`, en: `Of a colleague ${mark}`, text: '您好。' },
  ];
  await admin.call('POST', '/api/rulebook', {
    county: COUNTY,
    kind: 'replies',
    name: 'main',
    body: { templates },
    note: '示例：同事发布',
    basedOn,
  });
}

async function writeTemplate(page: Page, name: string, code: string): Promise<void> {
  await page.getByRole('button', { name: '新增模板' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('名称（中文）').fill(name);
  await form.getByLabel('名称（英文）').fill(name.replace(/[^\d-]/g, '') || 'x');
  await form.getByLabel('代码').fill(code);
  await form.getByLabel('答复文字').fill('您好，已经清运。');
}

const ok = (page: Page) =>
  page
    .getByRole('dialog')
    .getByRole('button', { name: /^确\s*定$/ })
    .click();

test('a version that a colleague publishes meanwhile takes nothing of what is being written', async ({
  browser,
}) => {
  const { page } = await asStaff(browser, 'admin');
  const colleague = await asStaff(browser, 'admin');
  const mark = `k${Date.now() % 1_000_000}`;
  const mine = `我的模板 ${mark}`;
  await page.goto('/console/admin/replies');
  await writeTemplate(page, mine, mark);
  // In the form that is open, and in the draft of the page.
  await publishReplies(colleague, `${mark}a`);
  await comeBack(page, '/api/rulebook');
  await expect(page.getByRole('dialog').getByLabel('名称（中文）')).toHaveValue(mine);
  await ok(page);
  const row = page.getByRole('listitem').getByText(mine);
  await expect(row).toBeVisible();
  await publishReplies(colleague, `${mark}b`);
  await comeBack(page, '/api/rulebook');
  await expect(page.getByText(/您打开本页后，又有了第 \d+ 版/)).toBeVisible();
  await expect(row).toBeVisible();
  // Over the other's it goes out only after it was said once more.
  await page.getByRole('button', { name: '检查并发布…' }).click();
  await page.getByLabel('修改说明').fill('示例');
  await page.getByRole('button', { name: /^发\s*布$/ }).click();
  await expect(page.getByText(/您编辑期间，其他人发布了第 \d+ 版/)).toBeVisible();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^取\s*消$/ })
    .click();
  // Or one begins on theirs.
  await page.getByRole('button', { name: '改用新版本' }).click();
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: /^确\s*定$/ })
    .click();
  await expect(page.getByRole('listitem').getByText(`同事的模板 ${mark}b`)).toBeVisible();
  await expect(row).toHaveCount(0);
});

test('whoever goes from one time of the office hours to the next writes on there', async ({
  browser,
}) => {
  const { page } = await asStaff(browser, 'admin');
  await page.goto('/console/admin/clocks');
  const usual = page.getByRole('textbox', { name: '平常的上班时间' });
  const before = await usual.inputValue();
  await usual.fill(before === '08:00-16:00' ? '09:00-17:00' : '08:00-16:00');
  await usual.press('Tab');
  await expect(page.getByRole('textbox', { name: '紧急工作时计算的时间' })).toBeFocused();
  await page.getByRole('button', { name: '放弃修改' }).click();
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: /^确\s*定$/ })
    .click();
  await expect(usual).toHaveValue(before);
});

async function openMatter(browser: Browser): Promise<string> {
  const number = await report(await asResident(browser), '小区南门外路灯不亮。', {
    category: 'streetLight',
  });
  await act(await asStaff(browser, 'dispatcher'), number, 'open');
  return number;
}

test('a form that one writes in stays, whatever others do to the matter meanwhile', async ({
  browser,
}) => {
  const number = await openMatter(browser);
  const { page } = await asStaff(browser, 'dispatcher');
  const other = await asStaff(browser, 'clerk');
  await page.goto(`/console/matters/${number}`);
  await page.getByRole('button', { name: '内部备注' }).click();
  const field = page.getByRole('dialog').getByLabel('备注', { exact: true });
  await field.fill('第一句。');
  const log = page.getByRole('region', { name: '办理日志' });
  for (const words of ['同事备注一', '同事备注二']) {
    await act(other, number, 'note', { text: words });
    await expect(log.getByText(words)).toBeVisible();
  }
  await expect(field).toHaveValue('第一句。');
  await expect(field).toBeFocused();
});

test('a server that stumbles once after an act is asked again, and what was done is seen', async ({
  browser,
}) => {
  const number = await openMatter(browser);
  const { page } = await asStaff(browser, 'dispatcher');
  await page.goto(`/console/matters/${number}`);
  const log = page.getByRole('region', { name: '办理日志' });
  await expect(log.getByRole('listitem').first()).toBeVisible();
  await page.route('**/api/live', (route) => route.abort());
  await page.getByRole('button', { name: '内部备注' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('备注', { exact: true }).fill('已电话联系。');
  let stumbles = 0;
  await page.route(`**/api/matters/${number}/log?*`, async (route) => {
    stumbles += 1;
    if (stumbles > 1) return route.continue();
    return route.fulfill({
      status: 500,
      json: { code: 'INTERNAL', titles: { zh: '例', en: 'x' } },
    });
  });
  await page.getByRole('button', { name: '提交：内部备注' }).click();
  await expect(log.getByText('已电话联系。')).toBeVisible();
  expect(stumbles).toBeGreaterThan(1);
});
