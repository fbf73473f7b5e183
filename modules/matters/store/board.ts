/**
 * The public board's rows: each stream walks one index in its order, and a read looks at a bounded
 * number of rows, whatever of them may be shown. Nothing of a party or of the body is read.
 */
import { q, sql, type Tx } from '../../../platform/db/index.ts';
import { wholeFacts } from '../rules/kept.ts';
import type { Key } from './listed.ts';

export type BoardStream = {
  county: string;
  isOpen: boolean;
  town?: string | undefined;
  category?: string | undefined;
};

const COLUMNS = [
  'county',
  'id',
  'number',
  'kind',
  'process_version',
  'stage',
  'is_open',
  'outcome',
  'title',
  'category',
  'region',
  'grid',
  'lon',
  'lat',
  'handling_org',
  'subject_org',
  'merged_into',
  'moved_to_county',
  'received_at',
  'created_at',
  'closed_at',
  'is_private',
  'facts',
] as const;

const columns = () => q.selectFrom('matter.matter').select(COLUMNS);
type Row = Awaited<ReturnType<ReturnType<typeof columns>['executeTakeFirstOrThrow']>>;

/** Times are epoch ms. */
export type BoardRow = {
  key: Key;
  county: string;
  id: string;
  number: string;
  kind: string;
  processVersion: number;
  stage: string;
  isOpen: boolean;
  outcome: string | null;
  title: string;
  category: string | null;
  region: string;
  grid: string | null;
  lon: number | null;
  lat: number | null;
  handlingOrg: string | null;
  subjectOrg: string | null;
  subjectPost: string | null;
  mergedInto: string | null;
  movedToCounty: string | null;
  receivedAt: number;
  closedAt: number | null;
  isPrivate: boolean;
  reporterCount: number;
};

function toBoardRow(row: Row): BoardRow {
  const facts = wholeFacts(row.facts);
  return {
    key: { at: row.created_at.getTime(), id: row.id },
    county: row.county,
    id: row.id,
    number: row.number,
    kind: row.kind,
    processVersion: row.process_version,
    stage: row.stage,
    isOpen: row.is_open,
    outcome: row.outcome,
    title: row.title,
    category: row.category,
    region: row.region,
    grid: row.grid,
    lon: row.lon,
    lat: row.lat,
    handlingOrg: row.handling_org,
    subjectOrg: row.subject_org,
    subjectPost: facts.subjectPost,
    mergedInto: row.merged_into,
    movedToCounty: row.moved_to_county,
    receivedAt: row.received_at.getTime(),
    closedAt: row.closed_at?.getTime() ?? null,
    isPrivate: row.is_private,
    reporterCount: facts.reporterCount,
  };
}

/** The next `look` rows of a stream, newest first. */
export function boardWalk(stream: BoardStream, after: Key | null, look: number) {
  const { county, isOpen, town, category } = stream;
  return (
    columns()
      .where('county', '=', county)
      // Written out, so that the index's equality is seen whatever the parameter.
      .where('is_open', '=', sql.lit(isOpen))
      .$if(category !== undefined, (walk) => walk.where('category', '=', category ?? ''))
      .$if(town !== undefined, (walk) => walk.where('town', '=', town ?? ''))
      .$if(after !== null, (walk) =>
        walk.where(
          sql<boolean>`(created_at, id) < (${new Date(after?.at ?? 0).toISOString()}::timestamptz, ${after?.id}::uuid)`,
        ),
      )
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(look)
  );
}

export async function readBoard(
  tx: Tx,
  stream: BoardStream,
  { after, look }: { after: Key | null; look: number },
): Promise<BoardRow[]> {
  return (await tx.rows(boardWalk(stream, after, look))).map(toBoardRow);
}

/** Rows by id: of one batch of the search. */
export async function readBoardRows(
  tx: Tx,
  county: string,
  ids: readonly string[],
): Promise<BoardRow[]> {
  if (ids.length === 0) return [];
  const rows = await tx.rows(
    columns()
      .where('county', '=', county)
      .where('id', 'in', [...ids])
      .orderBy('id')
      .limit(ids.length),
  );
  return rows.map(toBoardRow);
}
