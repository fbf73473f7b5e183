/**
 * Who is at a matter now, and which forms are begun. Rows of presence name a post and never an
 * account, and what is past its time counts for nothing, swept or not.
 */
import { q, type Tx } from '../../../platform/db/index.ts';

type At = { county: string; matterId: string };

export type Present = At & { post: string; org: string };
export type NewPresence = Present & {
  /** Made by the page, anew each time. */
  id: string;
  expiresAt: number;
};

const iso = (at: number) => new Date(at).toISOString();

/** Says that a page shows the matter, or still does. */
export function keepPresence(tx: Tx, one: NewPresence): void {
  const row = { post: one.post, org: one.org, expires_at: iso(one.expiresAt) };
  tx.send(
    q
      .insertInto('matter.presence')
      .values({ county: one.county, matter_id: one.matterId, id: one.id, ...row })
      .onConflict((conflict) =>
        conflict
          .columns(['county', 'matter_id', 'id'])
          .doUpdateSet(row)
          // A page's name is its own: another post's is not taken over.
          .where('matter.presence.post', '=', one.post),
      ),
  );
}

/** The page is closed. */
export function endPresence(tx: Tx, at: At, page: { id: string; post: string }): void {
  tx.send(
    q
      .deleteFrom('matter.presence')
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .where('id', '=', page.id)
      .where('post', '=', page.post),
  );
}

/** More people than this at one matter are no longer told apart. */
const PRESENT_MAX = 50;

export async function listPresent(tx: Tx, at: At, now: number): Promise<Present[]> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.presence')
      .select(['post', 'org'])
      .distinct()
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .where('expires_at', '>', new Date(now))
      .orderBy('post')
      .limit(PRESENT_MAX),
  );
  return rows.map((row) => ({ ...at, ...row }));
}

/** Everyone who is at a matter of the counties: never more than are at work just now. */
const EVERYWHERE_MAX = 5000;

export type PresentAt = Present & { number: string; kind: string; processVersion: number };

export async function listPresentEverywhere(
  tx: Tx,
  counties: readonly string[],
  now: number,
): Promise<PresentAt[]> {
  return tx.rows(
    q
      .selectFrom('matter.presence as p')
      .innerJoin('matter.matter as m', (join) =>
        join.onRef('m.county', '=', 'p.county').onRef('m.id', '=', 'p.matter_id'),
      )
      .select(['p.county', 'p.matter_id as matterId', 'p.post', 'p.org'])
      .select(['m.number', 'm.kind', 'm.process_version as processVersion'])
      .distinct()
      .where('p.county', 'in', [...counties])
      // A page that was open when the matter was sealed is told nothing more.
      .where('m.is_sealed', '=', false)
      .where('p.expires_at', '>', new Date(now))
      .orderBy('p.matter_id')
      .orderBy('p.post')
      .limit(EVERYWHERE_MAX),
  );
}

/** Deletes what is past its time. Answers how many rows. */
export function sweepPresence(tx: Tx, county: string, now: number): Promise<number> {
  return tx.run(
    q
      .deleteFrom('matter.presence')
      .where('county', '=', county)
      .where('expires_at', '<=', new Date(now)),
  );
}
