/**
 * Whose a clock is: the matter has one of each name, and of those that the definition gives to
 * supporting organisations each has its own.
 */
import type { Draft } from './draft.ts';
import type { ClockSpec } from './process.ts';
import type { Clock } from './state.ts';

/** A clock of the definition and whose it is: null for the matter's own. */
export type Bearing = { name: string; spec: ClockSpec; org: string | null };

/**
 * Whose clocks an event concerns. The matter has one of each name; of those for supporting
 * organisations each has its own: an act concerns those whose work it changed, a stage all.
 */
export function bearersOf(draft: Draft, spec: ClockSpec, event: string): (string | null)[] {
  if (spec.for !== 'supporting') return [null];
  const before = draft.view.state.assignments;
  const concerned = draft.state.assignments.filter(
    (work) => work.role === 'supporting' && (event.startsWith('stage:') || !before.includes(work)),
  );
  return [...new Set(concerned.map((work) => work.org))];
}

export function supports(draft: Draft, org: string): boolean {
  return draft.state.assignments.some(
    (work) => work.role === 'supporting' && work.isOpen && work.org === org,
  );
}

export function isForSupport(draft: Draft, clock: Clock): boolean {
  return draft.view.definition.clocks[clock.name]?.for === 'supporting';
}

export function isLive(clock: Clock): boolean {
  return clock.state === 'running' || clock.state === 'stopped';
}

/** The nearest of an organisation's own clocks; without any, the matter's due time. */
export function supportDueAt(draft: Draft, org: string, due: number | null): number | null {
  const own = draft.state.clocks.filter(
    (clock) => isLive(clock) && clock.org === org && isForSupport(draft, clock),
  );
  if (own.length === 0) return due;
  const running = own.filter((clock) => clock.state === 'running');
  return running.length > 0 ? Math.min(...running.map((clock) => clock.dueAt)) : null;
}
