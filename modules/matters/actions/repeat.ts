/** A report that comes again under its key is answered with the matter that it became. */
import { must, refuse } from '../../../kernel/refusal.ts';
import type { NearRow } from '../rules/near.ts';
import type { Matter } from '../rules/state.ts';
import { type Deed, findAnswered } from '../store/idempotency.ts';
import { findMatter } from '../store/matters.ts';
import type { MattersWorld } from './world.ts';

export type Registered = {
  matter: Matter;
  isRepeat: boolean;
  /** What lay near it already; nothing for a repeat. */
  near: readonly NearRow[];
};

/** In the county of its place, and in that of before a boundary was redrawn. */
export async function findRepeatNowOrThen(
  world: Pick<MattersWorld, 'db'>,
  deed: Deed,
  then: string | null,
): Promise<Registered | null> {
  const known = await findRepeat(world, deed);
  if (known || then === null || then === deed.county) return known;
  return findRepeat(world, { ...deed, county: then });
}

export async function findRepeat(
  world: Pick<MattersWorld, 'db'>,
  deed: Deed,
): Promise<Registered | null> {
  return world.db.scoped({ counties: [deed.county] }, async (tx) => {
    const answered = await findAnswered(tx, deed);
    if (answered === 'otherBody') return refuse('KEY_REUSED');
    if (!answered) return null;
    if (answered.refusal || !answered.matterId) return refuse(answered.refusal ?? 'KEY_REUSED');
    const loaded = await findMatter(tx, { county: deed.county, id: answered.matterId }, 'none');
    must(loaded, 'the matter of a kept key stands');
    return { matter: loaded.state.matter, isRepeat: true, near: [] };
  });
}
