/**
 * The demo's district without its stories: rules, places, organisations and accounts as they are
 * used, and no matter yet. What is opened here is closed before the program is measured.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstDocuments } from '../../house/rulebook.ts';
import type { House } from '../../house.ts';
import { houseOver, ROOT } from '../../installation.ts';
import { loadDemo } from '../../modules/demo/index.ts';
import { labelPoint } from '../../modules/geography/index.ts';
import { commandContext } from '../../modules/identity/index.ts';
import type { Category } from '../../modules/matters/index.ts';
import { readConfig } from '../../platform/config.ts';
import { BenchError } from './options.ts';

export const COUNTY = '310116';
export const PASSWORD = 'linli-demo';
/** Of no secret: it seals what is invented. */
export const MASTER_KEY = process.env.LINLI_MASTER_KEY ?? Buffer.from(key()).toString('hex');

function key(): number[] {
  return Array.from({ length: 32 }, (_, at) => (at * 37 + 11) % 251);
}

/** The environment of a program over a database: as for real use, without the demo's clock. */
export function environment(appUrl: string, dataDir: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    LINLI_DEMO: '0',
    LINLI_MASTER_KEY: MASTER_KEY,
    LINLI_DATA_DIR: dataDir,
    DATABASE_URL: appUrl,
    DATABASE_ADMIN_URL: '',
  };
}

/** Opens the house over a database for a moment. */
export async function withHouse<T>(appUrl: string, work: (house: House) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'linli-bench-'));
  const config = readConfig(environment(appUrl, dataDir), ROOT);
  const house = await houseOver(config, { applicationUrl: appUrl }, () => undefined);
  try {
    return await work(house);
  } finally {
    await house.matters.closeLive();
    await house.rooms.closeLive();
    await house.db.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Loads everything that comes before the first story. */
export async function prepareDistrict(appUrl: string): Promise<void> {
  await withHouse(appUrl, async (house) => {
    await loadDemo(house, {
      now: Date.now(),
      password: PASSWORD,
      documents: firstDocuments(),
      signal: AbortSignal.abort(),
    });
  });
}

export type Spot = { lon: number; lat: number; grid: string };

/** A point within each grid of the county. */
export async function spotsOf(house: House): Promise<Spot[]> {
  const { boundaries, grids } = await house.geography.places();
  return boundaries
    .filter(({ code }) => code.startsWith(COUNTY) && grids.has(code))
    .map(({ code, shape }) => {
      const [lon, lat] = labelPoint(shape);
      return { lon, lat, grid: code };
    });
}

/** Categories of reports that ask nothing more than a text. */
export async function plainCategories(house: House): Promise<string[]> {
  const book = await house.rulebook.current();
  const body = book.find<{ categories: Category[] }>(
    'categories',
    'main',
    COUNTY,
    Date.now(),
  )?.body;
  return (body?.categories ?? [])
    .filter(
      (one) =>
        one.parent !== null &&
        one.kind === 'report' &&
        one.emergency === null &&
        Object.values(one.form).every((field) => !field.required),
    )
    .map((one) => one.code);
}

/** Sessions of as many residents, each with a telephone. */
export async function residentCookies(house: House, count: number): Promise<string[]> {
  const ctx = () => commandContext('bench', Date.now(), house.newId);
  const cookies: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const phone = `139${String(10_000_000 + at)}`;
    const account = await house.identity.addResident(ctx(), phone);
    const { cookie } = await house.identity.signInResident(ctx(), account);
    cookies.push(cookie);
  }
  return cookies;
}

export type StaffSession = { cookie: string; regions: string[] };

/** The session of one of the demo's staff, through the door that they use. */
export async function staffSession(address: string, name: string): Promise<StaffSession> {
  const answer = await fetch(`${address}/api/staff/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ name, password: PASSWORD }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (!answer.ok || !cookie) {
    throw new BenchError(`${name} did not sign in: ${await answer.text()}`);
  }
  const { regions = [] } = (await answer.json()) as { regions?: string[] };
  return { cookie, regions };
}
