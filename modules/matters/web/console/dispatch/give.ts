/**
 * Giving a matter to an organisation. The promise not to break: one deed has one key over all its
 * tries, and what another dispatcher did first is shown, never overwritten.
 */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { type Answer, api, Problem, read } from '../../../../../web/api.ts';
import { newKey } from '../../../../../web/new-key.ts';

type Named = { id: string; zh: string; en: string | null };

export type Giving = {
  number: string;
  version: number;
  action: 'dispatch' | 'designate';
  org: Named;
  supporting: readonly string[];
  /** The note of a dispatch, the reason of a designation. */
  words: string;
};

export type Given = Giving & { newVersion: number };

/** Another was faster: where the matter stands now. */
export type Taken = { number: string; now: Answer<'GET /api/matters/{number}'> };

/** An error, so that a mutation fails with it. */
export class TakenProblem extends Error {
  readonly taken: Taken;

  constructor(taken: Taken) {
    super('taken');
    this.name = 'TakenProblem';
    this.taken = taken;
  }
}

const BOARD = 'GET /api/dispatch';
const LOADS = 'GET /api/orgs/loads';

/** Refused with VERSION_STALE it fails as TakenProblem, which says who has the matter now. */
export function useGive() {
  const client = useQueryClient();
  const sent = useRef({ words: '', key: '' });
  const refresh = () => {
    void client.invalidateQueries({ queryKey: [BOARD] });
    void client.invalidateQueries({ queryKey: [LOADS] });
  };
  return useMutation({
    mutationFn: async (giving: Giving): Promise<Given> => {
      const { number, version, action, org, supporting, words } = giving;
      const said = action === 'dispatch' ? { note: words } : { reason: words };
      // The same words are the same deed: a try after a lost answer must not happen twice.
      const deed = JSON.stringify(giving);
      if (sent.current.words !== deed) sent.current = { words: deed, key: newKey() };
      const input = { org: org.id, ...(supporting.length > 0 && { supporting }), ...said };
      try {
        const answer = await api(
          'POST /api/matters/{number}/actions/{action}',
          { params: { number, action }, body: { version, input } },
          { key: sent.current.key },
        );
        return { ...giving, newVersion: answer.version };
      } catch (error) {
        if (!(error instanceof Problem) || error.code !== 'VERSION_STALE') throw error;
        throw new TakenProblem({
          number,
          now: await api('GET /api/matters/{number}', { params: { number } }),
        });
      }
    },
    onSettled: (_given, _error, { number }) => {
      refresh();
      const matter = read('GET /api/matters/{number}', { params: { number } });
      void client.invalidateQueries({ queryKey: matter.queryKey });
    },
  });
}
