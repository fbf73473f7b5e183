/** Statements about signatures, the codes that they are made with, and promises. */
import { msOrNull, q, type Tx } from '../../../platform/db/index.ts';
import type { promisers, promiseStates, signers, signingWays } from '../contract.ts';
import type { At } from './texts.ts';

export type SignatureRow = {
  version: number;
  signer: (typeof signers)[number];
  partyId: string | null;
  id: string;
  how: (typeof signingWays)[number];
  signedOn: string;
  madeAt: number;
  digest: Buffer;
  sealed: Buffer | null;
  proof: 'code' | 'attested' | 'session';
  seq: number;
};

const SIGNATURES_MAX = 500;

export async function listSignatures(tx: Tx, at: At): Promise<SignatureRow[]> {
  const rows = await tx.rows(
    q
      .selectFrom('agreement.signature')
      .select([
        'version',
        'signer',
        'party_id as partyId',
        'id',
        'how',
        'signed_on as signedOn',
        'made_at as madeAt',
        'digest',
        'sealed',
        'proof',
        'seq',
      ])
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .orderBy('id')
      .limit(SIGNATURES_MAX),
  );
  // Held by the table's checks.
  return rows.map((row) => ({
    ...row,
    signer: row.signer as SignatureRow['signer'],
    how: row.how as SignatureRow['how'],
    proof: row.proof as SignatureRow['proof'],
    madeAt: row.madeAt.getTime(),
  }));
}

/** False when the same one has signed this version: nothing is doubled. */
export async function insertSignature(tx: Tx, at: At, row: SignatureRow): Promise<boolean> {
  const count = await tx.run(
    q
      .insertInto('agreement.signature')
      .values({
        county: at.county,
        matter_id: at.matterId,
        version: row.version,
        signer: row.signer,
        party_id: row.partyId,
        id: row.id,
        how: row.how,
        signed_on: row.signedOn,
        made_at: new Date(row.madeAt),
        digest: row.digest,
        sealed: row.sealed,
        proof: row.proof,
        seq: row.seq,
      })
      .onConflict((conflict) => conflict.constraint('signature_once').doNothing()),
  );
  return count === 1;
}

export function deleteSignatures(tx: Tx, at: At, { except }: { except: number | null }): void {
  tx.send(
    q
      .deleteFrom('agreement.signature')
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .$if(except !== null, (query) => query.where('version', '<>', except ?? 0)),
  );
}

export type CodeRow = {
  partyId: string;
  digest: Buffer;
  ofText: Buffer;
  tries: number;
  sentAt: number;
  expiresAt: number;
};

export async function findCode(tx: Tx, at: At, partyId: string): Promise<CodeRow | undefined> {
  const row = await tx.first(
    q
      .selectFrom('agreement.code')
      .select([
        'party_id as partyId',
        'digest',
        'of_text as ofText',
        'tries',
        'sent_at as sentAt',
        'expires_at as expiresAt',
      ])
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .where('party_id', '=', partyId)
      .forUpdate(),
  );
  return row && { ...row, sentAt: row.sentAt.getTime(), expiresAt: row.expiresAt.getTime() };
}

/** The newest counts alone. */
export async function keepCode(tx: Tx, at: At, row: CodeRow): Promise<void> {
  const values = {
    digest: row.digest,
    of_text: row.ofText,
    tries: row.tries,
    sent_at: new Date(row.sentAt),
    expires_at: new Date(row.expiresAt),
  };
  await tx.run(
    q
      .insertInto('agreement.code')
      .values({ county: at.county, matter_id: at.matterId, party_id: row.partyId, ...values })
      .onConflict((conflict) =>
        conflict.columns(['county', 'matter_id', 'party_id']).doUpdateSet(values),
      ),
  );
}

/** False when somebody was faster: a code opens once. */
export async function useCode(tx: Tx, at: At, partyId: string): Promise<boolean> {
  const count = await tx.run(
    q
      .deleteFrom('agreement.code')
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .where('party_id', '=', partyId),
  );
  return count === 1;
}

export function deleteCodes(tx: Tx, at: At): void {
  tx.send(
    q
      .deleteFrom('agreement.code')
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId),
  );
}

export type PromiseRow = {
  id: string;
  clause: string;
  side: (typeof promisers)[number];
  dueOn: string;
  askedAt: number | null;
  state: (typeof promiseStates)[number];
  notedAt: number | null;
};

const PROMISES_MAX = 200;

export async function listPromises(tx: Tx, at: At): Promise<PromiseRow[]> {
  const rows = await tx.rows(
    q
      .selectFrom('agreement.promise')
      .select([
        'id',
        'clause',
        'side',
        'due_on as dueOn',
        'asked_at as askedAt',
        'state',
        'noted_at as notedAt',
      ])
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .orderBy('due_on')
      .orderBy('id')
      .limit(PROMISES_MAX),
  );
  return rows.map((row) => ({
    ...row,
    // Held by the table's checks.
    side: row.side as PromiseRow['side'],
    state: row.state as PromiseRow['state'],
    askedAt: msOrNull(row.askedAt),
    notedAt: msOrNull(row.notedAt),
  }));
}

export function insertPromise(
  tx: Tx,
  at: At,
  row: Pick<PromiseRow, 'id' | 'clause' | 'side' | 'dueOn'>,
): void {
  tx.send(
    q.insertInto('agreement.promise').values({
      county: at.county,
      matter_id: at.matterId,
      id: row.id,
      clause: row.clause,
      side: row.side,
      due_on: row.dueOn,
      asked_at: null,
      state: 'waiting',
      noted_at: null,
      noted_by: null,
    }),
  );
}

export async function notePromise(
  tx: Tx,
  at: At,
  row: { id: string; state: PromiseRow['state']; by: string; now: number },
): Promise<void> {
  await tx.run(
    q
      .updateTable('agreement.promise')
      .set({ state: row.state, noted_by: row.by, noted_at: new Date(row.now) })
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .where('id', '=', row.id),
  );
}

export type DuePromise = { matterId: string; id: string };

/** Promised for `today` or before, and nobody was asked yet. */
export function listDuePromises(
  tx: Tx,
  county: string,
  { today, limit }: { today: string; limit: number },
): Promise<DuePromise[]> {
  return tx.rows(
    q
      .selectFrom('agreement.promise')
      .select(['matter_id as matterId', 'id'])
      .where('county', '=', county)
      .where('asked_at', 'is', null)
      .where('due_on', '<=', today)
      .orderBy('due_on')
      .orderBy('id')
      .limit(limit)
      .forUpdate()
      .skipLocked(),
  );
}

export async function markAsked(
  tx: Tx,
  county: string,
  { ids, now }: { ids: readonly string[]; now: number },
): Promise<void> {
  await tx.run(
    q
      .updateTable('agreement.promise')
      .set({ asked_at: new Date(now) })
      .where('county', '=', county)
      .where('id', 'in', [...ids]),
  );
}

const TABLES = [
  'side',
  'version',
  'amendment',
  'signature',
  'code',
  'promise',
  'delivery',
] as const;

/** To the row of the matter in another county: the shard key of a row never changes. */
export async function carryAgreement(
  tx: Tx,
  { matterId, from, to }: { matterId: string; from: string; to: string },
): Promise<void> {
  for (const name of TABLES) {
    const table = `agreement.${name}` as const;
    const rows = await tx.rows(
      q
        .deleteFrom(table)
        .where('county', '=', from)
        .where('matter_id', '=', matterId)
        .returningAll(),
    );
    if (rows.length === 0) continue;
    const there = rows.map((row) => ({ ...row, county: to }));
    await tx.run(q.insertInto(table).values(there));
  }
}

/** Nothing of it opens again once the key is gone; what is left would only be rows. */
export function eraseAgreement(tx: Tx, at: At): void {
  for (const table of TABLES) {
    tx.send(
      q
        .deleteFrom(`agreement.${table}`)
        .where('county', '=', at.county)
        .where('matter_id', '=', at.matterId),
    );
  }
}
