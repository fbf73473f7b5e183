/** What `linli import messages` needs of the house: villages, and posts that may have acted. */

import type { House } from './house.ts';
import type { StaffActor } from './kernel/actor.ts';
import { dateAt } from './kernel/zone.ts';
import { childrenOf, levelOf } from './modules/geography/index.ts';
import type { ImportCommandContext } from './modules/matters/index.ts';

/** Over a house and a clock; `signal` ends a run between two batches. */
export async function messageImport(
  house: House,
  print: (line: string) => void,
  signal?: AbortSignal,
): Promise<ImportCommandContext> {
  // A movable clock is asked once, over the wire; from then on its time goes on as the real one.
  const [begun, since] = [await house.clock.now(), performance.now()];
  const now = () => begun + Math.floor(performance.now() - since);
  return {
    importMessages: house.matters.importMessages,
    now,
    newId: house.newId,
    villagesOf: (county) => villagesOf(house, county, begun),
    actorIn: (org, roles) => actorIn(house, org, roles, begun),
    print,
    ...(signal ? { signal } : {}),
  };
}

/** More than any region has. */
const CHILDREN_MAX = 10_000;

async function villagesOf(house: House, county: string, now: number): Promise<string[]> {
  const { regions, counties } = await house.geography.places();
  const today = dateAt(now, house.zone);
  const roots = [...counties.values()].flat().filter((row) => row.county === county);
  const below = (code: string): string[] =>
    levelOf(code) === 'village'
      ? [code]
      : childrenOf(regions, code, { on: today, limit: CHILDREN_MAX }).flatMap((child) =>
          below(child.code),
        );
  return roots.flatMap((row) => below(row.regionCode)).sort();
}

/** The first post of one of the roles in the organisation, by the order of the roles. */
function actorIn(
  house: House,
  org: string,
  roles: readonly string[],
  now: number,
): StaffActor | null {
  const held = roles.flatMap((role) => house.identity.posts({ orgId: org, role }, now));
  const [post] = held;
  return (post && house.identity.actorOfPost(post.id, now)) ?? null;
}
