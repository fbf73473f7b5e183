/**
 * Room on the phone. A full one takes no write at all, not even that something was sent: some room
 * is held back for that, and what can be fetched again gives way to what cannot.
 */
import type { openStore } from './queue/store.ts';

type Store = ReturnType<typeof openStore>;

/** As the service worker names them. */
const PICTURES = 'linli-field-photos';
const RESERVE = 'reserve';
const RESERVE_BYTES = 1_000_000;

/** Holds room back; a phone that has none goes on without. */
export async function keepReserve(store: Store): Promise<void> {
  if (await store.get(RESERVE)) return;
  const room = new Blob([new Uint8Array(RESERVE_BYTES)]);
  await store.keep(RESERVE, room).catch(() => undefined);
}

/** Gives up pictures of tasks and what has arrived; for noting what is sent the reserve too. */
export async function makeRoom(store: Store, isForSending: boolean): Promise<void> {
  await dropPictures();
  if (isForSending) await store.forget(RESERVE);
  for (const item of await store.list()) {
    if (item.state === 'done') await store.remove(item.id);
  }
}

export async function dropPictures(): Promise<void> {
  await caches.delete(PICTURES);
}
