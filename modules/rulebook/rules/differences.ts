/**
 * What a document says otherwise than another, place by place. Entries of a list are told apart by
 * their code, id or rung, so that a rule that moved is not a rule that changed.
 */
export type Difference = {
  /** Keys from the root; an entry of a list by its code, id or rung. */
  path: string[];
  change: 'added' | 'removed' | 'changed' | 'reordered';
  /** Null where there was, or is, nothing. */
  before: unknown;
  after: unknown;
};

const NAMES = ['code', 'id', 'rung'] as const;

/** In the order of the later document, what it left out last. Equal documents have none. */
export function differences(before: unknown, after: unknown, path: string[] = []): Difference[] {
  if (before === undefined) return [{ path, change: 'added', before: null, after }];
  if (after === undefined) return [{ path, change: 'removed', before, after: null }];
  if (isSame(before, after)) return [];
  if (isRecord(before) && isRecord(after)) return ofRecords(before, after, path);
  const lists = Array.isArray(before) && Array.isArray(after) ? namedLists(before, after) : null;
  if (!lists) return [{ path, change: 'changed', before, after }];
  return [...orderOf(lists, path), ...ofRecords(lists.before, lists.after, path)];
}

type Named = Record<string, unknown>;

function ofRecords(before: Named, after: Named, path: string[]): Difference[] {
  const left = Object.keys(before).filter((key) => !Object.hasOwn(after, key));
  return [...Object.keys(after), ...left].flatMap((key) =>
    differences(valueOf(before, key), valueOf(after, key), [...path, key]),
  );
}

function valueOf(record: Named, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Both lists by the names of their entries; null when one has entries without, or twice. */
function namedLists(before: unknown[], after: unknown[]): { before: Named; after: Named } | null {
  for (const name of NAMES) {
    const [one, other] = [byName(before, name), byName(after, name)];
    if (one && other) return { before: one, after: other };
  }
  return null;
}

function byName(list: unknown[], name: string): Named | null {
  const named: [string, unknown][] = [];
  for (const entry of list) {
    const value = isRecord(entry) ? entry[name] : undefined;
    if (typeof value !== 'string') return null;
    named.push([value, entry]);
  }
  // Without a prototype an entry may be called `constructor`.
  const found = Object.assign(Object.create(null) as Named, Object.fromEntries(named));
  return Object.keys(found).length === list.length ? found : null;
}

function orderOf(lists: { before: Named; after: Named }, path: string[]): Difference[] {
  const before = Object.keys(lists.before).filter((key) => key in lists.after);
  const after = Object.keys(lists.after).filter((key) => key in lists.before);
  return isSame(before, after) ? [] : [{ path, change: 'reordered', before, after }];
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((entry, index) => isSame(entry, other[index]));
  }
  if (!isRecord(one) || !isRecord(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]))
  );
}

function isRecord(value: unknown): value is Named {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
