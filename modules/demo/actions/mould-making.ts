/** What a mould is made of: a story's rows, its gaps, and what stands in each now. */
import { uuidTime } from '../../../kernel/ids.ts';
import type { Row } from '../../../platform/db/bulk.ts';
import type { EntryBody } from '../../matters/index.ts';
import { type Gap, type Gaps, marker, markOfId, openGaps, pieceOf } from '../rules/mould.ts';
import { COUNTY, type DemoHouse } from './house.ts';
import type { StandIns } from './stand-ins.ts';

export type StoryRows = {
  ids: readonly string[];
  rows: Map<string, Row[]>;
  /** Table → its columns in order, without generated ones. */
  columns: ReadonlyMap<string, readonly string[]>;
};

export type Making = {
  house: DemoHouse;
  story: StoryRows;
  matters: readonly Row[];
  gaps: Gaps;
  mark: (text: string) => string;
  made: (what: string) => string;
  /** What stands in each gap now. */
  original: Map<number, string>;
  /** Matter → whether a suffix may be put to its words. */
  bodies: readonly (string | null)[];
  keys: readonly (Buffer | null)[];
  counted: readonly ReturnType<DemoHouse['matters']['bulk']['countedOf']>[];
};

/** A table of the loop. */
export const ofMatter = (name: string) => `matter.${name}`;
export const ENTRY = ofMatter('entry');
export const MATTER = ofMatter('matter');

export const rowsOf = (story: StoryRows, table: string) => story.rows.get(table) ?? [];

export const ofOf = (making: Making, row: Row) => making.story.ids.indexOf(String(row.matter_id));
/** A value of a row as a word. */
export const textOf = (value: unknown) =>
  typeof value === 'string' ? value : JSON.stringify(value);
export const bytesOf = (value: unknown) => Buffer.from(textOf(value).replace(/^\\x/, ''), 'hex');
export const textOrNull = (value: unknown) => (value === null ? null : textOf(value));

export async function openMaking(
  house: DemoHouse,
  story: StoryRows,
  matters: readonly Row[],
  standIns: StandIns,
): Promise<Making> {
  const gaps = openGaps();
  const original = new Map<number, string>();
  const keep = (mark: string, text: string) => {
    const [gap = -1] = pieceOf(mark).gaps;
    if (!original.has(gap)) original.set(gap, text);
    return mark;
  };
  const mark = marker({
    ...readingOf(story, gaps, standIns, keep),
    words: placesOf(matters, gaps, keep),
  });
  const { matters: face, db } = house;
  const keys = await db.scoped({ counties: [COUNTY] }, (tx) =>
    Promise.all(story.ids.map((matterId) => face.openMatterKey(tx, { county: COUNTY, matterId }))),
  );
  const entriesOf = (id: string) => rowsOf(story, ENTRY).filter((one) => one.matter_id === id);
  // A chain grows in order.
  story.rows.set(
    ENTRY,
    story.ids.flatMap((id) => entriesOf(id).sort((a, b) => Number(a.seq) - Number(b.seq))),
  );
  const counted = story.ids.map((id) =>
    face.bulk.countedOf(entriesOf(id).map((row) => row.public as EntryBody)),
  );
  const bodies = story.ids.map((id, of) => {
    const hidden = entriesOf(id).some((row) => row.seq === 1 && row.sealed !== null);
    return hidden ? null : String(matters[of]?.body);
  });
  const made = (what: string) => gaps.mark({ kind: 'made', what });
  return { house, story, matters, gaps, mark, made, original, bodies, keys, counted };
}

type Keep = (mark: string, text: string) => string;

function readingOf(story: StoryRows, gaps: Gaps, standIns: StandIns, keep: Keep) {
  const own = new Set(
    [...story.rows.values()].flat().flatMap(({ id }) => (typeof id === 'string' ? [id] : [])),
  );
  const ids = new Map<string, string>();
  const numbers = new Map(
    rowsOf(story, MATTER).map((row) => [String(row.number), story.ids.indexOf(String(row.id))]),
  );
  return {
    id: (id: string) => {
      if (own.has(id)) return keep(markOfId(gaps, ids, id, uuidTime(id)), id);
      if (standIns.residents.has(id)) {
        return keep(gaps.mark({ kind: 'resident', account: id }), id);
      }
      const byTown = standIns.likes.get(id);
      return byTown ? keep(gaps.mark({ kind: 'office', byTown }), id) : null;
    },
    time: (at: number, as: 'ms' | 'iso' | 'day') =>
      keep(gaps.mark({ kind: as, at }), textOfTime(at, as)),
    number: (number: string) => {
      const of = numbers.get(number);
      return of === undefined ? null : keep(gaps.mark({ kind: 'number', of }), number);
    },
  };
}

function textOfTime(at: number, as: 'ms' | 'iso' | 'day'): string {
  const iso = new Date(at).toISOString();
  return as === 'ms' ? String(at) : as === 'iso' ? iso : iso.slice(0, 10);
}

function placesOf(matters: readonly Row[], gaps: Gaps, keep: Keep): Map<string, string> {
  const words = new Map<string, string>();
  const put = (value: unknown, gap: Gap) => {
    if (value === null || words.has(textOf(value))) return;
    words.set(textOf(value), keep(gaps.mark(gap), textOf(value)));
  };
  for (const [of, row] of matters.entries()) {
    put(row.county, { kind: 'county' });
    put(row.town, { kind: 'town' });
    if (String(row.region).length === 12) put(row.region, { kind: 'village' });
    put(row.grid, { kind: 'grid' });
    for (const kind of ['lon', 'lat', 'cell'] as const) put(row[kind], { kind, of });
  }
  return words;
}

/** The words of the report may say more in a copy; nothing else of the tree is touched. */
export function withSuffix(value: unknown, body: string | null, suffix: string): unknown {
  if (body === null) return value;
  if (value === body) return `${body}${suffix}`;
  if (Array.isArray(value)) return value.map((one) => withSuffix(one, body, suffix));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, withSuffix(one, body, suffix)]),
  );
}
