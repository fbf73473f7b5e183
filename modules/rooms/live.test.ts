/** What a page that listens is told as the session ends under it. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { httpOf } from '../../test/http.ts';
import { listening, listenTo } from '../../test/live.ts';
import { roomTeller } from '../../test/rooms.ts';
import { withClient } from '../../test/server.ts';

const story = await storyHouse();
const folk = await story.people();
const { seated } = roomTeller(story, folk);
const { app } = await httpOf(story.world, story.house.http);
const url = await listening(app);

it('a page whose round the end overtakes hears of the end, and of no other device', async () => {
  const { applicant, session } = await seated();
  const path = `/api/rooms/${applicant.room}/events?page=${randomUUID()}`;
  const ear = await listenTo(`${url}${path}`, applicant.as);
  await withClient(story.base.superUrl, async (client) => {
    await client.query('BEGIN');
    await client.query('LOCK TABLE room.participant IN ACCESS EXCLUSIVE MODE');
    await changeTopic(session);
    await expect.poll(() => isWaiting(client)).toBe(true);
    await endIn(client, session);
    await client.query('COMMIT');
  });
  await expect.poll(() => ear.isEnded(), { timeout: 20_000 }).toBe(true);
  expect(ear.named('end')).toEqual([{ why: 'closed' }]);
});

/** Whoever listens reads again who sits in the session. */
async function changeTopic(session: string): Promise<void> {
  await withClient(story.base.superUrl, (client) =>
    client.query(
      `UPDATE room.session SET topics = jsonb_set(topics, '{facts}', '99') WHERE id = $1`,
      [session],
    ),
  );
}

/** The round has read the session, and waits for those who sit in it. */
async function isWaiting(client: pg.Client): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'room.participant'::regclass`,
  );
  return rowCount === 1;
}

/** What `endSession` leaves: it would wait for the lock that holds the round up. */
async function endIn(client: pg.Client, session: string): Promise<void> {
  await client.query(
    `UPDATE room.session SET state = 'closed', closed_at = now(), sealed_key = NULL WHERE id = $1`,
    [session],
  );
  await client.query(
    `UPDATE room.participant SET link_hash = NULL, code_hash = NULL, device_hash = NULL,
       next_device_hash = NULL, page = NULL, seen_at = NULL WHERE session_id = $1`,
    [session],
  );
}
