/** Statements about patrol points and check-ins. Who gave a check-in stands nowhere. */
import type { Selectable } from 'kysely';
import type { PatrolPoint as PointTable } from '../../db/tables.ts';
import { q, sql, type Tx } from '../../platform/db/index.ts';
import type { Every } from './contract.ts';

export type Result = 'ok' | 'trouble';

export type PointRow = {
  county: string;
  id: string;
  region: string;
  grid: string | null;
  placeCode: string | null;
  name: string;
  lon: number;
  lat: number;
  lookFor: string;
  every: Every;
  isActive: boolean;
  checkedAt: number | null;
  checkedResult: Result | null;
  createdAt: number;
  version: number;
};

const pointColumns = [
  'county',
  'id',
  'region',
  'grid',
  'place_code',
  'name',
  'lon',
  'lat',
  'look_for',
  'every',
  'is_active',
  'checked_at',
  'checked_result',
  'created_at',
  'version',
] as const;

function toPoint(row: Pick<Selectable<PointTable>, (typeof pointColumns)[number]>): PointRow {
  return {
    county: row.county,
    id: row.id,
    region: row.region,
    grid: row.grid,
    placeCode: row.place_code,
    name: row.name,
    lon: row.lon,
    lat: row.lat,
    lookFor: row.look_for,
    // The table's checks hold these two to the lists.
    every: row.every as Every,
    checkedResult: row.checked_result as Result | null,
    isActive: row.is_active,
    checkedAt: row.checked_at && row.checked_at.getTime(),
    createdAt: row.created_at.getTime(),
    version: row.version,
  };
}

/** The point, or the one that the same actor added under the same key before. */
export async function insertPoint(
  tx: Tx,
  point: PointRow & { madeBy: string; madeKey: string | null },
): Promise<PointRow> {
  const at = new Date(point.createdAt);
  const row = await tx.first(
    q
      .insertInto('patrol.point')
      .values({
        county: point.county,
        id: point.id,
        region: point.region,
        grid: point.grid,
        place_code: point.placeCode,
        name: point.name,
        lon: point.lon,
        lat: point.lat,
        look_for: point.lookFor,
        every: point.every,
        is_active: true,
        made_by: point.madeBy,
        made_key: point.madeKey,
        created_at: at,
        updated_at: at,
        version: 1,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['county', 'made_by', 'made_key'])
          .where('made_key', 'is not', null)
          .doNothing(),
      )
      .returning(pointColumns),
  );
  if (row) return toPoint(row);
  const earlier = await tx.one(
    q
      .selectFrom('patrol.point')
      .select(pointColumns)
      .where('county', '=', point.county)
      .where('made_by', '=', point.madeBy)
      .where('made_key', '=', point.madeKey),
  );
  return toPoint(earlier);
}

export async function findPoint(
  tx: Tx,
  county: string,
  id: string,
  lock: 'none' | 'forUpdate' = 'none',
): Promise<PointRow | null> {
  const found = q
    .selectFrom('patrol.point')
    .select(pointColumns)
    .where('county', '=', county)
    .where('id', '=', id);
  const row = await tx.first(lock === 'none' ? found : found.forUpdate());
  return row ? toPoint(row) : null;
}

export type PointChange = Pick<PointRow, 'name' | 'lookFor' | 'every' | 'isActive'>;

/** Of the row that `tx` has locked. */
export async function updatePoint(
  tx: Tx,
  point: PointRow,
  change: PointChange,
  now: number,
): Promise<PointRow> {
  const row = await tx.one(
    q
      .updateTable('patrol.point')
      .set({
        name: change.name,
        look_for: change.lookFor,
        every: change.every,
        is_active: change.isActive,
        updated_at: new Date(now),
        version: point.version + 1,
      })
      .where('county', '=', point.county)
      .where('id', '=', point.id)
      .returning(pointColumns),
  );
  return toPoint(row);
}

/** A code stands for all below it; each length has its index. */
export type Under = { county: string; code: string | null };

export type PointsAsked = {
  under: Under;
  isActive?: boolean;
  afterId: string | null;
  limit: number;
};

/** By id, so by when they were added. */
export async function listPoints(tx: Tx, asked: PointsAsked): Promise<PointRow[]> {
  const { county, code } = asked.under;
  let found = q
    .selectFrom('patrol.point')
    .select(pointColumns)
    .where('county', '=', county)
    .orderBy('id')
    .limit(asked.limit);
  if (code !== null) found = found.where(columnOf(code), '=', code);
  if (asked.isActive !== undefined) found = found.where('is_active', '=', asked.isActive);
  if (asked.afterId !== null) found = found.where('id', '>', asked.afterId);
  return (await tx.rows(found)).map(toPoint);
}

function columnOf(code: string): 'grid' | 'village' | 'town' {
  if (code.length === 15) return 'grid';
  return code.length === 12 ? 'village' : 'town';
}

export type CheckInRow = {
  county: string;
  pointId: string;
  id: string;
  org: string;
  result: Result;
  matterNumber: string | null;
  note: string;
  photos: readonly string[];
  occurredAt: number;
  recordedAt: number;
};

const checkInColumns = [
  'county',
  'point_id',
  'id',
  'org',
  'result',
  'matter_number',
  'note',
  'photos',
  'occurred_at',
  'recorded_at',
] as const;

type StoredCheckIn = {
  county: string;
  point_id: string;
  id: string;
  org: string;
  result: string;
  matter_number: string | null;
  note: string;
  photos: string[];
  occurred_at: Date;
  recorded_at: Date;
};

const toCheckIn = (row: StoredCheckIn): CheckInRow => ({
  county: row.county,
  pointId: row.point_id,
  id: row.id,
  org: row.org,
  // Held by the table's check.
  result: row.result as Result,
  matterNumber: row.matter_number,
  note: row.note,
  photos: row.photos,
  occurredAt: row.occurred_at.getTime(),
  recordedAt: row.recorded_at.getTime(),
});

/** Hashes: `hash` of the actor and the key in hex, `body` of the key and what was sent. */
export type CheckInKey = { hash: string; body: Buffer };

/** What the same key brought before: `otherBody` when it was something else. */
export async function findCheckIn(
  tx: Tx,
  county: string,
  key: CheckInKey,
): Promise<CheckInRow | 'otherBody' | null> {
  const row = await tx.first(
    q
      .selectFrom('patrol.check_in')
      .select([...checkInColumns, 'body_hash'])
      .where('county', '=', county)
      .where('key_hash', '=', key.hash),
  );
  if (!row) return null;
  return row.body_hash.equals(key.body) ? toCheckIn(row) : 'otherBody';
}

export async function insertCheckIn(tx: Tx, row: CheckInRow, key: CheckInKey): Promise<void> {
  await tx.run(
    q.insertInto('patrol.check_in').values({
      county: row.county,
      point_id: row.pointId,
      id: row.id,
      key_hash: key.hash,
      body_hash: key.body,
      org: row.org,
      result: row.result,
      matter_number: row.matterNumber,
      note: row.note,
      photos: sql`${row.photos}::uuid[]`,
      occurred_at: new Date(row.occurredAt),
      recorded_at: new Date(row.recordedAt),
    }),
  );
}

/** Keeps the latest by when it happened: what was done offline may arrive after a later one. */
export async function noteChecked(tx: Tx, checkIn: CheckInRow): Promise<void> {
  const at = new Date(checkIn.occurredAt);
  await tx.run(
    q
      .updateTable('patrol.point')
      .set({ checked_at: at, checked_result: checkIn.result })
      .where('county', '=', checkIn.county)
      .where('id', '=', checkIn.pointId)
      .where((eb) => eb.or([eb('checked_at', 'is', null), eb('checked_at', '<=', at)])),
  );
}

/** Newest first. */
export async function listCheckInsOf(
  tx: Tx,
  point: { county: string; id: string },
  asked: { after: { at: Date; id: string } | null; limit: number },
): Promise<CheckInRow[]> {
  let found = q
    .selectFrom('patrol.check_in')
    .select(checkInColumns)
    .where('county', '=', point.county)
    .where('point_id', '=', point.id)
    .orderBy('occurred_at', 'desc')
    .orderBy('id', 'desc')
    .limit(asked.limit);
  const { after } = asked;
  if (after) {
    found = found.where((eb) =>
      eb(eb.refTuple('occurred_at', 'id'), '<', eb.tuple(after.at, after.id)),
    );
  }
  return (await tx.rows(found)).map(toCheckIn);
}

/** The check-in of a point that a photo belongs to. */
export async function findCheckInOfPhoto(
  tx: Tx,
  point: { county: string; id: string },
  photo: string,
): Promise<string | null> {
  const row = await tx.first(
    q
      .selectFrom('patrol.check_in')
      .select('id')
      .where('county', '=', point.county)
      .where('point_id', '=', point.id)
      .where(sql<boolean>`${photo}::uuid = any (photos)`)
      .orderBy('id')
      .limit(1),
  );
  return row?.id ?? null;
}
