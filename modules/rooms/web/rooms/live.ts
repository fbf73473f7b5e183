/**
 * What happens in the room, as it is told. A lost connection is made again by itself, from where it
 * broke; who listens hears `status` and need not care.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import type { z } from 'zod';
import { addressOf, headersOf } from '../../../../web/api.ts';
import { eventReader, pauseBefore } from '../../../../web/event-stream.ts';
import type { roomEvents } from '../../contract/inside.ts';

type Shapes = typeof roomEvents;
type Told = { [N in keyof Shapes]: { name: N; data: z.output<Shapes[N]> } }[keyof Shapes];
export type Signal = z.output<Shapes['signal']>;
export type TalkRemark = z.output<Shapes['remark']>;
export type RoomStatus = 'joining' | 'live' | 'lost' | 'taken' | 'ended';

type Hearers = {
  onRemark: (remark: TalkRemark) => void;
  onSignal: (signal: Signal) => void;
  /** A connection stands, for the first time or again. */
  onLive: () => void;
};

/** What changed while nobody listened is known to nobody. */
const EVERYTHING = '';

/** Whether a route (`GET /api/rooms/{room}/agreement`) is read again when a topic changed. */
function isOfTopic(route: string, topic: string): boolean {
  const path = '/api/rooms/{room}';
  const asked = route.replace(/^GET /, '');
  if (topic === 'room') return asked === path;
  return topic === EVERYTHING ? asked.startsWith(path) : asked.startsWith(`${path}/${topic}`);
}

/** Listens while the page is open; `page` is made anew with each. */
export function useRoomLive(room: string, page: string, hearers: Hearers): RoomStatus {
  const client = useQueryClient();
  const [status, setStatus] = useState<RoomStatus>('joining');
  const readAgain = (topic: string) => {
    void client.invalidateQueries({
      predicate: ({ queryKey: [route, input] }) =>
        isOfTopic(String(route), topic) &&
        (input as { params?: { room?: string } }).params?.room === room,
    });
  };
  const hear = useEffectEvent((told: Told) => {
    if (told.name === 'hello') {
      setStatus('live');
      readAgain(EVERYTHING);
      hearers.onLive();
    }
    if (told.name === 'remark') hearers.onRemark(told.data);
    if (told.name === 'signal') hearers.onSignal(told.data);
    if (told.name === 'changed') readAgain(told.data.topic);
    if (told.name === 'end') {
      setStatus(told.data.why === 'device' ? 'taken' : 'ended');
      readAgain('room');
    }
  });
  const lose = useEffectEvent(() => {
    setStatus((now) => (now === 'taken' || now === 'ended' ? now : 'lost'));
    readAgain('room');
  });
  useEffect(() => {
    const leaving = new AbortController();
    void listen(
      { room, page, signal: leaving.signal },
      { hear: (told) => hear(told), lose: () => lose() },
    );
    return () => leaving.abort();
  }, [room, page]);
  return status;
}

type Where = { room: string; page: string; signal: AbortSignal };

async function listen(
  where: Where,
  { hear, lose }: { hear: (told: Told) => void; lose: () => void },
): Promise<void> {
  let position = '';
  for (let tries = 0; !where.signal.aborted; tries += 1) {
    const over = { is: false };
    position = await listenOnce(where, position, (told) => {
      if (told.name === 'hello') tries = 0;
      if (told.name === 'end') over.is = true;
      hear(told);
    });
    if (where.signal.aborted || over.is) return;
    lose();
    await pause(pauseBefore(Math.min(tries, 3), Math.random()), where.signal);
  }
}

async function listenOnce(
  { room, page, signal }: Where,
  position: string,
  hear: (told: Told) => void,
): Promise<string> {
  const reader = eventReader(position);
  // A device that knows that it has no network does not wait for the line to fall silent.
  const broken = new AbortController();
  const isOffline = () => broken.abort();
  window.addEventListener('offline', isOffline);
  try {
    const response = await fetch(addressOf('/api/rooms/{room}/events', { room }, { page }), {
      headers: {
        ...headersOf(false),
        accept: 'text/event-stream',
        ...(position && { 'last-event-id': position }),
      },
      credentials: 'same-origin',
      signal: AbortSignal.any([signal, broken.signal]),
    });
    if (!response.ok || !response.body) return position;
    const stream = response.body.getReader();
    const decoder = new TextDecoder();
    for (;;) {
      const { done, value } = await withinTime(stream.read());
      if (done) break;
      // The server sends what its contract declares.
      for (const event of reader.feed(decoder.decode(value, { stream: true }))) hear(event as Told);
    }
  } catch {
    // The connection broke: it is made again from the position.
  } finally {
    window.removeEventListener('offline', isOffline);
  }
  return reader.position();
}

/** The server gives a sign of life every fifteen seconds: a silent line is a dead one. */
const SILENCE_MAX_MS = 40_000;

function withinTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('silent')), SILENCE_MAX_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const now = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', now);
    // A phone that is back on the network need not wait.
    window.addEventListener('online', now, { once: true });
  });
}
