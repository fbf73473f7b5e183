/** A resident's own matters: the links name them, the rows are read where they lie now. */
import type { ResidentActor } from '../../../kernel/actor.ts';
import { makeCursor, type Page, pageOf, pageSize, readCursor } from '../../../kernel/paging.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { OwnMatter } from '../contract/lists.ts';
import { type Found, readListed } from '../store/listed.ts';
import { inSight } from '../store/scope.ts';
import { commonParts, wordingOf } from './summaries.ts';
import type { MattersWorld } from './world.ts';

/** A link as identity keeps it. */
export type OwnLink = {
  county: string;
  matterId: string;
  relation: 'reporter' | 'follower' | 'party' | 'proxy';
  /** ISO time. */
  createdAt: string;
};

export type ListsWorld = MattersWorld & {
  /** Identity's `matterLinksOf`: a resident's links, newest first. */
  ownLinks: (
    tx: Tx,
    account: string,
    page: { after: { createdAt: string; matterId: string } | null; limit: number },
  ) => Promise<OwnLink[]>;
};

const CURSOR = 'matters.own';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Newest first. Refuses FORBIDDEN to staff: they have no list of a person's matters. */
export async function listOwn(
  world: ListsWorld,
  ctx: RequestContext,
  query: { after?: string; limit?: number },
): Promise<Page<OwnMatter>> {
  const { actor } = ctx;
  if (actor.kind !== 'resident') return refuse('FORBIDDEN');
  const size = pageSize(query.limit);
  const after = query.after === undefined ? null : readAfter(query.after);
  const { links, rows } = await world.db.scoped({ counties: [] }, async (tx) => {
    const named = await world.ownLinks(tx, actor.account, { after, limit: size + 1 });
    return { links: named, rows: await rowsOf(tx, actor, named) };
  });
  const page = pageOf(links, size, (last) => makeCursor(CURSOR, [last.createdAt, last.matterId]));
  const words = await wordingOf(world, ctx.now, [...rows.values()]);
  const items = page.items.flatMap((link) => {
    const row = rows.get(link.matterId);
    const { relation } = link;
    if (!row || (row.isSealed && (relation === 'follower' || relation === 'proxy'))) return [];
    return {
      ...commonParts(row, words, ctx.now),
      title: words.titleOf(row, relation),
      relation,
      replyCount: row.facts.replyCount,
    };
  });
  return { items, next: page.next };
}

function readAfter(cursor: string): { createdAt: string; matterId: string } {
  const [createdAt, matterId] = readCursor(CURSOR, ['time', 'text'], cursor);
  if (UUID.test(String(matterId))) {
    return { createdAt: String(createdAt), matterId: String(matterId) };
  }
  return refuse('CURSOR_INVALID', { fields: [{ path: 'query.after', code: 'CURSOR_INVALID' }] });
}

const MOVES_MAX = 5;
type Step = { county: string; id: string; from: string };

/** The rows by the id that the link names, each followed to the county that it moved to. */
async function rowsOf(
  tx: Tx,
  actor: ResidentActor,
  links: readonly OwnLink[],
): Promise<Map<string, Found>> {
  const rows = new Map<string, Found>();
  let steps: Step[] = links.map(({ county, matterId }) => ({
    county,
    id: matterId,
    from: matterId,
  }));
  for (let moves = 0; moves < MOVES_MAX && steps.length > 0; moves += 1) {
    const next: Step[] = [];
    for (const { row, step } of await readSteps(tx, actor, steps)) {
      if (row.moved) next.push({ ...row.moved, from: step.from });
      else rows.set(step.from, row);
    }
    steps = next;
  }
  return rows;
}

async function readSteps(
  tx: Tx,
  actor: ResidentActor,
  steps: readonly Step[],
): Promise<{ row: Found; step: Step }[]> {
  const byCounty = Map.groupBy(steps, (step) => step.county);
  await tx.widen([...byCounty.keys()]);
  const read = [...byCounty].map(async ([county, own]) => {
    const ids = own.map((step) => step.id);
    const found = await readListed(tx, { county, ids }, inSight(actor, ids));
    return found.flatMap((row) => {
      const step = own.find((one) => one.id === row.id);
      return step ? [{ row, step }] : [];
    });
  });
  return (await Promise.all(read)).flat();
}
