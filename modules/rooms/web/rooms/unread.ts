/** What was written since each page of the talk was last looked at; one's own is never unread. */
import type { TalkRemark } from './live.ts';

export type TalkPage = TalkRemark['page'];
/** The last number seen on each page. */
export type Seen = Readonly<Partial<Record<TalkPage, number>>>;
type Written = Pick<TalkRemark, 'page' | 'seq' | 'by'>;

/** How many on each page, without those that have none. */
export function countUnread(
  remarks: readonly Written[],
  { seen, me }: { seen: Seen; me: string },
): ReadonlyMap<TalkPage, number> {
  const counts = new Map<TalkPage, number>();
  for (const { page, seq, by } of remarks) {
    if (by === me || seq <= (seen[page] ?? 0)) continue;
    counts.set(page, (counts.get(page) ?? 0) + 1);
  }
  return counts;
}

/** The page is before the reader's eyes: all that stands on it is seen. */
export function withSeen(seen: Seen, remarks: readonly Written[], page: TalkPage): Seen {
  const last = remarks.reduce(
    (most, one) => (one.page === page ? Math.max(most, one.seq) : most),
    0,
  );
  return last > (seen[page] ?? 0) ? { ...seen, [page]: last } : seen;
}

/** As it was kept; what cannot be read is nothing seen. */
export function readSeen(kept: string | null): Seen {
  try {
    const value: unknown = JSON.parse(kept ?? '{}');
    if (typeof value !== 'object' || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).filter(([, seq]) => typeof seq === 'number'),
    ) as Seen;
  } catch {
    return {};
  }
}
