/**
 * The portal's service worker: who was here once finds the portal again without a network. The
 * network's document is taken where there is one, and no answer of the API ever passes through
 * here, so that nothing personal can stay in a cache. A newer worker takes over at once: pages that
 * are open keep the parts of their own build.
 */
import { type Extendable, type Fetched, makeShell, type WorkerScope } from '../worker-shell.ts';

declare const self: WorkerScope;

const { origin } = self.location;
const shell = makeShell({
  prefix: 'linli-portal-app-',
  document: '/',
  files: self.__WB_MANIFEST,
  origin,
});

/** A network that hangs is no better than none. */
const PATIENCE_MS = 5000;

self.addEventListener('install', (event: Extendable) => {
  event.waitUntil(shell.install().then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event: Extendable) => {
  event.waitUntil(shell.forgetOlder(1).then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event: Fetched) => {
  const { request } = event;
  const { origin: asked, pathname } = new URL(request.url);
  if (request.method !== 'GET' || asked !== origin) return;
  if (request.mode === 'navigate') {
    if (isPortal(pathname)) event.respondWith(documentFor(request));
  } else if (pathname.startsWith('/assets/')) event.respondWith(shell.part(request));
});

/** The addresses that the server answers with the portal's document. */
function isPortal(path: string): boolean {
  return !/^\/(?:api|console|field)(?:\/|$)/.test(path) && !/\.\w{1,12}$/.test(path);
}

async function documentFor(request: Request): Promise<Response> {
  const kept = await shell.keptDocument();
  if (!kept) return fetch(request);
  try {
    const answer = await Promise.race([fetch(request), patience()]);
    // A gate before the server answers for it while it starts anew.
    return answer.status >= 502 && answer.status <= 504 ? kept : answer;
  } catch {
    return kept;
  }
}

function patience(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('the network hangs')), PATIENCE_MS);
  });
}
