/**
 * Administration of organisations, posts and roles. Each verb takes the revision's lock first, so
 * that two administrators at once do not build a circle, and reloads the directory after.
 */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type {
  NewOrg,
  NewPost,
  OrgChange,
  OrgView,
  PostChange,
  PostView,
  RoleView,
} from '../contract/shapes.ts';
import { fitsUnder, type Org } from '../rules/org-tree.ts';
import { isHeld, type Post } from '../rules/posts.ts';
import { type Role, whyNotPermissions } from '../rules/roles.ts';
import { administers, mayGrant, standsAtRoot } from '../rules/scope.ts';
import { findAccount } from '../store/accounts.ts';
import {
  changePermissions,
  insertOrg,
  insertPost,
  insertRole,
  isOrgInUse,
  openPermissions,
  readParents,
  updateOrg,
  updatePost,
} from '../store/admin.ts';
import { moveRevision } from '../store/directory.ts';
import { type Ctx, type IdentityDeps, iso, todayOf, within } from './deps.ts';
import { postView } from './views.ts';

/** One change of the directory: in turn with all others, seen by this process at once. */
export async function changing<T>(deps: IdentityDeps, work: (tx: Tx) => Promise<T>): Promise<T> {
  const result = await within(deps, async (tx) => {
    await moveRevision(tx);
    return work(tx);
  });
  await deps.directory.reload();
  return result;
}

/** An organisation that the actor administers, else NOT_FOUND. */
export function administeredOrg(deps: IdentityDeps, ctx: Ctx, id: string): Org {
  const org = deps.directory.current().tree.find(id);
  return org && administers(ctx.actor, org) ? org : refuse('NOT_FOUND');
}

/** Refuses NOT_FOUND, REGION_OUTSIDE, ORG_LEVEL_WRONG, ORG_DUPLICATE. */
export async function addOrg(deps: IdentityDeps, ctx: Ctx, input: NewOrg): Promise<OrgView> {
  await deps.directory.fresh();
  assertParent(deps, ctx, input);
  if (!mayGrant(ctx.actor, [input.region])) refuse('REGION_OUTSIDE');
  const org: Org = {
    id: ctx.newId(),
    parentId: input.parentId,
    kind: input.kind,
    level: input.level,
    nameZh: input.nameZh,
    nameEn: input.nameEn ?? null,
    region: input.region,
    county: input.county ?? (input.region.length >= 6 ? input.region.slice(0, 6) : null),
    phone: input.phone ?? null,
    isActive: true,
  };
  return changing(deps, async (tx) => {
    await insertOrg(tx, org, todayOf(deps, ctx.now));
    journal(tx, ctx, { verb: 'org.add', detail: { org: org.id, parent: org.parentId } });
    return org;
  });
}

function assertParent(deps: IdentityDeps, ctx: Ctx, input: NewOrg): void {
  if (input.parentId === null) {
    // A new root is another installation's beginning: only the command line makes one.
    if (ctx.actor.kind !== 'system') refuse('NOT_FOUND');
    return;
  }
  const parent = administeredOrg(deps, ctx, input.parentId);
  if (!fitsUnder(input.level, parent.level)) {
    refuse('ORG_LEVEL_WRONG', { fields: [{ path: 'body.level', code: 'ORG_LEVEL_WRONG' }] });
  }
}

/** Refuses NOT_FOUND, ORG_CIRCLE, ORG_IN_USE, ORG_DUPLICATE. */
export async function changeOrg(
  deps: IdentityDeps,
  ctx: Ctx,
  id: string,
  change: OrgChange,
): Promise<OrgView> {
  await deps.directory.fresh();
  const org = administeredOrg(deps, ctx, id);
  if (change.parentId !== undefined) administeredOrg(deps, ctx, change.parentId);
  const changed: Org = { ...org, ...change };
  const today = todayOf(deps, ctx.now);
  return changing(deps, async (tx) => {
    if (change.parentId !== undefined) {
      assertNoCircle(await readParents(tx), id, change.parentId);
    }
    const isEnding = org.isActive && !changed.isActive;
    if (isEnding && (await isOrgInUse(tx, id, today))) refuse('ORG_IN_USE');
    await updateOrg(tx, changed, today);
    journal(tx, ctx, { verb: 'org.change', detail: { org: id, change } });
    return changed;
  });
}

function assertNoCircle(parents: Map<string, string | null>, id: string, parent: string): void {
  let at: string | null = parent;
  while (at !== null) {
    if (at === id) refuse('ORG_CIRCLE');
    at = parents.get(at) ?? null;
  }
}

/** Refuses NOT_FOUND, ROLE_UNKNOWN, REGION_OUTSIDE, DATES_REVERSED. */
export async function addPost(deps: IdentityDeps, ctx: Ctx, input: NewPost): Promise<PostView> {
  const directory = await deps.directory.fresh();
  administeredOrg(deps, ctx, input.orgId);
  if (!directory.roles.has(input.role)) refuse('ROLE_UNKNOWN');
  const post: Post = {
    id: ctx.newId(),
    accountId: input.accountId,
    orgId: input.orgId,
    role: input.role,
    presence: input.presence,
    title: input.title,
    publicName: input.publicName ?? null,
    dutyPhone: input.dutyPhone ?? null,
    regions: input.regions,
    fromOn: input.fromOn ?? todayOf(deps, ctx.now),
    toOn: input.toOn ?? null,
  };
  assertSound(ctx, post);
  await changing(deps, async (tx) => {
    const account = await findAccount(tx, { id: input.accountId });
    if (!account) return refuse('NOT_FOUND');
    administeredOrg(deps, ctx, account.orgId);
    await insertPost(tx, post);
    const { id, accountId, orgId, role, regions } = post;
    journal(tx, ctx, { verb: 'post.add', detail: { post: id, accountId, orgId, role, regions } });
    return undefined;
  });
  return postView(deps.directory.current(), post);
}

function assertSound(ctx: Ctx, post: Post): void {
  if (!mayGrant(ctx.actor, post.regions)) refuse('REGION_OUTSIDE');
  if (post.toOn !== null && post.toOn < post.fromOn) refuse('DATES_REVERSED');
}

/** Refuses NOT_FOUND, REGION_OUTSIDE, DATES_REVERSED. */
export async function changePost(
  deps: IdentityDeps,
  ctx: Ctx,
  id: string,
  change: PostChange,
): Promise<PostView> {
  const directory = await deps.directory.fresh();
  const post = directory.postById.get(id) ?? refuse('NOT_FOUND');
  administeredOrg(deps, ctx, post.orgId);
  const changed: Post = {
    ...post,
    presence: change.presence ?? post.presence,
    title: change.title ?? post.title,
    publicName: change.publicName === undefined ? post.publicName : change.publicName,
    dutyPhone: change.dutyPhone === undefined ? post.dutyPhone : change.dutyPhone,
    regions: change.regions ?? post.regions,
    toOn: change.toOn === undefined ? post.toOn : change.toOn,
  };
  assertSound(ctx, changed);
  await changing(deps, async (tx) => {
    await updatePost(tx, changed);
    const before = { regions: post.regions, toOn: post.toOn };
    const after = { regions: changed.regions, toOn: changed.toOn };
    journal(tx, ctx, { verb: 'post.change', detail: { post: id, before, after } });
  });
  return postView(deps.directory.current(), changed);
}

/** Whether the actor's organisation is the highest from which this installation is administered. */
export function maySetRoles(deps: IdentityDeps, ctx: Ctx): boolean {
  const { tree, posts, roles } = deps.directory.current();
  const today = todayOf(deps, ctx.now);
  const isAdministered = (org: string) =>
    posts.some(
      (post) =>
        post.orgId === org &&
        isHeld(post, today) &&
        roles.get(post.role)?.held.has('org.manage') === true,
    );
  return standsAtRoot(ctx.actor, { tree, isAdministered });
}

/** Refuses NOT_FOUND, SCOPE_TOO_SMALL, ROLE_CONFLICT. */
export async function changeRole(
  deps: IdentityDeps,
  ctx: Ctx,
  code: string,
  permissions: readonly string[],
): Promise<RoleView> {
  const directory = await deps.directory.fresh();
  const role = directory.roles.get(code) ?? refuse('NOT_FOUND');
  if (!maySetRoles(deps, ctx)) refuse('SCOPE_TOO_SMALL');
  const pair = whyNotPermissions(code, permissions);
  if (pair) refuse('ROLE_CONFLICT', { values: pair });
  const wanted = [...new Set(permissions)].sort();
  await changing(deps, async (tx) => {
    const held = await openPermissions(tx, code);
    const gained = wanted.filter((permission) => !held.includes(permission));
    const lost = held.filter((permission) => !wanted.includes(permission));
    await changePermissions(tx, code, { gained, lost }, iso(ctx.now));
    journal(tx, ctx, { verb: 'role.change', detail: { role: code, gained, lost } });
  });
  return { code, zh: role.zh, en: role.en, permissions: wanted };
}

/** Adds the roles that are missing; the others keep their permissions. Answers the codes added. */
export async function loadRoles(
  deps: IdentityDeps,
  ctx: Ctx,
  roles: readonly Role[],
): Promise<string[]> {
  return changing(deps, async (tx) => {
    const added: string[] = [];
    for (const role of roles) {
      if (!(await insertRole(tx, role))) continue;
      const change = { gained: role.permissions, lost: [] };
      await changePermissions(tx, role.code, change, iso(ctx.now));
      added.push(role.code);
    }
    if (added.length > 0) journal(tx, ctx, { verb: 'role.load', detail: { added } });
    return added;
  });
}
