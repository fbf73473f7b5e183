/** Pages of organisations, accounts and posts, in the order of their ids. */
import { makeCursor, type Page, pageOf, pageSize, readCursor } from '../../../kernel/paging.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { dateAt } from '../../../kernel/zone.ts';
import { type PermissionList, permissionWords } from '../contract/permissions.ts';
import {
  type AccountView,
  type OrgView,
  type PostView,
  permissionCodes,
  type RoleView,
} from '../contract/shapes.ts';
import { isHeld } from '../rules/posts.ts';
import { apartFrom } from '../rules/roles.ts';
import { administers } from '../rules/scope.ts';
import { accountsOf } from './accounts.ts';
import type { Ctx, IdentityDeps } from './deps.ts';
import { postView } from './views.ts';

type PageQuery = { limit?: number; cursor?: string };

function readPage(order: string, query: PageQuery): { after: string | null; size: number } {
  const size = pageSize(query.limit);
  if (query.cursor === undefined) return { after: null, size };
  const [after] = readCursor(order, ['text'], query.cursor);
  return { after: String(after), size };
}

function pageOfSorted<Item extends { id: string }>(
  order: string,
  items: readonly Item[],
  query: PageQuery,
): Page<Item> {
  const { after, size } = readPage(order, query);
  const rest = after === null ? items : items.filter((item) => item.id > after);
  return pageOf(rest.slice(0, size + 1), size, (last) => makeCursor(order, [last.id]));
}

export async function listOrgs(
  deps: IdentityDeps,
  query: PageQuery & { parentId?: string; region?: string },
): Promise<Page<OrgView>> {
  const { tree } = await deps.directory.fresh();
  const orgs = tree
    .all()
    .filter((org) => query.parentId === undefined || org.parentId === query.parentId)
    .filter((org) => org.region.startsWith(query.region ?? ''));
  return pageOfSorted('orgs', orgs, query);
}

export async function listPosts(
  deps: IdentityDeps,
  ctx: Ctx,
  query: PageQuery & { orgId?: string; role?: string },
): Promise<Page<PostView>> {
  const directory = await deps.directory.fresh();
  const posts = directory.posts
    .filter((post) => query.orgId === undefined || post.orgId === query.orgId)
    .filter((post) => query.role === undefined || post.role === query.role)
    .filter((post) => {
      const org = directory.tree.find(post.orgId);
      return org !== undefined && administers(ctx.actor, org);
    })
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const page = pageOfSorted('posts', posts, query);
  return { ...page, items: page.items.map((post) => postView(directory, post)) };
}

/** An organisation's posts as an office's door names them: no account, no person. */
export async function listOrgPosts(deps: IdentityDeps, ctx: Ctx, orgId: string) {
  const directory = await deps.directory.fresh();
  if (!directory.tree.find(orgId)) refuse('NOT_FOUND');
  const today = dateAt(ctx.now, deps.config.zone);
  const posts = directory.posts.filter((post) => post.orgId === orgId && isHeld(post, today));
  return {
    items: posts.map((post) => {
      const { id, role, title } = postView(directory, post);
      return { id, role, title };
    }),
  };
}

export async function listAccountPage(
  deps: IdentityDeps,
  ctx: Ctx,
  query: PageQuery & { orgId?: string },
): Promise<Page<AccountView>> {
  const { after, size } = readPage('accounts', query);
  const rows = await accountsOf(deps, ctx, { orgId: query.orgId, after, limit: size + 1 });
  return pageOf(rows, size, (last) => makeCursor('accounts', [last.id]));
}

/** Staff only: to residents and machines the table says nothing. Refuses FORBIDDEN. */
export function listPermissions(deps: IdentityDeps, ctx: Ctx): PermissionList {
  if (ctx.actor.kind !== 'staff') return refuse('FORBIDDEN');
  const permissions = permissionCodes.map((code) => ({
    code,
    ...permissionWords[code],
    apart: [...apartFrom(code)],
  }));
  return { permissions, endpoints: [...deps.endpoints()] };
}

export async function listRoles(deps: IdentityDeps): Promise<{ items: RoleView[] }> {
  const { roles } = await deps.directory.fresh();
  const items = [...roles.values()].map(({ code, zh, en, permissions }) => ({
    code,
    zh,
    en,
    permissions: [...permissions],
  }));
  return { items };
}
