import { describe, expect, it } from 'vitest';
import { learnTime, serverNow } from './server-clock.ts';

const HOUR = 3_600_000;
const answer = (headers: Record<string, string>) => new Response(null, { headers });
const at = (ms: number) => ({ 'x-linli-now': new Date(ms).toISOString() });
/** Within the moment that the test takes. */
const expectNear = (ms: number) => expect(Math.abs(serverNow() - ms)).toBeLessThan(1000);

describe('the server’s time', () => {
  it('is the device’s own until an answer tells another', () => {
    expectNear(Date.now());
    learnTime(answer({}));
    learnTime(answer({ 'x-linli-now': 'nonsense' }));
    expectNear(Date.now());
  });

  it('is that of the last answer, ahead or behind', () => {
    for (const hours of [72, -5]) {
      learnTime(answer(at(Date.now() + hours * HOUR)));
      expectNear(Date.now() + hours * HOUR);
    }
  });

  it('is not learnt from an answer that a browser may have kept', () => {
    learnTime(answer(at(Date.now())));
    const kept = { 'cache-control': 'public, max-age=30' };
    learnTime(answer({ ...at(Date.now() - HOUR), ...kept }));
    expectNear(Date.now());
  });
});
