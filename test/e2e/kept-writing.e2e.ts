/**
 * What somebody writes in the console stays what they wrote, whatever others do meanwhile; one's
 * own act is no change by others, and what was done is seen.
 */
import { type Browser, expect, type Page, test } from '@playwright/test';
import { mediatedDispute } from './room-world.ts';
import { act, asResident, asStaff, COUNTY, comeBack, report } from './world.ts';

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
  // Nothing else may cause another look.
  await page.route('**/api/live', (route) => route.abort());
  await page.goto(`/console/matters/${number}`);
  const log = page.getByRole('region', { name: '办理日志' });
  await expect(log.getByRole('listitem').first()).toBeVisible();
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

const ways = (page: Page) => page.getByRole('region', { name: '办理', exact: true });

async function dispatchWith(page: Page, words: string): Promise<void> {
  const form = page.getByRole('dialog');
  await form.getByRole('combobox', { name: '主办单位' }).fill('朱泾镇环卫站（示例）');
  await page.getByTitle('朱泾镇环卫站（示例）').last().click();
  await form.getByLabel('派遣说明').fill(words);
  await page.getByRole('button', { name: '提交：派遣' }).click();
}

const changed = (page: Page) => page.getByText('事项在您填写期间有了变化');

test('an act is done when its matter is read; a part of the page that is slow holds nobody up', async ({
  browser,
}) => {
  const number = await openMatter(browser);
  const { page } = await asStaff(browser, 'dispatcher');
  await page.goto(`/console/matters/${number}`);
  await expect(page.getByRole('region', { name: '办理日志' }).getByRole('listitem')).toHaveCount(2);
  const { promise: isSeen, resolve: seen } = Promise.withResolvers<void>();
  await page.route(`**/api/matters/${number}/log?*`, async (route) => {
    await isSeen;
    await route.continue();
  });
  await ways(page).getByRole('button', { name: '派遣', exact: true }).click();
  await dispatchWith(page, '请今天看一下。');
  await expect(page.getByText('“派遣”已完成')).toBeVisible();
  await expect(changed(page)).toHaveCount(0);
  seen();
  await expect(page.getByRole('region', { name: '办理日志' })).toContainText('请今天看一下。');
});

test('a form in which nothing is written yet goes on from what stands now', async ({ browser }) => {
  const number = await openMatter(browser);
  const { page } = await asStaff(browser, 'dispatcher');
  const other = await asStaff(browser, 'dispatcher');
  const { items } = (await other.call('GET', `/api/orgs?region=${COUNTY}&limit=100`)) as {
    items: { id: string; nameZh: string }[];
  };
  const orgOf = (name: string) => items.find(({ nameZh }) => nameZh === name)?.id;
  await page.route('**/api/live', (route) => route.abort());
  await page.goto(`/console/matters/${number}`);
  await ways(page).getByRole('button', { name: '并案', exact: true }).click();
  const form = page.getByRole('dialog');
  await expect(form.getByLabel('理由')).toBeVisible();
  await act(other, number, 'dispatch', { org: orgOf('朱泾镇环卫站（示例）') });
  await comeBack(page, `/api/matters/${number}`);
  await expect(page.getByRole('region', { name: '办理日志' })).toContainText('派遣');
  await expect(changed(page)).toHaveCount(0);
  // From the first word on it is said.
  await form.getByLabel('理由').fill('同一处路灯。');
  await act(other, number, 'dispatch', { org: orgOf('朱泾镇市政养护站（示例）') });
  await comeBack(page, `/api/matters/${number}`);
  await expect(changed(page)).toBeVisible();
  await expect(form).toContainText('同一处路灯。');
});

test('a text of an agreement that is saved elsewhere is offered beside the draft', async ({
  browser,
}) => {
  const { number, mediator } = await mediatedDispute(browser, await asResident(browser));
  const { page } = mediator;
  const save = (seen: number, facts: string) =>
    mediator.call('PUT', `/api/matters/${number}/agreement/text`, {
      facts,
      clauses: [{ id: 'a', who: 'respondent', what: '修好地漏', when: '', dueOn: null, ifNot: '' }],
      seen,
    });
  await save(0, '双方确认渗水。');
  await page.goto(`/console/matters/${number}/agreement`);
  const facts = page.getByLabel('主要事实、争议事项和各方责任');
  await facts.fill('我正在写的事实。');
  await save(1, '在另一个窗口写的事实。');
  await expect(page.getByText('您起草期间，另有人保存了第2版')).toBeVisible();
  await expect(facts).toHaveValue('我正在写的事实。');
  await page.getByRole('button', { name: '改用新文本' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '改用新文本' }).click();
  await expect(facts).toHaveValue('在另一个窗口写的事实。');
});
