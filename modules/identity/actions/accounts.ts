/** Administration of accounts and of machines' keys. */
import { refuse } from '../../../kernel/refusal.ts';
import { newToken, tokenHash } from '../../../platform/auth/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type {
  AccountChange,
  AccountView,
  KeyView,
  NewAccount,
  NewKey,
} from '../contract/shapes.ts';
import { administers, mayGrant } from '../rules/scope.ts';
import {
  type Account,
  insertAccount,
  keepTotp,
  listAccounts,
  lockAccount,
  updateAccount,
} from '../store/accounts.ts';
import { type ApiKey, insertKey, listKeys, lockKey, revokeKey } from '../store/keys.ts';
import { endStaffSessions } from '../store/sessions.ts';
import { administeredOrg } from './admin.ts';
import { type Ctx, type IdentityDeps, iso, within } from './deps.ts';
import { assertStrong } from './staff.ts';
import { accountView } from './views.ts';

/** Refuses NOT_FOUND, ACCOUNT_DUPLICATE, PASSWORD_WEAK. */
export async function addAccount(
  deps: IdentityDeps,
  ctx: Ctx,
  input: NewAccount,
): Promise<AccountView> {
  const directory = await deps.directory.fresh();
  administeredOrg(deps, ctx, input.orgId);
  if (input.password !== undefined) assertStrong(input.name, input.password);
  const account: Account = {
    id: ctx.newId(),
    orgId: input.orgId,
    name: input.name,
    displayName: input.displayName,
    passwordHash: input.password === undefined ? null : await deps.passwords.hash(input.password),
    totpSealed: null,
    hasTotp: false,
    oidcSubject: input.oidcSubject ?? null,
    isActive: true,
  };
  await within(deps, async (tx) => {
    await insertAccount(tx, account, iso(ctx.now));
    const detail = { account: account.id, org: account.orgId };
    journal(tx, ctx, { verb: 'account.add', detail });
  });
  return accountView(directory, account);
}

/**
 * A new password, a removed app and a closed account end all its sessions. Refuses NOT_FOUND,
 * ACCOUNT_DUPLICATE, ACCOUNT_OWN, PASSWORD_WEAK.
 */
export async function changeAccount(
  deps: IdentityDeps,
  ctx: Ctx,
  id: string,
  change: AccountChange,
): Promise<AccountView> {
  const directory = await deps.directory.fresh();
  const isOwn = ctx.actor.kind === 'staff' && ctx.actor.account === id;
  if (isOwn && change.isActive === false) refuse('ACCOUNT_OWN');
  const newHash =
    change.password === undefined ? undefined : await deps.passwords.hash(change.password);
  const changed = await within(deps, async (tx) => {
    const account = (await lockAccount(tx, id)) ?? refuse('NOT_FOUND');
    administeredOrg(deps, ctx, account.orgId);
    if (change.password !== undefined) assertStrong(account.name, change.password);
    const after: Account = {
      ...account,
      displayName: change.displayName ?? account.displayName,
      passwordHash: newHash ?? account.passwordHash,
      oidcSubject: change.oidcSubject === undefined ? account.oidcSubject : change.oidcSubject,
      isActive: change.isActive ?? account.isActive,
      hasTotp: account.hasTotp && !change.removeTotp,
    };
    await updateAccount(tx, after);
    if (change.removeTotp) await keepTotp(tx, id, null);
    if (newHash || change.removeTotp || !after.isActive) {
      await endStaffSessions(tx, id, iso(ctx.now));
    }
    // What was changed, never to what: a password or a subject does not belong in the log.
    const detail = { account: id, changed: Object.keys(change), isActive: after.isActive };
    journal(tx, ctx, { verb: 'account.change', detail });
    return after;
  });
  deps.staffSessions.clear();
  return accountView(directory, changed);
}

/** The accounts that the actor administers, by id. */
export async function accountsOf(
  deps: IdentityDeps,
  ctx: Ctx,
  query: { orgId?: string; after: string | null; limit: number },
): Promise<AccountView[]> {
  const directory = await deps.directory.fresh();
  const accounts = await within(deps, (tx) =>
    listAccounts(tx, administeredIds(deps, ctx, query.orgId), query),
  );
  return accounts.map((account) => accountView(directory, account));
}

/** Ids of the organisations that the actor administers; one of them when named. */
export function administeredIds(deps: IdentityDeps, ctx: Ctx, only?: string): string[] {
  const orgs = deps.directory.current().tree.all();
  return orgs
    .filter((org) => (only === undefined || org.id === only) && administers(ctx.actor, org))
    .map((org) => org.id);
}

/** Makes a key; its secret is in this answer only. Refuses NOT_FOUND, REGION_OUTSIDE. */
export async function addKey(
  deps: IdentityDeps,
  ctx: Ctx,
  input: NewKey,
): Promise<KeyView & { secret: string }> {
  await deps.directory.fresh();
  administeredOrg(deps, ctx, input.orgId);
  if (!mayGrant(ctx.actor, input.regions)) refuse('REGION_OUTSIDE');
  const by = ctx.actor.kind === 'staff' ? ctx.actor.account : refuse('FORBIDDEN');
  const secret = `linli_${newToken()}`;
  const key: ApiKey = {
    id: ctx.newId(),
    orgId: input.orgId,
    name: input.name,
    hint: secret.slice(0, 10),
    scopes: [...new Set<string>(input.scopes)],
    regions: [...new Set(input.regions)],
    createdAt: iso(ctx.now),
    expiresAt: input.expiresAt ?? null,
    revokedAt: null,
  };
  await within(deps, async (tx) => {
    await insertKey(tx, key, { hash: tokenHash(secret), by });
    const { id, orgId, scopes, regions } = key;
    journal(tx, ctx, { verb: 'key.add', detail: { key: id, orgId, scopes, regions } });
  });
  return { ...key, secret };
}

/** From the next request on the key opens nothing. Refuses NOT_FOUND. */
export async function endKey(deps: IdentityDeps, ctx: Ctx, id: string): Promise<KeyView> {
  await deps.directory.fresh();
  return within(deps, async (tx) => {
    const key = (await lockKey(tx, id)) ?? refuse('NOT_FOUND');
    administeredOrg(deps, ctx, key.orgId);
    await revokeKey(tx, id, iso(ctx.now));
    journal(tx, ctx, { verb: 'key.revoke', detail: { key: id } });
    return { ...key, revokedAt: key.revokedAt ?? iso(ctx.now) };
  });
}

export async function keysOf(deps: IdentityDeps, ctx: Ctx): Promise<KeyView[]> {
  await deps.directory.fresh();
  return within(deps, (tx) => listKeys(tx, administeredIds(deps, ctx)));
}
