/**
 * What comes after a report: the resident sees the reply, rates it badly, asks for it anew and
 * reads who opened their data; the public sees it without persons; nobody else sees the resident's
 * side.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, expect, test } from '@playwright/test';
import {
  act,
  asNobody,
  asResident,
  asStaff,
  expectAccessible,
  freshPhone,
  report,
  serverAddress,
  type Visitor,
} from './world.ts';

const LAMP = '小区南门外路灯不亮，夜里看不清台阶。';
const REPLY = '已更换灯头，路灯恢复照明，感谢您的反映。';
const PHOTO = join(import.meta.dirname, '../../modules/demo/data/after.jpg');

type Session = { posts: { org: { id: string } }[] };

async function orgOf(who: Visitor): Promise<string> {
  const { posts } = (await who.call('GET', '/api/session')) as Session;
  return posts[0]?.org.id ?? '';
}

async function photo(who: Visitor): Promise<string> {
  const sent = await who.context.request.post(`${serverAddress()}/api/attachments`, {
    headers: { origin: serverAddress() },
    multipart: { file: { name: 'after.jpg', mimeType: 'image/jpeg', buffer: readFileSync(PHOTO) } },
  });
  return ((await sent.json()) as { id: string }).id;
}

/** Goes through the loop over HTTP and is closed; somebody opens the reporter's data on the way. */
async function closed(browser: Browser, number: string): Promise<void> {
  const [dispatcher, handler, checker, caller] = await Promise.all(
    ['dispatcher', 'works', 'checker', 'callback'].map((name) => asStaff(browser, name)),
  );
  if (!dispatcher || !handler || !checker || !caller) throw new Error('four of the staff');
  await act(dispatcher, number, 'open');
  await act(dispatcher, number, 'dispatch', { org: await orgOf(handler) });
  await act(handler, number, 'acknowledge');
  const afterPhotos = [await photo(handler)];
  const result = { outcome: 'fixed', text: '已更换灯头。', reply: REPLY, isPublic: true };
  await act(handler, number, 'complete', { ...result, afterPhotos });
  await act(checker, number, 'check', { result: 'passed', text: '现场已亮灯' });
  await caller.call('POST', `/api/matters/${number}/persons`, {
    purpose: 'callBack',
    reason: '电话回访反映人',
  });
  await act(caller, number, 'callBack', { result: 'satisfied', text: '满意' });
  await act(dispatcher, number, 'close');
  for (const { context } of [dispatcher, handler, checker, caller]) await context.close();
}

test('a resident sees the reply, rates it badly, reopens it and reads who opened the data', async ({
  browser,
}) => {
  const resident = await asResident(browser);
  const number = await report(resident, LAMP, { category: 'streetLight' });
  const { page } = resident;
  await page.goto('/my');
  await page.getByRole('link', { name: new RegExp(number) }).click();
  await expect(page.getByRole('region', { name: '现在' })).toContainText('最迟答复');
  await expectAccessible(page);

  await closed(browser, number);
  await page.reload();
  await expect(page.getByRole('heading', { name: '结果：已解决' })).toBeVisible();
  const answers = page.getByRole('region', { name: '答复', exact: true });
  await expect(answers).toContainText(REPLY);
  const pictures = page.getByRole('region', { name: '照片和文件' });
  await expect(pictures.getByRole('img', { name: /处置后/ })).toBeVisible();
  const openings = page.getByRole('region', { name: '谁看过我的个人信息' });
  await expect(openings).toContainText('回访员');
  await expect(openings).toContainText('电话回访反映人');

  await page.getByRole('button', { name: '评价', exact: true }).click();
  const rating = page.getByRole('dialog', { name: '评价' });
  await rating.getByRole('button', { name: '提交' }).click();
  await expect(rating.getByText('请选择分数')).toBeVisible();
  await rating.getByRole('radio', { name: /1 分/ }).check();
  await expect(rating.getByText(/评价之后还可以要求重办/)).toBeVisible();
  await rating.getByLabel(/为什么/).fill('只修了一盏，另一盏还是不亮。');
  await expectAccessible(page);
  await rating.getByRole('button', { name: '提交' }).click();
  await expect(page.getByText('您评价了 1 分（满分 5 分）')).toBeVisible();
  await expect(page.getByRole('button', { name: '评价', exact: true })).toHaveCount(0);

  await page.getByRole('button', { name: '要求重办' }).click();
  const anew = page.getByRole('dialog', { name: '要求重办' });
  await anew.getByLabel('哪里没有解决？').fill('第二盏灯还是不亮。');
  await anew.getByRole('button', { name: '要求重办' }).click();
  await expect(page.getByText('您要求重办，事项已重新办理')).toBeVisible();
  await expect(page.getByRole('region', { name: '现在' })).toContainText('朱泾镇综治中心');
  await expectAccessible(page);

  const other = await asResident(browser);
  await other.page.goto(`/matters/${number}`);
  await expect(other.page.getByText('这件事项不在您的名下')).toBeVisible();
  await expect(other.page.getByText(REPLY)).toHaveCount(0);
});

test('everyone sees it on the board without persons, and follows it', async ({ browser }) => {
  const resident = await asResident(browser);
  const number = await report(resident, LAMP, { category: 'streetLight', title: '南门外路灯不亮' });
  const { page } = await asNobody(browser);
  await page.goto(`/board/${number}`);
  await expect(page.getByText('这件事项不在公示栏展示')).toBeVisible();
  await closed(browser, number);

  await page.goto('/board');
  await page.getByLabel('标题、类别或地点里的词语').fill('南门外');
  await page.getByRole('button', { name: '搜索', exact: true }).click();
  await expect(page).toHaveURL(/q=/);
  await page.getByLabel('状态').selectOption('closed');
  await expect(page.getByRole('link', { name: /南门外路灯不亮/ }).first()).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/board/${number}`);
  await expect(page.getByText(REPLY)).toBeVisible();
  await expect(page.getByText('夜里看不清台阶')).toHaveCount(0);
  await expectAccessible(page);

  const open = await report(resident, LAMP, { category: 'streetLight' });
  const dispatcher = await asStaff(browser, 'dispatcher');
  await act(dispatcher, open, 'open');
  const neighbour = await asResident(browser);
  await neighbour.page.goto(`/board/${open}`);
  await neighbour.page.getByRole('button', { name: '我也遇到，关注进展' }).click();
  await neighbour.page.getByRole('link', { name: '查看我的这件事项' }).click();
  await expect(neighbour.page.getByText('您表示“我也遇到”，开始关注')).toBeVisible();
});

test('what the counter took down is found by its number and the phone left there', async ({
  browser,
}) => {
  const phone = freshPhone();
  const clerk = await asStaff(browser, 'clerk');
  const reporter = { name: '示例反映人', phone };
  const number = await report(clerk, LAMP, {
    category: 'streetLight',
    channel: 'counter',
    reporter,
  });

  const { page } = await asNobody(browser);
  await page.goto('/query');
  await expectAccessible(page);
  await page.getByLabel('事项编号').fill('123');
  await page.getByRole('button', { name: '下一步' }).click();
  await expect(page.getByText(/编号由 6 位/)).toBeVisible();
  await page.getByLabel('事项编号').fill(number.replaceAll('-', ' '));
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('checkbox', { name: /公用/ }).check();
  await page.getByRole('textbox', { name: '手机号码' }).fill(phone);
  await page.getByRole('button', { name: '获取验证码' }).click();
  const shown = await page.getByText(/验证码是 \d{6}/).textContent();
  await page
    .getByRole('textbox', { name: '短信验证码' })
    .fill(/\d{6}/.exec(shown ?? '')?.[0] ?? '');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page).toHaveURL(new RegExp(`/matters/${number}$`));
  await expect(page.getByText('窗口已登记，取得编号')).toBeVisible();

  const stranger = await asResident(browser);
  await stranger.page.goto(`/query?number=${number}`);
  await stranger.page.getByRole('button', { name: '查询', exact: true }).click();
  await expect(stranger.page.getByRole('alert')).toContainText('没有找到用这个手机号反映的');
});

test('a picture is covered by mouse and by keys, released, and taken back', async ({ browser }) => {
  const resident = await asResident(browser);
  const attachments = [await photo(resident)];
  const number = await report(resident, LAMP, { category: 'streetLight', attachments });
  const dispatcher = await asStaff(browser, 'dispatcher');
  await act(dispatcher, number, 'open');
  const { page } = dispatcher;
  await page.goto(`/console/matters/${number}`);
  const panel = page.getByRole('region', { name: '公众能看到什么' });
  await expect(panel).toContainText('还没有公开照片');
  await panel.getByRole('button', { name: '遮盖后公开：第 1 张照片' }).click();

  const dialog = page.getByRole('dialog', { name: '遮盖后公开照片' });
  const area = dialog.getByRole('group', { name: '要遮盖的照片' });
  await expect(dialog.getByRole('button', { name: '预览公开的样子' })).toBeEnabled();
  const [sourcePosition, targetPosition] = [
    { x: 40, y: 40 },
    { x: 160, y: 110 },
  ];
  await area.dragTo(area, { sourcePosition, targetPosition });
  await expect(dialog.getByRole('button', { name: '遮盖块 1' })).toBeVisible();
  await dialog.getByRole('button', { name: '添加遮盖块' }).click();
  const second = dialog.getByRole('button', { name: '遮盖块 2' });
  const before = await second.boundingBox();
  await second.press('Control+ArrowRight');
  await second.press('Shift+ArrowDown');
  const after = await second.boundingBox();
  expect(after?.x).toBeGreaterThan(before?.x ?? 0);
  expect(after?.height).toBeGreaterThan(before?.height ?? 0);
  await expectAccessible(page);

  await dialog.getByRole('button', { name: '预览公开的样子' }).click();
  await dialog.getByRole('button', { name: '公开', exact: true }).click();
  await expect(dialog.getByText('请检查后勾选')).toBeVisible();
  await dialog.getByLabel('公开的理由').fill('让居民看到现场');
  await dialog.getByRole('checkbox', { name: /我已逐处检查/ }).check();
  await dialog.getByRole('button', { name: '公开', exact: true }).click();
  await expect(panel.getByText(/^已公开 ·/)).toBeVisible();

  const everyone = await asNobody(browser);
  await everyone.page.goto(`/board/${number}`);
  await expect(everyone.page.getByRole('img', { name: '反映时的照片' })).toBeVisible();

  await panel.getByRole('button', { name: '撤回公开' }).click();
  const leaving = page.getByRole('dialog', { name: '撤回公开' });
  await leaving.getByLabel('撤回的理由').fill('还能看到门牌');
  await leaving.getByRole('button', { name: '撤回公开' }).click();
  await expect(panel.getByText(/^已撤回 ·/)).toBeVisible();
  await everyone.page.reload();
  await expect(everyone.page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(everyone.page.getByRole('img', { name: '反映时的照片' })).toHaveCount(0);
});
