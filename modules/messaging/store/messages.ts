/** The outbox's rows: what is queued, claimed, sent, listed and erased. */
import { q, type Tx } from '../../../platform/db/index.ts';
import type { MessageChannel, MessageState, RecipientKind } from '../contract.ts';

export type Message = {
  county: string;
  matterId: string;
  id: string;
  template: string;
  channel: MessageChannel;
  recipientKind: RecipientKind;
  recipient: string;
  sealed: Buffer | null;
  keyId: string;
  publicText: string;
  state: MessageState;
  attempts: number;
  nextAt: number;
  sentAt: number | null;
  lastError: string | null;
  createdAt: number;
};

export type MessageRef = { county: string; matterId: string; id: string };

type NewMessageRow = Pick<
  Message,
  | 'county'
  | 'matterId'
  | 'id'
  | 'template'
  | 'channel'
  | 'recipientKind'
  | 'recipient'
  | 'keyId'
  | 'publicText'
> & { sealed: Buffer; dedupeKey: string; at: number };

const columns = [
  'county',
  'matter_id',
  'id',
  'template',
  'channel',
  'recipient_kind',
  'recipient',
  'sealed',
  'key_id',
  'public_text',
  'state',
  'attempts',
  'next_at',
  'sent_at',
  'last_error',
  'created_at',
] as const;

/** On the wire before COMMIT; the same cause queues nothing a second time. */
export function sendInsert(tx: Tx, row: NewMessageRow): void {
  tx.send(
    q
      .insertInto('messaging.message')
      .values({
        county: row.county,
        matter_id: row.matterId,
        id: row.id,
        template: row.template,
        channel: row.channel,
        recipient_kind: row.recipientKind,
        recipient: row.recipient,
        sealed: row.sealed,
        key_id: row.keyId,
        public_text: row.publicText,
        dedupe_key: row.dedupeKey,
        state: 'queued',
        attempts: 0,
        next_at: iso(row.at),
        sent_at: null,
        last_error: null,
        created_at: iso(row.at),
      })
      .onConflict((conflict) =>
        conflict.columns(['county', 'matter_id', 'dedupe_key']).doNothing(),
      ),
  );
}

/** The counties among `counties` where a message is due. */
export async function findDueCounties(
  tx: Tx,
  counties: readonly string[],
  now: number,
): Promise<string[]> {
  if (counties.length === 0) return [];
  const rows = await tx.rows(
    q
      .selectFrom('messaging.message')
      .select('county')
      .distinct()
      .where('county', 'in', [...counties])
      .where('state', 'in', ['queued', 'sending'])
      .where('next_at', '<=', new Date(now)),
  );
  return rows.map((row) => row.county);
}

/** Marks up to `limit` due messages as being sent until `until`, skipping those of other sweeps. */
export async function claimDue(
  tx: Tx,
  claim: { county: string; now: number; until: number; limit: number },
): Promise<Message[]> {
  const due = await tx.rows(
    q
      .selectFrom('messaging.message')
      .select(columns)
      .where('county', '=', claim.county)
      .where('state', 'in', ['queued', 'sending'])
      .where('next_at', '<=', new Date(claim.now))
      .orderBy('next_at')
      .orderBy('id')
      .limit(claim.limit)
      .forUpdate()
      .skipLocked(),
  );
  const claimed = due.map(toMessage).map((row) => ({ ...row, attempts: row.attempts + 1 }));
  for (const row of claimed) {
    // One by one and pipelined: each names its partition, which one statement for all would not.
    tx.send(of(row).set({ state: 'sending', attempts: row.attempts, next_at: iso(claim.until) }));
  }
  return claimed;
}

/** A message that got through is sent, also when its claim had run out meanwhile. */
export function markSent(tx: Tx, ref: MessageRef, at: number): Promise<number> {
  return tx.run(
    of(ref)
      .set({ state: 'sent', sent_at: iso(at), last_error: null })
      .where('state', 'in', ['queued', 'sending']),
  );
}

export type Setback = {
  state: 'queued' | 'failed' | 'cancelled';
  attempts: number;
  nextAt: number;
  lastError: string | null;
};

/** Only the claim at hand may give up its message: `claimed` is its number of tries. */
export function markSetback(
  tx: Tx,
  ref: MessageRef,
  claimed: number,
  to: Setback,
): Promise<number> {
  return tx.run(
    of(ref)
      .set({
        state: to.state,
        attempts: to.attempts,
        next_at: iso(to.nextAt),
        last_error: to.lastError,
      })
      .where('state', '=', 'sending')
      .where('attempts', '=', claimed),
  );
}

/** Locks the message, so that what is decided on it holds. */
export async function lockMessage(tx: Tx, ref: MessageRef): Promise<Message | null> {
  const row = await tx.first(
    q
      .selectFrom('messaging.message')
      .select(columns)
      .where('county', '=', ref.county)
      .where('matter_id', '=', ref.matterId)
      .where('id', '=', ref.id)
      .forUpdate(),
  );
  return row ? toMessage(row) : null;
}

/** Puts a failed message at the start of its tries again. */
export function requeue(tx: Tx, ref: MessageRef, at: number): Promise<number> {
  return tx.run(
    of(ref)
      .set({ state: 'queued', attempts: 0, next_at: iso(at), last_error: null })
      .where('state', '=', 'failed'),
  );
}

/** Newest first; `before` is the id of the last one shown. */
export async function listOfMatter(
  tx: Tx,
  place: { county: string; matterId: string },
  page: { before: string | null; limit: number },
): Promise<Message[]> {
  let query = q
    .selectFrom('messaging.message')
    .select(columns)
    .where('county', '=', place.county)
    .where('matter_id', '=', place.matterId);
  if (page.before !== null) query = query.where('id', '<', page.before);
  return (await tx.rows(query.orderBy('id', 'desc').limit(page.limit))).map(toMessage);
}

/** Newest first; `before` is the id of the last one shown. */
export async function listByState(
  tx: Tx,
  place: { county: string; state: MessageState },
  page: { before: string | null; limit: number },
): Promise<Message[]> {
  let query = q
    .selectFrom('messaging.message')
    .select(columns)
    .where('county', '=', place.county)
    .where('state', '=', place.state);
  if (page.before !== null) query = query.where('id', '<', page.before);
  return (await tx.rows(query.orderBy('id', 'desc').limit(page.limit))).map(toMessage);
}

/** Deletes addresses and texts of a matter's messages; what was not sent yet never will be. */
export async function eraseBodies(
  tx: Tx,
  place: { county: string; matterId: string },
): Promise<void> {
  const ofMatter = q
    .updateTable('messaging.message')
    .where('county', '=', place.county)
    .where('matter_id', '=', place.matterId);
  tx.send(
    ofMatter.set({ state: 'cancelled', sealed: null }).where('state', 'in', ['queued', 'sending']),
  );
  await tx.run(ofMatter.set({ sealed: null }).where('sealed', 'is not', null));
}

function of(ref: MessageRef) {
  return q
    .updateTable('messaging.message')
    .where('county', '=', ref.county)
    .where('matter_id', '=', ref.matterId)
    .where('id', '=', ref.id);
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

type Row = {
  county: string;
  matter_id: string;
  id: string;
  template: string;
  channel: string;
  recipient_kind: string;
  recipient: string;
  sealed: Buffer | null;
  key_id: string;
  public_text: string;
  state: string;
  attempts: number;
  next_at: Date;
  sent_at: Date | null;
  last_error: string | null;
  created_at: Date;
};

function toMessage(row: Row): Message {
  return {
    county: row.county,
    matterId: row.matter_id,
    id: row.id,
    template: row.template,
    // Checks of the table keep these three within their lists.
    channel: row.channel as MessageChannel,
    recipientKind: row.recipient_kind as RecipientKind,
    recipient: row.recipient,
    sealed: row.sealed,
    keyId: row.key_id,
    publicText: row.public_text,
    state: row.state as MessageState,
    attempts: row.attempts,
    nextAt: row.next_at.getTime(),
    sentAt: row.sent_at?.getTime() ?? null,
    lastError: row.last_error,
    createdAt: row.created_at.getTime(),
  };
}
