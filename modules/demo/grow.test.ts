/** A grown city in a database of its own: its log and figures hold, and nothing is doubled. */
import { Command } from 'commander';
import { beforeAll, describe, expect, it } from 'vitest';
import { openBulk } from '../../platform/db/bulk.ts';
import { q } from '../../platform/db/index.ts';
import { testDatabase } from '../../test/db.ts';
import { DEMO_NOW, demoHouse, smallDemo } from '../../test/demo-house.ts';
import { commandContext } from '../identity/index.ts';
import { addLogCommands } from '../matters/index.ts';
import { type GrowOptions, growCity, loadDemo } from './index.ts';

const { db, ownerUrl } = await testDatabase();
const { house, dataDir } = await demoHouse(db);

/** As a process of its own would: a connection of its own. */
async function grow(matters: number, more: Partial<GrowOptions> = {}) {
  const bulk = await openBulk(ownerUrl);
  const options = { ...smallDemo, matters, indexesFrom: 1000, ...more };
  try {
    return await growCity(house, bulk, options);
  } finally {
    await bulk.close();
  }
}

const counties = ['310116', '310117', '310120'];
const scope = { counties };

/** What `verify-log` says of each county. */
async function verify(of = counties): Promise<string[]> {
  const lines: string[] = [];
  const print = (line: string) => lines.push(line);
  const named = { counties: async () => counties, print };
  const ctx = { db, now: () => DEMO_NOW, zone: house.zone, exportDir: dataDir, ...named };
  for (const county of of) {
    const program = new Command();
    addLogCommands(program, async () => ctx);
    await program.parseAsync(['verify-log', '--county', county], { from: 'user' });
  }
  return lines.filter((line) => /^\d{6}: (?!.* so far)/.test(line));
}
const count = (table: 'matter.matter' | 'matter.entry' | 'matter.search') =>
  db.scoped(scope, async (tx) => {
    const row = await tx.one(q.selectFrom(table).select((eb) => eb.fn.countAll().as('n')));
    return Number(row.n);
  });
/** Tables that the server does not vacuum by itself. */
const unvacuumed = async () => {
  const bulk = await openBulk(ownerUrl);
  try {
    const rows = await bulk.rows<{ name: string }>(`
      SELECT oid::regclass::text AS name FROM pg_class
      WHERE 'autovacuum_enabled=false' = ANY (reloptions) ORDER BY 1`);
    return rows.map(({ name }) => name);
  } finally {
    await bulk.close();
  }
};
const indexes = async () => {
  const bulk = await openBulk(ownerUrl);
  const tables = ['matter.matter', 'matter.entry', 'matter.search'];
  try {
    const keys = await bulk.keysOf(['matter.entry', 'messaging.message']);
    return [...keys, ...(await bulk.indexesOf(tables))];
  } finally {
    await bulk.close();
  }
};

async function dispatcher() {
  await house.identity.fresh();
  const posts = await db.scoped({ counties: [] }, (tx) =>
    tx.rows(q.selectFrom('identity.post').select(['id', 'role']).orderBy('id').limit(1000)),
  );
  const post = posts.find(({ role }) => role === 'countyDispatcher');
  const actor = house.identity.actorOfPost(post?.id ?? '', DEMO_NOW);
  if (!actor) throw new Error('the demo has no dispatcher of its county');
  return actor;
}

const MATTERS = 2000;
let told = 0;
let before: Awaited<ReturnType<typeof indexes>> = [];

beforeAll(async () => {
  await loadDemo(house, smallDemo);
  told = await count('matter.matter');
  before = await indexes();
}, 300_000);

describe('a grown city', { timeout: 300_000 }, () => {
  it('goes on where it was killed, and doubles nothing', async () => {
    const killed = grow(MATTERS, {
      progress: (_part, done) => {
        if (done > 1100) throw new Error('killed');
      },
    });
    await expect(killed).rejects.toThrow('killed');
    const half = (await count('matter.matter')) - told;
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(MATTERS);
    expect(await indexes()).toEqual([]);
    expect(await unvacuumed()).toContain('matter.matter');
    expect(await unvacuumed()).toContain('matter.entry_2026');
    const { isDone, matters } = await grow(MATTERS);
    expect(isDone).toBe(true);
    const grown = (await count('matter.matter')) - told;
    expect(grown).toBe(half + matters);
    // A story may bring two matters, so that the last batch may be one over.
    expect(grown).toBeGreaterThanOrEqual(MATTERS);
    expect(grown).toBeLessThan(MATTERS + 100);
    expect(await indexes()).toEqual(before);
    expect(await unvacuumed()).toEqual([]);
    expect((await grow(MATTERS)).matters).toBe(0);
    expect((await count('matter.matter')) - told).toBe(grown);
  });

  it('has a log that holds, and figures that the log gives', async () => {
    expect(await verify(['310116'])).toEqual(['310116: sound 完好']);
    expect(await count('matter.search')).toBeGreaterThan(MATTERS);
    // Counted already: the first start reads no log for it.
    const noted = q.selectFrom('matter.recount').select('counting').where('county', '=', '310116');
    expect(await db.scoped(scope, (tx) => tx.first(noted))).toBeDefined();
  });

  it('is read by lists, search and figures', async () => {
    const actor = await dispatcher();
    const ask = async (endpoint: string, query: object) => {
      const handler = house.http.find((one) => one.handlers[endpoint])?.handlers[endpoint];
      const ctx = { ...commandContext('test', DEMO_NOW, house.newId), actor };
      return (await handler?.(ctx, { query } as never)) as { items: Record<string, unknown>[] };
    };
    const county = '310116';
    const open = await ask('listMatters', { queue: 'recent', county, isOpen: true, limit: 50 });
    expect(open.items).toHaveLength(50);
    const found = await ask('searchMatters', { q: '菜场旁', county, limit: 20 });
    expect(found.items).toHaveLength(20);
    const period = { county, from: '2024-11-01', to: '2026-11-20' };
    const { items } = await ask('getFigures', period);
    expect(Number(items[0]?.received)).toBeGreaterThan(MATTERS - 100);
  });

  it('stands in the lists of residents, each matter in those of its own', async () => {
    const [links] = await db.scoped(scope, (tx) =>
      tx.rows(
        q
          .selectFrom('resident.my_matter as r')
          .leftJoin('matter.matter as m', (join) =>
            join.onRef('m.county', '=', 'r.county').onRef('m.id', '=', 'r.matter_id'),
          )
          .select(({ fn }) => [
            fn.count('r.matter_id').as('links'),
            fn.count('m.id').as('standing'),
            fn.count('r.account').distinct().as('accounts'),
          ])
          .limit(1),
      ),
    );
    expect(Number(links?.links)).toBeGreaterThan(MATTERS / 4);
    expect(links?.standing).toBe(links?.links);
    expect(Number(links?.accounts)).toBeGreaterThan(MATTERS / 8);
  });

  it('leaves nothing due that was not done', async () => {
    const figures = await house.matters.figures({ now: () => DEMO_NOW });
    expect(figures.find(({ name }) => name === 'linli_clocks_due')?.value).toBe(0);
  });

  it('of three counties tells what is over by one entry, and its log and figures hold too', async () => {
    const before = { matters: await count('matter.matter'), entries: await count('matter.entry') };
    const { isDone, matters } = await grow(MATTERS + 1500, { isCity: true, wholeMost: 1000 });
    expect(isDone).toBe(true);
    expect((await count('matter.matter')) - before.matters).toBe(matters);
    const entries = (await count('matter.entry')) - before.entries;
    // Those under way have their whole history.
    expect(entries).toBeGreaterThan(matters);
    expect(entries).toBeLessThan(1.5 * matters);
    expect(await verify()).toEqual(counties.map((county) => `${county}: sound 完好`));
    const closed = await db.scoped({ counties }, (tx) =>
      tx.rows(
        q
          .selectFrom('matter.counter_sum')
          .select(['county', 'received', 'closed'])
          .where('level', '=', 'county')
          .where('span', '=', 1024)
          .where('county', '<>', '310116'),
      ),
    );
    for (const county of counties.slice(1)) {
      const sums = closed.filter((one) => one.county === county);
      const [received, over] = (['received', 'closed'] as const).map((name) =>
        sums.reduce((sum, one) => sum + Number(one[name]), 0),
      );
      expect(received).toBeGreaterThan(50);
      expect(over).toBe(received);
    }
  });

  it('is refused beside work in another county, and lets nothing grow there', async () => {
    const county = '310118';
    await db.scoped({ counties: [county] }, (tx) =>
      tx.run(q.insertInto('matter.number_block').values({ county, year: 2026, next_serial: 2 })),
    );
    await expect(grow(MATTERS + 3000)).rejects.toMatchObject({ code: 'GROW_BESIDE_WORK' });
  });
});
