/**
 * Every page, in both languages, light and dark: axe finds nothing, no name that is heard is of
 * another language, nothing is said to the browser's console, and at 320 px nothing reaches beyond
 * the edge.
 */
import { expect, type Page, test } from '@playwright/test';
import { consolePaths, fieldPaths, portalPaths, roomPaths } from '../../web/paths.ts';
import { allPages, type Ids, makeMatters, visitorOf } from './all-pages.ts';
import { latinNames } from './names.ts';
import { expectAccessible, expectReadable, type Visitor } from './world.ts';

// The longest file by far: both workers take pages of it.
test.describe.configure({ mode: 'parallel' });

let told: Ids & { resident: Visitor };

test.beforeAll(async ({ browser }) => {
  told = await makeMatters(browser);
});

test('the list of pages has every address', () => {
  const seen = (face: string) => new Set(allPages.filter((p) => p.face === face).map((p) => p.key));
  expect(Object.keys(portalPaths).filter((key) => !seen('portal').has(key))).toEqual([]);
  expect(Object.keys(consolePaths).filter((key) => !seen('console').has(key))).toEqual([]);
  expect(Object.keys(roomPaths).filter((key) => !seen('rooms').has(key))).toEqual([]);
  expect(Object.keys(fieldPaths).filter((key) => !seen('field').has(key))).toEqual([]);
});

for (const seen of allPages) {
  test(`${seen.name} is sound in every look`, async ({ browser }) => {
    const { context, page } = await visitorOf(browser, seen, told.resident);
    const complaints = listen(page);
    await page.goto(seen.path(told));
    await settled(page);
    await expectAccessible(page);
    expect(await latinNames(page), 'names in another language').toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectReadable(page);
    await english(page);
    await settled(page);
    await expectReadable(page);
    await page.emulateMedia({ colorScheme: 'light' });
    await expectAccessible(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await expect.poll(() => page.evaluate(overhang)).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await context.close();
  });
}

/** Errors of scripts, and what the policy refused. */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (line) => {
    // A rule that a centre has not written yet is asked for, and not there.
    const isUnwritten = line.location().url.includes('/api/rulebook/');
    if (line.type() === 'error' && !isUnwritten) complaints.push(line.text());
  });
  return complaints;
}

async function settled(page: Page): Promise<void> {
  await expect(page.locator('h1').first()).toBeVisible();
  await expect(page.getByText('正在载入…').or(page.getByText('Loading…'))).toHaveCount(0);
}

/** The choice of language is remembered on the device: the same as pressing the switch before. */
async function english(page: Page): Promise<void> {
  await page.evaluate(() => localStorage.setItem('linli.language', 'en'));
  await page.reload();
}

/** By how many pixels the page is wider than the window. */
function overhang(): number {
  return document.documentElement.scrollWidth - document.documentElement.clientWidth;
}
