/** Takes an action once, however often it is sent, and reads the matter again. */
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { api } from '../../../../../web/api.ts';
import { newKey } from '../../../../../web/new-key.ts';
import type { Seen } from './act-drawer.tsx';
import type { Action } from './form-rules.ts';
import { useReadAgain } from './reads.ts';

type Deed = { action: Action; input: Record<string, unknown>; seen: Seen };

/** `onTaken` hears of it even when the form is gone before the answer: the draft has to go, too. */
export function useAct(number: string, onTaken?: (action: Action) => void) {
  const readAgain = useReadAgain(number);
  /** The same words are the same deed: a try after a lost answer must not happen twice. */
  const sent = useRef({ words: '', key: '' });
  return useMutation({
    mutationFn: ({ action, input, seen }: Deed) => {
      const words = JSON.stringify([action.action, input]);
      if (sent.current.words !== words) sent.current = { words, key: newKey() };
      return api(
        'POST /api/matters/{number}/actions/{action}',
        {
          params: { number, action: action.action },
          body: { input, ...(action.needsVersion && { version: seen.version }) },
        },
        { key: sent.current.key },
      );
    },
    onSuccess: (_, { action }) => onTaken?.(action),
    onSettled: readAgain,
  });
}
