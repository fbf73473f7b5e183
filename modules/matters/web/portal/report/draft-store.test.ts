import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { DraftPhoto } from '../../report/draft.ts';

const photo: Omit<DraftPhoto, 'draft'> = {
  id: 'p1',
  key: 'k1',
  blob: new Blob(['picture'], { type: 'image/jpeg' }),
  name: 'lamp.jpg',
  point: { lon: 121.2, lat: 30.7 },
  uploadedAs: null,
};

/** The store as a page finds it that was opened anew: nothing in memory, all on the device. */
async function reopened() {
  vi.resetModules();
  return import('./draft-store.ts');
}

beforeEach(async () => {
  const store = await reopened();
  for (const { draft } of await store.listDrafts()) await store.removeDraft(draft.id);
});

describe('a draft', () => {
  it('outlasts a closed page, with its photos and its key', async () => {
    const before = await reopened();
    await before.openDraft('d1');
    before.changeDraft('d1', { text: '路灯不亮' });
    before.addPhotos('d1', [photo]);
    before.changePhoto('d1', 'p1', { uploadedAs: 'attachment' });
    const key = before.writtenNow('d1')?.draft.key;
    await expect.poll(async () => (await before.listDrafts())[0]?.photos.length).toBe(1);
    const after = await reopened();
    await after.openDraft('d1');
    const found = after.writtenNow('d1');
    expect(found?.draft).toMatchObject({ text: '路灯不亮', key });
    expect(found?.photos).toMatchObject([{ id: 'p1', draft: 'd1', uploadedAs: 'attachment' }]);
  });

  it('leaves nothing behind that nobody wrote in', async () => {
    const store = await reopened();
    await store.openDraft('d2');
    store.changeDraft('d2', { isPrivate: true });
    expect(await store.listDrafts()).toEqual([]);
  });

  it('is gone with its photos once deleted, and back when that is undone', async () => {
    const store = await reopened();
    await store.openDraft('d3');
    store.changeDraft('d3', { text: '垃圾没人清' });
    store.addPhotos('d3', [{ ...photo, id: 'p3' }]);
    await expect.poll(async () => (await store.listDrafts())[0]?.photos.length).toBe(1);
    const undo = await store.removeDraft('d3');
    expect(await store.listDrafts()).toEqual([]);
    await undo();
    expect(await store.listDrafts()).toMatchObject([
      { draft: { text: '垃圾没人清' }, photos: [{ id: 'p3' }] },
    ]);
  });

  it('stands among others, the newest first', async () => {
    const store = await reopened();
    vi.useFakeTimers({ toFake: ['Date'] });
    for (const [at, id] of ['old', 'new'].entries()) {
      vi.setSystemTime(Date.UTC(2026, 10, 20 + at));
      await store.openDraft(id);
      store.changeDraft(id, { text: id });
    }
    vi.useRealTimers();
    const ids = async () => (await store.listDrafts()).map(({ draft }) => draft.id);
    await expect.poll(ids).toEqual(['new', 'old']);
  });
});
