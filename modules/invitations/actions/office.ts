/** What staff do with invitations: whom they invited, and to invite. */
import { refuse } from '../../../kernel/refusal.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { factsOf } from '../../disputes/index.ts';
import type { InvitedParty } from '../contract.ts';
import { listLinks, updateLink } from '../store.ts';
import { linkFor, tellParty } from './links.ts';
import type { InvitationsWorld } from './world.ts';

const INVITE = 'inviteParty';
const KIND = 'dispute';
const isoOrNull = (at: number | null | undefined) =>
  at === null || at === undefined ? null : new Date(at).toISOString();

export async function listInvitations(
  world: InvitationsWorld,
  ctx: RequestContext,
  { number }: { number: string },
): Promise<{ items: InvitedParty[]; mayInvite: boolean }> {
  return world.matters.reading(ctx, number, async (tx, view) => {
    const { matter } = view.state;
    const isOurs = matter.kind === KIND && !world.matters.isSubject(view, ctx.actor);
    if (!isOurs) return { items: [], mayInvite: false };
    const at = { county: matter.county, matterId: matter.id };
    const [parties, links] = [await world.agreements.partiesOf(tx, at), await listLinks(tx, at)];
    const { wishes } = factsOf(matter);
    return {
      items: parties.map(({ id, side, label, phone }) => {
        const row = links.find((one) => one.party === id);
        return {
          id,
          side,
          label,
          hasPhone: phone !== '',
          invitedAt: isoOrNull(row?.invitedAt),
          openedAt: isoOrNull(row?.openedAt),
          answer: row?.answer ?? null,
          isReminded: row?.isReminded ?? false,
          wish: wishes[side] ?? null,
        };
      }),
      mayInvite: world.matters.whyNot(ctx, view, INVITE) === null,
    };
  });
}

/** Refuses INVITATION_NO_PHONE, and what the process refuses. */
export async function inviteParty(
  world: InvitationsWorld,
  ctx: RequestContext,
  { number, party }: { number: string; party: string },
): Promise<{ link: string }> {
  const who = await world.matters.reading(ctx, number, async (tx, view) => {
    const { matter } = view.state;
    if (matter.kind !== KIND) return refuse('AGREEMENT_NONE');
    // Who may not invite learns nothing of the parties.
    const why = world.matters.whyNot(ctx, view, INVITE);
    if (why) {
      const stage = view.definition.stages[matter.stage];
      refuse(why, { values: { stageZh: stage?.zh ?? '', stageEn: stage?.en ?? '' } });
    }
    const at = { county: matter.county, matterId: matter.id };
    const found = (await world.agreements.partiesOf(tx, at)).find(({ id }) => id === party);
    return found ?? refuse('NOT_FOUND');
  });
  if (who.phone === '') refuse('INVITATION_NO_PHONE');
  const made = { link: '' };
  const act = { number, action: INVITE, given: { side: who.side }, through: 'invitations' };
  const acting = { ...ctx, idempotencyKey: undefined };
  await world.matters.act(acting, act, async (tx, { matter }) => {
    const at = { county: matter.county, matterId: matter.id };
    const key = (await world.matters.matterKeyOf(tx, at)) ?? refuse('PERSONS_ERASED');
    const of = { ...at, number: matter.number, party, key, isRenewed: true };
    const { row, link } = await linkFor(world, tx, ctx, of);
    updateLink(tx, row, { invitedAt: ctx.now });
    const template = 'invitation.invited';
    const dedupe = `invited:${ctx.newId()}`;
    tellParty(world, tx, ctx, { row, key, phone: who.phone, template, dedupe });
    made.link = link;
  });
  return made;
}
