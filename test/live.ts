/** Listens to a stream of events as a browser does, over a real socket. */
import type { FastifyInstance } from 'fastify';
import { afterAll, expect } from 'vitest';

export type Heard = { name: string; data: Record<string, unknown> };

export type Listening = {
  events: Heard[];
  /** What the reader would come back with. */
  position: () => string;
  named: (name: string) => Record<string, unknown>[];
  isEnded: () => boolean;
  close: () => void;
};

type Caller = { headers: Record<string, string> };

/** Where an app answers over a socket; closed after the file's tests. */
export async function listening(app: FastifyInstance): Promise<string> {
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  afterAll(() => app.close());
  return url;
}

/** Opens `/api/live`; answers once the server has said hello. */
export function listenAs(url: string, as: Caller, lastEventId = ''): Promise<Listening> {
  return listenTo(`${url}/api/live`, as, lastEventId);
}

/** The same of any stream that begins with `hello`. */
export async function listenTo(address: string, as: Caller, lastEventId = ''): Promise<Listening> {
  const leaving = new AbortController();
  const answer = await fetch(address, {
    headers: { ...as.headers, ...(lastEventId && { 'last-event-id': lastEventId }) },
    signal: leaving.signal,
  });
  if (answer.status !== 200 || !answer.body) {
    throw new Error(`${answer.status} ${await answer.text()}`);
  }
  const heard = { events: [] as Heard[], position: '', isEnded: false };
  const reading = read(answer.body, heard);
  reading
    .catch(() => undefined)
    .finally(() => {
      heard.isEnded = true;
    });
  const hasBegun = () => heard.isEnded || heard.events.some((event) => event.name === 'hello');
  await expect.poll(hasBegun, { timeout: 20_000 }).toBe(true);
  return {
    events: heard.events,
    position: () => heard.position,
    named: (name) => heard.events.filter((one) => one.name === name).map((one) => one.data),
    isEnded: () => heard.isEnded,
    close: () => leaving.abort(),
  };
}

async function read(
  body: ReadableStream<Uint8Array>,
  heard: { events: Heard[]; position: string },
) {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) take(block, heard);
  }
}

function take(block: string, heard: { events: Heard[]; position: string }): void {
  const fields = block.split('\n').map((line) => line.split(/: ?(.*)/s).slice(0, 2));
  const { id, event, data } = Object.fromEntries(fields) as Record<string, string>;
  if (id !== undefined) heard.position = id;
  if (event && data) heard.events.push({ name: event, data: JSON.parse(data) });
}
