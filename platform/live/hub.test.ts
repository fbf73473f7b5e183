import { expect, it } from 'vitest';
import type { EventSink } from '../../kernel/endpoint.ts';
import { openHub } from './hub.ts';

/** A promise that the test ends by hand. */
function gate() {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

const sink = { send: () => true, mark: () => undefined, end: () => undefined } as EventSink;

/** A hub with one listener, whose rounds the test counts and holds. */
function hubAtWork() {
  const held = gate();
  const rounds: number[] = [];
  const hub = openHub<string>({
    work: async () => {
      rounds.push(rounds.length);
      await held.opened;
    },
    everyMs: 0,
    onFault: () => undefined,
  });
  hub.stream('somebody', () => 'listener')(sink);
  return { hub, rounds, held };
}

it('closes after the round at hand and begins no other, though somebody still listens', async () => {
  const { hub, rounds, held } = hubAtWork();
  expect(rounds).toHaveLength(1);
  let isClosed = false;
  hub.wake();
  const closing = hub.close().then(() => {
    isClosed = true;
  });
  await Promise.resolve();
  expect(isClosed).toBe(false);
  held.open();
  await closing;
  hub.wake();
  expect(rounds).toHaveLength(1);
});

it('goes from round to round while somebody listens', async () => {
  const { hub, rounds, held } = hubAtWork();
  held.open();
  await expect.poll(() => rounds.length).toBeGreaterThan(2);
  hub.leave('listener');
  await hub.close();
});
