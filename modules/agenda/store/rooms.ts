/** Rooms of a county, and the secret addresses of calendars. */
import { q, type Tx } from '../../../platform/db/index.ts';

export type RoomRow = {
  county: string;
  id: string;
  org: string;
  zh: string;
  en: string | null;
  way: string;
  seats: number;
  isActive: boolean;
  version: number;
};

const columns = [
  'county',
  'id',
  'org',
  'name_zh as zh',
  'name_en as en',
  'way',
  'seats',
  'is_active as isActive',
  'version',
] as const;

const ROOMS_MAX = 500;

export async function listRoomRows(tx: Tx, county: string): Promise<RoomRow[]> {
  return tx.rows(
    q
      .selectFrom('agenda.room')
      .select(columns)
      .where('county', '=', county)
      .orderBy('id')
      .limit(ROOMS_MAX),
  );
}

export async function lockRoom(tx: Tx, county: string, id: string): Promise<RoomRow | null> {
  const row = await tx.first(
    q
      .selectFrom('agenda.room')
      .select(columns)
      .where('county', '=', county)
      .where('id', '=', id)
      .forUpdate(),
  );
  return row ?? null;
}

export async function insertRoom(tx: Tx, row: RoomRow, at: number): Promise<void> {
  await tx.run(
    q.insertInto('agenda.room').values({
      county: row.county,
      id: row.id,
      org: row.org,
      name_zh: row.zh,
      name_en: row.en,
      way: row.way,
      seats: row.seats,
      is_active: row.isActive,
      created_at: new Date(at),
      version: row.version,
    }),
  );
}

/** Of the row that `tx` has locked. */
export async function updateRoom(tx: Tx, row: RoomRow): Promise<void> {
  await tx.run(
    q
      .updateTable('agenda.room')
      .set({
        name_zh: row.zh,
        name_en: row.en,
        way: row.way,
        seats: row.seats,
        is_active: row.isActive,
        version: row.version,
      })
      .where('county', '=', row.county)
      .where('id', '=', row.id),
  );
}

export async function findFeed(tx: Tx, account: string): Promise<{ createdAt: Date } | null> {
  const row = await tx.first(
    q.selectFrom('agenda.feed').select('created_at as createdAt').where('account', '=', account),
  );
  return row ?? null;
}

export async function findFeedAccount(tx: Tx, tokenHash: string): Promise<string | null> {
  const row = await tx.first(
    q.selectFrom('agenda.feed').select('account').where('token_hash', '=', tokenHash),
  );
  return row?.account ?? null;
}

/** The address that stood before is nobody's from now on. */
export async function putFeed(
  tx: Tx,
  feed: { account: string; tokenHash: string; at: number },
): Promise<void> {
  const values = { token_hash: feed.tokenHash, created_at: new Date(feed.at) };
  await tx.run(
    q
      .insertInto('agenda.feed')
      .values({ account: feed.account, ...values })
      .onConflict((conflict) => conflict.column('account').doUpdateSet(values)),
  );
}

export async function deleteFeed(tx: Tx, account: string): Promise<void> {
  await tx.run(q.deleteFrom('agenda.feed').where('account', '=', account));
}
