/** Which organisations are offered for a matter, in which groups and order. Pure. */
import type { Answer } from '../../../../../web/api.ts';

export type Load = Answer<'GET /api/orgs/loads'>['items'][number];
export type BoardMatter = Answer<'GET /api/dispatch'>['items'][number];

type About = { region: string; suggestedOrg: { id: string } | null };

export const groups = ['suggested', 'own', 'county', 'others'] as const;
export type Group = (typeof groups)[number];
export type Grouped = { group: Group; loads: Load[] };

/** What decides who is near: the chosen matter, else the places of one's own post. */
export type Near = { matter: About | null; regions: readonly string[]; typed: string };

/**
 * The organisations in their groups, empty ones left out: the suggestion, who serves the place,
 * the departments of the level above, all others. Villages, which are many, only where the place
 * lies or when their name is typed; typed words find anywhere in the county.
 */
export function offered(loads: readonly Load[], near: Near): Grouped[] {
  const words = near.typed.trim().toLowerCase();
  const found = loads
    .filter((load) => (words === '' ? isShown(load, near) : isNamed(load, words)))
    .map((load, at) => ({ load, at, group: groupOf(load, near) }))
    .sort((a, b) => likely(a.load) - likely(b.load) || a.at - b.at);
  return groups
    .map((group) => ({
      group,
      loads: inOrder(
        group,
        found.filter((one) => one.group === group).map(({ load }) => load),
      ),
    }))
    .filter((one) => one.loads.length > 0);
}

/** Others stand town by town. */
function inOrder(group: Group, loads: Load[]): Load[] {
  return group === 'others' ? loads.sort((a, b) => (townOf(a) < townOf(b) ? -1 : 1)) : loads;
}

const order = ['station', 'department', 'committee', 'centre'];

function likely({ kind }: Load): number {
  const at = order.indexOf(kind);
  return at < 0 ? order.length : at;
}

const COUNTY_DIGITS = 6;
const TOWN_DIGITS = 9;
const townOf = ({ region }: Pick<Load, 'region'>) => region.slice(0, TOWN_DIGITS);

function groupOf(load: Load, { matter, regions }: Near): Group {
  if (matter?.suggestedOrg?.id === load.org.id) return 'suggested';
  if (load.region.length <= COUNTY_DIGITS) return 'county';
  const places = matter ? [matter.region] : regions;
  return places.some((place) => townOf({ region: place }) === townOf(load)) ? 'own' : 'others';
}

function isShown(load: Load, { matter }: Near): boolean {
  if (load.level !== 'village' || matter?.suggestedOrg?.id === load.org.id) return true;
  return matter?.region.startsWith(load.region) ?? false;
}

function isNamed({ org }: Load, words: string): boolean {
  const names = `${org.zh} ${org.en ?? ''}`.toLowerCase();
  return words.split(/\s+/).every((word) => names.includes(word));
}

/** The row that the keys move to; -1 stands for none yet. */
export function moved(at: number, count: number, key: string): number {
  if (count === 0) return -1;
  const last = count - 1;
  const to: Record<string, number> = {
    ArrowDown: Math.min(at + 1, last),
    ArrowUp: Math.max(at - 1, 0),
    Home: 0,
    End: last,
  };
  return to[key] ?? at;
}

const DIGITS = 9;

/** The option of a digit from 1 to 9, while nothing is typed. */
export function pickedByDigit(key: string, typed: string, count: number): number | null {
  if (typed !== '' || !/^[1-9]$/.test(key)) return null;
  const at = Number(key) - 1;
  return at < Math.min(count, DIGITS) ? at : null;
}

/** The longest load that is shown, so that bars compare. */
export const heaviest = (loads: readonly Load[]) => Math.max(1, ...loads.map((load) => load.open));
