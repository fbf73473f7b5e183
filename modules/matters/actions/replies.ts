/**
 * The answers given on a matter. The log keeps them masked; for those whose matter it is they are
 * opened, because an answer may name an office's number that the reporter needs.
 */
import { actorKey } from '../../../kernel/actor.ts';
import { unseal } from '../../../platform/crypto/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { namedOrg } from '../rules/names.ts';
import type { MatterView } from '../rules/view.ts';
import { findFollowedSeq, listAnswers } from '../store/entries.ts';
import { findDataKey } from '../store/parties.ts';
import type { ActContext } from './load.ts';
import { entryContext } from './save.ts';
import type { MattersWorld } from './world.ts';

export type RepliesWanted = {
  isPublicOnly: boolean;
  isOpened: boolean;
  /** Answers after this entry are shown as well, though they are not public. */
  since?: number;
};

/**
 * What a reader of the matter may have of its answers. Who follows it has the public ones, and as
 * of then the others; what was masked may be about another reporter, and stays so.
 */
export async function repliesFor(world: MattersWorld, tx: Tx, ctx: ActContext, view: MatterView) {
  if (view.relation !== 'follower') {
    return repliesOf(world, tx, view, { isPublicOnly: false, isOpened: true });
  }
  const { county, id } = view.state.matter;
  const seq = await findFollowedSeq(tx, { county, matterId: id }, actorKey(ctx.actor));
  return repliesOf(world, tx, view, {
    isPublicOnly: true,
    isOpened: false,
    ...(seq !== null && { since: seq }),
  });
}

/** The newest 50 answers, oldest first. */
export async function repliesOf(
  world: MattersWorld,
  tx: Tx,
  view: MatterView,
  wanted: RepliesWanted,
) {
  const { county, id } = view.state.matter;
  const answers = await listAnswers(tx, county, id);
  const since = wanted.since ?? Number.POSITIVE_INFINITY;
  const shown = answers.filter(
    (answer) => !wanted.isPublicOnly || answer.isPublic || answer.seq > since,
  );
  const dataKey = wanted.isOpened
    ? await findDataKey(tx, world.keyring, { county, matterId: id })
    : null;
  return shown.map((answer) => {
    const hidden =
      answer.sealed && dataKey
        ? (JSON.parse(
            unseal(dataKey.key, answer.sealed, entryContext(id, answer.id)).toString('utf8'),
          ) as Record<string, string>)
        : {};
    return {
      at: answer.at.toISOString(),
      text: hidden[answer.field] ?? answer.text,
      by: answer.org === null ? null : namedOrg(view.orgs, answer.org),
    };
  });
}
