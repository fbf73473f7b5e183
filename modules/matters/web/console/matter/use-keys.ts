/** Keys of the matter page; they rest while somebody writes. */
import { useEffect } from 'react';

export type Keys = Readonly<Record<string, () => void>>;

export function useKeys(keys: Keys): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      const act = keys[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [keys]);
}

function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest('input, textarea, select, [role="combobox"], [role="dialog"]') !== null
  );
}

/** The focus goes to the next or last panel, from wherever it stands. */
export function goToPanel(step: 1 | -1): void {
  const panels = [...document.querySelectorAll<HTMLElement>('.matter-panel')];
  const at = panels.findIndex((panel) => panel.contains(document.activeElement));
  const from = at < 0 && step < 0 ? panels.length : at;
  const next = panels[Math.min(Math.max(from + step, 0), panels.length - 1)];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'start', behavior: 'smooth' });
}
