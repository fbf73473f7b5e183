/**
 * Whether the server can be reached, as the last request found. While it cannot it is asked again,
 * less and less often, and whoever waits hears when it answers.
 */
import { useSyncExternalStore } from 'react';

const FIRST_MS = 2000;
const LAST_MS = 60_000;

let isLost = 'onLine' in navigator && !navigator.onLine;
let waitMs = FIRST_MS;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

export function isConnectionLost(): boolean {
  return isLost;
}

export function listenConnection(hear: () => void): () => void {
  listeners.add(hear);
  return () => listeners.delete(hear);
}

/** True while the server cannot be reached. */
export function useConnectionLost(): boolean {
  return useSyncExternalStore(listenConnection, isConnectionLost);
}

/** Said by every request: it was answered, or it was not. */
export function noteConnection(isThere: boolean): void {
  if (isLost === !isThere) return;
  isLost = !isThere;
  waitMs = FIRST_MS;
  if (isLost) askLater();
  else clearTimeout(timer);
  for (const hear of listeners) hear();
}

/** Asks whether the server is there; answers it, too. */
export async function askConnection(): Promise<boolean> {
  clearTimeout(timer);
  try {
    const { ok } = await fetch('/healthz', { cache: 'no-store' });
    noteConnection(ok);
  } catch {
    noteConnection(false);
  }
  if (isLost) askLater();
  return !isLost;
}

function askLater(): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    waitMs = Math.min(waitMs * 2, LAST_MS);
    // A page that nobody sees asks when it is seen again.
    if (document.visibilityState === 'visible') void askConnection();
  }, waitMs);
}

/** Called once by each face. */
export function watchConnection(): void {
  addEventListener('offline', () => noteConnection(false));
  addEventListener('online', () => void askConnection());
  document.addEventListener('visibilitychange', () => {
    if (isLost && document.visibilityState === 'visible') void askConnection();
  });
  if (isLost) askLater();
}
