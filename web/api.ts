/**
 * The only way from a page to the server, typed by the endpoint tables. Only their types are
 * imported: no shape and no zod is sent to the browser, and the server stays the judge.
 */
import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { Endpoint, EndpointTable } from '../kernel/endpoint.ts';
import type { FieldFault } from '../kernel/refusal.ts';
import type { agendaApi } from '../modules/agenda/contract.ts';
import type { allAgreementsApi } from '../modules/agreements/contract/guests.ts';
import type { disputesApi } from '../modules/disputes/contract.ts';
import type { fieldApi } from '../modules/field/contract.ts';
import type { geographyApi } from '../modules/geography/contract.ts';
import type { identityApi } from '../modules/identity/contract.ts';
import type { invitationsApi } from '../modules/invitations/contract.ts';
import type { mattersApi } from '../modules/matters/contract.ts';
import type { messagingApi } from '../modules/messaging/contract.ts';
import type { noticesApi } from '../modules/notices/contract.ts';
import type { papersApi } from '../modules/papers/contract.ts';
import type { patrolApi } from '../modules/patrol/contract.ts';
import type { petitionsApi } from '../modules/petitions/contract.ts';
import type { receptionApi } from '../modules/reception/contract.ts';
import type { roomsApi } from '../modules/rooms/contract.ts';
import type { rosterApi } from '../modules/roster/contract.ts';
import type { rulebookApi } from '../modules/rulebook/contract.ts';
import type { aboutApi } from '../platform/http/contract.ts';
import type { journalApi } from '../platform/journal/contract.ts';
import { noteConnection } from './connection.ts';
import { learnTime } from './server-clock.ts';
import { languageNow } from './texts.ts';

type Entries<T extends EndpointTable> = T[keyof T];
type AnyEntry =
  | Entries<typeof agendaApi>
  | Entries<typeof disputesApi>
  | Entries<typeof rosterApi>
  | Entries<typeof invitationsApi>
  | Entries<typeof fieldApi>
  | Entries<typeof geographyApi>
  | Entries<typeof allAgreementsApi>
  | Entries<typeof petitionsApi>
  | Entries<typeof papersApi>
  | Entries<typeof patrolApi>
  | Entries<typeof identityApi>
  | Entries<typeof mattersApi>
  | Entries<typeof messagingApi>
  | Entries<typeof noticesApi>
  | Entries<typeof receptionApi>
  | Entries<typeof roomsApi>
  | Entries<typeof rulebookApi>
  | Entries<typeof journalApi>
  | Entries<typeof aboutApi>;

/** `'GET /api/matters/{number}'` and so on: every endpoint, by what one would say of it. */
export type Route = `${AnyEntry['method']} ${AnyEntry['path']}` & keyof Routes;
type Routes = { [E in AnyEntry as `${E['method']} ${E['path']}`]: E };
type GetRoute = Extract<Route, `GET ${string}`>;

type In<T> = T extends z.ZodType ? z.input<T> : never;
type Part<E extends Endpoint, K extends 'params' | 'query' | 'body'> = E[K] extends z.ZodType
  ? Record<string, never> extends In<E[K]>
    ? { [P in K]?: In<E[K]> }
    : { [P in K]: In<E[K]> }
  : unknown;
export type Input<R extends Route> = Part<Routes[R], 'params'> &
  Part<Routes[R], 'query'> &
  Part<Routes[R], 'body'>;
export type Answer<R extends Route> = Routes[R] extends { answer: infer A extends z.ZodType }
  ? z.output<A>
  : unknown;

/** What the server refused, or that it could not be reached (`NETWORK`). */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly titles: { zh: string; en: string };
  readonly fields: readonly FieldFault[];
  /** After a conflict: what stands now. */
  readonly present: unknown;

  constructor(wire: Partial<ProblemWire> & Pick<ProblemWire, 'code' | 'titles'>) {
    super(wire.code);
    this.name = 'Problem';
    this.code = wire.code;
    this.status = wire.status ?? 0;
    this.titles = wire.titles;
    this.fields = wire.fields ?? [];
    this.present = wire.present;
  }
}

type ProblemWire = {
  code: string;
  status: number;
  titles: { zh: string; en: string };
  fields: FieldFault[];
  present: unknown;
};

const unreachable = {
  zh: '连接不上服务器，内容还在，请稍后再试。',
  en: 'The server cannot be reached. Nothing you wrote is lost; try again in a moment.',
};
/** A piece of the pages that could not be fetched: the page has to be loaded anew. */
export function pageNotLoaded(): Problem {
  return new Problem({ code: 'PAGE_NOT_LOADED', titles: unreachable });
}

/** Whether something failed because the server could not be reached. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof Problem && (error.code === 'NETWORK' || error.code === 'PAGE_NOT_LOADED');
}

const unreadable = {
  zh: '服务器的答复无法读取，请稍后再试。',
  en: 'The server’s answer could not be read. Try again in a moment.',
};

export type CallOptions = {
  /** The same key for each try of one deed: it then happens once. */
  key?: string;
  signal?: AbortSignal;
};

const face: { asResident: boolean } = { asResident: false };

/** The portal speaks as the resident, even where a staff session stands beside it. */
export function speakAsResident(): void {
  face.asResident = true;
}

/** Calls an endpoint. Throws a Problem. */
export async function api<R extends Route>(
  route: R,
  input: Input<R>,
  options: CallOptions = {},
): Promise<Answer<R>> {
  const [method = 'GET', path = ''] = route.split(' ');
  // The parts are typed by the route; here each is only put where HTTP has it.
  const parts = input as { params?: Values; query?: Values; body?: unknown };
  const response = await reach(addressOf(path, parts.params, parts.query), {
    method,
    headers: headersOf(parts.body !== undefined, options.key),
    ...(parts.body !== undefined && { body: JSON.stringify(parts.body) }),
    ...(options.signal && { signal: options.signal }),
  });
  return (await readAnswer(response)) as Answer<R>;
}

type Values = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** A list or a thing to read, for `useSuspenseQuery`. */
export function read<R extends GetRoute>(route: R, input: Input<R>) {
  return queryOptions({
    queryKey: [route, input] as const,
    queryFn: ({ signal }) => api(route, input, { signal }),
  });
}

/** The address of an endpoint with its braces filled; values are escaped. */
export function addressOf(path: string, params: Values = {}, query: Values = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(params[name] ?? '')),
  );
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]));
  return pairs.length > 0 ? `${filled}?${search}` : filled;
}

export function headersOf(hasBody: boolean, key?: string): Record<string, string> {
  return {
    accept: 'application/json',
    'accept-language': languageNow(),
    ...(hasBody && { 'content-type': 'application/json' }),
    ...(key && { 'idempotency-key': key }),
    ...(face.asResident && { 'x-linli-as': 'resident' }),
  };
}

/** The request itself. Throws NETWORK as a Problem. */
export async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    const response = await fetch(address, { ...init, credentials: 'same-origin' });
    noteConnection(true);
    learnTime(response);
    return response;
  } catch (error) {
    if (init.signal?.aborted) throw error;
    noteConnection(false);
    throw new Problem({ code: 'NETWORK', titles: unreachable });
  }
}

/** Throws what was refused as a Problem. */
export async function readAnswer(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  const text = await response.text();
  const value = text === '' ? undefined : parse(text, response.status);
  if (response.ok) return value;
  throw asProblem(value, response.status);
}

function parse(text: string, status: number): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem({ code: 'UNREADABLE', status, titles: unreadable });
  }
}

function asProblem(value: unknown, status: number): Problem {
  const wire = value as Partial<ProblemWire> | undefined;
  if (!wire?.code || !wire.titles) {
    return new Problem({ code: 'UNREADABLE', status, titles: unreadable });
  }
  return new Problem({ ...wire, status, code: wire.code, titles: wire.titles });
}

/** Calls an endpoint that takes one file, with the fields beside it. Throws a Problem. */
export async function sendFile<R extends Route>(
  route: R,
  file: Blob & { name?: string },
  fields: Readonly<Record<string, string>>,
): Promise<Answer<R>> {
  const [method = 'POST', path = ''] = route.split(' ');
  const form = new FormData();
  // Fields go first: a server that reads the form as it comes knows them when the file begins.
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', file, file.name ?? 'file');
  const response = await reach(path, { method, headers: headersOf(false), body: form });
  return (await readAnswer(response)) as Answer<R>;
}

/** Uploads one file; `onProgress` hears from 0 to 1. Throws a Problem. */
export function upload(
  file: Blob & { name?: string },
  options: CallOptions & { onProgress?: (share: number) => void } = {},
): Promise<Answer<'POST /api/attachments'>> {
  const request = new XMLHttpRequest();
  const form = new FormData();
  form.append('file', file, file.name ?? 'file');
  request.open('POST', '/api/attachments');
  for (const [name, value] of Object.entries(headersOf(false, options.key))) {
    request.setRequestHeader(name, value);
  }
  request.upload.addEventListener('progress', (event) => {
    options.onProgress?.(event.loaded / (event.total || 1));
  });
  options.signal?.addEventListener('abort', () => request.abort());
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Problem({ code: 'NETWORK', titles: unreachable }));
    request.addEventListener('error', () => {
      noteConnection(false);
      fail();
    });
    request.addEventListener('abort', fail);
    request.addEventListener('load', () => {
      try {
        const value = parse(request.responseText, request.status);
        if (request.status < 300) resolve(value as Answer<'POST /api/attachments'>);
        else reject(asProblem(value, request.status));
      } catch (error) {
        reject(error);
      }
    });
    request.send(form);
  });
}
