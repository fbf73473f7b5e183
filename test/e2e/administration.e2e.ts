/**
 * The administrator tries a route, looks at borders that overlap and cannot publish them unseen,
 * founds an organisation and gives somebody a post, who then signs in.
 */
import { expect, type Page, test } from '@playwright/test';
import {
  asNobody,
  asStaff,
  COUNTY,
  comeBack,
  expectAccessible,
  POINT,
  type Visitor,
} from './world.ts';

test('a route is tried: who would handle it, by which rule, and why not by the others', async ({
  browser,
}) => {
  const { page } = await asStaff(browser, 'admin');
  await page.goto('/console/admin/routing');
  await page.getByLabel('或坐标（经度,纬度）').fill(`${POINT.lon},${POINT.lat}`);
  await page.getByLabel('反映内容').fill('门口的路灯不亮三天了');
  await page.getByRole('button', { name: /^试\s*算$/ }).click();
  await expect(page.getByRole('heading', { name: /^派给 / })).toBeVisible();
  await expect(page.getByText(/按“.*路灯.*”判断/)).toBeVisible();
  await expect(page.getByText('采用', { exact: true })).toHaveCount(1);
  await expect(page.getByText('第 1 版规则')).toBeVisible();
  await expectAccessible(page);
});

test('borders that overlap are reported on the map and stay unpublished', async ({ browser }) => {
  const admin = await asStaff(browser, 'admin');
  const { page } = admin;
  const before = await newestEdition(admin);
  await page.goto('/console/admin/boundaries');
  await page.getByRole('button', { name: '文件' }).setInputFiles({
    name: 'grids.geojson',
    mimeType: 'application/geo+json',
    buffer: Buffer.from(await overlapping(admin)),
  });
  await page.getByLabel('生效日期').fill('2027-01-01');
  await page.getByRole('button', { name: /^试\s*读$/ }).click();
  await expect(page.getByRole('heading', { name: '试读结果' })).toBeVisible();
  await expect(page.getByText('与其他区域重叠').first()).toBeVisible();
  await page.getByRole('button', { name: '在图上看' }).first().click();
  await expect(page.getByText('有重叠或空隙，请先确认提醒').first()).toBeVisible();
  await page.getByRole('button', { name: /发布这个版本/ }).click({ force: true });
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expectAccessible(page);
  expect(await newestEdition(admin)).toBe(before);
});

test('a new organisation, a person with a post in it, who signs in', async ({ browser }) => {
  const { page } = await asStaff(browser, 'admin');
  const mark = String(Date.now() % 1_000_000);
  const org = `示例应急站${mark}`;
  const login = `new${mark}`;
  await page.goto('/console/admin/orgs');
  await page.getByRole('button', { name: '新增机构' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('名称（中文）').fill(org);
  await pick(form.getByLabel('上级机构'), '金山区综治中心（示例）');
  await pickFirst(form.getByLabel('管辖区划'), '金山区 310116');
  await ok(form);
  await expect(page.getByRole('heading', { name: org })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: '查看人员' }).click();
  await page.getByRole('button', { name: '新增人员' }).click();
  const person = page.getByRole('dialog');
  await person.getByLabel('姓名').fill('示例新人');
  await person.getByLabel('账号名').fill(login);
  await person.getByLabel('初始密码').fill('a long first word');
  await ok(person);
  await expect(page.getByText('没有岗位，不能登录')).toBeVisible();

  await page.getByRole('button', { name: '任命岗位' }).click();
  const post = page.getByRole('dialog');
  await pick(post.getByLabel('角色'), '经办人');
  await post.getByLabel('岗位名称').fill('应急站经办');
  const regions = post.getByLabel('管辖区划或网格');
  await regions.click();
  // The form is taller than the window: the list may open below its edge.
  await page
    .locator('.ant-select-dropdown:visible')
    .getByText('金山区 310116')
    .dispatchEvent('click');
  await regions.press('Tab');
  await ok(post);
  await expect(page.getByText('没有岗位，不能登录')).toHaveCount(0);
  await expectAccessible(page);

  const { page: theirs } = await asNobody(browser, 'desk');
  await theirs.goto('/console/');
  await theirs.getByLabel('账号').fill(login);
  await theirs.getByLabel('密码').fill('a long first word');
  await theirs.getByRole('button', { name: /^登\s*录$/ }).click();
  await expect(theirs.getByText(/应急站经办/)).toBeVisible();
  await expect(theirs.getByRole('link', { name: '机构', exact: true })).toHaveCount(0);
});

test('a template of a reply is written, tried and published; then it is offered', async ({
  browser,
}) => {
  const { page } = await asStaff(browser, 'admin');
  const mark = `e2e-${Date.now() % 1_000_000}`;
  await page.goto('/console/admin/replies');
  await page.getByRole('button', { name: '新增模板' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('名称（中文）').fill(`清运告知 ${mark}`);
  await form.getByLabel('名称（英文）').fill(`Cleared ${mark}`);
  await form.getByLabel('代码').fill(mark);
  await form.getByLabel('答复文字').fill('您好，');
  await form.getByRole('button', { name: /^插入 编号/ }).click();
  await expect(form.getByLabel('答复文字')).toHaveValue('您好，{number}');
  await expect(form.getByText(/^您好，\d{6}-\d\d-0000123$/)).toBeVisible();
  await ok(form);
  await expect(page.getByRole('listitem').getByText(`清运告知 ${mark}`)).toBeVisible();
  await page.getByRole('button', { name: '检查并发布…' }).click();
  await page.getByLabel('修改说明').fill('增加清运告知');
  await page.getByRole('button', { name: /^发\s*布$/ }).click();
  await expect(page.getByText(/第 \d+ 版已发布/)).toBeVisible();
  await expectAccessible(page);
});

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
  await ok(page.getByRole('dialog'));
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

test('a basemap is tried on its page before it holds anywhere', async ({ browser }) => {
  const { page } = await asStaff(browser, 'admin');
  await page.goto('/console/admin/map');
  await page.getByRole('radio', { name: '地图服务的瓦片地址' }).check();
  await page.getByLabel('瓦片地址', { exact: true }).fill('https://tiles.invalid/{z}/{x}/{y}.png');
  await page.getByRole('button', { name: '在这里试用这个地址' }).click();
  await page.waitForURL(/tiles\.invalid/);
  await expect(page.getByText('按未发布的修改')).toBeVisible();
  await expect(page.getByRole('group', { name: '试用地图' })).toBeVisible();
  const answer = await page.request.get('/console/', { headers: { accept: 'text/html' } });
  expect(answer.headers()['content-security-policy']).not.toContain('tiles.invalid');
});

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

type Field = ReturnType<Visitor['page']['getByLabel']>;

/** Chooses from a list that opens beside its field; a long one is narrowed by typing first. */
async function pick(field: Field, words: string): Promise<void> {
  await field.click();
  if (await field.isEditable()) await field.fill(words);
  const list = field.page().locator('.ant-select-dropdown:visible');
  await list.getByText(words, { exact: true }).first().click();
  // The next list is not looked for before this one is gone.
  await expect(list).toHaveCount(0);
}

/** Takes the first of a list that is still being read when it opens. */
async function pickFirst(field: Field, words: string): Promise<void> {
  await field.click();
  const list = field.page().locator('.ant-select-dropdown:visible');
  await expect(list.locator('.ant-select-item-option-active')).toHaveText(words);
  await field.press('Enter');
  await field.press('Tab');
}

async function ok(dialog: Field): Promise<void> {
  await dialog.getByRole('button', { name: /^确\s*定$/ }).click();
  await expect(dialog).toHaveCount(0);
}

async function newestEdition(admin: Visitor): Promise<number> {
  const { items } = (await admin.call('GET', '/api/editions?limit=1')) as {
    items: { number: number }[];
  };
  return items[0]?.number ?? 0;
}

type Borders = {
  features: {
    id: string;
    properties: { name: string };
    geometry: { coordinates: [number, number][][][] };
  }[];
};

/** Grids of the demo, the first of them drawn some 200 m too far to the east. */
async function overlapping(admin: Visitor): Promise<string> {
  const path = `/api/boundaries?region=${COUNTY}&level=grid&limit=20`;
  const { features } = (await admin.call('GET', path)) as Borders;
  const moved = features.map(({ id, properties, geometry }, index) => ({
    type: 'Feature',
    properties: { code: id, name: properties.name },
    geometry: {
      type: 'MultiPolygon',
      coordinates: geometry.coordinates.map((polygon) =>
        polygon.map((ring) => ring.map(([lon, lat]) => [index === 0 ? lon + 0.002 : lon, lat])),
      ),
    },
  }));
  return JSON.stringify({ type: 'FeatureCollection', features: moved });
}
