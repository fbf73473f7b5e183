/**
 * Live updates for every page of a face: one connection for all tabs of a browser (the first holds
 * it and passes on what it hears). An event says that something changed, never what: read it again.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import type { z } from 'zod';
import type { liveEvents } from '../modules/matters/contract/live.ts';
import { headersOf } from './api.ts';
import { eventReader, pauseBefore } from './event-stream.ts';
import { learnTime } from './server-clock.ts';
import { sessionQuery } from './session.ts';

type Shapes = typeof liveEvents;
export type LiveName = keyof Shapes;
export type LiveData<N extends LiveName> = z.output<Shapes[N]>;
export type LiveHandlers = { [N in LiveName]?: (data: LiveData<N>) => void };

/** `live`: what changes is told; `away`: nobody tells, so look from time to time. */
export type LiveStatus = 'live' | 'away';

type Told = { [N in LiveName]: { name: N; data: LiveData<N> } }[LiveName];
type Passed = Told | { name: 'status'; data: LiveStatus } | { name: 'ask' };

const listeners = new Set<(told: Told) => void>();
const watchers = new Set<() => void>();
const NAME = `linli.live.${location.pathname.split('/')[1] ?? ''}`;
let status: LiveStatus = 'away';
let stop: (() => void) | undefined;

/**
 * Hears of changes while the page is shown. Handlers may be new functions each time.
 *
 *     useLive({ matter: ({ number }) => …, hello: ({ isResumed }) => isResumed || reload() });
 *
 * `hello` without `isResumed` and `reset` mean: read again all that is shown.
 */
export function useLive(handlers: LiveHandlers): LiveStatus {
  const client = useQueryClient();
  const hear = useEffectEvent((told: Told) => {
    // The names and data of `Told` belong together; the compiler loses that over the table.
    (handlers[told.name] as ((data: Told['data']) => void) | undefined)?.(told.data);
    if (told.name === 'end') void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
  });
  useEffect(() => {
    const listener = (told: Told) => hear(told);
    listeners.add(listener);
    stop ??= start();
    return () => {
      listeners.delete(listener);
      // The next page may listen in the same moment: a connection is not made anew for that.
      setTimeout(stopUnheard, 500);
    };
  }, []);
  return useSyncExternalStore(watchStatus, () => status);
}

function stopUnheard(): void {
  if (listeners.size > 0) return;
  stop?.();
  stop = undefined;
}

function watchStatus(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function setStatus(next: LiveStatus): void {
  if (status === next) return;
  status = next;
  for (const watcher of watchers) watcher();
}

function tell(told: Told): void {
  for (const listener of listeners) listener(told);
}

/** Listens to the other tabs, and holds the connection when it is this one's turn. */
function start(): () => void {
  const leaving = new AbortController();
  const channel = new BroadcastChannel(NAME);
  let isHolder = false;
  const pass = (passed: Passed) => {
    if (passed.name === 'status') setStatus(passed.data);
    else if (passed.name !== 'ask') tell(passed);
  };
  channel.addEventListener('message', ({ data }: MessageEvent<Passed>) => {
    if (data.name !== 'ask') pass(data);
    else if (isHolder) post(channel, { name: 'status', data: status });
  });
  post(channel, { name: 'ask' });
  const hold = async () => {
    isHolder = true;
    await listen(leaving.signal, (passed) => {
      post(channel, passed);
      pass(passed);
    });
  };
  void holdInTurn(leaving.signal, hold).catch(() => undefined);
  return () => {
    leaving.abort();
    channel.close();
    setStatus('away');
  };
}

function post(channel: BroadcastChannel, passed: Passed): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is a window's
  channel.postMessage(passed);
}

/** Locks stand only where the page came by TLS or from this machine: elsewhere each tab listens. */
function holdInTurn(signal: AbortSignal, hold: () => Promise<void>): Promise<void> {
  const { locks } = navigator as { locks?: LockManager };
  return locks ? locks.request(NAME, { signal }, hold) : hold();
}

async function listen(signal: AbortSignal, pass: (passed: Passed) => void): Promise<void> {
  let position = '';
  for (let tries = 0; !signal.aborted; tries += 1) {
    const heard = await listenOnce(signal, position, (passed) => {
      if (passed.name === 'hello') tries = 0;
      pass(passed);
    }).catch(() => undefined);
    position = heard?.position ?? position;
    if (signal.aborted) return;
    pass({ name: 'status', data: 'away' });
    // Nobody is signed in any more: the next page that listens begins anew.
    if (heard?.isOver) return;
    await pause(pauseBefore(tries, Math.random()), signal);
  }
}

type Heard = { position: string; isOver: boolean };
const SIGN_IN_NEEDED = 401;

async function listenOnce(
  signal: AbortSignal,
  position: string,
  pass: (passed: Passed) => void,
): Promise<Heard> {
  const response = await fetch('/api/live', {
    headers: {
      ...headersOf(false),
      accept: 'text/event-stream',
      ...(position && { 'last-event-id': position }),
    },
    credentials: 'same-origin',
    signal,
  });
  if (!response.ok || !response.body) {
    return { position, isOver: response.status === SIGN_IN_NEEDED };
  }
  learnTime(response);
  const reader = eventReader(position);
  let isOver = false;
  const take = (told: Told) => {
    if (told.name === 'hello') pass({ name: 'status', data: 'live' });
    if (told.name === 'end') isOver = told.data.why === 'signedOut';
    pass(told);
  };
  try {
    for await (const text of textsOf(response.body)) {
      // The server sends what its contract declares.
      for (const event of reader.feed(text)) take(event as Told);
    }
  } catch {
    // The connection broke: whoever asked tries again from the position.
  }
  return { position: reader.position(), isOver };
}

async function* textsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield decoder.decode(value, { stream: true });
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
