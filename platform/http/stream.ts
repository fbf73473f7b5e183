/**
 * Streams of events (SSE): one named, checked event after the other, a sign of life in between. A
 * reader that falls behind is cut off: it comes back with `Last-Event-ID` and misses nothing.
 */
import { PassThrough } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { EventShapes, EventSink, EventStream } from '../../kernel/endpoint.ts';
import { must } from '../../kernel/refusal.ts';

/** Proxies close what is silent for a minute. */
const ALIVE_EVERY_MS = 15_000;
/** What may wait for a slow reader: some thousand events. */
const WAITING_BYTES_MAX = 256 * 1024;
/** How long a browser waits before it comes back. */
const RETRY_MS = 3_000;

export type Streams = {
  answer: (reply: FastifyReply, shapes: EventShapes, open: EventStream) => PassThrough;
};

/** Keeps the open streams of an app, and ends them before it closes. */
export function openStreams(app: FastifyInstance): Streams {
  const open = new Set<PassThrough>();
  app.addHook('preClose', async () => {
    for (const stream of open) stream.end();
  });
  return {
    answer: (reply, shapes, begin) => {
      const stream = new PassThrough();
      open.add(stream);
      const alive = setInterval(() => write(stream, ': alive\n\n'), ALIVE_EVERY_MS);
      write(stream, `retry: ${RETRY_MS}\n\n`);
      const leave = begin(sinkOf(stream, shapes));
      stream.once('close', () => {
        clearInterval(alive);
        open.delete(stream);
        leave();
      });
      // What ends with the stream is no connection to keep.
      reply.type('text/event-stream; charset=utf-8').headers({
        'x-accel-buffering': 'no',
        connection: 'close',
      });
      return stream;
    },
  };
}

function sinkOf(stream: PassThrough, shapes: EventShapes): EventSink {
  return {
    send: (name, data) => {
      const shape = shapes[name];
      must(shape, `the stream declares the event ${name}`);
      // As with answers: what was never declared does not leave the house.
      return write(stream, `event: ${name}\ndata: ${JSON.stringify(shape.parse(data))}\n\n`);
    },
    mark: (position) => void write(stream, `id: ${position}\n\n`),
    end: () => void stream.end(),
  };
}

function write(stream: PassThrough, text: string): boolean {
  if (stream.destroyed || stream.writableEnded) return false;
  if (stream.writableLength + stream.readableLength > WAITING_BYTES_MAX) {
    stream.destroy();
    return false;
  }
  stream.write(text);
  return true;
}
