/**
 * Statements about participants. Each belongs to one session; nothing here finds somebody in
 * another one.
 */
import { msOrNull, q, type Tx } from '../../../platform/db/index.ts';
import type { attestWays, Chamber, documentKinds, Party, Side } from '../contract/shapes.ts';
import type { Seat } from '../rules.ts';
import type { SessionAt } from './sessions.ts';

export type ParticipantRow = Seat & {
  county: string;
  matterId: string;
  sessionId: string;
  /** Name and phone; null once erased. */
  sealed: Buffer | null;
  label: string;
  hasPhone: boolean;
  linkHash: string | null;
  codeHash: string | null;
  codeSentAt: number | null;
  codeSent: number;
  codeTries: number;
  deviceHash: string | null;
  nextDeviceHash: string | null;
  attestedDocument: (typeof documentKinds)[number] | null;
  attestedHow: (typeof attestWays)[number] | null;
  attestedBy: string | null;
  answeredAt: number | null;
  removedAt: number | null;
};

export type ParticipantAt = { county: string; matterId: string; sessionId: string; id: string };

const columns = [
  'county',
  'matter_id as matterId',
  'session_id as sessionId',
  'id',
  'side',
  'with_side as withSide',
  'is_on_site as isOnSite',
  'sealed',
  'label',
  'has_phone as hasPhone',
  'link_hash as linkHash',
  'code_hash as codeHash',
  'code_sent_at as codeSentAt',
  'code_sent as codeSent',
  'code_tries as codeTries',
  'device_hash as deviceHash',
  'next_device_hash as nextDeviceHash',
  'chamber',
  'attested_at as attestedAt',
  'attested_document as attestedDocument',
  'attested_how as attestedHow',
  'attested_by as attestedBy',
  'told_at as toldAt',
  'admitted_at as admittedAt',
  'recording_answer as recordingAnswer',
  'answered_at as answeredAt',
  'removed_at as removedAt',
  'page',
  'seen_at as seenAt',
] as const;

/** Those who were replaced stay; nobody has more. */
const PARTICIPANTS_MAX = 100;

const isoOrNull = (at: number | null) => (at === null ? null : new Date(at).toISOString());

export function insertParticipant(tx: Tx, row: ParticipantRow): void {
  const { county, matterId, sessionId, id, side, withSide } = row;
  tx.send(
    q.insertInto('room.participant').values({
      county,
      matter_id: matterId,
      session_id: sessionId,
      id,
      side,
      with_side: withSide,
      is_on_site: row.isOnSite,
      sealed: row.sealed,
      label: row.label,
      has_phone: row.hasPhone,
      code_sent: row.codeSent,
      code_tries: row.codeTries,
      ...valuesOf(row),
      chamber: row.chamber,
    }),
  );
}

export type ParticipantPatch = Partial<
  Omit<ParticipantRow, 'county' | 'matterId' | 'sessionId' | 'id' | 'sealed' | 'label' | 'hasPhone'>
>;

export function updateParticipant(tx: Tx, at: ParticipantAt, set: ParticipantPatch): void {
  tx.send(
    q
      .updateTable('room.participant')
      .set(valuesOf(set))
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .where('session_id', '=', at.sessionId)
      .where('id', '=', at.id),
  );
}

/** Only what is given. */
function valuesOf(set: ParticipantPatch) {
  const all = {
    link_hash: set.linkHash,
    code_hash: set.codeHash,
    code_sent_at: set.codeSentAt === undefined ? undefined : isoOrNull(set.codeSentAt),
    code_sent: set.codeSent,
    code_tries: set.codeTries,
    device_hash: set.deviceHash,
    next_device_hash: set.nextDeviceHash,
    chamber: set.chamber,
    is_on_site: set.isOnSite,
    attested_at: set.attestedAt === undefined ? undefined : isoOrNull(set.attestedAt),
    attested_document: set.attestedDocument,
    attested_how: set.attestedHow,
    attested_by: set.attestedBy,
    told_at: set.toldAt === undefined ? undefined : isoOrNull(set.toldAt),
    admitted_at: set.admittedAt === undefined ? undefined : isoOrNull(set.admittedAt),
    recording_answer: set.recordingAnswer,
    answered_at: set.answeredAt === undefined ? undefined : isoOrNull(set.answeredAt),
    removed_at: set.removedAt === undefined ? undefined : isoOrNull(set.removedAt),
    page: set.page,
    seen_at: set.seenAt === undefined ? undefined : isoOrNull(set.seenAt),
  };
  const given = Object.entries(all).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as {
    [K in keyof typeof all]?: Exclude<(typeof all)[K], undefined>;
  };
}

/** All of a session that stand, in the order in which they were invited. */
export async function listParticipants(tx: Tx, at: SessionAt): Promise<ParticipantRow[]> {
  const rows = await tx.rows(
    q
      .selectFrom('room.participant')
      .select(columns)
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .where('session_id', '=', at.id)
      .where('removed_at', 'is', null)
      .orderBy('id')
      .limit(PARTICIPANTS_MAX),
  );
  return rows.map(toParticipant);
}

export async function findParticipant(
  tx: Tx,
  at: { county: string; id: string },
  lock: 'forUpdate' | 'none' = 'none',
): Promise<ParticipantRow | null> {
  const query = q
    .selectFrom('room.participant')
    .select(columns)
    .where('county', '=', at.county)
    .where('id', '=', at.id);
  const row = await tx.first(lock === 'forUpdate' ? query.forUpdate() : query);
  return row ? toParticipant(row) : null;
}

export async function findByLink(
  tx: Tx,
  at: { county: string; linkHash: string },
  lock: 'forUpdate' | 'none' = 'none',
): Promise<ParticipantRow | null> {
  const query = q
    .selectFrom('room.participant')
    .select(columns)
    .where('county', '=', at.county)
    .where('link_hash', '=', at.linkHash);
  const row = await tx.first(lock === 'forUpdate' ? query.forUpdate() : query);
  return row ? toParticipant(row) : null;
}

type Read = Omit<
  ParticipantRow,
  | 'side'
  | 'withSide'
  | 'chamber'
  | 'codeSentAt'
  | 'attestedAt'
  | 'attestedDocument'
  | 'attestedHow'
  | 'toldAt'
  | 'admittedAt'
  | 'recordingAnswer'
  | 'answeredAt'
  | 'removedAt'
  | 'seenAt'
> & {
  side: string;
  withSide: string | null;
  chamber: string;
  codeSentAt: Date | null;
  attestedAt: Date | null;
  attestedDocument: string | null;
  attestedHow: string | null;
  toldAt: Date | null;
  admittedAt: Date | null;
  recordingAnswer: string | null;
  answeredAt: Date | null;
  removedAt: Date | null;
  seenAt: Date | null;
};

function toParticipant(row: Read): ParticipantRow {
  return {
    ...row,
    // Checks of the table keep these within their lists.
    side: row.side as Side,
    withSide: row.withSide as Party | null,
    chamber: row.chamber as Chamber,
    attestedDocument: row.attestedDocument as ParticipantRow['attestedDocument'],
    attestedHow: row.attestedHow as ParticipantRow['attestedHow'],
    recordingAnswer: row.recordingAnswer as ParticipantRow['recordingAnswer'],
    codeSentAt: msOrNull(row.codeSentAt),
    attestedAt: msOrNull(row.attestedAt),
    toldAt: msOrNull(row.toldAt),
    admittedAt: msOrNull(row.admittedAt),
    answeredAt: msOrNull(row.answeredAt),
    removedAt: msOrNull(row.removedAt),
    seenAt: msOrNull(row.seenAt),
  };
}
