import { describe, expect, it } from 'vitest';
import { q } from '../../../platform/db/index.ts';
import { attachmentHouse, COUNTY, clerk, jpeg, wang } from '../../../test/attachments.ts';
import { withClient } from '../../../test/server.ts';
import {
  attachFiles,
  eraseAttachments,
  moveAttachments,
  releaseAttachments,
} from '../actions/attachments.ts';
import { uploadFile } from '../actions/upload.ts';
import { ORPHAN_MS, sweepOrphans, sweepRemoved } from './attachments.ts';

const house = await attachmentHouse();
const { world, clock, upload, get, matter, attach } = house;

async function uploaded(as = 'wang'): Promise<string> {
  return (await upload(as, { name: 'a.jpg', bytes: await jpeg() })).json().id;
}

async function storedKeys(id: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of world.files.list('attachments/')) if (key.includes(id)) keys.push(key);
  return keys;
}

function rowsOf(id: string) {
  return withClient(house.superUrl, async (client) => {
    const { rows } = await client.query('SELECT * FROM matter.attachment WHERE id = $1', [id]);
    return rows;
  });
}

describe('the sweep of orphans', () => {
  it('removes what was never attached for a day, rows and bytes, and nothing else', async () => {
    const orphan = await uploaded();
    const attached = await uploaded();
    await attach(wang, await matter([wang]), [attached]);
    clock.now += ORPHAN_MS;
    const fresh = await uploaded();
    expect(await storedKeys(orphan)).toHaveLength(2);
    expect(await sweepOrphans(world, clock.now)).toBe(0);
    clock.now += 1000;
    expect(await sweepOrphans(world, clock.now)).toBe(1);
    expect(await rowsOf(orphan)).toEqual([]);
    expect(await storedKeys(orphan)).toEqual([]);
    for (const id of [attached, fresh]) {
      expect(await rowsOf(id)).toHaveLength(1);
      expect(await storedKeys(id)).toHaveLength(2);
    }
    expect(await sweepOrphans(world, clock.now)).toBe(0);
  });

  it('also finds an upload whose bytes never came', async () => {
    const files = { ...world.files, put: () => Promise.reject(new Error('the disk is full')) };
    const ctx = {
      actor: wang,
      now: clock.now,
      newId: house.newId,
      idempotencyKey: 'key-full',
      file: { name: 'a.jpg', mediaType: '', bytes: await jpeg() },
    } as Parameters<typeof uploadFile>[1];
    await expect(uploadFile({ ...world, files }, ctx)).rejects.toThrow('the disk is full');
    const storing = await world.db.scoped({ counties: ['-'] }, (tx) =>
      tx.rows(q.selectFrom('matter.attachment').select('id').where('state', '=', 'storing')),
    );
    expect(storing).toHaveLength(1);
    await expect(
      attach(
        wang,
        await matter([wang]),
        storing.map((row) => row.id),
      ),
    ).rejects.toMatchObject({ code: 'ATTACHMENT_UNKNOWN' });

    // A second try under the same key finishes the first.
    const again = await uploadFile(world, ctx);
    expect(again.id).toBe(storing[0]?.id);
    expect((await get('wang', again.href)).statusCode).toBe(200);
  });

  it('that breaks off in the middle is taken up by the next', async () => {
    const orphan = await uploaded();
    clock.now += ORPHAN_MS + 1000;
    const files = { ...world.files, remove: () => Promise.reject(new Error('the store is away')) };
    await expect(sweepOrphans({ ...world, files }, clock.now)).rejects.toThrow('away');
    const [row] = await rowsOf(orphan);
    expect(row).toMatchObject({ state: 'removed', sealed_key: null });
    await sweepOrphans(world, clock.now);
    expect(await rowsOf(orphan)).toEqual([]);
    expect(await storedKeys(orphan)).toEqual([]);
  });

  it('run four times at once beside acts leaves each file either whole or gone', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 12; n += 1) ids.push(await uploaded());
    clock.now += ORPHAN_MS + 1000;
    const to = await matter([wang]);
    const act = (id: string) => attach(wang, to, [id]);
    const early = ids.slice(0, 6).map(act);
    const sweeps = [1, 2, 3, 4].map(() => sweepOrphans(world, clock.now));
    const ends = await Promise.allSettled([...early, ...ids.slice(6).map(act)]);
    await Promise.all(sweeps);
    await sweepOrphans(world, clock.now);
    for (const [n, id] of ids.entries()) {
      const isAttached = ends[n]?.status === 'fulfilled';
      expect(await rowsOf(id)).toHaveLength(isAttached ? 1 : 0);
      expect(await storedKeys(id)).toHaveLength(isAttached ? 2 : 0);
    }
  });
});

describe('erasing a matter', () => {
  it('makes its files unreadable at once, and a sweep deletes their bytes', async () => {
    const gone = await matter([clerk]);
    const kept = await matter([clerk]);
    const ids = [await uploaded('clerk'), await uploaded('clerk')];
    const [a] = await attach(clerk, gone, [ids[0] ?? '']);
    const [b] = await attach(clerk, kept, [ids[1] ?? '']);
    const erased = await world.db.scoped({ counties: [COUNTY] }, (tx) =>
      eraseAttachments(tx, { ...gone, now: clock.now }),
    );
    expect(erased).toBe(1);
    expect((await get('clerk', a?.href ?? '')).statusCode).toBe(404);
    expect(await storedKeys(a?.id ?? '')).toHaveLength(2);

    expect(await sweepRemoved(world, COUNTY)).toBe(1);
    expect(await sweepRemoved(world, COUNTY)).toBe(0);
    expect(await storedKeys(a?.id ?? '')).toEqual([]);
    const [row] = await rowsOf(a?.id ?? '');
    expect(row).toMatchObject({
      state: 'removed',
      uploaded_by: 'erased',
      taken_at: null,
      sealed_key: null,
      file_key: null,
      thumb_key: null,
    });
    expect((await get('clerk', b?.href ?? '')).statusCode).toBe(200);
  });

  it('by its key alone is enough: the files do not open any more', async () => {
    const to = await matter([clerk]);
    const [made] = await attach(clerk, to, [await uploaded('clerk')]);
    await world.db.scoped({ counties: [COUNTY] }, (tx) =>
      tx.run(q.deleteFrom('matter.data_key').where('matter_id', '=', to.matterId)),
    );
    expect((await get('clerk', made?.href ?? '')).statusCode).toBe(404);
  });
});

describe('a matter that moves', () => {
  it('takes its files along, under the key of its new row', async () => {
    const from = await matter([clerk]);
    const to = await matter([clerk], '310117');
    const [made] = await attach(clerk, from, [await uploaded('clerk')]);
    const moved = await world.db.scoped({ counties: [COUNTY, '310117'] }, (tx) =>
      moveAttachments(tx, from, to),
    );
    expect(moved).toBe(1);
    expect((await get('clerk', made?.href ?? '')).statusCode).toBe(404);
    const there = `/api/attachments/${made?.id}?county=310117`;
    expect((await get('clerk', there)).statusCode).toBe(200);
    expect(await rowsOf(made?.id ?? '')).toHaveLength(1);
  });
});

describe('releasing', () => {
  it('opens a covered copy to whoever is signed in, and is taken back; an original never', async () => {
    const to = await matter([clerk]);
    const [original] = await attach(clerk, to, [await uploaded('clerk')], 'after');
    const [copy] = await world.db.scoped({ counties: [COUNTY, '-'] }, async (tx) =>
      attachFiles(tx, { actor: clerk, now: clock.now }, world.keyring, {
        ...to,
        ids: [await uploaded('clerk')],
        purpose: 'covered',
        coversId: original?.id ?? '',
      }),
    );
    const release = (id: string, at: Date | null) =>
      world.db.scoped({ counties: [COUNTY] }, (tx) =>
        releaseAttachments(tx, { ...to, ids: [id], releasedAt: at }),
      );
    expect((await get('zhao', copy?.href ?? '')).statusCode).toBe(404);
    expect(await release(copy?.id ?? '', new Date(clock.now))).toBe(1);
    expect((await get('zhao', copy?.href ?? '')).statusCode).toBe(200);
    expect(await release(original?.id ?? '', new Date(clock.now))).toBe(0);
    expect((await get('zhao', original?.href ?? '')).statusCode).toBe(404);
    await release(copy?.id ?? '', null);
    expect((await get('zhao', copy?.href ?? '')).statusCode).toBe(404);
  });
});

describe('the wall between counties', () => {
  it('shows uploads only to a scope that names "-", and attachments only to their county', async () => {
    const waiting = await uploaded();
    const id = await uploaded();
    await attach(wang, await matter([wang]), [id]);
    const seenBy = async (counties: string[]) => {
      const rows = await world.db.scoped({ counties }, (tx) =>
        tx.rows(q.selectFrom('matter.attachment').select('id').where('id', 'in', [waiting, id])),
      );
      return rows.map((row) => row.id);
    };
    expect(await seenBy([])).toEqual([]);
    expect(await seenBy(['310117'])).toEqual([]);
    expect(await seenBy(['-'])).toEqual([waiting]);
    expect(await seenBy([COUNTY])).toEqual([id]);
  });

  it('tells the programmer of an act that forgot "-" in its scope', async () => {
    const to = await matter([wang]);
    const act = { ...to, ids: [await uploaded()], purpose: 'report' as const };
    const ctx = { actor: wang, now: clock.now };
    await expect(
      world.db.scoped({ counties: [COUNTY] }, (tx) => attachFiles(tx, ctx, world.keyring, act)),
    ).rejects.toThrow("needs the scope [county, '-']");
  });
});
