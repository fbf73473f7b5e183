/** Sessions of staff and of residents, each in its own schema; only hashes of tokens are kept. */
import { q, type Tx } from '../../../platform/db/index.ts';

export type StaffSession = {
  id: string;
  accountId: string;
  postId: string;
  name: string;
  hasTotp: boolean;
  seenAt: number;
  expiresAt: number;
};

export type ResidentSession = { accountId: string; seenAt: number; expiresAt: number };

export type NewSession = { tokenHash: string; accountId: string; at: string; expiresAt: string };

/** An unended session of an active account. Whether it has expired is for the caller to judge. */
export async function findStaffSession(tx: Tx, hash: string): Promise<StaffSession | undefined> {
  const row = await tx.first(
    q
      .selectFrom('identity.session as s')
      .innerJoin('identity.account as a', 'a.id', 's.account_id')
      .select(['s.id', 's.account_id', 's.post_id', 's.seen_at', 's.expires_at'])
      .select(['a.display_name', 'a.totp_confirmed_at'])
      .where('s.token_hash', '=', hash)
      .where('s.ended_at', 'is', null)
      .where('a.is_active', '=', true),
  );
  return (
    row && {
      id: row.id,
      accountId: row.account_id,
      postId: row.post_id,
      name: row.display_name,
      hasTotp: row.totp_confirmed_at !== null,
      seenAt: row.seen_at.getTime(),
      expiresAt: row.expires_at.getTime(),
    }
  );
}

export async function insertStaffSession(
  tx: Tx,
  session: NewSession & { id: string; postId: string },
): Promise<void> {
  await tx.run(
    q.insertInto('identity.session').values({
      token_hash: session.tokenHash,
      id: session.id,
      account_id: session.accountId,
      post_id: session.postId,
      created_at: session.at,
      seen_at: session.at,
      expires_at: session.expiresAt,
      ended_at: null,
    }),
  );
}

export async function setSessionPost(tx: Tx, hash: string, post: string): Promise<void> {
  await tx.run(
    q.updateTable('identity.session').set({ post_id: post }).where('token_hash', '=', hash),
  );
}

export async function touchStaffSession(tx: Tx, hash: string, at: string): Promise<void> {
  await tx.run(
    q.updateTable('identity.session').set({ seen_at: at }).where('token_hash', '=', hash),
  );
}

/** Ends one session; answers the account whose it was, if it was open. */
export async function endStaffSession(
  tx: Tx,
  hash: string,
  at: string,
): Promise<{ account_id: string; post_id: string } | undefined> {
  return tx.first(
    q
      .updateTable('identity.session')
      .set({ ended_at: at })
      .where('token_hash', '=', hash)
      .where('ended_at', 'is', null)
      .returning(['account_id', 'post_id']),
  );
}

/** Ends all sessions of an account, but for the one at hand. */
export async function endStaffSessions(
  tx: Tx,
  account: string,
  at: string,
  except = '',
): Promise<void> {
  await tx.run(
    q
      .updateTable('identity.session')
      .set({ ended_at: at })
      .where('account_id', '=', account)
      .where('ended_at', 'is', null)
      .where('token_hash', '<>', except),
  );
}

export async function findResidentSession(
  tx: Tx,
  hash: string,
): Promise<ResidentSession | undefined> {
  const row = await tx.first(
    q
      .selectFrom('resident.session as s')
      .innerJoin('resident.account as a', 'a.id', 's.account_id')
      .select(['s.account_id', 's.seen_at', 's.expires_at'])
      .where('s.token_hash', '=', hash)
      .where('s.ended_at', 'is', null)
      .where('a.is_active', '=', true),
  );
  return (
    row && {
      accountId: row.account_id,
      seenAt: row.seen_at.getTime(),
      expiresAt: row.expires_at.getTime(),
    }
  );
}

export async function insertResidentSession(tx: Tx, session: NewSession): Promise<void> {
  await tx.run(
    q.insertInto('resident.session').values({
      token_hash: session.tokenHash,
      account_id: session.accountId,
      created_at: session.at,
      seen_at: session.at,
      expires_at: session.expiresAt,
      ended_at: null,
    }),
  );
}

export async function endResidentSession(tx: Tx, hash: string, at: string): Promise<void> {
  await tx.run(
    q.updateTable('resident.session').set({ ended_at: at }).where('token_hash', '=', hash),
  );
}

/** Deletes sessions that expired before `before`. */
export async function sweepSessions(tx: Tx, before: string): Promise<void> {
  await tx.run(q.deleteFrom('identity.session').where('expires_at', '<', new Date(before)));
  await tx.run(q.deleteFrom('resident.session').where('expires_at', '<', new Date(before)));
}
