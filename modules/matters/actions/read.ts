/** Reading a matter, its log, its public face. Nothing here writes. */

import { refuse } from '../../../kernel/refusal.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { namedOrg } from '../rules/names.ts';
import type { EntryBody } from '../rules/state.ts';
import type { MatterView } from '../rules/view.ts';
import { type Entry, listEntries } from '../store/log.ts';
import { findMatter } from '../store/matters.ts';
import { getInSight, viewOf, withMatter } from './load.ts';
import { presentMatter, presentPublic } from './present.ts';
import type { MattersWorld } from './world.ts';

export function readMatter(world: MattersWorld, ctx: RequestContext, number: string) {
  return withMatter(world, ctx, number, async (tx, key) => {
    const loaded = await getInSight(world, tx, ctx, key, 'none');
    return presentMatter(world, tx, ctx, loaded);
  });
}

/** Acts a resident sees in the story of their matter; requests and notes inside stay inside. */
const PLAIN_ACTIONS: ReadonlySet<string> = new Set([
  'register',
  'triage',
  'verify',
  'open',
  'decline',
  'answer',
  'refer',
  'sendUp',
  'dispatch',
  'designate',
  'acknowledge',
  'complete',
  'selfHandle',
  'check',
  'confirm',
  'close',
  'reply',
  'merge',
  'unmerge',
  'move',
  'arrive',
  'addMessage',
  'withdraw',
  'rate',
  'reopen',
]);

const LOG_PAGE = 100;

/** The log, in order. Residents see who acted as an organisation, never as an account. */
export function readLog(
  world: MattersWorld,
  ctx: RequestContext,
  input: { number: string; after?: number; limit?: number },
) {
  return withMatter(world, ctx, input.number, async (tx, key) => {
    const { view } = await getInSight(world, tx, ctx, key, 'none');
    const { county, id } = view.state.matter;
    const limit = input.limit ?? LOG_PAGE;
    const entries = await listEntries(tx, { county, matterId: id, after: input.after, limit });
    const isResident = ctx.actor.kind === 'resident';
    const shown = isResident ? entries.filter((one) => PLAIN_ACTIONS.has(one.action)) : entries;
    return {
      items: shown.map((entry) => presentEntry(view, entry, isResident)),
      next: entries.length === limit ? (entries.at(-1)?.seq ?? null) : null,
    };
  });
}

function presentEntry(view: MatterView, entry: Entry, isResident: boolean) {
  const label = view.definition.actions[entry.action];
  return {
    seq: entry.seq,
    id: entry.id,
    occurredAt: new Date(entry.occurredAt).toISOString(),
    recordedAt: new Date(entry.recordedAt).toISOString(),
    actor: isResident ? (entry.actor.split(':')[0] ?? '') : entry.actor,
    org: entry.org === null ? null : namedOrg(view.orgs, entry.org),
    post: isResident ? null : entry.post,
    action: entry.action,
    actionLabel: label ? { zh: label.zh, en: label.en } : actionWords(entry.action),
    given: isResident ? plainGiven(entry.public, view) : entry.public.given,
    changes: isResident ? [] : [...entry.public.changes],
    prev: entry.prev.toString('hex'),
    hash: entry.hash.toString('hex'),
  };
}

/** Of what was given, what speaks to the reporter. */
function plainGiven({ given }: EntryBody, view: MatterView): Record<string, unknown> {
  // An answer that is not public was written for who had reported by then.
  const isForThem = view.relation !== 'follower' || given.isPublic === true;
  const plain = ['result', 'score', 'outcome', 'legalBasis', 'body', 'decision'];
  if (isForThem) plain.push('reply');
  return Object.fromEntries(Object.entries(given).filter(([name]) => plain.includes(name)));
}

const OWN_ACTIONS: Record<string, { zh: string; en: string }> = {
  register: { zh: '登记', en: 'Register' },
  rung: { zh: '时限提醒', en: 'Clock' },
  recalculate: { zh: '时限重算', en: 'Clock restated' },
  supervisionLate: { zh: '监督逾期未答复', en: 'Supervision unanswered' },
};

function actionWords(action: string): { zh: string; en: string } {
  return OWN_ACTIONS[action] ?? { zh: action, en: action };
}

/** By number alone: the public answers of a matter that is not private. */
export function readPublic(world: MattersWorld, ctx: RequestContext, number: string) {
  return withMatter(world, ctx, number, async (tx, key) => {
    const loaded = await findMatter(tx, key, 'none');
    if (!loaded || loaded.state.matter.isPrivate) return refuse('NOT_FOUND');
    const view = await viewOf(world, tx, ctx, loaded);
    return presentPublic(world, tx, view);
  });
}

/** The categories of a county, as a form needs them. */
export async function listCategories(world: MattersWorld, ctx: RequestContext, county: string) {
  const { categories } = await world.rules(county, ctx.now);
  return {
    items: categories.categories.map(({ code, zh, en, parent, emergency, form }) => ({
      code,
      zh,
      en,
      parent,
      emergency,
      form: { ...form },
    })),
  };
}
