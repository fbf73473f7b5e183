/** A session of mediation in three browsers: by link, through the door, seen and heard, apart. */
import { expect, test } from '@playwright/test';
import { expectFlowing, flowOf, inventedDevices, seatedRoom, write } from './room-world.ts';
import { expectAccessible } from './world.ts';

test.use(inventedDevices);
// Three browsers with cameras on a machine of two cores.
test.describe.configure({ timeout: 300_000 });

test('both sides and the mediator see, hear and read each other, and a caucus cuts the other side', async ({
  browser,
}) => {
  const { number, mediator, applicant, respondent, parties } = await seatedRoom(browser);
  for (const who of [mediator, applicant, respondent]) await expectFlowing(who, 2);
  await expectAccessible(applicant.page);

  await write(applicant, '希望先把天花板修好。');
  for (const { page } of [mediator, respondent]) {
    await expect(page.getByText('希望先把天花板修好。')).toBeVisible();
  }

  await mediator.page.getByRole('button', { name: '与申请人单独沟通' }).click();
  await expect(applicant.page.getByText(/单独沟通：只有您这一方和调解员/)).toBeVisible();
  await expect.poll(async () => (await flowOf(respondent)).connections).toBe(0);
  await expectFlowing(applicant, 1);
  await write(applicant, '最低可以接受八百元。', '只给调解员');
  await mediator.page.getByRole('radio', { name: '与申请人一方' }).check();
  await expect(mediator.page.getByText('最低可以接受八百元。')).toBeVisible();
  await expect(respondent.page.getByText('最低可以接受八百元。')).toHaveCount(0);

  await mediator.page.getByRole('button', { name: '共同调解室' }).click();
  for (const who of [mediator, applicant, respondent]) await expectFlowing(who, 2);

  await respondent.context.setOffline(true);
  await expect(applicant.page.getByText('不在线')).toBeVisible({ timeout: 60_000 });
  await write(respondent, '断线时写的话。');
  await expect(respondent.page.getByText('还没有发出，连上后自动发送')).toBeVisible();
  await respondent.context.setOffline(false);
  await applicant.page.getByRole('radio', { name: '大家都看到' }).check();
  await expect(applicant.page.getByText('断线时写的话。')).toBeVisible({ timeout: 60_000 });
  for (const who of [applicant, respondent]) await expectFlowing(who, 2);

  const fact = applicant.page.getByLabel('写下一条双方都认可的事实');
  await fact.fill('渗水属实。');
  await applicant.page.getByRole('button', { name: '写下', exact: true }).click();
  await respondent.page.getByRole('button', { name: '我确认' }).click();
  await expect(mediator.page.getByText('各方已确认')).toBeVisible();

  await mediator.page.getByRole('button', { name: '结束会议' }).click();
  const sheet = mediator.page.getByRole('dialog', { name: '结束会议' });
  await expect(sheet.getByLabel('调解笔录')).toHaveValue(new RegExp(parties.applicant.name));
  await sheet.getByRole('button', { name: '归档笔录并结束' }).click();
  await expect(mediator.page).toHaveURL(new RegExp(`/console/matters/${number}$`));
  await expect(applicant.page.getByText(/本次调解会议已经结束/)).toBeVisible();
});
