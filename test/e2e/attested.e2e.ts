/** A party signs on paper before the mediator, who uploads the page and attests it. */
import { expect, test } from '@playwright/test';
import { freshParty, mediatedDispute } from './room-world.ts';
import { expectAccessible } from './world.ts';

/** A white point: as a scan it is a picture like any other. */
const SCAN = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTjWeQAAAABJRU5ErkJggg==',
  'base64',
);

test('a fingerprint on the page is attested by the mediator, and stands among the signatures', async ({
  browser,
}) => {
  const { number, mediator } = await mediatedDispute(browser);
  const at = `/api/matters/${number}/agreement`;
  const { name, phone } = freshParty('示例乙某');
  const party = { side: 'respondent', name, phone, idNumber: '', address: '' };
  await mediator.call('POST', `${at}/parties`, party);
  const { parties } = (await mediator.call('GET', at)) as {
    parties: { id: string; side: string }[];
  };
  // Who reported left no name: it is completed before anybody signs.
  const applicant = parties.find(({ side }) => side === 'applicant')?.id ?? '';
  const named = { name: '示例甲某', phone: '', idNumber: '', address: '' };
  await mediator.call('PUT', `${at}/parties/${applicant}`, named);
  const clause = { id: 'a', who: 'respondent', what: '修好地漏', when: '', dueOn: null, ifNot: '' };
  const body = { facts: '渗水属实。', clauses: [clause], seen: 0 };
  const { digest } = (await mediator.call('PUT', `${at}/text`, body)) as { digest: string };
  await mediator.call('POST', `${at}/offer`, { digest });

  const { page } = mediator;
  await page.goto(`/console/matters/${number}/agreement`);
  const form = page
    .locator('details')
    .filter({ hasText: /当面签署/ })
    .last();
  await form.locator('summary').click();
  await expectAccessible(page);
  await form.getByLabel('方式').click();
  await page.getByTitle('按指印').click();
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
  await form.getByLabel('签署日期').fill(today);
  const scan = { name: 'page.png', mimeType: 'image/png', buffer: SCAN };
  await form.getByLabel('签字页照片或扫描件').setInputFiles(scan);
  await form.getByRole('button', { name: '见证并登记' }).click();
  await expect(page.getByText('被申请人: 已完成')).toBeVisible();
});
