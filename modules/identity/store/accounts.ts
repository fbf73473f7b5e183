/** Accounts of staff. Hashes and sealed secrets leave this file only towards sign-in. */
import { q, refusing, type Tx } from '../../../platform/db/index.ts';

export type Account = {
  id: string;
  orgId: string;
  name: string;
  displayName: string;
  passwordHash: string | null;
  totpSealed: string | null;
  hasTotp: boolean;
  oidcSubject: string | null;
  isActive: boolean;
};

const columns = [
  'id',
  'org_id',
  'name',
  'display_name',
  'password_hash',
  'totp_sealed',
  'totp_confirmed_at',
  'oidc_subject',
  'is_active',
] as const;

const accountRefusals = refusing({
  account_name_key: 'ACCOUNT_DUPLICATE',
  account_oidc_key: 'ACCOUNT_DUPLICATE',
});

const select = () => q.selectFrom('identity.account').select(columns);
type Row = Awaited<ReturnType<ReturnType<typeof select>['executeTakeFirstOrThrow']>>;

export async function findAccount(
  tx: Tx,
  by: { id: string } | { name: string } | { oidc_subject: string },
): Promise<Account | undefined> {
  const [[column, value] = ['id', '']] = Object.entries(by);
  const row = await tx.first(select().where(column as 'id' | 'name' | 'oidc_subject', '=', value));
  return row && toAccount(row);
}

/** The account, held until the transaction ends. */
export async function lockAccount(tx: Tx, id: string): Promise<Account | undefined> {
  const row = await tx.first(select().where('id', '=', id).forUpdate());
  return row && toAccount(row);
}

/** Accounts administered by any of the organisations, by id. */
export async function listAccounts(
  tx: Tx,
  orgs: readonly string[],
  page: { after: string | null; limit: number },
): Promise<Account[]> {
  if (orgs.length === 0) return [];
  const rows = await tx.rows(
    select()
      .where('org_id', 'in', [...orgs])
      .$if(page.after !== null, (query) => query.where('id', '>', page.after ?? ''))
      .orderBy('id')
      .limit(page.limit),
  );
  return rows.map(toAccount);
}

export async function insertAccount(tx: Tx, account: Account, at: string): Promise<void> {
  await tx
    .run(
      q.insertInto('identity.account').values({
        id: account.id,
        org_id: account.orgId,
        name: account.name,
        display_name: account.displayName,
        password_hash: account.passwordHash,
        oidc_subject: account.oidcSubject,
        totp_sealed: null,
        totp_confirmed_at: null,
        totp_last_step: null,
        is_active: account.isActive,
        created_at: at,
      }),
    )
    .catch(accountRefusals);
}

export async function updateAccount(tx: Tx, account: Account): Promise<void> {
  await tx
    .run(
      q
        .updateTable('identity.account')
        .set({
          display_name: account.displayName,
          password_hash: account.passwordHash,
          oidc_subject: account.oidcSubject,
          is_active: account.isActive,
        })
        .where('id', '=', account.id),
    )
    .catch(accountRefusals);
}

/** Keeps a new shared secret (or none); it does not count before it is confirmed. */
export async function keepTotp(tx: Tx, id: string, sealed: string | null): Promise<void> {
  await tx.run(
    q
      .updateTable('identity.account')
      .set({ totp_sealed: sealed, totp_confirmed_at: null, totp_last_step: null })
      .where('id', '=', id),
  );
}

export async function confirmTotp(tx: Tx, id: string, at: string): Promise<void> {
  await tx.run(
    q.updateTable('identity.account').set({ totp_confirmed_at: at }).where('id', '=', id),
  );
}

/** Uses a time step up; false when this or a later one was used before. */
export async function useTotpStep(tx: Tx, id: string, step: number): Promise<boolean> {
  const touched = await tx.run(
    q
      .updateTable('identity.account')
      .set({ totp_last_step: step })
      .where('id', '=', id)
      .where((where) =>
        where.or([where('totp_last_step', 'is', null), where('totp_last_step', '<', step)]),
      ),
  );
  return touched === 1;
}

function toAccount(row: Row): Account {
  return {
    id: row.id,
    orgId: row.org_id,
    name: row.name,
    displayName: row.display_name,
    passwordHash: row.password_hash,
    totpSealed: row.totp_sealed,
    hasTotp: row.totp_confirmed_at !== null,
    oidcSubject: row.oidc_subject,
    isActive: row.is_active,
  };
}
