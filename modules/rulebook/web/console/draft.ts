/** An edited copy of a rule: what it began as, what it is now, whether they differ. */
import { useState } from 'react';

export type Draft<T> = {
  value: T;
  isDirty: boolean;
  change: (next: T) => void;
  /** Back to what was there first. */
  reset: () => void;
};

/**
 * Begins with `first`, or with what was `kept` of an edit of it, and keeps what is written whatever
 * is read again meanwhile.
 */
export function useDraft<T>(first: T, kept: T = first): Draft<T> {
  const [begun] = useState(first);
  const [value, change] = useState(kept);
  const isDirty = value !== begun && JSON.stringify(value) !== JSON.stringify(begun);
  return { value, isDirty, change, reset: () => change(begun) };
}

/** The list with one entry moved a step up (-1) or down (1). */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const to = index + by;
  const next = [...list];
  const [entry] = next.splice(index, 1);
  if (entry === undefined || to < 0 || to > next.length) return [...list];
  next.splice(to, 0, entry);
  return next;
}
