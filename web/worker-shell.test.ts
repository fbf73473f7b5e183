/** The shell over builds that follow each other, with a cache in memory and a server of files. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeShell } from './worker-shell.ts';

const ORIGIN = 'https://linli.example';
/** What the server has now, by path. */
let served: Record<string, string>;
let kept: Map<string, Map<string, Response>>;

const pathOf = (asked: RequestInfo | URL) =>
  new URL(asked instanceof Request ? asked.url : String(asked), ORIGIN).pathname;

function answer(asked: RequestInfo | URL): Promise<Response> {
  const text = served[pathOf(asked)];
  return Promise.resolve(new Response(text ?? 'gone', { status: text === undefined ? 404 : 200 }));
}

function cacheOf(pages: Map<string, Response>) {
  return {
    match: async (asked: RequestInfo) => pages.get(pathOf(asked))?.clone(),
    put: async (asked: RequestInfo, response: Response) => void pages.set(pathOf(asked), response),
    addAll: async (all: string[]) => {
      for (const one of all) {
        const response = await answer(one);
        if (!response.ok) throw new TypeError('not there');
        pages.set(pathOf(one), response);
      }
    },
  };
}

beforeEach(() => {
  served = {};
  kept = new Map();
  vi.stubGlobal('fetch', answer);
  vi.stubGlobal('caches', {
    open: async (name: string) => {
      const pages = kept.get(name) ?? new Map<string, Response>();
      kept.set(name, pages);
      return cacheOf(pages);
    },
    keys: async () => [...kept.keys()],
    delete: async (name: string) => kept.delete(name),
  });
});

afterEach(() => vi.unstubAllGlobals());

/** The server gets a build; its worker is what a browser would then install. */
function build(name: string) {
  const script = `assets/main-${name}.js`;
  served = { '/': `<script src="/${script}"></script>`, [`/${script}`]: name };
  const files = [{ url: script, revision: null }];
  return makeShell({ prefix: 'shell-', document: '/', files, origin: ORIGIN });
}
const partOf = async (shell: ReturnType<typeof build>, name: string) =>
  (await shell.part(new Request(`${ORIGIN}/assets/main-${name}.js`))).text();

describe('a shell', () => {
  it('keeps the document and the parts of one build', async () => {
    const shell = build('a');
    await shell.install();
    served = {};
    expect(await (await shell.keptDocument())?.text()).toContain('main-a.js');
    expect(await partOf(shell, 'a')).toBe('a');
  });

  it('is not put together from two builds, though the server changes meanwhile', async () => {
    const shell = build('a');
    const before = served;
    build('b');
    served = { ...before, '/': served['/'] ?? '' };
    await expect(shell.install()).rejects.toThrow('another build');
    expect(await shell.keptDocument()).toBeUndefined();
    served = {};
    await expect(shell.install()).rejects.toThrow('not there');
  });

  it('gives a page that is still open the parts of its own build', async () => {
    await build('a').install();
    const next = build('b');
    await next.install();
    await next.forgetOlder(1);
    expect(await partOf(next, 'a')).toBe('a');
    expect(await (await next.keptDocument())?.text()).toContain('main-b.js');
    const last = build('c');
    await last.install();
    await last.forgetOlder(1);
    expect(await partOf(last, 'a')).toBe('gone');
    expect(await partOf(last, 'b')).toBe('b');
    await last.forgetOlder();
    expect(kept.size).toBe(1);
  });

  it('leaves what others keep alone', async () => {
    kept.set('of-others', new Map());
    await build('a').forgetOlder();
    expect([...kept.keys()]).toEqual(['of-others']);
  });
});
