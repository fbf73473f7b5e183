/** Runs of a growing city: how far each is, in the transaction of its last batch. */
import type { Bulk, Index } from '../../../platform/db/bulk.ts';

export type Run = {
  run: number;
  aim: number;
  asOf: number;
  batches: number;
  matters: number;
  indexes: Index[];
  isDone: boolean;
};

type RunRow = Omit<Run, 'asOf'> & { asOf: Date };

const ALL = 7091118;
const ONE_LANE = 7091119;

/**
 * One grows at a time, for as long as the connection lasts: what a killed process had sent, by this
 * connection or one of its lanes, is over before the next one looks how far it is.
 */
export async function lockRuns(bulk: Bulk): Promise<void> {
  await bulk.run('select pg_advisory_lock($1)', [ALL]);
  await bulk.run('select pg_advisory_lock($1)', [ONE_LANE]);
  await bulk.run('select pg_advisory_unlock($1)', [ONE_LANE]);
}

/** One more connection that writes batches of the run whose lock `bulk` holds. */
export async function openLane(bulk: Bulk): Promise<Bulk> {
  const lane = await bulk.beside();
  await lane.run('select pg_advisory_lock_shared($1)', [ONE_LANE]);
  return lane;
}

/** All runs, oldest first; only the last may be under way. */
export async function listRuns(bulk: Bulk): Promise<Run[]> {
  const rows = await bulk.rows<RunRow>(`
    select run, aim, present_at as "asOf", batches, matters, indexes, done_at is not null as "isDone"
    from demo.growth order by run limit 1000`);
  return rows.map((row) => ({ ...row, asOf: row.asOf.getTime() }));
}

export async function beginRun(
  bulk: Bulk,
  { run, aim, asOf }: Pick<Run, 'run' | 'aim' | 'asOf'>,
): Promise<void> {
  await bulk.run(
    `insert into demo.growth (run, aim, present_at, batches, matters, indexes, begun_at)
     values ($1, $2, $3, 0, 0, '[]', $4)`,
    [run, aim, new Date(asOf).toISOString(), new Date().toISOString()],
  );
}

/** Written with the batch itself. */
export async function noteBatch(bulk: Bulk, run: number, matters: number): Promise<void> {
  await bulk.run(
    'update demo.growth set batches = batches + 1, matters = matters + $2 where run = $1',
    [run, matters],
  );
}

export async function noteDone(bulk: Bulk, run: number): Promise<void> {
  await bulk.run('update demo.growth set done_at = $2 where run = $1', [
    run,
    new Date().toISOString(),
  ]);
}

/** Takes the indexes away; what they were stands in the run until they are made again. */
export async function dropIndexes(bulk: Bulk, run: number, indexes: Index[]): Promise<void> {
  await bulk.whole(async () => {
    await bulk.run('update demo.growth set indexes = $2 where run = $1', [
      run,
      JSON.stringify(indexes),
    ]);
    for (const { drop } of indexes) await bulk.run(drop);
  });
}

/** Makes one again and crosses it out. */
export async function makeIndex(bulk: Bulk, run: number, index: Index): Promise<void> {
  await bulk.whole(async () => {
    await bulk.run(index.definition);
    await bulk.run(
      `update demo.growth set indexes = (
         select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements(indexes) one
         where one ->> 'name' <> $2
       ) where run = $1`,
      [run, index.name],
    );
  });
}
