/**
 * A county's worth of matters for tests of maps, written by one statement: spread over the demo's
 * box, a fifth of them in one town, a tenth at fifty doors, so that every way to crowd is there.
 */
import { withClient } from './server.ts';

export const MAP_COUNTY = '310116';
/** West, south, east, north: the demo's county. */
export const MAP_BOX = [121.0, 30.67, 121.42, 30.92] as const;
/** In this box every fifth matter lies. */
export const HOT = { west: 121.2, south: 30.8, east: 121.215, north: 30.812 };

/** Answers when `count` matters stand and the planner knows them. `share` of them are open. */
export async function seedMatters(
  superUrl: string,
  { count, share, now }: { count: number; share: number; now: number },
): Promise<void> {
  await withClient(superUrl, async (client) => {
    await client.query("set session_replication_role = 'replica'");
    await client.query(INSERT, [count, share, new Date(now).toISOString(), MAP_COUNTY]);
    await client.query('analyze matter.matter');
    // As autovacuum would have by then: index-only reads need its map.
    await client.query('vacuum matter.matter');
  });
}

/** Numbers that look drawn and are the same on each run: multiples of the golden ratio. */
const INSERT = `
insert into matter.matter (
  county, id, number, kind, process_version, stage, is_open, outcome, title, body, category,
  urgency, channel, region, grid, lon, lat, cell, owner_org, received_at, created_at, updated_at,
  closed_at, due_at, is_private, is_suspended, is_unowned, fields, facts, version, seq, head)
select
  $4, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
  $4 || '-26-' || lpad(n::text, 7, '0'), 'report', 1,
  case when is_open then 'handling' else 'closed' end, is_open,
  case when is_open then null else 'fixed' end, '示例事项', '示例', 'street.' || n % 20,
  case when n % 10 = 0 then 'urgent' else 'normal' end, 'hotline',
  town || lpad((201 + n % 20)::text, 3, '0'),
  town || lpad((201 + n % 20)::text, 3, '0') || lpad((1 + n % 5)::text, 3, '0'),
  lon, lat,
  floor((lon + 180) / 360 * 16384)::int || '/' ||
    floor((1 - ln(tan(radians(lat)) + 1 / cos(radians(lat))) / pi()) / 2 * 16384)::int,
  '00000000-0000-700a-8000-000000000000', at, at, at,
  case when is_open then null else at end,
  case when n % 4 = 0 then at + interval '3 days' end, n % 97 = 0, false, false, '{}', '{}', 1, 1,
  decode(repeat('00', 32), 'hex')
from (
  select n, n % 1000 < $2::float * 1000 as is_open,
    $4 || lpad((101 + n % 11)::text, 3, '0') as town,
    $3::timestamptz - (n % 360) * interval '1 day' as at,
    case when n % 10 = 1 then 121.05 + (n / 10 % 50) * 0.007
      when n % 5 = 0 then 121.2 + 0.015 * frac(n * 0.6180339887)
      else 121.0 + 0.42 * frac(n * 0.6180339887) end as lon,
    case when n % 10 = 1 then 30.7 + (n / 10 % 50) * 0.004
      when n % 5 = 0 then 30.8 + 0.012 * frac(n * 0.7548776662)
      else 30.67 + 0.25 * frac(n * 0.7548776662) end as lat
  from (select n, n::float8 as f from generate_series(1, $1::int) n) s
    cross join lateral (select 0) z
) made`.replaceAll(/frac\((n \* [\d.]+)\)/g, '(($1)::float8 - floor($1))');
