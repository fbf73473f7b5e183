/** The access and administration log for auditors: lines, never what they opened. */
import type { z } from 'zod';
import { makeCursor, pageSize, readCursor } from '../../kernel/paging.ts';
import { refuse } from '../../kernel/refusal.ts';
import { type Database, q, sql, type Tx } from '../db/index.ts';
import { type HttpModule, httpModule, type RequestContext } from '../http/index.ts';
import { type JournalQuery, journalApi } from './contract.ts';
import { journal, NO_COUNTY } from './journal.ts';

/** How posts and organisations are called; the platform knows ids only. */
export type JournalNames = {
  post: (id: string) => string | null;
  org: (id: string) => { zh: string; en: string | null } | null;
};

const noNames: JournalNames = { post: () => null, org: () => null };

export function journalHttp(db: Database, names: JournalNames = noNames): HttpModule {
  return httpModule(
    'journal',
    journalApi,
    { listJournal: (ctx, { query }) => listLines(db, names, ctx, query) },
    {},
  );
}

type Query = z.output<typeof JournalQuery>;
type Key = { at: string; id: string };

const ORDER = 'journal';
/** A filter that the index does not serve looks at no more lines than these for one page. */
const SCANNED_MAX = 5000;

async function listLines(db: Database, names: JournalNames, ctx: RequestContext, query: Query) {
  const county = query.county ?? NO_COUNTY;
  const isInScope =
    county === NO_COUNTY || (ctx.actor.kind === 'staff' && ctx.actor.counties.includes(county));
  if (!isInScope) refuse('NOT_FOUND');
  const size = pageSize(query.limit);
  const after = query.after ? keyOf(query.after) : null;
  return db.scoped({ counties: [county, NO_COUNTY] }, async (tx) => {
    const window = windowOf(county, query, after);
    const rows = await readFiltered(tx, window, query, size + 1);
    // Without this the list of an idle post would walk the log of a year.
    const end = rows.length > size ? null : await endOf(tx, window);
    const detail = { county, ...asked(query) };
    journal(tx, ctx, { verb: 'journal.read', detail });
    const items = rows.slice(0, size);
    const last = rows.length > size ? items.at(-1) : end;
    return {
      items: items.map((row) => viewOf(row, names)),
      next: last ? makeCursor(ORDER, [last.at.toISOString(), last.id]) : null,
    };
  });
}

function keyOf(cursor: string): Key {
  const [at, id] = readCursor(ORDER, ['time', 'text'], cursor);
  return { at: String(at), id: String(id) };
}

/** What the auditor looked for goes into the line about the look. */
function asked({ verb, from, to, org, post }: Query) {
  return Object.fromEntries(
    Object.entries({ verb, from, to, org, post }).filter(([, value]) => value !== undefined),
  );
}

type Window = ReturnType<typeof windowOf>;

/** The next stretch of the log, newest first; shown to the test of its plan. */
export function windowOf(
  county: string,
  { from, to }: Pick<Query, 'from' | 'to'>,
  after: Key | null,
) {
  return q
    .selectFrom('platform.journal')
    .select(['id', 'at', 'verb', 'actor', 'post', 'org', 'purpose', 'detail'])
    .where('county', '=', county)
    .$if(from !== undefined, (lines) => lines.where('at', '>=', new Date(from ?? 0)))
    .$if(to !== undefined, (lines) => lines.where('at', '<', new Date(to ?? 0)))
    .$if(after !== null, (lines) =>
      // Of the pair, as the index has it: `or` would walk all lines before it anew.
      lines.where(sql<boolean>`(at, id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`),
    )
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(SCANNED_MAX);
}

/** `/` follows `.` there, whatever language the database sorts by. */
const BY_BYTES = sql<string>`verb collate "C"`;

/** What the filters leave of it; shown to the test of its plan. */
export function readFiltered(
  tx: Tx,
  window: Window,
  { verb, org, post }: Pick<Query, 'verb' | 'org' | 'post'>,
  limit: number,
) {
  const isWhole = verb?.includes('.') ?? false;
  return tx.rows(
    q
      .selectFrom(window.as('line'))
      .selectAll()
      .$if(verb !== undefined && isWhole, (lines) => lines.where('verb', '=', verb ?? ''))
      .$if(verb !== undefined && !isWhole, (lines) =>
        // `like` is not leakproof: under the wall it would lose the index.
        lines.where(BY_BYTES, '>=', `${verb}.`).where(BY_BYTES, '<', `${verb}/`),
      )
      .$if(org !== undefined, (lines) => lines.where('org', '=', org ?? ''))
      .$if(post !== undefined, (lines) => lines.where('post', '=', post ?? ''))
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit),
  );
}

/** Where a full stretch ended; null when the log ended first. */
async function endOf(tx: Tx, window: Window): Promise<{ at: Date; id: string } | null> {
  const last = await tx.first(
    q
      .selectFrom(window.as('line'))
      .select(['at', 'id'])
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .offset(SCANNED_MAX - 1)
      .limit(1),
  );
  return last ?? null;
}

type Line = Awaited<ReturnType<typeof readFiltered>>[number];

function viewOf(row: Line, names: JournalNames) {
  return {
    ...row,
    // What a resident did across matters is nobody's to follow.
    actor: row.actor.startsWith('resident:') ? 'resident' : row.actor,
    at: row.at.toISOString(),
    postName: row.post === null ? null : names.post(row.post),
    orgName: row.org === null ? null : names.org(row.org),
  };
}
