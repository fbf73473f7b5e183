/** Who is signed in at this face. Rights are read for menus only: the server decides each act. */
import {
  type QueryClient,
  useQuery,
  useQueryClient,
  useSuspenseQuery,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Answer, api, read } from './api.ts';

export type Session = Answer<'GET /api/session'>;

export const sessionQuery = { ...read('GET /api/session', {}), staleTime: 60_000 };

export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

/** Null while it is not known: it was not asked yet, or there is no network. */
export function useSessionIfKnown(): Session | null {
  return useQuery(sessionQuery).data ?? null;
}

/** To hide a door that leads nowhere. Buttons of a matter come from `allowedActions` instead. */
export function useMay(): (permission: string) => boolean {
  const { permissions } = useSession();
  return (permission) => permissions?.includes(permission) ?? false;
}

/** Ends the session and forgets all that was read under it. Throws a Problem. */
export function useSignOut(kind: 'staff' | 'residents'): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    if (kind === 'staff') await api('POST /api/staff/sign-out', {});
    else {
      await api('POST /api/residents/sign-out', {});
      // Where on which page one was.
      sessionStorage.clear();
      // A channel has no origin to name: it never leaves ours.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      others?.postMessage('signedOut');
    }
    forgetAllBut(client, await client.fetchQuery({ ...sessionQuery, staleTime: 0 }));
  };
}

/** Other windows of this browser show the portal, too. */
const others = 'BroadcastChannel' in globalThis ? new BroadcastChannel('linli-residents') : null;

/** Forgets what this window shows when the resident signs out in another. */
export function useSignOutElsewhere(): void {
  const client = useQueryClient();
  useEffect(() => {
    const hear = () => {
      sessionStorage.clear();
      void client.fetchQuery({ ...sessionQuery, staleTime: 0 }).then((session) => {
        forgetAllBut(client, session);
      });
    };
    others?.addEventListener('message', hear);
    return () => others?.removeEventListener('message', hear);
  }, [client]);
}

/** After signing in as somebody: what was read before was read as somebody else. */
export function useSignedIn(): (session: Session) => void {
  const client = useQueryClient();
  return (session) => {
    forgetAllBut(client, session);
  };
}

/** The session's own entry stays in place: what shows it on the page hears of the change. */
function forgetAllBut(client: QueryClient, session: Session): void {
  const [own] = sessionQuery.queryKey;
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== own });
  client.setQueryData(sessionQuery.queryKey, session);
}
