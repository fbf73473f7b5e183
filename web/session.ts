/** Who is signed in at this face. Rights are read for menus only: the server decides each act. */
import { type QueryClient, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { type Answer, api, read } from './api.ts';

export type Session = Answer<'GET /api/session'>;

export const sessionQuery = { ...read('GET /api/session', {}), staleTime: 60_000 };

export function useSession(): Session {
  return useSuspenseQuery(sessionQuery).data;
}

/** To hide a door that leads nowhere. Buttons of a matter come from `allowedActions` instead. */
export function useMay(): (permission: string) => boolean {
  const { permissions } = useSession();
  return (permission) => permissions?.includes(permission) ?? false;
}

/** Ends the session and forgets all that was read under it. */
export function useSignOut(kind: 'staff' | 'residents'): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    if (kind === 'staff') await api('POST /api/staff/sign-out', {});
    else await api('POST /api/residents/sign-out', {});
    forgetAllBut(client, await client.fetchQuery({ ...sessionQuery, staleTime: 0 }));
  };
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
