/**
 * Makes moulds of the told stories: reads every row that hangs on a story's matters, marks what a
 * copy has of its own, and proves each mould by pouring the story itself again: its hashes must
 * come out as they stand. A story with rows that nobody here knows makes no mould.
 */
import type { Bulk, Row } from '../../../platform/db/bulk.ts';
import { COUNTY, type DemoHouse } from './house.ts';
import { MATTER, ofMatter } from './mould-making.ts';
import { type Mould, mouldOf } from './mould-of.ts';
import type { StandIns } from './stand-ins.ts';

/** What a copy brings along: what moves with a matter, is counted, found and told of it. */
const COPIED: ReadonlySet<string> = new Set([
  ...['matter', 'entry', 'clock', 'assignment', 'request', 'supervision', 'link'].map(ofMatter),
  ...['party', 'data_key', 'search', 'tally', 'attachment'].map(ofMatter),
  'messaging.message',
]);
/** Of a moment, of a resident's own list or of openings: a copy begins without. */
const LEFT: ReadonlySet<string> = new Set([
  ...['draft', 'presence', 'idempotency', 'checkpoint_leaf'].map(ofMatter),
  'platform.journal',
  'resident.my_matter',
]);

export type Stories = {
  moulds: Mould[];
  /** Table → its columns in order: what a copy's lines hold. */
  columns: ReadonlyMap<string, readonly string[]>;
  /** Story → why it makes no mould. */
  left: Map<string, string>;
};

/** The moulds of all stories under `numbers`, in their order. */
export async function loadMoulds(
  house: DemoHouse,
  bulk: Bulk,
  { numbers, standIns }: { numbers: readonly string[]; standIns: StandIns },
): Promise<Stories> {
  const columns = new Map<string, string[]>();
  for (const table of COPIED) columns.set(table, await bulk.columnsOf(table));
  const groups = await groupsOf(bulk, numbers);
  const strange = await strangeRows(bulk, groups.flat());
  const left = new Map<string, string>();
  const moulds: Mould[] = [];
  for (const ids of groups) {
    const table = ids.map((id) => strange.get(id)).find((one) => one !== undefined);
    const mould = table
      ? `it has rows of ${table}`
      : await mouldOf(house, { ids, rows: await storyRows(bulk, ids), columns }, standIns);
    if (typeof mould === 'string') left.set(ids.join(' '), mould);
    else moulds.push(mould);
  }
  return { moulds, columns, left };
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

/** What hangs on a story, matter by matter. */
async function storyRows(bulk: Bulk, ids: readonly string[]): Promise<Map<string, Row[]>> {
  const story = new Map<string, Row[]>();
  for (const table of COPIED) {
    const rows: Row[] = [];
    for (const id of ids) {
      const column = table === MATTER ? 'id' : 'matter_id';
      rows.push(...(await bulk.rowsOf(table, { county: COUNTY, [column]: id })));
    }
    if (rows.length > 0) story.set(table, rows);
  }
  return story;
}

/** Matters that hang together by links, as ids; each story once. */
async function groupsOf(bulk: Bulk, numbers: readonly string[]): Promise<string[][]> {
  const seen = new Set<string>();
  const groups: string[][] = [];
  for (const number of numbers) {
    const [first] = await bulk.rowsOf(MATTER, { county: COUNTY, number });
    if (!first || seen.has(String(first.id))) continue;
    const group = await linkedTo(bulk, String(first.id));
    for (const id of group) seen.add(id);
    groups.push(group);
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
