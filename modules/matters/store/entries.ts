/** Questions to the log that single acts need. */
import { q, type Tx } from '../../../platform/db/index.ts';
import type { EntryBody, MatterState } from '../rules/state.ts';

/**
 * Whether an actor has rated since the matter was last opened again and, of a duplicate, since the
 * matter that it joined closed (`after`, epoch ms).
 */
export async function findRatedSince(
  tx: Tx,
  state: MatterState,
  { actor, after }: { actor: string; after: number | null },
): Promise<boolean> {
  const { county, id, facts } = state.matter;
  if (facts.ratingCount === 0) return false;
  const last = (actions: readonly string[]) =>
    q
      .selectFrom('matter.entry')
      .select(['seq', 'recorded_at'])
      .where('county', '=', county)
      .where('matter_id', '=', id)
      .where('action', 'in', [...actions])
      .orderBy('seq', 'desc')
      .limit(1);
  const rated = await tx.first(last(['rate']).where('actor', '=', actor));
  if (!rated || (after !== null && rated.recorded_at.getTime() < after)) return false;
  const opened = await tx.first(last(['reopen', 'unmerge']));
  return opened === undefined || opened.seq < rated.seq;
}

/** Since which entry an actor follows the matter; null when they do not. */
export async function findFollowedSeq(
  tx: Tx,
  at: { county: string; matterId: string },
  actor: string,
): Promise<number | null> {
  const row = await tx.first(
    q
      .selectFrom('matter.entry')
      .select('seq')
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .where('action', '=', 'follow')
      .where('actor', '=', actor)
      .orderBy('seq', 'desc')
      .limit(1),
  );
  return row?.seq ?? null;
}

/** What was answered so far, masked, for the search index. */
export async function listReplyWords(tx: Tx, county: string, matterId: string): Promise<string[]> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.entry')
      .select(['action', 'public'])
      .where('county', '=', county)
      .where('matter_id', '=', matterId)
      .where('action', 'in', [...ANSWERING])
      .orderBy('seq', 'desc')
      .limit(50),
    'forAny',
  );
  return rows.flatMap((row) => spokenWords(row.action, (row.public as EntryBody).given));
}

const ANSWERING = ['reply', 'answer', 'decline', 'refer', 'complete', 'selfHandle'] as const;

/** The words of an act that people may search: answers and results, never notes. */
export function spokenWords(action: string, given: Record<string, unknown>): string[] {
  if (!(ANSWERING as readonly string[]).includes(action)) return [];
  return [given.reply, given.text].filter((text) => typeof text === 'string');
}

export type Answer = {
  id: string;
  seq: number;
  at: Date;
  org: string | null;
  isPublic: boolean;
  /** The field that holds it: sealed originals are kept by field. */
  field: 'reply' | 'text';
  text: string;
  sealed: Buffer | null;
};

/** The newest 50 answers to the reporters, oldest first. */
export async function listAnswers(tx: Tx, county: string, matterId: string): Promise<Answer[]> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.entry')
      .select(['id', 'seq', 'occurred_at', 'org', 'action', 'public', 'sealed'])
      .where('county', '=', county)
      .where('matter_id', '=', matterId)
      .where('action', 'in', [...ANSWERING])
      .orderBy('seq', 'desc')
      .limit(50),
  );
  return rows.reverse().flatMap((row) => {
    const { given } = row.public as EntryBody;
    const field = row.action === 'reply' ? 'text' : 'reply';
    const text = given[field];
    if (typeof text !== 'string' || text === '') return [];
    const isPublic = given.isPublic === true;
    const { id, seq, org, sealed } = row;
    return [{ id, seq, at: row.occurred_at, org, isPublic, field, text, sealed }];
  });
}
