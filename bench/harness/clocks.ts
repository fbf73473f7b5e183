/**
 * Running clocks by the million, for the ladder: a report's log, words and keys would take thirty
 * times their room, and no rung that is not due reads them.
 */
import { withClient } from '../../test/server.ts';
import type { Base } from './base.ts';
import { COUNTY } from './district.ts';

/** A copy's text is short: lists and rungs read rows, and rows must fit the disk. */
const BODY_LENGTH = 60;
/** Copies were received over so many days, and their next rungs come over so many. */
const DAYS = 60;
/** Longer ago than intake looks for what is like a report, so that it finds what it would. */
const AGO_DAYS = 15;

/**
 * Copies matters of the county with their running clocks until so many run. The rows of matters and
 * clocks are copies of real ones but for ids, numbers and times; no other table has any. All their
 * rungs come later than the last one of what is there by an hour and more.
 */
export async function copyClocks({ superUrl }: Base, wanted: number): Promise<void> {
  await withClient(superUrl, async (client) => {
    await client.query('set synchronous_commit = off');
    await client.query(PLAN, [COUNTY, wanted, DAYS, AGO_DAYS]);
    await client.query(await copyOf('matter.matter', 'id', MATTER));
    await client.query(await copyOf('matter.clock', 'matter_id', CLOCK, RUNS));
    await client.query('drop table pg_temp.copied');
    // As autovacuum would have by then, and nothing of the copying is left to be written.
    await client.query('vacuum analyze matter.matter');
    await client.query('vacuum analyze matter.clock');
    await client.query('checkpoint');

    async function copyOf(
      table: string,
      of: string,
      changed: Readonly<Record<string, string>>,
      where = '',
    ): Promise<string> {
      const { rows } = await client.query<{ name: string }>(COLUMNS, [table]);
      const names = rows.map(({ name }) => name);
      const values = names.map((name) => changed[name] ?? `r.${name}`);
      return `insert into ${table} (${names.join(', ')}) select ${values.join(', ')}
        from ${table} r join pg_temp.copied c on c.county = r.county and c.id = r.${of} ${where}`;
    }
  });
}

const PLAN = `
  create temporary table copied as
  with runs as (
    select row_number() over (order by matter_id) as at, matter_id, min(next_at) as first_at,
      max(next_at) as last_at, count(*) as clocks
    from matter.clock where county = $1 and next_at is not null group by matter_id
  ), bounds as (
    select count(*) as matters, sum(clocks) as clocks, min(first_at) as first_at,
      max(last_at) as last_at
    from runs
  ), copies as (
    select n, runs.matter_id,
      now() - make_interval(days => $4) - random() * make_interval(days => $3) as received_at,
      bounds.last_at - runs.first_at + interval '1 hour'
        + random() * make_interval(days => $3) as later
    from bounds,
      generate_series(1, ceil(($2 - bounds.clocks) * matters / bounds.clocks)::int) n
      join runs on runs.at = 1 + n % (select matters from bounds)
  )
  select $1::text as county, matter_id as id, received_at, later, n,
    -- As the program makes them: by their time, so that they lie where later ones would.
    (lpad(to_hex((extract(epoch from received_at) * 1000)::bigint), 12, '0') || '7'
      || substr(md5(n::text), 1, 3) || '8' || substr(md5(n::text), 4, 15))::uuid as new_id
  from copies`;

const MATTER = {
  id: 'c.new_id',
  number: "r.county || '-00-' || lpad(c.n::text, 7, '0')",
  body: `left(r.body, ${BODY_LENGTH})`,
  due_at: 'r.due_at + c.later',
  received_at: 'c.received_at',
  created_at: 'c.received_at',
  updated_at: 'c.received_at',
};

const CLOCK = {
  matter_id: 'c.new_id',
  id: 'gen_random_uuid()',
  due_at: 'r.due_at + c.later',
  next_at: 'r.next_at + c.later',
};
const RUNS = 'where r.next_at is not null';

const COLUMNS = `
  select attname as name from pg_attribute
  where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`;
