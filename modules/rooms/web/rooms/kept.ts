/** What a tab keeps of a room over a reload: gone when the room is over, as all that was said. */

const whats = ['unsent', 'drafts', 'seen'] as const;
type What = (typeof whats)[number];

const keyOf = (room: string, what: What) => `linli.room.${room}.${what}`;

export const readKept = (room: string, what: What): string | null =>
  sessionStorage.getItem(keyOf(room, what));

/** Null: nothing is left to keep. */
export function keep(room: string, what: What, value: unknown): void {
  if (value === null) sessionStorage.removeItem(keyOf(room, what));
  else sessionStorage.setItem(keyOf(room, what), JSON.stringify(value));
}

export function forget(room: string): void {
  for (const what of whats) keep(room, what, null);
}
