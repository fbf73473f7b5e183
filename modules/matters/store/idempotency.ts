/** What an idempotency key answered the first time. No body is kept, only a salted hash of it. */
import { canonicalJson } from '../../../kernel/canonical-json.ts';
import { sha256 } from '../../../platform/crypto/index.ts';
import { insertInto, q, sql, type Tx } from '../../../platform/db/index.ts';

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

/**
 * What was answered to many keys of one actor before, by key; new keys are absent.
 */
export async function listAnswered(
  tx: Tx,
  deeds: readonly Deed[],
): Promise<Map<string, Answered | 'otherBody'>> {
  const [first] = deeds;
  if (!first) return new Map();
  const keys = deeds.map((deed) => deed.key);
  // Each by its own look at the primary key, as the offset has it. As a list they were a filter
  // over all keys of the actor, wherever the table had grown since it was analysed.
  const rows = await tx.rows(
    q
      .selectFrom(keysAsked(keys))
      .innerJoinLateral(
        (eb) =>
          eb
            .selectFrom('matter.idempotency as kept')
            .select(['kept.body_hash', 'kept.matter_id', 'kept.seq', 'kept.refusal'])
            .where('kept.county', '=', first.county)
            .where('kept.actor', '=', first.actor)
            .whereRef('kept.key', '=', 'asked.key')
            .offset(0)
            .as('found'),
        (join) => join.onTrue(),
      )
      .select(['asked.key', 'found.body_hash', 'found.matter_id', 'found.seq', 'found.refusal']),
  );
  const held = new Map(rows.map((row) => [row.key, row]));
  const answers = new Map<string, Answered | 'otherBody'>();
  for (const deed of deeds) {
    const row = held.get(deed.key);
    if (!row) continue;
    const isSame = row.body_hash.equals(hashOf(deed));
    const answered = { matterId: row.matter_id, seq: row.seq, refusal: row.refusal };
    answers.set(deed.key, isSame ? answered : 'otherBody');
  }
  return answers;
}

function keysAsked(keys: readonly string[]) {
  const asked = sql<{ key: string }>`unnest(${[...keys]}::text[])`;
  return asked.as<'asked'>(sql`asked(key)`);
}

/**
 * Keeps the answer, since `at` (epoch ms) or for good: rows of an import come again after years.
 * A key taken meanwhile by a twin request fails the transaction.
 */
export function keepAnswered(tx: Tx, deed: Deed, answered: Answered, at: number | 'forGood'): void {
  tx.send(
    insertInto('matter.idempotency', {
      county: deed.county,
      actor: deed.actor,
      key: deed.key,
      body_hash: hashOf(deed),
      matter_id: answered.matterId,
      number: null,
      seq: answered.seq,
      refusal: answered.refusal,
      at: at === 'forGood' ? 'infinity' : new Date(at).toISOString(),
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
    // As the index says it: a plan for any time could not tell that this one has an end.
    .where('at', '<', sql<Date>`timestamptz 'infinity'`)
    .orderBy('at')
    .limit(old.limit);
  return tx.run(
    q
      .deleteFrom('matter.idempotency')
      .where('county', '=', county)
      .where((is) => is(is.refTuple('actor', 'key'), 'in', oldest.$asTuple('actor', 'key'))),
  );
}
