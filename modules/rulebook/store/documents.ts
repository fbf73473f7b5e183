/**
 * SQL of the documents. Rows are only ever added (the application has no right to change one), so
 * that their count tells whether anything is new.
 */
import { json, q, sql, type Tx } from '../../../platform/db/index.ts';
import { type Dated, freeze } from '../rules.ts';

export type DocumentRow = Dated & { publishedBy: string; publishedAt: number; note: string };

/** A document as it is held in memory: its body is frozen and shared. */
export type HeldDocument = DocumentRow & { body: unknown };

const columns = [
  'county',
  'kind',
  'name',
  'version',
  'valid_from',
  'published_by',
  'published_at',
  'note',
] as const;

type Row = {
  county: string;
  kind: string;
  name: string;
  version: number;
  valid_from: Date;
  published_by: string;
  published_at: Date;
  note: string;
};

function toDocument(row: Row): DocumentRow {
  return {
    county: row.county,
    kind: row.kind,
    name: row.name,
    version: row.version,
    validFrom: row.valid_from.getTime(),
    publishedBy: row.published_by,
    publishedAt: row.published_at.getTime(),
    note: row.note,
  };
}

/** Changes whenever a document was added. */
export async function readRevision(tx: Tx): Promise<string> {
  const { count, last } = await tx.one(
    q
      .selectFrom('rulebook.document')
      .select((the) => [
        the.fn.countAll<number>().as('count'),
        the.fn.max('published_at').as('last'),
      ]),
  );
  return `${count}@${last?.getTime() ?? 0}`;
}

/** The head of every document. */
export async function readHeads(tx: Tx): Promise<DocumentRow[]> {
  const rows = await tx.rows(
    q
      .selectFrom('rulebook.document')
      .select(columns)
      .orderBy('county')
      .orderBy('kind')
      .orderBy('name')
      .orderBy('version'),
  );
  return rows.map(toDocument);
}

/** Versions of one kind and name with their bodies, frozen. */
export async function readBodies(
  tx: Tx,
  kind: string,
  name: string,
  versions: readonly number[],
): Promise<Map<number, unknown>> {
  const rows = await tx.rows(
    q
      .selectFrom('rulebook.document')
      .select(['version', 'body'])
      .where('kind', '=', kind)
      .where('name', '=', name)
      .where('version', 'in', versions),
  );
  return new Map(rows.map((row) => [row.version, freeze(row.body)]));
}

/** The newest version of a county's document (0: none), and the newest of any county. */
export async function readNewest(
  tx: Tx,
  { county, kind, name }: { county: string; kind: string; name: string },
): Promise<{ own: number; any: number }> {
  const rows = await tx.rows(
    q
      .selectFrom('rulebook.document')
      .select((the) => ['county', the.fn.max('version').as('version')])
      .where('kind', '=', kind)
      .where('name', '=', name)
      .groupBy('county'),
  );
  const own = rows.find((row) => row.county === county)?.version ?? 0;
  return { own, any: Math.max(0, ...rows.map((row) => row.version)) };
}

/** Adds a version; false when another publisher took the number first (waits for their commit). */
export async function insertDocument(tx: Tx, document: HeldDocument): Promise<boolean> {
  const added = await tx.run(
    q
      .insertInto('rulebook.document')
      .values({
        county: document.county,
        kind: document.kind,
        name: document.name,
        version: document.version,
        valid_from: new Date(document.validFrom).toISOString(),
        body: json(document.body),
        published_by: document.publishedBy,
        published_at: new Date(document.publishedAt).toISOString(),
        note: document.note,
      })
      .onConflict((conflict) => conflict.doNothing()),
  );
  return added === 1;
}

export type ListKey = { county: string; kind: string; name: string; version: number };

/** Heads in the order of the primary key, after `after`. */
export async function listHeads(
  tx: Tx,
  filter: {
    counties: readonly string[];
    kind: string | undefined;
    after: ListKey | undefined;
    limit: number;
  },
): Promise<DocumentRow[]> {
  const { counties, kind, after, limit } = filter;
  const rows = await tx.rows(
    q
      .selectFrom('rulebook.document')
      .select(columns)
      .where('county', 'in', counties)
      .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
      .$if(after !== undefined, (query) =>
        query.where(
          sql<boolean>`(county, kind, name, version) >
            (${after?.county}::text, ${after?.kind}::text, ${after?.name}::text,
             ${after?.version}::integer)`,
        ),
      )
      .orderBy('county')
      .orderBy('kind')
      .orderBy('name')
      .orderBy('version')
      .limit(limit),
  );
  return rows.map(toDocument);
}
