/** What came back to the grid worker's phone: mended and sent again, compared, or dropped. */
import { type Browser, expect, test } from '@playwright/test';
import {
  countOf,
  mark,
  onShift,
  outgoing,
  ownPlace,
  PHOTO,
  reportTrouble,
  standing,
  taskFor,
} from './field-world.ts';
import { act, asStaff, expectAccessible, type Visitor } from './world.ts';

async function people(browser: Browser) {
  const clerk = await asStaff(browser, 'clerk');
  const dispatcher = await asStaff(browser, 'dispatcher');
  const worker = await asStaff(browser, 'gridworker', 'phone');
  return { clerk, dispatcher, worker };
}

const matterOf = async (who: Visitor, number: string) =>
  (await who.call('GET', `/api/matters/${number}`)) as {
    stage: { code: string };
    attachments: { purpose: string }[];
  };

const verifiesIn = async (who: Visitor, number: string): Promise<unknown[]> => {
  const path = `/api/matters/${number}/log?limit=200`;
  const { items } = (await who.call('GET', path)) as {
    items: { action: string; given: { text?: string } }[];
  };
  return items.filter((one) => one.action === 'verify').map((one) => one.given.text);
};

test('a report that was refused is opened, its place mended, and arrives once', async ({
  browser,
}) => {
  const worker = await asStaff(browser, 'gridworker', 'phone');
  const { page, context } = worker;
  const place = await standing(worker);
  await onShift(worker);
  const walk = `改位置${mark()}`;
  await context.setGeolocation({ latitude: 10, longitude: 140 });
  await reportTrouble(page, `${walk}：路灯不亮`, PHOTO);
  const item = await outgoing(page, walk);
  await expect(item).toContainText('未被接受');
  await item.getByRole('link', { name: '修改' }).click();
  await expect(page.getByRole('heading', { name: '修改后重新发送' })).toBeVisible();
  await expect(page.getByRole('img', { name: '第 1 张照片' })).toBeVisible();
  await expect(page.getByLabel('问题描述')).toHaveValue(`${walk}：路灯不亮`);
  await expectAccessible(page);
  await context.setGeolocation({ latitude: place.lat, longitude: place.lon });
  await page.getByRole('button', { name: '用当前位置' }).click();
  await expect(page.getByText(/误差约/)).toBeVisible();
  await page.getByRole('button', { name: '保存并发送' }).click();
  await expect(item).toContainText('已送达');
  expect(await countOf(worker, walk)).toBe(1);
  const number = /\d{6}-\d{2}-\d{7}/.exec((await item.textContent()) ?? '')?.[0] ?? '';
  expect((await matterOf(worker, number)).attachments).toMatchObject([{ purpose: 'report' }]);
});

test('an act that was refused is opened with all that was filled in, mended and sent', async ({
  browser,
}) => {
  const folk = await people(browser);
  const { dispatcher, worker } = folk;
  const { page, context } = worker;
  const walk = `补照片${mark()}`;
  const how = { category: 'pets', action: 'dispatch' } as const;
  const { number } = await taskFor(folk, `${walk}：墙上小广告`, how);
  await onShift(worker);
  await page.goto(`/field/tasks/${number}`);
  await context.setOffline(true);
  await page.getByRole('button', { name: /^签收/ }).click();
  await page.getByRole('button', { name: '记录并发送' }).click();
  await page.getByRole('button', { name: /^办结/ }).click();
  await page.getByLabel('已解决').check();
  await page.getByLabel('办理情况').fill('已清除。');
  await page.getByRole('button', { name: '记录并发送' }).click();
  // Meanwhile its category becomes one that asks for photos from before and after.
  await act(dispatcher, number, 'triage', { category: 'smallAds', reason: '是墙上小广告。' });
  await context.setOffline(false);
  await page.getByRole('link', { name: /需要您处理/ }).click();
  const item = page.getByRole('listitem').filter({ hasText: `办结: ${walk}` });
  await expect(item).toContainText('未被接受');
  await expect(item).toContainText('须有处置前和处置后的照片');
  await item.getByRole('link', { name: '修改' }).click();
  await expect(page.getByLabel('办理情况')).toHaveValue('已清除。');
  await expect(page.getByLabel('已解决')).toBeChecked();
  await expectAccessible(page);
  // Mended without a network, too.
  await context.setOffline(true);
  await page.getByLabel('办理情况').fill('已清除，墙面已刷白。');
  for (const group of ['处置前照片', '处置后照片']) {
    const photos = page.getByRole('group', { name: group });
    await photos.getByLabel('从相册选').setInputFiles(PHOTO);
    await expect(photos.getByRole('img', { name: '第 1 张照片' })).toBeVisible();
  }
  await page.getByRole('button', { name: '记录并发送' }).click();
  await expect(item).toContainText('待发送');
  await page.reload();
  await expect(item).toContainText('待发送');
  await context.setOffline(false);
  await expect(item).toContainText('已送达');
  const matter = await matterOf(worker, number);
  expect(matter.stage.code).toBe('checking');
  expect(matter.attachments.map((one) => one.purpose).sort()).toEqual(['after', 'before']);
});

test('a check-in that was refused is opened: a word more, and it is there once', async ({
  browser,
}) => {
  const { dispatcher, worker } = await people(browser);
  const { page, context } = worker;
  const name = `巡查点${mark()}`;
  const at = await ownPlace(worker);
  const point = (await dispatcher.call('POST', '/api/patrol/points', {
    name,
    lookFor: '看一看',
    every: 'day',
    point: at,
  })) as { id: string; county: string };
  await standing(worker);
  await onShift(worker);
  await page.getByRole('navigation').getByRole('link', { name: '巡查' }).click();
  await context.setOffline(true);
  await page.getByRole('button', { name: `有问题: ${name}` }).click();
  await page.getByRole('link', { name: '上报这个问题' }).click();
  await page.getByLabel('问题描述').fill('井盖松动');
  await page.getByRole('button', { name: '保存并发送' }).click();
  // The report is thrown away: what its check-in said of the trouble goes with it.
  const report = await outgoing(page, '上报: 井盖松动');
  await report.getByRole('button', { name: '删除' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
  await context.setOffline(false);
  const item = page.getByRole('listitem').filter({ hasText: `到点检查: ${name}` });
  await expect(item).toContainText('未被接受');
  await item.getByRole('link', { name: '修改' }).click();
  await expect(page.getByLabel('有问题')).toBeChecked();
  await page.getByRole('button', { name: '记录并发送' }).click();
  await expect(page.getByText('请填写“说明”')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('说明').fill('井盖松动，已放警示牌。');
  await page.getByRole('button', { name: '记录并发送' }).click();
  await expect(item).toContainText('已送达');
  const path = `/api/patrol/points/${point.county}/${point.id}/check-ins`;
  const { items } = (await dispatcher.call('GET', path)) as { items: object[] };
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ result: 'trouble', note: '井盖松动，已放警示牌。' });
});

/** Fills in a verification without a network. */
async function verifyOffline({ page, context }: Visitor, number: string): Promise<void> {
  await page.goto(`/field/tasks/${number}`);
  await context.setOffline(true);
  await page.getByRole('button', { name: '核实', exact: true }).click();
  await page.getByLabel('情况属实').check();
  await page.getByLabel('核实情况').fill('灯杆倾斜，确实不亮。');
  await expectAccessible(page);
  await page.getByRole('button', { name: '记录并发送' }).click();
  await expect(page.getByText('已保存在手机上', { exact: false })).toBeVisible();
}

const verify = { category: 'streetLight', action: 'requestVerify' } as const;

test('somebody else was first: field by field, changed, and sent upon what stands now', async ({
  browser,
}) => {
  const folk = await people(browser);
  const { dispatcher, worker } = folk;
  const { page, context } = worker;
  const walk = `先到${mark()}`;
  const { number, org } = await taskFor(folk, `${walk}：路灯不亮`, verify);
  await onShift(worker);
  await verifyOffline(worker, number);
  // A colleague with the same task was there before, and it is to be verified once more.
  await act(worker, number, 'verify', { result: 'confirmed', text: '已看过。' });
  await act(dispatcher, number, 'requestVerify', { org });
  await context.setOffline(false);
  await page.getByRole('link', { name: /需要您处理/ }).click();
  const item = page.getByRole('listitem').filter({ hasText: walk });
  const row = (name: string) => item.getByRole('row').filter({ hasText: name });
  await expect(row('核实情况')).toContainText('灯杆倾斜，确实不亮。');
  await expect(row('核实情况')).toContainText('已看过。');
  await expect(row('核实情况')).not.toContainText('相同');
  await expect(row('核实结果')).toContainText('相同');
  await item.getByText('期间的 2 步办理').click();
  await expectAccessible(page);
  // Both versions can be read without a network as well.
  await context.setOffline(true);
  await page.reload();
  await expect(row('核实情况')).toContainText('已看过。');
  await item.getByRole('link', { name: '先修改再办理' }).click();
  await expect(page.getByText('保存后将按现在的情况办理。')).toBeVisible();
  await page.getByLabel('核实情况').fill('灯杆倾斜，确实不亮，已拉警戒线。');
  await context.setOffline(false);
  await page.getByRole('button', { name: '记录并发送' }).click();
  await expect(item).toContainText('已送达');
  const words = ['已看过。', '灯杆倾斜，确实不亮，已拉警戒线。'];
  expect(await verifiesIn(dispatcher, number)).toEqual(words);
});

test('where the act is closed by now, mine is kept until it is dropped', async ({ browser }) => {
  const folk = await people(browser);
  const { dispatcher, worker } = folk;
  const { page, context } = worker;
  const walk = `已办${mark()}`;
  const { number } = await taskFor(folk, `${walk}：路灯不亮`, verify);
  await onShift(worker);
  await verifyOffline(worker, number);
  await act(worker, number, 'verify', { result: 'confirmed', text: '已看过。' });
  await context.setOffline(false);
  await page.getByRole('link', { name: /需要您处理/ }).click();
  const item = page.getByRole('listitem').filter({ hasText: walk });
  await expect(item).toContainText('“核实”现在已不能办理');
  await expect(item).toContainText('灯杆倾斜');
  await expect(item.getByRole('button', { name: '按现在的情况重新办理' })).toHaveCount(0);
  await page.reload();
  await expect(item).toContainText('灯杆倾斜');
  await expectAccessible(page);
  await item.getByRole('button', { name: '删除' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '删除' }).click();
  await expect(item).toHaveCount(0);
  expect(await verifiesIn(dispatcher, number)).toEqual(['已看过。']);
});
