/** Statements about reception days, their hosts and their keys. Each begins with a county. */
import type { Keyring } from '../../../platform/crypto/index.ts';
import { dateOrNull, msOrNull, q, type Tx } from '../../../platform/db/index.ts';
import type { DayState, ReceptionKind } from '../contract/shapes.ts';

export type HostRow = {
  org: string;
  post: string | null;
  name: string;
  dutyZh: string;
  dutyEn: string;
};

export type DayRow = {
  county: string;
  id: string;
  org: string;
  kind: ReceptionKind;
  state: DayState;
  place: string;
  room: string | null;
  startsAt: number;
  endsAt: number;
  pauseFrom: number | null;
  pauseTo: number | null;
  slotMinutes: number;
  slotPlaces: number;
  topics: string[];
  isByAppointment: boolean;
  bookHours: number;
  changeHours: number;
  remindHours: number;
  keepDays: number;
  noteZh: string;
  noteEn: string;
  cancelReason: string;
  keptUntil: number | null;
  createdAt: number;
  publishedAt: number | null;
  cancelledAt: number | null;
  version: number;
};

const columns = [
  'county',
  'id',
  'org',
  'kind',
  'state',
  'place',
  'room',
  'starts_at as startsAt',
  'ends_at as endsAt',
  'break_from_at as pauseFrom',
  'break_to_at as pauseTo',
  'slot_minutes as slotMinutes',
  'slot_places as slotPlaces',
  'topics',
  'is_by_appointment as isByAppointment',
  'book_hours as bookHours',
  'change_hours as changeHours',
  'remind_hours as remindHours',
  'keep_days as keepDays',
  'note_zh as noteZh',
  'note_en as noteEn',
  'cancel_reason as cancelReason',
  'kept_until_at as keptUntil',
  'created_at as createdAt',
  'published_at as publishedAt',
  'cancelled_at as cancelledAt',
  'version',
] as const;

const days = () => q.selectFrom('reception.day').select(columns);
type Raw = Awaited<ReturnType<ReturnType<typeof days>['executeTakeFirstOrThrow']>>;

const toDay = (row: Raw): DayRow => ({
  ...row,
  // The table's checks hold these two to the lists.
  kind: row.kind as ReceptionKind,
  state: row.state as DayState,
  startsAt: row.startsAt.getTime(),
  endsAt: row.endsAt.getTime(),
  pauseFrom: msOrNull(row.pauseFrom),
  pauseTo: msOrNull(row.pauseTo),
  keptUntil: msOrNull(row.keptUntil),
  createdAt: row.createdAt.getTime(),
  publishedAt: msOrNull(row.publishedAt),
  cancelledAt: msOrNull(row.cancelledAt),
});

const valuesOf = (row: DayRow) => ({
  kind: row.kind,
  state: row.state,
  place: row.place,
  room: row.room,
  starts_at: new Date(row.startsAt),
  ends_at: new Date(row.endsAt),
  break_from_at: dateOrNull(row.pauseFrom),
  break_to_at: dateOrNull(row.pauseTo),
  slot_minutes: row.slotMinutes,
  slot_places: row.slotPlaces,
  topics: row.topics,
  is_by_appointment: row.isByAppointment,
  book_hours: row.bookHours,
  change_hours: row.changeHours,
  remind_hours: row.remindHours,
  keep_days: row.keepDays,
  note_zh: row.noteZh,
  note_en: row.noteEn,
  cancel_reason: row.cancelReason,
  kept_until_at: dateOrNull(row.keptUntil),
  published_at: dateOrNull(row.publishedAt),
  cancelled_at: dateOrNull(row.cancelledAt),
  version: row.version,
});

export async function insertDay(tx: Tx, row: DayRow, hosts: readonly HostRow[]): Promise<void> {
  const { county, id, org } = row;
  await tx.run(
    q.insertInto('reception.day').values({
      county,
      id,
      org,
      created_at: new Date(row.createdAt),
      ...valuesOf(row),
    }),
  );
  insertHosts(tx, row, hosts);
}

/** Of the row that `tx` has locked. */
export async function updateDay(tx: Tx, row: DayRow): Promise<void> {
  await tx.run(
    q
      .updateTable('reception.day')
      .set(valuesOf(row))
      .where('county', '=', row.county)
      .where('id', '=', row.id),
  );
}

export type DayAt = { county: string; id: string };

export async function findDay(tx: Tx, { county, id }: DayAt): Promise<DayRow | null> {
  const row = await tx.first(days().where('county', '=', county).where('id', '=', id));
  return row ? toDay(row) : null;
}

/** Whoever books or keeps the desk waits here for the one before: turns are given one by one. */
export async function lockDay(tx: Tx, { county, id }: DayAt): Promise<DayRow | null> {
  const row = await tx.first(days().where('county', '=', county).where('id', '=', id).forUpdate());
  return row ? toDay(row) : null;
}

const DAYS_MAX = 400;

/** Days of a county that end after `from` and begin before `to`, by their beginning. */
export async function listDays(
  tx: Tx,
  of: {
    county: string;
    from: number;
    to: number;
    order: 'asc' | 'desc';
    /** Leaves drafts out. */
    isPublished?: boolean;
    limit?: number;
  },
): Promise<DayRow[]> {
  const rows = await tx.rows(
    days()
      .where('county', '=', of.county)
      .where('ends_at', '>', new Date(of.from))
      .where('starts_at', '<', new Date(of.to))
      .$if(of.isPublished === true, (one) => one.where('published_at', 'is not', null))
      .orderBy('starts_at', of.order)
      .orderBy('id', of.order)
      .limit(of.limit ?? DAYS_MAX),
  );
  return rows.map(toDay);
}

export async function listDaysByIds(tx: Tx, county: string, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await tx.rows(
    days()
      .where('county', '=', county)
      .where('id', 'in', [...ids])
      .orderBy('starts_at')
      .orderBy('id')
      .limit(DAYS_MAX),
  );
  return rows.map(toDay);
}

const HOSTS_MAX = 8000;

export async function listHosts(
  tx: Tx,
  county: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, HostRow[]>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows(
    q
      .selectFrom('reception.host')
      .select(['day_id as dayId', 'org', 'post', 'name', 'duty_zh as dutyZh', 'duty_en as dutyEn'])
      .where('county', '=', county)
      .where('day_id', 'in', [...ids])
      .orderBy('day_id')
      .orderBy('seat')
      .limit(HOSTS_MAX),
  );
  return Map.groupBy(rows, ({ dayId }) => dayId);
}

/** Those who were named before go. */
export function replaceHosts(tx: Tx, at: DayAt, hosts: readonly HostRow[]): void {
  tx.send(
    q.deleteFrom('reception.host').where('county', '=', at.county).where('day_id', '=', at.id),
  );
  insertHosts(tx, at, hosts);
}

function insertHosts(tx: Tx, { county, id }: DayAt, hosts: readonly HostRow[]): void {
  for (const [seat, host] of hosts.entries()) {
    tx.send(
      q.insertInto('reception.host').values({
        county,
        day_id: id,
        seat,
        org: host.org,
        post: host.post,
        name: host.name,
        duty_zh: host.dutyZh,
        duty_en: host.dutyEn,
      }),
    );
  }
}

/** The key of a day, unsealed, and the id of the master key. */
export type DayKey = { key: Buffer; keyId: string };

export function insertKey(tx: Tx, keyring: Keyring, { county, id }: DayAt): void {
  const made = keyring.newDataKey();
  tx.send(
    q
      .insertInto('reception.data_key')
      .values({ county, day_id: id, sealed: made.sealed, key_id: made.keyId }),
  );
}

/** The keys of some days; a day whose persons were erased has none. */
export async function listKeys(
  tx: Tx,
  keyring: Keyring,
  { county, ids }: { county: string; ids: readonly string[] },
): Promise<ReadonlyMap<string, DayKey>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.rows(
    q
      .selectFrom('reception.data_key')
      .select(['day_id', 'sealed', 'key_id'])
      .where('county', '=', county)
      .where('day_id', 'in', [...ids])
      .orderBy('day_id')
      .limit(DAYS_MAX),
  );
  return new Map(
    rows.map((row) => [
      row.day_id,
      { key: keyring.openDataKey(row.sealed, row.key_id), keyId: row.key_id },
    ]),
  );
}

export async function findKey(tx: Tx, keyring: Keyring, { county, id }: DayAt) {
  return (await listKeys(tx, keyring, { county, ids: [id] })).get(id) ?? null;
}

export function deleteKey(tx: Tx, { county, id }: DayAt): void {
  tx.send(q.deleteFrom('reception.data_key').where('county', '=', county).where('day_id', '=', id));
}

/** Days whose time of being known is over. */
export async function listExpired(
  tx: Tx,
  { county, now, limit }: { county: string; now: number; limit: number },
): Promise<DayRow[]> {
  const rows = await tx.rows(
    days()
      .where('county', '=', county)
      .where('kept_until_at', '<=', new Date(now))
      .orderBy('kept_until_at')
      .orderBy('id')
      .limit(limit)
      .forUpdate()
      .skipLocked(),
  );
  return rows.map(toDay);
}
