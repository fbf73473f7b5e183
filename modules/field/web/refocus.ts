/** Where the focus goes when what was pressed is gone: a keyboard and a reader go on from there. */
import { type RefObject, useEffect, useRef } from 'react';

/**
 * After a change of `what` (never for the first) the focus that fell out of the page goes to the
 * first `heading` within.
 */
export function useRefocus<E extends HTMLElement>(
  what: unknown,
  heading: string,
): RefObject<E | null> {
  const within = useRef<E>(null);
  const before = useRef(what);
  useEffect(() => {
    if (before.current === what) return;
    before.current = what;
    if (document.activeElement !== document.body) return;
    within.current?.querySelector<HTMLElement>(heading)?.focus();
  }, [what, heading]);
  return within;
}
