/** Days and groups of an agenda. Days are those of the centre's zone, whatever the device says. */
import { serverNow } from '../../../../web/server-clock.ts';

const DAY_MS = 86_400_000;
const ZONE_MS = 8 * 3_600_000;

/** The centre's civil day of a time, and of now. */
export const dayOf = (at: string | number): string =>
  new Date(new Date(at).getTime() + ZONE_MS).toISOString().slice(0, 10);
export const today = (): string => dayOf(serverNow());

export function moveDay(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The Monday of its week. */
export function weekStart(day: string): string {
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  return moveDay(day, -weekday);
}

export function daysFrom(day: string, length: number): string[] {
  return Array.from({ length }, (_, index) => moveDay(day, index));
}

type Words = { zh: string; en: string | null };
type Item = {
  posts: readonly { id: string; words: Words }[];
  room: (Words & { id: string }) | null;
};

/** `words` null: those without a person, or without a room. */
export type Group<T> = { id: string; words: Words | null; items: T[] };

/** A date of two people stands with each of them. */
export function groupsOf<T extends Item>(items: readonly T[], by: 'post' | 'room'): Group<T>[] {
  const groups = new Map<string, Group<T>>();
  for (const item of items) {
    for (const { id, words } of keysOf(item, by)) {
      const group = groups.get(id) ?? { id, words, items: [] };
      group.items.push(item);
      groups.set(id, group);
    }
  }
  return [...groups.values()].sort((a, b) => nameOf(a).localeCompare(nameOf(b), 'zh'));
}

function keysOf(item: Item, by: 'post' | 'room'): { id: string; words: Words | null }[] {
  const none = [{ id: '', words: null }];
  if (by === 'room') return item.room ? [{ id: item.room.id, words: item.room }] : none;
  return item.posts.length > 0 ? [...item.posts] : none;
}

/** Those without one stand last. */
const nameOf = ({ words }: Group<unknown>) => words?.zh ?? '\u{10FFFF}';
