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

type RepliesWanted = {
  isPublicOnly: boolean;
  isOpened: boolean;
  /** Answers after this entry are shown as well, though they are not public. */
  since?: number;
};

/** What a reader of the matter may have of its answers, with those of the one that it joined. */
export async function repliesFor(world: MattersWorld, tx: Tx, ctx: ActContext, view: MatterView) {
  const [own, joined] = await Promise.all([
    ownReplies(world, tx, ctx, view),
    joinedReplies(world, tx, view),
  ]);
  return inOrder([...own, ...joined]);
}

/** For everyone: the public answers, a private matter's never. */
export async function publicReplies(world: MattersWorld, tx: Tx, view: MatterView) {
  const { county, id } = view.state.matter;
  const [own, joined] = await Promise.all([
    repliesOf(world, tx, { county, id }, { isPublicOnly: true, isOpened: false }),
    view.joined?.isPrivate ? [] : joinedReplies(world, tx, view),
  ]);
  return inOrder([...own, ...joined]);
}

const inOrder = <T extends { at: string }>(replies: readonly T[]) =>
  replies.toSorted((a, b) => (a.at < b.at ? -1 : 1));

/** The public answers of the matter that a duplicate joined; none where it stands on its own. */
async function joinedReplies(world: MattersWorld, tx: Tx, view: MatterView) {
  if (view.joined === null) return [];
  const at = { county: view.state.matter.county, id: view.joined.id };
  const replies = await repliesOf(world, tx, at, { isPublicOnly: true, isOpened: false });
  return replies.map((reply) => ({ ...reply, seq: null, isJoined: true }));
}

/**
 * Who follows a matter has the public answers, and as of then the others; what was masked may be
 * about another reporter, and stays so.
 */
async function ownReplies(world: MattersWorld, tx: Tx, ctx: ActContext, view: MatterView) {
  const { county, id } = view.state.matter;
  if (view.relation !== 'follower') {
    return repliesOf(world, tx, { county, id }, { isPublicOnly: false, isOpened: true });
  }
  const seq = await findFollowedSeq(tx, { county, matterId: id }, actorKey(ctx.actor));
  const since = seq === null ? {} : { since: seq };
  return repliesOf(world, tx, { county, id }, { isPublicOnly: true, isOpened: false, ...since });
}

/** The newest 50 answers, oldest first. */
async function repliesOf(
  world: MattersWorld,
  tx: Tx,
  { county, id }: { county: string; id: string },
  wanted: RepliesWanted,
) {
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
      /** Of the entry that gave it, for who tells the story in order. */
      seq: answer.seq,
      at: answer.at.toISOString(),
      text: hidden[answer.field] ?? answer.text,
      by: answer.org === null ? null : namedOrg(world.orgs, answer.org),
      isJoined: false,
    };
  });
}
