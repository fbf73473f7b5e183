/** Petitions that wait for something after their answer: matters by number, never persons. */
import { q, type Tx } from '../../platform/db/index.ts';
import type { WaitingList } from './contract.ts';

export type Waiting = {
  county: string;
  list: WaitingList;
  matterId: string;
  number: string;
  org: string;
  state: 'due' | 'calledBack' | 'notDrawn' | 'open' | 'resolved';
  sinceAt: number;
  untilAt: number | null;
};

const iso = (at: number) => new Date(at).toISOString();

export function putWaiting(tx: Tx, one: Waiting): void {
  const row = {
    org: one.org,
    state: one.state,
    since_at: iso(one.sinceAt),
    until_at: one.untilAt === null ? null : iso(one.untilAt),
  };
  const { county, list, matterId, number } = one;
  tx.send(
    q
      .insertInto('petition.listed')
      .values({ county, list, matter_id: matterId, number, ...row })
      .onConflict((conflict) => conflict.columns(['county', 'list', 'matter_id']).doUpdateSet(row)),
  );
}

export function dropWaiting(
  tx: Tx,
  of: { county: string; matterId: string; list: WaitingList },
): void {
  tx.send(
    q
      .deleteFrom('petition.listed')
      .where('county', '=', of.county)
      .where('list', '=', of.list)
      .where('matter_id', '=', of.matterId),
  );
}

/** It lies in another county now. */
export async function carryWaiting(
  tx: Tx,
  at: { matterId: string; from: string; to: string },
): Promise<void> {
  const rows = await tx.rows(
    q
      .deleteFrom('petition.listed')
      .where('county', '=', at.from)
      .where('matter_id', '=', at.matterId)
      .returningAll(),
  );
  for (const row of rows) {
    tx.send(q.insertInto('petition.listed').values({ ...row, county: at.to }));
  }
}

const ROWS_MAX = 500;

/** What waits first, the newest first. */
export async function listWaitingRows(
  tx: Tx,
  of: { county: string; list: WaitingList },
): Promise<Waiting[]> {
  const rows = await tx.rows(
    q
      .selectFrom('petition.listed')
      .selectAll()
      .where('county', '=', of.county)
      .where('list', '=', of.list)
      .where('state', '<>', 'notDrawn')
      .orderBy('until_at', (order) => order.desc().nullsFirst())
      .orderBy('since_at', 'desc')
      .orderBy('matter_id')
      .limit(ROWS_MAX),
  );
  return rows.map((row) => ({
    county: row.county,
    list: row.list as WaitingList,
    matterId: row.matter_id,
    number: row.number,
    org: row.org,
    state: row.state as Waiting['state'],
    sinceAt: row.since_at.getTime(),
    untilAt: row.until_at?.getTime() ?? null,
  }));
}
