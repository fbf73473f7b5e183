/** Whoever the room does not open reads why, what to do, and whom to call; in both languages. */
import { type Browser, expect, type Page, test } from '@playwright/test';
import { enterByLink, freshParty, mediatedDispute } from './room-world.ts';
import { asNobody, COUNTY, expectAccessible, serverAddress } from './world.ts';

const pathOf = (link: string) => new URL(link, serverAddress()).pathname;

/** Title and first step in both languages, and the centre's number to press. */
async function expectWords(page: Page, [zh, en]: [string, string]): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: zh })).toBeVisible();
  await expect(page.getByRole('heading', { name: '您可以这样做' })).toBeVisible();
  await expect(page.getByRole('link', { name: /^打电话给/ })).toHaveAttribute('href', /^tel:\+?\d/);
  await page.getByRole('button', { name: 'Switch to English' }).click();
  await expect(page.getByRole('heading', { level: 1, name: en })).toBeVisible();
  await expect(page.getByRole('link', { name: /^Call / })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: '切换为中文' }).click();
}

/** A session for both sides, planned without a page: the journey is about what comes after. */
async function planned(browser: Browser) {
  const { number, mediator } = await mediatedDispute(browser);
  const at = `/api/matters/${number}/sessions`;
  const { session, invitations } = (await mediator.call('POST', at, {
    startsAt: new Date(Date.now() + 3_600_000).toISOString(),
    minutes: 60,
    mode: 'online',
    // Another journey may have the same mediator at this time.
    insist: '示例：两场合并进行',
    participants: [
      { side: 'applicant', ...freshParty('示例甲某') },
      { side: 'respondent', ...freshParty('示例乙某') },
    ],
  })) as { session: { id: string }; invitations: { id: string; link: string }[] };
  const [applicant = '', respondent = ''] = invitations.map(({ link }) => link);
  const path = `${at}/${session.id}`;
  return { mediator, path, links: { applicant, respondent }, applicant: invitations[0]?.id ?? '' };
}

async function opened(browser: Browser, path: string): Promise<Page> {
  const { page } = await asNobody(browser);
  await page.goto(path);
  return page;
}

const UNKNOWN: [string, string] = ['这个链接打不开', 'This link opens nothing'];

test('a link that is wrong, cut short or unknown says how to come by a good one', async ({
  browser,
}) => {
  for (const path of [`/rooms/${COUNTY}-abc`, '/rooms/', `/rooms/${COUNTY}-${'A'.repeat(22)}`]) {
    const page = await opened(browser, path);
    await expectWords(page, UNKNOWN);
    await expect(page.getByText(/请调解员给您发一个新链接/)).toBeVisible();
  }
});

test('a link whose place a newer one took, one of somebody else, and a device that is not known', async ({
  browser,
}) => {
  const { mediator, path, links, applicant } = await planned(browser);
  const theirs = await opened(browser, pathOf(links.respondent));
  await theirs.getByText('这不是我的手机号').click();
  await expect(theirs.getByText(/它只供收到短信的本人使用，您进不去/)).toBeVisible();
  await expect(theirs.getByRole('link', { name: /^打电话给/ })).toBeVisible();
  await expectAccessible(theirs);

  await mediator.call('POST', `${path}/participants/${applicant}/link`);
  await expectWords(await opened(browser, pathOf(links.applicant)), UNKNOWN);

  const stranger = await opened(browser, `/rooms/${COUNTY}-${applicant}`);
  await expectWords(stranger, [
    '请从短信里的链接进入',
    'Please come in by the link in your message',
  ]);
});

test('a session that has ended says where its papers are', async ({ browser }) => {
  const { mediator, path, links } = await planned(browser);
  const { page } = await enterByLink(browser, links.applicant);
  const { href } = (await mediator.call('POST', `${path}/entry`)) as { href: string };
  await mediator.call('POST', `/api${href}/close`, { record: '双方各自陈述，另约时间。' });
  await expectWords(page, ['本次调解会议已经结束', 'This session has ended']);
  await expect(page.getByRole('link', { name: '居民门户' })).toHaveAttribute('href', '/my');
});

test('a session that was cancelled says what comes next', async ({ browser }) => {
  const { mediator, path, links } = await planned(browser);
  const { page } = await enterByLink(browser, links.applicant);
  await mediator.call('POST', `${path}/cancellation`, { reason: '一方生病，另约时间' });
  await expectWords(page, ['本次调解会议已取消', 'This session was cancelled']);
});

test('without a network the page says so, whom to call, and opens by itself afterwards', async ({
  browser,
}) => {
  const { links } = await planned(browser);
  const { page, context } = await asNobody(browser);
  await page.route('**/api/rooms/links', (route) => route.abort());
  await page.goto(pathOf(links.applicant));
  await expectWords(page, ['网络断开了', 'No connection']);
  await context.setOffline(true);
  await page.unroute('**/api/rooms/links');
  await expect(page.getByRole('link', { name: /^打电话给/ })).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole('button', { name: '发送验证码' })).toBeVisible({ timeout: 30_000 });
});
