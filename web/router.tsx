/** Routes of a face from a list of pages, each loaded when it is first opened. */
import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  lazyRouteComponent,
  RouterProvider,
  useNavigate,
  useParams,
  useSearch,
} from '@tanstack/react-router';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { pageNotLoaded } from './api.ts';
import { isConnectionLost, listenConnection, watchConnection } from './connection.ts';
import { isWorthAnother } from './retry.ts';

export type FacePage = {
  /** `/matters/$number`: after the face's own beginning. */
  path: string;
  load: () => Promise<() => ReactNode>;
};

export type FaceOptions = {
  base: string;
  pages: readonly FacePage[];
  /** Around every page: header, menus; renders `<Outlet />`. */
  Frame: () => ReactNode;
  Waiting: () => ReactNode;
  Broken: (about: ErrorComponentProps) => ReactNode;
  Missing: () => ReactNode;
};

const KEEP_MS = 30_000;

/**
 * Refusals are answers and are not asked again; what the network lost or the server stumbled over
 * is, twice, unless there is no network: then it fails at once and says so, rather than wait
 * unseen. It is read anew when the connection is back.
 */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: KEEP_MS,
        networkMode: 'always',
        refetchOnReconnect: true,
        retry: (tries, error) => navigator.onLine && isWorthAnother(tries, error),
      },
      // An act is taken now or not at all: it never goes out later by itself.
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}

/** The queries hear of the connection from where every request tells it. */
function followConnection(): void {
  watchConnection();
  onlineManager.setEventListener((setOnline) =>
    listenConnection(() => setOnline(!isConnectionLost())),
  );
  onlineManager.setOnline(!isConnectionLost());
}

/**
 * After an update of the server a page that was open asks for pieces that are gone: it is loaded
 * anew, once; if that does not help the error is shown.
 */
function reloadAfterUpdate(): void {
  const mark = 'linli.reloaded';
  window.addEventListener('vite:preloadError', (event) => {
    // Without a network nothing was updated, and a reload would lose the page.
    if (!navigator.onLine) return;
    if (sessionStorage.getItem(mark) === location.href) return;
    sessionStorage.setItem(mark, location.href);
    event.preventDefault();
    location.reload();
  });
}

/** Draws a face into the page. */
export function showFace(
  options: FaceOptions,
  around: (about: { children: ReactNode }) => ReactNode,
) {
  const Around = around;
  const element = document.getElementById('root');
  if (!element) throw new Error('the page has no #root');
  reloadAfterUpdate();
  followConnection();
  createRoot(element).render(
    <StrictMode>
      <QueryClientProvider client={makeQueryClient()}>
        <Around>
          <RouterProvider router={makeRouter(options)} />
        </Around>
      </QueryClientProvider>
    </StrictMode>,
  );
}

/** Without a network it is said; otherwise the router loads the document anew, once. */
async function loadPage(page: FacePage): Promise<() => ReactNode> {
  try {
    return await page.load();
  } catch (error) {
    throw navigator.onLine ? error : pageNotLoaded();
  }
}

function makeRouter(options: FaceOptions) {
  const root = createRootRoute({
    component: options.Frame,
    notFoundComponent: options.Missing,
  });
  const routes = options.pages.map((page) =>
    createRoute({
      getParentRoute: () => root,
      path: page.path,
      component: lazyRouteComponent(async () => ({ default: await loadPage(page) })),
    }),
  );
  return createRouter({
    routeTree: root.addChildren(routes),
    basepath: options.base,
    defaultPreload: 'intent',
    defaultPendingComponent: options.Waiting,
    defaultErrorComponent: options.Broken,
    defaultNotFoundComponent: options.Missing,
    scrollRestoration: true,
    // Plain words in the address, as people and other systems write them.
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: (search) => {
      const pairs = Object.entries(search).filter(
        ([, value]) => value !== undefined && value !== '',
      );
      const text = new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]));
      return pairs.length > 0 ? `?${text}` : '';
    },
  });
}

/** A part of the address, by the name that the page's path gives it. */
export function useParam(name: string): string {
  const params: Record<string, string | undefined> = useParams({ strict: false });
  const value = params[name];
  if (value === undefined) throw new Error(`the address of this page has no ${name}`);
  return value;
}

export type Search = Readonly<Record<string, string | undefined>>;

/** What stands after the `?`, and how to change it; undefined takes a word away. */
export function useSearchState(): [Search, (next: Search, how?: { replace?: boolean }) => void] {
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = (next: Search, how: { replace?: boolean } = {}) => {
    void navigate({
      to: '.',
      search: { ...search, ...next },
      replace: how.replace ?? false,
    });
  };
  return [search, change];
}
