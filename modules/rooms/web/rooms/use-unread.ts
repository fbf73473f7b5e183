/** Which page of the talk is shown, whether somebody looks at it, and what waits on the others. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { keep, readKept } from './kept.ts';
import type { TalkRemark } from './live.ts';
import { countUnread, readSeen, type TalkPage, withSeen } from './unread.ts';

export type Reading = {
  page: TalkPage;
  turnTo: (page: TalkPage) => void;
  unread: ReadonlyMap<TalkPage, number>;
  /** The talk is on the screen, and the page before somebody's eyes. */
  isInView: boolean;
  list: RefObject<HTMLUListElement | null>;
};

export function useReading(room: string, remarks: readonly TalkRemark[], me: string): Reading {
  const [page, turnTo] = useState<TalkPage>('joint');
  const [seen, setSeen] = useState(() => readSeen(readKept(room, 'seen')));
  const list = useRef<HTMLUListElement>(null);
  const isInView = useInView(list);
  useEffect(() => {
    if (isInView) setSeen((known) => withSeen(known, remarks, page));
  }, [isInView, remarks, page]);
  useEffect(() => {
    keep(room, 'seen', seen);
  }, [room, seen]);
  return { page, turnTo, unread: countUnread(remarks, { seen, me }), isInView, list };
}

/** The last lines stand below: a first glimpse of the talk is not yet them. */
const SHARE_SEEN = 0.5;

/** A phone in the pocket, another tab, a page scrolled elsewhere: nobody looks. */
function useInView(element: RefObject<HTMLElement | null>): boolean {
  const [isOnScreen, setOnScreen] = useState(false);
  const [isVisible, setVisible] = useState(document.visibilityState === 'visible');
  useEffect(() => {
    if (!element.current) return;
    const observer = new IntersectionObserver(
      (entries) => setOnScreen(entries.at(-1)?.isIntersecting === true),
      { threshold: SHARE_SEEN },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  useEffect(() => {
    const look = () => setVisible(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  return isOnScreen && isVisible;
}
