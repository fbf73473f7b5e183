/** A resident reports from a phone; a clerk does it for somebody at the counter. */
import { expect, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import {
  act,
  asNobody,
  asResident,
  asStaff,
  expectAccessible,
  freshPhone,
  POINT,
  report,
} from './world.ts';

/** A picture that says it was taken in 朱泾镇. */
function photo(): Promise<Buffer> {
  const dms = (degrees: number) => {
    const whole = Math.floor(degrees);
    const minutes = Math.floor((degrees - whole) * 60);
    const seconds = Math.round(((degrees - whole) * 60 - minutes) * 6000);
    return `${whole}/1 ${minutes}/1 ${seconds}/100`;
  };
  return sharp({ create: { width: 800, height: 600, channels: 3, background: '#8aa' } })
    .jpeg()
    .withExif({
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: dms(POINT.lat),
        GPSLongitudeRef: 'E',
        GPSLongitude: dms(POINT.lon),
      },
    })
    .toBuffer();
}

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function addPhoto(page: Page): Promise<void> {
  const file = { name: 'lamp.jpg', mimeType: 'image/jpeg', buffer: await photo() };
  await page.getByLabel('从相册选').setInputFiles(file);
  await expect(page.getByRole('img', { name: '第 1 张照片' })).toBeVisible();
}

/** From the first page to the last question, with the place of the photo. */
async function write(page: Page, words: string): Promise<void> {
  await page.goto('/');
  await page.getByRole('listitem').getByRole('link', { name: '我要反映' }).click();
  await addPhoto(page);
  await press(page, '下一步');
  await expect(page.getByRole('heading', { name: '在哪里？' })).toBeVisible();
  await press(page, '用这里');
  await press(page, '下一步');
  await page.getByRole('textbox', { name: '情况' }).fill(words);
}

async function signIn(page: Page, phone: string): Promise<void> {
  await page.getByRole('textbox', { name: '手机号码' }).fill(phone);
  await press(page, '获取验证码');
  const shown = await page.getByText(/验证码是 \d{6}/).textContent();
  const code = /(\d{6})。/.exec(shown ?? '')?.[1] ?? '';
  await page.getByRole('textbox', { name: '短信验证码' }).fill(code);
  await press(page, '登录');
}

test('a resident reports with a photo and its place, and signs in on the way', async ({
  browser,
}) => {
  const { page, call } = await asNobody(browser);
  await write(page, '小区门口路灯不亮三天了，晚上看不清路。');
  await expect(page.getByText('看起来属于：路灯不亮')).toBeVisible();
  await expectAccessible(page);
  await press(page, '下一步');
  await expect(page.getByRole('radio', { name: /路灯不亮/ })).toBeChecked();
  await page.getByRole('textbox', { name: '灯杆编号（如有）' }).fill('ZJ-0102');
  await press(page, '下一步');
  const notNear = page.getByRole('button', { name: '都不是，接着反映' });
  await expect(notNear.or(page.getByRole('heading', { name: '核对并提交' }))).toBeVisible();
  if (await notNear.isVisible()) await notNear.click();
  await expect(page.getByText(/转给.+办理/)).toBeVisible();
  await expect(page.getByText(/受理响应：.+之前/)).toBeVisible();
  await expectAccessible(page);
  await press(page, '提交');
  await signIn(page, freshPhone());
  await expect(page.getByRole('heading', { name: '已提交' })).toBeVisible();
  const number = await page.getByText(/^310116-\d\d-\d{7}$/).textContent();
  await expectAccessible(page);
  const staff = await asStaff(browser, 'dispatcher');
  const matter = (await staff.call('GET', `/api/matters/${number}`)) as {
    category: { code: string };
    fields: object;
    attachments: unknown[];
  };
  expect(matter.category.code).toBe('streetLight');
  expect(matter.fields).toEqual({ poleNumber: 'ZJ-0102' });
  expect(matter.attachments).toHaveLength(1);
  await expect(call('GET', `/api/public/matters/${number}`)).resolves.toBeTruthy();
});

test('what was written outlasts a lost network and a closed page, and is sent once', async ({
  browser,
}) => {
  const { page, context } = await asResident(browser);
  await write(page, '垃圾桶旁堆了很多垃圾，好几天没人清。');
  await press(page, '下一步');
  await press(page, '下一步');
  await context.setOffline(true);
  await expect(page.getByText('现在没有网络')).toBeVisible();
  await context.setOffline(false);
  await page.goto('/');
  const drafts = page.getByRole('region', { name: '还没提交的反映' });
  await drafts.getByRole('link', { name: /继续填写：垃圾桶旁/ }).click();
  await expect(page.getByRole('heading', { name: '核对并提交' })).toBeVisible();
  await expect(page.getByText('1 张')).toBeVisible();
  await press(page, '提交');
  await expect(page.getByRole('heading', { name: '已提交' })).toBeVisible();
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(drafts).toHaveCount(0);
});

test('a step that lacks something says what, with a link to it', async ({ browser }) => {
  const { page } = await asNobody(browser);
  await page.goto('/report?step=place');
  await press(page, '下一步');
  await expect(page.getByRole('alert')).toContainText('请选择地点');
  await expectAccessible(page);
  await page.goto('/report?step=check');
  await press(page, '提交');
  await expect(page.getByRole('alert').getByRole('link')).toHaveCount(2);
});

test('who finds their trouble reported already follows it instead', async ({ browser }) => {
  const other = await asResident(browser);
  const words = `幸福桥栏杆断裂${Date.now() % 10_000}处，孩子容易掉下去。`;
  const number = await report(other, words, { category: 'guardrail' });
  const { page } = await asResident(browser);
  await write(page, words);
  await press(page, '下一步');
  await press(page, '下一步');
  await expect(page.getByRole('heading', { name: '附近已有人反映' })).toBeVisible();
  await expectAccessible(page);
  await press(page, `就是这件，关注 ${number}`);
  await expect(page.getByRole('heading', { name: '已关注' })).toBeVisible();
  await expect(page.getByText(number)).toBeVisible();
  await act(other, number, 'withdraw').catch(() => undefined);
});

test('danger is answered with a number to call', async ({ browser }) => {
  const { page } = await asNobody(browser);
  await write(page, '楼道里有很浓的煤气味。');
  await expect(page.getByRole('link', { name: '拨打 119' })).toBeVisible();
});

test('a clerk registers for somebody at the counter without touching the mouse', async ({
  browser,
}) => {
  const { page, call } = await asStaff(browser, 'clerk');
  await page.goto('/console/register');
  const words = page.getByLabel('情况');
  await expect(words).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('alert')).toContainText('请选择地点');
  await words.fill('居委会门口井盖缺失，晚上很危险。');
  await page.getByLabel('地点', { exact: true }).focus();
  await page.keyboard.type('临东', { delay: 50 });
  await expect(page.getByRole('option').first()).toBeAttached();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: '登记之后' })).toContainText('临东');
  await page.getByRole('button', { name: /采\s?用/ }).press('Enter');
  await page.getByLabel('姓名').fill('示例反映人');
  await page.getByLabel('电话', { exact: true }).fill('13800000009');
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: '已登记' })).toBeVisible();
  const number =
    (await page
      .getByText(/310116-\d\d-\d{7}/)
      .first()
      .textContent()) ?? '';
  const path = `/api/matters/${/310116-\d\d-\d{7}/.exec(number)?.[0]}`;
  const matter = (await call('GET', path)) as { channel: string; onBehalf: { zh: string } };
  expect(matter.channel).toBe('counter');
  expect(matter.onBehalf.zh).toContain('综治中心');
  await expect(page.getByRole('button', { name: '登记下一件' })).toBeFocused();
});
