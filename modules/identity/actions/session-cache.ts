/**
 * Sessions read within the last second, by hash of token, so that a page of twenty requests reads
 * its session once. Another process's sign-out is seen within that second, our own at once.
 */

export type SessionCache<T> = {
  get: (hash: string, read: () => Promise<T | undefined>) => Promise<T | undefined>;
  forget: (hash: string) => void;
  clear: () => void;
};

const ENTRIES_MAX = 5000;

/** `keepMs`: how long a session is believed without asking. */
export function sessionCache<T>(keepMs: number): SessionCache<T> {
  const entries = new Map<string, { readAt: number; value: Promise<T | undefined> }>();
  return {
    get: (hash, read) => {
      const known = entries.get(hash);
      if (known && performance.now() - known.readAt < keepMs) return known.value;
      if (entries.size >= ENTRIES_MAX) entries.clear();
      const entry = { readAt: performance.now(), value: read() };
      entries.set(hash, entry);
      const dropUnless = (value?: T) => {
        if (value === undefined && entries.get(hash) === entry) entries.delete(hash);
      };
      entry.value.then(dropUnless, () => dropUnless());
      return entry.value;
    },
    forget: (hash) => {
      entries.delete(hash);
    },
    clear: () => entries.clear(),
  };
}
