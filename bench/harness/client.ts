/**
 * One keep-alive connection that sends a request and waits for its answer. By hand and not by a
 * client of the platform's: on two cores what the load costs is missing to the program.
 */
import { connect, type Socket } from 'node:net';

/** `body` is JSON already. */
export type Ask = {
  method: string;
  path: string;
  headers?: Readonly<Record<string, string>>;
  body?: string;
};
export type Answer = { status: number; headers: string; body: Buffer };
export type Client = { ask: (ask: Ask) => Promise<Answer>; close: () => void };

type Waiting = { done: (answer: Answer) => void; fail: (error: Error) => void };

/** Opens the connection; a second question before the first answer is a bug. */
export async function openClient(address: string): Promise<Client> {
  const { hostname, port } = new URL(address);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await new Promise<void>((done, fail) => {
    socket.once('connect', done);
    socket.once('error', fail);
  });
  const take = answers(socket);
  return {
    ask: (ask) => {
      socket.write(bytesOf(ask, `${hostname}:${port}`));
      return take();
    },
    close: () => socket.destroy(),
  };
}

function bytesOf({ method, path, headers, body }: Ask, host: string): string {
  const lines = [`${method} ${path} HTTP/1.1`, `host: ${host}`];
  for (const [name, value] of Object.entries(headers ?? {})) lines.push(`${name}: ${value}`);
  if (body !== undefined) {
    lines.push('content-type: application/json', `content-length: ${Buffer.byteLength(body)}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n${body ?? ''}`;
}

function answers(socket: Socket): () => Promise<Answer> {
  let waiting: Waiting | null = null;
  let held: Buffer = Buffer.alloc(0);
  const fail = (error: Error) => {
    waiting?.fail(error);
    waiting = null;
  };
  socket.on('error', fail);
  socket.on('close', () => fail(new Error('the program closed the connection')));
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const answer = whole(held);
    if (!answer) return;
    held = Buffer.alloc(0);
    const { done } = waiting ?? { done: () => undefined };
    waiting = null;
    done(answer);
  });
  return () =>
    new Promise((done, reject) => {
      waiting = { done, fail: reject };
    });
}

function whole(bytes: Buffer): Answer | null {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const headers = bytes.toString('latin1', 0, end);
  const status = Number(headers.slice(9, 12));
  const given = /\r\ncontent-length: (\d+)/i.exec(headers);
  if (!given && status !== 204 && status !== 304) {
    throw new Error(`an answer without its length: ${headers}`);
  }
  const length = Number(given?.[1] ?? 0);
  const from = end + 4;
  if (bytes.length < from + length) return null;
  return { status, headers, body: bytes.subarray(from, from + length) };
}
