/** Links of parties: made, sealed under the matter's key, named in messages. */
import { tokenHash } from '../../../platform/auth/index.ts';
import { seal, unseal } from '../../../platform/crypto/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { baseOf, newSecret } from '../../rooms/index.ts';
import { type At, insertLink, type LinkRow, listLinks, updateLink } from '../store.ts';
import type { InvitationsWorld } from './world.ts';

export type MatterKey = { key: Buffer; keyId: string };
type Making = Pick<RequestContext, 'now' | 'newId' | 'headers'>;

const sealContext = (id: string) => `invitation/${id}/link`;

/** The link of a party, made where there is none. A renewed one ends the earlier and its device. */
export async function linkFor(
  world: InvitationsWorld,
  tx: Tx,
  ctx: Making,
  of: At & { number: string; party: string; key: MatterKey; isRenewed: boolean },
): Promise<{ row: LinkRow; link: string }> {
  const { county, matterId, number, party, key } = of;
  const old = (await listLinks(tx, of)).find((one) => one.party === party);
  if (old && !of.isRenewed) return { row: old, link: linkOf(old, key) ?? '' };
  const secret = newSecret();
  const id = old?.id ?? ctx.newId();
  const fresh = {
    linkHash: tokenHash(secret),
    sealed: seal(key.key, secret, sealContext(id)),
    base: baseOf(world, ctx),
    codeHash: null,
    codeTries: 0,
    deviceHash: null,
  };
  const row: LinkRow = {
    county,
    matterId,
    party,
    id,
    number,
    madeAt: ctx.now,
    invitedAt: old?.invitedAt ?? null,
    openedAt: old?.openedAt ?? null,
    codeSentAt: old?.codeSentAt ?? null,
    codeSent: old?.codeSent ?? 0,
    answer: old?.answer ?? null,
    answeredAt: old?.answeredAt ?? null,
    isReminded: old?.isReminded ?? false,
    ...fresh,
  };
  if (old) updateLink(tx, row, fresh);
  else await insertLink(tx, row);
  return { row, link: linkOf(row, key) ?? '' };
}

/** Null once the persons of the matter were erased. */
export function linkOf(row: LinkRow, { key }: MatterKey): string | null {
  if (!row.sealed) return null;
  const secret = unseal(key, row.sealed, sealContext(row.id)).toString('utf8');
  return `${row.base}/invitations/${row.county}-${secret}`;
}

type Told = {
  row: LinkRow;
  key: MatterKey;
  phone: string;
  template: string;
  values?: Record<string, string>;
  dedupe: string;
  /** The message's id, where the caller keeps it. */
  id?: string;
};

/** To the phone of the party, with their link in it; false where no channel fits it. */
export function tellParty(
  world: InvitationsWorld,
  tx: Tx,
  ctx: { now: number; newId: () => string },
  { row, key, phone, template, values = {}, dedupe, id }: Told,
): boolean {
  const link = linkOf(row, key);
  if (link === null || phone === '') return false;
  return world.enqueue(tx, {
    county: row.county,
    matterId: row.matterId,
    id: id ?? ctx.newId(),
    template,
    recipient: { kind: 'reporter', ref: row.party, address: phone },
    values: { number: row.number, ...values, link },
    dedupeKey: dedupe,
    at: ctx.now,
    dataKey: key,
  });
}
