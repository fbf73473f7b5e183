/**
 * The Boston half-year through the door that everyone uses: a sample of its rows is imported, and
 * the due times that then stand in the database are held against those of the file.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, describe, expect, it } from 'vitest';
import { messageImport } from '../../imports.ts';
import type { Calendar } from '../../kernel/calendar.ts';
import { instantOf } from '../../kernel/zone.ts';
import { runImport } from '../../modules/matters/index.ts';
import { testDatabase } from '../db.ts';
import { withClient } from '../server.ts';
import { bostonHouse } from './house.ts';
import { BOSTON, bostonFile, bostonMap } from './world.ts';

const hasData = existsSync(bostonFile);
if (!hasData) console.log('Left out: the Boston import, because ../shared/data is absent.');
const dir = mkdtempSync(join(tmpdir(), 'linli-boston-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const { zone }: Calendar = JSON.parse(
  readFileSync(join(import.meta.dirname, 'calendar.json'), 'utf8'),
);

/** Every tenth row: each category and season is there, and nobody waits. */
const EVERY = 10;

describe.skipIf(!hasData)('the Boston half-year', () => {
  it('is due in the database when the file says, in nine of ten rows of working days', async () => {
    const base = await testDatabase();
    const house = await bostonHouse(base.db, dir);
    const [head = '', ...lines] = gunzipSync(readFileSync(bostonFile))
      .toString('utf8')
      .trimEnd()
      .split('\n');
    const sample = lines.filter((_, at) => at % EVERY === 0);
    const file = join(dir, 'sample.csv');
    writeFileSync(file, [head, ...sample].join('\n'));
    const ctx = await messageImport(house, () => undefined);
    const options = { county: BOSTON, map: bostonMap, refused: join(dir, 'r') };
    const report = await runImport(ctx, file, options);
    expect(report).toMatchObject({ read: sample.length, added: sample.length, refused: 0 });

    const due = await dueTimes(base.superUrl);
    const rows: Record<string, string>[] = parse([head, ...sample].join('\n'), { columns: true });
    const working = rows.flatMap((row) => {
      const ours = due.get(row.case_enquiry_id ?? '');
      if (!ours || ours.unit !== 'workingDays' || !row.target_dt) return [];
      return [Math.abs(instantOf(row.target_dt, zone) - ours.dueAt) <= 60_000];
    });
    const share = working.filter(Boolean).length / working.length;
    console.log(`${working.length} rows of working days, ${(share * 100).toFixed(2)} % agree`);
    expect(working.length).toBeGreaterThan(3000);
    expect(share).toBeGreaterThanOrEqual(0.9);
    // The same count as the command prints.
    expect(report.targets.workingDays).toMatchObject({ rows: working.length });
  }, 120_000);
});

/** What stands, for categories with a time of their own: by the file's id. */
async function dueTimes(superUrl: string): Promise<Map<string, { unit: string; dueAt: number }>> {
  const { rows } = await withClient(superUrl, (client) =>
    client.query(
      `select i.key, c.due_at, c.detail->>'unit' as unit
       from matter.idempotency i
       join matter.clock c on c.county = i.county and c.matter_id = i.matter_id
       where c.name = 'target' and c.detail->>'category' is not null`,
    ),
  );
  return new Map(rows.map((row) => [row.key, { unit: row.unit, dueAt: row.due_at.getTime() }]));
}
