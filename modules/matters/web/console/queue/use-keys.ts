/** Keys of the list: they work wherever nothing is typed and no dialog stands open. */
import { useEffect, useEffectEvent } from 'react';
import { moveBy } from './rules.ts';
import type { Cursor } from './table.tsx';

export type ListKeys = {
  count: number;
  cursor: Cursor;
  choose: (index: number, isRange: boolean) => void;
  unchoose: () => void;
  reload: () => void;
  help: () => void;
  open: (index: number) => void;
};

export function useListKeys(list: ListKeys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target) || document.querySelector('[role="dialog"]')) return;
    if (act(event, list)) event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => press(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);
}

function act(event: KeyboardEvent, list: ListKeys): boolean {
  const { key } = event;
  const { at } = list.cursor;
  const others: Record<string, () => void> = {
    x: () => list.choose(at, false),
    Escape: list.unchoose,
    r: list.reload,
    '?': list.help,
  };
  const to = moveBy(key === 'J' || key === 'K' ? key.toLowerCase() : key, at, list.count);
  if (to !== null && list.count > 0) {
    list.cursor.move(to);
    if (event.shiftKey) list.choose(to, true);
    return true;
  }
  // The focus follows the current row a moment later: a quick Enter means the row, not the focus.
  if (key === 'Enter' && isOfRow(event.target)) others.Enter = () => list.open(at);
  others[key]?.();
  return key in others;
}

function isOfRow(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target === document.body || target.classList.contains('queue-link');
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const isBox = target instanceof HTMLInputElement && target.type === 'checkbox';
  return (
    !isBox &&
    target.closest('input, textarea, select, [contenteditable], [role="combobox"]') !== null
  );
}
