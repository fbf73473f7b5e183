/** Residents who report, each at another place, as the portal sends it: with its own key. */
import { randomUUID } from 'node:crypto';
import type { Spot } from '../harness/district.ts';
import type { Scene } from '../harness/load.ts';
import { drawnAt, messageOf } from '../harness/words.ts';

export type IntakeGiven = {
  cookies: string[];
  spots: Spot[];
  categories: string[];
  /** Another round, other words at other places. */
  round?: number;
};

const TEXTS = 400;
/** Some fifty metres. */
const AROUND = 0.0005;

export const scene: Scene<IntakeGiven> = ({ cookies, spots, categories, round = 0 }, client) => {
  const texts = Array.from({ length: TEXTS }, (_, n) => messageOf(n));
  const cookie = cookies[client % cookies.length] ?? '';
  let n = (round + 2) * 7_368_787 + client * 100_003;
  return () => {
    n += 1;
    const spot = spots[drawnAt(n, spots.length)];
    const around = (salt: number) => (drawnAt(n * salt, 200) / 100 - 1) * AROUND;
    return {
      method: 'POST',
      path: '/api/reports',
      headers: { cookie, 'idempotency-key': randomUUID() },
      body: JSON.stringify({
        text: texts[drawnAt(n * 7, TEXTS)],
        category: categories[drawnAt(n * 5, categories.length)],
        point: { lon: (spot?.lon ?? 0) + around(11), lat: (spot?.lat ?? 0) + around(13) },
      }),
    };
  };
};
