/** Reads the access log as no role of ours may: whole. */
import type { TestDatabase } from './db.ts';
import { withClient } from './server.ts';

export type Line = {
  verb: string;
  actor: string;
  post: string | null;
  org: string | null;
  county: string;
  matter_id: string;
  purpose: string | null;
  detail: Record<string, unknown>;
};

/** The lines of an actor (`staff:ID`), oldest first. */
export async function journalOf(base: TestDatabase, actor: string): Promise<Line[]> {
  return withClient(base.superUrl, async (client) => {
    const { rows } = await client.query<Line>(
      `SELECT verb, actor, post, org, county, matter_id, purpose, detail
       FROM platform.journal WHERE actor = $1 ORDER BY at, id`,
      [actor],
    );
    return rows;
  });
}
