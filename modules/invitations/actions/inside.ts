/** What a party does by their link: acts of the dispute, written down by the program for them. */
import { Refusal, refuse } from '../../../kernel/refusal.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import { factsOf } from '../../disputes/index.ts';
import type { PartyPage } from '../contract.ts';
import { listLinks, updateLink } from '../store.ts';
import { type Guest, guestOf, withInvited } from './door.ts';
import { ANSWER, actingOf, getPartyPage, papersFor, REPLACE, WISH } from './page.ts';
import type { InvitationsWorld } from './world.ts';

type Answer = { invitation: string; consent: 'agreed' | 'refused'; reason?: string | undefined };

/** A side consents when each who stands on it does; a clear refusal of one ends it (art. 17). */
export async function answerInvitation(
  world: InvitationsWorld,
  ctx: RequestContext,
  { invitation, consent, reason }: Answer,
): Promise<PartyPage> {
  const guest = await guestOf(world, ctx, invitation);
  await retried(() => answerOnce(world, ctx, guest, { consent, reason }));
  return getPartyPage(world, ctx, invitation);
}

async function answerOnce(
  world: InvitationsWorld,
  ctx: RequestContext,
  { row, me }: Guest,
  { consent, reason }: Pick<Answer, 'consent' | 'reason'>,
): Promise<void> {
  const { number } = row;
  const as = actingOf(ctx);
  const seen = await world.matters.reading(as, number, async (tx, { state }, seq) => {
    const parties = await world.agreements.partiesOf(tx, row);
    const links = await listLinks(tx, row);
    const others = parties.filter((one) => one.side === me.side && one.id !== me.id);
    const isWhole =
      factsOf(state.matter).consents[me.side] === 'agreed' ||
      others.every(({ id }) => links.some((one) => one.party === id && one.answer === 'agreed'));
    return { seq, isWhole, version: state.matter.version };
  });
  const given = {
    side: me.side,
    consent,
    isWhole: seen.isWhole,
    ...(reason && { reason }),
  };
  const { seq: seenSeq, version } = seen;
  const act = { number, action: ANSWER, given, version, seenSeq, through: 'invitations' };
  await world.matters.act(as, act, async (tx) => {
    updateLink(tx, row, { answer: consent, answeredAt: ctx.now });
  });
}

/** Somebody else acted on the matter in between: it is read anew. */
const TRIES = 3;

async function retried(work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const isStale = error instanceof Refusal && error.code === 'VERSION_STALE';
      if (!isStale || tries >= TRIES) throw error;
    }
  }
}

/** Their own word: what reaches this phone beyond the invitation itself. */
export async function setReminders(
  world: InvitationsWorld,
  ctx: RequestContext,
  { invitation, isReminded }: { invitation: string; isReminded: boolean },
): Promise<PartyPage> {
  await withInvited(world, ctx, invitation, async (tx, { row }) => {
    updateLink(tx, row, { isReminded });
  });
  return getPartyPage(world, ctx, invitation);
}

export async function wishChannel(
  world: InvitationsWorld,
  ctx: RequestContext,
  { invitation, channel }: { invitation: string; channel: string },
): Promise<PartyPage> {
  const { row, me } = await guestOf(world, ctx, invitation);
  const given = { side: me.side, channel };
  const act = { number: row.number, action: WISH, given, through: 'invitations' };
  await world.matters.act(actingOf(ctx), act);
  return getPartyPage(world, ctx, invitation);
}

export async function replaceByLink(
  world: InvitationsWorld,
  ctx: RequestContext,
  { invitation, reason }: { invitation: string; reason: string },
): Promise<PartyPage> {
  const { row, me } = await guestOf(world, ctx, invitation);
  const given = { side: me.side, ...(reason && { reason }) };
  await world.matters.act(actingOf(ctx), { number: row.number, action: REPLACE, given });
  return getPartyPage(world, ctx, invitation);
}

const seatOf = ({ row, me }: Guest) => ({
  number: row.number,
  side: me.side,
  guest: { party: me.id, side: me.side },
});

export async function chooseByLink(
  world: InvitationsWorld,
  ctx: RequestContext,
  { invitation, mediator }: { invitation: string; mediator: string },
): Promise<PartyPage> {
  const guest = await guestOf(world, ctx, invitation);
  await world.roster.ofParty.choose(actingOf(ctx), { ...seatOf(guest), mediator });
  return getPartyPage(world, ctx, invitation);
}

export async function answerInterestByLink(
  world: InvitationsWorld,
  ctx: RequestContext,
  { invitation, ...given }: { invitation: string; mediator: string; answer: string },
): Promise<PartyPage> {
  const guest = await guestOf(world, ctx, invitation);
  await world.roster.ofParty.answerInterest(actingOf(ctx), { ...seatOf(guest), ...given });
  return getPartyPage(world, ctx, invitation);
}

type Complaint = Omit<
  Parameters<InvitationsWorld['roster']['ofParty']['file']>[1],
  'number' | 'guest'
>;

export async function fileGrievanceByLink(
  world: InvitationsWorld,
  ctx: RequestContext,
  { invitation, ...filed }: Complaint & { invitation: string },
) {
  const { guest, number } = seatOf(await guestOf(world, ctx, invitation));
  return world.roster.ofParty.file(actingOf(ctx), { number, guest, ...filed });
}

/** By the phone that stands in the room's list, too: it is the same that had the code. */
export async function enterRoomByLink(
  world: InvitationsWorld,
  ctx: RequestContext,
  { invitation, session }: { invitation: string; session: string },
): Promise<{ href: string }> {
  const { row, me } = await guestOf(world, ctx, invitation);
  return world.rooms.enterAs(ctx, { ...row, session, phone: me.phone });
}

/** Refuses NOT_FOUND for what was not delivered to them. */
export async function openByLink(
  world: InvitationsWorld,
  ctx: RequestContext,
  { invitation, paper }: { invitation: string; paper: string },
): Promise<Buffer> {
  const guest = await guestOf(world, ctx, invitation);
  const found = (await papersFor(world, guest, invitation)).find(({ id }) => id === paper);
  if (!found) return refuse('NOT_FOUND');
  const { county, matterId, number } = guest.row;
  await world.db.scoped({ counties: [county] }, async (tx) => {
    const detail = { number, paper: found.number, format: 'pdf' };
    journal(tx, actingOf(ctx), { verb: 'paper.open', county, matterId, detail });
  });
  return world.papers.answerPdf(ctx, { county, matterId, id: paper });
}
