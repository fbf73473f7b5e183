/** What a draft of a matter's birth says to whoever has not sent it yet. */
import { timeOf } from './clocks.ts';
import type { Draft } from './draft.ts';
import type { Amount, ClockSpec, Words } from './process.ts';

export type LaterTerm = Words & { name: string } & Amount;

/**
 * The terms that begin only when it reaches the organisation that will handle it: known now, while
 * their due time is not.
 */
export function laterTerms(draft: Draft): LaterTerm[] {
  const { clocks } = draft.view.definition;
  const running = new Set(draft.state.clocks.map((clock) => clock.name));
  return Object.entries(clocks)
    .filter(([name, spec]) => !running.has(name) && isHandlers(draft, spec))
    .map(([name, spec]) => {
      const { amount, unit } = timeOf(draft, name, spec);
      return { name, zh: spec.zh, en: spec.en, amount, unit };
    });
}

function isHandlers({ view }: Draft, spec: ClockSpec): boolean {
  const { stages } = view.definition;
  const begins = spec.starts.map((event) => stages[event.replace(/^stage:/, '')]?.owner);
  return spec.decidesDue === true && spec.for === undefined && begins.includes('handlingOrg');
}
