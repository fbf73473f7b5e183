/** A reception day from both sides: announced, booked on a phone, received, answered. */
import { expect, type Page, test } from '@playwright/test';
import { asResident, asStaff, COUNTY, expectAccessible, type Visitor } from './world.ts';

const HOUR = 3_600_000;
const SAID = '下周一上午派人到现场查看，当天答复。';

type Day = { key: string; id: string };

/** A day that begins in two hours: booked until it begins, and its desk is open already. */
async function announced(officer: Visitor): Promise<Day> {
  const { posts = [] } = (await officer.call('GET', '/api/session')) as {
    posts?: { org: { id: string } }[];
  };
  const startsAt = Math.ceil(Date.now() / HOUR) * HOUR + HOUR;
  const iso = (at: number) => new Date(at).toISOString();
  const { id } = (await officer.call('POST', '/api/reception/days', {
    county: COUNTY,
    kind: 'leader',
    hosts: [{ org: posts[0]?.org.id, name: '示例·周主任', duty: { zh: '主任', en: 'Director' } }],
    place: '区综治中心二楼（示例）',
    startsAt: iso(startsAt),
    endsAt: iso(startsAt + 2 * HOUR),
    slotMinutes: 30,
    slotPlaces: 1,
    isByAppointment: false,
    bookHours: 0,
    changeHours: 0,
    remindHours: 0,
    keepDays: 30,
  })) as { id: string };
  return { id, key: `${COUNTY}.${id}` };
}

async function publish({ page }: Visitor, day: Day): Promise<void> {
  await page.goto('/console/reception');
  const way = page.getByRole('button', { name: /^公布/ });
  const line = page.getByRole('listitem').filter({ hasText: '示例·周主任', has: way });
  await line.getByRole('button', { name: /^公布/ }).first().click();
  const sure = page.getByRole('tooltip');
  await sure.getByRole('button', { name: /公\s?布/ }).click();
  await expect(page.locator(`a[href$="${day.key}"]`)).toBeVisible();
  await expectAccessible(page);
}

async function book(page: Page, day: Day, name: string): Promise<void> {
  await page.goto(`/reception/${day.key}`);
  await page.getByRole('radio', { name: /:30/ }).first().check();
  await page.getByLabel('用几句话说明').fill('河边的护栏断了两处，孩子放学经过。');
  await page.getByLabel('姓名', { exact: true }).fill(name);
  await page.getByRole('button', { name: '预约' }).click();
  await expect(page.getByText('预约成功')).toBeVisible();
  await expectAccessible(page);
}

async function receive({ page }: Visitor, day: Day, name: string): Promise<void> {
  await page.goto(`/console/reception/${day.key}`);
  const turn = page.getByRole('listitem').filter({ hasText: '1 号' });
  await expect(turn).toContainText('护栏');
  await expect(turn).not.toContainText(name);
  await turn.getByRole('button', { name: '1 号：登记已到' }).click();
  await turn.getByRole('button', { name: '1 号：写结果' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('写给来访人的话').fill(SAID);
  await form.getByRole('button', { name: '写结果' }).click();
  await expect(turn).toContainText('当场解释');
  await expectAccessible(page);
}

test('a resident books on a phone, is received, and reads what came of it', async ({ browser }) => {
  const officer = await asStaff(browser, 'petitionofficer');
  const resident = await asResident(browser);
  const name = '欧阳示例';
  const day = await announced(officer);
  await publish(officer, day);
  await book(resident.page, day, name);
  await receive(officer, day, name);
  await resident.page.goto('/my/appointments');
  await expect(resident.page.getByText(SAID)).toBeVisible();
  await expectAccessible(resident.page);
});
