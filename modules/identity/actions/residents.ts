/** Residents sign in by a code sent to their phone; the first right code makes the account. */
import { refuse, refuseForNow } from '../../../kernel/refusal.ts';
import { newPhoneCode, newToken, tokenHash } from '../../../platform/auth/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type { SessionView } from '../contract/shapes.ts';
import {
  claimLimits,
  codeLimits,
  guessLimit,
  type Limit,
  waitFor,
  withAttempt,
} from '../rules/attempts.ts';
import { keepAttempts, lockAttempts } from '../store/attempts.ts';
import { accountOfPhone, keepCode, sealedPhoneOf, tryCode, useCode } from '../store/residents.ts';
import { endResidentSession, insertResidentSession } from '../store/sessions.ts';
import { type Ctx, type IdentityDeps, iso, RESIDENT_COOKIE, within } from './deps.ts';

const CODE_MINUTES = 5;
const CODE_TRIES = 5;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const KEEP = 200;
/** On a device that others use too: a look at one matter takes no longer. */
const BRIEF_MS = 3_600_000;

/** What a code may be used for beside signing in: `about` names it exactly, `use` in words. */
export type Consent = { about: string; use: string };

/**
 * Sends a code. One to consent with opens what it is about and nothing else: whoever is told it
 * cannot sign in with it. Refuses CODE_TOO_SOON with the seconds to wait, CODE_NOT_SENT.
 */
export async function sendCode(
  deps: IdentityDeps,
  ctx: Ctx,
  phone: string,
  consent?: Consent,
): Promise<{ validMinutes: number; shownCode?: string | undefined }> {
  const code = newPhoneCode();
  const { about } = consent ?? {};
  const phoneDigest = keptAs(deps, { phone, about });
  await within(deps, async (tx) => {
    const waitMs = await count(tx, ctx, [
      { key: deps.keys.digest(phone, 'code-phone'), limits: codeLimits.phone },
      { key: deps.keys.digest(ctx.address, 'code-address'), limits: codeLimits.address },
    ]);
    if (waitMs > 0) refuseForNow('CODE_TOO_SOON', waitMs);
    await keepCode(tx, {
      phoneDigest,
      codeDigest: digestOf(deps, { phone, code, about }),
      at: iso(ctx.now),
      expiresAt: iso(ctx.now + CODE_MINUTES * MINUTE_MS),
    });
  });
  try {
    const words = consent && { use: consent.use };
    const shownCode = await deps.phoneCodes.send({ phone, code, minutes: CODE_MINUTES, ...words });
    return { validMinutes: CODE_MINUTES, ...(shownCode && { shownCode }) };
  } catch (error) {
    deps.onFault('a phone code was not taken by the gateway', error);
    return refuse('CODE_NOT_SENT');
  }
}

type Sought = { phone: string; about?: string | undefined };

/** A phone has one code to sign in with, and one for each thing that it may consent to. */
function keptAs({ keys }: IdentityDeps, { phone, about }: Sought): string {
  return about === undefined
    ? keys.digest(phone, 'phone')
    : keys.digest(`${phone} ${about}`, 'consent');
}

function digestOf({ keys }: IdentityDeps, { phone, code, about }: Sought & { code: string }) {
  return keys.digest([phone, code, ...(about === undefined ? [] : [about])].join(' '), 'code');
}

/** Counts one more under each key, unless one must wait: then nothing, and how long (ms). */
async function count(
  tx: Tx,
  ctx: Pick<Ctx, 'now'>,
  subjects: readonly { key: string; limits: readonly Limit[] }[],
): Promise<number> {
  const keys = subjects.map((subject) => subject.key);
  const recent = await lockAttempts(tx, 'resident.attempt', keys, iso(ctx.now));
  const waits = subjects.map(({ key, limits }) => waitFor(recent.get(key) ?? [], limits, ctx.now));
  const longest = Math.max(...waits);
  if (longest > 0) return longest;
  for (const subject of keys) {
    const times = withAttempt(recent.get(subject) ?? [], ctx.now, KEEP);
    await keepAttempts(tx, 'resident.attempt', { subject, recent: times, at: iso(ctx.now) });
  }
  return 0;
}

/** Counts a resident's try at a matter's number; false when there were too many. */
export function mayClaim(
  deps: IdentityDeps,
  ctx: Pick<Ctx, 'now' | 'address'>,
  account: string,
): Promise<boolean> {
  const subjects = [
    { key: deps.keys.digest(account, 'claim-account'), limits: claimLimits.account },
    { key: deps.keys.digest(ctx.address, 'claim-address'), limits: claimLimits.address },
  ];
  return within(deps, async (tx) => (await count(tx, ctx, subjects)) === 0);
}

/** Sends a code to the phone of an account that is signed in, for an act that wants one. */
export async function sendOwnCode(deps: IdentityDeps, ctx: Ctx, account: string) {
  return sendCode(deps, ctx, await phoneOf(deps, account));
}

/** Uses up the code that was sent to the account's phone. Refuses CODE_WRONG, TOO_MANY_REQUESTS. */
export async function useOwnCode(
  deps: IdentityDeps,
  ctx: Ctx,
  of: { account: string; code: string },
): Promise<void> {
  await spendCode(deps, ctx, { phone: await phoneOf(deps, of.account), code: of.code });
}

/** Uses up a code that was sent for what it is about. Refuses as `useOwnCode`. */
export async function spendCode(
  deps: IdentityDeps,
  ctx: Ctx,
  of: Sought & { code: string },
): Promise<void> {
  // The outcome is carried out of the transaction: a wrong try must stay counted.
  const outcome = await within(deps, async (tx) => {
    const key = deps.keys.digest(ctx.address, 'guess-address');
    if ((await count(tx, ctx, [{ key, limits: [guessLimit] }])) > 0) return 'TOO_MANY_REQUESTS';
    return (await isRightCode(deps, tx, ctx, of)) ? null : 'CODE_WRONG';
  });
  if (outcome !== null) refuse(outcome);
}

async function phoneOf(deps: IdentityDeps, account: string): Promise<string> {
  const sealed = await within(deps, (tx) => sealedPhoneOf(tx, account));
  return sealed === undefined ? refuse('NOT_FOUND') : deps.keys.open(sealed, 'phone');
}

/** Counts the try, and uses the code up when it is right. */
async function isRightCode(
  deps: IdentityDeps,
  tx: Tx,
  ctx: Pick<Ctx, 'now'>,
  of: Sought & { code: string },
): Promise<boolean> {
  const phoneDigest = keptAs(deps, of);
  const code = await tryCode(tx, phoneDigest);
  const isRight =
    code !== undefined &&
    !code.isUsed &&
    code.tries <= CODE_TRIES &&
    code.expiresAt > ctx.now &&
    code.codeDigest === digestOf(deps, of);
  if (isRight) await useCode(tx, phoneDigest);
  return isRight;
}

/** Makes the account of a phone without a code, or finds it: only the program itself may. */
export async function addResident(deps: IdentityDeps, ctx: Ctx, phone: string): Promise<string> {
  if (ctx.actor.kind !== 'system') refuse('FORBIDDEN');
  const account = await within(deps, (tx) =>
    accountOfPhone(tx, {
      id: ctx.newId(),
      phoneDigest: deps.keys.digest(phone, 'phone'),
      phoneSealed: deps.keys.seal(phone, 'phone'),
      at: iso(ctx.now),
    }),
  );
  return account ?? refuse('NOT_FOUND');
}

/** Signs a resident in without a code, for the demo's scripted day: only the program itself may. */
export async function signInResident(
  deps: IdentityDeps,
  ctx: Ctx,
  account: string,
): Promise<{ cookie: string }> {
  if (ctx.actor.kind !== 'system') refuse('FORBIDDEN');
  const token = newToken();
  const lifeMs = deps.config.residentSessionDays * DAY_MS;
  await within(deps, async (tx) => {
    await insertResidentSession(tx, {
      tokenHash: tokenHash(token),
      accountId: account,
      at: iso(ctx.now),
      expiresAt: iso(ctx.now + lifeMs),
    });
    journal(tx, ctx, { verb: 'session.signIn', detail: { account } });
  });
  const [pair = ''] = deps.cookies.write(RESIDENT_COOKIE, token, lifeMs / 1000).split(';');
  return { cookie: pair };
}

/** Refuses CODE_WRONG (whatever was wrong about it) and TOO_MANY_REQUESTS. */
export async function residentSignIn(
  deps: IdentityDeps,
  ctx: Ctx,
  input: { phone: string; code: string; isBrief?: boolean | undefined },
): Promise<SessionView> {
  const token = newToken();
  const phoneDigest = deps.keys.digest(input.phone, 'phone');
  const lifeMs = input.isBrief ? BRIEF_MS : deps.config.residentSessionDays * DAY_MS;
  // The outcome is carried out of the transaction: a wrong try must stay counted.
  const outcome = await within(deps, async (tx) => {
    const key = deps.keys.digest(ctx.address, 'guess-address');
    if ((await count(tx, ctx, [{ key, limits: [guessLimit] }])) > 0) return 'TOO_MANY_REQUESTS';
    if (!(await isRightCode(deps, tx, ctx, input))) return 'CODE_WRONG';
    const account = await accountOfPhone(tx, {
      id: ctx.newId(),
      phoneDigest,
      phoneSealed: deps.keys.seal(input.phone, 'phone'),
      at: iso(ctx.now),
    });
    if (account === null) return 'CODE_WRONG';
    await insertResidentSession(tx, {
      tokenHash: tokenHash(token),
      accountId: account,
      at: iso(ctx.now),
      expiresAt: iso(ctx.now + lifeMs),
    });
    journal(tx, { ...ctx, actor: { kind: 'resident', account } }, { verb: 'session.signIn' });
    return { account };
  });
  if (typeof outcome === 'string') return refuse(outcome);
  ctx.setHeader('set-cookie', deps.cookies.write(RESIDENT_COOKIE, token, lifeMs / 1000));
  return { kind: 'resident', account: outcome.account };
}

export async function residentSignOut(deps: IdentityDeps, ctx: Ctx): Promise<void> {
  const token = deps.cookies.read(ctx.headers, RESIDENT_COOKIE);
  ctx.setHeader('set-cookie', deps.cookies.write(RESIDENT_COOKIE, '', 0));
  // Pictures that the browser kept for some minutes go with the session that might see them.
  ctx.setHeader('clear-site-data', '"cache"');
  if (!token) return;
  const hash = tokenHash(token);
  await within(deps, (tx) => endResidentSession(tx, hash, iso(ctx.now)));
  deps.residentSessions.forget(hash);
}
