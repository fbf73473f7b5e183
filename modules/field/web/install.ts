/**
 * The app on the home screen, and its next version: a new service worker waits until nothing is
 * being sent or written, so that an update never takes a deed apart.
 */
import { useSyncExternalStore } from 'react';
import { hasWorker, registerWorker } from '../../../web/worker.ts';

const WORKER = '/field/sw.js';

type InstallEvent = Event & { prompt: () => Promise<void> };

let offered: InstallEvent | null = null;
let waiting: ServiceWorker | null = null;
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Registers the service worker, and listens for what the browser offers. Called once. */
export async function beginInstall(): Promise<void> {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    offered = event as InstallEvent;
    tell();
  });
  addEventListener('appinstalled', () => {
    offered = null;
    tell();
  });
  const hadOne = hasWorker(WORKER);
  const registration = await registerWorker(WORKER, '/field/');
  if (!registration) return;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    // The first one takes over quietly; a newer one brings newer pages.
    if (hadOne) location.reload();
  });
  noteWaiting(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const next = registration.installing;
    next?.addEventListener('statechange', () => {
      if (next.state === 'installed' && hasWorker(WORKER)) noteWaiting(next);
    });
  });
}

function noteWaiting(worker: ServiceWorker | null): void {
  waiting = worker;
  tell();
}

export function useInstall(): boolean {
  return useSyncExternalStore(subscribe, () => offered !== null);
}

export async function installApp(): Promise<void> {
  await offered?.prompt();
  offered = null;
  tell();
}

/** Whether a newer version waits. */
export function useUpdate(): boolean {
  return useSyncExternalStore(subscribe, () => waiting !== null);
}

/** Lets it take over; the page is then loaded anew. */
export function takeUpdate(): void {
  // A worker has no origin to name: it is the one that this page registered.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  waiting?.postMessage('takeOver');
}
