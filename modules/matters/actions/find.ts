/**
 * The search: ids come from the word index, the matters then through the walled rows and the scope
 * of the actor. What was asked is never kept; that somebody searched, and how much, is.
 */
import type { Page } from '../../../kernel/paging.ts';
import { pageSize } from '../../../kernel/paging.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal, NO_COUNTY } from '../../../platform/journal/journal.ts';
import type { FoundMatter, SearchQuery } from '../contract/lists.ts';
import { excerptOf } from '../rules/excerpt.ts';
import {
  type Filters,
  type Narrowing,
  outermost,
  streamsMax,
  type Worker,
} from '../rules/queues.ts';
import { highlight, readQuery } from '../rules/search.ts';
import { type Found, type Key, narrowed, readListed } from '../store/listed.ts';
import { type Search, type SearchKey, searchMatters } from '../store/search.ts';
import { filtersOf, makeKeyCursor, readKey, workerOf } from './queues.ts';
import { summaryOf, wordingOf } from './summaries.ts';
import type { MattersWorld } from './world.ts';

const CURSOR = 'matters.search';
/**
 * Ids looked at in turn, until a page is full: some 500 at most, the rest of a common word's finds
 * wait for the next page. Without a filter nearly all that is found is shown; what a filter leaves
 * little of is asked for in a few large steps.
 */
const FIRST_FILTERED = 50;
const LATER = [150, 300];

/**
 * Matters in the actor's sight with all words of the query, newest first. Refuses SEARCH_PERSONAL,
 * SEARCH_TOO_SHORT, SEARCH_TOO_LONG, LIST_TOO_WIDE, CURSOR_INVALID and PAGE_SIZE_INVALID.
 */
export async function findMatters(
  world: MattersWorld,
  ctx: RequestContext,
  query: SearchQuery,
): Promise<Page<FoundMatter>> {
  const actor = workerOf(ctx);
  const { q, ...rest } = query;
  readQuery(q);
  const filters = filtersOf(rest);
  const size = pageSize(query.limit);
  const after = query.after === undefined ? null : readKey(CURSOR, query.after);
  const counties = countiesOf(actor, filters);
  const { rows, words, next } = await world.db.scoped(
    { counties: [...counties, NO_COUNTY] },
    async (tx) => {
      const search = { counties, query: q, ...marksOf(actor, filters) };
      const page = await pageInSight(tx, actor, { search, filters, after, size });
      journal(tx, ctx, {
        verb: 'search.run',
        ...(counties.length === 1 && { county: counties[0] }),
        detail: { length: q.length, words: page.words.length, found: page.rows.length },
      });
      return page;
    },
  );
  const wording = await wordingOf(world, ctx.now, rows);
  const items = rows.map((row) => {
    const { excerpt, marks } = excerptOf(row.body, words);
    return {
      ...summaryOf(row, wording, ctx.now, 'newest'),
      titleMarks: highlight(row.title, words),
      excerpt,
      excerptMarks: marks,
    };
  });
  return { items, next: next && makeKeyCursor(CURSOR, next) };
}

function countiesOf(actor: Worker, { county }: Filters): readonly string[] {
  const counties = actor.counties.filter((one) => one === (county ?? one));
  if (counties.length <= streamsMax) return counties;
  return refuse('LIST_TOO_WIDE', {
    fields: [{ path: 'query.county', code: 'LIST_TOO_WIDE' }],
    values: { max: streamsMax },
  });
}

const TOWN = 9;
const VILLAGE = 12;

/** What the word index can leave out beforehand; the scope judges every row again. */
function marksOf(actor: Worker, filters: Filters): Pick<Search, 'regions' | 'orgs'> {
  const place = filters.grid ?? filters.village ?? filters.town;
  if (place !== undefined) return { regions: [place.slice(0, VILLAGE)] };
  const codes = outermost(actor.regions);
  if (codes.some((code) => code.length < TOWN)) return {};
  return { regions: codes.map((code) => code.slice(0, VILLAGE)), orgs: [actor.org] };
}

type Asked = {
  search: Omit<Search, 'after' | 'limit'>;
  filters: Filters;
  after: Key | null;
  size: number;
};
type InSight = { rows: Found[]; words: string[]; next: Key | null };

async function pageInSight(tx: Tx, actor: Worker, asked: Asked): Promise<InSight> {
  const { search, filters, size } = asked;
  const narrowing = { filters, isWithinRegions: false, isApart: false, isNotSubject: false };
  const rows: Found[] = [];
  let words: string[] = [];
  let at = asked.after;
  const first = isPlaceAlone(filters) ? size + 1 : FIRST_FILTERED;
  for (const limit of [first, ...LATER]) {
    const found = await searchMatters(tx, { ...search, ...(at && after(at)), limit });
    words = found.words;
    rows.push(...(await rowsOf(tx, actor, narrowing, found.keys)));
    const last = found.keys.at(-1);
    at = last ? { at: last.createdAt.getTime(), id: last.matterId } : at;
    if (found.keys.length < limit) at = null;
    if (at === null || rows.length > size) break;
  }
  if (rows.length <= size) return { rows, words, next: at };
  const shown = rows.slice(0, size);
  return { rows: shown, words, next: shown.at(-1)?.key ?? null };
}

/** The index of words knows places: what it finds is shown. */
function isPlaceAlone({ county: _c, town: _t, village: _v, grid, ...rest }: Filters): boolean {
  return grid === undefined && Object.values(rest).every((one) => one === undefined);
}

const after = (key: Key) => ({
  after: { createdAt: new Date(key.at ?? 0), matterId: key.id },
});

/** The rows of the keys that the actor sees, in the order of the keys. */
async function rowsOf(
  tx: Tx,
  actor: Worker,
  narrowing: Narrowing,
  keys: readonly SearchKey[],
): Promise<Found[]> {
  const seen = narrowed(actor, narrowing);
  const byCounty = Map.groupBy(keys, (key) => key.county);
  const read = [...byCounty].map(([county, own]) =>
    readListed(tx, { county, ids: own.map((key) => key.matterId) }, seen),
  );
  const rows = new Map((await Promise.all(read)).flat().map((row) => [row.id, row]));
  return keys.flatMap((key) => rows.get(key.matterId) ?? []);
}
