/** Chance that is the same on every run: a stream of numbers grown from a name. */

export type Chance = {
  /** From 0, below 1. */
  next: () => number;
  between: (from: number, to: number) => number;
  pick: <T>(from: readonly T[]) => T;
  /** By weights, in the order given. */
  weighted: <T>(from: readonly (readonly [weight: number, value: T])[]) => T;
  is: (share: number) => boolean;
  bytes: (count: number) => Uint8Array;
};

/** FNV-1a over the name seeds mulberry32: short, and the same everywhere. */
export function chanceOf(name: string): Chance {
  let seed = 0x811c9dc5;
  for (const letter of name) {
    seed = Math.imul(seed ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  const next = () => {
    seed = (seed + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const weighted = <T>(from: readonly (readonly [number, T])[]): T => {
    let left = next() * from.reduce((sum, [weight]) => sum + weight, 0);
    const found = from.find(([weight]) => {
      left -= weight;
      return left < 0;
    });
    const chosen = found ?? from.at(-1);
    if (!chosen) throw new Error('nothing to choose from');
    return chosen[1];
  };
  return {
    next,
    between: (from, to) => from + next() * (to - from),
    pick: (from) => weighted(from.map((value) => [1, value] as const)),
    weighted,
    is: (share) => next() < share,
    bytes: (count) => Uint8Array.from({ length: count }, () => Math.floor(next() * 256)),
  };
}
