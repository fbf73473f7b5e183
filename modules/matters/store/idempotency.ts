/** What an idempotency key answered the first time. No body is kept, only a salted hash of it. */
import { canonicalJson } from '../../../kernel/canonical-json.ts';
import { sha256 } from '../../../platform/crypto/index.ts';
import { q, type Tx } from '../../../platform/db/index.ts';

export type Deed = { county: string; actor: string; key: string; body: unknown };
export type Answered = { matterId: string | null; seq: number | null; refusal: string | null };

function hashOf(deed: Deed): Buffer {
  return sha256(`${deed.actor}|${deed.key}|${canonicalJson(deed.body)}`);
}

/**
 * What was answered to this key before: undefined when it is new, `otherBody` when it was used
 * for something else.
 */
export async function findAnswered(
  tx: Tx,
  deed: Deed,
): Promise<Answered | 'otherBody' | undefined> {
  const row = await tx.first(
    q
      .selectFrom('matter.idempotency')
      .select(['body_hash', 'matter_id', 'seq', 'refusal'])
      .where('county', '=', deed.county)
      .where('actor', '=', deed.actor)
      .where('key', '=', deed.key),
  );
  if (!row) return undefined;
  if (!row.body_hash.equals(hashOf(deed))) return 'otherBody';
  return { matterId: row.matter_id, seq: row.seq, refusal: row.refusal };
}

/** Keeps the answer. A key taken meanwhile by a twin request fails the transaction. */
export function keepAnswered(tx: Tx, deed: Deed, answered: Answered, at: number): void {
  tx.send(
    q.insertInto('matter.idempotency').values({
      county: deed.county,
      actor: deed.actor,
      key: deed.key,
      body_hash: hashOf(deed),
      matter_id: answered.matterId,
      number: null,
      seq: answered.seq,
      refusal: answered.refusal,
      at: new Date(at).toISOString(),
    }),
  );
}

/** Whether an error is the twin request's: the same key, a moment earlier. */
export function isTwin(error: unknown): boolean {
  const fault = error as { code?: unknown; constraint?: unknown };
  return fault?.code === '23505' && fault?.constraint === 'idempotency_pkey';
}

/** Forgets up to `limit` keys of before a time (epoch ms), the oldest first. Answers how many. */
export async function forgetAnswered(
  tx: Tx,
  county: string,
  old: { before: number; limit: number },
): Promise<number> {
  const oldest = q
    .selectFrom('matter.idempotency')
    .select(['actor', 'key'])
    .where('county', '=', county)
    .where('at', '<', new Date(old.before))
    .orderBy('at')
    .limit(old.limit);
  return tx.run(
    q
      .deleteFrom('matter.idempotency')
      .where('county', '=', county)
      .where(({ eb, refTuple }) =>
        eb(refTuple('actor', 'key'), 'in', oldest.$asTuple('actor', 'key')),
      ),
  );
}
