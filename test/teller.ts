/** Tells a story over HTTP: reports, acts that must succeed, acts that must be refused. */
import { expect, it } from 'vitest';
import { verifyLog } from '../modules/matters/actions/verify.ts';
import { HERE, type StoryHouse } from './house.ts';
import type { Answer } from './http.ts';
import type { People, Staff } from './people.ts';

export type Caller = { headers: Record<string, string> };

export type Teller = {
  report: (as: Caller, body?: Record<string, unknown>) => Promise<string>;
  read: (as: Caller, number: string) => Promise<Record<string, unknown>>;
  /** Sends the act with the version that the caller sees. */
  act: (as: Caller, number: string, action: string, input?: object) => Promise<Answer>;
  /** Must succeed; answers the stage it led to. */
  done: (as: Caller, number: string, action: string, input?: object) => Promise<string>;
  /** Must be refused; answers the code. */
  refused: (as: Caller, number: string, action: string, input?: object) => Promise<string>;
  /** Opened, dispatched, acknowledged and completed by the handler of an organisation. */
  completed: (folk: People, number: string, org: string, handler: Staff) => Promise<void>;
  /** All of that, checked, answered and called back: ready to close. */
  ready: (folk: People, number: string) => Promise<void>;
};

export function teller(story: StoryHouse): Teller {
  const { http } = story;
  const read = async (as: Caller, number: string) =>
    (await http(`GET /api/matters/${number}`, { as })).body;
  const act: Teller['act'] = async (as, number, action, input = {}) => {
    const { version } = await read(as, number);
    return http(`POST /api/matters/${number}/actions/${action}`, {
      as,
      body: { ...(version !== undefined && { version }), input },
    });
  };
  const done: Teller['done'] = async (as, number, action, input) => {
    const answer = await act(as, number, action, input);
    expect(answer.body, action).toMatchObject({ stage: expect.any(String) });
    return String(answer.body.stage);
  };
  const completed: Teller['completed'] = async (folk, number, org, handler) => {
    await done(folk.townDispatcher, number, 'open');
    await done(folk.townDispatcher, number, 'dispatch', { org });
    await done(handler, number, 'acknowledge');
    await done(handler, number, 'complete', { outcome: 'fixed', text: '已处置完毕。' });
  };
  return {
    read,
    act,
    done,
    completed,
    report: async (as, body = {}) => {
      const answer = await http('POST /api/reports', {
        as,
        body: { text: '小区门口路灯不亮三天了。', category: 'streetLight', point: HERE, ...body },
      });
      expect(answer.body).toMatchObject({ number: expect.any(String) });
      return String(answer.body.number);
    },
    refused: async (as, number, action, input) => {
      const answer = await act(as, number, action, input);
      expect(answer.status, action).toBeGreaterThanOrEqual(400);
      expect(answer.body.titles, action).toMatchObject({ zh: expect.any(String) });
      return String(answer.body.code);
    },
    ready: async (folk, number) => {
      await completed(folk, number, folk.orgs.department, folk.handler);
      await done(folk.checker, number, 'check', { result: 'passed', text: '属实' });
      await done(folk.handler, number, 'reply', { text: '已处理，感谢反映。' });
      await done(folk.callBackOperator, number, 'callBack', { result: 'satisfied', text: '满意' });
    },
  };
}

/** The last test of a file of stories: rows, chains and figures of both counties agree. */
export function proveLogs({ base }: StoryHouse): void {
  it.each(['310116', '310117'])(
    'every story of %s left a log that proves itself',
    async (county) => {
      const proof = await verifyLog(base.db, county, { zone: 'Asia/Shanghai' });
      expect(proof.first).toBeNull();
    },
  );
}
