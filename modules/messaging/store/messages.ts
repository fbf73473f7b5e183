/** The outbox's rows: what is queued, claimed, sent, listed and erased. */
import { must } from '../../../kernel/refusal.ts';
import { insertInto, q, sql, type Tx } from '../../../platform/db/index.ts';
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
    insertInto(
      'messaging.message',
      {
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
      },
      { on: ['county', 'matter_id', 'dedupe_key'], row: 'stays' },
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

/**
 * Marks up to `limit` due messages as being sent until `until`, skipping those of other sweeps.
 * They are answered with the time at which they were due.
 */
export async function claimDue(
  tx: Tx,
  { county, now, until, limit }: { county: string; now: number; until: number; limit: number },
): Promise<Message[]> {
  const due = q
    .selectFrom('messaging.message')
    .select(columns)
    .where('county', '=', county)
    .where('state', 'in', ['queued', 'sending'])
    .where('next_at', '<=', new Date(now))
    .orderBy('next_at')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked();
  const rows = await tx.rows(
    q
      .with('due', () => due)
      .updateTable('messaging.message as m')
      .from('due')
      .set(({ eb }) => ({
        state: 'sending',
        attempts: eb('due.attempts', '+', 1),
        next_at: iso(until),
      }))
      .where('m.county', '=', county)
      .whereRef('m.matter_id', '=', 'due.matter_id')
      .whereRef('m.id', '=', 'due.id')
      .returning(CLAIMED),
    // Planned once for a connection: over all partitions that took 6 ms, as much as its work.
    'byKey',
  );
  const byTime = (a: Message, b: Message) => a.nextAt - b.nextAt || (a.id < b.id ? -1 : 1);
  return rows.map(toMessage).sort(byTime);
}

/** As it was due, but for the try that counts from now on. */
const CLAIMED = [
  ...columns
    .filter((name) => name !== 'attempts' && name !== 'state')
    .map((name) => `due.${name}` as const),
  'm.attempts',
  'm.state',
] as const;

/**
 * Messages that got through are sent, also when their claim had run out meanwhile. The states are
 * told by what they are not: as in the index of what is due, they would lead the planner there,
 * which then reads all that is due for each of them.
 */
export function markSent(tx: Tx, refs: readonly MessageRef[], at: number): Promise<number> {
  const { county } = theFirst(refs);
  return tx.run(sql`
    update messaging.message m set state = 'sent', sent_at = ${iso(at)}, last_error = null
    from unnest(${refs.map((one) => one.matterId)}::uuid[], ${refs.map((one) => one.id)}::uuid[])
      as done (matter_id, id)
    where m.county = ${county} and ${yearsOf(refs)}
      and m.matter_id = done.matter_id and m.id = done.id
      and m.state not in ('sent', 'failed', 'cancelled')`);
}

export type Setback = {
  state: 'queued' | 'failed' | 'cancelled';
  attempts: number;
  nextAt: number;
  lastError: string | null;
};

/** A message whose claim is given up; `claimed` is the number of tries that it had then. */
export type Fallen = { ref: MessageRef; claimed: number; to: Setback };

/** Only the claim at hand may give up its message: another may have taken it up meanwhile. */
export function markSetbacks(tx: Tx, fallen: readonly Fallen[]): Promise<number> {
  const { county } = theFirst(fallen.map(({ ref }) => ref));
  return tx.run(sql`
    update messaging.message m set state = back.state, attempts = back.attempts,
      next_at = back.next_at, last_error = back.last_error
    from unnest(
      ${fallen.map(({ ref }) => ref.matterId)}::uuid[], ${fallen.map(({ ref }) => ref.id)}::uuid[],
      ${fallen.map(({ claimed }) => claimed)}::integer[],
      ${fallen.map(({ to }) => to.state)}::text[],
      ${fallen.map(({ to }) => to.attempts)}::integer[],
      ${fallen.map(({ to }) => iso(to.nextAt))}::timestamptz[],
      ${fallen.map(({ to }) => to.lastError)}::text[]
    ) as back (matter_id, id, claimed, state, attempts, next_at, last_error)
    where m.county = ${county} and ${yearsOf(fallen.map(({ ref }) => ref))}
      and m.matter_id = back.matter_id and m.id = back.id
      and m.state = 'sending' and m.attempts = back.claimed`);
}

/**
 * Between the first and the last of their matters, which lead to their years: without, fifteen
 * partitions were planned for each batch, which took twice as long as its work.
 */
function yearsOf(refs: readonly MessageRef[]) {
  const ids = refs.map(({ matterId }) => matterId).sort();
  return sql`m.matter_id between ${ids.at(0)}::uuid and ${ids.at(-1)}::uuid`;
}

/** Rows of one county, so that the statement goes where they lie. */
function theFirst(refs: readonly MessageRef[]): MessageRef {
  const [first] = refs;
  must(first && refs.every(({ county }) => county === first.county), 'messages of one county');
  return first;
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
