/** The house as the demo finds it: a migrated database, nothing in it, a clock that stands. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { type House, openHouse } from '../house.ts';
import { kindDocuments } from '../kinds.ts';
import type { DemoOptions } from '../modules/demo/index.ts';
import { storiesMin } from '../modules/demo/rules/plan.ts';
import { defaultDocuments } from '../modules/matters/index.ts';
import { chineseCalendar, publishedYears } from '../platform/calendar.ts';
import type { Database } from '../platform/db/index.ts';
import { plainOptions } from './plain-options.ts';

/** A Friday afternoon; the calendar knows its year. */
export const DEMO_NOW = Date.parse('2026-11-20T07:00:00Z');

const calendar = chineseCalendar({ from: 2024, to: publishedYears().to });

/** The smallest demo that has every story. */
export const smallDemo: DemoOptions = {
  now: DEMO_NOW,
  password: 'linli-demo',
  documents: [
    { kind: 'calendar', name: 'main', body: calendar },
    ...kindDocuments(),
    ...defaultDocuments(),
  ],
  count: storiesMin,
};

export async function demoHouse(db: Database): Promise<{ house: House; dataDir: string }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'linli-demo-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
  const house = await openHouse({
    ...plainOptions(db, dataDir),
    clock: { now: () => DEMO_NOW },
    identity: { passwordCost: 2, freshMs: 0 },
  });
  return { house, dataDir };
}
