/**
 * The shape of an endpoint and of a refusal text. A contract is a table of these; server, client,
 * OpenAPI and the permission matrix all read the same table.
 */
import type { z } from 'zod';
import type { RefusalKind } from './refusal.ts';

/** A refusal's meaning: its kind decides the HTTP status, its texts are shown to people. */
export type RefusalText = {
  kind: RefusalKind;
  zh: string;
  en: string;
  /** Nothing that may still happen to a matter lifts it for the same person. */
  isLasting?: boolean;
};
export type RefusalTexts = Record<string, RefusalText>;

export type Endpoint = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/api/matters/{number}`: braces name the fields of `params`. */
  path: string;
  summary: { zh: string; en: string };
  /** `public`; `signedIn` (anyone with an account); else a permission code that staff hold. */
  permission: string;
  /** `none`: leaves no trace; `log`: the matter's log has it; else the verb of the access log. */
  journal: string;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Takes one file (multipart field `file`) beside the fields of `body`. */
  takesFile?: boolean;
  /** Takes bytes as they are (application/octet-stream), at most `partBytesMax`. */
  takesBytes?: boolean;
  /** The answer's shape; absent: the handler answers a stream or nothing. */
  answer?: z.ZodType;
  /** Instead of an answer: a stream of events (SSE) by name, each of its shape. */
  events?: EventShapes;
  status?: 200 | 201 | 202 | 204 | 302;
  refusals: readonly string[];
  /** One example of a body and an answer, shown in the description. */
  example?: { body?: unknown; query?: unknown; answer?: unknown };
};

export type EndpointTable = Record<string, Endpoint>;

/** What an endpoint that takes bytes takes at once: a phone's slow network sends it in a minute. */
export const partBytesMax = 1024 * 1024;

export type EventShapes = Record<string, z.ZodType>;

/** Where a stream's events go. */
export type EventSink<S extends EventShapes = EventShapes> = {
  /** False: the reader is gone, or was too slow and has been cut off. */
  send: <N extends keyof S & string>(name: N, data: z.input<S[N]>) => boolean;
  /** How far the reader has got: it comes back with the last of these as `Last-Event-ID`. */
  mark: (position: string) => void;
  end: () => void;
};

/** Begins to send; answers what to do once the reader is gone. */
export type EventStream<S extends EventShapes = EventShapes> = (sink: EventSink<S>) => () => void;

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;

export type EndpointInput<E extends Endpoint> = {
  params: Parsed<E['params']>;
  query: Parsed<E['query']>;
  body: Parsed<E['body']>;
};

export type EndpointAnswer<E extends Endpoint> = E['events'] extends EventShapes
  ? EventStream<E['events']>
  : E['answer'] extends z.ZodType
    ? z.input<E['answer']>
    : unknown;
