/**
 * What lies on the phone (IndexedDB): the queue, the bytes of its files, and the shift taken along.
 * It is the smallest that works without a network, and all of it goes at signing out.
 */
import { Dexie, type Table } from 'dexie';
import { type Item, migrated } from './item.ts';

type KeptFile = { id: string; itemId: string; blob: Blob };
/** One value a name: the shift, the clock's offset, a half-written report. */
type Kept = { name: string; value: unknown };

/** Opens the store of this origin. `name` differs in tests only. */
export function openStore(name = 'linli-field') {
  const db = new Dexie(name);
  // A new form of the tables is a new version here; records themselves are brought on in item.ts.
  db.version(1).stores({ items: 'id, seq', files: 'id, itemId', kept: 'name' });
  const items: Table<Item, string> = db.table('items');
  const files: Table<KeptFile, string> = db.table('files');
  const kept: Table<Kept, string> = db.table('kept');
  return {
    db,
    /** In the order in which things were done; those of a newer app are left out and untouched. */
    list: async (): Promise<Item[]> => {
      const records = await items.orderBy('seq').toArray();
      return records.flatMap((record) => migrated(record) ?? []);
    },
    /** Items that only a newer app can read. */
    countUnreadable: async (): Promise<number> => {
      const records = await items.toArray();
      return records.filter((record) => migrated(record) === null).length;
    },
    save: async (item: Item): Promise<void> => {
      // Not `put`: what the worker has thrown away meanwhile does not come back.
      await items.update(item.id, { ...item });
    },
    /** All or nothing: throws QuotaExceededError with nothing kept. */
    add: async (item: Omit<Item, 'seq'>, blobs: ReadonlyMap<string, Blob>): Promise<Item> =>
      db.transaction('rw', items, files, async () => {
        const last = await items.orderBy('seq').last();
        const added: Item = { ...item, seq: (last?.seq ?? 0) + 1 };
        await files.bulkPut([...blobs].map(([id, blob]) => ({ id, itemId: item.id, blob })));
        await items.add(added);
        return added;
      }),
    /** Changes a record as it stands, with the bytes of its new files; null: it was left alone. */
    alter: async (
      id: string,
      change: (item: Item) => Item | null,
      blobs: ReadonlyMap<string, Blob> = new Map(),
    ): Promise<Item | null> =>
      db.transaction('rw', items, files, async () => {
        const record = await items.get(id);
        const item = record ? migrated(record) : null;
        const next = item && change(item);
        if (!next || next === item) return null;
        const wanted = new Set(next.files.map((file) => file.id));
        const held = await files.where('itemId').equals(id).primaryKeys();
        await files.bulkDelete(held.filter((one) => !wanted.has(one)));
        await files.bulkPut([...blobs].map(([one, blob]) => ({ id: one, itemId: id, blob })));
        await items.put(next);
        return next;
      }),
    /** Throws it away unless it is on its way in this moment. */
    remove: async (id: string, may: (item: Item) => boolean = () => true): Promise<void> =>
      db.transaction('rw', items, files, async () => {
        const record = await items.get(id);
        const item = record ? migrated(record) : null;
        if (item && !may(item)) return;
        await files.where('itemId').equals(id).delete();
        await items.delete(id);
      }),
    /** The bytes of what has arrived are needed no more. */
    dropFiles: async (itemId: string): Promise<void> => {
      await files.where('itemId').equals(itemId).delete();
    },
    blob: async (id: string): Promise<Blob | null> => (await files.get(id))?.blob ?? null,
    get: async (name: string): Promise<unknown> => (await kept.get(name))?.value,
    keep: async (name: string, value: unknown): Promise<void> => {
      await kept.put({ name, value });
    },
    forget: async (name: string): Promise<void> => {
      await kept.delete(name);
    },
    clear: async (): Promise<void> => {
      await Promise.all([items.clear(), files.clear(), kept.clear()]);
    },
  };
}

/** Whether the phone has no room left. Browsers wrap it differently. */
export function isStorageFull(error: unknown): boolean {
  const { name, inner } = (error ?? {}) as { name?: string; inner?: { name?: string } };
  return [name, inner?.name].some((one) => one === 'QuotaExceededError');
}
