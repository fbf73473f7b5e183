/** Papers and attachments of the matter, shown to those in the room by the mediator's choice. */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type { Share } from '../contract/shapes.ts';
import { countTopic, type SessionRow } from '../store/sessions.ts';
import { deleteShare, insertShare, listShareRows } from '../store/shares.ts';
import { type Lead, withAdmitted, withLead } from './guest.ts';
import { presentShare } from './room.ts';
import type { RoomsWorld } from './world.ts';

type Shareable = { source: 'paper' | 'attachment'; id: string; title: string };

/** What the mediator themself sees of the matter. */
async function shareable(
  world: RoomsWorld,
  tx: Tx,
  { session, actor }: Pick<Lead, 'session' | 'actor'>,
): Promise<Shareable[]> {
  const { county, matterId } = session;
  const papers = await world.papers.listTitles(tx, { county, matterId });
  const files = await world.matters.listAttachments(tx, actor, { county, matterId });
  return [
    ...papers.map(({ id, title }): Shareable => ({ source: 'paper', id, title })),
    ...files.map(
      ({ id, medium, attachedAt }): Shareable => ({
        source: 'attachment',
        id,
        title: `${mediumWords[medium]} ${attachedAt.slice(0, 10)}`,
      }),
    ),
  ];
}

const mediumWords = { picture: '照片', document: '材料', voice: '录音', video: '视频' } as const;

export async function listShareable(world: RoomsWorld, ctx: RequestContext, room: string) {
  return withLead(world, ctx, room, async (tx, lead) => ({
    items: await shareable(world, tx, lead),
  }));
}

export async function share(
  world: RoomsWorld,
  ctx: RequestContext,
  { room, source, id }: { room: string; source: 'paper' | 'attachment'; id: string },
): Promise<Share> {
  return withLead(world, ctx, room, async (tx, lead) => {
    const { session, me } = lead;
    const found = (await shareable(world, tx, lead)).find(
      (one) => one.source === source && one.id === id,
    );
    if (!found) return refuse('NOT_FOUND');
    const row = { id: ctx.newId(), source, sourceId: id, title: found.title, sharedAt: ctx.now };
    await insertShare(tx, session, row);
    countTopic(tx, session, 'room');
    const shown = (await listShareRows(tx, session)).find((one) => one.sourceId === id) ?? row;
    return presentShare(shown, me);
  });
}

export async function unshare(
  world: RoomsWorld,
  ctx: RequestContext,
  { room, share: id }: { room: string; share: string },
): Promise<void> {
  await withLead(world, ctx, room, async (tx, { session }) => {
    if ((await deleteShare(tx, session, id)) === 0) refuse('NOT_FOUND');
    countTopic(tx, session, 'room');
  });
}

export async function openShare(
  world: RoomsWorld,
  ctx: RequestContext,
  { room, share: id }: { room: string; share: string },
): Promise<Buffer> {
  const { session, row } = await withAdmitted(world, ctx, room, async (tx, guest) => {
    const found = (await listShareRows(tx, guest.session)).find((one) => one.id === id);
    if (!found) return refuse('NOT_FOUND');
    tellJournal(tx, ctx, guest.session, { share: id, side: guest.me.side });
    return { session: guest.session, row: found };
  });
  const { county, matterId } = session;
  return row.source === 'paper'
    ? world.papers.answerPdf(ctx, { county, matterId, id: row.sourceId })
    : world.matters.answerKept(ctx, { county, ownerId: matterId, id: row.sourceId });
}

function tellJournal(
  tx: Tx,
  ctx: RequestContext,
  { county, matterId, number }: SessionRow,
  detail: { share: string; side: string },
): void {
  journal(tx, ctx, { verb: 'room.share', county, matterId, detail: { number, ...detail } });
}
