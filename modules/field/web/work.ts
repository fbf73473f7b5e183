/** What of the shift has been done on this phone already, though the server may not know it yet. */
import { civilAt } from '../../../kernel/zone.ts';
import type { Item } from './queue/item.ts';
import type { Shift } from './state.ts';

type Task = Shift['tasks'][number];
type Point = Shift['patrol']['items'][number];

/** What this account did on this phone; another's deeds are not sent as its own. */
export const ownOf = (items: readonly Item[], account: string | undefined): Item[] =>
  items.filter((item) => item.account === account);

/** Which report of its day (in the centre's zone) the next one is; check-ins are none. */
export function reportNumber(own: readonly Item[], now: number, zone: string): number {
  const dayOf = (at: number) => civilAt(at, zone).day;
  const before = own.filter(
    (item) => item.deed.kind === 'report' && dayOf(item.happenedAt) === dayOf(now),
  );
  return before.length + 1;
}

/** Acts on a task that wait or have arrived; what was refused does not count. */
export function actsOn(number: string, items: readonly Item[]): Item[] {
  return items.filter(
    (item) =>
      item.deed.kind === 'act' &&
      item.deed.number === number &&
      item.state !== 'refused' &&
      item.state !== 'conflict',
  );
}

/** The last act of this phone on a task that left the list: it went by that act, not by loss. */
export function lastAct(
  number: string,
  items: readonly Item[],
): { words: { zh: string; en: string }; isSent: boolean } | null {
  const item = actsOn(number, items).at(-1);
  if (item?.deed.kind !== 'act') return null;
  return { words: item.deed.words, isSent: item.state === 'done' };
}

/** Those that the task as it was taken along does not know of. */
export function actsSince(task: Task, items: readonly Item[]): Item[] {
  return actsOn(task.number, items).filter((item) => isAfterShift(item, task));
}

/** An act that ends this worker's part was recorded. */
export function isDoneHere(task: Task, items: readonly Item[]): boolean {
  return actsSince(task, items).some(
    (item) => item.deed.kind === 'act' && ENDING.has(item.deed.action),
  );
}

const ENDING: ReadonlySet<string> = new Set(['verify', 'complete', 'check', 'selfHandle']);

/** The version says whether the shift was taken before the act. */
function isAfterShift(item: Item, task: Task): boolean {
  return item.answer === null || (item.answer.version ?? 0) > task.version;
}

/** How many photos the acts that wait bring to each field. */
export function waitingPhotos(acts: readonly Item[]): Record<string, number> {
  const slots = acts.flatMap((item) => item.files.map((file) => file.slot));
  return Object.fromEntries(
    [...new Set(slots)].map((slot) => [slot, slots.filter((one) => one === slot).length]),
  );
}

type Found = { result: 'ok' | 'trouble'; at: number };

/** What was found at a point in its turn: on this phone, else by what the server knows; or null. */
export function foundOf(point: Point, items: readonly Item[]): Found | null {
  const since = point.checkedAt === null ? 0 : Date.parse(point.checkedAt);
  const own = items.findLast((item) => isCheckInAt(point, item) && item.happenedAt > since);
  if (own?.deed.kind === 'checkIn') return { result: own.deed.result, at: own.happenedAt };
  if (point.isDue || point.checkedResult === null) return null;
  return { result: point.checkedResult, at: since };
}

/** What was refused does not count. */
function isCheckInAt(point: Point, { deed, state }: Item): boolean {
  const isHere = deed.kind === 'checkIn' && deed.point === point.id;
  return isHere && state !== 'refused' && state !== 'conflict';
}

export const isLookedAt = (point: Point, items: readonly Item[]): boolean =>
  foundOf(point, items) !== null;

type Named = (name: { zh: string; en?: string | null } | null | undefined) => string;

/**
 * Where a task is: in the reporter's words, else by what stands nearby, else by its grid. What was
 * taken along before the server told it lacks all but the first.
 */
export const whereOf = (task: Task, named: Named): string =>
  task.placeText || named(task.near) || task.gridName || task.regionName || '';
