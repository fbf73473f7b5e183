/**
 * The face of papers. Rendering takes some tenths of a second of pure reckoning: a thread of its
 * own does it, so that nobody's request waits for somebody else's document.
 */
import { Worker } from 'node:worker_threads';
import type { Paper } from '../../kernel/paper.ts';
import type { RenderedPaper } from './render.ts';

export type { RenderedPaper } from './render.ts';

/** What the thread is asked and what it answers. */
export type Asked = { id: number; what: 'paper' | 'draft'; paper: Paper };
export type Answered =
  | { id: number; made: unknown; fault?: undefined }
  | { id: number; made?: undefined; fault: string };

type Waiting = { done: (made: unknown) => void; failed: (error: Error) => void };

let thread: Worker | undefined;
let lastId = 0;
const waiting = new Map<number, Waiting>();

export async function renderPaper(paper: Paper): Promise<RenderedPaper> {
  // Bytes cross as plain arrays of bytes: made Buffers again here.
  const made = (await ask('paper', paper)) as RenderedPaper;
  return { ...made, docx: Buffer.from(made.docx), pdf: Buffer.from(made.pdf) };
}

/** A draft in the look of the paper to be: nothing is kept of it. */
export async function renderDraft(paper: Paper): Promise<Buffer> {
  return Buffer.from((await ask('draft', paper)) as Uint8Array);
}

function ask(what: Asked['what'], paper: Paper): Promise<unknown> {
  lastId += 1;
  const asked: Asked = { id: lastId, what, paper };
  return new Promise((done, failed) => {
    waiting.set(asked.id, { done, failed });
    // Begun at the first document, so that who makes none has no thread.
    thread ??= begin();
    thread.ref();
    thread.postMessage(asked, []);
  });
}

function begin(): Worker {
  const begun = new Worker(new URL('./thread.ts', import.meta.url));
  begun.on('message', ({ id, made, fault }: Answered) => {
    const one = waiting.get(id);
    waiting.delete(id);
    // A thread at rest keeps no process alive.
    if (waiting.size === 0) begun.unref();
    if (fault === undefined) one?.done(made);
    else one?.failed(new Error(fault));
  });
  // A library that throws out of turn ends the thread and not the house; the next begins anew.
  begun.on('error', (error) => end(begun, error));
  begun.on('exit', () => end(begun, new Error('the thread of papers ended')));
  return begun;
}

function end(ended: Worker, error: Error): void {
  // Said once by `error` and again by `exit`: by then another may be at work.
  if (thread !== ended) return;
  thread = undefined;
  for (const { failed } of waiting.values()) failed(error);
  waiting.clear();
}

export { inkOf } from './ink.ts';
