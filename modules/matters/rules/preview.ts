/** What a draft of a matter's birth says to whoever has not sent it yet. */
import { timeOf } from './clocks.ts';
import type { Draft } from './draft.ts';
import type { Amount, ClockSpec, Words } from './process.ts';

/** `provided`: on what it depends whether it begins; null: on nothing but reaching the handler. */
export type LaterTerm = Words & { name: string; provided: Words | null } & Amount;

/**
 * The terms that begin only when it reaches the organisation that will handle it, or under a
 * condition that the process names: known now, while their due time is not.
 */
export function laterTerms(draft: Draft): LaterTerm[] {
  const { clocks } = draft.view.definition;
  const running = new Set(draft.state.clocks.map((clock) => clock.name));
  return Object.entries(clocks)
    .filter(([name, spec]) => !running.has(name) && isForeseen(draft, spec))
    .map(([name, spec]) => {
      const { amount, unit } = timeOf(draft, name, spec);
      return { name, zh: spec.zh, en: spec.en, provided: spec.provided ?? null, amount, unit };
    });
}

function isForeseen(draft: Draft, spec: ClockSpec): boolean {
  if (spec.decidesDue !== true || spec.for !== undefined) return false;
  return spec.provided !== undefined || isHandlers(draft, spec);
}

function isHandlers({ view }: Draft, spec: ClockSpec): boolean {
  const { stages } = view.definition;
  const begins = spec.starts.map((event) => stages[event.replace(/^stage:/, '')]?.owner);
  return begins.includes('handlingOrg');
}
