/** Figures of any place and period are the sums of what was counted, folded or not. */
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idSource } from '../../../kernel/ids.ts';
import { testDatabase } from '../../../test/db.ts';
import { withClient } from '../../../test/server.ts';
import { type CounterDelta, measures } from '../rules/counters.ts';
import { spans } from '../rules/day-blocks.ts';
import { columnOf, findSumFault, mendSums } from './counter-sums.ts';
import { foldAll, foldDeltas, insertDeltas } from './counters.ts';
import { type FiguresBy, sumByStatus, sumFigures } from './figures.ts';

const { db, superUrl } = await testDatabase();
const newId = idSource(Date.now, randomBytes);
const DAY_MS = 86_400_000;
const FIRST = Date.parse('2023-06-01');
const dayAt = (at: number) => new Date(FIRST + at * DAY_MS).toISOString().slice(0, 10);
const DAYS = 1300;
/** In the midst of what is counted: days before it are in longer blocks, later ones are not. */
const TODAY = dayAt(60);

const counties = ['310101', '310116', '310117'] as const;
type Counted = CounterDelta & { county: string };

const statuses: Partial<Record<string, string[]>> = {
  stock: ['registered', 'handling'],
  closed: ['fixed', 'declined'],
  received: ['resident', 'hotline'],
};

const delta: fc.Arbitrary<Counted> = fc
  .record({
    county: fc.constantFrom(...counties),
    day: fc.integer({ min: 0, max: DAYS }).map(dayAt),
    townAt: fc.integer({ min: 101, max: 103 }),
    villageAt: fc.integer({ min: 201, max: 203 }),
    category: fc.constantFrom('', 'streetLight', 'noise'),
    measure: fc.constantFrom(...measures),
    statusAt: fc.integer({ min: 0, max: 1 }),
    n: fc.integer({ min: -3, max: 9 }).filter((n) => n !== 0),
  })
  .map(({ townAt, villageAt, statusAt, ...rest }) => ({
    ...rest,
    town: `${rest.county}${townAt}`,
    village: `${rest.county}${townAt}${villageAt}`,
    status: statuses[rest.measure]?.[statusAt] ?? '',
  }));

const query = fc.record({
  counties: fc.subarray([...counties], { minLength: 1 }),
  from: fc.integer({ min: 0, max: DAYS }),
  length: fc.integer({ min: 0, max: 1095 }),
  by: fc.constantFrom<FiguresBy>('total', 'county', 'day', 'town', 'village', 'category'),
  towns: fc.subarray(['310101101', '310116101', '310116102'], { maxLength: 2 }),
});

/** As the counters themselves would say it. */
function counted(all: readonly Counted[], asked: Parameters<typeof sumFigures>[1]) {
  const sums = new Map<string, number>();
  const isPlain = ['total', 'county', 'town'].includes(asked.by);
  for (const [period, { from, to }] of asked.periods.entries()) {
    for (const one of all) {
      const isMeant =
        asked.counties.includes(one.county) &&
        (from !== null || one.measure === 'stock') &&
        one.day >= (from ?? '') &&
        one.day <= to &&
        (asked.towns.length === 0 || asked.towns.includes(one.town));
      if (!isMeant) continue;
      const key = asked.by === 'total' ? '' : one[asked.by];
      const isStated = one.measure === 'stock' || one.measure === 'closed';
      const status = isStated ? (isPlain ? one.status : 'all') : '';
      const name = [period, key, one.measure, status].join(' ');
      sums.set(name, (sums.get(name) ?? 0) + one.n);
    }
  }
  return Object.fromEntries([...sums].filter(([, n]) => n !== 0));
}

async function told(asked: Parameters<typeof sumFigures>[1]) {
  const rows = await db.snapshot({ counties: asked.counties }, (tx) => sumFigures(tx, asked));
  return Object.fromEntries(
    rows
      .filter(({ n }) => n !== 0)
      .map(({ period, key, measure, status, n }) => [[period, key, measure, status].join(' '), n]),
  );
}

const within = <T>(county: string, work: Parameters<typeof db.scoped<T>>[1]) =>
  db.scoped({ counties: [county] }, work);

async function write(deltas: readonly Counted[]): Promise<void> {
  for (const county of new Set(deltas.map((one) => one.county))) {
    const own = deltas.filter((one) => one.county === county);
    const rows = own.map(({ county: _county, ...rest }) => rest);
    await within(county, async (tx) => insertDeltas(tx, county, rows, newId));
  }
}

const faultOf = (county: string) => within(county, (tx) => findSumFault(tx, county));
const all: Counted[] = [];

describe('figures', () => {
  it('are what was counted, at any level, in any period, folded or not', async () => {
    const round = fc.tuple(
      fc.array(delta, { maxLength: 60 }),
      fc.constantFrom(...counties, null),
      fc.integer({ min: 0, max: DAYS }),
      fc.array(query, { minLength: 3, maxLength: 3 }),
    );
    await fc.assert(
      fc.asyncProperty(round, async ([deltas, folded, today, queries]) => {
        await write(deltas);
        all.push(...deltas);
        if (folded)
          await within(folded, (tx) =>
            foldDeltas(tx, { county: folded, today: dayAt(today) }, 10_000),
          );
        for (const { from, length, ...rest } of queries) {
          const days = { from: dayAt(from), to: dayAt(from + length) };
          const periods = rest.by === 'day' ? [days] : [days, { from: null, to: days.to }];
          const asked = { ...rest, periods };
          expect(await told(asked)).toEqual(counted(all, asked));
        }
      }),
      // What was counted stays: a history that is tried again would count it twice.
      { numRuns: 25, endOnFailure: true },
    );
    for (const county of counties) {
      await within(county, (tx) => foldAll(tx, { county, today: TODAY }));
      expect(await faultOf(county)).toBeNull();
    }
  });

  it('say one measure by its status, of a town and of all, folded or not', async () => {
    const county = '310101';
    const town = '310101101';
    const answers = ['2', '48', '48', 'longer'].map((status, at) => ({
      county,
      day: dayAt(40 * at),
      town,
      village: `${town}201`,
      category: '',
      measure: 'answered' as const,
      status,
      n: 1,
    }));
    const spansOf = async (by: 'town' | 'total') => {
      const asked = {
        counties: [county],
        towns: [],
        by,
        periods: [{ from: dayAt(0), to: dayAt(85) }],
      };
      const rows = await within(county, (tx) => sumByStatus(tx, asked, 'answered'));
      return rows
        .filter(({ key, status }) => status !== '' && (key === town || key === ''))
        .map(({ status, n }) => `${status}: ${n}`);
    };
    await write(answers.slice(0, 2));
    await within(county, (tx) => foldAll(tx, { county, today: TODAY }));
    await write(answers.slice(2));
    expect(await spansOf('town')).toEqual(['2: 1', '48: 2']);
    expect(await spansOf('total')).toEqual(['2: 1', '48: 2']);
    await within(county, (tx) => foldAll(tx, { county, today: TODAY }));
    expect(await spansOf('town')).toEqual(['2: 1', '48: 2']);
    expect(await faultOf(county)).toBeNull();
  });

  it('stand still while what waits is folded, also by two at once', async () => {
    const county = '310117';
    const days = { from: dayAt(0), to: dayAt(DAYS) };
    const asked: Parameters<typeof sumFigures>[1] = {
      counties: [county],
      periods: [days],
      by: 'town',
      towns: [],
    };
    const fresh = fc.sample(delta, { numRuns: 400, seed: 7 }).map((one) => ({ ...one, county }));
    await write(fresh);
    const before = await told(asked);
    const folds = [0, 1].map(() =>
      within(county, (tx) => foldDeltas(tx, { county, today: TODAY }, 10_000)),
    );
    const reads = Array.from({ length: 12 }, () => told(asked));
    for (const seen of await Promise.all(reads)) expect(seen).toEqual(before);
    const folded = await Promise.all(folds);
    expect(folded.reduce((sum, n) => sum + n, 0)).toBe(fresh.length);
    expect(await told(asked)).toEqual(before);
    expect(await faultOf(county)).toBeNull();
  });

  /** A county of some weeks: each of these is looked at whole, many times. */
  const county = '310118';
  const weeks = (seed: number) =>
    fc.sample(delta, { numRuns: 80, seed }).map((one, index) => ({
      ...one,
      county,
      day: dayAt(index),
      ...(index % 2 === 0 && { measure: 'stock' as const, status: 'handling', n: 3 + index }),
    }));
  const run = (text: string) => withClient(superUrl, (client) => client.query(text));
  const standing = async () => {
    const none = measures.map((one) => `${columnOf(one)} = 0`).join(' and ');
    const key = `county = '${county}' order by 1, 2, 3, 4, 5, 6, 7`;
    const sums = await run(`select * from matter.counter_sum where not (${none}) and ${key}`);
    const statuses = await run(`select * from matter.counter_status where n <> 0 and ${key}`);
    return [sums.rows, statuses.rows];
  };
  const mend = () => within(county, (tx) => mendSums(tx, county, TODAY));

  async function expectFound(statements: readonly string[]): Promise<void> {
    const before = await standing();
    for (const spoil of statements) {
      expect((await run(spoil)).rowCount).toBe(1);
      expect(await faultOf(county)).not.toBeNull();
      expect(await mend()).toBeGreaterThan(0);
      expect(await faultOf(county)).toBeNull();
      expect(await mend()).toBe(0);
      expect(await standing()).toEqual(before);
    }
  }

  it('of a county are those of their finest days', async () => {
    await write(weeks(3));
    await within(county, (tx) => foldAll(tx, { county, today: TODAY }));
    expect(await faultOf(county)).toBeNull();
    expect((await standing()).map((rows) => rows.length > 100)).toEqual([true, true]);
  });

  const coarser = ['county', 'countyCategory', 'town'].map((level) => ({ level, span: 1 }));
  const levels = ['county', 'countyCategory', 'town', 'townCategory', 'village'];
  const longer = [
    ...levels.map((level) => ({ level, span: 4 })),
    ...spans.slice(2).map((span, index) => ({ level: levels[4 - index], span })),
  ];
  it.each([...coarser, ...longer])(
    'of $level by $span days that differ from their parts are found, and mended once',
    async ({ level, span }) => {
      const one = `ctid = (select ctid from matter.counter_sum where county = '${county}'
        and level = '${level}' and span = ${span} and stock <> 0 limit 1)`;
      const columns = measures.map(columnOf).join();
      await expectFound([
        `update matter.counter_sum set closed = closed + 1 where ${one}`,
        `update matter.counter_sum set stock = 0, received = received + stock where ${one}`,
        `delete from matter.counter_sum where ${one}`,
        `update matter.counter_sum set category = 'elsewhere' where ${one}`,
        `insert into matter.counter_sum select county, level, span, date '2023-05-01', town, 'x',
           category, ${columns} from matter.counter_sum where ${one}`,
      ]);
    },
  );

  it.each([
    { level: 'county', span: 1 },
    ...spans.slice(1).map((span) => ({ level: 'town', span })),
  ])(
    'by status, of $level by $span days, that differ are found, and mended once',
    async ({ level, span }) => {
      const one = `ctid = (select ctid from matter.counter_status where county = '${county}'
        and level = '${level}' and span = ${span} and n <> 0 limit 1)`;
      await expectFound([
        `update matter.counter_status set n = n - 1 where ${one}`,
        `delete from matter.counter_status where ${one}`,
        `update matter.counter_status set status = '' where ${one}`,
        `update matter.counter_status set measure = 'reported' where ${one}`,
      ]);
    },
  );

  it('are mended from their finest days while others fold', async () => {
    const before = await standing();
    const { rows } = await run(`select ctid from matter.counter_sum
      where level = 'town' and span = 16 and county = '${county}' limit 1`);
    await run(`update matter.counter_sum set rework = rework + 1 where ctid = '${rows[0].ctid}'`);
    const more = weeks(5);
    await write(more);
    await Promise.all([
      mend(),
      within(county, (tx) => foldDeltas(tx, { county, today: TODAY }, 10_000)),
    ]);
    expect(await faultOf(county)).toBeNull();
    expect(await standing()).not.toEqual(before);
    await write(more.map((one) => ({ ...one, n: -one.n })));
    await within(county, (tx) => foldAll(tx, { county, today: TODAY }));
    expect(await faultOf(county)).toBeNull();
    expect(await standing()).toEqual(before);
  });

  it('of today are single days alone, which the first fold of the next day joins', async () => {
    const own = '310198';
    const place = { county: own, town: '310198101', village: '310198101201', category: 'noise' };
    const received = { ...place, measure: 'received' as const, status: 'resident', n: 1 };
    const foldOn = (today: string) => within(own, (tx) => foldAll(tx, { county: own, today }));
    const held = async () => {
      const { rows } = await run(`
        select span, sum(received)::integer as n from matter.counter_sum
        where county = '${own}' and level = 'county' group by span order by span`);
      return rows.map(({ span, n }) => `${span}: ${n}`);
    };
    const asked = { counties: [own], towns: [], by: 'total' as const };
    const received3 = async () => {
      const periods = [{ from: dayAt(0), to: dayAt(9) }];
      return Object.values(await told({ ...asked, periods }));
    };
    await write([{ ...received, day: dayAt(3) }]);
    await foldOn(dayAt(3));
    expect(await held()).toEqual(['1: 1']);
    expect(await received3()).toEqual([1]);
    // Somebody who imports tells of days before it.
    await write([
      { ...received, day: dayAt(2) },
      { ...received, day: dayAt(3) },
    ]);
    await foldOn(dayAt(3));
    expect(await held()).toEqual(['1: 3', ...spans.slice(1).map((span) => `${span}: 1`)]);
    expect(await received3()).toEqual([3]);
    await withClient(superUrl, async (client) => {
      // Somebody who mends meanwhile.
      await client.query('begin');
      await client.query(`select from matter.counter_edge where county = '${own}' for share`);
      await foldOn(dayAt(4));
      expect(await held()).toContain('4: 1');
    });
    await foldOn(dayAt(4));
    expect(await held()).toEqual(spans.map((span) => `${span}: 3`));
    await foldOn(dayAt(2));
    expect(await held()).toEqual(spans.map((span) => `${span}: 3`));
    expect(await received3()).toEqual([3]);
    expect(await faultOf(own)).toBeNull();
  });

  it('are exact after an upgrade, when longer blocks held also the last days', async () => {
    const own = '310196';
    const past = weeks(11).map((one) => ({ ...one, county: own }));
    await write(past);
    await within(own, (tx) => foldAll(tx, { county: own, today: '2099-01-01' }));
    await run(`delete from matter.counter_edge where county = '${own}'`);
    const asked = { counties: [own], towns: [], by: 'category' as const };
    const whole = { ...asked, periods: [{ from: dayAt(0), to: dayAt(200) }] };
    expect(await told(whole)).toEqual(counted(past, whole));
    expect(await faultOf(own)).toBeNull();
    const more = weeks(12).map((one, at) => ({ ...one, county: own, day: dayAt(70 + at) }));
    await write(more);
    for (const today of [75, 120]) {
      await within(own, (tx) => foldAll(tx, { county: own, today: dayAt(today) }));
      const periods = [3, 77, 85, 149].map((to) => ({ from: dayAt(2), to: dayAt(to) }));
      const parts = { ...asked, periods };
      expect(await told(parts)).toEqual(counted([...past, ...more], parts));
      expect(await faultOf(own)).toBeNull();
    }
  });

  it('write nothing for what a matter moved from stage to stage', async () => {
    const own = '310199';
    const place = { county: own, town: '310199101', village: '310199101201', category: 'noise' };
    const moved = { ...place, day: dayAt(3), measure: 'stock' as const };
    await write([
      { ...moved, status: 'registered', n: -1 },
      { ...moved, status: 'handling', n: 1 },
    ]);
    await within(own, (tx) => foldAll(tx, { county: own, today: TODAY }));
    const { rows } = await run(`
      select 's' from matter.counter_sum where county = '${own}'
      union all select distinct status from matter.counter_status where county = '${own}'
      order by 1`);
    expect(rows.map((row) => Object.values(row)[0])).toEqual(['handling', 'registered']);
  });
});
