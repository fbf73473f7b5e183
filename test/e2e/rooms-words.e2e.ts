/** The mediation room without a camera: by words alone, on a small phone, through a lost line. */
import { type Browser, expect, type Page, test } from '@playwright/test';
import {
  enterAsMediator,
  enterByLink,
  freshParty,
  letIn,
  mediatedDispute,
  type Party,
  planSession,
  write,
} from './room-world.ts';
import { expectAccessible, expectReadable, type Visitor } from './world.ts';

// Three browsers on a machine of two cores.
test.describe.configure({ timeout: 180_000 });

type InRoom = { mediator: Visitor; applicant: Visitor; respondent: Visitor };

async function seatedByWords(browser: Browser): Promise<InRoom> {
  const { number, mediator } = await mediatedDispute(browser);
  const parties = { applicant: freshParty('示例甲某'), respondent: freshParty('示例乙某') };
  const links = await planSession(mediator, number, parties);
  await enterAsMediator(mediator);
  const come = async (link: string, { name }: Party) => {
    const visitor = await enterByLink(browser, link);
    await letIn(mediator, visitor, name);
    return visitor;
  };
  const applicant = await come(links.applicant, parties.applicant);
  const respondent = await come(links.respondent, parties.respondent);
  return { mediator, applicant, respondent };
}

const talkOf = (page: Page, name = '大家都看到') => page.getByRole('list', { name, exact: true });

/** By how many pixels the page is wider than the window. */
const overhang = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('who has no camera joins by text, and is told so in words', async ({ browser }) => {
  const { applicant, mediator } = await seatedByWords(browser);
  await applicant.page.getByRole('button', { name: '打开摄像头和麦克风' }).click();
  await expect(applicant.page.getByText(/您可以打字并收听|也可以打字并收听/)).toBeVisible();
  await write(applicant, '我用文字参加。');
  await expect(talkOf(mediator.page).getByText('我用文字参加。')).toBeVisible();
});

test('what is new is marked where it stands, said politely, and seen once it is read', async ({
  browser,
}) => {
  const { applicant, mediator, respondent } = await seatedByWords(browser);
  const { page } = applicant;
  await page.setViewportSize({ width: 320, height: 640 });
  await talkOf(page).scrollIntoViewIfNeeded();
  await write(mediator, '请先说说您的底线。', '与申请人一方');
  const own = page.getByRole('radio', { name: '只给调解员', exact: true });
  await expect(own).toHaveAccessibleDescription('1 条未读');
  await expect(page.getByRole('status').filter({ hasText: '只给调解员：1 条未读' })).toBeAttached();
  await expectAccessible(page);
  expect(await overhang(page)).toBeLessThanOrEqual(0);
  await own.check();
  await talkOf(page, '只给调解员').scrollIntoViewIfNeeded();
  await expect(talkOf(page, '只给调解员').getByText('请先说说您的底线。')).toBeVisible();
  await expect(own).toHaveAccessibleDescription('');

  // Scrolled elsewhere nothing is read by itself; a button leads there.
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await write(respondent, '我方愿意谈。');
  await page.getByRole('button', { name: '看未读（1 条）' }).click();
  await expect(talkOf(page).getByText('我方愿意谈。')).toBeInViewport();
  await expect(page.getByRole('button', { name: /看未读/ })).toHaveCount(0);
  await expect(respondent.page.getByText(/未读/)).toHaveCount(0);
});

test('words that could not be sent are kept over a reload, and stand once', async ({ browser }) => {
  const { applicant, respondent } = await seatedByWords(browser);
  const { page, context } = applicant;
  await page.getByLabel('写在这里').fill('写了一半');
  await page.reload();
  await expect(page.getByLabel('写在这里')).toHaveValue('写了一半');
  await page.getByRole('radio', { name: '只给调解员', exact: true }).check();
  await expect(page.getByLabel('写在这里')).toHaveValue('');
  await page.getByRole('radio', { name: '大家都看到', exact: true }).check();

  await context.setOffline(true);
  await write(applicant, '断线时写的话。');
  await expect(page.getByText('还没有发出，连上后自动发送')).toBeVisible();
  await expect(page.getByText(/连接断开，正在自动重连/)).toBeVisible();
  await write(respondent, '您还在吗？');
  await context.setOffline(false);
  await expect(talkOf(page).getByText('您还在吗？')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('还没有发出，连上后自动发送')).toHaveCount(0);
  for (const one of [page, respondent.page]) {
    await expect(talkOf(one).getByText('断线时写的话。')).toHaveCount(1);
  }
});

test('by keyboard alone, in large type and in the dark, at 320 pixels', async ({ browser }) => {
  const { number, mediator } = await mediatedDispute(browser);
  const parties = { applicant: freshParty('示例甲某'), respondent: freshParty('示例乙某') };
  const links = await planSession(mediator, number, parties);
  await enterAsMediator(mediator);
  const applicant = await enterByLink(browser, links.applicant, pressing);
  const { page } = applicant;
  await page.setViewportSize({ width: 320, height: 640 });
  await pressing(page, '大字版');
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await expectAccessible(page);
  expect(await overhang(page)).toBeLessThanOrEqual(0);
  await letIn(mediator, applicant, parties.applicant.name, pressing);
  await expectAccessible(page);
  expect(await overhang(page)).toBeLessThanOrEqual(0);
  await tabTo(page, page.getByLabel('写在这里'));
  await page.keyboard.type('用键盘写的话。');
  await pressing(page, '发送');
  await expect(talkOf(mediator.page).getByText('用键盘写的话。')).toBeVisible();
  await page.emulateMedia({ colorScheme: 'light' });
  await expectReadable(page);
});

const TABS_MAX = 60;

async function tabTo(page: Page, target: ReturnType<Page['getByRole']>): Promise<void> {
  for (let tabs = 0; tabs < TABS_MAX; tabs += 1) {
    if (await target.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('not reached by the keyboard');
}

async function pressing(page: Page, name: string): Promise<void> {
  const target = page.getByRole('button', { name, exact: true });
  await tabTo(page, target);
  await page.keyboard.press('Enter');
}
