/**
 * Makes moulds of the told stories: reads every row that hangs on a story's matters, marks what a
 * copy has of its own, and proves each mould by pouring the story itself again: its hashes must
 * come out as they stand. A story with rows that nobody here knows makes no mould.
 */
import type { Bulk, Row } from '../../../platform/db/bulk.ts';
import { briefOf } from './brief.ts';
import { COUNTY, type DemoHouse } from './house.ts';
import { MATTER, ofMatter } from './mould-making.ts';
import { type Mould, mouldOf } from './mould-of.ts';
import type { StandIns } from './stand-ins.ts';

/** What a copy brings along: what moves with a matter, is counted, found and told of it. */
const COPIED: ReadonlySet<string> = new Set([
  ...['matter', 'entry', 'clock', 'assignment', 'request', 'supervision', 'link'].map(ofMatter),
  ...['party', 'data_key', 'search', 'tally', 'attachment'].map(ofMatter),
  'messaging.message',
  'resident.my_matter',
]);
/** Of a moment, or of openings: a copy begins without. */
const LEFT: ReadonlySet<string> = new Set([
  ...['draft', 'presence', 'idempotency', 'checkpoint_leaf'].map(ofMatter),
  'platform.journal',
]);

export type Told = { name: string; mould: Mould };
export type Stories = {
  moulds: Told[];
  /** Those that are over, by one entry each. */
  briefs: Told[];
  /** Table → its columns in order: what a copy's lines hold. */
  columns: ReadonlyMap<string, readonly string[]>;
  /** Story → why it makes no mould. */
  left: Map<string, string>;
};

/** The moulds of all told stories (name → number), in the order of their numbers. */
export async function loadMoulds(
  house: DemoHouse,
  bulk: Bulk,
  { told, standIns }: { told: ReadonlyMap<string, string>; standIns: StandIns },
): Promise<Stories> {
  const columns = new Map<string, string[]>();
  for (const table of COPIED) columns.set(table, await bulk.columnsOf(table));
  const groups = await groupsOf(bulk, told);
  const all = groups.flatMap(({ ids }) => ids);
  const strange = await strangeRows(bulk, all);
  const rowsOf = await readRows(bulk, all);
  const left = new Map<string, string>();
  const moulds: Told[] = [];
  const briefs: Told[] = [];
  for (const { name, ids } of groups) {
    const table = ids.map((id) => strange.get(id)).find((one) => one !== undefined);
    if (table) {
      left.set(name, `it has rows of ${table}`);
      continue;
    }
    const story = { ids, rows: rowsOf(ids), columns };
    // Before the story's own mould: that one puts the entries in order in place.
    const brief = briefOf(house, story);
    const short = brief && (await mouldOf(house, brief, standIns));
    if (short && typeof short !== 'string') briefs.push({ name, mould: short });
    const mould = await mouldOf(house, story, standIns);
    if (typeof mould === 'string') left.set(name, mould);
    else moulds.push({ name, mould });
  }
  return { moulds, briefs, columns, left };
}

/** Matter → a table that nobody here knows. */
async function strangeRows(bulk: Bulk, ids: readonly string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const table of await bulk.tablesWith('matter_id')) {
    if (COPIED.has(table) || LEFT.has(table)) continue;
    for (const id of await bulk.idsIn(table, { column: 'matter_id', county: COUNTY, ids }))
      found.set(id, table);
  }
  return found;
}

const columnOf = (table: string) => (table === MATTER ? 'id' : 'matter_id');

/** What hangs on stories, matter by matter. */
async function readRows(bulk: Bulk, all: readonly string[]) {
  const known = new Map<string, Map<unknown, Row[]>>();
  for (const table of COPIED) {
    const column = columnOf(table);
    const rows = await bulk.rowsIn(table, { column, county: COUNTY, ids: all });
    known.set(
      table,
      Map.groupBy(rows, (row) => row[column]),
    );
  }
  return (ids: readonly string[]): Map<string, Row[]> => {
    const story = new Map<string, Row[]>();
    for (const [table, byMatter] of known) {
      const rows = ids.flatMap((id) => byMatter.get(id) ?? []);
      if (rows.length > 0) story.set(table, rows);
    }
    return story;
  };
}

type Group = { name: string; ids: string[] };

/** Matters that hang together by links, as ids; each story once. */
async function groupsOf(bulk: Bulk, told: ReadonlyMap<string, string>): Promise<Group[]> {
  const seen = new Set<string>();
  const groups: Group[] = [];
  const byNumber = [...told].sort(([, a], [, b]) => (a < b ? -1 : 1));
  for (const [name, number] of byNumber) {
    const [first] = await bulk.rowsOf(MATTER, { county: COUNTY, number });
    if (!first || seen.has(String(first.id))) continue;
    const ids = await linkedTo(bulk, String(first.id));
    for (const id of ids) seen.add(id);
    groups.push({ name, ids });
  }
  return groups;
}

async function linkedTo(bulk: Bulk, first: string): Promise<string[]> {
  const group = [first];
  // It grows while it is walked.
  for (const id of group) {
    const links = await bulk.rowsOf(ofMatter('link'), { county: COUNTY, matter_id: id });
    const others = links.map((row) => String(row.other_id));
    group.push(...new Set(others.filter((id) => !group.includes(id))));
  }
  return group;
}
