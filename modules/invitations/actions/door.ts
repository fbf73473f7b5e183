/** From a link and a code to the one device on which a party's page is open. */
import { refuse, refuseForNow } from '../../../kernel/refusal.ts';
import { newPhoneCode, newToken, tokenHash } from '../../../platform/auth/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { maskPhone } from '../../matters/index.ts';
import { codeRules, readLink, readRoom } from '../../rooms/index.ts';
import { findLinkBy, type LinkRow, updateLink } from '../store.ts';
import { type InvitationsWorld, systemActor } from './world.ts';

type Party = Awaited<ReturnType<InvitationsWorld['agreements']['partiesOf']>>[number];
type Linked = { row: LinkRow; me: Party; secret: string };

const COOKIE = 'linli_invited';
/** As long as a dispute lasts with the performance of what was agreed. */
const KEPT_S = 180 * 86_400;

/** Refuses INVITATION_UNKNOWN, also for a party who was taken off. */
async function withLink<T>(
  world: InvitationsWorld,
  link: string,
  work: (tx: Tx, linked: Linked) => Promise<T>,
): Promise<T> {
  const read = readLink(link);
  if (!read) return refuse('INVITATION_UNKNOWN');
  const { county, secret } = read;
  return world.db.scoped({ counties: [county] }, async (tx) => {
    const row = await findLinkBy(tx, county, { hash: tokenHash(secret) });
    const me = row && (await partyOf(world, tx, row));
    if (!row || !me || me.phone === '') return refuse('INVITATION_UNKNOWN');
    return work(tx, { row, me, secret });
  });
}

async function partyOf(world: InvitationsWorld, tx: Tx, row: LinkRow): Promise<Party | null> {
  const parties = await world.agreements.partiesOf(tx, row);
  return parties.find(({ id }) => id === row.party) ?? null;
}

export async function readInvitationLink(
  world: InvitationsWorld,
  ctx: RequestContext,
  link: string,
) {
  const seen = await withLink(world, link, async (_tx, { row, me }) => ({ row, me }));
  const as = { ...ctx, actor: systemActor };
  const org = await world.matters.reading(as, seen.row.number, async (_tx, { state }) => {
    const { handlingOrg } = state.matter;
    const named = handlingOrg === null ? null : world.orgNamed(handlingOrg);
    return named && { zh: named.zh, en: named.en ?? named.zh };
  });
  return { side: seen.me.side, phone: maskPhone(seen.me.phone), org };
}

/** To the phone that stands on the matter, never to one that was typed here. */
export async function sendInvitationCode(
  world: InvitationsWorld,
  ctx: RequestContext,
  link: string,
) {
  const code = newPhoneCode();
  const phone = await withLink(world, link, async (tx, { row, me, secret }) => {
    const before = { sentAt: row.codeSentAt, sent: row.codeSent };
    const waitMs = codeRules.wait(before, ctx.now);
    if (waitMs > 0) refuseForNow('CODE_TOO_SOON', waitMs);
    updateLink(tx, row, {
      codeHash: codeHash(secret, code),
      codeSentAt: ctx.now,
      codeSent: codeRules.after(before, ctx.now),
      codeTries: 0,
    });
    return me.phone;
  });
  const validMinutes = codeRules.minutes;
  try {
    const shownCode = await world.phoneCodes.send({ phone, code, minutes: validMinutes });
    return { validMinutes, ...(shownCode && { shownCode }) };
  } catch (error) {
    world.onFault('a code for an invitation was not taken by the gateway', error);
    return refuse('CODE_NOT_SENT');
  }
}

/** Six digits alone would be found from their hash; the secret stands nowhere in the clear. */
const codeHash = (secret: string, code: string) => tokenHash(`${secret} ${code}`);

/** The newest device has it; an earlier one is out. */
export async function enterInvitation(
  world: InvitationsWorld,
  ctx: RequestContext,
  { link, code }: { link: string; code: string },
): Promise<{ invitation: string }> {
  const entered = await withLink(world, link, async (tx, { row, secret }) => {
    const isRight =
      row.codeHash === codeHash(secret, code) &&
      row.codeTries < codeRules.tries &&
      codeRules.isFresh(row.codeSentAt, ctx.now);
    if (!isRight) {
      updateLink(tx, row, { codeTries: row.codeTries + 1 });
      return null;
    }
    const token = newToken();
    const deviceHash = tokenHash(token);
    updateLink(tx, row, { codeHash: null, deviceHash, openedAt: row.openedAt ?? ctx.now });
    const invitation = `${row.county}-${row.id}`;
    const flags = `HttpOnly; SameSite=Strict${world.isSecure ? '; Secure' : ''}`;
    const path = `/api/invitations/${invitation}`;
    ctx.setHeader('set-cookie', `${COOKIE}=${token}; Path=${path}; Max-Age=${KEPT_S}; ${flags}`);
    return { invitation };
  });
  // The try was counted: the refusal comes after.
  return entered ?? refuse('INVITATION_CODE_WRONG');
}

export type Guest = { row: LinkRow; me: Party };

/** Refuses INVITATION_DEVICE_UNKNOWN. `work` runs with the link locked. */
export async function withInvited<T>(
  world: InvitationsWorld,
  ctx: RequestContext,
  invitation: string,
  work: (tx: Tx, guest: Guest) => Promise<T>,
): Promise<T> {
  const { county, id } = readRoom(invitation);
  return world.db.scoped({ counties: [county] }, async (tx) => {
    const row = await findLinkBy(tx, county, { id });
    const hash = hashOf(ctx);
    if (!row || hash === null || row.deviceHash !== hash) {
      return refuse('INVITATION_DEVICE_UNKNOWN');
    }
    const me = await partyOf(world, tx, row);
    return work(tx, { row, me: me ?? refuse('INVITATION_DEVICE_UNKNOWN') });
  });
}

export const guestOf = (world: InvitationsWorld, ctx: RequestContext, invitation: string) =>
  withInvited(world, ctx, invitation, async (_tx, guest) => guest);

function hashOf({ headers }: Pick<RequestContext, 'headers'>): string | null {
  const { cookie } = headers;
  const text = Array.isArray(cookie) ? cookie.join(';') : (cookie ?? '');
  const pair = text.split(';').find((one) => one.trim().startsWith(`${COOKIE}=`));
  return pair === undefined ? null : tokenHash(pair.trim().slice(COOKIE.length + 1));
}
