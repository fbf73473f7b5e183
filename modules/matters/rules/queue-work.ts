/**
 * Whose work waits in a queue, by the processes that hold: a queue in which a role may take none of
 * the acts that it waits for is somebody else's. Decides what a menu offers, not what is in sight.
 */
import type { Queue } from '../contract/lists.ts';
import type { ActionSpec, ProcessDefinition } from './process.ts';
import { STAGES, type Worker } from './queues.ts';

/** The acts that a queue waits for, by the words that all processes share. */
const DEEDS: Partial<Record<Queue, readonly string[]>> = {
  toDispatch: ['dispatch'],
  toVerify: ['verify'],
  toCheck: ['check'],
  toCallBack: ['callBack', 'close'],
  unowned: ['dispatch', 'designate'],
  requests: ['decideObjection', 'decideSuspension', 'decideExtension'],
  supervised: ['replySupervision'],
  supervising: ['supervise', 'remind'],
};

/** What is late in the region is watched by who gives matters to others, or presses them on. */
const WATCH: readonly Queue[] = ['toDispatch', 'unowned', 'supervising'];
/** What a centre holds is looked through by who takes it in, and by who watches. */
const DESK: readonly Queue[] = ['toOpen', ...WATCH];

export function isWorkOf(
  actor: Worker,
  queue: Queue,
  processes: readonly ProcessDefinition[],
): boolean {
  // A machine has no role, and without rules nobody can say.
  if (actor.kind !== 'staff' || processes.length === 0) return true;
  const isOneOf = (others: readonly Queue[]) =>
    isLeading(actor) || others.some((other) => isWorkOf(actor, other, processes));
  if (queue === 'overdue' || queue === 'dueSoon') return isOneOf(WATCH);
  if (queue === 'owned') return isOneOf(DESK);
  const deeds = DEEDS[queue];
  const actions = processes.flatMap((process) => Object.entries(process.actions));
  if (queue === 'toOpen') return actions.some(([, action]) => isTakingUp(actor.role, action));
  if (!deeds) return true;
  return actions.some(([name, { by }]) => deeds.includes(name) && by.some(isFor(actor.role)));
}

/** Reads and counts, and takes no act at all. */
const isLeading = ({ permissions }: Worker) =>
  permissions.has('figures.read') && !permissions.has('matter.act');

const isFor =
  (role: string) =>
  ({ roles }: ActionSpec['by'][number]) =>
    roles?.includes(role) ?? false;

/** An act of the centre that holds it, on what nobody has taken up yet. */
function isTakingUp(role: string, { from, by }: ActionSpec): boolean {
  if (typeof from === 'string' || !STAGES.toOpen.some((stage) => from.includes(stage))) {
    return false;
  }
  return by.some(
    (taker) =>
      isFor(role)(taker) && (taker.standing === 'owner' || taker.standing === 'ownerOrAbove'),
  );
}
