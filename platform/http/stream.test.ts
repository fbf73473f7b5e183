/** Streams over a real socket: what is declared goes out, whoever is too slow is cut off. */
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { nobody } from '../../kernel/actor.ts';
import type { EventSink, EventStream } from '../../kernel/endpoint.ts';
import { httpModule, makeApp, serve } from './index.ts';

const api = {
  watch: {
    method: 'GET',
    path: '/api/watch',
    summary: { zh: '关注', en: 'Watch' },
    permission: 'public',
    journal: 'none',
    events: { changed: z.object({ number: z.string() }) },
    refusals: [],
  },
} as const;

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function serving(open: EventStream) {
  const app = await makeApp({ newId: () => 'id', maxFileBytes: 1, logLevel: 'silent' });
  const module = httpModule('watch', api, { watch: () => open }, {});
  serve(app, [module], { authenticate: async () => nobody, now: () => 0, newId: () => 'id' });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  closers.push(() => app.close());
  return { app, url: `${url}/api/watch` };
}

/** The sink of the next reader, and whether it has left. */
function catching() {
  const caught: { sink?: EventSink; isLeft: boolean } = { isLeft: false };
  const open: EventStream = (sink) => {
    caught.sink = sink;
    return () => {
      caught.isLeft = true;
    };
  };
  return { caught, open };
}

describe('a stream', () => {
  it('sends events by name in their declared shape, and positions', async () => {
    const { url } = await serving((sink) => {
      sink.send('changed', { number: '1', phone: '13800000001' });
      sink.mark('7');
      sink.end();
      return () => undefined;
    });
    const answer = await fetch(url);
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(await answer.text()).toBe(
      'retry: 3000\n\nevent: changed\ndata: {"number":"1"}\n\nid: 7\n\n',
    );
  });

  it('throws at an event that the contract does not name', async () => {
    const { caught, open } = catching();
    const { url } = await serving(open);
    await fetch(url);
    expect(() => caught.sink?.send('other', {})).toThrow('declares');
    expect(() => caught.sink?.send('changed', { number: 1 })).toThrow('number');
  });

  it('says when its reader has left, and then takes no more', async () => {
    const { caught, open } = catching();
    const { url } = await serving(open);
    const leaving = new AbortController();
    await fetch(url, { signal: leaving.signal });
    leaving.abort();
    await expect.poll(() => caught.isLeft).toBe(true);
    expect(caught.sink?.send('changed', { number: '1' })).toBe(false);
  });

  it('cuts off who does not read, instead of keeping everything for them', async () => {
    const { caught, open } = catching();
    const { url } = await serving(open);
    await fetch(url);
    const number = 'x'.repeat(10_000);
    let sent = 0;
    while (caught.sink?.send('changed', { number }) && sent < 100) sent += 1;
    expect(sent).toBeLessThan(40);
    await expect.poll(() => caught.isLeft).toBe(true);
  });

  it('is ended by a server that stops', async () => {
    const { caught, open } = catching();
    const { app, url } = await serving(open);
    const answer = await fetch(url);
    await app.close();
    expect(await answer.text()).toBe('retry: 3000\n\n');
    expect(caught.isLeft).toBe(true);
  });
});
