/**
 * What is written in the room, in the order of its numbers. What could not be sent yet waits in
 * this tab and goes by itself; sent twice it stands once.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type Answer, api, isUnreachable } from '../../../../web/api.ts';
import { newKey } from '../../../../web/new-key.ts';
import { keep, readKept } from './kept.ts';
import type { TalkRemark } from './live.ts';

export type Unsent = Pick<TalkRemark, 'id' | 'page' | 'kind' | 'text'> & {
  /** Why the server would not have it; null: it waits for the connection. */
  refusal: unknown;
};

export type Talk = {
  remarks: readonly TalkRemark[];
  unsent: readonly Unsent[];
  hear: (remark: TalkRemark) => void;
  /** Reads what came while nobody listened, and sends what waited. */
  catchUp: () => void;
  say: (remark: Omit<Unsent, 'id' | 'refusal'>) => void;
  drop: (id: string) => void;
};

function readUnsent(room: string): Unsent[] {
  const kept = readKept(room, 'unsent');
  return kept ? (JSON.parse(kept) as Unsent[]) : [];
}

export function useTalk(room: string, isInside: boolean): Talk {
  const [remarks, setRemarks] = useState<readonly TalkRemark[]>([]);
  const [unsent, setUnsent] = useState<readonly Unsent[]>(() => readUnsent(room));
  const seen = useRef(0);
  const waiting = useRef(unsent);
  const isSending = useRef(false);

  const keepUnsent = useCallback(
    (change: (now: readonly Unsent[]) => readonly Unsent[]) => {
      waiting.current = change(waiting.current);
      keep(room, 'unsent', waiting.current.length === 0 ? null : waiting.current);
      setUnsent(waiting.current);
    },
    [room],
  );
  const add = useCallback((more: readonly TalkRemark[]) => {
    for (const { seq } of more) seen.current = Math.max(seen.current, seq);
    setRemarks((known) => merged(known, more));
  }, []);
  const sendAll = useCallback(async () => {
    if (isSending.current) return;
    isSending.current = true;
    try {
      await sendWaiting(room, waiting, { add, keep: keepUnsent });
    } finally {
      isSending.current = false;
    }
  }, [room, add, keepUnsent]);
  const catchUp = useCallback(() => {
    if (!isInside) return;
    void readAfter(room, seen.current)
      .then(add)
      .catch(() => undefined);
    void sendAll();
  }, [room, isInside, add, sendAll]);
  useEffect(catchUp, [catchUp]);

  return {
    remarks,
    unsent,
    hear: (remark) => add([remark]),
    catchUp,
    say: (remark) => {
      keepUnsent((now) => [...now, { ...remark, id: newKey(), refusal: null }]);
      void sendAll();
    },
    drop: (id) => keepUnsent((now) => now.filter((one) => one.id !== id)),
  };
}

function merged(known: readonly TalkRemark[], more: readonly TalkRemark[]): TalkRemark[] {
  const all = new Map([...known, ...more].map((one) => [one.seq, one]));
  return [...all.values()].toSorted((a, b) => a.seq - b.seq);
}

async function readAfter(room: string, after: number): Promise<TalkRemark[]> {
  const all: TalkRemark[] = [];
  for (let from: number | null = after; from !== null; ) {
    const answer: Answer<'GET /api/rooms/{room}/remarks'> = await api(
      'GET /api/rooms/{room}/remarks',
      { params: { room }, query: { after: from } },
    );
    all.push(...answer.items);
    from = answer.next;
  }
  return all;
}

/** One after the other, in the order in which they were written. */
async function sendWaiting(
  room: string,
  waiting: { readonly current: readonly Unsent[] },
  {
    add,
    keep,
  }: {
    add: (more: readonly TalkRemark[]) => void;
    keep: (change: (now: readonly Unsent[]) => readonly Unsent[]) => void;
  },
): Promise<void> {
  for (;;) {
    const next = waiting.current.find((one) => one.refusal === null);
    if (!next) return;
    const { refusal: _none, ...body } = next;
    try {
      const said = await api('POST /api/rooms/{room}/remarks', { params: { room }, body });
      add([said]);
      keep((now) => now.filter((one) => one.id !== next.id));
    } catch (error) {
      if (isUnreachable(error)) return;
      // Said where it was written: nothing is lost without a word.
      keep((now) => now.map((one) => (one.id === next.id ? { ...one, refusal: error } : one)));
    }
  }
}
