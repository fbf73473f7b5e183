/** Acts that come at the same time share a transaction: each ends as if it had been alone. */
import { describe, expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { withClient } from '../../test/server.ts';
import { proveLogs, teller } from '../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { report, read } = teller(story);
const { http, base } = story;

const MANY = 20;
const reports = () =>
  Promise.all(
    Array.from({ length: MANY }, (_, at) => report(folk.clerk, { text: `路灯${at}不亮` })),
  );
const open = (number: string, key?: string) =>
  http(`POST /api/matters/${number}/actions/open`, {
    as: folk.townDispatcher,
    body: { version: 1, input: {} },
    ...(key !== undefined && { headers: { 'idempotency-key': key } }),
  });
const statuses = (answers: readonly { status: number }[]) =>
  answers.map(({ status }) => status).sort((a, b) => a - b);

/** In how many transactions the second entries of matters were written. */
const transactions = (numbers: readonly string[]) =>
  withClient(base.superUrl, async (client) => {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(DISTINCT e.xmin::text)::int AS n
       FROM matter.entry e JOIN matter.matter m ON m.county = e.county AND m.id = e.matter_id
       WHERE m.number = ANY ($1) AND e.seq = 2`,
      [numbers],
    );
    return rows[0]?.n;
  });

describe('acts that come together', () => {
  it('are written together, each with its entry', async () => {
    const numbers = await reports();
    const answers = await Promise.all(numbers.map((number) => open(number)));
    expect(statuses(answers)).toEqual(numbers.map(() => 200));
    expect(await transactions(numbers)).toBeLessThan(MANY / 2);
    for (const number of numbers) {
      expect(await read(folk.townDispatcher, number)).toMatchObject({
        stage: { code: 'opened' },
      });
    }
  });

  it('are refused alone: the late one of two, who is out of scope, and what is not open', async () => {
    const numbers = await reports();
    const [twice = '', foreign = '', wrong = ''] = numbers;
    const others = numbers.slice(3);
    const [first, second, out, early, ...rest] = await Promise.all([
      open(twice),
      open(twice),
      http(`POST /api/matters/${foreign}/actions/open`, {
        as: folk.otherTownDispatcher,
        body: { version: 1, input: {} },
      }),
      http(`POST /api/matters/${wrong}/actions/close`, {
        as: folk.townDispatcher,
        body: { version: 1, input: {} },
      }),
      ...others.map((number) => open(number)),
    ]);
    expect(statuses([first, second])).toEqual([200, 409]);
    expect([out.body.code, early.body.code]).toEqual(['NOT_FOUND', 'ACTION_NOT_OPEN']);
    expect(statuses(rest)).toEqual(others.map(() => 200));
    expect(await transactions([twice, ...others])).toBeLessThan(MANY / 2);
  });

  it('go on beside a matter that somebody else holds, and that one after it', async () => {
    const numbers = await reports();
    const [held = '', ...others] = numbers;
    await withClient(base.superUrl, async (client) => {
      await client.query('BEGIN');
      await client.query('SELECT 1 FROM matter.matter WHERE number = $1 FOR UPDATE', [held]);
      const late = open(held);
      const answers = await Promise.all(others.map((number) => open(number)));
      expect(statuses(answers)).toEqual(others.map(() => 200));
      await client.query('COMMIT');
      expect((await late).status).toBe(200);
    });
  });

  it('answer a repeat under its key once, and the same', async () => {
    const numbers = await reports();
    const key = '5f0f6f5e-6f0e-4d2c-9f34-2f1f3c9f0a01';
    const [one = '', ...others] = numbers;
    const [first, again] = await Promise.all([
      open(one, key),
      open(one, key),
      ...others.map((number) => open(number)),
    ]);
    expect(again?.body).toEqual(first?.body);
    expect(first?.body).toMatchObject({ seq: 2, stage: 'opened' });
  });
});

proveLogs(story);
