/** Reads lists again soon after something happened; many things at once are one reading. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { type LiveStatus, useLive } from '../../../../../web/live.ts';

const GATHER_MS = 1500;

/** `routes`: first parts of the queries' keys. */
export function useNews(routes: readonly string[]): LiveStatus {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const soon = () => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      for (const route of routes) void client.invalidateQueries({ queryKey: [route] });
    }, GATHER_MS);
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  return useLive({ matter: soon, gone: soon, hello: soon, reset: soon });
}
