/** Public numbers of copies, in the order of time, each of its county and year. */
import type { BulkParts } from '../../matters/index.ts';
import { COUNTY } from './house.ts';
import type { Copy } from './pour.ts';

/** Civil time in China. */
const ZONE_MS = 8 * 3_600_000;

const keyOf = ({ mould, shift, grid }: Copy): string => {
  const year = new Date(mould.firstAt + shift + ZONE_MS).getUTCFullYear();
  return `${grid.code.slice(0, COUNTY.length)} ${year}`;
};

/** Fetched ahead where many are needed: each fetch waits for a commit. What is left is a gap. */
const AHEAD = 20_000;

/** Answers, batch by batch, each copy's numbers. */
export function numbering(bulk: BulkParts, isLarge: boolean) {
  const waiting = new Map<string, { numbers: string[]; next: number }>();
  return async (copies: readonly Copy[]): Promise<(copy: Copy) => string[]> => {
    for (const [key, own] of Map.groupBy(copies, keyOf)) {
      const [county = COUNTY, year] = key.split(' ');
      const wanted = own.reduce((sum, { mould }) => sum + mould.matters, 0);
      const left = waiting.get(key);
      const rest = left ? left.numbers.slice(left.next) : [];
      if (rest.length >= wanted) continue;
      const lacking = wanted - rest.length;
      const count = isLarge ? Math.max(lacking, AHEAD) : lacking;
      const taken = await bulk.takeNumbers({ county, year: Number(year), count });
      waiting.set(key, { numbers: [...rest, ...taken], next: 0 });
    }
    return (copy) => {
      const own = waiting.get(keyOf(copy));
      if (!own) return [];
      own.next += copy.mould.matters;
      return own.numbers.slice(own.next - copy.mould.matters, own.next);
    };
  };
}
