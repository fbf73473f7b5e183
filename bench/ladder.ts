/**
 * `npm run bench -- ladder`: rungs of clocks that fall due together, fired by a second process
 * while residents report: how long until all are, whether each was fired once, and what reporting
 * loses. Without `--sizes` over a fresh district with some thousand reports; with them over grown
 * databases, whose clocks go on by it. Needs TEST_DATABASE_URL (a superuser's; fsync on).
 */
import { setTimeout } from 'node:timers/promises';
import { withClient } from '../test/server.ts';
import { type Base, cloneDistrict, reachServer, type Server } from './harness/base.ts';
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
  const given = await prepareIntake(base, options.clients);
  await makeMatters(at, given, { round: 0, seconds: options.seconds });
  const meter = { program: at.cpu, database: server.cpu };
  const { clients, seconds } = options;
  const report = (round: number) =>
    runLoad(
      { scene: 'intake', given: { ...given, round }, address: at.address, clients, seconds },
      meter,
    );
  const alone = rowOf(`${name}: intake alone`, [await report(1)]);
  const due = await dueSoon(base);
  const before = await countFired(base);
  const counted = options.statements ? await countStatements(base) : null;
  const beginAt = Date.now() + STARTS_MS;
  const order: SweepOrder = { appUrl: base.appUrl, at: due.at, beginAt };
  const sweeping = runErrand<Swept>('sweep.ts', order);
  await setTimeout(STARTS_MS);
  const beside = rowOf(`${name}: intake beside the ladder`, [await report(2)]);
  const swept = await sweeping;
  if (swept.faults.length > 0) throw new BenchError(`a sweep failed: ${swept.faults[0]}`);
  const ratio = (beside.perSecond ?? 0) / (alone.perSecond ?? 1);
  const ladder: Row = {
    ...emptyRow,
    what: `${name}: rungs, one process`,
    perSecond: swept.fired / swept.seconds,
    programCpu: (swept.cpuSeconds * 1000) / Math.max(1, swept.fired),
    note: `${swept.fired} fired in ${swept.seconds.toFixed(1)} s, ${due.clocks} clocks run`,
  };
  const left = await dueBy(base, due.at);
  const doubled = (await countFired(base)).doubled - before.doubled;
  const statements = await counted?.(swept.fired);
  return {
    ...(statements && { statements }),
    rows: [alone, { ...beside, ratio }, ladder],
    reaches: [
      {
        what: `${name}: all fired`,
        wanted: `< ${Math.ceil(swept.fired / RATE)} s`,
        got: `${swept.seconds.toFixed(1)} s`,
        isMet: swept.fired > 0 && swept.seconds * RATE < swept.fired,
      },
      {
        what: `${name}: each fired once`,
        wanted: '0 left, 0 doubled',
        got: `${left} left, ${doubled} doubled`,
        isMet: left === 0 && doubled === 0,
      },
      {
        what: `${name}: intake loses by the ladder`,
        wanted: `< ${LOSS_MOST * 100} %`,
        got: `${((1 - ratio) * 100).toFixed(1)} %`,
        isMet: 1 - ratio < LOSS_MOST,
      },
    ],
  };
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
