/** A centre's settings: one dated document of a shape. Local practice is data, not a constant. */
import type { Amount } from './process.ts';

export type Settings = {
  /** Share of self-handled matters drawn for a check, 0 to 1. */
  selfHandledSample: number;
  /** A reporter may reopen within this time after the close, so often per matter. */
  reopen: { within: Amount; times: number };
  /** Recorded attempts after which a reporter who cannot be reached may be answered publicly. */
  attemptsBeforePublicAnswer: number;
  /** The handling organisation may object within this time after the dispatch. */
  objectionWithin: Amount;
  /** Near-duplicates are looked for within this distance and time. */
  near: { metres: number; days: number };
  /** Ratings' words reach handlers gathered: at least so many, and so many days late. */
  ratingWords: { atLeast: number; afterDays: number };
};

export const defaultSettings: Settings = {
  selfHandledSample: 0.1,
  reopen: { within: { amount: 10, unit: 'calendarDays' }, times: 2 },
  attemptsBeforePublicAnswer: 3,
  objectionWithin: { amount: 2, unit: 'workingDays' },
  near: { metres: 250, days: 14 },
  ratingWords: { atLeast: 5, afterDays: 7 },
};

/** Clients repeat within hours, a phone that lay in a drawer within weeks. */
export const KEYS_KEPT_MS = 30 * 86_400_000;

/** Faults of a settings document. */
export function checkSettings(settings: Settings): string[] {
  const faults: string[] = [];
  const share = settings.selfHandledSample;
  if (!(share >= 0 && share <= 1)) faults.push('selfHandledSample: must lie between 0 and 1');
  if (!(settings.reopen.times >= 0)) faults.push('reopen.times: must not be negative');
  if (!(settings.attemptsBeforePublicAnswer >= 1)) {
    faults.push('attemptsBeforePublicAnswer: must be at least 1');
  }
  if (!(settings.near.metres > 0 && settings.near.days > 0)) faults.push('near: must be positive');
  return faults;
}
