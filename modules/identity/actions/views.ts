/** How posts, sessions and accounts are shown. */
import type { Actor } from '../../../kernel/actor.ts';
import type { AccountView, PostView, SessionView } from '../contract/shapes.ts';
import type { Post } from '../rules/posts.ts';
import type { Account } from '../store/accounts.ts';
import type { Directory } from '../store/directory.ts';
import { heldPosts, type IdentityDeps } from './deps.ts';

export function postView(directory: Directory, post: Post): PostView {
  const role = directory.roles.get(post.role);
  return {
    id: post.id,
    accountId: post.accountId,
    org: { id: post.orgId, ...directory.tree.name(post.orgId) },
    role: { code: post.role, zh: role?.zh ?? post.role, en: role?.en ?? post.role },
    presence: post.presence,
    title: post.title,
    publicName: post.publicName,
    dutyPhone: post.dutyPhone,
    regions: [...post.regions],
    fromOn: post.fromOn,
    toOn: post.toOn,
  };
}

export function accountView(directory: Directory, account: Account): AccountView {
  const { id, name, displayName, orgId, isActive, hasTotp } = account;
  const posts = (directory.postsByAccount.get(id) ?? []).map((post) => postView(directory, post));
  return { id, name, displayName, orgId, isActive, hasTotp, posts };
}

/** What a page needs to know about who is signed in. */
export function sessionView(
  deps: IdentityDeps,
  actor: Actor,
  now: number,
  hasTotp?: boolean,
): SessionView {
  if (actor.kind === 'resident') return { kind: 'resident', account: actor.account };
  if (actor.kind !== 'staff' && actor.kind !== 'machine') return { kind: 'nobody' };
  const rights = {
    name: actor.name,
    permissions: [...actor.permissions].sort(),
    regions: [...actor.regions],
    counties: [...actor.counties],
  };
  if (actor.kind === 'machine') return { kind: 'machine', account: actor.key, ...rights };
  const directory = deps.directory.current();
  const posts = heldPosts(deps, directory, actor.account, now);
  return {
    kind: 'staff',
    account: actor.account,
    post: actor.post,
    posts: posts.map((post) => postView(directory, post)),
    hasTotp,
    ...rights,
  };
}
