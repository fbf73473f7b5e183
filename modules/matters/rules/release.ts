/** Who may release a covered picture of a matter, or take one back. */
import type { Actor } from '../../../kernel/actor.ts';
import type { Taker } from './process.ts';
import { isSubject, isTaker } from './standing.ts';
import type { MatterView } from './view.ts';

/** The centre that holds it, and the head of the unit that handled it: not who took the photo. */
const RELEASERS: readonly Taker[] = [
  { roles: ['clerk', 'townDispatcher', 'countyDispatcher'], standing: 'ownerOrAbove' },
  { roles: ['unitHead'], standing: 'handlingOrg' },
];

export type NoRelease = 'SUBJECT_OF_COMPLAINT' | 'NOT_YOURS' | 'MATTER_PRIVATE';

export function whyNotRelease(view: MatterView, actor: Actor): NoRelease | null {
  if (isSubject(view, actor)) return 'SUBJECT_OF_COMPLAINT';
  if (!isTaker(view, actor, RELEASERS)) return 'NOT_YOURS';
  const { isPrivate } = view.state.matter;
  return isPrivate || view.category?.isPrivate ? 'MATTER_PRIVATE' : null;
}
