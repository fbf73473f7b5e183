/**
 * Rungs and reminders that are due on one matter: fired by the sweep, and by an act that comes
 * before it, so that no extension or close can overtake a breach that has happened.
 */
import type { Tx } from '../../../platform/db/index.ts';
import type { Draft } from '../rules/draft.ts';
import { dueRung, fireRung } from '../rules/ladder.ts';
import { dueReminder, remindIssuer } from '../rules/late-replies.ts';
import type { MatterState } from '../rules/state.ts';
import type { ActContext } from './load.ts';
import { asProgram, type Step, takeSteps } from './steps.ts';
import type { MattersWorld } from './world.ts';

/** The next thing that is due on a matter, done to the draft; null when nothing is. */
export function nextRung(draft: Draft): Step | null {
  const due = dueRung(draft);
  if (due) {
    const at = new Date(due.clock.nextAt ?? draft.now).toISOString();
    fireRung(draft, due);
    return { action: 'rung', given: { clock: due.clock.name, rung: due.rung, at } };
  }
  const late = dueReminder(draft);
  if (!late) return null;
  remindIssuer(draft, late);
  return { action: 'supervisionLate', given: { supervision: late.id } };
}

/** Fires what is due by now on a matter that this transaction has locked. Answers how many. */
export async function fireDue(
  world: MattersWorld,
  tx: Tx,
  ctx: Pick<ActContext, 'now'>,
  state: MatterState,
): Promise<number> {
  const isDue = (at: number | null) => at !== null && at <= ctx.now;
  const isLate =
    state.clocks.some((clock) => isDue(clock.nextAt)) ||
    state.supervisions.some((one) => isDue(one.remindAt));
  if (!isLate) return 0;
  const { county, id } = state.matter;
  return takeSteps(world, tx, asProgram(world, 'ladder', ctx.now), { county, id }, nextRung);
}
