/**
 * The story of a matter in plain words, from its log: for those whose it is, and for everyone.
 * Staff appear as their organisation, other residents not at all.
 */
import { type Actor, actorKey } from '../../../kernel/actor.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { OwnStep } from '../contract/own.ts';
import { findCategory } from '../rules/category.ts';
import { namedOrg } from '../rules/names.ts';
import { ownStep, publicStep, type StepFacts } from '../rules/plain-steps.ts';
import type { Words } from '../rules/process.ts';
import type { MatterView } from '../rules/view.ts';
import { type Entry, listEntries } from '../store/log.ts';

const ENTRIES_A_READ = 200;
/** A matter with more entries has been through a dispute of its own; its newest are shown. */
const READS_MAX = 10;

/** The log of a matter whole, oldest first. */
export async function wholeLog(tx: Tx, at: { county: string; matterId: string }): Promise<Entry[]> {
  const all: Entry[] = [];
  for (let reads = 0; reads < READS_MAX; reads += 1) {
    const page = await listEntries(tx, {
      ...at,
      after: all.at(-1)?.seq ?? 0,
      limit: ENTRIES_A_READ,
    });
    all.push(...page);
    if (page.length < ENTRIES_A_READ) break;
  }
  return all;
}

const NOBODY: Words = { zh: '', en: '' };

function factsOf(view: MatterView, entry: Entry, isOwn: boolean): StepFacts {
  const { given } = entry.public;
  const to = typeof given.org === 'string' ? given.org : null;
  const code = typeof given.category === 'string' ? given.category : null;
  const category = code === null ? null : findCategory(view.rules.categories, code);
  return {
    action: entry.action,
    given,
    org: entry.org === null ? NOBODY : wordsOf(view, entry.org),
    to: to === null ? NOBODY : wordsOf(view, to),
    category: category && { zh: category.zh, en: category.en },
    channel: view.state.matter.channel,
    isOwn,
    plain: view.definition.actions[entry.action]?.plain ?? null,
  };
}

/** An organisation in both languages; where it has no English name, its own. */
export function wordsOf({ orgs }: Pick<MatterView, 'orgs'>, org: string): Words {
  const { zh, en } = namedOrg(orgs, org);
  return { zh, en: en ?? zh };
}

type Reply = {
  /** Null: it was given on the matter that this one joined. */
  seq: number | null;
  at: string;
  text: string;
  by: { id: string; zh: string; en: string | null } | null;
};

/** For a resident whose matter it is: their own messages with their words, answers among them. */
export function ownSteps(
  view: MatterView,
  actor: Actor,
  entries: readonly Entry[],
  replies: readonly Reply[],
): OwnStep[] {
  const self = actorKey(actor);
  const steps = entries.flatMap((entry): Placed<OwnStep>[] => {
    const isOwn = entry.actor === self;
    const what = ownStep(factsOf(view, entry, isOwn));
    if (!what) return [];
    return [
      {
        seq: entry.seq,
        at: new Date(entry.occurredAt).toISOString(),
        action: entry.action,
        by: byOf(entry, isOwn),
        org: entry.org === null ? null : namedOrg(view.orgs, entry.org),
        what,
        text: isOwn ? ownWords(entry) : null,
      },
    ];
  });
  const answers = replies.map(
    (reply): Placed<OwnStep> => ({
      seq: reply.seq,
      at: reply.at,
      action: 'reply',
      by: 'org',
      org: reply.by,
      what: { zh: '答复', en: 'Answer' },
      text: reply.text,
    }),
  );
  return inOrder([...steps, ...answers]);
}

/** What the reader themself wrote. */
function ownWords({ action, public: { given } }: Entry): string | null {
  const words = action === 'addMessage' ? given.text : given.reason;
  return typeof words === 'string' ? words : null;
}

function byOf(entry: Entry, isOwn: boolean): OwnStep['by'] {
  if (isOwn) return 'you';
  if (entry.actor.startsWith('resident:')) return 'other';
  return entry.org === null ? 'program' : 'org';
}

/** For everyone: what happened, the organisations, the public answers. */
export function publicSteps(
  view: MatterView,
  entries: readonly Entry[],
  replies: readonly Pick<Reply, 'seq' | 'at' | 'text'>[],
) {
  const steps = entries.flatMap((entry) => {
    const what = publicStep(factsOf(view, entry, false));
    if (!what) return [];
    return {
      seq: entry.seq,
      at: new Date(entry.occurredAt).toISOString(),
      action: entry.action,
      what,
      org: entry.org === null ? null : wordsOf(view, entry.org),
      text: null as string | null,
    };
  });
  const answers = replies.map((reply) => ({
    seq: reply.seq,
    at: reply.at,
    action: 'reply',
    what: { zh: '公开答复', en: 'Public answer' },
    org: null,
    text: reply.text,
  }));
  return inOrder([...steps, ...answers]);
}

type Placed<T> = T & { seq: number | null };

/** In the order of the log, an answer after the step that gave it; joined ones by their time. */
function inOrder<T extends { at: string }>(steps: readonly Placed<T>[]): Placed<T>[] {
  return steps.toSorted((a, b) => {
    if (a.seq !== null && b.seq !== null) return a.seq - b.seq;
    return a.at < b.at ? -1 : Number(a.at > b.at);
  });
}
