/** The mediation room at `/rooms/…`: one page without account and router, fast on a phone. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RoomsApp } from '../../modules/rooms/web/rooms/app.tsx';
import { watchConnection } from '../connection.ts';
import '../theme.ts';
import { RoomsFrame } from './frame.tsx';

const element = document.getElementById('root');
if (!element) throw new Error('the page has no #root');
watchConnection();
// What the network lost is asked for again by the room itself, which knows when it is back.
const never = { retry: false, networkMode: 'always' } as const;
const client = new QueryClient({ defaultOptions: { queries: never, mutations: never } });
/** A page that broke is opened anew, once a minute at most: the room knows all that was said. */
function openAnew(): void {
  const mark = 'linli.room.opened';
  if (Date.now() - Number(sessionStorage.getItem(mark)) < 60_000) return;
  sessionStorage.setItem(mark, String(Date.now()));
  location.reload();
}

createRoot(element, { onUncaughtError: openAnew }).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RoomsFrame>
        <RoomsApp />
      </RoomsFrame>
    </QueryClientProvider>
  </StrictMode>,
);
