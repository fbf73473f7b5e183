/**
 * The closed matters of each day, packed for maps: written by the sweep that follows the log, read
 * by whoever draws. An act writes nothing here.
 */
import { uuidFloor } from '../../../kernel/ids.ts';
import { q, sql, type Tx } from '../../../platform/db/index.ts';
import { MAP_DAYS_MAX } from '../contract/map.ts';
import type { Drawn } from '../rules/map-pack.ts';
import { publicOnes } from './scope.ts';

const DAY_MS = 86_400_000;
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** The first day that a map may still ask for, and one to spare. */
const firstDay = (now: number) => dayOf(now - (MAP_DAYS_MAX + 1) * DAY_MS);

/** Of the counties those whose log has gone on, whose days are stale or were never packed. */
export async function listMapWork(tx: Tx, counties: readonly string[]): Promise<string[]> {
  const rows = await tx.rows(sql<{ county: string }>`
    select c.county from unnest(${[...counties]}::text[]) as c (county)
    left join matter.map_progress p on p.county = c.county
    where p.county is null
      or exists (select 1 from matter.entry e where e.county = c.county and e.id >= p.read_from)
      or exists (select 1 from matter.map_day d where d.county = c.county and d.is_stale)
    order by c.county limit ${counties.length}`);
  return rows.map((row) => row.county);
}

/** The id from which on the county's log is still to be read; null: nothing was packed yet. */
export async function findMapProgress(tx: Tx, county: string): Promise<string | null> {
  const row = await tx.first(
    q.selectFrom('matter.map_progress').select('read_from').where('county', '=', county),
  );
  return row?.read_from ?? null;
}

/** `from` in epoch ms, or the id of an entry. */
export function noteMapProgress(tx: Tx, county: string, from: number | string): void {
  const read_from = typeof from === 'string' ? from : uuidFloor(from);
  tx.send(
    q
      .insertInto('matter.map_progress')
      .values({ county, read_from })
      .onConflict((conflict) => conflict.column('county').doUpdateSet({ read_from })),
  );
}

/** All days are packed anew, by the next sweep: after what was written past the log's end. */
export function forgetMapDays(tx: Tx, county: string): void {
  tx.send(q.deleteFrom('matter.map_progress').where('county', '=', county));
}

/** The next entries of the log from an id on: the matters that they speak of, and the last id. */
export async function listTouched(
  tx: Tx,
  { county, from, limit }: { county: string; from: string; limit: number },
): Promise<{ matters: string[]; last: string | null; count: number }> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.entry')
      .select(['id', 'matter_id'])
      .where('county', '=', county)
      .where('id', '>=', from)
      .orderBy('id')
      .limit(limit),
  );
  const matters = [...new Set(rows.map((row) => row.matter_id))];
  return { matters, last: rows.at(-1)?.id ?? null, count: rows.length };
}

/** The days on which the matters were received are stale; without any, all days of a map. */
export async function markStale(
  tx: Tx,
  county: string,
  { now, matters }: { now: number; matters: readonly string[] | null },
): Promise<number> {
  const which =
    matters === null ? sql`m.cell is not null` : sql`m.id = any(${[...matters]}::uuid[])`;
  return tx.run(sql`
    insert into matter.map_day (county, day)
    select distinct m.county, (m.received_at at time zone 'UTC')::date
    from matter.matter m
    where m.county = ${county} and ${which} and m.received_at >= ${firstDay(now)}::date
    on conflict (county, day) do update set is_stale = true where not map_day.is_stale`);
}

/** Days that no map asks for any more. */
export function deleteOldDays(tx: Tx, county: string, now: number): void {
  tx.send(
    q.deleteFrom('matter.map_day').where('county', '=', county).where('day', '<', firstDay(now)),
  );
}

/** Stale days, those never packed first, then the newest. */
export async function listStale(tx: Tx, county: string, limit: number): Promise<string[]> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.map_day')
      .select('day')
      .where('county', '=', county)
      .where('is_stale', '=', true)
      .orderBy(sql`packed is null`, 'desc')
      .orderBy('day', 'desc')
      .limit(limit),
  );
  return rows.map((row) => row.day);
}

/**
 * Says that a day is not stale, before its matters are read: its row is locked then, so that who
 * marks it meanwhile waits, and marks it again.
 */
export function lockDay(tx: Tx, county: string, day: string): void {
  tx.send(
    q
      .updateTable('matter.map_day')
      .set({ is_stale: false })
      .where('county', '=', county)
      .where('day', '=', day),
  );
}

/** The closed matters of a day that any map may show, in an order of their own. */
export async function listDrawn(tx: Tx, county: string, day: string): Promise<Drawn[]> {
  const rows = await tx.rows(sql<DrawnRow>`
    select m.number, m.region, m.grid, m.kind, m.process_version, m.stage, m.outcome, m.category,
      m.urgency, m.lon, m.lat, ${publicOnes} as may_be_public,
      (extract(epoch from m.received_at - ${day}::date::timestamp at time zone 'UTC') / 60)::float8
        as minute
    from matter.matter m
    where m.county = ${county} and m.cell is not null
      and m.received_at >= ${day}::date::timestamp at time zone 'UTC'
      and m.received_at < (${day}::date + 1)::timestamp at time zone 'UTC'
      and not m.is_open and not m.is_sealed and m.moved_to_county is null
    order by m.received_at, m.id`);
  return rows.map(({ process_version, may_be_public, minute, ...row }) => ({
    ...row,
    processVersion: process_version,
    mayBePublic: may_be_public,
    minute: Math.floor(minute),
  }));
}

type DrawnRow = Omit<Drawn, 'processVersion' | 'mayBePublic'> & {
  process_version: number;
  may_be_public: boolean;
};

/** Writes what a day looks like now, unless it looks the same. */
export function writeDay(
  tx: Tx,
  at: { county: string; day: string },
  { packed, count }: { packed: Uint8Array; count: number },
): void {
  const bytes = Buffer.from(packed);
  tx.send(sql`
    update matter.map_day set packed = ${bytes}, count = ${count}, made = made + 1
    where county = ${at.county} and day = ${at.day}::date and packed is distinct from ${bytes}`);
}

/** Which days from one on are packed, and as what. */
export async function listDays(
  tx: Tx,
  county: string,
  from: string,
): Promise<{ day: string; made: number }[]> {
  return tx.rows(
    q
      .selectFrom('matter.map_day')
      .select(['day', 'made'])
      .where('county', '=', county)
      .where('day', '>=', from)
      .where('made', '>', 0)
      .orderBy('day')
      .limit(MAP_DAYS_MAX + 2),
  );
}

export type PackedDay = { day: string; made: number; packed: Uint8Array };

export async function readDays(
  tx: Tx,
  county: string,
  days: readonly string[],
): Promise<PackedDay[]> {
  const rows = await tx.rows(sql<PackedDay>`
    select day, made, packed from matter.map_day
    where county = ${county} and day = any(${[...days]}::date[]) and packed is not null
    order by day limit ${days.length}`);
  return rows;
}

/** The days of the matters that the log speaks of behind where the sweep has read it. */
export async function listUnmarked(tx: Tx, county: string): Promise<Set<string>> {
  const rows = await tx.rows(sql<{ day: string }>`
    select distinct (m.received_at at time zone 'UTC')::date as day
    from matter.map_progress p
    join matter.entry e on e.county = p.county and e.id >= p.read_from
    join matter.matter m on m.county = e.county and m.id = e.matter_id
    where p.county = ${county}`);
  return new Set(rows.map((row) => row.day));
}

/** The days that are packed and not stale, for who compares them with the matters. */
export async function listSettledDays(tx: Tx, county: string): Promise<string[]> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.map_day')
      .select('day')
      .where('county', '=', county)
      .where('is_stale', '=', false)
      .orderBy('day')
      .limit(MAP_DAYS_MAX * 2),
  );
  return rows.map((row) => row.day);
}
