/** The access and administration log for auditors: lines, never what they opened. */
import type { z } from 'zod';
import { makeCursor, pageOf, pageSize, readCursor } from '../../kernel/paging.ts';
import { refuse } from '../../kernel/refusal.ts';
import { type Database, q } from '../db/index.ts';
import { type HttpModule, httpModule, type RequestContext } from '../http/index.ts';
import { type JournalQuery, journalApi } from './contract.ts';
import { journal, NO_COUNTY } from './journal.ts';

export function journalHttp(db: Database): HttpModule {
  return httpModule(
    'journal',
    journalApi,
    { listJournal: (ctx, { query }) => listLines(db, ctx, query) },
    {},
  );
}

const ORDER = 'journal';

async function listLines(db: Database, ctx: RequestContext, query: z.output<typeof JournalQuery>) {
  const county = query.county ?? NO_COUNTY;
  const isInScope =
    county === NO_COUNTY || (ctx.actor.kind === 'staff' && ctx.actor.counties.includes(county));
  if (!isInScope) refuse('NOT_FOUND');
  const size = pageSize(query.limit);
  const after = query.after ? readCursor(ORDER, ['time', 'text'], query.after) : null;
  return db.scoped({ counties: [county, NO_COUNTY] }, async (tx) => {
    let lines = q
      .selectFrom('platform.journal')
      .select(['id', 'at', 'verb', 'actor', 'post', 'org', 'purpose', 'detail'])
      .where('county', '=', county)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(size + 1);
    if (after) {
      const [at, id] = after as [string, string];
      lines = lines.where((is) =>
        is.or([
          is('at', '<', new Date(at)),
          is.and([is('at', '=', new Date(at)), is('id', '<', id)]),
        ]),
      );
    }
    const rows = await tx.rows(lines);
    journal(tx, ctx, { verb: 'journal.read', detail: { county } });
    return pageOf(
      rows.map((row) => ({ ...row, at: row.at.toISOString() })),
      size,
      (row) => makeCursor(ORDER, [row.at, row.id]),
    );
  });
}
