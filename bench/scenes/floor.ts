/** Sends the floor the same words that intake gets. */
import type { Scene } from '../harness/load.ts';
import { messageOf } from '../harness/words.ts';

const TEXTS = 400;

export const scene: Scene<null> = (_given, client) => {
  const bodies = Array.from({ length: TEXTS }, (_, n) => JSON.stringify({ text: messageOf(n) }));
  let n = client * 37;
  return () => {
    n += 1;
    return { method: 'POST', path: '/floor', body: bodies[n % TEXTS] ?? '' };
  };
};
