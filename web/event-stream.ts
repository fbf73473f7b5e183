/** Reads Server-Sent Events out of a stream of text. Pure: who fetches is told elsewhere. */

export type StreamEvent = { name: string; data: unknown };
export type EventReader = {
  /** Feeds what came; answers the events that it completed. */
  feed: (text: string) => StreamEvent[];
  /** What to come back with. */
  position: () => string;
};

export function eventReader(position = ''): EventReader {
  let waiting = '';
  let at = position;
  const take = (block: string): StreamEvent[] => {
    let name = 'message';
    const data: string[] = [];
    for (const line of block.split('\n')) {
      const colon = line.indexOf(':');
      // A line that begins with a colon is only a sign of life.
      if (colon <= 0) continue;
      const field = line.slice(0, colon);
      const value = line.slice(colon + 1).replace(/^ /, '');
      if (field === 'event') name = value;
      if (field === 'data') data.push(value);
      if (field === 'id') at = value;
    }
    return data.length > 0 ? [{ name, data: JSON.parse(data.join('\n')) }] : [];
  };
  return {
    position: () => at,
    feed: (text) => {
      const blocks = `${waiting}${text}`.replaceAll('\r\n', '\n').split('\n\n');
      waiting = blocks.pop() ?? '';
      return blocks.flatMap(take);
    },
  };
}

const PAUSE_MS = 1_000;
const PAUSE_MAX_MS = 30_000;

/** How long to wait before the nth try in a row; `chance` from 0 to 1 keeps pages apart. */
export function pauseBefore(tries: number, chance: number): number {
  const longest = Math.min(PAUSE_MAX_MS, PAUSE_MS * 2 ** Math.min(tries, 10));
  return Math.round(longest * (0.5 + chance / 2));
}
