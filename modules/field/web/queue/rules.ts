/**
 * What the queue may do next, and what an answer means for an item. Pure: it is tried by random
 * failures. Nothing leaves the queue here but by an answer of the server or the worker's hand.
 */
import type { Deed, Item, Said } from './item.ts';

/** How one try ended. */
export type Outcome =
  | { kind: 'done'; number: string | null; version: number | null }
  /** The server said no. */
  | { kind: 'refused'; said: Said }
  /** Somebody else was there first; both versions are kept. */
  | { kind: 'conflict'; said: Said }
  /** No answer: it may have arrived or not. */
  | { kind: 'lost'; said: Said }
  | { kind: 'signedOut'; said: Said }
  | { kind: 'outdated'; said: Said }
  /** The phone's clock is ahead by so much: said again at the right time. */
  | { kind: 'clock'; said: Said; aheadMs: number }
  /** Files that the server no longer has: sent again, then the deed. */
  | { kind: 'filesLost'; said: Said };

const AGAIN_LATER: ReadonlySet<string> = new Set([
  'NETWORK',
  'UNREADABLE',
  'INTERNAL',
  'TOO_MANY_REQUESTS',
  'FILE_LOST',
  'UPLOADS_WAITING',
]);
const SIGNED_OUT: ReadonlySet<string> = new Set(['SIGN_IN_NEEDED', 'ACCOUNT_DIFFERS']);
const OUTDATED: ReadonlySet<string> = new Set(['CLIENT_TOO_OLD', 'CLIENT_TOO_NEW']);
const FILES_LOST: ReadonlySet<string> = new Set(['ATTACHMENT_UNKNOWN', 'UPLOAD_BROKEN']);

/** What a problem means. `tries` ends what would go round for ever. */
export function outcomeOf(said: Said & { status: number }, tries: number): Outcome {
  const { code, status } = said;
  if (SIGNED_OUT.has(code)) return { kind: 'signedOut', said };
  if (OUTDATED.has(code)) return { kind: 'outdated', said };
  if (AGAIN_LATER.has(code) || status >= 500 || status === 429) return { kind: 'lost', said };
  if (code === 'VERSION_STALE') return { kind: 'conflict', said };
  if (FILES_LOST.has(code) && tries < TRIES_OF_FILES) return { kind: 'filesLost', said };
  const aheadMs = (said.present as { aheadMs?: number } | null)?.aheadMs;
  if (code === 'TIME_IN_FUTURE' && aheadMs !== undefined && tries < TRIES_OF_CLOCK) {
    return { kind: 'clock', said, aheadMs };
  }
  return { kind: 'refused', said };
}

const TRIES_OF_FILES = 4;
const TRIES_OF_CLOCK = 4;

const isOpen = (item: Item) => item.state !== 'done';

/** Earlier items that this one must wait for. */
export function blockersOf(item: Item, items: readonly Item[]): Item[] {
  return items.filter((other) => other.seq < item.seq && isOpen(other) && isBefore(other, item));
}

function isBefore(earlier: Item, later: Item): boolean {
  const { deed } = later;
  if (deed.kind === 'checkIn') return deed.reportItem === earlier.id;
  return deed.kind === 'act' && earlier.deed.kind === 'act' && earlier.deed.number === deed.number;
}

/** The item to send now: the earliest that waits for nothing but the network. */
export function nextItem(items: readonly Item[], account: string): Item | null {
  const inOrder = [...items].sort((a, b) => a.seq - b.seq);
  return (
    inOrder.find(
      (item) =>
        item.state === 'waiting' &&
        item.account === account &&
        blockersOf(item, inOrder).length === 0,
    ) ?? null
  );
}

/**
 * The version that an act names: what the worker saw, or what the worker's own earlier act in this
 * queue led to.
 */
export function versionFor(item: Item, items: readonly Item[]): number | undefined {
  const { deed } = item;
  if (deed.kind !== 'act' || !deed.needsVersion) return undefined;
  const own = items
    .filter(
      (other) =>
        other.seq < item.seq &&
        other.state === 'done' &&
        other.deed.kind === 'act' &&
        other.deed.number === deed.number,
    )
    .map((other) => other.answer?.version ?? 0);
  return Math.max(deed.version, ...own);
}

/** The number of the matter that a check-in names: of its report, once that has arrived. */
export function numberFor(item: Item, items: readonly Item[]): string | null {
  const { deed } = item;
  if (deed.kind !== 'checkIn' || deed.reportItem === null) return null;
  return items.find((other) => other.id === deed.reportItem)?.answer?.number ?? null;
}

export function begun(item: Item): Item {
  return { ...item, state: 'sending', tries: item.tries + 1 };
}

/** The item after a try. A run ends at `lost`, `signedOut` and `outdated`: order is kept. */
export function settled(item: Item, outcome: Outcome, now: number): Item {
  switch (outcome.kind) {
    case 'done': {
      const { number, version } = outcome;
      return { ...item, state: 'done', said: null, answer: { number, version }, doneAt: now };
    }
    case 'refused':
    case 'conflict':
      return { ...item, state: outcome.kind, said: outcome.said };
    case 'clock':
      return {
        ...item,
        state: 'waiting',
        said: outcome.said,
        happenedAt: item.happenedAt - outcome.aheadMs,
      };
    case 'filesLost':
      return { ...item, state: 'waiting', said: outcome.said, files: item.files.map(sentAnew) };
    case 'lost':
    case 'signedOut':
    case 'outdated':
      return { ...item, state: 'waiting', said: outcome.said };
  }
}

/** From the first byte, as another upload: the server lost the one of this key. */
function sentAnew(file: Item['files'][number]): Item['files'][number] {
  const [, round = '0'] = /~(\d+)$/.exec(file.key) ?? [];
  const stem = file.key.replace(/~\d+$/, '');
  const key = `${stem}~${Number(round) + 1}`;
  return { ...file, key, uploadId: null, sent: 0, attachmentId: null };
}

/** Whether the run goes on to the next item. */
export function goesOn(outcome: Outcome): boolean {
  return !['lost', 'signedOut', 'outdated'].includes(outcome.kind);
}

/** After the app was closed in the middle of a try: it may have arrived, its key tells. */
export function recovered(item: Item): Item {
  return item.state === 'sending' ? { ...item, state: 'waiting' } : item;
}

/** Whether its content may be changed: not while it may have arrived unanswered. */
export function mayEdit(item: Item): boolean {
  if (item.state === 'refused' || item.state === 'conflict') return true;
  return item.state === 'waiting' && item.tries === 0;
}

/** Whether throwing it away could leave it half done on the server. */
export function mayHaveArrived(item: Item): boolean {
  return item.tries > 0 && (item.state === 'waiting' || item.state === 'sending');
}

/**
 * The same deed again after a no, or another in its place. The server keeps what it answered to a
 * key, so that a new try has a new one; nothing was done under the old.
 */
export function again(item: Item, key: string, change: { deed?: Deed } = {}): Item {
  if (!mayEdit(item)) return item;
  return {
    ...item,
    key,
    deed: change.deed ?? item.deed,
    state: 'waiting',
    tries: 0,
    said: null,
    standing: null,
  };
}

/** The version that the matter has by now, as far as the server has said; null: never. */
export function versionNow(item: Item): number | null {
  const present = (item.said?.present as { version?: number } | null)?.version ?? null;
  const asked = item.standing?.version ?? null;
  return present === null || asked === null ? (present ?? asked) : Math.max(present, asked);
}

/** Whether an act may still be taken, as far as is known: the server has the last word. */
export function isStillOpen(item: Item): boolean {
  return versionNow(item) !== null && (item.standing?.isOpen ?? true);
}

/**
 * After a conflict: the same act, or another input in its place, upon what stands now. Left alone
 * where the act is closed by now.
 */
export function rebased(item: Item, key: string, input?: Record<string, unknown>): Item {
  const { deed, standing } = item;
  const version = versionNow(item);
  const isAct = item.state === 'conflict' && deed.kind === 'act';
  if (!isAct || version === null || !isStillOpen(item)) return item;
  const seen = standing && {
    seq: standing.seq,
    stage: standing.stage,
    fields: standing.fields ?? deed.fields,
  };
  const next = { ...deed, ...seen, version, input: input ?? deed.input };
  return again(item, key, { deed: next });
}

export type Counts = { waiting: number; trouble: number; done: number };

export function countsOf(items: readonly Item[]): Counts {
  const count = (states: readonly Item['state'][]) =>
    items.filter((item) => states.includes(item.state)).length;
  return {
    waiting: count(['waiting', 'sending']),
    trouble: count(['refused', 'conflict']),
    done: count(['done']),
  };
}

const DONE_KEPT_MS = 3 * 86_400_000;

/** Done items are shown for some days and then forgotten; nothing else is. */
export function isForgettable(item: Item, items: readonly Item[], now: number): boolean {
  if (item.state !== 'done' || item.doneAt === null || now - item.doneAt < DONE_KEPT_MS) {
    return false;
  }
  return !items.some((other) => isOpen(other) && other.seq > item.seq && isBefore(item, other));
}
