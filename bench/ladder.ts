/**
 * `npm run bench -- ladder`: rungs of clocks that fall due together, fired by a second process
 * while residents report: how long until all are, whether each was fired once, and what reporting
 * loses against what it made before and after. Without `--sizes` over a fresh district with some
 * thousand reports; with them over grown databases, whose clocks go on by it. `--clocks 1e6`: the
 * fresh district takes in ten thousand reports, whose rungs are those that fall due, and has copies
 * of their rows of matter and clock beside them until so many clocks run (2.5 GB; nothing else of
 * a copy is there, and none falls due). Needs TEST_DATABASE_URL (a superuser's; fsync on).
 */
import { setTimeout } from 'node:timers/promises';
import { withClient } from '../test/server.ts';
import { type Base, cloneDistrict, reachServer, type Server } from './harness/base.ts';
import { copyClocks } from './harness/clocks.ts';
import { COUNTY } from './harness/district.ts';
import { runErrand } from './harness/errand.ts';
import { makeMatters, prepareIntake } from './harness/matters.ts';
import { BenchError, type Options, readOptions } from './harness/options.ts';
import { type Program, startProgram } from './harness/program.ts';
import { rowOf, runLoad } from './harness/run-load.ts';
import { sizeName, withSize } from './harness/sizes.ts';
import { countStatements } from './harness/statements.ts';
import type { SweepOrder, Swept } from './harness/sweep.ts';
import {
  emptyRow,
  printReport,
  type Reach,
  type Row,
  reportOf,
  type StatementRow,
} from './harness/table.ts';

/** As many as the issue asks to fall due at once; fewer where fewer are there. */
const RUNGS = 10_000;
const WITHIN_S = 60;
/** Of few clocks the soonest half: the last of them are due in months, after all their rungs. */
const SHARE = 2;
const RATE = RUNGS / WITHIN_S;
const LOSS_MOST = 0.1;
/** An entry of the index for each rung, and those of rungs just fired, until they are cleared. */
const READ_MOST = 5;
/** A second program is there by then. */
const STARTS_MS = 10_000;

type Part = { rows: Row[]; reaches: Reach[]; statements?: readonly StatementRow[] };

export async function bench(args: string[]): Promise<void> {
  const options = readOptions(args, { seconds: 20 });
  const server = await reachServer();
  const parts: Part[] = [];
  for (const size of options.sizes) {
    const name = sizeName(size);
    parts.push(
      await withSize(server, size, (at, base) => measure(server, { at, base, name }, options)),
    );
  }
  if (options.sizes.length === 0) parts.push(await overFresh(server, options));
  const rows = parts.flatMap((part) => part.rows);
  const reaches = parts.flatMap((part) => part.reaches);
  // Those of the reports beside it are among them, each for every rung.
  const statements = parts.at(-1)?.statements;
  const report = { rows, reaches, database: server.facts, ...(statements && { statements }) };
  printReport(reportOf('ladder', args, report), options.json);
}

async function overFresh(server: Server, options: Options): Promise<Part> {
  const base = await cloneDistrict(server);
  try {
    const at = await startProgram(base);
    return await measure(server, { at, base, name: 'fresh' }, options).finally(
      () => void at.stop(),
    );
  } finally {
    await base.drop();
  }
}

type Over = { at: Program; base: Base; name: string };

async function measure(server: Server, { at, base, name }: Over, options: Options): Promise<Part> {
  const { clients, seconds, clocks } = options;
  const given = await prepareIntake(base, clients);
  await makeMatters(at, given, { round: 0, seconds, ...(clocks > 0 && { atLeast: RUNGS }) });
  if (clocks > 0) await copyClocks(base, clocks);
  // As autovacuum would have by then: of tables without statistics plans are a matter of luck.
  await withClient(base.superUrl, (client) => client.query('analyze'));
  const meter = { program: at.cpu, database: server.cpu };
  const report = (round: number) =>
    runLoad(
      { scene: 'intake', given: { ...given, round }, address: at.address, clients, seconds },
      meter,
    );
  const first = await report(1);
  const due = await dueSoon(base);
  const before = await countFired(base);
  const looksBefore = await countLooks(base);
  const counted = options.statements ? await countStatements(base) : null;
  const beginAt = Date.now() + STARTS_MS;
  const order: SweepOrder = { appUrl: base.appUrl, at: due.at, beginAt };
  const sweeping = runErrand<Swept>('sweep.ts', order);
  await setTimeout(STARTS_MS);
  const beside = rowOf(`${name}: intake beside the ladder`, [await report(2)]);
  const swept = await sweeping;
  const statements = await counted?.(swept.fired);
  const looks = await countLooks(base);
  // In turns: a district that fills costs more with each report.
  const alone = rowOf(`${name}: intake alone`, [first, await report(3)]);
  if (swept.faults.length > 0) throw new BenchError(`a sweep failed: ${swept.faults[0]}`);
  const ratio = (beside.perSecond ?? 0) / (alone.perSecond ?? 1);
  const changed = looks.changed - looksBefore.changed;
  const stayed = (looks.stayed - looksBefore.stayed) / Math.max(1, changed);
  const ladder: Row = {
    ...emptyRow,
    what: `${name}: rungs, one process`,
    perSecond: swept.fired / swept.seconds,
    programCpu: (swept.cpuSeconds * 1000) / Math.max(1, swept.fired),
    note: [
      `${swept.fired} fired in ${swept.seconds.toFixed(1)} s, ${due.clocks} clocks run`,
      // What did not made an entry in each index of the row.
      `${percent(stayed)} of the changes of matters stayed on their page`,
    ].join(', '),
  };
  const left = await dueBy(base, due.at);
  const doubled = (await countFired(base)).doubled - before.doubled;
  return {
    ...(statements && { statements }),
    rows: [alone, { ...beside, ratio }, ladder],
    reaches: reachesOfLadder(name, swept, {
      left,
      doubled,
      loss: 1 - ratio,
      read: looks.read - looksBefore.read,
      walks: looks.walks - looksBefore.walks,
    }),
  };
}

type Found = Pick<Looks, 'read' | 'walks'> & { left: number; doubled: number; loss: number };

const percent = (part: number) => `${(part * 100).toFixed(1)} %`;

function reachesOfLadder(name: string, { fired, seconds }: Swept, found: Found): Reach[] {
  const { left, doubled, loss, walks } = found;
  const read = found.read / Math.max(1, fired);
  const reaches: Reach[] = [
    {
      what: 'all fired',
      wanted: `< ${Math.ceil(fired / RATE)} s`,
      got: `${seconds.toFixed(1)} s`,
      isMet: fired > 0 && seconds * RATE < fired,
    },
    {
      what: 'each fired once',
      wanted: '0 left, 0 doubled',
      got: `${left} left, ${doubled} doubled`,
      isMet: left === 0 && doubled === 0,
    },
    {
      what: 'the list of what is due reads only that',
      wanted: `< ${READ_MOST} entries of its index a rung, no walk of the table`,
      got: `${read.toFixed(2)}, ${walks}`,
      isMet: read < READ_MOST && walks === 0,
    },
    {
      what: 'intake loses by the ladder',
      wanted: `< ${percent(LOSS_MOST)}`,
      got: percent(loss),
      isMet: loss < LOSS_MOST,
    },
  ];
  return reaches.map((reach) => ({ ...reach, what: `${name}: ${reach.what}` }));
}

/** Makes so many rungs due within one minute, and answers its end: those that come soonest. */
function dueSoon({ superUrl }: Base): Promise<{ at: number; clocks: number }> {
  return withClient(superUrl, async (client) => {
    const { rows } = await client.query<{ at: Date | null; clocks: number }>(
      `with soon as (select county, matter_id, id, next_at from matter.clock
         where county = $3 and next_at is not null order by next_at
         limit least($1, (select count(*) / $2 from matter.clock where next_at is not null))),
       minute as (select max(next_at) as at from soon),
       moved as (update matter.clock c set next_at = minute.at - random() * interval '10 seconds'
         from soon, minute where c.county = soon.county and c.matter_id = soon.matter_id
           and c.id = soon.id)
       select at, (select count(*)::int from matter.clock where state = 'running') as clocks
       from minute`,
      [RUNGS, SHARE, COUNTY],
    );
    const [found] = rows;
    if (!found?.at) throw new BenchError('no clock runs here');
    await client.query('analyze matter.clock');
    return { at: found.at.getTime(), clocks: found.clocks };
  });
}

type Looks = { read: number; walks: number; changed: number; stayed: number };

/**
 * So far: entries that were read of the index of what is due, whether their row still stood or
 * not; walks of the whole table of clocks; rows of matters that were changed, and those of them
 * that no index heard of.
 */
function countLooks({ superUrl }: Base): Promise<Looks> {
  return withClient(superUrl, async (client) => {
    const { rows } = await client.query<Looks>(
      `select i.idx_tup_read::int as read, c.seq_scan::int as walks, m.n_tup_upd::int as changed,
         m.n_tup_hot_upd::int as stayed
       from pg_stat_user_indexes i join pg_stat_user_tables c on c.relid = i.relid,
         pg_stat_user_tables m
       where i.indexrelid = 'matter.clock_next_idx'::regclass
         and m.relid = 'matter.matter'::regclass`,
    );
    return rows[0] ?? { read: 0, walks: 0, changed: 0, stayed: 0 };
  });
}

/** What is due at an instant, but for the reports of the meantime. */
function dueBy({ superUrl }: Base, at: number): Promise<number> {
  return withClient(superUrl, async (client) => {
    const { rows } = await client.query<{ left: number }>(
      `select count(*)::int as left from matter.clock c join matter.matter m
         on m.county = c.county and m.id = c.matter_id
       where c.next_at <= $1 and m.created_at < now() - interval '1 minute'`,
      [new Date(at)],
    );
    return rows[0]?.left ?? 0;
  });
}

/** Rungs in the log that stand there more than once. */
function countFired({ superUrl }: Base): Promise<{ doubled: number }> {
  return withClient(superUrl, async (client) => {
    const { rows } = await client.query<{ doubled: number }>(
      `select count(*)::int as doubled from (
         select 1 from matter.entry where action = 'rung'
         group by county, matter_id, public->'given' having count(*) > 1) twice`,
    );
    return rows[0] ?? { doubled: 0 };
  });
}
