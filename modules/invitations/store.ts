/** Statements about the links of parties. Each belongs to one party of one matter. */
import { dateOrNull, msOrNull, q, type Tx } from '../../platform/db/index.ts';

export type At = { county: string; matterId: string };
export type LinkAt = At & { party: string };
export type LinkRow = LinkAt & {
  id: string;
  /** Of the matter. */
  number: string;
  linkHash: string;
  /** The secret; null once erased. */
  sealed: Buffer | null;
  base: string;
  madeAt: number;
  invitedAt: number | null;
  openedAt: number | null;
  codeHash: string | null;
  codeSentAt: number | null;
  codeSent: number;
  codeTries: number;
  deviceHash: string | null;
  answer: 'agreed' | 'refused' | null;
  answeredAt: number | null;
  isReminded: boolean;
};

const columns = [
  'county',
  'matter_id as matterId',
  'party_id as party',
  'id',
  'number',
  'link_hash as linkHash',
  'sealed',
  'base',
  'made_at as madeAt',
  'invited_at as invitedAt',
  'opened_at as openedAt',
  'code_hash as codeHash',
  'code_sent_at as codeSentAt',
  'code_sent as codeSent',
  'code_tries as codeTries',
  'device_hash as deviceHash',
  'answer',
  'answered_at as answeredAt',
  'is_reminded as isReminded',
] as const;

export async function insertLink(tx: Tx, row: LinkRow): Promise<void> {
  const { county, matterId, party, id, number, ...rest } = row;
  await tx.run(
    q.insertInto('invitation.link').values({
      county,
      matter_id: matterId,
      party_id: party,
      id,
      number,
      link_hash: rest.linkHash,
      sealed: rest.sealed,
      base: rest.base,
      made_at: new Date(rest.madeAt),
      invited_at: dateOrNull(rest.invitedAt),
      opened_at: dateOrNull(rest.openedAt),
      code_hash: rest.codeHash,
      code_sent_at: dateOrNull(rest.codeSentAt),
      code_sent: rest.codeSent,
      code_tries: rest.codeTries,
      device_hash: rest.deviceHash,
      answer: rest.answer,
      answered_at: dateOrNull(rest.answeredAt),
      is_reminded: rest.isReminded,
    }),
  );
}

export type LinkPatch = Partial<Omit<LinkRow, keyof LinkAt | 'id' | 'number' | 'madeAt'>>;

export function updateLink(tx: Tx, at: LinkAt, set: LinkPatch): void {
  const all = {
    link_hash: set.linkHash,
    sealed: set.sealed,
    base: set.base,
    invited_at: set.invitedAt === undefined ? undefined : dateOrNull(set.invitedAt),
    opened_at: set.openedAt === undefined ? undefined : dateOrNull(set.openedAt),
    code_hash: set.codeHash,
    code_sent_at: set.codeSentAt === undefined ? undefined : dateOrNull(set.codeSentAt),
    code_sent: set.codeSent,
    code_tries: set.codeTries,
    device_hash: set.deviceHash,
    answer: set.answer,
    answered_at: set.answeredAt === undefined ? undefined : dateOrNull(set.answeredAt),
    is_reminded: set.isReminded,
  };
  const given = Object.entries(all).filter(([, value]) => value !== undefined);
  tx.send(
    q
      .updateTable('invitation.link')
      .set(Object.fromEntries(given))
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .where('party_id', '=', at.party),
  );
}

const LINKS_MAX = 100;

export async function listLinks(tx: Tx, at: At): Promise<LinkRow[]> {
  const rows = await tx.rows(
    q
      .selectFrom('invitation.link')
      .select(columns)
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .orderBy('party_id')
      .limit(LINKS_MAX),
  );
  return rows.map(toLink);
}

/** Locked: codes and tries are counted on it. */
export async function findLinkBy(
  tx: Tx,
  county: string,
  by: { hash: string } | { id: string },
): Promise<LinkRow | null> {
  const all = q.selectFrom('invitation.link').select(columns).where('county', '=', county);
  const one = 'hash' in by ? all.where('link_hash', '=', by.hash) : all.where('id', '=', by.id);
  const row = await tx.first(one.forUpdate());
  return row ? toLink(row) : null;
}

type Read = Omit<
  LinkRow,
  'madeAt' | 'invitedAt' | 'openedAt' | 'codeSentAt' | 'answeredAt' | 'answer'
> & {
  madeAt: Date;
  invitedAt: Date | null;
  openedAt: Date | null;
  codeSentAt: Date | null;
  answeredAt: Date | null;
  answer: string | null;
};

function toLink(row: Read): LinkRow {
  return {
    ...row,
    // Held by the table's check.
    answer: row.answer as LinkRow['answer'],
    madeAt: row.madeAt.getTime(),
    invitedAt: msOrNull(row.invitedAt),
    openedAt: msOrNull(row.openedAt),
    codeSentAt: msOrNull(row.codeSentAt),
    answeredAt: msOrNull(row.answeredAt),
  };
}

export function deleteLinks(tx: Tx, at: At): void {
  tx.send(
    q
      .deleteFrom('invitation.link')
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId),
  );
}
