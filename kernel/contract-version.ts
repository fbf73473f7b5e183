/**
 * The version of the contract between our clients and the server. An app that was offline may come
 * back after the server was updated: it says which contract it speaks, and is refused plainly when
 * that is no longer spoken. Raise `contractVersion` when an old client would be misunderstood, and
 * `contractOldest` one release later.
 */
export const contractVersion = 1;
export const contractOldest = 1;

/** The header in which client and server say it to each other. */
export const CONTRACT_HEADER = 'x-linli-contract';
/** The server's time in each answer: an offline client measures its own clock by it. */
export const NOW_HEADER = 'x-linli-now';
/** Whose deed a client means to send: refused when somebody else is signed in by now. */
export const ACCOUNT_HEADER = 'x-linli-account';

export type Spoken = { oldest: number; newest: number };

/** Why a client of this contract is not served; null: it is, or it does not say. */
export function whyNotContract(
  said: string | undefined,
  spoken: Spoken = { oldest: contractOldest, newest: contractVersion },
): 'CLIENT_TOO_OLD' | 'CLIENT_TOO_NEW' | 'INPUT_INVALID' | null {
  if (said === undefined) return null;
  if (!/^\d{1,6}$/.test(said)) return 'INPUT_INVALID';
  const version = Number(said);
  if (version < spoken.oldest) return 'CLIENT_TOO_OLD';
  return version > spoken.newest ? 'CLIENT_TOO_NEW' : null;
}
