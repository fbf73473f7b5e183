/** What of the shift has been done on this phone already, though the server may not know it yet. */
import type { Item } from './queue/item.ts';
import type { Shift } from './state.ts';

type Task = Shift['tasks'][number];
type Point = Shift['patrol']['items'][number];

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

/** An act that ends this worker's part was recorded. */
export function isDoneHere(task: Task, items: readonly Item[]): boolean {
  const taken = actsOn(task.number, items).filter((item) => isAfterShift(item, task));
  return taken.some((item) => item.deed.kind === 'act' && ENDING.has(item.deed.action));
}

const ENDING: ReadonlySet<string> = new Set(['verify', 'complete', 'check', 'selfHandle']);

/** The version says whether the shift was taken before the act. */
function isAfterShift(item: Item, task: Task): boolean {
  return item.answer === null || (item.answer.version ?? 0) > task.version;
}

export function isCheckedHere(point: Point, items: readonly Item[]): boolean {
  const since = point.checkedAt === null ? 0 : Date.parse(point.checkedAt);
  return items.some(
    (item) =>
      item.deed.kind === 'checkIn' &&
      item.deed.point === point.id &&
      item.state !== 'refused' &&
      item.state !== 'conflict' &&
      item.happenedAt > since,
  );
}
