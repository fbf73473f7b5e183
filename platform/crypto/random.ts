/** Random bytes by the handful. */
import { randomBytes } from 'node:crypto';

const POOL = 4096;

/** As `randomBytes`, drawn 4 KB at a time: alone ten bytes cost 2 µs, and an act makes a dozen. */
export function randomPool(): (n: number) => Uint8Array {
  let pool = randomBytes(0);
  return (n) => {
    if (n > POOL) return randomBytes(n);
    if (pool.length < n) pool = randomBytes(POOL);
    const taken = pool.subarray(0, n);
    pool = pool.subarray(n);
    return taken;
  };
}
