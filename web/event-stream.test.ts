/** Events come through whole, however the network cuts them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventReader, pauseBefore } from './event-stream.ts';

describe('an event reader', () => {
  const events = fc.array(
    fc.record({ name: fc.constantFrom('matter', 'counts', 'gone'), data: fc.jsonValue() }),
    { maxLength: 8 },
  );

  it('reads the same whatever pieces it is fed', () => {
    fc.assert(
      fc.property(events, fc.array(fc.nat(40)), (sent, cuts) => {
        const text = sent
          .map(({ name, data }, n) => `id: ${n}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
          .join(': alive\n\n');
        const reader = eventReader();
        const heard = [];
        let rest = text;
        for (const cut of cuts) {
          heard.push(...reader.feed(rest.slice(0, cut)));
          rest = rest.slice(cut);
        }
        heard.push(...reader.feed(rest));
        expect(JSON.stringify(heard)).toBe(JSON.stringify(sent));
        expect(reader.position()).toBe(sent.length > 0 ? String(sent.length - 1) : '');
      }),
    );
  });

  it('keeps the position that a block without an event names', () => {
    const reader = eventReader('5');
    expect(reader.position()).toBe('5');
    expect(reader.feed('id: 9\n\n')).toEqual([]);
    expect(reader.position()).toBe('9');
  });
});

describe('the pause before another try', () => {
  it('grows to half a minute and never past it', () => {
    const pauses = [0, 1, 2, 5, 50].map((tries) => pauseBefore(tries, 1));
    expect(pauses).toEqual([1_000, 2_000, 4_000, 30_000, 30_000]);
    expect(pauseBefore(3, 0)).toBe(4_000);
  });
});
