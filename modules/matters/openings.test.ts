/** Who opened what a resident sent, and what for: as the resident is shown it. */
import { expect, it } from 'vitest';
import { jpeg } from '../../test/attachments.ts';
import { storyHouse } from '../../test/house.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { report } = teller(story);
const { http } = story;

async function photoBy(as: Caller): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(await jpeg())], { type: 'image/jpeg' }), 'a.jpg');
  const sent = new Response(form);
  const headers = { 'content-type': sent.headers.get('content-type') ?? '' };
  const body = Buffer.from(await sent.arrayBuffer());
  return String((await http('POST /api/attachments', { as, headers, body })).body.id);
}

it('says for each attachment by whom and what for, whether or not the page said it', async () => {
  const resident = await folk.resident();
  const photo = await photoBy(resident);
  const number = await report(resident, { attachments: [photo] });
  const open = (query: string, as: Caller) =>
    http(`GET /api/attachments/${photo}?county=310116${query}`, { as });
  expect((await open('', folk.townDispatcher)).status).toBe(200);
  expect((await open('&purpose=callBack', folk.townDispatcher)).status).toBe(200);
  expect((await open('', folk.leader)).status).toBe(200);
  expect((await open('&purpose=curiosity', folk.townDispatcher)).body.code).toBe('INPUT_INVALID');
  // Their own look is theirs: nothing is asked.
  expect((await open('', resident)).status).toBe(200);
  const { items } = (await http(`GET /api/matters/${number}/openings`, { as: resident })).body;
  const lines = (items as { verb: string; org: object | null; purpose: string | null }[]).filter(
    ({ verb }) => verb === 'attachment.open',
  );
  expect(lines.map(({ org, purpose }) => [org !== null, purpose])).toEqual([
    [false, null],
    [true, 'audit'],
    [true, 'callBack'],
    [true, 'handling'],
  ]);
});

proveLogs(story);
