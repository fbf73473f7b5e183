/** What the queue page reckons: filters of the address, words of a due time, moves by key. Pure. */

type Marked = {
  urgency: string;
  isUnowned: boolean;
  isSuspended: boolean;
  isPrivate: boolean;
  reworkCount: number;
  reopenCount: number;
};

/** Whether a row says something of itself beside its title: a card is a line taller by it. */
export function hasMarks(row: Marked, mark: string | undefined): boolean {
  const isSaid = row.isUnowned || row.isSuspended || row.isPrivate || row.urgency === 'urgent';
  return mark !== undefined || isSaid || row.reworkCount > 0 || row.reopenCount > 0;
}

export const filterNames = ['county', 'town', 'category', 'urgency', 'from', 'to'] as const;
type FilterName = (typeof filterNames)[number];
export type Filters = Partial<Record<FilterName, string>>;

const DAY = /^\d{4}-\d\d-\d\d$/;
const SHANGHAI = '+08:00';

/** The address's filters; days that are none are left out. */
export function filtersOf(search: Readonly<Record<string, string | undefined>>): Filters {
  const filters: Filters = {};
  for (const name of filterNames) {
    const value = search[name];
    const isDay = name !== 'from' && name !== 'to' ? true : DAY.test(value ?? '');
    if (value && isDay) filters[name] = value;
  }
  return filters;
}

/** As the server takes them: days become instants, the last day whole. */
export function askedFilters({ from, to, urgency, ...rest }: Filters) {
  const known = urgency === 'normal' || urgency === 'urgent' ? { urgency } : {};
  return {
    ...rest,
    ...(known as { urgency?: 'normal' | 'urgent' }),
    ...(from && { from: `${from}T00:00:00${SHANGHAI}` }),
    ...(to && { to: endOf(to) }),
  };
}

function endOf(day: string): string {
  const next = new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  return `${next}T00:00:00${SHANGHAI}`;
}

/** Where a key leads from a row; null: it is no key of movement. */
export function moveBy(key: string, at: number, count: number): number | null {
  const last = count - 1;
  const to: Record<string, number> = {
    j: at + 1,
    ArrowDown: at + 1,
    k: at - 1,
    ArrowUp: at - 1,
    PageDown: at + 10,
    PageUp: at - 10,
    Home: 0,
    End: last,
  };
  const next = to[key];
  return next === undefined ? null : Math.min(Math.max(next, 0), Math.max(last, 0));
}

export type SavedFilter = { name: string; search: Record<string, string> };

const SAVED_MAX = 12;

/** What the device kept, as far as it can be read. */
export function readSaved(text: string | null): SavedFilter[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(kept) ? kept.filter(isSaved).slice(0, SAVED_MAX) : [];
  } catch {
    return [];
  }
}

function isSaved(value: unknown): value is SavedFilter {
  const one = value as Partial<SavedFilter> | null;
  return typeof one?.name === 'string' && typeof one.search === 'object' && one.search !== null;
}

/** With one more; the same name takes the place of the older. */
export function withSaved(kept: readonly SavedFilter[], one: SavedFilter): SavedFilter[] {
  return [one, ...kept.filter(({ name }) => name !== one.name)].slice(0, SAVED_MAX);
}
