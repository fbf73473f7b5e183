/**
 * Pictures for the public: whoever holds the matter releases a copy that was covered by hand,
 * with a reason that the log keeps. The original stays where it is and never becomes public.
 */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { beginDraft, finishDraft } from '../rules/decide.ts';
import type { Given } from '../rules/draft.ts';
import { mask } from '../rules/mask.ts';
import { type HiddenReason, publicTitle } from '../rules/publicity.ts';
import { whyNotRelease } from '../rules/release.ts';
import { boardOf } from '../rules/settings.ts';
import type { MatterView } from '../rules/view.ts';
import { findAttachment, listByMatter } from '../store/attachments.ts';
import { findDataKey } from '../store/parties.ts';
import { attachFiles, presentAttachment, releaseAttachments } from './attachments.ts';
import { hiddenReason } from './board.ts';
import { getInSight, type InSight, withMatter } from './load.ts';
import { saveDeed } from './save.ts';
import type { MattersWorld } from './world.ts';

/** What the public sees of a matter, for staff: and why not the rest. */
export function readPublicity(world: MattersWorld, ctx: RequestContext, number: string) {
  return withMatter(world, ctx, number, async (tx, key) => {
    const { view } = await getInSight(world, tx, ctx, key, 'none');
    const { county, id, title } = view.state.matter;
    const hidden = hiddenReason(view);
    const rows = await listByMatter(tx, county, id);
    return {
      hidden,
      hiddenWords: hidden && hiddenWordsOf(view, hidden),
      title: publicTitle(title, { category: view.category, board: boardOf(view.rules.settings) }),
      whyNotRelease: whyNotRelease(view, ctx.actor),
      releases: rows
        .filter((row) => row.purpose === 'covered')
        .map((row) => ({
          ...presentAttachment(row),
          covers: row.coversId,
          releasedAt: (row.releasedAt ?? row.attachedAt ?? new Date(0)).toISOString(),
        })),
    };
  });
}

/** A private category makes its matters private: then it was not the reporter who asked. */
function hiddenWordsOf({ category }: MatterView, hidden: HiddenReason) {
  const isByCategory = hidden === 'MATTER_PRIVATE' || hidden === 'CATEGORY_PRIVATE';
  if (!category || !isByCategory || !(category.isPrivate || category.isSealed)) {
    return HIDDEN_WORDS[hidden];
  }
  return {
    zh: `“${category.zh}”这一类别一律不公开`,
    en: `the category “${category.en}” is never public`,
  };
}

const HIDDEN_WORDS = {
  BOARD_OFF: { zh: '本区县未开设公示栏', en: 'the county has no public board' },
  MATTER_PRIVATE: { zh: '反映人要求不公开', en: 'the reporter asked for it to be private' },
  CATEGORY_MISSING: { zh: '尚未归类', en: 'it is not sorted into a category yet' },
  CATEGORY_PRIVATE: { zh: '这一类别不公开', en: 'the category is private' },
  CATEGORY_HIDDEN: {
    zh: '本区县的公示栏不显示这一类别',
    en: 'the board does not show the category',
  },
  SUBJECT_NAMED: { zh: '涉及被反映的单位或人员', en: 'somebody is complained about' },
  NOT_LOOKED_AT: { zh: '工作人员尚未看过', en: 'no official has looked at it yet' },
  MATTER_MOVED: { zh: '已移送其他区县', en: 'it moved to another county' },
  MATTER_JOINED: { zh: '已并入另一件事项', en: 'it joined another matter' },
  MATTER_WITHDRAWN: { zh: '反映人已撤回', en: 'the reporter withdrew it' },
} as const;

export type Release = { number: string; original: string; copy: string; reason: string };

/** Attaches the covered copy to the matter and makes it public, with an entry of the log. */
export function releasePicture(
  world: MattersWorld,
  ctx: RequestContext,
  input: Release,
): Promise<{ id: string }> {
  return withMatter(world, ctx, input.number, async (tx, key) => {
    const loaded = await getInSight(world, tx, ctx, key, 'forUpdate');
    const why = whyNotRelease(loaded.view, ctx.actor);
    if (why) refuse(why);
    const { county, id } = loaded.state.matter;
    const at = { county, matterId: id };
    const original = await findAttachment(tx, [county], input.original);
    const isHere = original?.matterId === id && original.state === 'attached';
    if (!original || !isHere || original.purpose === 'covered') return refuse('ATTACHMENT_UNKNOWN');
    const dataKey = await findDataKey(tx, world.keyring, at);
    if (!dataKey) return refuse('PERSONS_ERASED');
    const [copy] = await attachFiles(tx, ctx, world.keyring, {
      ...at,
      dataKey: dataKey.key,
      ids: [input.copy],
      purpose: 'covered',
      coversId: original.id,
    });
    if (!copy || copy.medium !== 'picture') return refuse('PICTURE_NEEDED');
    if (copy.sha256 === original.sha256.toString('hex')) return refuse('COPY_IS_ORIGINAL');
    await releaseAttachments(tx, { ...at, ids: [copy.id], releasedAt: new Date(ctx.now) });
    const given = { original: original.id, copy: copy.id, sha256: copy.sha256 };
    const deed = { action: 'releasePicture', given, reason: input.reason };
    await writeDown(world, tx, ctx, loaded, deed);
    return { id: copy.id };
  });
}

/** The picture is no longer public; the copy stays with the matter. */
export function withdrawRelease(
  world: MattersWorld,
  ctx: RequestContext,
  input: { number: string; id: string; reason: string },
): Promise<{ id: string }> {
  return withMatter(world, ctx, input.number, async (tx, key) => {
    const loaded = await getInSight(world, tx, ctx, key, 'forUpdate');
    const why = whyNotRelease(loaded.view, ctx.actor);
    // What became private since must still be taken back.
    if (why && why !== 'MATTER_PRIVATE') refuse(why);
    const { county, id } = loaded.state.matter;
    const row = await findAttachment(tx, [county], input.id);
    if (row?.matterId !== id || !row.isPublic) return refuse('NOT_FOUND');
    const which = { county, matterId: id, ids: [row.id] };
    await releaseAttachments(tx, { ...which, releasedAt: null });
    const given = { copy: row.id };
    const deed = { action: 'withdrawRelease', given, reason: input.reason };
    await writeDown(world, tx, ctx, loaded, deed);
    return { id: row.id };
  });
}

/** An entry of the matter's log that changes nothing of its way: every kind and version has it. */
async function writeDown(
  world: MattersWorld,
  tx: Tx,
  ctx: RequestContext,
  before: InSight,
  { action, given, reason }: { action: string; given: Given; reason: string },
): Promise<void> {
  const { county, id } = before.state.matter;
  const { masked, found } = mask(reason);
  const whole = { ...given, reason: masked };
  const { now, newId } = ctx;
  const draft = beginDraft(before.view, ctx.actor, { given: whole, aid: {}, now, newId });
  finishDraft(draft);
  await saveDeed(world, tx, ctx, {
    action,
    draft,
    given: whole,
    hidden: found ? { reason } : {},
    occurredAt: draft.now,
    dataKey: await findDataKey(tx, world.keyring, { county, matterId: id }),
    before,
  });
}
