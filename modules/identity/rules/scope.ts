/** Whom an administrator administers: organisations in the post's regions. */
import { type Actor, covers } from '../../../kernel/actor.ts';
import type { Org, OrgTree } from './org-tree.ts';

/** The program itself administers all; others what lies in their regions. */
export function administers(actor: Actor, org: Org): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'staff' && actor.kind !== 'machine') return false;
  return covers(actor.regions, org.region);
}

/** Nobody can hand out regions that they do not have. */
export function mayGrant(actor: Actor, regions: readonly string[]): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'staff' && actor.kind !== 'machine') return false;
  return regions.every((region) => covers(actor.regions, region));
}

type Standing = {
  tree: Pick<OrgTree, 'superiorOf' | 'pathOf' | 'isBelow' | 'all'>;
  /** Whether somebody administers from there. */
  isAdministered: (org: string) => boolean;
};

/**
 * Roles are shared by all organisations of the installation: only a root's post changes them, or
 * that of an organisation which has all others below it but those above it, where nobody
 * administers: a county that wrote down the offices to which a review goes.
 */
export function standsAtRoot(actor: Actor, { tree, isAdministered }: Standing): boolean {
  if (actor.kind === 'system') return true;
  if (actor.kind !== 'staff') return false;
  const own = actor.org;
  if (tree.superiorOf(own) === null) return true;
  const above = tree.pathOf(own).filter((id) => id !== own);
  const isAlone = tree.all().every(({ id }) => above.includes(id) || tree.isBelow(id, own));
  return isAlone && !above.some(isAdministered);
}
