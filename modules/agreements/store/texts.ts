/** Statements about the text of an agreement. Each begins with a county. */
import { q, type Tx } from '../../../platform/db/index.ts';
import type { amendmentKinds, amendmentStates, sides } from '../contract.ts';

export type At = { county: string; matterId: string };
type Side = (typeof sides)[number];

const SIDES_MAX = 100;

export async function listSides(tx: Tx, at: At): Promise<{ partyId: string; side: Side }[]> {
  const rows = await tx.rows(
    q
      .selectFrom('agreement.side')
      .select(['party_id as partyId', 'side'])
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .orderBy('party_id')
      .limit(SIDES_MAX),
  );
  // Held by the table's check.
  return rows.map((row) => ({ ...row, side: row.side as Side }));
}

export function insertSide(
  tx: Tx,
  at: At,
  { partyId, side, now }: { partyId: string; side: Side; now: number },
): void {
  tx.send(
    q.insertInto('agreement.side').values({
      county: at.county,
      matter_id: at.matterId,
      party_id: partyId,
      side,
      noted_at: new Date(now),
    }),
  );
}

export function deleteSide(tx: Tx, at: At, partyId: string): void {
  tx.send(
    q
      .deleteFrom('agreement.side')
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .where('party_id', '=', partyId),
  );
}

export type VersionRow = {
  version: number;
  sealed: Buffer;
  digest: Buffer;
  lastDueOn: string | null;
  madeAt: number;
  isOffered: boolean;
};

const VERSIONS_MAX = 500;

export async function listVersions(tx: Tx, at: At): Promise<VersionRow[]> {
  const rows = await tx.rows(
    q
      .selectFrom('agreement.version')
      .select([
        'version',
        'sealed',
        'digest',
        'last_due_on as lastDueOn',
        'made_at as madeAt',
        'is_offered as isOffered',
      ])
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .orderBy('version')
      .limit(VERSIONS_MAX),
  );
  return rows.map((row) => ({ ...row, madeAt: row.madeAt.getTime() }));
}

export async function insertVersion(tx: Tx, at: At, row: VersionRow): Promise<void> {
  await tx.run(
    q.insertInto('agreement.version').values({
      county: at.county,
      matter_id: at.matterId,
      version: row.version,
      sealed: row.sealed,
      digest: row.digest,
      last_due_on: row.lastDueOn,
      made_at: new Date(row.madeAt),
      is_offered: row.isOffered,
    }),
  );
}

export function markOffered(tx: Tx, at: At, version: number): void {
  tx.send(
    q
      .updateTable('agreement.version')
      .set({ is_offered: true })
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .where('version', '=', version),
  );
}

/** All of them, but the one that stands. */
export function deleteVersions(tx: Tx, at: At, { except }: { except: number | null }): void {
  tx.send(
    q
      .deleteFrom('agreement.version')
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .$if(except !== null, (query) => query.where('version', '<>', except ?? 0)),
  );
}

export type AmendmentRow = {
  id: string;
  clause: string | null;
  partyId: string | null;
  kind: (typeof amendmentKinds)[number];
  sealed: Buffer;
  state: (typeof amendmentStates)[number];
  madeAt: number;
};

export const AMENDMENTS_MAX = 300;

export async function listAmendments(tx: Tx, at: At): Promise<AmendmentRow[]> {
  const rows = await tx.rows(
    q
      .selectFrom('agreement.amendment')
      .select([
        'id',
        'clause',
        'party_id as partyId',
        'kind',
        'sealed',
        'state',
        'made_at as madeAt',
      ])
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .orderBy('id')
      .limit(AMENDMENTS_MAX),
  );
  // Held by the table's checks.
  return rows.map((row) => ({
    ...row,
    kind: row.kind as AmendmentRow['kind'],
    state: row.state as AmendmentRow['state'],
    madeAt: row.madeAt.getTime(),
  }));
}

export async function insertAmendment(tx: Tx, at: At, row: AmendmentRow): Promise<void> {
  await tx.run(
    q.insertInto('agreement.amendment').values({
      county: at.county,
      matter_id: at.matterId,
      id: row.id,
      clause: row.clause,
      party_id: row.partyId,
      kind: row.kind,
      sealed: row.sealed,
      state: row.state,
      made_at: new Date(row.madeAt),
    }),
  );
}

/** Answers how many of them still stood open. */
export function settleAmendments(
  tx: Tx,
  at: At,
  { ids, state }: { ids: readonly string[]; state: AmendmentRow['state'] },
): Promise<number> {
  return tx.run(
    q
      .updateTable('agreement.amendment')
      .set({ state })
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .where('id', 'in', [...ids])
      .where('state', '=', 'open'),
  );
}

export function deleteAmendments(tx: Tx, at: At): void {
  tx.send(
    q
      .deleteFrom('agreement.amendment')
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId),
  );
}
