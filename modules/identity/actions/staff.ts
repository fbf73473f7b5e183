/** What signed-in staff do to their own session and account. */
import type { StaffActor } from '../../../kernel/actor.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { newTotp, tokenHash } from '../../../platform/auth/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type { SessionView } from '../contract/shapes.ts';
import {
  type Account,
  confirmTotp,
  findAccount,
  keepTotp,
  lockAccount,
  updateAccount,
  useTotpStep,
} from '../store/accounts.ts';
import { endStaffSessions, setSessionPost } from '../store/sessions.ts';
import { actorOf, liveStaffSession } from './authenticate.ts';
import { type Ctx, heldPosts, type IdentityDeps, iso, STAFF_COOKIE, within } from './deps.ts';
import { assertUnlocked, withLockOut } from './lock-out.ts';
import { stepOf } from './sign-in.ts';
import { sessionView } from './views.ts';

function asStaff(ctx: Ctx): StaffActor {
  return ctx.actor.kind === 'staff' ? ctx.actor : refuse('FORBIDDEN');
}

function cookieHash(deps: IdentityDeps, ctx: Ctx): string {
  return tokenHash(deps.cookies.read(ctx.headers, STAFF_COOKIE) ?? '');
}

export async function readSession(deps: IdentityDeps, ctx: Ctx): Promise<SessionView> {
  if (ctx.actor.kind !== 'staff') return sessionView(deps, ctx.actor, ctx.now);
  const session = await liveStaffSession(deps, cookieHash(deps, ctx), ctx.now);
  return sessionView(deps, ctx.actor, ctx.now, session?.hasTotp);
}

/** Acts as another of one's posts from now on. Refuses NOT_FOUND for a post one does not hold. */
export async function switchPost(deps: IdentityDeps, ctx: Ctx, post: string): Promise<SessionView> {
  const staff = asStaff(ctx);
  const directory = await deps.directory.fresh();
  const held = heldPosts(deps, directory, staff.account, ctx.now);
  if (!held.some((one) => one.id === post)) refuse('NOT_FOUND');
  const hash = cookieHash(deps, ctx);
  await within(deps, async (tx) => {
    await setSessionPost(tx, hash, post);
    journal(tx, ctx, { verb: 'session.switchPost', detail: { from: staff.post, to: post } });
  });
  deps.staffSessions.forget(hash);
  const session = { accountId: staff.account, postId: post, name: staff.name };
  const actor = actorOf(deps, directory, session, ctx.now) ?? staff;
  return sessionView(deps, actor, ctx.now);
}

/** Ends the account's other sessions too. Refuses CREDENTIALS_WRONG, ACCOUNT_LOCKED. */
export async function changePassword(
  deps: IdentityDeps,
  ctx: Ctx,
  input: { password: string; newPassword: string },
): Promise<void> {
  const staff = asStaff(ctx);
  const account = await ownAccount(deps, staff);
  assertStrong(account.name, input.newPassword);
  await assertUnlocked(deps, ctx, account.name);
  const isRight = await deps.passwords.verify(input.password, account.passwordHash);
  const passwordHash = await deps.passwords.hash(input.newPassword);
  await withLockOut(deps, ctx, account.name, async (tx) => {
    if (!isRight) return { wrong: 'CREDENTIALS_WRONG', account: account.id };
    const locked = await lockAccount(tx, account.id);
    if (locked) await updateAccount(tx, { ...locked, passwordHash });
    await endStaffSessions(tx, account.id, iso(ctx.now), cookieHash(deps, ctx));
    journal(tx, ctx, { verb: 'account.changePassword' });
    return {};
  });
  deps.staffSessions.clear();
}

/** Refuses PASSWORD_WEAK for a password made of the account's name. */
export function assertStrong(name: string, password: string): void {
  if (password.toLowerCase().includes(name)) {
    refuse('PASSWORD_WEAK', { fields: [{ path: 'body.password', code: 'PASSWORD_WEAK' }] });
  }
}

/** A new shared secret, in force once `confirmOwnTotp` saw a code of it. Refuses TOTP_STANDS. */
export async function setUpTotp(
  deps: IdentityDeps,
  ctx: Ctx,
): Promise<{ secret: string; uri: string }> {
  const staff = asStaff(ctx);
  return within(deps, async (tx) => {
    const account = await lockAccount(tx, staff.account);
    if (!account || account.hasTotp) return refuse('TOTP_STANDS');
    const totp = newTotp(account.name);
    await keepTotp(tx, account.id, deps.keys.seal(totp.secret, 'totp'));
    journal(tx, ctx, { verb: 'account.setUpTotp' });
    return totp;
  });
}

/** Refuses TOTP_WRONG, TOTP_STANDS, ACCOUNT_LOCKED. */
export async function confirmOwnTotp(deps: IdentityDeps, ctx: Ctx, code: string): Promise<void> {
  const staff = asStaff(ctx);
  const { name } = await ownAccount(deps, staff);
  await withLockOut(deps, ctx, name, async (tx) => {
    const account = await lockAccount(tx, staff.account);
    if (!account || account.hasTotp) return refuse('TOTP_STANDS');
    const step = stepOf(deps, account, code, ctx.now);
    const isGood = step !== null && (await useTotpStep(tx, account.id, step));
    if (!isGood) return { wrong: 'TOTP_WRONG', account: account.id };
    await confirmTotp(tx, account.id, iso(ctx.now));
    journal(tx, ctx, { verb: 'account.confirmTotp' });
    return {};
  });
  deps.staffSessions.clear();
}

async function ownAccount(deps: IdentityDeps, staff: StaffActor): Promise<Account> {
  const account = await within(deps, (tx) => findAccount(tx, { id: staff.account }));
  return account ?? refuse('NOT_FOUND');
}
