/** How long the server says to wait before something is asked for again. Pure. */
import type { Problem } from '../api.ts';

/** In seconds; 0: it is no refusal that passes with time. */
export function waitOf(error: unknown): number {
  const { code, present } = (error ?? {}) as Partial<Problem>;
  if (!code?.endsWith('CODE_TOO_SOON')) return 0;
  const { seconds } = (present ?? {}) as { seconds?: unknown };
  return typeof seconds === 'number' && seconds > 0 ? Math.ceil(seconds) : 0;
}

/** What is left of it after some time: never less than nothing, and 0 no moment too early. */
export function leftOf(waitS: number, passedMs: number): number {
  return Math.max(0, Math.ceil(waitS - passedMs / 1000));
}
