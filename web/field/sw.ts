/**
 * The field app's service worker: the app itself from the cache, small pictures of tasks kept for
 * the walk, and the queue sent when the browser says that the network is back. A newer one waits
 * until the app lets it take over.
 */

import { runQueue } from '../../modules/field/web/queue/sender.ts';
import { openStore } from '../../modules/field/web/queue/store.ts';
import { makeTransport } from '../../modules/field/web/queue/transport.ts';
import { type Extendable, type Fetched, makeShell, type WorkerScope } from '../worker-shell.ts';

declare const self: WorkerScope;

const DOCUMENT = '/field/';
const shell = makeShell({
  prefix: 'linli-field-app-',
  document: DOCUMENT,
  files: self.__WB_MANIFEST,
  origin: self.location.origin,
});
const PHOTOS = 'linli-field-photos';
const PHOTOS_MAX = 300;

self.addEventListener('install', (event: Extendable) => {
  event.waitUntil(shell.install());
});

self.addEventListener('activate', (event: Extendable) => {
  event.waitUntil(shell.forgetOlder().then(() => self.clients.claim()));
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
  } else if (url.pathname.startsWith(DOCUMENT)) event.respondWith(shell.part(request));
});

async function documentFor(request: Request): Promise<Response> {
  return (await shell.keptDocument()) ?? fetch(request);
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
