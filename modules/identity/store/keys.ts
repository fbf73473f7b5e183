/** Keys of machines. */
import { q, type Tx } from '../../../platform/db/index.ts';

export type ApiKey = {
  id: string;
  orgId: string;
  name: string;
  hint: string;
  scopes: string[];
  regions: string[];
  createdAt: string;
  expiresAt: string | null;
  revokedAt: string | null;
};

const select = () =>
  q
    .selectFrom('identity.api_key')
    .select(['id', 'org_id', 'name', 'hint', 'scopes', 'regions'])
    .select(['created_at', 'expires_at', 'revoked_at']);
type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

export async function findKeyBySecret(tx: Tx, hash: string): Promise<ApiKey | undefined> {
  const row = await tx.first(
    select().where('secret_hash', '=', hash).where('revoked_at', 'is', null),
  );
  return row && toKey(row);
}

export async function lockKey(tx: Tx, id: string): Promise<ApiKey | undefined> {
  const row = await tx.first(select().where('id', '=', id).forUpdate());
  return row && toKey(row);
}

const KEYS_MAX = 500;

export async function listKeys(tx: Tx, orgs: readonly string[]): Promise<ApiKey[]> {
  if (orgs.length === 0) return [];
  const rows = await tx.rows(
    select()
      .where('org_id', 'in', [...orgs])
      .orderBy('id', 'desc')
      .limit(KEYS_MAX),
  );
  return rows.map(toKey);
}

export async function insertKey(
  tx: Tx,
  key: ApiKey,
  secret: { hash: string; by: string },
): Promise<void> {
  await tx.run(
    q.insertInto('identity.api_key').values({
      id: key.id,
      org_id: key.orgId,
      name: key.name,
      secret_hash: secret.hash,
      hint: key.hint,
      scopes: key.scopes,
      regions: key.regions,
      created_by: secret.by,
      created_at: key.createdAt,
      expires_at: key.expiresAt,
      revoked_at: null,
    }),
  );
}

export async function revokeKey(tx: Tx, id: string, at: string): Promise<void> {
  await tx.run(
    q
      .updateTable('identity.api_key')
      .set({ revoked_at: at })
      .where('id', '=', id)
      .where('revoked_at', 'is', null),
  );
}

function toKey(row: Row): ApiKey {
  return {
    id: row.id,
    orgId: row.org_id,
    name: row.name,
    hint: row.hint,
    scopes: row.scopes,
    regions: row.regions,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  };
}
