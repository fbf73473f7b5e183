/** Forms begun and not sent: the words sealed under the matter's key, the rest in the clear. */
import { q, type Tx } from '../../../platform/db/index.ts';

type At = { county: string; matterId: string };
export type DraftKey = At & { account: string; action: string };
export type NewDraft = DraftKey & { post: string; org: string; sealed: Buffer; expiresAt: number };

/** Writes over what was there. */
export function keepDraft(tx: Tx, one: NewDraft): void {
  const expires_at = new Date(one.expiresAt).toISOString();
  const row = { post: one.post, org: one.org, sealed: one.sealed, expires_at };
  tx.send(
    q
      .insertInto('matter.draft')
      .values({
        county: one.county,
        matter_id: one.matterId,
        account: one.account,
        action: one.action,
        ...row,
      })
      .onConflict((conflict) =>
        conflict.columns(['county', 'matter_id', 'account', 'action']).doUpdateSet(row),
      ),
  );
}

export type OwnDraft = { action: string; sealed: Buffer; expiresAt: number };

/** A process has some forty actions. */
const OWN_MAX = 60;

/** An author's own on a matter. */
export async function listOwnDrafts(
  tx: Tx,
  of: At & { account: string },
  now: number,
): Promise<OwnDraft[]> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.draft')
      .select(['action', 'sealed', 'expires_at'])
      .where('county', '=', of.county)
      .where('matter_id', '=', of.matterId)
      .where('account', '=', of.account)
      .where('expires_at', '>', new Date(now))
      .orderBy('action')
      .limit(OWN_MAX),
  );
  return rows.map(({ expires_at, ...row }) => ({ ...row, expiresAt: expires_at.getTime() }));
}

/** That a form is begun, without what it says. */
export type DraftMark = { matterId: string; action: string; post: string; org: string };

const MARKS_MAX = 1000;

/** Of these matters of one county. */
export function listDraftMarks(
  tx: Tx,
  of: { county: string; ids: readonly string[] },
  now: number,
): Promise<DraftMark[]> {
  return tx.rows(
    q
      .selectFrom('matter.draft')
      .select(['matter_id as matterId', 'action', 'post', 'org'])
      .where('county', '=', of.county)
      .where('matter_id', 'in', [...of.ids])
      .where('expires_at', '>', new Date(now))
      .orderBy('matter_id')
      .orderBy('account')
      .orderBy('action')
      .limit(MARKS_MAX),
  );
}

/** Sent, or given up. */
export function forgetDraft(tx: Tx, key: DraftKey): void {
  tx.send(
    q
      .deleteFrom('matter.draft')
      .where('county', '=', key.county)
      .where('matter_id', '=', key.matterId)
      .where('account', '=', key.account)
      .where('action', '=', key.action),
  );
}

/** All of a matter: its persons are erased, or it lies in another county. */
export function forgetDrafts(tx: Tx, at: At): void {
  tx.send(
    q
      .deleteFrom('matter.draft')
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId),
  );
}

/** Deletes what nobody came back to. Answers how many rows. */
export function sweepDrafts(tx: Tx, county: string, now: number): Promise<number> {
  return tx.run(
    q
      .deleteFrom('matter.draft')
      .where('county', '=', county)
      .where('expires_at', '<=', new Date(now)),
  );
}
