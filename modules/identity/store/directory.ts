/**
 * Organisations, posts and roles in memory. They are small and read at every request; a change
 * moves `identity.revision`, and every process sees it within a second or so.
 */
import { type Database, q, sql, type Tx } from '../../../platform/db/index.ts';
import { makeOrgTree, type Org, type OrgTree } from '../rules/org-tree.ts';
import type { Post } from '../rules/posts.ts';
import type { Role } from '../rules/roles.ts';

export type Directory = {
  revision: number;
  tree: OrgTree;
  posts: readonly Post[];
  postById: ReadonlyMap<string, Post>;
  postsByAccount: ReadonlyMap<string, readonly Post[]>;
  roles: ReadonlyMap<string, Role & { held: ReadonlySet<string> }>;
};

export type DirectoryCache = {
  /** What is known now; at most `freshMs` old when `fresh` was awaited in this request. */
  current: () => Directory;
  fresh: () => Promise<Directory>;
  /** Reads anew: after a change of our own. */
  reload: () => Promise<Directory>;
};

const REFERENCE_ONLY = { counties: [] };

/** Loads once; then asks for the revision, at most once in `freshMs`. */
export async function directoryCache(db: Database, freshMs: number): Promise<DirectoryCache> {
  let known = await loadDirectory(db);
  let checkedAt = performance.now();
  let running: Promise<Directory> | undefined;
  let queued: Promise<Directory> | undefined;
  const run = (load: () => Promise<Directory>) => {
    const startedAt = performance.now();
    running = load()
      .then((read) => {
        // Two loads may overtake each other: the older one must not win.
        if (read.revision >= known.revision) known = read;
        checkedAt = startedAt;
        return known;
      })
      .finally(() => {
        running = undefined;
      });
    return running;
  };
  const reload = () => run(() => loadDirectory(db));
  const loadIfMoved = async () => {
    const revision = await db.snapshot(REFERENCE_ONLY, readRevision);
    return revision === known.revision ? known : loadDirectory(db);
  };
  return {
    current: () => known,
    fresh: async () => {
      if (performance.now() - checkedAt < freshMs) return known;
      return running ?? run(loadIfMoved);
    },
    reload: () => {
      if (!running) return reload();
      // The load under way may have begun before the change: one more follows, for all who ask.
      queued ??= running
        .catch(() => known)
        .then(() => {
          queued = undefined;
          return reload();
        });
      return queued;
    },
  };
}

/** Serialises the changes of the directory: the row is locked until the transaction ends. */
export async function moveRevision(tx: Tx): Promise<void> {
  await tx.run(q.updateTable('identity.revision').set({ number: sql<number>`number + 1` }));
}

async function readRevision(tx: Tx): Promise<number> {
  const row = await tx.one(q.selectFrom('identity.revision').select('number'));
  return row.number;
}

async function loadDirectory(db: Database): Promise<Directory> {
  return db.snapshot(REFERENCE_ONLY, async (tx) => {
    const [revision, orgs, posts, roles] = await Promise.all([
      readRevision(tx),
      readOrgs(tx),
      readPosts(tx),
      readRoles(tx),
    ]);
    return {
      revision,
      tree: makeOrgTree(orgs),
      posts,
      postById: new Map(posts.map((post) => [post.id, post])),
      postsByAccount: Map.groupBy(posts, (post) => post.accountId),
      roles: new Map(
        roles.map((role) => [role.code, { ...role, held: new Set(role.permissions) }]),
      ),
    };
  });
}

async function readOrgs(tx: Tx): Promise<Org[]> {
  const rows = await tx.rows(
    q
      .selectFrom('identity.org')
      .select(['id', 'parent_id', 'kind', 'level', 'name_zh', 'name_en', 'region', 'county'])
      .select(['phone', 'is_active']),
  );
  return rows.map((row) => ({
    id: row.id,
    parentId: row.parent_id,
    kind: row.kind as Org['kind'],
    level: row.level as Org['level'],
    nameZh: row.name_zh,
    nameEn: row.name_en,
    region: row.region,
    county: row.county,
    phone: row.phone,
    isActive: row.is_active,
  }));
}

async function readPosts(tx: Tx): Promise<Post[]> {
  const [rows, regions] = await Promise.all([
    tx.rows(
      q
        .selectFrom('identity.post')
        .select(['id', 'account_id', 'org_id', 'role', 'presence', 'title', 'public_name'])
        .select(['duty_phone', 'from_on', 'to_on'])
        .orderBy('from_on')
        .orderBy('id'),
    ),
    tx.rows(q.selectFrom('identity.post_region').select(['post_id', 'region']).orderBy('region')),
  ]);
  const byPost = Map.groupBy(regions, (row) => row.post_id);
  return rows.map((row) => ({
    id: row.id,
    accountId: row.account_id,
    orgId: row.org_id,
    role: row.role,
    presence: row.presence as Post['presence'],
    title: row.title,
    publicName: row.public_name,
    dutyPhone: row.duty_phone,
    regions: (byPost.get(row.id) ?? []).map((entry) => entry.region),
    fromOn: row.from_on,
    toOn: row.to_on,
  }));
}

async function readRoles(tx: Tx): Promise<Role[]> {
  const [roles, held] = await Promise.all([
    tx.rows(q.selectFrom('identity.role').select(['code', 'zh', 'en']).orderBy('code')),
    tx.rows(
      q
        .selectFrom('identity.role_permission')
        .select(['role', 'permission'])
        .where('to_at', 'is', null)
        .orderBy('permission'),
    ),
  ]);
  const byRole = Map.groupBy(held, (row) => row.role);
  return roles.map((role) => ({
    ...role,
    permissions: (byRole.get(role.code) ?? []).map((row) => row.permission),
  }));
}
