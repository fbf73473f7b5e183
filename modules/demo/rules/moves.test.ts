/** What the scripted day does next, by stage and fate. */
import { describe, expect, it } from 'vitest';
import { nextHalfDay } from './half-days.ts';
import { fateOf, type Move, nextMove, type Seen } from './moves.ts';

const seen = (more: Partial<Seen> = {}): Seen => ({
  number: '310116-26-0000001',
  stage: 'registered',
  kind: 'report',
  text: '【示例】路灯不亮',
  hasReporter: true,
  isSuspended: false,
  isSelfHandled: false,
  pending: null,
  hasHead: true,
  ...more,
});
const after = (...actions: string[]) =>
  new Map(actions.map((one) => [one, actions.filter((other) => other === one).length]));
const acted = (move: Move) => (move.wait ? 'wait' : move.action);
const numbers = Array.from({ length: 2000 }, (_, i) => `310116-26-${String(i).padStart(7, '0')}`);

describe('the fate of a matter', () => {
  it('is the same every time it is asked', () => {
    expect(numbers.slice(0, 50).map(fateOf)).toEqual(numbers.slice(0, 50).map(fateOf));
  });

  it('is late for about one in eight, and nothing happens to all', () => {
    const fates = numbers.map(fateOf);
    const late = fates.filter((fate) => fate.rounds === 12).length / fates.length;
    expect(late).toBeGreaterThan(0.09);
    expect(late).toBeLessThan(0.15);
    for (const what of ['objects', 'failsCheck', 'unreachable', 'suspended'] as const) {
      const share = fates.filter((fate) => fate[what]).length / fates.length;
      expect(share, what).toBeGreaterThan(0.01);
      expect(share, what).toBeLessThan(0.12);
    }
  });
});

describe('the next move', () => {
  const unreachable = numbers.find((one) => fateOf(one).unreachable && !fateOf(one).unsatisfied);
  const failing = numbers.find((one) => fateOf(one).failsCheck) ?? '';
  const suspended = numbers.find((one) => fateOf(one).suspended) ?? '';

  it('decides what was asked before anything else', () => {
    const move = nextMove(seen({ stage: 'handling', pending: 'extension' }), {
      done: after(),
      waited: 0,
    });
    expect(move).toMatchObject({ action: 'decideExtension', by: 'head' });
  });

  it('asks for more time only where somebody may grant it', () => {
    const at = { number: suspended, stage: 'handling' };
    const memory = { done: after(), waited: 0 };
    expect(acted(nextMove(seen({ ...at, hasHead: true }), memory))).toBe('askSuspension');
    expect(acted(nextMove(seen({ ...at, hasHead: false }), memory))).not.toBe('askSuspension');
  });

  it('sends back once what fails the check, and not again', () => {
    const at = seen({ number: failing, stage: 'checking' });
    const first = nextMove(at, { done: after(), waited: 1 });
    const second = nextMove(at, { done: after('check'), waited: 1 });
    expect([first, second]).toMatchObject([
      { given: { result: 'failed' } },
      { given: { result: 'passed' } },
    ]);
  });

  it('answers publicly whom three calls did not reach', () => {
    const at = seen({ number: unreachable ?? '', stage: 'callingBack' });
    const calls = ['callBack', 'callBack', 'callBack'];
    const moves = [[], calls, [...calls, 'reply']].map((done) =>
      acted(nextMove(at, { done: after(...done), waited: 1 })),
    );
    expect(moves).toEqual(['callBack', 'reply', 'close']);
  });

  it('waits for what it does not know', () => {
    expect(nextMove(seen({ stage: 'elsewhere' }), { done: after(), waited: 9 }).wait).toBe(true);
  });
});

describe('the next half day', () => {
  it.each([
    ['a morning', '2026-11-20T02:00:00Z', '2026-11-20T07:30:00.000Z'],
    ['a Friday afternoon', '2026-11-20T07:30:00Z', '2026-11-23T02:00:00.000Z'],
    ['a night', '2026-11-23T18:00:00Z', '2026-11-24T02:00:00.000Z'],
    ['a Sunday', '2026-11-22T05:00:00Z', '2026-11-23T02:00:00.000Z'],
  ])('after %s', (_what, from, to) => {
    expect(new Date(nextHalfDay(Date.parse(from))).toISOString()).toBe(to);
  });
});
