/**
 * The shell of a face in its service worker: the document and the parts that the build named, in a
 * cache of their own for each build. Parts carry their content's hash in their names, so that a
 * document only ever meets the parts of its own build. Nothing that the API says is kept here.
 */

/** What is used here of a worker: its type library and that of pages exclude each other. */
export type Extendable = Event & { waitUntil: (work: Promise<unknown>) => void };
export type Fetched = Extendable & {
  request: Request;
  respondWith: (answer: Promise<Response>) => void;
};
export type WorkerScope = {
  __WB_MANIFEST: readonly { url: string; revision: string | null }[];
  skipWaiting: () => Promise<void>;
  clients: { claim: () => Promise<void> };
  addEventListener: (name: string, listener: (event: never) => void) => void;
  location: Location;
};

export type ShellOptions = {
  /** What the names of this face's caches begin with. */
  prefix: string;
  /** Where its document answers. */
  document: string;
  files: WorkerScope['__WB_MANIFEST'];
  origin: string;
};

export function makeShell({ prefix, document, files, origin }: ShellOptions) {
  const own = `${prefix}${hashOf(files.map((file) => file.url + file.revision).join())}`;

  /** Takes document and parts in, whole or not at all. */
  async function install(): Promise<void> {
    const cache = await caches.open(own);
    await cache.addAll(files.map((file) => new URL(file.url, `${origin}${document}`).href));
    // The server gives the document to browsers only, with a policy that is kept with it.
    const headers = { accept: 'text/html' };
    const answer = await fetch(document, { headers, cache: 'reload', credentials: 'same-origin' });
    const text = await answer.clone().text();
    const script = /<script[^>]+src="([^"]+)"/.exec(text)?.[1];
    const isOurs = files.some((file) => script?.endsWith(file.url));
    // A server that was updated just now sends another build's document: tried again later.
    if (!answer.ok || !isOurs) throw new Error('the document is of another build');
    await cache.put(document, answer);
  }

  /** Earlier builds go; `kept` of the newest of them stay for pages that are still open. */
  async function forgetOlder(kept = 0): Promise<void> {
    // Names come in the order in which the caches were made.
    const older = (await caches.keys()).filter((name) => name.startsWith(prefix) && name !== own);
    const gone = older.slice(0, Math.max(0, older.length - kept));
    await Promise.all(gone.map((name) => caches.delete(name)));
  }

  async function keptDocument(): Promise<Response | undefined> {
    return (await caches.open(own)).match(document);
  }

  /** From the cache of this build, or of an earlier one that an open page is of; else asked for. */
  async function part(request: Request): Promise<Response> {
    const kept = await (await caches.open(own)).match(request);
    if (kept) return kept;
    for (const name of await caches.keys()) {
      const earlier = name.startsWith(prefix) && (await (await caches.open(name)).match(request));
      if (earlier) return earlier;
    }
    return fetch(request);
  }

  return { install, forgetOlder, keptDocument, part };
}

function hashOf(text: string): string {
  let hash = 5381;
  for (const letter of text) hash = (hash * 33 + (letter.codePointAt(0) ?? 0)) >>> 0;
  return hash.toString(36);
}
