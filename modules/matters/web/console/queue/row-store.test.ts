/** The rows of a queue while others work on it: nothing is lost, doubled or moved. */
import { expect, it, vi } from 'vitest';
import { type Load, PAGE, type Page, type Row, rowStore } from './row-store.ts';

const row = (n: number, more: Partial<Row> = {}) =>
  ({ number: String(n).padStart(6, '0'), title: `示例${n}`, ...more }) as Row;

/** A server that gives pages by number, over what it holds at that moment. */
function server(count: number) {
  const held = new Map(Array.from({ length: count }, (_, n) => [row(n).number, row(n)]));
  const load = vi.fn<Load>(async (after, limit): Promise<Page> => {
    const rows = [...held.values()].sort((a, b) => (a.number < b.number ? -1 : 1));
    const rest = rows.filter(({ number }) => after === null || number > after);
    const items = rest.slice(0, limit);
    return { items, next: rest.length > limit ? (items.at(-1)?.number ?? null) : null };
  });
  return { held, load };
}

const settled = (store: ReturnType<typeof rowStore>) =>
  expect.poll(() => store.get().isLoading).toBe(false);

it('reads on as far as it is asked to, and to the end once', async () => {
  const { load } = server(1000);
  const store = rowStore(load);
  store.reload();
  await settled(store);
  expect(store.get().rows).toHaveLength(PAGE);
  store.reach(450);
  await settled(store);
  expect(store.get().rows).toHaveLength(3 * PAGE);
  store.reach(5000);
  await settled(store);
  expect(store.get()).toMatchObject({ isAtEnd: true });
  expect(store.get().rows.map(({ number }) => Number(number))).toEqual([...Array(1000).keys()]);
  expect(load).toHaveBeenCalledTimes(5);
});

it('patches a row that changed where it stands, and marks one that left', async () => {
  const { held, load } = server(300);
  const store = rowStore(load);
  store.reload();
  store.reach(300);
  await settled(store);
  held.set('000250', row(250, { title: '已变化' }));
  held.delete('000003');
  store.hear({ number: '000250', isHere: true });
  store.hear({ number: '000003', isHere: false });
  expect(store.get().marks.get('000003')).toBe('gone');
  await expect.poll(() => store.get().rows[250]?.title).toBe('已变化');
  expect(store.get().rows).toHaveLength(300);
});

it('counts what is new without moving anything, and shows it when read again', async () => {
  const { held, load } = server(10);
  const store = rowStore(load);
  store.reload();
  await settled(store);
  held.set('000000a', row(0, { number: '000000a' }));
  store.hear({ number: '000000a', isHere: true });
  store.hear({ number: '000000b', isHere: true });
  store.hear({ number: '000000b', isHere: false });
  expect([...store.get().news]).toEqual(['000000a']);
  expect(store.get().rows).toHaveLength(10);
  store.reload();
  await settled(store);
  expect(store.get().rows).toHaveLength(11);
  expect(store.get().news.size).toBe(0);
});

it('keeps what is in sight until what is read again is there', async () => {
  const { held, load } = server(300);
  const store = rowStore(load);
  store.reload();
  store.reach(300);
  await settled(store);
  held.delete('000000');
  store.reload();
  expect(store.get()).toMatchObject({ isLoading: true, isAtEnd: false });
  expect(store.get().rows).toHaveLength(300);
  await settled(store);
  expect(store.get().rows).toHaveLength(PAGE);
  expect(store.get().rows[0]?.number).toBe('000001');
  load.mockRejectedValueOnce(new Error('away'));
  store.reload();
  await settled(store);
  expect(store.get().rows).toHaveLength(PAGE);
});

it('marks a row that stands elsewhere in the order now', async () => {
  const { held, load } = server(1000);
  const store = rowStore(load);
  store.reload();
  store.reach(200);
  await settled(store);
  held.delete('000005');
  store.hear({ number: '000005', isHere: true });
  await expect.poll(() => store.get().marks.get('000005')).toBe('changed');
});

it('keeps what it has when a page fails, and goes on when it is read again', async () => {
  const { load } = server(500);
  const store = rowStore(load);
  store.reload();
  await settled(store);
  load.mockRejectedValueOnce(new Error('away'));
  store.reach(400);
  await settled(store);
  expect(store.get()).toMatchObject({ error: new Error('away') });
  expect(store.get().rows).toHaveLength(PAGE);
  store.reload();
  await settled(store);
  expect(store.get()).toMatchObject({ error: null });
});
