/**
 * The log: entries chained by hash within their matter. Rows are only ever added; the application
 * role has no right to change or delete them.
 */
import type { Selectable } from 'kysely';
import type { DB } from '../../../db/tables.ts';
import { canonicalJson, Spelled } from '../../../kernel/canonical-json.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { sha256 } from '../../../platform/crypto/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { insertInto, q } from '../../../platform/db/index.ts';
import { clocksWhole } from '../rules/kept.ts';
import type { EntryBody } from '../rules/state.ts';

/** The shape of `public` that is written now; older ones are read through `upcast`. */
export const ENTRY_VERSION = 3;

export type Entry = {
  county: string;
  matterId: string;
  seq: number;
  id: string;
  v: number;
  occurredAt: number;
  recordedAt: number;
  actor: string;
  post: string | null;
  org: string | null;
  action: string;
  public: EntryBody;
  sealed: Buffer | null;
  keyId: string | null;
  prev: Buffer;
  hash: Buffer;
};

/** The head of a chain without entries. */
export const NO_HEAD = Buffer.alloc(32);

/** The hash of an entry over the one before: the ciphertext counts, never what it hides. */
export function entryHash(entry: Hashed): Buffer {
  return sha256(hashedText(entry));
}

/** An entry before its hash; what everybody may read of it may be spelled already. */
type Hashed = Omit<Entry, 'hash' | 'public'> & { public: EntryBody | Spelled };

/** What is hashed of an entry. */
export function hashedText(entry: Hashed): string {
  // Without the county: a matter that moves carries its log along, unchanged.
  const { county: _county, sealed, prev, ...rest } = entry;
  return canonicalJson({
    ...rest,
    prev: prev.toString('hex'),
    sealed: sealed ? sha256(sealed).toString('hex') : null,
  });
}

/** Adds an entry to the chain. */
export function appendEntry(tx: Tx, entry: Omit<Entry, 'hash'>): Entry {
  // Spelled once, for the hash and for the row: it is most of an entry.
  const spelled = new Spelled(entry.public);
  const whole = { ...entry, hash: entryHash({ ...entry, public: spelled }) };
  tx.send(
    insertInto('matter.entry', {
      county: whole.county,
      matter_id: whole.matterId,
      seq: whole.seq,
      id: whole.id,
      v: whole.v,
      occurred_at: new Date(whole.occurredAt).toISOString(),
      recorded_at: new Date(whole.recordedAt).toISOString(),
      actor: whole.actor,
      post: whole.post,
      org: whole.org,
      action: whole.action,
      public: spelled.text,
      sealed: whole.sealed,
      key_id: whole.keyId,
      prev: whole.prev,
      hash: whole.hash,
    }),
  );
  return whole;
}

export const ENTRY_COLUMNS = [
  'county',
  'matter_id',
  'seq',
  'id',
  'v',
  'occurred_at',
  'recorded_at',
  'actor',
  'post',
  'org',
  'action',
  'public',
  'sealed',
  'key_id',
  'prev',
  'hash',
] as const;

export type LogPage = { county: string; matterId: string; after?: number; limit: number };

/** A matter's entries in order, from after a sequence number on. */
export async function listEntries(tx: Tx, page: LogPage): Promise<Entry[]> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.entry')
      .select(ENTRY_COLUMNS)
      .where('county', '=', page.county)
      .where('matter_id', '=', page.matterId)
      .where('seq', '>', page.after ?? 0)
      .orderBy('seq')
      .limit(page.limit),
  );
  // Every matter has a first entry: of one whose year is detached it lies elsewhere.
  if (rows.length === 0 && (page.after ?? 0) === 0) {
    return refuse('YEAR_DETACHED');
  }
  return rows.map((row) => ({ ...asStored(row), public: upcast(row.v, row.public) }));
}

type EntryRow = Selectable<DB['matter.entry']>;

/** An entry as it stands in its row: the hash covers that, not what an upcaster makes of it. */
export function asStored(row: EntryRow): Entry {
  return {
    county: row.county,
    matterId: row.matter_id,
    seq: row.seq,
    id: row.id,
    v: row.v,
    occurredAt: row.occurred_at.getTime(),
    recordedAt: row.recorded_at.getTime(),
    actor: row.actor,
    post: row.post,
    org: row.org,
    action: row.action,
    public: row.public as EntryBody,
    sealed: row.sealed,
    keyId: row.key_id,
    prev: row.prev,
    hash: row.hash,
  };
}

/** Reads an older shape as today's. */
export function upcast(v: number, body: unknown): EntryBody {
  const upcaster = UPCASTERS[v];
  if (!upcaster) throw new Error(`no upcaster for entries of version ${v}`);
  return upcaster(body as EntryBody);
}

const UPCASTERS: Readonly<Record<number, (body: EntryBody) => EntryBody>> = {
  1: clocksWhole,
  // Rungs were objects: they are told by what they are.
  2: (body) => body,
  [ENTRY_VERSION]: (body) => body,
};
