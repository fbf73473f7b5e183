/**
 * A mould: rows of a told matter with gaps where a copy differs (ids, times, numbers, places,
 * people). Pure words; what a gap is filled with is drawn in `growth.ts`.
 */

/** What stands in a gap. `of` counts the matters of one story: a duplicate comes with its other. */
export type Gap =
  /** An id of the story's own; its time moves with the story. */
  | { kind: 'id'; at: number }
  | { kind: 'ms'; at: number }
  | { kind: 'iso'; at: number }
  /** The civil day of a moment. */
  | { kind: 'dayOf'; at: number }
  /** A civil day that stands in a text. */
  | { kind: 'day'; at: number }
  | { kind: 'number'; of: number }
  | { kind: 'county' | 'town' | 'village' | 'grid' }
  | { kind: 'lon' | 'lat' | 'cell'; of: number }
  /** An organisation, post or account: who stands in the same place in another town. */
  | { kind: 'office'; byTown: readonly (string | null)[] }
  /** An account of a resident: mostly another in each copy. */
  | { kind: 'resident'; account: string }
  /** Filled while the chain grows: hashes and what is sealed. */
  | { kind: 'made'; what: string };

export type Piece = { texts: readonly string[]; gaps: readonly number[] };

const OPEN = '\u{e000}';
const CLOSE = '\u{e001}';
const MARK = new RegExp(`${OPEN}(\\d+)${CLOSE}`, 'u');

/** Gaps of one mould, each once. */
export type Gaps = {
  list: Gap[];
  /** The gap as a mark within a text. */
  mark: (gap: Gap) => string;
};

export function openGaps(): Gaps {
  const list: Gap[] = [];
  const known = new Map<string, string>();
  return {
    list,
    mark: (gap) => {
      const key = JSON.stringify(gap);
      const mark = known.get(key) ?? `${OPEN}${list.push(gap) - 1}${CLOSE}`;
      known.set(key, mark);
      return mark;
    },
  };
}

/** An id cannot be told from another by its time: it is a gap of its own. */
export function markOfId(gaps: Gaps, known: Map<string, string>, id: string, at: number): string {
  const mark = known.get(id) ?? `${OPEN}${gaps.list.push({ kind: 'id', at }) - 1}${CLOSE}`;
  known.set(id, mark);
  return mark;
}

export function pieceOf(marked: string): Piece {
  const parts = marked.split(MARK);
  return {
    texts: parts.filter((_, index) => index % 2 === 0),
    gaps: parts.filter((_, index) => index % 2 === 1).map(Number),
  };
}

export function filled({ texts, gaps }: Piece, values: readonly string[]): string {
  let text = texts[0] ?? '';
  for (let index = 0; index < gaps.length; index += 1) {
    text += values[gaps[index] ?? 0] + (texts[index + 1] ?? '');
  }
  return text;
}

/** Sums by name, in place. */
export function addTo(to: Map<string, number[]>, name: string, sums: readonly number[]): void {
  const known = to.get(name);
  if (!known) to.set(name, [...sums]);
  else for (let at = 0; at < sums.length; at += 1) known[at] = (known[at] ?? 0) + (sums[at] ?? 0);
}

/** A value in the text form of COPY. */
export function copyText(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r');
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const ISO = '20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|\\+00:00)';
/** Epoch ms from 2017 to 2033: no other number of a matter has thirteen digits. */
const MS = '(?<![\\w.-])1[5-9]\\d{11}(?![\\w.])';
const DAY = '(?<!\\d)20\\d\\d-[01]\\d-[0-3]\\d(?![\\dT])';
const NUMBER = '\\d{6}-\\d{2}-\\d{7}';

/** What a word of a row becomes; null: it stays. */
export type Reading = {
  id: (id: string) => string | null;
  time: (at: number, as: 'ms' | 'iso' | 'day') => string;
  number: (number: string) => string | null;
  /** Words that are gaps wherever they stand: places. */
  words: ReadonlyMap<string, string>;
};

/** Puts marks where a text has gaps. */
export function marker(reading: Reading): (text: string) => string {
  const words = [...reading.words.keys()].sort((a, b) => b.length - a.length);
  const plain = words.map((word) => `(?<![\\d.])${escaped(word)}(?![\\d])`);
  const all = [UUID, ISO, NUMBER, DAY, MS, ...plain].map((one) => `(${one})`).join('|');
  const pattern = new RegExp(all, 'g');
  return (text) =>
    text.replace(pattern, (found: string, ...parts: (string | undefined)[]) => {
      const [uuid, iso, number, day, ms] = parts;
      if (uuid) return reading.id(found) ?? found;
      if (iso) return reading.time(Date.parse(found), 'iso');
      if (number) return reading.number(found) ?? found;
      if (day) return reading.time(Date.parse(found), 'day');
      if (ms) return reading.time(Number(found), 'ms');
      return reading.words.get(found) ?? found;
    });
}

function escaped(word: string): string {
  return word.replace(/[\\^$*+?.()|[\]{}/-]/g, '\\$&');
}

/** Three hexadecimal digits. */
const HEX = Array.from({ length: 4096 }, (_, n) => n.toString(16).padStart(3, '0'));
const hex = (next: () => number) => HEX[Math.floor(next() * 4096)] ?? '000';
const VARIANT = '89ab';

/** A UUIDv7 of a moment, as `kernel/ids.ts` spells it, ten times as fast: a city needs 10^8. */
export function quickId(at: number, next: () => number): string {
  const time = at.toString(16).padStart(12, '0');
  const variant = VARIANT[Math.floor(next() * 4)];
  return (
    `${time.slice(0, 8)}-${time.slice(8)}-7${hex(next)}-${variant}${hex(next)}-` +
    `${hex(next)}${hex(next)}${hex(next)}${hex(next)}`
  );
}
