/** One matter for everyone, by its number: its story without persons, and its released pictures. */
import type { z } from 'zod';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { PublicPage } from '../contract/board.ts';
import { guards } from '../rules/guards.ts';
import type { MatterView } from '../rules/view.ts';
import type { AttachmentRow } from '../store/attachment-row.ts';
import { findAttachment, listReleased } from '../store/attachments.ts';
import { findMatter } from '../store/matters.ts';
import { type OpenFile, openRow } from './attachments.ts';
import { hiddenReason, presentPublicMatter } from './board.ts';
import { type ActContext, viewOf, withMatter } from './load.ts';
import { publicReplies } from './replies.ts';
import { publicSteps, wholeLog } from './story.ts';
import type { MattersWorld } from './world.ts';

/** Nobody in particular: what the page shows hangs on no session. */
const asNobody = (ctx: RequestContext): ActContext => ({ ...ctx, actor: { kind: 'nobody' } });

/**
 * What the board shows answers whole; what it does not, and is not private, answers its stage and
 * public answers to who knows the number. Private ones are not there.
 */
export function readPublic(
  world: MattersWorld,
  ctx: RequestContext,
  number: string,
): Promise<z.input<typeof PublicPage>> {
  return withMatter(world, ctx, number, async (tx, key) => {
    const loaded = await findMatter(tx, key, 'none');
    if (!loaded || loaded.state.matter.isPrivate) return refuse('NOT_FOUND');
    const view = await viewOf(world, tx, asNobody(ctx), loaded);
    const bare = await presentBare(world, tx, view);
    if (hiddenReason(view) !== null) {
      return { ...bare, matter: null, steps: [], pictures: [], mayFollow: false };
    }
    return { ...bare, ...(await presentWhole(world, tx, ctx, view, bare.replies)) };
  });
}

async function presentBare(world: MattersWorld, tx: Tx, view: MatterView) {
  const { matter } = view.state;
  const stage = view.definition.stages[matter.stage];
  return {
    number: matter.number,
    stage: { code: matter.stage, zh: stage?.zh ?? '', en: stage?.en ?? '' },
    outcome: matter.outcome,
    receivedAt: new Date(matter.receivedAt).toISOString(),
    closedAt: matter.closedAt === null ? null : new Date(matter.closedAt).toISOString(),
    replies: await publicReplies(world, tx, view),
  };
}

async function presentWhole(
  world: MattersWorld,
  tx: Tx,
  ctx: RequestContext,
  view: MatterView,
  replies: Awaited<ReturnType<typeof publicReplies>>,
) {
  const { county, id } = view.state.matter;
  const at = { county, matterId: id };
  const [entries, pictures, places] = await Promise.all([
    wholeLog(tx, at),
    listReleased(tx, at),
    world.places(),
  ]);
  const moments = await momentsOf(tx, county, pictures);
  return {
    matter: presentPublicMatter(world, places, view, ctx.now),
    steps: publicSteps(view, entries, replies),
    pictures: pictures.map((row) => presentPicture(row, moments.get(row.coversId ?? ''))),
    mayFollow:
      view.state.matter.isOpen &&
      Object.hasOwn(view.definition.actions, 'follow') &&
      guards.isPublicMatter(view) === null,
  };
}

/** What the covered originals were: before the handling or after it. */
async function momentsOf(tx: Tx, county: string, pictures: readonly AttachmentRow[]) {
  const ids = pictures.flatMap((row) => row.coversId ?? []);
  const found = await Promise.all(ids.map((id) => findAttachment(tx, [county], id)));
  const originals = found.flatMap((row) => (row ? [row] : []));
  return new Map(originals.map((row) => [row.id, row.purpose]));
}

function presentPicture(row: AttachmentRow, purpose: string | null | undefined) {
  const href = `/api/public/attachments/${row.id}?county=${row.county}`;
  return {
    id: row.id,
    moment: momentOf(purpose),
    width: row.width,
    height: row.height,
    href,
    thumbHref: row.thumbKey ? `${href}&part=thumb` : null,
  };
}

function momentOf(
  purpose: string | null | undefined,
): z.input<typeof PublicPage>['pictures'][number]['moment'] {
  if (purpose === 'report' || purpose === 'before') return purpose;
  return purpose === 'after' ? 'after' : 'other';
}

/** A released picture of a matter that the board shows; all else is not there. */
export async function openPublicPicture(
  world: MattersWorld,
  ctx: RequestContext,
  which: { id: string; county: string; part: 'file' | 'thumb' },
): Promise<OpenFile> {
  return world.db.scoped({ counties: [which.county] }, async (tx) => {
    const row = await findAttachment(tx, [which.county], which.id);
    if (!row?.isPublic || row.state !== 'attached' || row.matterId === null) {
      return refuse('NOT_FOUND');
    }
    const loaded = await findMatter(tx, { county: row.county, id: row.matterId }, 'none');
    const view = loaded && (await viewOf(world, tx, asNobody(ctx), loaded));
    if (!view || hiddenReason(view) !== null) return refuse('NOT_FOUND');
    return openRow(tx, world.keyring, row, which.part);
  });
}
