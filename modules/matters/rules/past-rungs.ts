/** What a ladder need not say any more: an imported matter may have been due years ago. */
import { type Draft, putClock } from './draft.ts';

/**
 * Nobody is reminded of what is over: only the breach is still to be written down. For clocks that
 * begin at a time past, before anything was said.
 */
export function leaveOutPastRungs(draft: Draft, at: number): void {
  for (const clock of draft.state.clocks) {
    if (clock.state !== 'running') continue;
    const rungs = clock.detail.rungs.filter((one) => one.rung === 'breach' || one.at > at);
    putClock(draft, {
      ...clock,
      nextAt: rungs[0]?.at ?? null,
      detail: { ...clock.detail, rungs },
    });
  }
}
