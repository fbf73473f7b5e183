/** What the mediator's pages send, and the agreement read again after it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, read } from '../../../../web/api.ts';

export const agreementOf = (number: string) =>
  read('GET /api/matters/{number}/agreement', { params: { number } });

/** One deed at a time; the whole matter is read again, since its stage may have moved. */
export function useDeed<Given>(number: string, send: (given: Given) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSettled: () =>
      client.invalidateQueries({ predicate: ({ queryKey }) => isOf(queryKey[1], number) }),
  });
}

function isOf(input: unknown, number: string): boolean {
  return (input as { params?: { number?: string } } | undefined)?.params?.number === number;
}

export const compareOf = (number: string) => ({
  key: number,
  compare: (version: number) =>
    api('GET /api/matters/{number}/agreement/versions/{version}', { params: { number, version } }),
});
