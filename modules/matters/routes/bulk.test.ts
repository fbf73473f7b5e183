/** Many matters at once, over HTTP: each done or refused for itself, and only once. */
import { expect, it } from 'vitest';
import { storyHouse } from '../../../test/house.ts';
import { proveLogs, teller } from '../../../test/teller.ts';

const story = await storyHouse();
const tell = teller(story);
const folk = await story.people();

type Item = {
  number: string;
  done: { stage: string; version: number } | null;
  refusal: { code: string; titles: { zh: string; en: string } } | null;
};

async function bulk(as: { headers: Record<string, string> }, body: object, key?: string) {
  const answer = await story.http('POST /api/matters/bulk', {
    as,
    body,
    ...(key && { headers: { 'idempotency-key': key } }),
  });
  return { ...answer, items: (answer.body.items ?? []) as Item[] };
}

async function opened(): Promise<{ number: string; version: number }> {
  const number = await tell.report(folk.clerk);
  await tell.done(folk.townDispatcher, number, 'open');
  const { version } = await tell.read(folk.townDispatcher, number);
  return { number, version: Number(version) };
}

it('dispatches those that it may, and says of each other why not, in their order', async () => {
  const [one, two, stale] = [await opened(), await opened(), await opened()];
  const notOpen = await tell.report(folk.clerk);
  const unseen = await tell.report(folk.elsewhere.clerk, { point: { lon: 122.21, lat: 30.71 } });
  const { items, status } = await bulk(folk.townDispatcher, {
    action: 'dispatch',
    items: [
      one,
      { ...stale, version: stale.version - 1 },
      { number: notOpen, version: 1 },
      two,
      {
        number: unseen,
        version: 1,
      },
      { number: two.number },
    ],
    input: { org: folk.orgs.department },
  });
  expect(status).toBe(200);
  expect(items.map((item) => [item.number, item.done?.stage, item.refusal?.code])).toEqual([
    [one.number, 'dispatched', undefined],
    [stale.number, undefined, 'VERSION_STALE'],
    [notOpen, undefined, 'ACTION_NOT_OPEN'],
    // It stood twice: the last word counts, and it names no version.
    [two.number, undefined, 'INPUT_INVALID'],
    [unseen, undefined, 'NOT_FOUND'],
  ]);
  expect(items[1]?.refusal?.titles).toEqual({ zh: expect.any(String), en: expect.any(String) });
});

it('dispatches each where the rules would send it', async () => {
  const light = await opened();
  const gas = await tell.report(folk.clerk, { category: 'gas', text: '楼道有燃气异味' });
  await tell.done(folk.townDispatcher, gas, 'open');
  const { version } = await tell.read(folk.townDispatcher, gas);
  const { items } = await bulk(folk.townDispatcher, {
    action: 'dispatch',
    items: [light, { number: gas, version }],
    bySuggestion: true,
  });
  expect(items[0]?.done).toMatchObject({ stage: 'dispatched' });
  expect(items[1]?.refusal?.code).toBe('SUGGESTION_MISSING');
  const { handlingOrg } = await tell.read(folk.townDispatcher, light.number);
  expect(handlingOrg).toMatchObject({ id: folk.orgs.department });
});

it('answers a repeated key as the first time, and does nothing twice', async () => {
  const { number } = await opened();
  const body = { action: 'remind', items: [{ number }], input: { reason: '请抓紧' } };
  const first = await bulk(folk.townDispatcher, body, 'bulk-repeat-1');
  const again = await bulk(folk.townDispatcher, body, 'bulk-repeat-1');
  expect(first.items[0]?.done).not.toBeNull();
  expect(again.items).toEqual(first.items);
});

it('takes 200 and no more, no action that ends a matter, and needs the right to act', async () => {
  const many = Array.from({ length: 201 }, (_, n) => ({ number: `310116-26-${n}` }));
  const codes = await Promise.all([
    bulk(folk.townDispatcher, { action: 'note', items: many }),
    bulk(folk.townDispatcher, { action: 'close', items: many.slice(0, 1) }),
    bulk(folk.townDispatcher, { action: 'note', items: many.slice(0, 1), bySuggestion: true }),
    bulk(folk.leader, { action: 'note', items: many.slice(0, 1) }),
  ]);
  expect(codes.map(({ body }) => body.code)).toEqual([
    'INPUT_INVALID',
    'INPUT_INVALID',
    'INPUT_INVALID',
    'FORBIDDEN',
  ]);
});

proveLogs(story);
