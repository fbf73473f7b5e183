/** Writes of organisations, posts and roles. Callers hold the revision's lock (`moveRevision`). */
import { q, refusing, sql, type Tx } from '../../../platform/db/index.ts';
import type { Org } from '../rules/org-tree.ts';
import type { Post } from '../rules/posts.ts';
import type { Role } from '../rules/roles.ts';

const orgRefusals = refusing({ org_name_key: 'ORG_DUPLICATE' });

export async function insertOrg(tx: Tx, org: Org, openedOn: string): Promise<void> {
  await tx
    .run(
      q.insertInto('identity.org').values({
        id: org.id,
        parent_id: org.parentId,
        kind: org.kind,
        level: org.level,
        name_zh: org.nameZh,
        name_en: org.nameEn,
        region: org.region,
        county: org.county,
        phone: org.phone,
        is_active: org.isActive,
        opened_on: openedOn,
        ended_on: null,
      }),
    )
    .catch(orgRefusals);
}

/** Writes what may change of an organisation; `today` is the day it ended, if it did. */
export async function updateOrg(tx: Tx, org: Org, today: string): Promise<void> {
  await tx
    .run(
      q
        .updateTable('identity.org')
        .set({
          parent_id: org.parentId,
          name_zh: org.nameZh,
          name_en: org.nameEn,
          phone: org.phone,
          is_active: org.isActive,
          ended_on: org.isActive ? null : today,
        })
        .where('id', '=', org.id),
    )
    .catch(orgRefusals);
}

/** Whether active organisations stand below it or posts in it are still held. */
export async function isOrgInUse(tx: Tx, id: string, today: string): Promise<boolean> {
  const [below, post] = await Promise.all([
    tx.first(
      q
        .selectFrom('identity.org')
        .select('id')
        .where('parent_id', '=', id)
        .where('is_active', '=', true)
        .limit(1),
    ),
    tx.first(
      q
        .selectFrom('identity.post')
        .select('id')
        .where('org_id', '=', id)
        .where((where) => where.or([where('to_on', 'is', null), where('to_on', '>=', today)]))
        .limit(1),
    ),
  ]);
  return below !== undefined || post !== undefined;
}

/** Who stands under whom, as of this transaction. */
export async function readParents(tx: Tx): Promise<Map<string, string | null>> {
  const rows = await tx.rows(q.selectFrom('identity.org').select(['id', 'parent_id']));
  return new Map(rows.map((row) => [row.id, row.parent_id]));
}

export async function insertPost(tx: Tx, post: Post): Promise<void> {
  await tx.run(
    q.insertInto('identity.post').values({
      id: post.id,
      account_id: post.accountId,
      org_id: post.orgId,
      role: post.role,
      presence: post.presence,
      title: post.title,
      public_name: post.publicName,
      duty_phone: post.dutyPhone,
      from_on: post.fromOn,
      to_on: post.toOn,
    }),
  );
  await insertRegions(tx, post);
}

export async function updatePost(tx: Tx, post: Post): Promise<void> {
  await tx.run(
    q
      .updateTable('identity.post')
      .set({
        presence: post.presence,
        title: post.title,
        public_name: post.publicName,
        duty_phone: post.dutyPhone,
        to_on: post.toOn,
      })
      .where('id', '=', post.id),
  );
  await tx.run(q.deleteFrom('identity.post_region').where('post_id', '=', post.id));
  await insertRegions(tx, post);
}

async function insertRegions(tx: Tx, post: Post): Promise<void> {
  const regions = [...new Set(post.regions)];
  await tx.run(
    q
      .insertInto('identity.post_region')
      .values(regions.map((region) => ({ post_id: post.id, region }))),
  );
}

/** Adds a role; answers false when it is there already (its permissions are then left alone). */
export async function insertRole(tx: Tx, role: Role): Promise<boolean> {
  const { code, zh, en } = role;
  const added = await tx.run(
    q
      .insertInto('identity.role')
      .values({ code, zh, en })
      .onConflict((conflict) => conflict.doNothing()),
  );
  return added === 1;
}

/** Ends what a role loses and begins what it gains; nothing is rewritten. */
export async function changePermissions(
  tx: Tx,
  role: string,
  change: { gained: readonly string[]; lost: readonly string[] },
  at: string,
): Promise<void> {
  if (change.lost.length > 0) {
    await tx.run(
      q
        .updateTable('identity.role_permission')
        .set({ to_at: sql<Date>`greatest(from_at, ${at}::timestamptz)` })
        .where('role', '=', role)
        .where('permission', 'in', [...change.lost])
        .where('to_at', 'is', null),
    );
  }
  if (change.gained.length === 0) return;
  const rows = change.gained.map((permission) => ({ role, permission, from_at: at, to_at: null }));
  await tx.run(
    q
      .insertInto('identity.role_permission')
      .values(rows)
      // Taken and given back within one instant: the same row goes on.
      .onConflict((conflict) =>
        conflict.constraint('role_permission_pkey').doUpdateSet({ to_at: null }),
      ),
  );
}

export async function openPermissions(tx: Tx, role: string): Promise<string[]> {
  const rows = await tx.rows(
    q
      .selectFrom('identity.role_permission')
      .select('permission')
      .where('role', '=', role)
      .where('to_at', 'is', null),
  );
  return rows.map((row) => row.permission);
}

/** Which permissions each role has or had, or was kept from: as `role permission`. */
export async function decidedPermissions(tx: Tx): Promise<ReadonlySet<string>> {
  const rows = await tx.rows(
    q.selectFrom('identity.role_permission').select(['role', 'permission']).distinct(),
  );
  return new Set(rows.map((row) => pairKey(row.role, row.permission)));
}

export function pairKey(role: string, permission: string): string {
  return `${role} ${permission}`;
}

/** Notes what a role does not take over: held from an instant to the same one, so never. */
export async function leavePermissions(
  tx: Tx,
  role: string,
  permissions: readonly string[],
  at: string,
): Promise<void> {
  if (permissions.length === 0) return;
  const rows = permissions.map((permission) => ({ role, permission, from_at: at, to_at: at }));
  await tx.run(q.insertInto('identity.role_permission').values(rows));
}
