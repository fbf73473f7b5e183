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

/** Roles are shared by all organisations of the installation: only a root's post changes them. */
export function standsAtRoot(actor: Actor, tree: OrgTree): boolean {
  if (actor.kind === 'system') return true;
  return actor.kind === 'staff' && tree.superiorOf(actor.org) === null;
}
