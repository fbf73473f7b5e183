/**
 * A refusal is an expected "no" with a code: the only error that rules and actions may throw on
 * purpose. Anything else that is thrown is a bug. HTTP statuses and texts live at the edges.
 */

export type RefusalKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'tooMany'
  | 'unavailable';

/** One field that was wrong: its path in the input, and a code that says how. */
export type FieldFault = { path: string; code: string; detail?: string };

export type RefusalDetails = {
  fields?: FieldFault[];
  /** Values that a text's placeholders may use. Never personal data. */
  values?: Record<string, string | number>;
  /** What the caller needs to go on, for instance the present state after a conflict. */
  present?: unknown;
};

export class Refusal extends Error {
  readonly code: string;
  readonly details: RefusalDetails;

  constructor(code: string, details: RefusalDetails = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }
}

/** Throws a refusal. Returns `never`, so that it can stand where a value is expected. */
export function refuse(code: string, details: RefusalDetails = {}): never {
  throw new Refusal(code, details);
}

/** Refuses what may be asked for again in a while: words and page are told how long. */
export function refuseForNow(code: string, waitMs: number): never {
  const seconds = Math.ceil(waitMs / 1000);
  return refuse(code, { values: { seconds }, present: { seconds } });
}

/** For a programmer's mistakes at borders: what must be true after a load or before a save. */
export function must(condition: unknown, why: string): asserts condition {
  if (!condition) throw new Error(`must: ${why}`);
}
