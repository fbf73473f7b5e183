/** What files and papers of a matter are opened for, as the journal and the resident read it. */
import type { Actor } from '../../../kernel/actor.ts';
import type { OpeningPurpose } from '../contract/attachments.ts';

export type { OpeningPurpose } from '../contract/attachments.ts';

/** What a reader said, or what their post is there for: residents are shown it beside the line. */
export function purposeOf(
  actor: Actor,
  said: OpeningPurpose | undefined,
): { purpose?: OpeningPurpose } {
  if (actor.kind !== 'staff') return {};
  return { purpose: said ?? (actor.permissions.has('matter.act') ? 'handling' : 'audit') };
}
