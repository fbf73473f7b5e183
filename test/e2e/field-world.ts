/** A grid worker on a walk: the shift on the phone, a place to stand, troubles to report. */
import { join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { act, POINT, type Visitor } from './world.ts';

/** In the grids of the demo's first grid worker. */
export async function ownPlace(worker: Visitor): Promise<{ lon: number; lat: number }> {
  const shift = (await worker.call('GET', '/api/field/shift')) as {
    grids: { shape: [number, number][][][] }[];
  };
  const ring = shift.grids[0]?.shape[0]?.[0] ?? [];
  const mean = (axis: 0 | 1) => ring.reduce((sum, at) => sum + at[axis], 0) / ring.length;
  return ring.length > 0 ? { lon: mean(0), lat: mean(1) } : POINT;
}

/** Stands in the own grid, and lets the app ask where that is. */
export async function standing({ context, ...worker }: Visitor) {
  const place = await ownPlace({ context, ...worker });
  await context.grantPermissions(['geolocation']);
  await context.setGeolocation({ latitude: place.lat, longitude: place.lon });
  return place;
}

/** Signed in, with the shift on the phone and the app in its cache. */
export async function onShift(worker: Visitor, address = ''): Promise<void> {
  const { page } = worker;
  await page.goto(`${address}/field/`);
  await expect(page.getByRole('heading', { name: '今天' })).toBeVisible();
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active?.state === 'activated') return;
    await new Promise((resolve) => active?.addEventListener('statechange', resolve));
  });
}

export const PHOTO = join(import.meta.dirname, '../../modules/demo/data/before.jpg');

export async function reportTrouble(page: Page, text: string, photo?: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: '上报' }).click();
  if (photo) {
    await page.getByLabel('从相册选').setInputFiles(photo);
    await expect(page.getByRole('img', { name: '第 1 张照片' })).toBeVisible();
  }
  await page.getByRole('button', { name: '用当前位置' }).click();
  await expect(page.getByText(/已定位/)).toBeVisible();
  await page.getByLabel('问题描述').fill(text);
  await page.getByRole('button', { name: '保存并发送' }).click();
  await expect(page.getByRole('heading', { name: '已保存' })).toBeVisible();
  await page.getByRole('button', { name: '再报一件' }).click();
}

/** Nobody else's: in signs that are masked by no rule, as numbers would be. */
export const mark = (): string =>
  [...String(Date.now())].map((digit) => '子丑寅卯辰巳午未申酉'[Number(digit)]).join('');

export const countOf = async (worker: Visitor, words: string): Promise<number> => {
  const path = `/api/matters?queue=recent&limit=100`;
  const { items } = (await worker.call('GET', path)) as { items: { title: string }[] };
  return items.filter((item) => item.title.includes(words)).length;
};

export const doors = (page: Page) => page.getByRole('navigation');

/** The list of what goes out, and in it the item with these words. */
export async function outgoing(page: Page, words: string): Promise<Locator> {
  await doors(page).getByRole('link', { name: /发送/ }).click();
  const heading = page.getByRole('heading', { level: 3 }).filter({ hasText: words });
  return page.getByRole('listitem').filter({ has: heading });
}

type People = { clerk: Visitor; dispatcher: Visitor; worker: Visitor };

/** A matter in the worker's own grid, sent to the worker's organisation for `action`. */
export async function taskFor(
  { clerk, dispatcher, worker }: People,
  text: string,
  how: { category: string; action: 'requestVerify' | 'dispatch' },
): Promise<{ number: string; org: string }> {
  const shift = (await worker.call('GET', '/api/field/shift')) as { org: { id: string } };
  const { lon, lat } = await ownPlace(worker);
  const { category, action } = how;
  const body = { text, category, point: { lon, lat } };
  const { number } = (await clerk.call('POST', '/api/reports', body)) as { number: string };
  const org = shift.org.id;
  if (action === 'dispatch') await act(dispatcher, number, 'open');
  await act(dispatcher, number, action, { org });
  return { number, org };
}
