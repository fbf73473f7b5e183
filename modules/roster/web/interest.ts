/** What a mediator disclosed, in words, and a side's answer to it: for console and portal. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Answer, api } from '../../../web/api.ts';

type Shown = Answer<'GET /api/matters/{number}/mediators'>;
export type ShownMediator = Shown['items'][number];
export type Side = Shown['maySide'][number];

/** Keys of `rosterWebTexts`. */
export const groundWords = {
  relative: 'relative',
  interest: 'interest_',
  relation: 'relation',
} as const;

export function useInterestAnswer(number: string, { id }: ShownMediator) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ side, answer }: { side: Side; answer: 'agreed' | 'declined' }) =>
      api('POST /api/matters/{number}/mediator-interests', {
        params: { number },
        body: { side, mediator: id, answer },
      }),
    onSuccess: () => client.invalidateQueries(),
  });
}
