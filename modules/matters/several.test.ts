/** Several organisations and several reporters on one matter, over HTTP. */
import { describe, expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';
import { commandContext } from '../identity/index.ts';

const story = await storyHouse();
const { report, read, done, refused, ready, completed } = teller(story);
const { http } = story;
const folk = await story.people();

describe('supporting organisations', () => {
  it('have a clock each, by which their work is due; who is called in must report in', async () => {
    const number = await report(folk.clerk);
    await done(folk.townDispatcher, number, 'open');
    const { department: org, checkStation, otherDepartment } = folk.orgs;
    await done(folk.townDispatcher, number, 'dispatch', { org, supporting: [checkStation] });
    story.clock.pass(3_600_000);
    const call = { supportingOrg: otherDepartment, note: '请到场处置积水' };
    await done(folk.townDispatcher, number, 'callIn', call);
    const called = await read(folk.townDispatcher, number);
    expect(clocksOf(called, otherDepartment)).toEqual(['reportIn running', 'support running']);
    expect(clocksOf(called, checkStation)).toEqual(['support running']);
    expect(dueOf(called, checkStation)).not.toBe(dueOf(called, otherDepartment));
    expect([dueOf(called, checkStation), dueOf(called, otherDepartment)]).not.toContain(
      called.dueAt,
    );
    await done(folk.otherHandler, number, 'reportIn');
    await done(folk.otherHandler, number, 'finishSupport', { text: '积水已排' });
    const after = await read(folk.townDispatcher, number);
    expect(clocksOf(after, otherDepartment)).toEqual(['reportIn ended', 'support ended']);
    expect(clocksOf(after, checkStation)).toEqual(['support running']);
  });
});

describe('whom it troubles too', () => {
  it('joins the reporters: is told, sees the matter, and rates once themself', async () => {
    const [first, second] = [await folk.resident(), await folk.resident()];
    const number = await report(first, { text: '路灯坏了，我家电话13900002222' });
    expect((await get(second, number)).status).toBe(404);
    await follow(second, number);
    expect(await read(second, number)).toMatchObject({ number, reporterCount: 2 });
    expect(await mine(second)).toMatchObject([{ number, relation: 'follower' }]);
    expect(await refused(second, number, 'follow')).toBe('ALREADY_FOLLOWED');
    expect(await refused(first, number, 'withdraw')).toBe('OTHERS_REPORTED');
    await ready(folk, number);
    await done(folk.townDispatcher, number, 'close');
    expect(await told(number, 'matter.replied')).toBe(2);
    expect(await told(number, 'matter.closed')).toBe(2);
    await done(second, number, 'rate', { score: 2 });
    expect(await refused(second, number, 'rate', { score: 5 })).toBe('ALREADY_RATED');
    await done(first, number, 'rate', { score: 4 });
    expect(await read(second, number)).toMatchObject({ ratingCount: 2, ratingMean: 3 });
  });

  it('reads public answers and those given since, never what was masked', async () => {
    const [first, second] = [await folk.resident(), await folk.resident()];
    const number = await report(first);
    const reply = (text: string, isPublic = false) =>
      done(folk.townDispatcher, number, 'reply', { text, isPublic });
    await reply('请到您家楼下等候。');
    await reply('抢修队已出发。', true);
    await follow(second, number);
    await reply('今晚修好，联系13900003333。');
    expect(await repliesOf(second, number)).toEqual([
      '抢修队已出发。',
      expect.not.stringContaining('13900003333'),
    ]);
    expect(await repliesOf(first, number)).toHaveLength(3);
    expect((await repliesOf(first, number))[2]).toContain('13900003333');
  });

  it('does not confirm for the first reporter', async () => {
    const [first, second] = [await folk.resident(), await folk.resident()];
    const number = await report(first);
    await follow(second, number);
    await completed(folk, number, folk.orgs.department, folk.handler);
    const satisfied = { result: 'satisfied' };
    expect(await refused(second, number, 'confirm', satisfied)).toBe('NOT_YOURS');
    expect(await done(first, number, 'confirm', satisfied)).toBe('callingBack');
  });

  it('is let through to this act alone, and on public open matters alone', async () => {
    const stranger = await folk.resident();
    const number = await report(await folk.resident());
    const bare = (action: string, at = number) =>
      http(`POST /api/matters/${at}/actions/${action}`, { as: stranger, body: { input: {} } });
    for (const action of ['rate', 'withdraw', 'addMessage', 'nothing']) {
      expect((await bare(action)).status, action).toBe(404);
    }
    const own = await report(await folk.resident(), { isPrivate: true });
    expect((await bare('follow', own)).status).toBe(404);
    const untriaged = await report(await folk.resident(), { category: undefined });
    expect((await bare('follow', untriaged)).status).toBe(404);
    await done(folk.townDispatcher, number, 'answer', { reply: '已转告' });
    expect((await bare('follow')).body.code).toBe('ACTION_NOT_OPEN');
    expect((await get(stranger, number)).status).toBe(404);
  });

  it('does not collide: a whole street says so at once', async () => {
    const number = await report(folk.clerk);
    const street = await Promise.all(Array.from({ length: 40 }, () => folk.resident()));
    await Promise.all(street.map((one) => follow(one, number)));
    expect(await read(folk.townDispatcher, number)).toMatchObject({ reporterCount: 40 });
    await done(folk.townDispatcher, number, 'reply', { text: '正在抢修。', isPublic: true });
    expect(await told(number, 'matter.replied')).toBe(40);
  }, 60_000);
});

describe('a duplicate', () => {
  /** Two reports of one lamp, the second merged into the first. */
  async function merged() {
    const [first, second] = [await folk.resident(), await folk.resident()];
    const [kept, copy] = [await report(first), await report(second)];
    await done(folk.townDispatcher, copy, 'merge', { into: kept, reason: '同一盏路灯' });
    return { first, second, kept, copy };
  }
  const solved = (number: string, isPublic: boolean) =>
    done(folk.townDispatcher, number, 'reply', { text: '路灯已修复。', isPublic });

  it('has its reporter told, each once, under their own number', async () => {
    const { kept, copy } = await merged();
    await solved(kept, false);
    expect(await told(copy, 'matter.replied')).toBe(0);
    await solved(kept, true);
    await ready(folk, kept);
    await done(folk.townDispatcher, kept, 'close');
    expect(await told(copy, 'matter.replied')).toBe(1);
    expect(await told(copy, 'matter.joined')).toBe(1);
    expect(await told(copy, 'matter.closed')).toBe(1);
    expect(await told(kept, 'matter.closed')).toBe(1);
  });

  it('shows its reporter their own copy, the public answers and how it goes on', async () => {
    const { second, kept, copy } = await merged();
    expect((await get(second, kept)).status).toBe(404);
    await solved(kept, false);
    await solved(kept, true);
    expect(await read(second, copy)).toMatchObject({
      joined: { number: kept, stage: { code: 'registered' }, outcome: null, closedAt: null },
      replies: [{ text: '路灯已修复。', isJoined: true }],
    });
    const { body } = await http(`GET /api/public/matters/${copy}`);
    expect(body.replies).toMatchObject([{ text: '路灯已修复。' }]);
    await done(folk.townDispatcher, kept, 'answer', { reply: '已修复', isPublic: true });
    expect(await read(second, copy)).toMatchObject({
      joined: { stage: { code: 'closed' }, outcome: 'answered', closedAt: expect.any(String) },
    });
  });

  it('is rated once by its reporter, on their own copy, when what it joined is closed', async () => {
    const { first, second, kept, copy } = await merged();
    expect(await refused(second, copy, 'rate', { score: 3 })).toBe('NOT_RATEABLE');
    const before = await figures();
    await done(folk.townDispatcher, kept, 'answer', { reply: '已修复', isPublic: true });
    await done(second, copy, 'rate', { score: 3 });
    expect(await refused(second, copy, 'rate', { score: 5 })).toBe('ALREADY_RATED');
    await done(first, kept, 'rate', { score: 5 });
    expect(await read(second, copy)).toMatchObject({ ratingCount: 1, ratingMean: 3 });
    expect(await read(first, kept)).toMatchObject({ ratingCount: 1, ratingMean: 5 });
    const after = await figures();
    expect([after.rated - before.rated, after.closedDue - before.closedDue]).toEqual([2, 1]);
  });

  it('is counted, when it was rated, to whoever handled what it joined', async () => {
    const { second, kept, copy } = await merged();
    await ready(folk, kept);
    await solved(kept, true);
    await done(folk.townDispatcher, kept, 'close');
    const before = await missingWords();
    await done(second, copy, 'rate', { score: 3, words: '来得有点慢' });
    expect(before - (await missingWords())).toBe(1);
  });

  it('lets what it joined close only with an answer that its reporter can read', async () => {
    const { kept } = await merged();
    const reply = '已修复';
    expect(await refused(folk.townDispatcher, kept, 'answer', { reply })).toBe(
      'PUBLIC_REPLY_MISSING',
    );
    await ready(folk, kept);
    expect(await refused(folk.townDispatcher, kept, 'close')).toBe('PUBLIC_REPLY_MISSING');
    await solved(kept, true);
    expect(await done(folk.townDispatcher, kept, 'close')).toBe('closed');
  });

  it('stands on its own again after the unmerge: told, shown and rated by itself', async () => {
    const { second, kept, copy } = await merged();
    await solved(kept, true);
    const back = { stage: 'registered', reason: '不是同一盏' };
    await done(folk.townDispatcher, copy, 'unmerge', back);
    await done(folk.townDispatcher, kept, 'answer', { reply: '已修复' });
    expect(await told(copy, 'matter.replied')).toBe(1);
    expect(await read(second, copy)).toMatchObject({ joined: null, replies: [], isOpen: true });
    await done(folk.townDispatcher, copy, 'answer', { reply: '也修好了' });
    await done(second, copy, 'rate', { score: 4 });
  });
});

/** How many ratings are still wanting until an organisation reads any words of them. */
async function missingWords(): Promise<number> {
  story.clock.pass(30 * 86_400_000);
  const url = `GET /api/orgs/${folk.orgs.department}/rating-words?county=310116`;
  return Number((await http(url, { as: folk.unitHead })).body.missing);
}

async function figures(): Promise<{ rated: number; closedDue: number }> {
  const url = 'GET /api/figures?county=310116&from=2026-01-01&to=2027-12-31';
  const { body } = await http(url, { as: folk.leader });
  type Line = Record<'meanRating' | 'onTimeClosureRate', { denominator: number }>;
  const [line] = body.items as Line[];
  return {
    rated: line?.meanRating.denominator ?? 0,
    closedDue: line?.onTimeClosureRate.denominator ?? 0,
  };
}

describe('a complaint about an organisation', () => {
  it('about the town centre is born with the centre above it', async () => {
    const { town, centre } = folk.orgs;
    const number = await report(await folk.resident(), { subjectOrg: town });
    expect(await read(folk.countyDispatcher, number)).toMatchObject({ owner: { id: centre } });
    expect(await refused(folk.townDispatcher, number, 'open')).toBe('NOT_YOURS');
    expect(await done(folk.countyDispatcher, number, 'open')).toBe('opened');
    const other = await report(await folk.resident());
    expect(await read(folk.countyDispatcher, other)).toMatchObject({ owner: { id: town } });
  });

  it('is routed to it neither by kind nor by name', async () => {
    const { department } = folk.orgs;
    const routeOf = async (body: Record<string, unknown>) => {
      const number = await report(await folk.resident(), body);
      const { route, isUnowned } = await read(folk.countyDispatcher, number);
      return [(route as { org: string | null }).org, isUnowned];
    };
    const about = { subjectOrg: department };
    expect(await routeOf(about)).toEqual([null, true]);
    const rule = { id: 'named', category: 'streetLight', to: { org: department } };
    await publishRouting([{ ...rule, zh: '路灯由城管局承办', en: 'Lights' }]);
    expect(await routeOf({})).toEqual([department, false]);
    expect(await routeOf(about)).toEqual([null, true]);
  });
});

async function publishRouting(rules: object[]): Promise<void> {
  const now = story.clock.now();
  const document = { county: '*', kind: 'routing', name: 'main', body: { rules } };
  const ctx = commandContext('test', now, story.house.newId);
  await story.house.rulebook.publish(ctx, { ...document, validFrom: now, note: 'test' });
}

const get = (as: Caller, number: string) => http(`GET /api/matters/${number}`, { as });

/** Without having seen the matter: no version is needed. */
async function follow(as: Caller, number: string): Promise<void> {
  const { body } = await http(`POST /api/matters/${number}/actions/follow`, { as, body: {} });
  expect(body).toMatchObject({ number, stage: expect.any(String) });
}

async function mine(as: Caller) {
  return (await http('GET /api/my/matters', { as })).body.items;
}

/** How many reporters were told of something, by the messages of a matter. */
async function told(number: string, template: string): Promise<number> {
  const url = `GET /api/messages?matter=${number}&limit=100`;
  const { body } = await http(url, { as: folk.countyDispatcher });
  const items = body.items as { template: string; recipientKind: string }[];
  return items.filter((one) => one.template === template && one.recipientKind === 'reporter')
    .length;
}

async function repliesOf(as: Caller, number: string): Promise<string[]> {
  const { replies } = await read(as, number);
  return (replies as { text: string }[]).map((one) => one.text);
}

type Shown = Record<string, unknown>;
type ShownClock = { name: string; state: string; org: { id: string } | null };
type ShownWork = { org: { id: string }; dueAt: string | null };

function clocksOf({ clocks }: Shown, org: string): string[] {
  return (clocks as ShownClock[])
    .filter((clock) => clock.org?.id === org)
    .map(({ name, state }) => `${name} ${state}`)
    .sort();
}

function dueOf({ assignments }: Shown, org: string): string | null | undefined {
  return (assignments as ShownWork[]).find((work) => work.org.id === org)?.dueAt;
}

proveLogs(story);
