/** Which rows are selected: at most as many as may be acted on at once. */
import { useCallback, useState } from 'react';
import type { Row } from './row-store.ts';

export const CHOSEN_MAX = 200;

export type Choice = {
  chosen: ReadonlyMap<string, Row>;
  isFull: boolean;
  /** Turns a row over; with `isRange` chooses all from the last one on. */
  choose: (index: number, isRange: boolean) => void;
  clear: () => void;
};

export function useChoice(rows: readonly Row[]): Choice {
  const [chosen, setChosen] = useState<ReadonlyMap<string, Row>>(new Map());
  const [last, setLast] = useState(0);
  const choose = useCallback(
    (index: number, isRange: boolean) => {
      setChosen((before) => turned(before, rows, { index, from: isRange ? last : index, isRange }));
      setLast(index);
    },
    [rows, last],
  );
  const clear = useCallback(() => setChosen(new Map()), []);
  return { chosen, isFull: chosen.size >= CHOSEN_MAX, choose, clear };
}

function turned(
  before: ReadonlyMap<string, Row>,
  rows: readonly Row[],
  { index, from, isRange }: { index: number; from: number; isRange: boolean },
): ReadonlyMap<string, Row> {
  const next = new Map(before);
  const row = rows[index];
  if (!row) return before;
  if (!isRange) {
    if (!next.delete(row.number) && next.size < CHOSEN_MAX) next.set(row.number, row);
    return next;
  }
  const range = rows.slice(Math.min(from, index), Math.max(from, index) + 1);
  for (const one of range) if (next.size < CHOSEN_MAX) next.set(one.number, one);
  return next;
}
