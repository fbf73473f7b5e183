/** The supervisor lists a matter, everyone reads it on the public page, the reply is judged. */
import { type Browser, expect, test } from '@playwright/test';
import { act, asNobody, asResident, asStaff, expectAccessible, report } from './world.ts';

const LAMP = '小区南门外路灯不亮，夜里看不清台阶。';
const REASON = '同一路段反复报修，限期查清原因';

/** Reported, opened and with the works station: something that can be supervised. */
async function handled(browser: Browser): Promise<string> {
  const resident = await asResident(browser);
  const number = await report(resident, LAMP, { category: 'streetLight' });
  const dispatcher = await asStaff(browser, 'dispatcher');
  await act(dispatcher, number, 'open');
  const loads = await dispatcher.call('GET', '/api/orgs/loads?county=310116');
  const { items } = loads as { items: { org: { id: string; zh: string } }[] };
  const works = items.find(({ org }) => org.zh.includes('朱泾镇市政养护站'))?.org.id;
  await act(dispatcher, number, 'dispatch', { org: works });
  return number;
}

test('a listed supervision stands on the public page, with organisations and no person', async ({
  browser,
}) => {
  const number = await handled(browser);
  const { page } = await asStaff(browser, 'supervisor');
  await page.goto('/console/supervision');
  await page.getByRole('searchbox', { name: '按编号督导' }).fill(number);
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('radio', { name: '挂牌督办' }).check();
  await drawer.getByRole('button', { name: '发出挂牌督办' }).click();
  await expect(drawer.getByRole('alert')).toContainText('请写明事由');
  await drawer.getByLabel('事由').fill(REASON);
  await drawer.getByRole('checkbox', { name: '向社会公示' }).check();
  const preview = drawer.getByRole('region', { name: '公示预览' });
  await expect(preview).toContainText(REASON);
  await expect(preview).toContainText('朱泾镇市政养护站');
  await expectAccessible(page);
  await drawer.getByRole('button', { name: '发出挂牌督办' }).click();
  await expect(page.getByText('已发出：挂牌督办')).toBeVisible();

  const visitor = await asNobody(browser);
  await visitor.page.goto('/listed');
  const card = visitor.page.getByRole('article').filter({ hasText: number });
  await expect(card).toContainText(REASON);
  await expect(card).toContainText('待答复');
  await expect(card).toContainText('朱泾镇市政养护站');
  await expectAccessible(visitor.page);

  const handler = await asStaff(browser, 'works');
  await act(handler, number, 'replySupervision', { text: '已查明为线路老化，三日内更换。' });
  await page.goto('/console/supervision?list=answered');
  const row = page.getByRole('listitem').filter({ hasText: number });
  await expect(row.first()).toContainText('已查明为线路老化');
  await page.getByRole('button', { name: `处理 ${number}` }).click();
  await page.getByRole('button', { name: '办结监督' }).click();
  await page.getByLabel('结果').fill('答复属实，予以销号。');
  await page.getByRole('button', { name: '提交：办结监督' }).click();
  await expect(row).toHaveCount(0);
  await visitor.page.reload();
  await expect(card).toContainText('已销号');
});

test('one of several supervisions is withdrawn where it stands; the other one stays', async ({
  browser,
}) => {
  const number = await handled(browser);
  const supervisor = await asStaff(browser, 'supervisor');
  await act(supervisor, number, 'supervise', { kind: 'urging', reason: REASON });
  await act(supervisor, number, 'supervise', {
    kind: 'listed',
    reason: '误发的一项',
    isPublic: true,
  });
  const { page } = supervisor;
  await page.goto(`/console/matters/${number}`);
  const panel = page.getByRole('region', { name: '监督', exact: true });
  const wrong = panel.getByRole('listitem').filter({ hasText: '误发的一项' });
  await wrong.getByRole('button', { name: '撤回监督' }).click();
  const form = page.getByRole('dialog', { name: '撤回监督' });
  await expect(form.getByRole('radio', { name: /误发的一项/ })).toBeChecked();
  await form.getByLabel('撤回理由').fill('挂错了事项');
  await expectAccessible(page);
  await form.getByRole('button', { name: '提交：撤回监督' }).click();
  await expect(wrong).toContainText('已撤回');
  await expect(wrong).toContainText('挂错了事项');
  await expect(panel.getByRole('listitem').filter({ hasText: REASON })).toContainText('待答复');
  await expect(wrong.getByRole('button', { name: '撤回监督' })).toHaveCount(0);

  const visitor = await asNobody(browser);
  await visitor.page.goto('/listed');
  await expect(visitor.page.locator('h1')).toBeVisible();
  await expect(visitor.page.getByText('误发的一项')).toHaveCount(0);
});

test('who wants no movement opens the drawer, picks from its lists and sends', async ({
  browser,
}) => {
  const number = await handled(browser);
  const { page } = await asStaff(browser, 'supervisor');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto('/console/supervision');
  await page.getByRole('searchbox', { name: '按编号督导' }).fill(number);
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog', { name: `督导 ${number}` });
  await drawer.getByRole('combobox', { name: '对象单位' }).click();
  await drawer.getByRole('combobox', { name: '对象单位' }).fill('朱泾镇环卫站');
  await page.getByTitle('朱泾镇环卫站（示例）').last().click();
  await drawer.getByRole('combobox', { name: '限时答复' }).click();
  await page.getByTitle('3 天').last().click();
  await expect(page.getByTitle('7 天')).toBeHidden();
  await drawer.getByLabel('事由').fill(REASON);
  await drawer.getByRole('button', { name: '发出督办' }).click();
  await expect(page.getByText('已发出：督办')).toBeVisible();
  await drawer.getByRole('button', { name: '撤回监督' }).click();
  const form = page.getByRole('dialog', { name: '撤回监督' });
  await expect(form.getByRole('radio', { name: /朱泾镇环卫站/ })).toBeChecked();
  await form.getByLabel('撤回理由').fill('发错了单位');
  await form.getByRole('button', { name: '提交：撤回监督' }).click();
  await expect(form).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
});
