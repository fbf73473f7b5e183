/** Statements about dates of matters and what they take. Each begins with a county. */
import { dateOrNull, msOrNull, q, type Tx } from '../../../platform/db/index.ts';
import type { EventKind, EventState } from '../contract.ts';
import type { Taken } from '../rules.ts';

export type EventRow = {
  county: string;
  id: string;
  /** Null, with the next two: of no matter, as a reception day. */
  matterId: string | null;
  number: string | null;
  matterKind: string | null;
  isSealed: boolean;
  kind: EventKind;
  title: string;
  state: EventState;
  startsAt: number;
  endsAt: number;
  place: string;
  room: string | null;
  insisted: string;
  remindAt: number | null;
  revision: number;
  createdAt: number;
  updatedAt: number;
};

const columns = [
  'county',
  'id',
  'matter_id as matterId',
  'number',
  'matter_kind as matterKind',
  'is_sealed as isSealed',
  'kind',
  'title',
  'state',
  'starts_at as startsAt',
  'ends_at as endsAt',
  'place',
  'room',
  'insisted',
  'remind_at as remindAt',
  'revision',
  'created_at as createdAt',
  'updated_at as updatedAt',
] as const;

const events = () => q.selectFrom('agenda.event').select(columns);
type Raw = Awaited<ReturnType<ReturnType<typeof events>['executeTakeFirstOrThrow']>>;

const toEvent = (row: Raw): EventRow => ({
  ...row,
  // The table's checks hold these two to the lists.
  kind: row.kind as EventKind,
  state: row.state as EventState,
  startsAt: row.startsAt.getTime(),
  endsAt: row.endsAt.getTime(),
  remindAt: msOrNull(row.remindAt),
  createdAt: row.createdAt.getTime(),
  updatedAt: row.updatedAt.getTime(),
});

/** What a plan may change later. */
const valuesOf = (row: EventRow) => ({
  state: row.state,
  starts_at: new Date(row.startsAt),
  ends_at: new Date(row.endsAt),
  place: row.place,
  room: row.room,
  insisted: row.insisted,
  remind_at: dateOrNull(row.remindAt),
  revision: row.revision,
  updated_at: new Date(row.updatedAt),
});

export function insertEvent(tx: Tx, row: EventRow): void {
  tx.send(
    q.insertInto('agenda.event').values({
      county: row.county,
      id: row.id,
      matter_id: row.matterId,
      number: row.number,
      matter_kind: row.matterKind,
      is_sealed: row.isSealed,
      kind: row.kind,
      title: row.title,
      created_at: new Date(row.createdAt),
      ...valuesOf(row),
    }),
  );
}

/** Of the row that `tx` has locked. */
export function updateEvent(tx: Tx, row: EventRow): void {
  tx.send(
    q
      .updateTable('agenda.event')
      .set(valuesOf(row))
      .where('county', '=', row.county)
      .where('id', '=', row.id),
  );
}

/** `matterId` null: of no matter. */
export type EventAt = { county: string; matterId: string | null; id: string };
type OfMatter = { county: string; matterId: string };

export async function lockEvent(tx: Tx, { county, matterId, id }: EventAt) {
  const row = await tx.first(
    events()
      .where('county', '=', county)
      .where('id', '=', id)
      .where('matter_id', matterId === null ? 'is' : '=', matterId)
      .forUpdate(),
  );
  return row ? toEvent(row) : null;
}

const EVENTS_MAX = 500;

export async function listEventsOf(tx: Tx, { county, matterId }: OfMatter): Promise<EventRow[]> {
  const rows = await tx.rows(
    events()
      .where('county', '=', county)
      .where('matter_id', '=', matterId)
      .orderBy('starts_at')
      .orderBy('id')
      .limit(EVENTS_MAX),
  );
  return rows.map(toEvent);
}

export async function listEvents(tx: Tx, county: string, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await tx.rows(
    events()
      .where('county', '=', county)
      .where('id', 'in', [...ids])
      .orderBy('starts_at')
      .orderBy('id')
      .limit(SEATS_MAX),
  );
  return rows.map(toEvent);
}

/** A sealed matter's dates become covered, and open again when it is unsealed. */
export function setSealed(tx: Tx, { county, matterId }: OfMatter, isSealed: boolean): void {
  tx.send(
    q
      .updateTable('agenda.event')
      .set({ is_sealed: isSealed })
      .where('county', '=', county)
      .where('matter_id', '=', matterId)
      .where('is_sealed', '<>', isSealed),
  );
}

export async function listRemindable(
  tx: Tx,
  { county, now, limit }: { county: string; now: number; limit: number },
): Promise<EventRow[]> {
  const rows = await tx.rows(
    events()
      .where('county', '=', county)
      .where('remind_at', '<=', new Date(now))
      .orderBy('remind_at')
      .orderBy('id')
      .limit(limit)
      .forUpdate()
      .skipLocked(),
  );
  return rows.map(toEvent);
}

export function setReminder(tx: Tx, { county, id }: EventRow, at: number | null): void {
  tx.send(
    q
      .updateTable('agenda.event')
      .set({ remind_at: dateOrNull(at) })
      .where('county', '=', county)
      .where('id', '=', id),
  );
}

/** Nobody is reminded of a matter whose persons were erased. */
export function forgetReminders(tx: Tx, { county, matterId }: OfMatter): void {
  tx.send(
    q
      .updateTable('agenda.event')
      .set({ remind_at: null })
      .where('county', '=', county)
      .where('matter_id', '=', matterId),
  );
}

/** To the row of the matter in another county: the shard key of a row never changes. */
export function deleteEvents(tx: Tx, county: string, ids: readonly string[]): void {
  for (const id of ids) {
    tx.send(q.deleteFrom('agenda.seat').where('county', '=', county).where('event_id', '=', id));
    tx.send(q.deleteFrom('agenda.event').where('county', '=', county).where('id', '=', id));
  }
}

export type SeatRow = Taken & { isRoom: boolean };

/** In the order of their ids: two plans that want the same never wait for each other for ever. */
export async function lockLanes(
  tx: Tx,
  county: string,
  subjects: readonly string[],
): Promise<void> {
  for (const subject of [...new Set(subjects)].sort()) {
    await tx.run(
      q
        .insertInto('agenda.lane')
        .values({ county, subject })
        .onConflict((conflict) => conflict.columns(['county', 'subject']).doUpdateSet({ subject })),
    );
  }
}

export function insertSeats(
  tx: Tx,
  { county, id, startsAt, endsAt }: Pick<EventRow, 'county' | 'id' | 'startsAt' | 'endsAt'>,
  seats: readonly { subject: string; isRoom: boolean }[],
): void {
  for (const { subject, isRoom } of seats) {
    tx.send(
      q.insertInto('agenda.seat').values({
        county,
        event_id: id,
        subject,
        is_room: isRoom,
        is_live: true,
        starts_at: new Date(startsAt),
        ends_at: new Date(endsAt),
      }),
    );
  }
}

export function deleteSeats(tx: Tx, county: string, eventId: string): void {
  tx.send(q.deleteFrom('agenda.seat').where('county', '=', county).where('event_id', '=', eventId));
}

export function freeSeats(tx: Tx, county: string, eventId: string): void {
  tx.send(
    q
      .updateTable('agenda.seat')
      .set({ is_live: false })
      .where('county', '=', county)
      .where('event_id', '=', eventId),
  );
}

const SEATS_MAX = 4000;

/** What is taken of these persons and rooms between two moments. */
export async function listTaken(
  tx: Tx,
  of: { county: string; subjects: readonly string[]; startsAt: number; endsAt: number },
): Promise<SeatRow[]> {
  if (of.subjects.length === 0) return [];
  const rows = await tx.rows(
    q
      .selectFrom('agenda.seat')
      .select([
        'event_id as eventId',
        'subject',
        'is_room as isRoom',
        'starts_at as startsAt',
        'ends_at as endsAt',
      ])
      .where('county', '=', of.county)
      .where('subject', 'in', [...of.subjects])
      .where('ends_at', '>', new Date(of.startsAt))
      .where('starts_at', '<', new Date(of.endsAt))
      .where('is_live', '=', true)
      .orderBy('ends_at')
      .orderBy('event_id')
      .limit(SEATS_MAX),
  );
  return rows.map((row) => ({
    ...row,
    startsAt: row.startsAt.getTime(),
    endsAt: row.endsAt.getTime(),
  }));
}

export async function listSeats(tx: Tx, county: string, eventIds: readonly string[]) {
  if (eventIds.length === 0) return [];
  return tx.rows(
    q
      .selectFrom('agenda.seat')
      .select(['event_id as eventId', 'subject', 'is_room as isRoom'])
      .where('county', '=', county)
      .where('event_id', 'in', [...eventIds])
      .orderBy('event_id')
      .orderBy('subject')
      .limit(SEATS_MAX),
  );
}

/** The dates of some posts, cancelled ones too: whoever keeps a copy must hear of them. */
export async function listOfPosts(
  tx: Tx,
  of: { county: string; subjects: readonly string[]; startsAt: number; endsAt: number },
): Promise<string[]> {
  const rows = await tx.rows(
    q
      .selectFrom('agenda.seat')
      .select('event_id as eventId')
      .distinct()
      .where('county', '=', of.county)
      .where('subject', 'in', [...of.subjects])
      .where('ends_at', '>', new Date(of.startsAt))
      .where('starts_at', '<', new Date(of.endsAt))
      .orderBy('event_id')
      .limit(SEATS_MAX),
  );
  return rows.map(({ eventId }) => eventId);
}

/** The counties among `counties` where a reminder is due. */
export async function countiesToRemind(
  tx: Tx,
  counties: readonly string[],
  now: number,
): Promise<string[]> {
  if (counties.length === 0) return [];
  const rows = await tx.rows(
    q
      .selectFrom('agenda.event')
      .select('county')
      .distinct()
      .where('county', 'in', [...counties])
      .where('remind_at', '<=', new Date(now)),
  );
  return rows.map(({ county }) => county);
}
