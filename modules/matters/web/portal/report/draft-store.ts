/**
 * Drafts on this device, photos included: they outlast a closed page, a dead battery and a missing
 * network. Nothing here is sent; the resident decides that.
 */
import { Dexie, type EntityTable } from 'dexie';
import { useEffect, useSyncExternalStore } from 'react';
import { type Draft, type DraftPhoto, isWorthKeeping, newDraft } from '../../report/draft.ts';

const db = new Dexie('linli-portal') as Dexie & {
  drafts: EntityTable<Draft, 'id'>;
  photos: EntityTable<DraftPhoto, 'id'>;
};
db.version(1).stores({ drafts: 'id, updatedAt', photos: 'id, draft' });

export type Written = { draft: Draft; photos: readonly DraftPhoto[] };

/** What the open pages show; the device's copy follows each change. */
const held = new Map<string, Written>();
let listed: readonly Written[] | null = null;
const listeners = new Set<() => void>();

function tell(): void {
  for (const hear of listeners) hear();
}

function listen(hear: () => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}

/** Reads a draft from the device, or begins one. */
export async function openDraft(id: string): Promise<void> {
  const known = await keep(() => db.drafts.get(id), undefined);
  const photos = await keep(() => db.photos.where('draft').equals(id).toArray(), []);
  const draft = known ?? newDraft(id, crypto.randomUUID(), Date.now());
  if (!held.has(id)) held.set(id, { draft, photos });
  tell();
}

/** A browser that keeps nothing (private windows) still lets the report be written and sent. */
async function keep<T>(work: () => PromiseLike<T>, otherwise: T): Promise<T> {
  try {
    return await work();
  } catch {
    return otherwise;
  }
}

export type DraftHandle = Written & {
  change: (change: Partial<Draft>) => void;
  addPhotos: (photos: readonly Omit<DraftPhoto, 'draft'>[]) => void;
  changePhoto: (id: string, change: Partial<DraftPhoto>) => void;
  removePhoto: (id: string) => void;
};

/** Null until it is read from the device. */
export function useDraft(id: string): DraftHandle | null {
  const written = useSyncExternalStore(listen, () => held.get(id) ?? null);
  useEffect(() => {
    if (!held.has(id)) void openDraft(id);
  }, [id]);
  if (!written) return null;
  return {
    ...written,
    change: (change) => changeDraft(id, change),
    addPhotos: (photos) => addPhotos(id, photos),
    changePhoto: (photo, change) => changePhoto(id, photo, change),
    removePhoto: (photo) => removePhoto(id, photo),
  };
}

/** As it stands now, for what goes on after a page has changed. */
export function writtenNow(id: string): Written | null {
  return held.get(id) ?? null;
}

function put(id: string, next: Written): void {
  const draft = { ...next.draft, updatedAt: Date.now() };
  held.set(id, { ...next, draft });
  listed = null;
  tell();
  if (isWorthKeeping(draft, next.photos.length)) void keep(() => db.drafts.put(draft), undefined);
}

export function changeDraft(id: string, change: Partial<Draft>): void {
  const known = held.get(id);
  if (known) put(id, { ...known, draft: { ...known.draft, ...change } });
}

export function addPhotos(id: string, photos: readonly Omit<DraftPhoto, 'draft'>[]): void {
  const known = held.get(id);
  if (!known) return;
  const added = photos.map((photo) => ({ ...photo, draft: id }));
  put(id, { ...known, photos: [...known.photos, ...added] });
  void keep(() => db.photos.bulkPut(added), undefined);
}

export function changePhoto(id: string, photo: string, change: Partial<DraftPhoto>): void {
  const known = held.get(id);
  if (!known) return;
  const photos = known.photos.map((one) => (one.id === photo ? { ...one, ...change } : one));
  put(id, { ...known, photos });
  void keep(() => db.photos.update(photo, change), 0);
}

function removePhoto(id: string, photo: string): void {
  const known = held.get(id);
  if (!known) return;
  put(id, { ...known, photos: known.photos.filter((one) => one.id !== photo) });
  void keep(() => db.photos.delete(photo), undefined);
}

/** Answers what undoes it. */
export async function removeDraft(id: string): Promise<() => Promise<void>> {
  const photos = await keep(() => db.photos.where('draft').equals(id).toArray(), []);
  const draft = held.get(id)?.draft ?? (await keep(() => db.drafts.get(id), undefined));
  held.delete(id);
  await keep(() => db.drafts.delete(id), undefined);
  await keep(() => db.photos.where('draft').equals(id).delete(), 0);
  await listAgain();
  return async () => {
    if (!draft) return;
    await keep(() => db.drafts.put(draft), undefined);
    await keep(() => db.photos.bulkPut(photos), undefined);
    await listAgain();
  };
}

/** All that was left unsent, the newest first. */
export async function listDrafts(): Promise<readonly Written[]> {
  await listAgain();
  return listed ?? [];
}

async function listAgain(): Promise<void> {
  const drafts = await keep(() => db.drafts.orderBy('updatedAt').reverse().toArray(), []);
  const photos = await keep(() => db.photos.toArray(), []);
  listed = drafts.map((draft) => ({
    draft,
    photos: photos.filter((photo) => photo.draft === draft.id),
  }));
  tell();
}

/** All that was left unsent, the newest first; null until they are read. */
export function useDrafts(): readonly Written[] | null {
  const drafts = useSyncExternalStore(listen, () => listed);
  useEffect(() => {
    if (listed === null) void listAgain();
  }, []);
  return drafts;
}
