/** The party's page as its parts read it, and as an act of theirs answers it. */
import { useQueryClient } from '@tanstack/react-query';
import { type Answer, read } from '../../../../web/api.ts';

export const ROUTE = 'GET /api/invitations/{invitation}';
export type Page = Answer<typeof ROUTE>;
export type Of = { invitation: string; page: Page };

/** What an act answers is the page as it stands now. */
export function useDone(invitation: string) {
  const client = useQueryClient();
  const { queryKey } = read(ROUTE, { params: { invitation } });
  return (page: Page) => client.setQueryData(queryKey, page);
}
