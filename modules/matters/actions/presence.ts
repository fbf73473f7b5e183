/**
 * Who else is at a matter, and drafts of its forms. Colleagues see posts and organisations, never
 * accounts; whom the matter complains about neither sees others here nor is shown.
 */
import type { StaffActor } from '../../../kernel/actor.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { seal, unseal } from '../../../platform/crypto/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { Company } from '../contract/live.ts';
import { namedOrg } from '../rules/names.ts';
import type { ProcessDefinition } from '../rules/process.ts';
import { isSubject } from '../rules/standing.ts';
import {
  type DraftMark,
  forgetDraft,
  keepDraft,
  listDraftMarks,
  listOwnDrafts,
} from '../store/drafts.ts';
import { findDataKey } from '../store/parties.ts';
import { endPresence, keepPresence, listPresent, type Present } from '../store/presence.ts';
import type { LiveWorld } from './live-world.ts';
import { getInSight, type InSight, withMatter } from './load.ts';

/** Twice missed and a little: pages say every 20 s that they are still there. */
const PRESENCE_MS = 45_000;
const DRAFT_MS = 7 * 24 * 3_600_000;
const DRAFT_CHARACTERS_MAX = 32_000;

/** A machine is nobody's colleague: it has no drafts and is not shown. */
type Found = InSight & {
  tx: Tx;
  staff: StaffActor | null;
  at: { county: string; matterId: string };
};

function withSeen<T>(
  world: LiveWorld,
  ctx: RequestContext,
  number: string,
  work: (found: Found) => Promise<T>,
): Promise<T> {
  const { actor } = ctx;
  return withMatter(world, ctx, number, async (tx, key) => {
    const loaded = await getInSight(world, tx, ctx, key, 'none');
    const { county, id } = loaded.state.matter;
    const staff = actor.kind === 'staff' ? actor : null;
    return work({ ...loaded, tx, staff, at: { county, matterId: id } });
  });
}

/** Answers who else is there. */
export function enterMatter(
  world: LiveWorld,
  ctx: RequestContext,
  { number, page }: { number: string; page: string },
): Promise<Company> {
  return withSeen(world, ctx, number, async ({ tx, staff, at, view }) => {
    if (!staff || isSubject(view, staff)) return { viewers: [], drafts: [] };
    const { post, org } = staff;
    keepPresence(tx, { ...at, id: page, post, org, expiresAt: ctx.now + PRESENCE_MS });
    const present = await listPresent(tx, at, ctx.now);
    const marks = await listDraftMarks(tx, { county: at.county, ids: [at.matterId] }, ctx.now);
    return companyFor(world, post, { present, marks, definition: view.definition });
  });
}

export type AtMatter = {
  present: readonly Pick<Present, 'post' | 'org'>[];
  marks: readonly Pick<DraftMark, 'post' | 'org' | 'action'>[];
  definition: ProcessDefinition | null;
};

/** As a post sees the others. */
export function companyFor(
  world: Pick<LiveWorld, 'postWords' | 'orgs'>,
  own: string,
  { present, marks, definition }: AtMatter,
): Company {
  const colleague = ({ post, org }: { post: string; org: string }) => ({
    post: world.postWords(post) ?? { zh: '', en: '' },
    org: namedOrg(world.orgs, org),
  });
  return {
    viewers: present.filter((one) => one.post !== own).map(colleague),
    drafts: marks
      .filter((one) => one.post !== own)
      .map((one) => {
        const words = definition?.actions[one.action];
        const label = { zh: words?.zh ?? one.action, en: words?.en ?? one.action };
        return { ...colleague(one), action: one.action, label };
      }),
  };
}

export function leaveMatter(
  world: LiveWorld,
  ctx: RequestContext,
  { number, page }: { number: string; page: string },
): Promise<Record<string, never>> {
  return withSeen(world, ctx, number, async ({ tx, staff, at }) => {
    if (staff) endPresence(tx, at, { id: page, post: staff.post });
    return {};
  });
}

const contextOf = (matterId: string, account: string, action: string) =>
  `${matterId}/draft/${account}/${action}`;

export function listDrafts(world: LiveWorld, ctx: RequestContext, number: string) {
  return withSeen(world, ctx, number, async ({ tx, staff, at }) => {
    if (!staff) return { items: [] };
    const { account } = staff;
    const dataKey = await findDataKey(tx, world.keyring, at);
    const drafts = dataKey ? await listOwnDrafts(tx, { ...at, account }, ctx.now) : [];
    const items = drafts.flatMap(({ action, sealed, expiresAt }) => {
      if (!dataKey) return [];
      const text = unseal(dataKey.key, sealed, contextOf(at.matterId, account, action));
      const input = JSON.parse(text.toString('utf8')) as Record<string, unknown>;
      return [{ action, input, expiresAt: new Date(expiresAt).toISOString() }];
    });
    return { items };
  });
}

export type DraftInput = { number: string; action: string; input: Record<string, unknown> };

/** Refuses ACTION_UNKNOWN, DRAFT_TOO_LARGE, and PERSONS_ERASED: then nothing may be kept. */
export function saveDraft(world: LiveWorld, ctx: RequestContext, draft: DraftInput) {
  const { number, action, input } = draft;
  const text = JSON.stringify(input);
  if (text.length > DRAFT_CHARACTERS_MAX) {
    refuse('DRAFT_TOO_LARGE', { values: { max: DRAFT_CHARACTERS_MAX } });
  }
  return withSeen(world, ctx, number, async ({ tx, staff, at, view }) => {
    if (!staff) return refuse('FORBIDDEN');
    if (!Object.hasOwn(view.definition.actions, action)) refuse('ACTION_UNKNOWN');
    const dataKey = await findDataKey(tx, world.keyring, at);
    if (!dataKey) return refuse('PERSONS_ERASED');
    const { account, post, org } = staff;
    const sealed = seal(dataKey.key, text, contextOf(at.matterId, account, action));
    const expiresAt = ctx.now + DRAFT_MS;
    keepDraft(tx, { ...at, account, action, post, org, sealed, expiresAt });
    return { expiresAt: new Date(expiresAt).toISOString() };
  });
}

export function dropDraft(
  world: LiveWorld,
  ctx: RequestContext,
  { number, action }: { number: string; action: string },
): Promise<Record<string, never>> {
  return withSeen(world, ctx, number, async ({ tx, staff, at }) => {
    if (staff) forgetDraft(tx, { ...at, account: staff.account, action });
    return {};
  });
}
