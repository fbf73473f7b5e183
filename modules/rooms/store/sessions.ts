/** Statements about mediation sessions and how far they have got. */
import { msOrNull, q, sql, type Tx } from '../../../platform/db/index.ts';

export type SessionAt = { county: string; matterId: string; id: string };

export type SessionRow = SessionAt & {
  number: string;
  startsAt: number;
  endsAt: number;
  mode: 'online' | 'onSite' | 'both';
  place: string;
  mediatorPost: string;
  state: 'planned' | 'open' | 'closed' | 'cancelled';
  plannedAt: number;
  openedAt: number | null;
  closedAt: number | null;
  /** Null once it ended: nothing that was said opens any more. */
  sealedKey: Buffer | null;
  lastSeq: number;
  topics: Readonly<Record<string, number>>;
  recording: 'none' | 'asked' | 'running';
  eventId: string | null;
};

const columns = [
  'county',
  'matter_id as matterId',
  'id',
  'number',
  'starts_at as startsAt',
  'ends_at as endsAt',
  'mode',
  'place',
  'mediator_post as mediatorPost',
  'state',
  'planned_at as plannedAt',
  'opened_at as openedAt',
  'closed_at as closedAt',
  'sealed_key as sealedKey',
  'last_seq as lastSeq',
  'topics',
  'recording',
  'event_id as eventId',
] as const;

const SESSIONS_MAX = 200;
const iso = (at: number) => new Date(at).toISOString();

export function insertSession(tx: Tx, row: SessionRow): void {
  tx.send(
    q.insertInto('room.session').values({
      county: row.county,
      matter_id: row.matterId,
      id: row.id,
      number: row.number,
      starts_at: iso(row.startsAt),
      ends_at: iso(row.endsAt),
      mode: row.mode,
      place: row.place,
      mediator_post: row.mediatorPost,
      state: row.state,
      planned_at: iso(row.plannedAt),
      opened_at: row.openedAt === null ? null : iso(row.openedAt),
      closed_at: row.closedAt === null ? null : iso(row.closedAt),
      sealed_key: row.sealedKey,
      last_seq: row.lastSeq,
      topics: JSON.stringify(row.topics),
      recording: row.recording,
      event_id: row.eventId,
    }),
  );
}

export async function findSession(
  tx: Tx,
  at: SessionAt,
  lock: 'forUpdate' | 'none' = 'none',
): Promise<SessionRow | null> {
  const query = q
    .selectFrom('room.session')
    .select(columns)
    .where('county', '=', at.county)
    .where('matter_id', '=', at.matterId)
    .where('id', '=', at.id);
  const row = await tx.first(lock === 'forUpdate' ? query.forUpdate() : query);
  return row ? toSession(row) : null;
}

/** Of one matter, in the order in which they were planned. */
export async function listSessionRows(
  tx: Tx,
  at: { county: string; matterId: string },
): Promise<SessionRow[]> {
  const rows = await tx.rows(
    q
      .selectFrom('room.session')
      .select(columns)
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .orderBy('id')
      .limit(SESSIONS_MAX),
  );
  return rows.map(toSession);
}

/** Those that nobody ended long after their time. */
export async function listForgotten(
  tx: Tx,
  county: string,
  { before, limit }: { before: number; limit: number },
): Promise<SessionAt[]> {
  return tx.rows(
    q
      .selectFrom('room.session')
      .select(['county', 'matter_id as matterId', 'id'])
      .where('county', '=', county)
      .where('state', 'in', ['planned', 'open'])
      .where('ends_at', '<', new Date(before))
      .orderBy('ends_at')
      .orderBy('id')
      .limit(limit),
  );
}

export type SessionPatch = Partial<
  Pick<
    SessionRow,
    | 'startsAt'
    | 'endsAt'
    | 'mode'
    | 'place'
    | 'mediatorPost'
    | 'state'
    | 'openedAt'
    | 'recording'
    | 'eventId'
  >
>;

export function updateSession(tx: Tx, at: SessionAt, set: SessionPatch): void {
  tx.send(
    of(at).set({
      ...(set.startsAt !== undefined && { starts_at: iso(set.startsAt) }),
      ...(set.endsAt !== undefined && { ends_at: iso(set.endsAt) }),
      ...(set.mode && { mode: set.mode }),
      ...(set.place !== undefined && { place: set.place }),
      ...(set.mediatorPost && { mediator_post: set.mediatorPost }),
      ...(set.state && { state: set.state }),
      ...(set.openedAt && { opened_at: iso(set.openedAt) }),
      ...(set.recording && { recording: set.recording }),
      ...(set.eventId !== undefined && { event_id: set.eventId }),
    }),
  );
}

/** Of two who bring a key the first is kept; answers the one that holds. */
export async function keepKey(tx: Tx, at: SessionAt, sealed: Buffer): Promise<Buffer> {
  const row = await tx.one(
    of(at)
      .set({ sealed_key: sql<Buffer>`coalesce(sealed_key, ${sealed})` })
      .returning('sealed_key as sealedKey'),
  );
  return row.sealedKey ?? sealed;
}

/** It is over: the key goes, and with it all that it sealed; what it sealed is deleted besides. */
export function endSession(
  tx: Tx,
  at: SessionAt,
  { state, now }: { state: 'closed' | 'cancelled'; now: number },
): void {
  tx.send(of(at).set({ state, closed_at: iso(now), sealed_key: null, recording: 'none' }));
  for (const table of ['room.remark', 'room.signal'] as const) {
    tx.send(
      q
        .deleteFrom(table)
        .where('county', '=', at.county)
        .where('matter_id', '=', at.matterId)
        .where('session_id', '=', at.id),
    );
  }
  tx.send(
    q
      .deleteFrom('room.fact')
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .where('session_id', '=', at.id)
      .where('is_agreed', '=', false),
  );
  tx.send(
    q
      .updateTable('room.participant')
      .set({
        link_hash: null,
        code_hash: null,
        device_hash: null,
        next_device_hash: null,
        page: null,
        seen_at: null,
      })
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .where('session_id', '=', at.id),
  );
}

/** The next number of what is said or signalled: whoever takes one holds the session until done. */
export async function nextSeq(tx: Tx, at: SessionAt): Promise<number> {
  const row = await tx.one(
    of(at).set({ last_seq: sql`last_seq + 1` }).returning('last_seq as lastSeq'),
  );
  return row.lastSeq;
}

/** Counts a change of a part of the room, for those who listen. */
export function countTopic(tx: Tx, at: SessionAt, topic: string): void {
  tx.send(of(at).set({ topics: oneMore(topic) }));
}

/** The same in every session of a matter that goes on. */
export function countTopicOfMatter(
  tx: Tx,
  at: { county: string; matterId: string },
  topic: string,
): void {
  tx.send(
    q
      .updateTable('room.session')
      .set({ topics: oneMore(topic) })
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .where('state', 'in', ['planned', 'open']),
  );
}

const oneMore = (topic: string) => sql<string>`jsonb_set(topics, array[${topic}::text],
  to_jsonb(coalesce((topics ->> ${topic})::integer, 0) + 1))`;

function of(at: SessionAt) {
  return q
    .updateTable('room.session')
    .where('county', '=', at.county)
    .where('matter_id', '=', at.matterId)
    .where('id', '=', at.id);
}

type Read = {
  county: string;
  matterId: string;
  id: string;
  number: string;
  startsAt: Date;
  endsAt: Date;
  mode: string;
  place: string;
  mediatorPost: string;
  state: string;
  plannedAt: Date;
  openedAt: Date | null;
  closedAt: Date | null;
  sealedKey: Buffer | null;
  lastSeq: number;
  topics: unknown;
  recording: string;
  eventId: string | null;
};

function toSession(row: Read): SessionRow {
  return {
    ...row,
    // Checks of the table keep these within their lists.
    mode: row.mode as SessionRow['mode'],
    state: row.state as SessionRow['state'],
    recording: row.recording as SessionRow['recording'],
    startsAt: row.startsAt.getTime(),
    endsAt: row.endsAt.getTime(),
    plannedAt: row.plannedAt.getTime(),
    openedAt: msOrNull(row.openedAt),
    closedAt: msOrNull(row.closedAt),
    topics: row.topics as SessionRow['topics'],
  };
}
