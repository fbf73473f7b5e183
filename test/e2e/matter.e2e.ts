/**
 * The console's matter page: a matter goes through the loop, and two people collide on one. Here
 * lists and dialogs move as they do for most people; elsewhere they stand still.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import {
  act,
  asStaff,
  confirmAct,
  expectAccessible,
  freshPhone,
  grown,
  report,
  type Visitor,
} from './world.ts';

const PHOTO = join(import.meta.dirname, '../../modules/demo/data/after.jpg');
const photo = () => ({
  name: '处置后.jpg',
  mimeType: 'image/jpeg',
  buffer: readFileSync(PHOTO),
});

async function open({ page }: Visitor, number: string): Promise<Page> {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.goto(`/console/matters/${number}`);
  await expect(page.getByRole('heading', { name: '办理日志' })).toBeVisible();
  return page;
}

/** Takes an action by its button; `fill` answers the form. */
async function take(
  page: Page,
  action: string,
  fill?: (form: ReturnType<Page['getByRole']>) => Promise<void>,
) {
  await page
    .getByRole('region', { name: '办理', exact: true })
    .getByRole('button', { name: action, exact: true })
    .click();
  const form = page.getByRole('dialog');
  await fill?.(form);
  await form.getByRole('button', { name: `提交：${action}` }).click();
}

const done = (page: Page, action: string) =>
  expect(page.getByText(`“${action}”已完成`).last()).toBeVisible();
const stands = (page: Page, stage: string) =>
  expect(page.locator('.matter-stage')).toHaveText(stage);

async function choose(form: ReturnType<Page['getByRole']>, label: string, option: string) {
  const box = form.getByRole('combobox', { name: label });
  await box.click();
  await box.fill(option);
  await grown(form.page());
  await form.page().getByTitle(option).last().click();
}

const LAMP = '小区南门外路灯不亮，夜里看不清台阶。';

/** Taken down by the clerk, so that no phone code is needed: those are few for one address. */
async function reported(browser: Browser): Promise<string> {
  const clerk = await asStaff(browser, 'clerk');
  const reporter = { name: '王示例', phone: freshPhone() };
  const number = await report(clerk, LAMP, { category: 'streetLight', reporter });
  await clerk.context.close();
  return number;
}

test('dispatched, acknowledged, handled, failed once, mended, checked, called back, closed', async ({
  browser,
}) => {
  // Five people and some fifteen acts: more than one journey's time on a busy machine.
  test.slow();
  const number = await reported(browser);

  const dispatcher = await open(await asStaff(browser, 'dispatcher'), number);
  await take(dispatcher, '立案');
  await done(dispatcher, '立案');
  await stands(dispatcher, '已立案待派遣');
  await take(dispatcher, '派遣', async (form) => {
    await choose(form, '主办单位', '朱泾镇市政养护站（示例）');
    await form.getByLabel('派遣说明').fill('请今晚前修复');
  });
  await done(dispatcher, '派遣');

  const handler = await open(await asStaff(browser, 'works'), number);
  await take(handler, '签收');
  await done(handler, '签收');
  await take(handler, '办结');
  await expect(handler.getByRole('dialog').getByRole('alert')).toContainText('请填写“办理情况”');
  await handler.getByRole('button', { name: '取消' }).click();
  const complete = async (text: string) => {
    await take(handler, '办结', async (form) => {
      await form.getByRole('radio', { name: '已解决' }).check();
      await form.getByLabel('办理情况').fill(text);
      await form.getByLabel('处置后照片').setInputFiles(photo());
      await expect(form.getByRole('img', { name: '处置后.jpg' })).toBeVisible();
    });
    await stands(handler, '待核查');
  };
  await complete('已更换灯头。');

  const checker = await open(await asStaff(browser, 'checker'), number);
  const check = (result: string, text: string) =>
    take(checker, '核查', async (form) => {
      await form.getByRole('radio', { name: result, exact: true }).check();
      await form.getByLabel('核查情况').fill(text);
    });
  await check('不通过，返工', '仍有一盏不亮。');
  await stands(checker, '处置中');

  await handler.reload();
  await expect(handler.getByText('返工1次')).toBeVisible();
  await complete('第二盏也已修复。');
  await checker.reload();
  await check('通过', '两盏都亮。');
  await stands(checker, '待回访结案');
  // Each open page draws its map in software: those who are done go home.
  await checker.context().close();
  await handler.context().close();

  await dispatcher.reload();
  await take(dispatcher, '答复', async (form) => {
    await form.getByRole('combobox', { name: '选用答复模板' }).click();
    await grown(dispatcher);
    await dispatcher.getByTitle('路灯已修复').click();
    await expect(form.getByLabel('答复内容')).toHaveValue(new RegExp(number));
  });
  await done(dispatcher, '答复');
  const caller = await open(await asStaff(browser, 'callback'), number);
  await take(caller, '回访', async (form) => {
    await form.getByRole('radio', { name: '满意', exact: true }).check();
    await form.getByLabel('回访记录').fill('反映人表示满意。');
  });
  await done(caller, '回访');
  await caller.context().close();

  await dispatcher.reload();
  await take(dispatcher, '结案');
  await confirmAct(dispatcher, '结案');
  await done(dispatcher, '结案');
  await stands(dispatcher, '已结案');
  await expect(dispatcher.getByRole('region', { name: '答复与评价' })).toContainText(number);
  await expect(dispatcher.getByText(/日志链完整/)).toBeVisible();
  await expectAccessible(dispatcher);
});

test('two dispatchers collide: the late one sees what happened and loses nothing', async ({
  browser,
}) => {
  test.slow();
  const number = await reported(browser);
  const [first, second] = [
    await asStaff(browser, 'dispatcher'),
    await asStaff(browser, 'dispatcher'),
  ];
  await act(first, number, 'open');

  const late = await open(second, number);
  await late
    .getByRole('region', { name: '办理', exact: true })
    .getByRole('button', { name: '派遣', exact: true })
    .click();
  const form = late.getByRole('dialog');
  await choose(form, '主办单位', '朱泾镇市政养护站（示例）');
  await form.getByLabel('派遣说明').fill('请先看现场再定方案');

  const early = await open(first, number);
  await take(early, '派遣', async (other) => {
    await choose(other, '主办单位', '朱泾镇环卫站（示例）');
    await other.getByLabel('派遣说明').fill('先由环卫站看');
  });
  await done(early, '派遣');

  const conflict = form.getByRole('alert').filter({ hasText: '事项在您填写期间有了变化' });
  await form
    .getByRole('button', { name: '提交：派遣' })
    .click({ timeout: 2000 })
    .catch(() => undefined);
  await expect(conflict).toContainText('先由环卫站看');
  await expect(conflict).toContainText('请先看现场再定方案');
  await expect(conflict).toContainText('朱泾镇市政养护站（示例）');
  await expectAccessible(late);
  await conflict.getByRole('button', { name: '按最新情况继续' }).click();
  await expect(form.getByLabel('派遣说明')).toHaveValue('请先看现场再定方案');
  await form.getByRole('button', { name: '提交：派遣' }).click();
  await done(late, '派遣');
  await expect(late.getByRole('region', { name: '承办与协办' })).toContainText(
    '朱泾镇市政养护站（示例）',
  );
});

test('what was begun survives a reload, and a closed button says why', async ({ browser }) => {
  const number = await reported(browser);
  const page = await open(await asStaff(browser, 'dispatcher'), number);
  await page.getByText(/现在还不能办（/).click();
  await expect(page.getByText('事项现处于“已登记”环节，不能进行这一操作。')).toBeVisible();
  await page.keyboard.press('n');
  await page.getByRole('textbox', { name: '备注' }).fill('电话里说夜间最暗');
  await page.reload();
  await page.getByRole('button', { name: '内部备注' }).click();
  await expect(page.getByRole('textbox', { name: '备注' })).toHaveValue('电话里说夜间最暗');
  await page.getByRole('button', { name: '提交：内部备注' }).click();
  await done(page, '内部备注');
  await expect(page.getByRole('region', { name: '办理日志' })).toContainText('电话里说夜间最暗');
});

test('personal data is opened with a purpose, counted, and masked again', async ({ browser }) => {
  const number = await reported(browser);
  const page = await open(await asStaff(browser, 'dispatcher'), number);
  const people = page.getByRole('region', { name: '当事人' });
  await expect(people).toContainText('已被查看 0 次');
  await people.getByRole('button', { name: '查看个人信息' }).click();
  await people.getByRole('combobox', { name: '目的' }).click();
  await grown(page);
  await page.getByTitle('办理').click();
  await people.getByLabel('理由').fill('核实具体位置');
  await people.getByRole('button', { name: '查看并留痕' }).click();
  await expect(people.getByText(/^139\d{8}$/)).toBeVisible();
  await expect(people).toContainText('已被查看 1 次');
  await people.getByRole('button', { name: '立即遮盖' }).click();
  await expect(people.getByText(/^139\d{8}$/)).toBeHidden();
});

test('a handler works on a phone', async ({ browser }) => {
  const number = await reported(browser);
  const page = await open(await asStaff(browser, 'dispatcher', 'phone'), number);
  await take(page, '立案');
  await done(page, '立案');
  await page.getByText('为什么是这个期限').first().click();
  await expect(page.getByRole('table', { name: '逐日计算' })).toBeVisible();
  await expectAccessible(page);
});
