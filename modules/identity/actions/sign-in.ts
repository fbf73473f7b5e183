/** Staff sign in by password and, once set up, an authenticator app's code; and sign out. */
import type { StaffActor } from '../../../kernel/actor.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { newToken, tokenHash, totpStep } from '../../../platform/auth/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type { SessionView } from '../contract/shapes.ts';
import { type Account, findAccount, useTotpStep } from '../store/accounts.ts';
import { endStaffSession, insertStaffSession } from '../store/sessions.ts';
import { actorOf } from './authenticate.ts';
import { type Ctx, heldPosts, type IdentityDeps, iso, STAFF_COOKIE, within } from './deps.ts';
import { assertUnlocked, type Wrong, withLockOut } from './lock-out.ts';
import { sessionView } from './views.ts';

const HOUR_MS = 3_600_000;

type Opened = { token: string; actor: StaffActor };

/** Refuses CREDENTIALS_WRONG, ACCOUNT_LOCKED, TOTP_NEEDED, TOTP_WRONG and POST_NONE. */
export async function signIn(
  deps: IdentityDeps,
  ctx: Ctx,
  input: { name: string; password: string; totp?: string },
): Promise<SessionView> {
  await assertUnlocked(deps, ctx, input.name);
  const account = await within(deps, (tx) => findAccount(tx, { name: input.name }));
  const isRight = await deps.passwords.verify(
    input.password,
    account?.isActive ? account.passwordHash : null,
  );
  await deps.directory.fresh();
  const opened = await withLockOut<Opened>(deps, ctx, input.name, async (tx) => {
    if (!account || !isRight) return { wrong: 'CREDENTIALS_WRONG', account: account?.id };
    const fault = await useTotp(deps, ctx, tx, { account, code: input.totp });
    return fault ?? openSession(deps, ctx, tx, { account, by: 'password' });
  });
  return welcome(deps, ctx, opened, account?.hasTotp);
}

async function useTotp(
  deps: IdentityDeps,
  ctx: Ctx,
  tx: Tx,
  input: { account: Account; code?: string },
): Promise<Wrong | null> {
  const { account, code } = input;
  if (!account.hasTotp) return null;
  if (code === undefined) return refuse('TOTP_NEEDED');
  const step = stepOf(deps, account, code, ctx.now);
  const isGood = step !== null && (await useTotpStep(tx, account.id, step));
  return isGood ? null : { wrong: 'TOTP_WRONG', account: account.id };
}

/** The time step of a code under the account's secret; null when it is wrong. */
export function stepOf(
  deps: IdentityDeps,
  account: Account,
  code: string,
  now: number,
): number | null {
  if (account.totpSealed === null) return null;
  return totpStep(deps.keys.open(account.totpSealed, 'totp'), code, now);
}

/** Opens a session as the longest-held post. Refuses POST_NONE. */
export async function openSession(
  deps: IdentityDeps,
  ctx: Ctx,
  tx: Tx,
  who: { account: Account; by: 'password' | 'oidc' },
): Promise<Opened> {
  const { account, by } = who;
  const directory = deps.directory.current();
  const [post] = heldPosts(deps, directory, account.id, ctx.now);
  if (!post) return refuse('POST_NONE');
  const session = { accountId: account.id, postId: post.id, name: account.displayName };
  const actor = actorOf(deps, directory, session, ctx.now) ?? refuse('POST_NONE');
  const token = newToken();
  await insertStaffSession(tx, {
    tokenHash: tokenHash(token),
    id: ctx.newId(),
    accountId: account.id,
    postId: post.id,
    at: iso(ctx.now),
    expiresAt: iso(ctx.now + deps.config.staffSessionHours * HOUR_MS),
  });
  journal(tx, { ...ctx, actor }, { verb: 'session.signIn', detail: { by } });
  return { token, actor };
}

/** Sets the cookie of a session that was opened. */
export function welcome(
  deps: IdentityDeps,
  ctx: Ctx,
  opened: Opened,
  hasTotp?: boolean,
): SessionView {
  const lifeSeconds = deps.config.staffSessionHours * 3600;
  ctx.setHeader('set-cookie', deps.cookies.write(STAFF_COOKIE, opened.token, lifeSeconds));
  return sessionView(deps, opened.actor, ctx.now, hasTotp);
}

/** Ends the session of the cookie; without one there is nothing to end. */
export async function signOut(deps: IdentityDeps, ctx: Ctx): Promise<void> {
  const token = deps.cookies.read(ctx.headers, STAFF_COOKIE);
  ctx.setHeader('set-cookie', deps.cookies.write(STAFF_COOKIE, '', 0));
  if (!token) return;
  const hash = tokenHash(token);
  await within(deps, async (tx) => {
    const isEnded = await endStaffSession(tx, hash, iso(ctx.now));
    if (isEnded) journal(tx, ctx, { verb: 'session.signOut' });
  });
  deps.staffSessions.forget(hash);
}
