/** How the pages look on this device: light or dark, and large type; remembered here only. */
import { useSyncExternalStore } from 'react';

export type Theme = 'auto' | 'light' | 'dark';
export type Look = { theme: Theme; isLarge: boolean; isDark: boolean };

const KEYS = { theme: 'linli.theme', large: 'linli.large' } as const;
const dark = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();
let look = readLook();

function readLook(): Look {
  const kept = localStorage.getItem(KEYS.theme);
  const theme: Theme = kept === 'light' || kept === 'dark' ? kept : 'auto';
  const isDark = theme === 'dark' || (theme === 'auto' && dark.matches);
  return { theme, isLarge: localStorage.getItem(KEYS.large) === 'yes', isDark };
}

function show(): void {
  look = readLook();
  const root = document.documentElement;
  root.dataset.theme = look.isDark ? 'dark' : 'light';
  root.dataset.size = look.isLarge ? 'large' : 'normal';
  for (const listener of listeners) listener();
}

dark.addEventListener('change', show);
show();

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEYS.theme, theme);
  show();
}

export function chooseLarge(isLarge: boolean): void {
  localStorage.setItem(KEYS.large, isLarge ? 'yes' : 'no');
  show();
}

export function useLook(): Look {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => look,
  );
}
