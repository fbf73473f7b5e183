/** Posts: when they hold, which counties they reach, who serves a grid. */

export type Post = {
  id: string;
  accountId: string;
  orgId: string;
  role: string;
  presence: 'permanent' | 'rotating' | 'onCall';
  title: string;
  publicName: string | null;
  dutyPhone: string | null;
  /** Region or grid codes, each standing for all below it. */
  regions: readonly string[];
  fromOn: string;
  /** The last day, included. */
  toOn: string | null;
};

export function isHeld(post: Post, today: string): boolean {
  return post.fromOn <= today && (post.toOn === null || today <= post.toOn);
}

/**
 * The counties that region codes reach into. Codes of a city or province are shorter than a
 * county's; the geography module knows what lies below them.
 */
export function countiesOf(
  regions: readonly string[],
  countiesUnder: (regionPrefix: string) => readonly string[],
): string[] {
  const counties = regions.flatMap((code) =>
    code.length >= 6 ? [code.slice(0, 6)] : countiesUnder(code),
  );
  return [...new Set(counties)].sort();
}

export type GridWorker = { post: string; publicName: string | null; dutyPhone: string | null };

/** Who serves a grid (15 digits): the grid's own workers before those of its whole village. */
export function gridWorkersOf(posts: readonly Post[], grid: string, today: string): GridWorker[] {
  const reach = (post: Post) =>
    Math.max(0, ...post.regions.filter((code) => isNear(code, grid)).map((code) => code.length));
  return posts
    .filter((post) => post.role === 'gridWorker' && isHeld(post, today) && reach(post) > 0)
    .sort((a, b) => reach(b) - reach(a) || (a.id < b.id ? -1 : 1))
    .map((post) => ({ post: post.id, publicName: post.publicName, dutyPhone: post.dutyPhone }));
}

/** A post for a whole town or more is not somebody's grid worker. */
function isNear(code: string, grid: string): boolean {
  return code.length >= 12 && grid.startsWith(code);
}
