/** A session as people live it, over HTTP: planned, entered, led, closed. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { roomTeller } from '../../test/rooms.ts';
import { proveLogs } from '../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { seated } = roomTeller(story, folk);

const remark = (page: string, text: string, kind = 'said') => ({
  body: { id: randomUUID(), page, kind, text },
});

describe('a session', () => {
  it('brings both sides and the mediator into one room', async () => {
    const { applicant, respondent, mediator, number } = await seated();
    const said = await applicant.call('POST /remarks', remark('joint', '您好。'));
    expect(said.status).toBe(201);
    for (const who of [applicant, respondent, mediator]) {
      const { body } = await who.call('GET ');
      expect(body).toMatchObject({ number, step: 'inside' });
      expect(body.participants).toHaveLength(3);
      const remarks = await who.call('GET /remarks');
      expect(remarks.body.items).toEqual([expect.objectContaining({ text: '您好。' })]);
    }
  });
});

proveLogs(story);
