/** A device whose clock is wrong: days and time left in the console are those of the server. */
import { expect, test } from '@playwright/test';
import { asStaff, serverAddress } from './world.ts';

test('the console reckons with the server’s clock', async ({ browser }) => {
  const { page, context } = await asStaff(browser, 'dispatcher');
  const about = await context.request.get(`${serverAddress()}/api/about`);
  const now = Date.parse(about.headers()['x-linli-now'] ?? '');
  await page.clock.setFixedTime(new Date('2020-02-02T02:02:02Z'));
  const asked = page.waitForRequest(/\/api\/agenda\?/);
  await page.goto('/console/agenda');
  const from = new URL((await asked).url()).searchParams.get('from') ?? '';
  expect(Math.abs(Date.parse(from) - now)).toBeLessThan(8 * 86_400_000);

  // Overdue by the wall, whatever the device believes.
  await page.goto('/console/?queue=recent');
  await expect(page.locator('.time-left').first()).toBeVisible();
  for (const left of await page.locator('.queue-left:has(.time-left)').all()) {
    const due = Date.parse((await left.locator('time').getAttribute('datetime')) ?? '');
    const words = await left.locator('.time-left').textContent();
    expect(/逾期/.test(words ?? '')).toBe(due < now);
  }
});
