/** Accounts and codes of residents, and which matters they may read as their own. */
import { insertInto, q, sql, type Tx } from '../../../platform/db/index.ts';

export type Code = { codeDigest: string; expiresAt: number; tries: number; isUsed: boolean };

export async function keepCode(
  tx: Tx,
  code: { phoneDigest: string; codeDigest: string; at: string; expiresAt: string },
): Promise<void> {
  const fresh = {
    code_digest: code.codeDigest,
    sent_at: code.at,
    expires_at: code.expiresAt,
    tries: 0,
    is_used: false,
  };
  await tx.run(
    q
      .insertInto('resident.code')
      .values({ phone_digest: code.phoneDigest, ...fresh })
      .onConflict((conflict) => conflict.column('phone_digest').doUpdateSet(fresh)),
  );
}

/** Counts a try and answers the code as it was, locked; tries at once queue up here. */
export async function tryCode(tx: Tx, phoneDigest: string): Promise<Code | undefined> {
  const row = await tx.first(
    q
      .updateTable('resident.code')
      .set({ tries: sql<number>`tries + 1` })
      .where('phone_digest', '=', phoneDigest)
      .returning(['code_digest', 'expires_at', 'tries', 'is_used']),
  );
  return (
    row && {
      codeDigest: row.code_digest,
      expiresAt: row.expires_at.getTime(),
      tries: row.tries,
      isUsed: row.is_used,
    }
  );
}

export async function useCode(tx: Tx, phoneDigest: string): Promise<void> {
  await tx.run(
    q.updateTable('resident.code').set({ is_used: true }).where('phone_digest', '=', phoneDigest),
  );
}

export async function sweepCodes(tx: Tx, before: string): Promise<void> {
  await tx.run(q.deleteFrom('resident.code').where('expires_at', '<', new Date(before)));
}

/** Finds the account of a phone or makes it; null when it was closed. */
export async function accountOfPhone(
  tx: Tx,
  account: { id: string; phoneDigest: string; phoneSealed: string; at: string },
): Promise<string | null> {
  await tx.run(
    q
      .insertInto('resident.account')
      .values({
        id: account.id,
        phone_sealed: account.phoneSealed,
        phone_digest: account.phoneDigest,
        is_active: true,
        created_at: account.at,
      })
      .onConflict((conflict) => conflict.column('phone_digest').doNothing()),
  );
  const row = await tx.one(
    q
      .selectFrom('resident.account')
      .select(['id', 'is_active'])
      .where('phone_digest', '=', account.phoneDigest),
  );
  return row.is_active ? row.id : null;
}

export async function sealedPhoneOf(tx: Tx, account: string): Promise<string | undefined> {
  const row = await tx.first(
    q.selectFrom('resident.account').select('phone_sealed').where('id', '=', account),
  );
  return row?.phone_sealed;
}

export type MatterLink = {
  account: string;
  county: string;
  matterId: string;
  number: string;
  relation: 'reporter' | 'follower' | 'party' | 'proxy';
  /** ISO time. */
  createdAt: string;
};

/** Lets a resident read a matter as their own; a second link of the same matter changes nothing. */
export function linkMatter(tx: Tx, link: MatterLink): void {
  tx.send(
    insertInto(
      'resident.my_matter',
      {
        account: link.account,
        county: link.county,
        matter_id: link.matterId,
        number: link.number,
        relation: link.relation,
        created_at: link.createdAt,
      },
      { row: 'stays' },
    ),
  );
}

export async function unlinkMatter(
  tx: Tx,
  link: Pick<MatterLink, 'account' | 'county' | 'matterId'>,
): Promise<void> {
  await tx.run(
    q
      .deleteFrom('resident.my_matter')
      .where('account', '=', link.account)
      .where('county', '=', link.county)
      .where('matter_id', '=', link.matterId),
  );
}

/** Ends what a proxy might read of a matter, whoever it was. */
export async function unlinkProxy(
  tx: Tx,
  { county, matterId }: Pick<MatterLink, 'county' | 'matterId'>,
): Promise<void> {
  await tx.run(
    q
      .deleteFrom('resident.my_matter')
      .where('county', '=', county)
      .where('matter_id', '=', matterId)
      .where('relation', '=', 'proxy'),
  );
}

/** The links of one account to one matter's id, in whatever county its row is. */
export async function findMatterLink(
  tx: Tx,
  account: string,
  matterId: string,
): Promise<MatterLink | undefined> {
  const row = await tx.first(
    links().where('account', '=', account).where('matter_id', '=', matterId),
  );
  return row && toLink(row);
}

/** A resident's own matters, newest first; `after` is the last row shown. */
export async function matterLinksOf(
  tx: Tx,
  account: string,
  page: { after: { createdAt: string; matterId: string } | null; limit: number },
): Promise<MatterLink[]> {
  const { after } = page;
  const rows = await tx.rows(
    links()
      .where('account', '=', account)
      .$if(after !== null, (query) =>
        query.where(
          sql<boolean>`(created_at, matter_id) < (${after?.createdAt}::timestamptz, ${after?.matterId}::uuid)`,
        ),
      )
      .orderBy('created_at', 'desc')
      .orderBy('matter_id', 'desc')
      .limit(page.limit),
  );
  return rows.map(toLink);
}

const links = () =>
  q
    .selectFrom('resident.my_matter')
    .select(['account', 'county', 'matter_id', 'number', 'relation', 'created_at']);
type LinkRow = Awaited<ReturnType<ReturnType<typeof links>['executeTakeFirstOrThrow']>>;

function toLink(row: LinkRow): MatterLink {
  return {
    account: row.account,
    county: row.county,
    matterId: row.matter_id,
    number: row.number,
    relation: row.relation as MatterLink['relation'],
    createdAt: row.created_at.toISOString(),
  };
}
