/**
 * Puts a shift together from what the other modules show. It is the same as long as nothing in it
 * changed: the time of the server stands outside of its tag.
 */
import type { StaffActor } from '../../../kernel/actor.ts';
import { canonicalJson } from '../../../kernel/canonical-json.ts';
import { contractVersion } from '../../../kernel/contract-version.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { sha256 } from '../../../platform/crypto/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { Shift } from '../contract.ts';

export type FieldWorld = {
  orgNamed: (id: string) => Shift['org'];
  gridsUnder: (
    regions: readonly string[],
    asked: { now: number; max: number },
  ) => Promise<{ items: Shift['grids']; isMore: boolean }>;
  listTasks: (
    ctx: RequestContext,
    max: number,
  ) => Promise<{ items: Shift['tasks']; isMore: boolean }>;
  listCategories: (
    asked: { county: string; kinds: readonly string[] },
    now: number,
  ) => Promise<Shift['categories']>;
  listToday: (
    ctx: RequestContext,
  ) => Promise<{ on: string; items: Shift['patrol']['items']; isMore: boolean }>;
};

/** What a phone carries with ease: some hundred kilobytes. */
const GRIDS_MAX = 40;
const TASKS_MAX = 60;
/** The kinds of matter that a grid worker comes upon. Petitions are the petitioner's own word. */
const REPORTED = ['report', 'dispute'];

export async function makeShift(world: FieldWorld, ctx: RequestContext): Promise<Shift> {
  const { actor, now } = ctx;
  if (actor.kind !== 'staff') return refuse('FORBIDDEN');
  const [grids, tasks, categories, patrol] = await Promise.all([
    world.gridsUnder(actor.regions, { now, max: GRIDS_MAX }),
    tasksOf(world, ctx, actor),
    categoriesOf(world, actor, now),
    patrolOf(world, ctx, actor),
  ]);
  const body = {
    contract: contractVersion,
    account: actor.account,
    post: actor.post,
    org: world.orgNamed(actor.org),
    counties: [...actor.counties],
    grids: grids.items,
    tasks: tasks.items,
    categories,
    patrol: { on: patrol.on, items: patrol.items },
    isMore: { tasks: tasks.isMore, grids: grids.isMore, patrol: patrol.isMore },
  };
  const etag = `"${sha256(canonicalJson(body)).toString('base64url').slice(0, 22)}"`;
  return { ...body, etag, serverTime: new Date(now).toISOString() };
}

/** A post that may not read matters has none of them. */
async function tasksOf(world: FieldWorld, ctx: RequestContext, actor: StaffActor) {
  if (actor.permissions.has('matter.read')) return world.listTasks(ctx, TASKS_MAX);
  return { items: [], isMore: false };
}

/** Of the first county: a grid worker has one. */
async function categoriesOf(world: FieldWorld, actor: StaffActor, now: number) {
  const [county] = actor.counties;
  return county === undefined ? [] : world.listCategories({ county, kinds: REPORTED }, now);
}

async function patrolOf(world: FieldWorld, ctx: RequestContext, actor: StaffActor) {
  if (actor.permissions.has('patrol.read')) return world.listToday(ctx);
  return { on: new Date(ctx.now).toISOString().slice(0, 10), items: [], isMore: false };
}
