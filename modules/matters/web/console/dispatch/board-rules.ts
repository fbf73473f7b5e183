/** Which organisations are offered for a matter, and in which order. Pure. */
import type { Answer } from '../../../../../web/api.ts';

export type Load = Answer<'GET /api/orgs/loads'>['items'][number];
export type BoardMatter = Answer<'GET /api/dispatch'>['items'][number];

type About = { region: string; suggestedOrg: { id: string } | null };

/**
 * Typed words find by name anywhere in the county. Without any: the suggestion first, then who
 * serves the place: stations of the town, departments of the county, the village, centres last.
 */
export function offered(loads: readonly Load[], matter: About | null, typed: string): Load[] {
  const words = typed.trim().toLowerCase();
  const rank = (load: Load) => {
    if (matter?.suggestedOrg?.id === load.org.id) return 0;
    return servesPlace(load, matter) ? likely(load) : ELSEWHERE;
  };
  return loads
    .filter((load) => (words === '' ? rank(load) < ELSEWHERE : isNamed(load, words)))
    .map((load, at) => ({ load, at }))
    .sort((a, b) => rank(a.load) - rank(b.load) || a.at - b.at)
    .map(({ load }) => load);
}

const ELSEWHERE = 9;
const order = ['station', 'department', 'committee', 'centre'];

function likely({ kind }: Load): number {
  const at = order.indexOf(kind);
  return at < 0 ? order.length : at + 1;
}

/** Before a matter is chosen villages, which are many, are left out. */
function servesPlace({ region, level }: Load, matter: About | null): boolean {
  return matter ? matter.region.startsWith(region) : level !== 'village';
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
