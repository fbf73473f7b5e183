/**
 * The field app's service worker: the app itself from the cache, small pictures of tasks kept for
 * the walk, and the queue sent when the browser says that the network is back. A newer one waits
 * until the app lets it take over.
 */

import { runQueue } from '../../modules/field/web/queue/sender.ts';
import { openStore } from '../../modules/field/web/queue/store.ts';
import { makeTransport } from '../../modules/field/web/queue/transport.ts';

/** What is used here of a worker: its type library and that of pages exclude each other. */
type Extendable = Event & { waitUntil: (work: Promise<unknown>) => void };
type Fetched = Extendable & {
  request: Request;
  respondWith: (answer: Promise<Response>) => void;
};
type Scope = {
  __WB_MANIFEST: readonly { url: string; revision: string | null }[];
  skipWaiting: () => Promise<void>;
  clients: { claim: () => Promise<void> };
  addEventListener: (name: string, listener: (event: never) => void) => void;
  location: Location;
};
declare const self: Scope;

const DOCUMENT = '/field/';
const files = self.__WB_MANIFEST;
/** Each build has a cache of its own: a page and its parts are always of one build. */
const CACHE = `linli-field-app-${hashOf(files.map((file) => file.url + file.revision).join())}`;
const PHOTOS = 'linli-field-photos';
const PHOTOS_MAX = 300;

function hashOf(text: string): string {
  let hash = 5381;
  for (const letter of text) hash = (hash * 33 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return hash.toString(36);
}

self.addEventListener('install', (event: Extendable) => {
  event.waitUntil(install());
});

async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await cache.addAll(
    files.map((file) => new URL(file.url, `${self.location.origin}${DOCUMENT}`).href),
  );
  // The server gives the document to browsers only, with a policy of its own that is kept with it.
  const headers = { accept: 'text/html' };
  const answer = await fetch(DOCUMENT, { headers, cache: 'reload', credentials: 'same-origin' });
  const text = await answer.clone().text();
  const script = /<script[^>]+src="([^"]+)"/.exec(text)?.[1];
  const isOurs = files.some((file) => script?.endsWith(file.url));
  // A server that was updated just now sends another build's document: tried again later.
  if (!answer.ok || !isOurs) throw new Error('the document is of another build');
  await cache.put(DOCUMENT, answer);
}

self.addEventListener('activate', (event: Extendable) => {
  event.waitUntil(
    (async () => {
      const names = await caches.keys();
      const old = names.filter((name) => name.startsWith('linli-field-app-') && name !== CACHE);
      await Promise.all(old.map((name) => caches.delete(name)));
      await self.clients.claim();
    })(),
  );
});

self.addEventListener('message', (event: MessageEvent) => {
  if (event.data === 'takeOver') void self.skipWaiting();
});

self.addEventListener('fetch', (event: Fetched) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (request.mode === 'navigate') event.respondWith(documentFor(request));
  else if (/^\/api\/attachments\/[^/]+\/thumb$/.test(url.pathname)) {
    event.respondWith(pictureFor(request));
  } else if (url.pathname.startsWith(DOCUMENT)) event.respondWith(partFor(request));
});

async function documentFor(request: Request): Promise<Response> {
  const kept = await (await caches.open(CACHE)).match(DOCUMENT);
  return kept ?? fetch(request);
}

async function partFor(request: Request): Promise<Response> {
  const kept = await (await caches.open(CACHE)).match(request);
  return kept ?? fetch(request);
}

/** Kept when first seen, so that it is there without a network; who may see it was asked then. */
async function pictureFor(request: Request): Promise<Response> {
  const cache = await caches.open(PHOTOS);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
    const keys = await cache.keys();
    const over = keys.slice(0, Math.max(0, keys.length - PHOTOS_MAX));
    await Promise.all(over.map((key) => cache.delete(key)));
  }
  return answer;
}

self.addEventListener('sync', (event: Extendable & { tag: string }) => {
  if (event.tag === 'linli-field-send') event.waitUntil(sendAll());
});

/** One run over all windows and this worker. A lost network makes the browser ask again later. */
async function sendAll(): Promise<void> {
  const store = openStore();
  const shift = (await store.get('shift')) as { account?: string } | undefined;
  const account = shift?.account;
  if (account === undefined) return;
  await navigator.locks.request('linli-field-send', async () => {
    const offset = ((await store.get('offset')) as number | undefined) ?? 0;
    const transport = makeTransport({ blobOf: store.blob });
    const now = () => Date.now() + offset;
    const end = await runQueue({ store, transport, account, now });
    if (end === 'lost') throw new Error('the network was lost again');
  });
}
