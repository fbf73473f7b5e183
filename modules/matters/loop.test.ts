/** The closed loop as people live it, over HTTP, with people made for each story. */
import { describe, expect, it } from 'vitest';
import { HERE, type StoryHouse, storyHouse } from '../../test/house.ts';
import type { People, Staff } from '../../test/people.ts';

const story = await storyHouse();

type Caller = { headers: Record<string, string> };

async function report(as: Caller, body: Record<string, unknown> = {}) {
  const answer = await story.http('POST /api/reports', {
    as,
    body: { text: '小区门口路灯不亮已经三天。', category: 'streetLight', point: HERE, ...body },
  });
  expect(answer.body).toMatchObject({ number: expect.any(String) });
  expect(answer.status).toBe(201);
  return String(answer.body.number);
}

async function act(as: Caller, number: string, action: string, input: object = {}) {
  const { body } = await story.http(`GET /api/matters/${number}`, { as });
  return story.http(`POST /api/matters/${number}/actions/${action}`, {
    as,
    body: { version: body.version, input },
  });
}

/** Takes an act that must succeed; answers the stage it led to. */
async function done(as: Caller, number: string, action: string, input: object = {}) {
  const answer = await act(as, number, action, input);
  expect(answer.body, action).toMatchObject({ stage: expect.any(String) });
  return answer.body.stage;
}

async function handledBy(folk: People, number: string, org: string, handler: Staff) {
  await done(folk.townDispatcher, number, 'open');
  await done(folk.townDispatcher, number, 'dispatch', { org });
  await done(handler, number, 'acknowledge');
  return done(handler, number, 'complete', { outcome: 'fixed', text: '已更换灯头。' });
}

describe('the closed loop', () => {
  it('takes a resident from a report to a checked, answered and rated result', async () => {
    const folk = await story.people();
    const resident = await folk.resident();
    const number = await report(resident);

    expect(await handledBy(folk, number, folk.orgs.department, folk.handler)).toBe('checking');
    expect(await done(folk.checker, number, 'check', { result: 'failed', text: '仍不亮' })).toBe(
      'handling',
    );
    await done(folk.handler, number, 'complete', { outcome: 'fixed', text: '已换线路。' });
    expect(await done(folk.checker, number, 'check', { result: 'passed', text: '已亮' })).toBe(
      'callingBack',
    );
    await done(folk.handler, number, 'reply', { text: '路灯已修复，感谢反映。' });
    await done(folk.callBackOperator, number, 'callBack', { result: 'satisfied', text: '满意' });
    expect(await done(folk.townDispatcher, number, 'close')).toBe('closed');
    await done(resident, number, 'rate', { score: 5 });

    const { body } = await story.http(`GET /api/matters/${number}`, { as: resident });
    expect(body).toMatchObject({
      outcome: 'fixed',
      proof: 'checked',
      reworkCount: 1,
      ratingMean: 5,
      replies: [{ text: '路灯已修复，感谢反映。' }],
    });
  });
});

export type { StoryHouse };
