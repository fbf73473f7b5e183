/**
 * Who reads a matter for somebody else: a proxy is a phone that the reporter named, or who brought
 * the matter for them with their consent. Nothing of either is answered to the other.
 */
import type { Tx } from '../../../platform/db/index.ts';
import { accountOfPhone, findMatterLink, linkMatter } from '../store/residents.ts';
import { type Ctx, type IdentityDeps, iso } from './deps.ts';

type At = { county: string; matterId: string; number: string };
type When = Pick<Ctx, 'now' | 'newId'>;

/** Lets whoever has a phone read a matter as its reporter's proxy; answers nothing of them. */
export async function linkProxy(
  deps: IdentityDeps,
  tx: Tx,
  ctx: When,
  { phone, ...matter }: At & { phone: string },
): Promise<boolean> {
  const account = await accountOf(deps, tx, ctx, phone);
  if (account === null || (await findMatterLink(tx, account, matter.matterId))) return false;
  linkMatter(tx, { account, ...matter, relation: 'proxy', createdAt: iso(ctx.now) });
  return true;
}

/**
 * A new matter that one resident brought for another: it is that other's, and the one who brought
 * it their proxy. False: the phone is the proxy's own, or its account was closed.
 */
export async function linkFiled(
  deps: IdentityDeps,
  tx: Tx,
  ctx: When,
  { phone, proxy, ...matter }: At & { phone: string; proxy: string },
): Promise<boolean> {
  const account = await accountOf(deps, tx, ctx, phone);
  if (account === null || account === proxy) return false;
  const createdAt = iso(ctx.now);
  linkMatter(tx, { account, ...matter, relation: 'reporter', createdAt });
  linkMatter(tx, { account: proxy, ...matter, relation: 'proxy', createdAt });
  return true;
}

function accountOf({ keys }: IdentityDeps, tx: Tx, ctx: When, phone: string) {
  return accountOfPhone(tx, {
    id: ctx.newId(),
    phoneDigest: keys.digest(phone, 'phone'),
    phoneSealed: keys.seal(phone, 'phone'),
    at: iso(ctx.now),
  });
}
