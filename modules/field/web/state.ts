/**
 * What the field app knows, outside of its pages: the shift taken along, the queue, the network,
 * who is signed in. Pages read it by `useField`; deeds are added here and nowhere else.
 */
import { liveQuery } from 'dexie';
import { useMemo, useSyncExternalStore } from 'react';
import { CONTRACT_HEADER, contractVersion, NOW_HEADER } from '../../../kernel/contract-version.ts';
import type { Answer } from '../../../web/api.ts';
import { languageNow } from '../../../web/texts.ts';
import { newKey } from './keys.ts';
import { shrunk } from './photos.ts';
import { type Deed, ITEM_VERSION, type Item, type QueuedFile } from './queue/item.ts';
import { again, countsOf, isForgettable, mayEdit, rebased } from './queue/rules.ts';
import { type Run, type RunEnd, runQueue } from './queue/sender.ts';
import { isStorageFull, openStore } from './queue/store.ts';
import { makeTransport } from './queue/transport.ts';
import { dropPictures, keepReserve, makeRoom } from './room.ts';
import { askStanding } from './standing.ts';
import { ownOf } from './work.ts';

export type Shift = Answer<'GET /api/field/shift'>;

export type FieldState = {
  isOpen: boolean;
  shift: Shift | null;
  /** When the shift was last known to be true (epoch ms, by the phone). */
  shiftAt: number | null;
  isRefreshing: boolean;
  items: readonly Item[];
  unreadable: number;
  isOnline: boolean;
  isSending: boolean;
  /** `full`: the phone had no room to note what was sent. */
  lastEnd: RunEnd | 'full' | null;
  progress: Readonly<Record<string, number>>;
  /** `unknown` until the server was reached once. */
  session: 'unknown' | 'in' | 'out' | 'notStaff';
  /** The server's time less the phone's. */
  offsetMs: number;
};

const store = openStore();
const listeners = new Set<() => void>();
let state: FieldState = {
  isOpen: false,
  shift: null,
  shiftAt: null,
  isRefreshing: false,
  items: [],
  unreadable: 0,
  isOnline: navigator.onLine,
  isSending: false,
  lastEnd: null,
  progress: {},
  session: 'unknown',
  offsetMs: 0,
};

function change(next: Partial<FieldState>): void {
  state = { ...state, ...next };
  for (const listener of listeners) listener();
}

export function useField(): FieldState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => state,
  );
}

/** What the account of the shift did on this phone. */
export function useOwnItems(): readonly Item[] {
  const { items, shift } = useField();
  const account = shift?.account;
  return useMemo(() => ownOf(items, account), [items, account]);
}

const KEPT = { shift: 'shift', shiftAt: 'shiftAt', offset: 'offset' } as const;

/** Reads what the phone holds, then asks the network. Called once. */
export async function openField(): Promise<void> {
  const [shift, shiftAt, offset, items] = await Promise.all([
    store.get(KEPT.shift),
    store.get(KEPT.shiftAt),
    store.get(KEPT.offset),
    store.list(),
  ]);
  change({
    isOpen: true,
    // Pages that name an item find it at their first drawing.
    items,
    // Written by `keepShift` only; an older form is replaced at the first answer.
    shift: (shift as Shift | undefined) ?? null,
    shiftAt: (shiftAt as number | undefined) ?? null,
    offsetMs: (offset as number | undefined) ?? 0,
  });
  liveQuery(() => store.list()).subscribe((kept) => change({ items: kept }));
  change({ unreadable: await store.countUnreadable() });
  addEventListener('online', () => {
    change({ isOnline: true });
    void refreshShift();
  });
  addEventListener('offline', () => change({ isOnline: false }));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') void refreshShift();
  });
  await refreshShift();
}

/** The time as the server has it, as far as it is known. */
export const serverNow = (): number => Date.now() + state.offsetMs;

function noteOffset(ms: number): void {
  change({ offsetMs: ms });
  void store.keep(KEPT.offset, ms).catch(() => undefined);
}

/** Asks for the shift as it stands; then sends what waits. */
export async function refreshShift(): Promise<void> {
  if (state.isRefreshing) return;
  change({ isRefreshing: true });
  try {
    await fetchShift();
  } finally {
    change({ isRefreshing: false });
  }
  if (state.session === 'in') await sendQueue();
}

const TIMEOUT_MS = 60_000;

async function fetchShift(): Promise<void> {
  const response = await fetch('/api/field/shift', {
    credentials: 'same-origin',
    // A network that swallows what is sent must not hold up the next try.
    signal: AbortSignal.timeout(TIMEOUT_MS),
    headers: {
      accept: 'application/json',
      'accept-language': languageNow(),
      [CONTRACT_HEADER]: String(contractVersion),
      ...(state.shift && { 'if-none-match': state.shift.etag }),
    },
  }).catch(() => null);
  if (!response) {
    change({ isOnline: false });
    return;
  }
  change({ isOnline: true });
  const now = Date.parse(response.headers.get(NOW_HEADER) ?? '');
  if (!Number.isNaN(now)) noteOffset(now - Date.now());
  if (response.status === 401) change({ session: 'out' });
  else if (response.status === 403) change({ session: 'notStaff' });
  else if (response.status === 426) change({ lastEnd: 'outdated' });
  else if (response.status === 304) await keepShift(state.shift);
  else if (response.ok) {
    await keepShift((await response.json()) as Shift);
    void takePictures();
  }
}

async function keepShift(shift: Shift | null): Promise<void> {
  const shiftAt = Date.now();
  change({ shift, shiftAt, session: 'in' });
  // A full phone still works with what is in memory.
  await Promise.all([store.keep(KEPT.shift, shift), store.keep(KEPT.shiftAt, shiftAt)]).catch(
    () => undefined,
  );
  void navigator.storage?.persist?.();
  await keepReserve(store);
}

/** The small pictures of tasks, for the walk: the service worker keeps what it sees. */
async function takePictures(): Promise<void> {
  if (!navigator.serviceWorker?.controller) return;
  const files = state.shift?.tasks.flatMap((task) => task.attachments) ?? [];
  // One after the other: what is being sent goes before.
  for (const { thumbHref } of files) {
    if (thumbHref) await fetch(thumbHref).catch(() => undefined);
  }
}

const LOCK = 'linli-field-send';
const AGAIN_MS = [15_000, 30_000, 60_000, 300_000];
const transport = makeTransport({
  blobOf: store.blob,
  onOffset: noteOffset,
  onProgress: (id, share) => change({ progress: { ...state.progress, [id]: share } }),
  language: languageNow,
});
let failures = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

let isWanted = false;

/**
 * Sends what waits: one run at a time, over all windows and the service worker. Whoever asks while
 * one is at work gets another after it: what was kept in its last moment is not left lying.
 */
export async function sendQueue(): Promise<void> {
  if (!state.shift || isWanted) return;
  isWanted = true;
  await navigator.locks.request(LOCK, async () => {
    isWanted = false;
    await runOnce();
  });
}

async function runOnce(): Promise<void> {
  const account = state.shift?.account;
  if (account === undefined) return;
  await forgetOld();
  // A try that cannot arrive would only leave it open whether it did. Asked of the store, not of
  // what the pages know: that may be a moment old.
  if (navigator.onLine && countsOf(await store.list()).waiting > 0) {
    change({ isSending: true });
    try {
      const end = await runThrough({ store, transport, account, now: serverNow });
      noteEnd(end);
      if (end === 'empty') {
        await keepReserve(store);
        // What arrived has changed the tasks, and what may be done with them.
        await fetchShift();
      }
    } finally {
      change({ isSending: false });
    }
  }
  await dropArrived();
  await askStandings();
}

/** A full phone gets another try with the room that was held back. */
async function runThrough(run: Run): Promise<RunEnd | 'full'> {
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      return await runQueue(run);
    } catch (error) {
      if (!isStorageFull(error)) throw error;
      // What arrived without being noted is sent again under its key, and counts once.
      await makeRoom(store, true);
    }
  }
  return 'full';
}

/** After a conflict: how each matter stands now, kept for the worker to compare. */
export async function askStandings(): Promise<void> {
  const account = state.shift?.account;
  for (const { id, state: now, deed, account: of } of await store.list()) {
    if (now !== 'conflict' || deed.kind !== 'act' || of !== account) continue;
    const standing = await askStanding(deed, serverNow());
    if (!standing) return;
    await store.alter(id, (item) => (item.state === 'conflict' ? { ...item, standing } : null));
  }
}

function noteEnd(end: RunEnd | 'full'): void {
  change({ lastEnd: end, ...(end === 'signedOut' && { session: 'out' as const }) });
  clearTimeout(timer);
  const isLater = end === 'lost' || end === 'full';
  failures = isLater ? failures + 1 : 0;
  if (!isLater) return;
  const wait = AGAIN_MS[Math.min(failures, AGAIN_MS.length) - 1];
  timer = setTimeout(() => void sendQueue(), wait);
}

/** The bytes of what has arrived are not needed any more. */
async function dropArrived(): Promise<void> {
  const items = await store.list();
  for (const item of items) if (item.state === 'done') await store.dropFiles(item.id);
}

async function forgetOld(): Promise<void> {
  const items = await store.list();
  for (const item of items) {
    if (isForgettable(item, items, serverNow())) await store.remove(item.id);
  }
}

/** A file that goes along: its bytes and what it is for; `id` of one that lies here already. */
export type NewFile = { slot: QueuedFile['slot']; name: string; blob: Blob; id?: string };

/** What was held before goes on as it is: what of it was uploaded is not uploaded again. */
function queuedFiles(files: readonly NewFile[], held: readonly QueuedFile[] = []) {
  const blobs = new Map<string, Blob>();
  const queued = files.map((file): QueuedFile => {
    const { slot, name, blob } = file;
    const before = held.find((one) => one.id === file.id && one.slot === slot);
    if (before && before.bytes === blob.size) return before;
    const id = newKey();
    blobs.set(id, blob);
    return {
      id,
      slot,
      name,
      type: blob.type,
      bytes: blob.size,
      key: newKey(),
      uploadId: null,
      sent: 0,
      attachmentId: null,
    };
  });
  return { queued, blobs };
}

/** Once more where what can be fetched again has given way. */
async function withRoom<T>(keep: () => Promise<T>): Promise<T> {
  try {
    return await keep();
  } catch (error) {
    if (!isStorageFull(error)) throw error;
    await makeRoom(store, false);
    return keep();
  }
}

/** Keeps a deed; throws when the phone has no room (`isStorageFull`), and then nothing is kept. */
export async function addDeed(deed: Deed, files: readonly NewFile[]): Promise<Item> {
  const account = state.shift?.account;
  if (account === undefined) throw new Error('nobody has taken a shift on this phone');
  const { queued, blobs } = queuedFiles(files);
  const item = await withRoom(() =>
    store.add(
      {
        v: ITEM_VERSION,
        id: newKey(),
        account,
        key: newKey(),
        deed,
        files: queued,
        happenedAt: serverNow(),
        state: 'waiting',
        tries: 0,
        said: null,
        answer: null,
        doneAt: null,
        standing: null,
      },
      blobs,
    ),
  );
  void askForSync();
  void sendQueue();
  return item;
}

type Syncing = ServiceWorkerRegistration & { sync?: { register: (tag: string) => Promise<void> } };

/** Where the browser can, it sends even after the app was closed. */
async function askForSync(): Promise<void> {
  const registration: Syncing | undefined = await navigator.serviceWorker?.getRegistration();
  await registration?.sync?.register('linli-field-send').catch(() => undefined);
}

export async function retryItem(item: Item): Promise<void> {
  await store.alter(item.id, (now) => (now.state === 'refused' ? again(now, newKey()) : null));
  await sendQueue();
}

/** After a conflict: the same act upon what stands now. */
export async function rebaseItem(item: Item): Promise<void> {
  await store.alter(item.id, (now) => rebased(now, newKey()));
  await sendQueue();
}

/**
 * Another content in the place of what was not taken; after a conflict upon what stands now.
 * False: it was sent in the meantime, or may have arrived, and stays as it was.
 */
export async function replaceItem(
  item: Item,
  deed: Deed,
  files: readonly NewFile[],
): Promise<boolean> {
  const { queued, blobs } = queuedFiles(files, item.files);
  const change = (now: Item): Item | null => {
    // The form shows the item of this key: another one was changed somewhere else since.
    if (!mayEdit(now) || now.key !== item.key) return null;
    const isRebased = now.state === 'conflict' && deed.kind === 'act';
    const next = isRebased ? rebased(now, newKey(), deed.input) : again(now, newKey(), { deed });
    return next === now ? null : { ...next, files: queued };
  };
  const kept = await withRoom(() => store.alter(item.id, change, blobs));
  if (kept) void sendQueue();
  return kept !== null;
}

/** Not while it is on its way: it would arrive all the same. */
export async function discardItem(item: Item): Promise<void> {
  await store.remove(item.id, (now) => now.state !== 'sending');
}

export async function clearArrived(): Promise<void> {
  for (const item of state.items) if (item.state === 'done') await store.remove(item.id);
}

export const blobOf = (id: string): Promise<Blob | null> => store.blob(id);

/** Makes the photos that wait smaller; answers how many bytes that saved. */
export async function shrinkWaiting(): Promise<number> {
  let saved = 0;
  for (const item of state.items) {
    const isUntouched = item.state !== 'done' && item.state !== 'sending';
    if (!isUntouched) continue;
    for (const file of item.files) {
      // A file that has begun to go up keeps its bytes: the server knows their hash.
      if (file.uploadId !== null || !file.type.startsWith('image/')) continue;
      const blob = await store.blob(file.id);
      const small = blob && (await shrunk(blob, 'small'));
      if (!blob || !small || small.size >= blob.size) continue;
      const isKept = await store.alter(
        item.id,
        (now) => (now.key === item.key ? withSmaller(now, file.id, small) : null),
        new Map([[file.id, small]]),
      );
      if (!isKept) continue;
      saved += blob.size - small.size;
    }
  }
  return saved;
}

/** Null: it has begun to go up since. */
function withSmaller(item: Item, id: string, small: Blob): Item | null {
  if (item.state === 'sending' || item.state === 'done') return null;
  if (item.files.find((one) => one.id === id)?.uploadId !== null) return null;
  const { size: bytes, type } = small;
  const files = item.files.map((one) => (one.id === id ? { ...one, bytes, type } : one));
  return { ...item, files };
}

const DRAFT = 'draft';

export const readDraft = (): Promise<unknown> => store.get(DRAFT);

/** What is being written survives the app; a full phone is told when it is kept for good. */
export async function keepDraft(draft: unknown): Promise<void> {
  await (draft === null ? store.forget(DRAFT) : store.keep(DRAFT, draft)).catch(
    (error: unknown) => {
      if (!isStorageFull(error)) throw error;
    },
  );
}

/** Clears the phone: the queue, the shift, the pictures. Whoever asks has warned. */
export async function clearPhone(): Promise<void> {
  await store.clear();
  await dropPictures();
  change({ shift: null, shiftAt: null, items: [], session: 'out', lastEnd: null });
}
