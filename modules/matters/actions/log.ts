/** The log of a matter as its reader may see it: entries in words, and whether the chain holds. */
import type { RequestContext } from '../../../platform/http/index.ts';
import { namedOrg } from '../rules/names.ts';
import type { EntryBody } from '../rules/state.ts';
import { changeWords, givenLines, type Naming, stageReached } from '../rules/story.ts';
import type { MatterView } from '../rules/view.ts';
import { findSealing } from '../store/checkpoints.ts';
import { type Entry, entryHash, listEntries, NO_HEAD } from '../store/log.ts';
import { getInSight, withMatter } from './load.ts';
import type { MattersWorld } from './world.ts';

/** Acts a resident sees in the story of their matter; requests and notes inside stay inside. */
export const PLAIN_ACTIONS: ReadonlySet<string> = new Set([
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
    const [entries, sealed] = await Promise.all([
      listEntries(tx, { county, matterId: id, after: input.after, limit }),
      findSealing(tx, county, id),
    ]);
    const isResident = ctx.actor.kind === 'resident';
    const shown = isResident ? entries.filter((one) => PLAIN_ACTIONS.has(one.action)) : entries;
    const naming = { view, postWords: world.postWords, zone: world.zone };
    return {
      items: shown.map((entry) => presentEntry(naming, entry, isResident)),
      next: entries.length === limit ? (entries.at(-1)?.seq ?? null) : null,
      chain: {
        brokenAt: firstBroken(entries, input.after ?? 0),
        sealed: sealed ? { checkpoint: sealed.seq, at: new Date(sealed.at).toISOString() } : null,
      },
    };
  });
}

/** The first entry whose hash is not what it says, or that does not follow the one before it. */
function firstBroken(entries: readonly Entry[], after: number): number | null {
  let head: Buffer | null = after === 0 ? NO_HEAD : null;
  let seq = after;
  for (const entry of entries) {
    const follows = (head === null || entry.prev.equals(head)) && entry.seq === seq + 1;
    const { hash, ...hashed } = entry;
    if (!follows || !entryHash(hashed).equals(hash)) return entry.seq;
    head = hash;
    seq = entry.seq;
  }
  return null;
}

function presentEntry(naming: Naming, entry: Entry, isResident: boolean) {
  const { view } = naming;
  const label = view.definition.actions[entry.action];
  const given = isResident ? plainGiven(entry.public, view) : entry.public.given;
  return {
    seq: entry.seq,
    id: entry.id,
    occurredAt: new Date(entry.occurredAt).toISOString(),
    recordedAt: new Date(entry.recordedAt).toISOString(),
    actor: isResident ? (entry.actor.split(':')[0] ?? '') : entry.actor,
    org: entry.org === null ? null : namedOrg(view.orgs, entry.org),
    post: isResident ? null : entry.post,
    postLabel: isResident || entry.post === null ? null : naming.postWords(entry.post),
    action: entry.action,
    actionLabel: label ? { zh: label.zh, en: label.en } : actionWords(entry.action),
    given,
    said: givenLines(naming, entry.action, given),
    changes: isResident ? [] : [...entry.public.changes],
    stage: stageReached(naming, entry.public),
    changed: isResident ? [] : changeWords(naming, entry.public),
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
  releasePicture: { zh: '公开照片（遮盖后）', en: 'Covered picture released' },
  withdrawRelease: { zh: '撤回公开的照片', en: 'Release of a picture taken back' },
  supervisionLate: { zh: '监督逾期未答复', en: 'Supervision unanswered' },
};

function actionWords(action: string): { zh: string; en: string } {
  return OWN_ACTIONS[action] ?? { zh: action, en: action };
}
