/** What the installation says of itself: its notice, and in the demo who may sign in. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { type Answer, read } from './api.ts';

const LOOK_AGAIN_MS = 3000;

export function useAbout(): Answer<'GET /api/about'> {
  return useSuspenseQuery({
    ...read('GET /api/about', {}),
    // While the demo loads, so that its notice moves on.
    refetchInterval: ({ state }) => {
      const progress = state.data?.notice?.progress;
      return progress !== undefined && progress < 1 ? LOOK_AGAIN_MS : false;
    },
  }).data;
}
