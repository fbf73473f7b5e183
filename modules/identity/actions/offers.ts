/**
 * What a newer program brings for the standard roles: shown first, taken over or left by an
 * administrator at the root. Nothing is given to anybody before.
 */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type { OfferDecisions, RoleOffer, RoleView } from '../contract/shapes.ts';
import { type Offer, offersOf, whyNotPermissions } from '../rules/roles.ts';
import {
  changePermissions,
  decidedPermissions,
  insertRole,
  leavePermissions,
  openPermissions,
  pairKey,
} from '../store/admin.ts';
import { changing, maySetRoles } from './admin.ts';
import { type Ctx, type IdentityDeps, iso, within } from './deps.ts';

export async function listRoleOffers(deps: IdentityDeps): Promise<{ items: RoleOffer[] }> {
  await deps.directory.fresh();
  const offers = await within(deps, (tx) => openOffers(deps, tx));
  const items = offers.map(({ role: { code, zh, en }, isNew, permissions }) => ({
    code,
    zh,
    en,
    isNew,
    permissions,
  }));
  return { items };
}

async function openOffers(deps: IdentityDeps, tx: Tx): Promise<Offer[]> {
  const decided = await decidedPermissions(tx);
  return offersOf(deps.shippedRoles(), deps.directory.current().roles, (role, permission) =>
    decided.has(pairKey(role, permission)),
  );
}

type Decision = OfferDecisions['decisions'][number];

/** All of it or nothing. Refuses SCOPE_TOO_SMALL, ROLE_OFFER_GONE, ROLE_CONFLICT. */
export async function decideRoleOffers(
  deps: IdentityDeps,
  ctx: Ctx,
  decisions: readonly Decision[],
): Promise<{ items: RoleView[] }> {
  await deps.directory.fresh();
  if (!maySetRoles(deps, ctx)) refuse('SCOPE_TOO_SMALL');
  const byRole = Map.groupBy(decisions, (one) => one.role);
  await changing(deps, async (tx) => {
    const offers = await openOffers(deps, tx);
    for (const [code, own] of byRole) {
      const offer = offers.find(({ role }) => role.code === code) ?? refuse('ROLE_OFFER_GONE');
      await decideOffer(tx, ctx, offer, own);
    }
  });
  const { roles } = deps.directory.current();
  const items = [...byRole.keys()].flatMap((code) => roles.get(code) ?? []);
  return {
    items: items.map(({ code, zh, en, permissions }) => ({
      code,
      zh,
      en,
      permissions: [...permissions],
    })),
  };
}

async function decideOffer(tx: Tx, ctx: Ctx, offer: Offer, decisions: readonly Decision[]) {
  const { role, permissions } = offer;
  const isOffered = (code: string) => permissions.some((one) => one.code === code);
  if (!decisions.every((one) => isOffered(one.permission))) refuse('ROLE_OFFER_GONE');
  const chosen = (isTaken: boolean) => [
    ...new Set(decisions.filter((one) => one.isTaken === isTaken).map((one) => one.permission)),
  ];
  const gained = chosen(true);
  const left = chosen(false).filter((code) => !gained.includes(code));
  await insertRole(tx, role);
  const pair = whyNotPermissions(role.code, [...(await openPermissions(tx, role.code)), ...gained]);
  // A keeper that lacks its key is another fault, which this act neither makes nor mends.
  if (pair?.second) refuse('ROLE_CONFLICT', { values: pair });
  const at = iso(ctx.now);
  await changePermissions(tx, role.code, { gained, lost: [] }, at);
  await leavePermissions(tx, role.code, left, at);
  const detail = { role: role.code, gained, lost: [], left };
  journal(tx, ctx, { verb: 'role.change', detail });
}
