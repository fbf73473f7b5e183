/**
 * The public board and one matter's public page. Every row passes `whyNotPublic`, and what is shown
 * of it is made by `publicTitle` and `publicPlace` alone.
 */
import type { Page } from '../../../kernel/paging.ts';
import { pageSize } from '../../../kernel/paging.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { BoardQuery, PublicMatter } from '../contract/board.ts';
import { findCategory, lineage } from '../rules/category.ts';
import { type HiddenReason, publicPlace, publicTitle, whyNotPublic } from '../rules/publicity.ts';
import { readQuery } from '../rules/search.ts';
import { boardOf } from '../rules/settings.ts';
import type { MatterView, Rules } from '../rules/view.ts';
import { type BoardRow, type BoardStream, readBoard, readBoardRows } from '../store/board.ts';
import type { Key } from '../store/listed.ts';
import { searchMatters } from '../store/search.ts';
import { makeKeyCursor, readKey } from './queues.ts';
import type { MattersWorld, Places } from './world.ts';

const CURSOR = 'matters.board';
/** Rows that one page looks at in all its streams together, whatever of them may be shown. */
const LOOK_MAX = 1200;
/** Of a category with more below it the county is walked whole. */
const STREAMS_MAX = 24;
const SEARCH_BATCH = 60;
const SEARCH_LOOK_MAX = 600;

type Ctx = Pick<RequestContext, 'mayLag' | 'now'>;

/** Everything that a row needs to be judged and worded. */
type Sight = { rules: Rules; places: Places; world: MattersWorld; now: number };

/** Refuses CURSOR_INVALID, PAGE_SIZE_INVALID and what the search refuses. */
export async function listPublicMatters(
  world: MattersWorld,
  ctx: Ctx,
  query: BoardQuery,
): Promise<Page<PublicMatter>> {
  const size = pageSize(query.limit);
  const after = query.after === undefined ? null : readKey(CURSOR, query.after);
  const [rules, places] = await Promise.all([world.rules(query.county, ctx.now), world.places()]);
  const sight = { rules, places, world, now: ctx.now };
  const read = query.q === undefined || query.q.trim() === '' ? walkedPage : foundPage;
  const { rows, next } = await world.db.snapshot(
    { counties: [query.county] },
    (tx) => read(tx, sight, query, { after, size }),
    ctx,
  );
  return {
    items: rows.map((row) => presentRow(sight, row)),
    next: next && makeKeyCursor(CURSOR, next),
  };
}

type Asked = { after: Key | null; size: number };
type Found = { rows: BoardRow[]; next: Key | null };

/** The streams side by side, merged newest first up to where each was looked at. */
async function walkedPage(
  tx: Tx,
  sight: Sight,
  query: BoardQuery,
  { after, size }: Asked,
): Promise<Found> {
  const wanted = categoriesAsked(sight.rules, query.category);
  const streams = streamsOf(query, wanted);
  const look = Math.min(5 * size, Math.max(size + 1, Math.floor(LOOK_MAX / streams.length)));
  const walked = await Promise.all(streams.map((stream) => readBoard(tx, stream, { after, look })));
  const cuts = walked.flatMap((rows) => {
    const last = rows.at(-1);
    return rows.length === look && last ? [last.key] : [];
  });
  const horizon = cuts.sort(newestFirst)[0] ?? null;
  const rows = walked
    .flat()
    .filter((row) => horizon === null || newestFirst(row.key, horizon) <= 0)
    .filter((row) => wanted === null || wanted.has(row.category ?? ''))
    .filter((row) => hiddenOf(sight.rules, row) === null)
    .sort((a, b) => newestFirst(a.key, b.key));
  if (rows.length <= size) return { rows, next: horizon };
  const shown = rows.slice(0, size);
  return { rows: shown, next: shown.at(-1)?.key ?? null };
}

function newestFirst(a: Key, b: Key): number {
  if (a.at !== b.at) return (b.at ?? 0) - (a.at ?? 0);
  if (a.id === b.id) return 0;
  return a.id < b.id ? 1 : -1;
}

/** The category and all below it; null: all. */
function categoriesAsked({ categories }: Rules, code: string | undefined): Set<string> | null {
  if (code === undefined) return null;
  const below = categories.categories.filter((one) => lineage(categories, one.code).includes(code));
  return new Set(below.map((one) => one.code));
}

function streamsOf(query: BoardQuery, wanted: Set<string> | null): BoardStream[] {
  const { county, town } = query;
  const states = query.isOpen === undefined ? [true, false] : [query.isOpen];
  if (wanted === null || wanted.size > STREAMS_MAX) {
    return states.map((isOpen) => ({ county, isOpen, town }));
  }
  const codes = [...wanted];
  return states.flatMap((isOpen) => codes.map((category) => ({ county, isOpen, category, town })));
}

/**
 * By words: the index finds, and only what carries the words where everyone sees them is answered.
 * So the board never says what a hidden text holds, and nobody is found by a name in it.
 */
async function foundPage(
  tx: Tx,
  sight: Sight,
  query: BoardQuery,
  { after, size }: Asked,
): Promise<Found> {
  const q = query.q ?? '';
  const { text } = readQuery(q);
  const wanted = categoriesAsked(sight.rules, query.category);
  const rows: BoardRow[] = [];
  let at = after;
  for (let looked = 0; looked < SEARCH_LOOK_MAX && rows.length <= size; looked += SEARCH_BATCH) {
    const { keys } = await searchMatters(tx, {
      counties: [query.county],
      query: q,
      limit: SEARCH_BATCH,
      ...(query.town !== undefined && { regions: [query.town] }),
      ...(at && { after: { createdAt: new Date(at.at ?? 0), matterId: at.id } }),
    });
    const batch = await readBoardRows(
      tx,
      query.county,
      keys.map((key) => key.matterId),
    );
    const shown = batch
      .filter((row) => query.isOpen === undefined || row.isOpen === query.isOpen)
      .filter((row) => wanted === null || wanted.has(row.category ?? ''))
      .filter((row) => hiddenOf(sight.rules, row) === null && says(sight, row, text))
      .sort((a, b) => newestFirst(a.key, b.key));
    rows.push(...shown);
    const last = keys.at(-1);
    at =
      keys.length === SEARCH_BATCH && last
        ? { at: last.createdAt.getTime(), id: last.matterId }
        : null;
    if (at === null) break;
  }
  if (rows.length <= size) return { rows, next: at };
  const shown = rows.slice(0, size);
  return { rows: shown, next: shown.at(-1)?.key ?? null };
}

function says(sight: Sight, row: BoardRow, text: string): boolean {
  const { title, category, place, number } = presentRow(sight, row);
  const shown = [title.zh, title.en, category?.zh, category?.en, place.regionName, number];
  const plain = shown.join('\n').toLowerCase();
  return text
    .toLowerCase()
    .split(' ')
    .every((word) => plain.includes(word));
}

/** Why the public does not see a row, or null. */
export function hiddenOf(rules: Rules, row: BoardRow): HiddenReason | null {
  return whyNotPublic(row, {
    category: findCategory(rules.categories, row.category),
    lineage: lineage(rules.categories, row.category),
    board: boardOf(rules.settings),
    initial: rules.processVersion(row.kind, row.processVersion)?.initial ?? null,
  });
}

/** The same for a matter that is loaded. */
export function hiddenReason(view: MatterView): HiddenReason | null {
  return hiddenOf(view.rules, rowOf(view));
}

/** A loaded matter as the board reads it. */
export function rowOf({ state }: MatterView): BoardRow {
  const { matter } = state;
  return {
    ...matter,
    key: { at: matter.createdAt, id: matter.id },
    subjectPost: matter.facts.subjectPost,
    reporterCount: matter.facts.reporterCount,
  };
}

export function presentPublicMatter(
  world: MattersWorld,
  places: Places,
  view: MatterView,
  now: number,
): PublicMatter {
  return presentRow({ rules: view.rules, places, world, now }, rowOf(view));
}

function presentRow({ rules, places, world, now }: Sight, row: BoardRow): PublicMatter {
  const category = findCategory(rules.categories, row.category);
  const stage = rules.processVersion(row.kind, row.processVersion)?.stages[row.stage];
  const org = row.handlingOrg === null ? undefined : world.orgs.find(row.handlingOrg);
  const place = publicPlace(row, category);
  return {
    number: row.number,
    title: publicTitle(row.title, { category, board: boardOf(rules.settings) }),
    category: category && { code: category.code, zh: category.zh, en: category.en },
    stage: { code: row.stage, zh: stage?.zh ?? row.stage, en: stage?.en ?? row.stage },
    isOpen: row.isOpen,
    outcome: row.outcome,
    receivedAt: new Date(row.receivedAt).toISOString(),
    closedAt: row.closedAt === null ? null : new Date(row.closedAt).toISOString(),
    place: { ...place, regionName: places.nameOf(row.region, now) },
    handlingOrg: org ? { zh: org.nameZh, en: org.nameEn ?? org.nameZh } : null,
    reporterCount: row.reporterCount,
  };
}
