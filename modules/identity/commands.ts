/** Setting up an installation: roles from the rule file, and the first administrator. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { addAccount } from './actions/accounts.ts';
import { addOrg, addPost, loadRoles } from './actions/admin.ts';
import type { Ctx, IdentityDeps } from './actions/deps.ts';
import type { NewOrg } from './contract/shapes.ts';
import { type Role, roleFaults, rolesOf } from './rules/roles.ts';

const ROLE_FILE = join(import.meta.dirname, 'roles.yaml');

/** Reads a rule file of roles. Throws with every fault and its place. */
export function readRoles(file: string = ROLE_FILE): Role[] {
  const input: unknown = parse(readFileSync(file, 'utf8'));
  const faults = roleFaults(input);
  if (faults.length > 0) throw new Error(`${file}:\n${faults.join('\n')}`);
  return rolesOf(input as object);
}

/** The context of a command: the program itself acts, under the command's name. */
export function commandContext(task: string, now: number, newId: () => string): Ctx {
  return {
    actor: { kind: 'system', task },
    now,
    newId,
    requestId: newId(),
    language: 'zh',
    address: 'local',
    headers: {},
    setHeader: () => undefined,
    setStatus: () => undefined,
    journaled: new Set(),
  };
}

export type FirstAdministrator = {
  org: Omit<NewOrg, 'parentId'>;
  name: string;
  displayName: string;
  password: string;
  title?: string;
};

/** A root organisation, its administrator and the roles. Refuses as the verbs do. */
export async function setUp(
  deps: IdentityDeps,
  ctx: Ctx,
  first: FirstAdministrator,
): Promise<{ orgId: string; accountId: string; postId: string }> {
  await loadRoles(deps, ctx, readRoles());
  const org = await addOrg(deps, ctx, { ...first.org, parentId: null });
  const { name, displayName, password } = first;
  const account = await addAccount(deps, ctx, { orgId: org.id, name, displayName, password });
  const post = await addPost(deps, ctx, {
    accountId: account.id,
    orgId: org.id,
    role: 'administrator',
    presence: 'permanent',
    title: first.title ?? '系统管理员',
    regions: [first.org.region],
  });
  return { orgId: org.id, accountId: account.id, postId: post.id };
}
