/** Statements about the delivery of agreements in force: to each party, once. */
import { dateOrNull, q, type Tx } from '../../../platform/db/index.ts';
import type { At } from './texts.ts';

export const deliveryStates = ['waiting', 'sent', 'delivered', 'byHand'] as const;
export type DeliveryState = (typeof deliveryStates)[number];
export type DeliveryRow = At & {
  party: string;
  /** Of the matter. */
  number: string;
  state: DeliveryState;
  messageId: string | null;
  paperId: string | null;
  tries: number;
};

const columns = [
  'county',
  'matter_id as matterId',
  'party_id as party',
  'number',
  'state',
  'message_id as messageId',
  'paper_id as paperId',
  'tries',
] as const;

const deliveries = () => q.selectFrom('agreement.delivery').select(columns);
type Raw = Awaited<ReturnType<ReturnType<typeof deliveries>['executeTakeFirstOrThrow']>>;

// Held by the table's check.
const toRow = (row: Raw) => row as DeliveryRow;

/** Nothing is begun twice: whoever has a row keeps it. */
export function beginDelivery(
  tx: Tx,
  at: At & { party: string; number: string; now: number },
): void {
  tx.send(
    q
      .insertInto('agreement.delivery')
      .values({
        county: at.county,
        matter_id: at.matterId,
        party_id: at.party,
        number: at.number,
        state: 'waiting',
        message_id: null,
        paper_id: null,
        tries: 0,
        next_at: new Date(at.now),
        done_at: null,
      })
      .onConflict((conflict) => conflict.constraint('delivery_pkey').doNothing()),
  );
}

export async function listDueDeliveries(
  tx: Tx,
  county: string,
  { now, limit }: { now: number; limit: number },
): Promise<DeliveryRow[]> {
  const rows = await tx.rows(
    deliveries()
      .where('county', '=', county)
      .where('next_at', '<=', new Date(now))
      .orderBy('next_at')
      .orderBy('party_id')
      .limit(limit),
  );
  return rows.map(toRow);
}

export async function lockDelivery(
  tx: Tx,
  at: At & { party: string },
): Promise<DeliveryRow | undefined> {
  const row = await tx.first(
    deliveries()
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .where('party_id', '=', at.party)
      .forUpdate(),
  );
  return row && toRow(row);
}

/** Of the row that `tx` has locked. `nextAt`: when it is looked at again; null: it is done. */
export async function setDelivery(
  tx: Tx,
  row: DeliveryRow,
  { nextAt, now }: { nextAt: number | null; now: number },
): Promise<void> {
  await tx.run(
    q
      .updateTable('agreement.delivery')
      .set({
        state: row.state,
        message_id: row.messageId,
        paper_id: row.paperId,
        tries: row.tries,
        next_at: dateOrNull(nextAt),
        done_at: nextAt === null ? new Date(now) : null,
      })
      .where('county', '=', row.county)
      .where('matter_id', '=', row.matterId)
      .where('party_id', '=', row.party),
  );
}

export async function listDeliveries(tx: Tx, at: At): Promise<DeliveryRow[]> {
  const rows = await tx.rows(
    deliveries()
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .orderBy('party_id')
      .limit(100),
  );
  return rows.map(toRow);
}

export async function findHanded(tx: Tx, at: At, party: string): Promise<string | null> {
  const rows = await listDeliveries(tx, at);
  return rows.find((one) => one.party === party)?.paperId ?? null;
}

/** The counties among `counties` where something is to be delivered. */
export async function countiesToDeliver(
  tx: Tx,
  counties: readonly string[],
  now: number,
): Promise<string[]> {
  if (counties.length === 0) return [];
  const rows = await tx.rows(
    q
      .selectFrom('agreement.delivery')
      .select('county')
      .distinct()
      .where('county', 'in', [...counties])
      .where('next_at', '<=', new Date(now)),
  );
  return rows.map(({ county }) => county);
}
