/** Asks the server whether there is a newer app: one that is never closed would not hear of it. */
export async function lookForUpdate(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration();
  // Without a network there is nothing to learn.
  await registration?.update().catch(() => undefined);
}
