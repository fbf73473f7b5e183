/** A backup made while people talk: what dies with the session is not in it, the rest goes on. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { backUp, restore } from '../../platform/backup/index.ts';
import { storyHouse } from '../../test/house.ts';
import { emptyPlace, openPlace } from '../../test/place.ts';
import { type RoomCaller, roomTeller } from '../../test/rooms.ts';
import { withClient } from '../../test/server.ts';
import { roomsLeftOut } from './index.ts';

const story = await storyHouse();
const folk = await story.people();
const { seated } = roomTeller(story, folk);
const dir = mkdtempSync(join(tmpdir(), 'linli-room-backup-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const said = (page: string, text: string, kind = 'said') => ({
  body: { id: randomUUID(), page, kind, text },
});

async function copyOf(name: string): Promise<string> {
  const folder = join(dir, name);
  await backUp({
    ownerUrl: story.base.ownerUrl,
    files: story.files,
    checkpointDir: story.house.checkpointDir,
    folder,
    program: '0.1.0',
    leftOut: roomsLeftOut,
    say: () => undefined,
  });
  return folder;
}

/** Every sealed value of talk, as a copy would hold it. */
async function sealedTalk(): Promise<string[]> {
  return withClient(story.base.superUrl, async (client) => {
    const { rows } = await client.query<{ hex: string }>(
      `SELECT encode(sealed, 'hex') AS hex FROM room.remark
       UNION ALL SELECT encode(sealed, 'hex') FROM room.fact WHERE NOT is_agreed
       UNION ALL SELECT encode(sealed_key, 'hex') FROM room.session`,
    );
    return rows.map(({ hex }) => hex);
  });
}

it('holds no talk and no key of it, and a restored session goes on from what stays', async () => {
  const { mediator, applicant, respondent } = await seated();
  await applicant.call('POST /remarks', said('applicant', '最低八百元。', 'offer'));
  const facts = [randomUUID(), randomUUID()];
  for (const [at, id] of facts.entries()) {
    await applicant.call('POST /facts', { body: { id, text: `事实${at}。` } });
  }
  await respondent.call(`POST /facts/${facts[0]}/confirmation`, { body: {} });
  await mediator.call('POST /remarks', said('notes', '差距不大。', 'note'));
  const talk = await sealedTalk();
  expect(talk).toHaveLength(4);

  const folder = await copyOf('during');
  const copies = readdirSync(join(folder, 'tables')).map((file) =>
    gunzipSync(readFileSync(join(folder, 'tables', file))).toString('utf8'),
  );
  for (const hex of talk) expect(copies.some((copy) => copy.includes(hex))).toBe(false);

  const place = await emptyPlace();
  await restore({ ...place, folder });
  const { db, http } = await openPlace(story, place);
  try {
    const there =
      (who: RoomCaller) =>
      (line: string, call: object = {}) => {
        const [method, path = ''] = line.split(' ');
        return http(`${method} /api/rooms/${who.room}${path}`, { ...call, as: who.as });
      };
    const room = await there(applicant)('GET ');
    expect(room.body).toMatchObject({
      step: 'inside',
      facts: [{ id: facts[0], text: '事实0。', isAgreed: true }],
    });
    expect((await there(applicant)('GET /remarks')).body.items).toEqual([]);
    await there(applicant)('POST /remarks', said('joint', '接着谈。'));
    const { items } = (await there(respondent)('GET /remarks')).body;
    expect(items).toMatchObject([{ text: '接着谈。' }]);
    expect((await there(mediator)('GET /record')).body).toMatchObject({
      undisputed: expect.stringMatching(/事实0/),
    });
  } finally {
    await db.close();
  }
  // Here everything is as it was.
  expect((await mediator.call('GET /remarks')).body.items).toHaveLength(2);
});
