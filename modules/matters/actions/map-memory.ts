/**
 * What was read for a map, held for a moment. Whoever asks at once waits for one read; what has
 * just become too old is shown once more while it is read anew, so that nobody who moves a map
 * waits for it. What took long is read the less often: a map never takes a tenth of the database.
 */

type Kept<T> = {
  at: number;
  /** How long the read took; null while it is under way. */
  tookMs: number | null;
  isRenewing: boolean;
  value: Promise<T>;
};

export type Held<T> = Map<string, Kept<T>>;

/** A tile from near by may hold 1,500 matters. */
const KEPT_MAX = 100;
const TIMES_TOOK = 20;
const LONGEST_MS = 60_000;

export function kept<T>(
  held: Held<T>,
  key: string,
  freshMs: number,
  read: () => Promise<T>,
): Promise<T> {
  const now = performance.now();
  const found = held.get(key);
  const age = found ? now - found.at : 0;
  if (found && age < freshOf(found, freshMs)) return found.value;
  if (found && found.tookMs !== null && age < 2 * freshOf(found, freshMs)) {
    renew(held, key, found, read);
    return found.value;
  }
  for (const [old, one] of held) {
    const isOver = now - one.at >= 2 * freshOf(one, freshMs);
    if (isOver || held.size >= KEPT_MAX) held.delete(old);
  }
  const begun = begin(read, now);
  held.set(key, begun);
  // A failure is not kept: the next one asks anew.
  begun.value.catch(() => held.delete(key));
  return begun.value;
}

const freshOf = ({ tookMs }: Kept<unknown>, freshMs: number) =>
  Math.max(freshMs, Math.min(LONGEST_MS, TIMES_TOOK * (tookMs ?? 0)));

function begin<T>(read: () => Promise<T>, at: number): Kept<T> {
  const begun: Kept<T> = { at, tookMs: null, isRenewing: false, value: read() };
  const note = () => {
    begun.tookMs = performance.now() - at;
  };
  begun.value.then(note, note);
  return begun;
}

/** Once at a time; what fails leaves the old, until that is too old for anybody. */
function renew<T>(held: Held<T>, key: string, old: Kept<T>, read: () => Promise<T>): void {
  if (old.isRenewing) return;
  old.isRenewing = true;
  const next = begin(read, performance.now());
  next.value.then(
    () => held.set(key, next),
    () => {
      old.isRenewing = false;
    },
  );
}
