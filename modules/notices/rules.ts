/** Who may speak for what, and whether a notice holds. */
import { type Actor, covers } from '../../kernel/actor.ts';
import type { noticeStates } from './contract.ts';

export type NoticeSpan = { fromAt: number; toAt: number; withdrawnAt: number | null };

export function stateOf(notice: NoticeSpan, now: number): (typeof noticeStates)[number] {
  if (notice.withdrawnAt !== null) return 'withdrawn';
  if (now < notice.fromAt) return 'upcoming';
  return now < notice.toAt ? 'current' : 'over';
}

export type NoticePlace = {
  county: string;
  /** The code of the county's region. */
  region: string;
  town: string | null;
};

/** Why an actor may not speak for a place, or null. A town's post does not speak for the county. */
export function whyNotSpeak(actor: Actor, { county, region, town }: NoticePlace): string | null {
  const isPlaced = actor.kind === 'staff' || actor.kind === 'machine';
  if (!isPlaced || !actor.counties.includes(county)) return 'NOT_FOUND';
  return covers(actor.regions, town ?? region) ? null : 'REGION_OUTSIDE';
}
