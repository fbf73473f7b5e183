/**
 * People of the demo for a journey, each with a browser of their own, and what they do over HTTP
 * where the journey is about something else. Every journey makes its own matters.
 */
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import axe, { type RunOptions } from 'axe-core';

export const PASSWORD = 'linli-demo';
export const COUNTY = '310116';

export function serverAddress(): string {
  const address = process.env.E2E_SERVER;
  if (!address) throw new Error('no server: run `npm run e2e`');
  return address;
}

export type Visitor = {
  context: BrowserContext;
  page: Page;
  /** Calls the server with the visitor's session. Throws on a refusal. */
  call: (method: string, path: string, body?: unknown) => Promise<unknown>;
};

/** Lists, dialogs and colours stand at once. `matter.e2e` sees them move, as most people do. */
const still = { reducedMotion: 'reduce' } as const;
const phone = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  ...still,
} as const;
const desk = { viewport: { width: 1440, height: 900 }, ...still } as const;

type Device = 'phone' | 'desk';

/** Somebody with no right to be anywhere. */
export async function asNobody(browser: Browser, device: Device = 'phone'): Promise<Visitor> {
  await closeEarlier();
  const context = await browser.newContext({
    ...(device === 'phone' ? phone : desk),
    baseURL: serverAddress(),
    extraHTTPHeaders: { 'x-forwarded-for': freshAddress() },
  });
  const page = await context.newPage();
  testOf.set(page, testNow());
  return { context, page, call: caller(context, {}) };
}

const testOf = new Map<Page, string>();

/** Pages of earlier journeys would go on drawing and listening; their sign-ins may serve on. */
async function closeEarlier(): Promise<void> {
  for (const [page, of] of testOf) {
    if (of === testNow()) continue;
    testOf.delete(page);
    await page.close();
  }
}

/** A member of staff, signed in: `dispatcher`, `works` … (docs/how-to/try-the-demo.md). */
export async function asStaff(
  browser: Browser,
  name: string,
  device: Device = 'desk',
): Promise<Visitor> {
  await leaveEarlier();
  const { context, page } = await asNobody(browser, device);
  staffOf.set(context, testNow());
  const call = caller(context, {});
  await call('POST', '/api/staff/sign-in', { name, password: PASSWORD });
  return { context, page, call };
}

const staffOf = new Map<BrowserContext, string>();

/** Staff of earlier journeys go: an account may hold so many live streams and no more. */
async function leaveEarlier(): Promise<void> {
  for (const [context, of] of staffOf) {
    if (of === testNow()) continue;
    staffOf.delete(context);
    await context.close();
  }
}

/** Pictures and measurements are no test, and have no name. */
function testNow(): string {
  try {
    return test.info().testId;
  } catch {
    return '';
  }
}

/** No two visitors share one: what is limited by address is not limited by the journeys. */
function freshAddress(): string {
  const part = () => Math.floor(Math.random() * 254) + 1;
  return `10.${part()}.${part()}.${part()}`;
}

let phonesGiven = 0;

/** A resident whom no other journey knows: codes to one phone are limited. */
export function freshPhone(): string {
  phonesGiven += 1;
  const tail = (Date.now() * 10 + phonesGiven) % 100_000_000;
  return `139${String(tail).padStart(8, '0')}`;
}

/** A resident, signed in by the code that the open demo shows. */
export async function asResident(
  browser: Browser,
  number = freshPhone(),
  device: Device = 'phone',
): Promise<Visitor> {
  const { context, page } = await asNobody(browser, device);
  const call = caller(context, { 'x-linli-as': 'resident' });
  const sent = await call('POST', '/api/residents/codes', { phone: number });
  const { shownCode } = sent as { shownCode: string };
  await call('POST', '/api/residents/sign-in', { phone: number, code: shownCode });
  return { context, page, call };
}

function caller(context: BrowserContext, headers: Record<string, string>): Visitor['call'] {
  return async (method, path, body) => {
    const response = await context.request.fetch(`${serverAddress()}${path}`, {
      method,
      headers: { origin: serverAddress(), ...headers },
      ...(body !== undefined && { data: body }),
    });
    if (!response.ok()) throw new Error(`${method} ${path}: ${await response.text()}`);
    return response.status() === 204 ? undefined : response.json();
  };
}

export type Told = { number: string };

/** 朱泾镇, in the district of the demo. */
export const POINT = { lon: 121.1699, lat: 30.8956 };

/** Reports something as a resident, over HTTP; answers its number. */
export async function report(
  who: Visitor,
  text: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const told = (await who.call('POST', '/api/reports', { text, point: POINT, ...more })) as Told;
  return told.number;
}

/** Takes an action over HTTP, on the version that stands. */
export async function act(
  who: Visitor,
  number: string,
  action: string,
  input: Record<string, unknown> = {},
): Promise<void> {
  const { version } = (await who.call('GET', `/api/matters/${number}`)) as { version: number };
  await who.call('POST', `/api/matters/${number}/actions/${action}`, { version, input });
}

/** What of axe's rules looks at colours: all others find the same in the dark as in the light. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Says yes where the page asks once more. */
export async function confirmAct(page: Page, action: string): Promise<void> {
  await grown(page);
  const sure = page.getByRole('dialog').filter({ hasText: `确定“${action}”吗？` });
  await sure.getByRole('button', { name: action, exact: true }).click();
}

const GROWING = ['slide-up', 'slide-down', 'zoom']
  .flatMap((way) => [`.ant-${way}-appear`, `.ant-${way}-enter`])
  .join();

/**
 * Lists and dialogs have grown. Before they do they stand in their full size for a moment, unseen:
 * what is pressed then is let go of elsewhere, and nothing is pressed.
 */
export async function grown(page: Page): Promise<void> {
  await expect(page.locator(GROWING)).toHaveCount(0);
}

/** No violation that axe can find, once the page stands still: colours and dialogs move. */
export async function expectAccessible(page: Page): Promise<void> {
  await expectNone(page, {});
}

/** The same of a page whose colours alone have changed since. */
export async function expectReadable(page: Page): Promise<void> {
  await expectNone(page, { runOnly: COLOUR_RULES });
}

async function expectNone(page: Page, options: RunOptions): Promise<void> {
  // A page that is still loading has no heading yet, and little else to find fault with.
  await expect(page.locator('h1').first()).toBeVisible();
  const look = async () => expect(await violationsOf(page, options)).toEqual([]);
  await expect(look).toPass({ timeout: STILL_MS });
}

// Colours on their way settle in a moment; the rest is for a machine with other work.
const STILL_MS = 40_000;
const NODES_SHOWN = 5;

/**
 * In the page itself, for there are no frames. Its half megabyte is read once by each document, and
 * only what it finds fault with is reckoned to the end and brought here: all that passes, node by
 * node, would cost as much again as looking.
 */
async function violationsOf(page: Page, options: RunOptions): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  return page.evaluate(lookForViolations, {
    options: { ...options, resultTypes: ['violations' as const] },
    shown: NODES_SHOWN,
  });
}

/** Runs in the page. */
async function lookForViolations(how: { options: RunOptions; shown: number }): Promise<string[]> {
  const { axe: inPage } = window as unknown as { axe: typeof axe };
  const { violations } = await inPage.run(document, how.options);
  return violations.map(({ id, nodes }) => {
    const where = nodes.slice(0, how.shown).map((node) => node.target.join(' '));
    return `${id} (${nodes.length}): ${where.join(' | ')}`;
  });
}

/** As when one comes back to the window after a minute: what is old is read again. */
export async function comeBack(page: Page, path: string): Promise<void> {
  const read = page.waitForResponse((response) => response.url().includes(path));
  await page.evaluate(() => {
    const now = Date.now;
    Date.now = () => now() + 60_000;
    window.dispatchEvent(new Event('visibilitychange'));
  });
  await (await read).finished();
}
