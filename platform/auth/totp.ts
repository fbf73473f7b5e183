/** Time codes of an authenticator app (RFC 6238), by `otpauth`. */
import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;
/** A phone's clock may be half a minute off either way. */
const WINDOW_STEPS = 1;

/** A new shared secret (base32) and the address that an app reads from a picture code. */
export function newTotp(account: string): { secret: string; uri: string } {
  const secret = new Secret({ size: 20 });
  return { secret: secret.base32, uri: totpOf(secret, account).toString() };
}

/**
 * The time step that the code stands for, or null when it is wrong. The caller keeps the step and
 * refuses one that is not later: a code seen over a shoulder is good for nothing.
 */
export function totpStep(secret: string, code: string, now: number): number | null {
  const totp = totpOf(Secret.fromBase32(secret), '');
  const delta = totp.validate({ token: code, timestamp: now, window: WINDOW_STEPS });
  return delta === null ? null : Math.floor(now / 1000 / PERIOD_SECONDS) + delta;
}

/** The code of this moment; for tests and command lines. */
export function totpCode(secret: string, now: number): string {
  return totpOf(Secret.fromBase32(secret), '').generate({ timestamp: now });
}

function totpOf(secret: Secret, label: string): TOTP {
  return new TOTP({ issuer: 'Linli', label, secret, digits: 6, period: PERIOD_SECONDS });
}
