/**
 * `npm run docs:screenshots`: pictures of the faces for the README, from a fresh demo. With
 * `--all DIR` every page instead, on phone and desktop, in both languages, light and dark, to look
 * at them.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import sharp from 'sharp';
import { allPages, type Ids, makeMatters, type SeenPage, visitorOf } from './all-pages.ts';
import { browserFlags, CHROMIUM } from './browser.ts';
import startServer from './server.ts';
import type { Visitor } from './world.ts';

const PICTURES = join(import.meta.dirname, '../../docs/pictures');

/** What the README shows. */
const chosen: readonly string[] = [
  'portal-home',
  'portal-matter',
  'portal-board',
  'console-queue',
  'console-matter',
  'console-dispatch',
  'console-supervision',
  'console-wall',
  'field-home',
];

type Look = { language: 'zh' | 'en'; isDark: boolean; device: 'phone' | 'desk' };

const sizes = { phone: { width: 390, height: 844 }, desk: { width: 1440, height: 900 } };

async function main(): Promise<void> {
  const at = process.argv.indexOf('--all');
  const dir = at === -1 ? PICTURES : (process.argv[at + 1] ?? '.');
  mkdirSync(dir, { recursive: true });
  const stop = await startServer();
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...browserFlags] });
  try {
    const told = await makeMatters(browser);
    const pages = at === -1 ? allPages.filter(({ name }) => chosen.includes(name)) : allPages;
    for (const page of pages) await picturesOf(browser, page, { told, dir, isAll: at !== -1 });
  } finally {
    await browser.close();
    await stop?.();
  }
}

type Told = { told: Ids & { resident: Visitor }; dir: string; isAll: boolean };

async function picturesOf(browser: Browser, seen: SeenPage, { told, dir, isAll }: Told) {
  const { context, page } = await visitorOf(browser, seen, told.resident);
  await page.goto(seen.path(told));
  const own = seen.face === 'console' ? 'desk' : 'phone';
  for (const look of isAll ? looks : [{ language: 'zh', isDark: false, device: own } as Look]) {
    await wear(page, look);
    const shot = await page.screenshot({ fullPage: isAll && look.device === 'phone' });
    const name = isAll
      ? `${seen.name}-${look.device}-${look.language}-${look.isDark ? 'dark' : 'light'}.webp`
      : `${seen.name}.webp`;
    await sharp(shot).webp({ quality: 82 }).toFile(join(dir, name));
  }
  await context.close();
}

const looks: readonly Look[] = (['phone', 'desk'] as const).flatMap((device) =>
  (['zh', 'en'] as const).flatMap((language) =>
    [false, true].map((isDark) => ({ device, language, isDark })),
  ),
);

async function wear(page: Page, look: Look): Promise<void> {
  await page.setViewportSize(sizes[look.device]);
  await page.emulateMedia({ colorScheme: look.isDark ? 'dark' : 'light' });
  await page.evaluate(
    (language) => localStorage.setItem('linli.language', language),
    look.language,
  );
  await page.reload({ waitUntil: 'load' });
  await page.locator('h1').first().waitFor();
  // Live updates keep a connection open: quiet means that pictures and data have come.
  await page.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => undefined);
}

await main();
