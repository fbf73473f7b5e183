/**
 * The lock-out of staff. Whether a try was right is settled under the lock of the name's and the
 * address's rows: of many tries at once those after the fifth wrong one are refused, right or not.
 */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import { accountLockout, type Lockout, lockedUntil, withAttempt } from '../rules/attempts.ts';
import { keepAttempts, lockAttempts } from '../store/attempts.ts';
import { type Ctx, type IdentityDeps, iso, within } from './deps.ts';

/** A try that was wrong: it counts, and the code is what the caller hears. */
export type Wrong = { wrong: string; account?: string };

type Subject = { key: string; rule: Lockout; recent: number[] };

const MINUTE_MS = 60_000;
const KEEP = 100;

/**
 * Runs `settle` unless the name or the address is locked. A wrong try is counted and logged, a
 * right one clears the name's count. Refuses ACCOUNT_LOCKED and what `settle` found wrong.
 */
export async function withLockOut<T extends object>(
  deps: IdentityDeps,
  ctx: Ctx,
  name: string,
  settle: (tx: Tx) => Promise<T | Wrong>,
): Promise<T> {
  const outcome = await within(deps, async (tx) => {
    const [byName, byAddress] = await lockSubjects(deps, tx, ctx, name);
    const until = Math.max(lockEnd(byName, ctx.now), lockEnd(byAddress, ctx.now));
    if (until > 0) return { until };
    const result = await settle(tx);
    if ('wrong' in result) {
      for (const one of [byName, byAddress]) {
        await keep(tx, ctx, one, withAttempt(one.recent, ctx.now, KEEP));
      }
      const detail = { code: result.wrong, ...(result.account && { account: result.account }) };
      journal(tx, ctx, { verb: 'session.refuse', detail });
    } else if (byName.recent.length > 0) {
      await keep(tx, ctx, byName, []);
    }
    return { result };
  });
  if (outcome.until !== undefined) return refuseLocked(outcome.until, ctx.now);
  return 'wrong' in outcome.result ? refuse(outcome.result.wrong) : outcome.result;
}

/** Spares the cost of a password's hash while the name or address is locked. */
export async function assertUnlocked(deps: IdentityDeps, ctx: Ctx, name: string): Promise<void> {
  const until = await within(deps, async (tx) => {
    const subjects = await lockSubjects(deps, tx, ctx, name);
    return Math.max(...subjects.map((one) => lockEnd(one, ctx.now)));
  });
  if (until > 0) refuseLocked(until, ctx.now);
}

function refuseLocked(until: number, now: number): never {
  const minutes = Math.ceil((until - now) / MINUTE_MS);
  return refuse('ACCOUNT_LOCKED', { values: { minutes } });
}

async function lockSubjects(
  deps: IdentityDeps,
  tx: Tx,
  ctx: Ctx,
  name: string,
): Promise<[Subject, Subject]> {
  const nameKey = deps.keys.digest(name, 'name');
  const addressKey = deps.keys.digest(ctx.address, 'address');
  const keys = [nameKey, addressKey];
  const recent = await lockAttempts(tx, 'identity.attempt', keys, iso(ctx.now));
  const addressRule = { ...accountLockout, attempts: deps.config.wrongPerAddress };
  return [
    { key: nameKey, rule: accountLockout, recent: recent.get(nameKey) ?? [] },
    { key: addressKey, rule: addressRule, recent: recent.get(addressKey) ?? [] },
  ];
}

function lockEnd(subject: Subject, now: number): number {
  return lockedUntil(subject.recent, subject.rule, now) ?? 0;
}

function keep(tx: Tx, ctx: Ctx, subject: Subject, recent: readonly number[]) {
  return keepAttempts(tx, 'identity.attempt', { subject: subject.key, recent, at: iso(ctx.now) });
}
