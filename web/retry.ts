/**
 * Which failed reads are asked again. A refusal is an answer; what the network lost, or a server
 * that stumbled, is not: after an act a page would else go on showing what stood before it.
 */

const TRIES_MAX = 2;

/** `error`: a Problem, or whatever else was thrown. */
export function isWorthAnother(tries: number, error: unknown): boolean {
  return tries < TRIES_MAX && !isAnswer(error);
}

function isAnswer(error: unknown): boolean {
  const { status = 0 } = (error ?? {}) as { status?: number };
  return status >= 400 && status < 500;
}
