/**
 * The portal without a network, after one visit: a report is written and kept, every other page
 * says that there is no connection, and nothing personal stays on the device.
 */
import { expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { portalPaths } from '../../web/paths.ts';
import {
  asNobody,
  asResident,
  expectAccessible,
  freshPhone,
  report,
  type Visitor,
} from './world.ts';

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** One visit, until the worker has the shell and what a report is written with. */
async function visit({ page }: Visitor): Promise<void> {
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  // The towns are taken along last.
  await expect.poll(() => page.evaluate(keptByNow)).toContain('/api/regions');
}

/** The paths of everything in Cache Storage. */
async function keptByNow(): Promise<string[]> {
  const paths: string[] = [];
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) paths.push(new URL(url).pathname);
  }
  return paths;
}

/** All that a browser can keep for a page, in one text. */
async function allKept(): Promise<string> {
  const parts = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      const answer = await cache.match(request);
      parts.push(request.url, (await answer?.text()) ?? '');
    }
  }
  return parts.join('\n');
}

async function choosePhoto(page: Page): Promise<void> {
  const picture = sharp({ create: { width: 640, height: 480, channels: 3, background: '#9a8' } });
  const buffer = await picture.jpeg().toBuffer();
  await page
    .getByLabel('从相册选')
    .setInputFiles({ name: 'lamp.jpg', mimeType: 'image/jpeg', buffer });
  await expect(page.getByRole('img', { name: '第 1 张照片' })).toBeVisible();
}

test('after one visit a report is written without a network, kept, and sent when there is one', async ({
  browser,
}) => {
  const resident = await asNobody(browser);
  const { page, context } = resident;
  await visit(resident);
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByText('没有网络连接。反映照样可以写。')).toBeVisible();
  await expect(page.getByRole('link', { name: /110/ })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('listitem').getByRole('link', { name: '我要反映' }).click();
  await choosePhoto(page);
  await press(page, '下一步');
  await press(page, '在地图上选');
  await expect(page.getByText('地图没能载入')).toBeVisible();
  await press(page, '只知道在哪个镇、村');
  await page.getByLabel('镇、街道').selectOption({ label: '朱泾镇' });
  await press(page, '下一步');
  const words = `桥头护栏缺了一段，离线写的${Date.now() % 100_000}。`;
  await page.getByRole('textbox', { name: '情况' }).fill(words);
  await press(page, '下一步');
  await press(page, '选其他类别');
  await page.getByRole('searchbox', { name: '找类别' }).fill('护栏');
  await page.getByRole('listitem').getByRole('button', { name: /护栏/ }).first().click();
  await press(page, '下一步');
  await expect(page.getByRole('heading', { name: '核对并提交' })).toBeVisible();
  await expectAccessible(page);
  await press(page, '提交');
  await expect(page.getByText('内容还在本机，可以再提交')).toBeVisible();

  // The phone was put away; the page is opened anew, still without a network.
  await page.goto('/');
  const drafts = page.getByRole('region', { name: '还没提交的反映' });
  await drafts.getByRole('link', { name: /继续填写：桥头护栏/ }).click();
  await expect(page.getByText('1 张')).toBeVisible();
  await expect(page.getByText(words)).toBeVisible();

  await context.setOffline(false);
  await expect(page.getByText('没有网络连接。反映照样可以写。')).toHaveCount(0);
  await expect(page.getByText(/转给.+办理|由调度员安排/)).toBeVisible();
  await press(page, '提交');
  await page.getByRole('textbox', { name: '手机号码' }).fill(freshPhone());
  await press(page, '获取验证码');
  const shown = await page.getByText(/验证码是 \d{6}/).textContent();
  const code = /(\d{6})。/.exec(shown ?? '')?.[1] ?? '';
  await page.getByRole('textbox', { name: '短信验证码' }).fill(code);
  await press(page, '登录');
  await expect(page.getByRole('heading', { name: '已提交' })).toBeVisible();
  await page.getByRole('link', { name: '查看进展' }).click();
  await expect(page.getByText(words).first()).toBeVisible();
});

const needServer = [
  portalPaths.my,
  `${portalPaths.query}?number=310116-26-0000001`,
  portalPaths.board,
  portalPaths.figures,
  portalPaths.listed,
  portalPaths.notices,
  portalPaths.signIn,
  portalPaths.matter('310116-26-0000001'),
  portalPaths.publicMatter('310116-26-0000001'),
];

test('without a network each page says so, and goes on when it is back', async ({ browser }) => {
  const visitor = await asNobody(browser);
  const { page, context } = visitor;
  await visit(visitor);
  await context.setOffline(true);
  for (const path of needServer) {
    await page.goto(path);
    const said = page.getByRole('heading', { name: '没有网络连接' });
    await expect(said.or(page.getByText('连接不上服务器')), path).toBeVisible();
    await expect(page.getByRole('main').getByRole('button', { name: '重试' }), path).toBeVisible();
  }
  await page.goto(portalPaths.listed);
  await expectAccessible(page);
  await context.setOffline(false);
  await expect(page.getByRole('heading', { name: '挂牌督办公示' })).toBeVisible();
});

test('signing out leaves nothing of a person behind but the draft that was not sent', async ({
  browser,
}) => {
  const phone = freshPhone();
  const resident = await asResident(browser, phone);
  const { page, context } = resident;
  const words = `楼下水管漏水，签退后不该留下${Date.now() % 100_000}`;
  const number = await report(resident, words);
  await visit(resident);
  await page.goto(portalPaths.matter(number));
  await expect(page.getByText(words).first()).toBeVisible();
  await page.goto('/report?step=words');
  await page.getByRole('textbox', { name: '情况' }).fill('还没写完的一份反映');

  await page.getByRole('button', { name: '退出' }).click();
  await expect(page.getByText('您已退出。')).toBeVisible();
  await expect(page.getByText('还没写完的一份反映')).toBeVisible();
  await expectAccessible(page);
  const kept = await page.evaluate(allKept);
  for (const personal of [phone, number, words.slice(0, 12)]) expect(kept).not.toContain(personal);
  const paths = (await page.evaluate(keptByNow)).filter((path) => path.startsWith('/api/'));
  expect([...new Set(paths)].sort()).toEqual([
    '/api/categories',
    '/api/public/centre',
    '/api/public/centres',
    '/api/regions',
  ]);

  await context.setOffline(true);
  await page.goto(portalPaths.matter(number));
  await expect(page.getByRole('heading', { name: '没有网络连接' })).toBeVisible();
  await expect(page.getByText(words.slice(0, 12))).toHaveCount(0);
});
