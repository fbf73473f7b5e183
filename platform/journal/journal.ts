/**
 * The access and administration log. A row goes into the transaction of what it records: what was
 * not logged was not done. The matters' own log is another thing (`modules/matters`).
 */
import { type Actor, actorKey } from '../../kernel/actor.ts';
import type { Tx } from '../db/index.ts';
import { json, q } from '../db/index.ts';
import type { RequestContext } from '../http/index.ts';

export type JournalLine = {
  /** `person.open`, `search.run`, `org.change`: what the endpoint declares. */
  verb: string;
  county?: string;
  matterId?: string;
  purpose?: string;
  /** What was done, without personal data. */
  detail?: Record<string, unknown>;
};

/** Stands for "no county" in the journal; a scope must name it to write such a line. */
export const NO_COUNTY = '-';
const NO_MATTER = '00000000-0000-0000-0000-000000000000';

/** Writes one line with the transaction at hand and marks the request as journaled. */
export function journal(tx: Tx, ctx: RequestContext, line: JournalLine): void {
  tx.send(
    q.insertInto('platform.journal').values({
      county: line.county ?? NO_COUNTY,
      matter_id: line.matterId ?? NO_MATTER,
      id: ctx.newId(),
      at: new Date(ctx.now).toISOString(),
      verb: line.verb,
      actor: actorKey(ctx.actor),
      post: postOf(ctx.actor),
      org: orgOf(ctx.actor),
      purpose: line.purpose ?? null,
      detail: json(line.detail ?? {}),
      request_id: ctx.requestId,
    }),
  );
  ctx.journaled.add(line.verb);
}

function postOf(actor: Actor): string | null {
  return actor.kind === 'staff' ? actor.post : null;
}

function orgOf(actor: Actor): string | null {
  return actor.kind === 'staff' || actor.kind === 'machine' ? actor.org : null;
}

export type JournalRow = {
  at: Date;
  verb: string;
  actor: string;
  post: string | null;
  org: string | null;
  purpose: string | null;
  /** Without personal data, but a reason that people typed. */
  detail: unknown;
};

/** What was written about one matter, newest first. */
export async function listJournal(
  tx: Tx,
  of: { county: string; matterId: string; limit: number },
): Promise<JournalRow[]> {
  return tx.rows(
    q
      .selectFrom('platform.journal')
      .select(['at', 'verb', 'actor', 'post', 'org', 'purpose', 'detail'])
      .where('county', '=', of.county)
      .where('matter_id', '=', of.matterId)
      .orderBy('id', 'desc')
      .limit(of.limit),
  );
}
