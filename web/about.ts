/** What the installation says of itself: its notice, and in the demo who may sign in. */
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { type Answer, read } from './api.ts';

const LOOK_AGAIN_MS = 3000;

type About = Answer<'GET /api/about'>;

export function useAbout(): About {
  return useSuspenseQuery(aboutQuery).data;
}

/** For what stands around every page, with a network or without. */
export function useAboutIfKnown(): About | null {
  return useQuery(aboutQuery).data ?? null;
}

const aboutQuery = {
  ...read('GET /api/about', {}),
  // While the demo loads, so that its notice moves on.
  refetchInterval: ({ state }: { state: { data?: About | undefined } }) => {
    const progress = state.data?.notice?.progress;
    return progress !== undefined && progress < 1 ? LOOK_AGAIN_MS : false;
  },
};
