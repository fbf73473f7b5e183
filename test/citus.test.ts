/**
 * The loop on a Citus cluster. TEST_CITUS_URL names it: a superuser's URL of an empty database
 * that has the extension and its workers. Without one this says that it was left out.
 */
import { afterAll, expect, it, vi } from 'vitest';
import { verifyLog } from '../modules/matters/actions/verify.ts';
import { distribute } from '../platform/db/distribute.ts';
import { openDatabase } from '../platform/db/index.ts';
import { migrate, readMigrations } from '../platform/db/migrate.ts';
import { ensurePartitions } from '../platform/db/partitions.ts';
import type { TestDatabase } from './db.ts';
import { ELSEWHERE, FRIDAY, storyHouse } from './house.ts';
import { ensureRoles, LAST_YEAR, MIGRATIONS, urlFor, withClient } from './server.ts';
import { teller } from './teller.ts';

vi.setConfig({ testTimeout: 300_000 });

const superUrl = process.env.TEST_CITUS_URL;
const base = superUrl ? await clusterAt(superUrl) : null;
const story = base && (await storyHouse(FRIDAY, { base }));

async function clusterAt(url: string): Promise<TestDatabase> {
  const database = new URL(url).pathname.slice(1);
  await withClient(url, async (client) => {
    await ensureRoles(client);
    await client.query(`GRANT CREATE ON DATABASE "${database}" TO linli_owner`);
  });
  const ownerUrl = urlFor(url, database, 'linli_owner');
  await migrate(ownerUrl, readMigrations(MIGRATIONS));
  await ensurePartitions(ownerUrl, LAST_YEAR);
  await distribute(ownerUrl);
  const appUrl = urlFor(url, database, 'linli_app');
  const db = openDatabase({ url: appUrl, max: 8 });
  afterAll(() => db.close());
  return { db, appUrl, ownerUrl, superUrl: url };
}

it.skipIf(!story)(
  'takes a report to its close, beside another county (TEST_CITUS_URL)',
  async () => {
    if (!story || !base) return;
    const folk = await story.people();
    const tell = teller(story);
    const number = await tell.report(folk.clerk);
    await tell.report(folk.elsewhere.clerk, { point: ELSEWHERE });
    await tell.ready(folk, number);
    expect(await tell.done(folk.callBackOperator, number, 'close')).toBe('closed');
    const { body } = await story.http('GET /api/matters?queue=closed', { as: folk.townDispatcher });
    expect((body.items as { number: string }[]).map((item) => item.number)).toContain(number);
    for (const county of ['310116', '310117']) {
      const proof = await verifyLog(base.db, county, { zone: 'Asia/Shanghai' });
      expect(proof.first).toBeNull();
    }
  },
);
