/**
 * `npm run bench -- pages`: how long the browser takes to answer a hand, page by page: keys, typing
 * and presses on what stands there, by the Event Timing interface (input to the next picture).
 * Starts a program with the demo unless E2E_SERVER names one. `--only console-queue` takes one
 * page, `--json` prints rows to keep.
 *
 * Each page is used twice. The first time the program, which shares the processors, compiles what
 * it runs for the first time, and a browser without a graphics processor its shaders: what that
 * costs stands in a column of its own, and the bound is held against the second time.
 */
import { type Browser, chromium, type Page } from '@playwright/test';
import { allPages, makeMatters, type SeenPage, visitorOf } from '../test/e2e/all-pages.ts';
import { browserFlags, CHROMIUM } from '../test/e2e/browser.ts';
import startServer from '../test/e2e/server.ts';

type Row = { page: string; interactions: number; p75: number; worst: number; what: string };
type Twice = Row & { first: number };
/** `own` is what the page's own handlers took of it; the rest is waiting, layout and drawing. */
type Seen = { name: string; ms: number; own: number; on: string };

type Told = Awaited<ReturnType<typeof makeMatters>>;

/** What the issue asks of the largest page. */
const BOUND_MS = 200;
const PRESSES_MAX = 6;
/**
 * A quick typist's pace, and a hand that sees what its press did. Without it each key would wait
 * for the picture of the one before, and the figure be the sum of several.
 */
const KEY_MS = 80;
const LOOK_MS = 300;

export async function bench(args: string[]): Promise<void> {
  const at = args.indexOf('--only');
  const pages = allPages.filter(({ name }) => at === -1 || name === args[at + 1]);
  const stop = await startServer();
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: [...browserFlags] });
  try {
    const rows = await measure(browser, pages);
    if (args.includes('--json')) console.log(JSON.stringify(rows));
    else print(rows);
    if (rows.some((row) => row.worst > BOUND_MS)) process.exitCode = 1;
  } finally {
    await browser.close();
    await stop?.();
  }
}

async function measure(browser: Browser, pages: readonly SeenPage[]): Promise<Twice[]> {
  const told = await makeMatters(browser);
  const rows: Twice[] = [];
  for (const seen of pages) {
    const first = await use(browser, seen, told);
    rows.push({ ...(await use(browser, seen, told)), first: first.worst });
  }
  return rows.sort((a, b) => b.worst - a.worst);
}

async function use(browser: Browser, seen: SeenPage, told: Told): Promise<Row> {
  const { context, page } = await visitorOf(browser, seen, told.resident);
  await page.addInitScript(watch);
  await page.goto(seen.path(told));
  await page.locator('h1').first().waitFor();
  await quiet(page);
  await useHands(page);
  const row = rowOf(seen.name, await page.evaluate(readSeen));
  await context.close();
  return row;
}

/** Runs in the page: keeps every interaction that took longer than a frame. */
function watch(): void {
  const seen: Seen[] = [];
  Object.assign(globalThis, { linliSeen: seen });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as PerformanceEventTiming[]) {
      if (!entry.interactionId) continue;
      const { name, duration: ms, processingStart, processingEnd } = entry;
      const target = entry.target as HTMLElement | null;
      const on = (target?.innerText || target?.ariaLabel || target?.className || '').toString();
      const own = Math.round(processingEnd - processingStart);
      seen.push({ name, ms, own, on: on.trim().slice(0, 12).replaceAll('\n', ' ') });
    }
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
}

function readSeen(): Seen[] {
  return (globalThis as unknown as { linliSeen: Seen[] }).linliSeen;
}

async function quiet(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => undefined);
}

/** Keys first, then words into the first field, then presses; a dialog is left by Escape. */
async function useHands(page: Page): Promise<void> {
  for (const key of ['Tab', 'Tab', 'Tab', 'j', 'j', 'j', 'k', 'x', 'x']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(KEY_MS);
  }
  const field = page.locator('textarea:visible, main input[type=text]:visible').first();
  if ((await field.count()) > 0) await field.pressSequentially('路灯不亮 abc', { delay: KEY_MS });
  const presses = page.locator('main button:visible:enabled, main summary:visible');
  const count = Math.min(await presses.count(), PRESSES_MAX);
  for (let index = 0; index < count; index += 1) {
    const press = presses.nth(index);
    // A press may have led elsewhere or closed what held the next one.
    await press.click({ timeout: 2000 }).catch(() => undefined);
    await page.waitForTimeout(LOOK_MS);
    await page.keyboard.press('Escape');
    await page.waitForTimeout(LOOK_MS);
  }
  await quiet(page);
}

function rowOf(page: string, seen: readonly Seen[]): Row {
  const sorted = seen.toSorted((a, b) => a.ms - b.ms);
  const worst = sorted.at(-1);
  return {
    page,
    interactions: sorted.length,
    p75: sorted[Math.floor(sorted.length * 0.75)]?.ms ?? 0,
    worst: worst?.ms ?? 0,
    what: worst ? `${worst.name} (${worst.own}) ${worst.on}` : 'all within a frame',
  };
}

function print(rows: readonly Twice[]): void {
  console.log(`${'page'.padEnd(28)} n    p75    worst  first  of (bound ${BOUND_MS} ms)`);
  for (const row of rows) {
    const figures = [row.interactions, row.p75, row.worst, row.first].map((one) =>
      String(one).padStart(5),
    );
    console.log(`${row.page.padEnd(28)}${figures.join('  ')}  ${row.what}`);
  }
}
