/**
 * The rows of one queue as they are scrolled: pages by key, read ahead, kept where they stand. What
 * changes meanwhile is patched in place or marked; nothing moves under the reader's hand.
 */
import type { Answer } from '../../../../../web/api.ts';

export type Row = Answer<'GET /api/matters'>['items'][number];
export type Page = { items: Row[]; next: string | null };
export type Load = (after: string | null, limit: number) => Promise<Page>;

export type Rows = {
  rows: readonly Row[];
  /** Of rows that changed: they left the queue, or stand elsewhere in it now. */
  marks: ReadonlyMap<string, 'gone' | 'changed'>;
  /** Numbers that came into the queue since it was read. */
  news: ReadonlySet<string>;
  isLoading: boolean;
  isAtEnd: boolean;
  error: unknown;
};

export type RowStore = {
  subscribe: (watcher: () => void) => () => void;
  get: () => Rows;
  /** Reads on until there are so many rows, or all. */
  reach: (count: number) => void;
  /** A matter changed: whether it stands in this queue now. */
  hear: (change: { number: string; isHere: boolean }) => void;
  /** Reads the first page again and forgets the others. */
  reload: () => void;
};

export const PAGE = 200;
/** Rows that may have come between two pages' keys since they were read. */
const ROOM = 100;
const PATCH_AFTER_MS = 400;

type Kept = { after: string | null; numbers: string[] };

/** What the functions below share. `run` grows with each reload: older answers are not for us. */
type Held = {
  load: Load;
  watchers: Set<() => void>;
  state: Rows;
  pages: Kept[];
  /** Where each number stands. */
  places: Map<string, number>;
  next: string | null;
  wanted: number;
  /** What stands was read before the reload: the first page that comes takes its place. */
  isOld: boolean;
  run: number;
  stale: Set<string>;
  patching: ReturnType<typeof setTimeout> | undefined;
};

export function rowStore(load: Load): RowStore {
  const held: Held = {
    load,
    watchers: new Set(),
    state: empty(),
    ...unread(),
    run: 0,
    stale: new Set(),
    patching: undefined,
  };
  return {
    subscribe: (watcher) => {
      held.watchers.add(watcher);
      return () => held.watchers.delete(watcher);
    },
    get: () => held.state,
    reach: (count) => {
      held.wanted = Math.max(held.wanted, count);
      if (held.state.error === null) void readOn(held);
    },
    hear: (change) => hear(held, change),
    reload: () => {
      // What was read stays in sight until the answer is there.
      const { rows } = held.state;
      Object.assign(held, unread(), {
        isOld: true,
        run: held.run + 1,
        state: { ...empty(), rows },
      });
      held.stale.clear();
      void readOn(held);
    },
  };
}

const unread = () => ({
  pages: [] as Kept[],
  places: new Map<string, number>(),
  next: null as string | null,
  wanted: PAGE,
  isOld: false,
});

function set(held: Held, change: Partial<Rows>): void {
  held.state = { ...held.state, ...change };
  for (const watcher of held.watchers) watcher();
}

async function readOn(held: Held): Promise<void> {
  if (held.state.isLoading || held.state.isAtEnd) return;
  const { run } = held;
  const isOurs = () => run === held.run;
  set(held, { isLoading: true, error: null });
  try {
    while (isOurs() && !held.state.isAtEnd && rowsOf(held).length < held.wanted) {
      const after = held.next;
      const page = await held.load(after, PAGE);
      if (isOurs()) add(held, after, page);
    }
    if (isOurs()) set(held, { isLoading: false });
  } catch (error) {
    if (isOurs()) set(held, { isLoading: false, error });
  }
}

const rowsOf = ({ isOld, state }: Held): readonly Row[] => (isOld ? [] : state.rows);

/** A row that moved on while the pages were read stands where it was first. */
function add(held: Held, after: string | null, page: Page): void {
  const rows = rowsOf(held);
  const fresh = page.items.filter(({ number }) => !held.places.has(number));
  for (const [n, row] of fresh.entries()) held.places.set(row.number, rows.length + n);
  held.pages.push({ after, numbers: fresh.map((row) => row.number) });
  held.next = page.next;
  held.isOld = false;
  set(held, { rows: [...rows, ...fresh], isAtEnd: page.next === null });
}

function hear(held: Held, { number, isHere }: { number: string; isHere: boolean }): void {
  if (!held.places.has(number)) return hearUnread(held, number, isHere);
  const marks = new Map(held.state.marks);
  if (isHere) marks.delete(number);
  else marks.set(number, 'gone');
  set(held, { marks });
  if (!isHere) return;
  held.stale.add(number);
  clearTimeout(held.patching);
  held.patching = setTimeout(() => void patch(held), PATCH_AFTER_MS);
}

function hearUnread(held: Held, number: string, isHere: boolean): void {
  const news = new Set(held.state.news);
  if (isHere) news.add(number);
  else if (!news.delete(number)) return;
  set(held, { news });
}

/** Reads the pages anew in which changed rows stand, and puts these where they are. */
async function patch(held: Held): Promise<void> {
  const { run } = held;
  const changed = new Set(held.stale);
  held.stale.clear();
  for (const page of held.pages) {
    const wanted = page.numbers.filter((number) => changed.has(number));
    if (wanted.length === 0) continue;
    const read = await held.load(page.after, PAGE + ROOM).catch(() => null);
    if (run !== held.run || !read) return;
    put(held, wanted, read.items);
  }
}

function put(held: Held, numbers: readonly string[], read: readonly Row[]): void {
  const found = new Map(read.map((row) => [row.number, row]));
  const rows = held.state.rows.slice();
  const marks = new Map(held.state.marks);
  for (const number of numbers) {
    const row = found.get(number);
    const at = held.places.get(number);
    if (row && at !== undefined) {
      rows[at] = row;
      marks.delete(number);
    } else if (marks.get(number) !== 'gone') marks.set(number, 'changed');
  }
  set(held, { rows, marks });
}

const empty = (): Rows => ({
  rows: [],
  marks: new Map(),
  news: new Set(),
  isLoading: false,
  isAtEnd: false,
  error: null,
});
