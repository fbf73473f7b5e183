/** What a handler knows about the request at hand. Time and ids come from here and nowhere else. */
import type { Actor } from '../../kernel/actor.ts';

/** `name` and `mediaType` are the sender's words and prove nothing. */
export type UploadedFile = { name: string; mediaType: string; bytes: Buffer };

export type RequestContext = {
  actor: Actor;
  /** Milliseconds since 1970, from the movable clock in demo and tests. */
  now: number;
  newId: () => string;
  requestId: string;
  language: 'zh' | 'en';
  idempotencyKey?: string;
  file?: UploadedFile;
  /** The body of an endpoint that takes bytes. */
  bytes?: Buffer;
  /** The network address, only for rate limits and sign-in; never stored with a report. */
  address: string;
  headers: Record<string, string | string[] | undefined>;
  /** Lists and figures may come from a replica: the reader has not written just before. */
  mayLag?: boolean;
  /** Answer headers (cookies among them) that the handler wants set. */
  setHeader: (name: string, value: string | string[]) => void;
  /** For an answer without a shape that differs from the endpoint's own: 204, 206, 304. */
  setStatus: (status: number) => void;
  /** Verbs that this request has written to the access log; `serve` compares with the endpoint. */
  journaled: Set<string>;
};
