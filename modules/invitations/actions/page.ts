/** A party's own page: each part comes from the module that keeps it, as for one of the parties. */
import type { RequestContext } from '../../../platform/http/index.ts';
import { factsOf } from '../../disputes/index.ts';
import type { MatterView } from '../../matters/index.ts';
import type { PartyPage } from '../contract.ts';
import { type Guest, guestOf } from './door.ts';
import { type InvitationsWorld, systemActor } from './world.ts';

export const ANSWER = 'answerInvitation';
export const WISH = 'wishChannel';
export const REPLACE = 'askReplacement';

/** As the program, for one party whom the link proved. */
export const actingOf = (ctx: RequestContext): RequestContext => ({
  ...ctx,
  actor: systemActor,
  idempotencyKey: undefined,
});

export async function getPartyPage(
  world: InvitationsWorld,
  ctx: RequestContext,
  invitation: string,
): Promise<PartyPage> {
  const guest = await guestOf(world, ctx, invitation);
  return pageFor(world, ctx, invitation, guest);
}

async function pageFor(
  world: InvitationsWorld,
  ctx: RequestContext,
  invitation: string,
  guest: Guest,
): Promise<PartyPage> {
  const { row, me } = guest;
  const { number } = row;
  const as = actingOf(ctx);
  const stands = await world.matters.reading(as, number, async (_tx, view) => ({
    ...standingOf(view),
    mayAnswer: row.answer === null && world.matters.whyNot(as, view, ANSWER) === null,
    mayWish: world.matters.whyNot(as, view, WISH) === null,
    mayReplace: world.matters.whyNot(as, view, REPLACE) === null,
  }));
  const seat = { party: me.id, side: me.side };
  const { wishes, ...shown } = stands;
  return {
    number,
    side: me.side,
    ...shown,
    answer: row.answer,
    isReminded: row.isReminded,
    wish: wishes[me.side] ?? null,
    dates: await world.agenda.ofParty(ctx, { number, phone: me.phone }),
    mediators: await world.roster.ofParty.list(ctx, { number, guest: seat }),
    papers: await papersFor(world, guest, invitation),
  };
}

function standingOf({ state, definition }: MatterView) {
  const { matter } = state;
  const stage = definition.stages[matter.stage];
  const words = { zh: stage?.zh ?? '', en: stage?.en ?? '' };
  const { channel, fee, wishes } = factsOf(matter);
  return {
    stage: { ...words, plain: stage?.plain ?? words, isOpen: matter.isOpen },
    channel,
    fee,
    wishes,
  };
}

/** What was delivered to the parties, and what is on its way to this one. */
export async function papersFor(
  world: InvitationsWorld,
  { row, me }: Guest,
  invitation: string,
): Promise<PartyPage['papers']> {
  return world.db.scoped({ counties: [row.county] }, async (tx) => {
    const handed = await world.agreements.handedTo(tx, row, me.id);
    const all = await world.papers.listStanding(tx, row);
    return all
      .filter(({ id, reader, isDelivered }) => {
        const isTheirs = reader === 'parties' || (reader === 'reporter' && me.role === 'reporter');
        return (isTheirs && isDelivered) || id === handed;
      })
      .map(({ id, title, number, madeAt }) => ({
        id,
        title,
        number,
        madeAt: new Date(madeAt).toISOString(),
        href: `/api/invitations/${invitation}/papers/${id}`,
      }));
  });
}
