/**
 * The search index: written here with masked text, read through `matter.search_ids` alone, which
 * answers ids. The rows themselves are then read through the walled tables.
 */
import { refuse } from '../../../kernel/refusal.ts';
import { insertInto, q, sql, type Tx, updateTable } from '../../../platform/db/index.ts';
import { cutForIndex, cutForQuery } from '../../../platform/words/index.ts';
import { withoutLabels } from '../rules/mask-text.ts';
import { readQuery } from '../rules/search.ts';

export type IndexedMatter = {
  county: string;
  matterId: string;
  number: string;
  /** Town (9 digits) or village (12). */
  region: string;
  /** Organisations that find it as theirs: the owner's, the handling ones. */
  orgs?: readonly string[];
  createdAt: Date;
  /** Masked: title, body, replies. */
  texts: readonly string[];
};

/** A text of 4,000 characters has some 1,200 lexemes; replies pile up on a long-lived matter. */
const MOST_LEXEMES = 4000;

/**
 * Writes a matter's index row, sent with the act and not awaited. Callers mask first. For 300
 * characters an act is 0.05 ms of the program and 0.4 ms of the database dearer (100,000 rows):
 * paid in the act, only where its text changes, rather than by a sweep that lags.
 */
export function indexMatter(tx: Tx, matter: IndexedMatter): void {
  const row = { ...keyOf(matter), created_at: matter.createdAt, words: wordsFor(matter) };
  tx.send(insertInto('matter.search', row));
}

/** Rewrites the row that stands; what was taken out of the search does not come back. */
export function reindexMatter(tx: Tx, matter: IndexedMatter): void {
  const words = { words: wordsFor(matter) };
  tx.send(updateTable('matter.search', words, keyOf(matter), searchTypes));
}

export const searchTypes = { words: 'tsvector', matter_id: 'uuid' } as const;
const keyOf = ({ county, matterId }: IndexedMatter) => ({ county, matter_id: matterId });
const wordsFor = (matter: IndexedMatter) => vectorOf(lexemesOf(matter));

/** Lexemes as PostgreSQL reads a tsvector: a list of texts would be quoted by the driver, each. */
function vectorOf(lexemes: readonly string[]): string {
  // Neither words nor marks have such signs; a number from elsewhere might.
  const isPlain = !/['\\]/.test(lexemes.join(' '));
  const safe = isPlain ? lexemes : lexemes.map((one) => one.replace(/['\\]/g, '$&$&'));
  return `'${safe.join("' '")}'`;
}

/** Takes a matter out of the search: when it is erased, or moved to another county. */
export function unindexMatter(tx: Tx, county: string, matterId: string): void {
  tx.send(
    q.deleteFrom('matter.search').where('county', '=', county).where('matter_id', '=', matterId),
  );
}

/**
 * Moves the words of what came lately into the index, where searches find them quicker than in the
 * list that they wait in. Of the whole database: the index is one. Nobody waits for it meanwhile.
 */
export async function settleWords(tx: Tx): Promise<void> {
  await tx.one(sql`select matter.settle_words()`);
}

export type SearchKey = { county: string; matterId: string; createdAt: Date };

export type Search = {
  /** Must lie within the scope of the transaction: others give nothing. */
  counties: readonly string[];
  /** Only matters in one of these towns or villages … */
  regions?: readonly string[];
  /** … or of one of these organisations. */
  orgs?: readonly string[];
  query: string;
  after?: { createdAt: Date; matterId: string };
  limit: number;
};

/**
 * Ids of the matters with all words of the query, newest first, and the words, to be marked.
 * Refuses SEARCH_PERSONAL, SEARCH_TOO_SHORT, SEARCH_TOO_LONG. The function walks a county's newest
 * thousand, where common words stand; how many of them have the words tells how far back the index
 * of words is asked, at once for all time where none has. A number is looked up alone.
 */
export async function searchMatters(
  tx: Tx,
  search: Search,
): Promise<{ keys: SearchKey[]; words: string[] }> {
  const words = wordsOf(search.query);
  const rows = await tx.rows(
    q
      .selectFrom(idsOf(search, words).as('found'))
      .select(['found.county', 'found.matter_id', 'found.created_at'])
      .orderBy('found.created_at', 'desc')
      .orderBy('found.matter_id', 'desc')
      .limit(search.limit),
  );
  const keys = rows.map((row) => ({
    county: row.county,
    matterId: row.matter_id,
    createdAt: row.created_at,
  }));
  return { keys, words };
}

type FoundRow = { county: string; matter_id: string; created_at: Date };

function idsOf(search: Search, words: string[]) {
  const { counties, after, limit } = search;
  return sql<FoundRow>`matter.search_ids(
    ${[...counties]}::text[], ${words}::text[], ${marksOf(search)}::text[],
    ${after?.createdAt ?? null}::timestamptz, ${after?.matterId ?? null}::uuid, ${limit}::integer)`;
}

function wordsOf(query: string): string[] {
  const { text, isNumber } = readQuery(query);
  const words = isNumber ? [text] : cutForQuery(text);
  return words.length > 0 ? words : refuse('SEARCH_TOO_SHORT', { values: { min: 2 } });
}

function lexemesOf(matter: IndexedMatter): string[] {
  const text = withoutLabels(matter.texts.join('\n'));
  const regions = [9, 12]
    .filter((width) => matter.region.length >= width)
    .map((width) => `@r${matter.region.slice(0, width)}`);
  const orgs = (matter.orgs ?? []).map((org) => `@o${org}`);
  const marks = [`@c${matter.county}`, ...regions, ...orgs, matter.number];
  return [...marks, ...cutForIndex(text)].slice(0, MOST_LEXEMES);
}

function marksOf(search: Search): string[] | null {
  if (!search.regions && !search.orgs) return null;
  const marks = [
    ...(search.regions ?? []).map((code) => `@r${code}`),
    ...(search.orgs ?? []).map((org) => `@o${org}`),
  ];
  // Neither a town nor an organisation: a mark that nothing carries, so that nothing is found.
  return marks.length > 0 ? marks : ['@none'];
}
