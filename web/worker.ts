/** A page and its face's service worker. Where there is none the face works all the same. */

/** Null in development, without TLS, and in browsers that keep nothing. */
export async function registerWorker(
  script: string,
  scope: string,
): Promise<ServiceWorkerRegistration | null> {
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return null;
  return navigator.serviceWorker.register(script, { scope }).catch(() => null);
}

/** The portal's worker reaches over the whole origin: another face asks whose it has. */
export function hasWorker(script: string): boolean {
  const controller = 'serviceWorker' in navigator ? navigator.serviceWorker.controller : null;
  return controller !== null && new URL(controller.scriptURL).pathname === script;
}
