/** Figures, raters' words and public listings, over HTTP. */
import { expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { proveLogs, teller } from '../../test/teller.ts';

const story = await storyHouse();
const { report, done, ready } = teller(story);
const { http } = story;
const folk = await story.people();
const DAY = 86_400_000;

/** A closed matter that its reporter rated with these words. */
async function rated(score: number, words: string): Promise<string> {
  const resident = await folk.resident();
  const number = await report(resident);
  await ready(folk, number);
  await done(folk.townDispatcher, number, 'close');
  await done(resident, number, 'rate', { score, words });
  return number;
}

const wordsFor = async (as: { headers: Record<string, string> }) =>
  (await http(`GET /api/orgs/${folk.orgs.department}/rating-words?county=310116`, { as })).body;

it("raters' words reach those rated only gathered, delayed, and away from any matter", async () => {
  const number = await rated(1, '第一条：等了太久');
  for (const n of [2, 3, 4]) await rated(4, `第${n}条：还行`);
  const log = await http(`GET /api/matters/${number}/log`, { as: folk.handler });
  expect(JSON.stringify(log.body)).not.toContain('等了太久');
  story.clock.pass(8 * DAY);
  expect(await wordsFor(folk.unitHead)).toEqual({ items: [], missing: 1 });
  await rated(5, '第五条：很快');
  expect(await wordsFor(folk.unitHead)).toMatchObject({ missing: 1 });
  story.clock.pass(8 * DAY);
  const { items } = (await wordsFor(folk.unitHead)) as { items: { words: string }[] };
  expect(items).toHaveLength(5);
  expect(JSON.stringify(items)).not.toContain('310116-');
  expect(new Set(items.map((item) => item.words))).toContain('第一条：等了太久');
});

it('of another county nobody reads them', async () => {
  const { code } = (await wordsFor(folk.elsewhere.unitHead)) as { code?: string };
  expect(code).toBe('NOT_FOUND');
});

it('figures say numerator and denominator; what was withdrawn enters no rate', async () => {
  const resident = await folk.resident();
  const number = await report(resident);
  const line = async () => {
    const period = 'from=2026-01-01&to=2027-12-31';
    const url = `GET /api/figures?county=310116&${period}`;
    const { items } = (await http(url, { as: folk.leader })).body as { items: unknown[] };
    return items[0] as { closed: Record<string, number>; onTimeClosureRate: unknown };
  };
  const before = await line();
  expect(before.onTimeClosureRate).toEqual({ value: 1, numerator: 5, denominator: 5 });
  await done(resident, number, 'withdraw');
  const after = await line();
  expect(after.closed.withdrawn).toBe(1);
  expect(after.onTimeClosureRate).toEqual(before.onTimeClosureRate);
});

it('a listed supervision that is public is seen by everyone, with organisations and no person', async () => {
  const number = await report(folk.clerk, { reporter: { name: '司马示例', phone: '13900002222' } });
  const listed = { kind: 'listed', reason: '久拖不决', isPublic: true };
  await done(folk.supervisor, number, 'supervise', listed);
  await done(folk.supervisor, number, 'supervise', { ...listed, isPublic: false });
  const { body } = await http('GET /api/public/listed?county=310116');
  expect(body.items).toMatchObject([
    {
      number,
      reason: '久拖不决',
      state: 'issued',
      category: { zh: '路灯故障' },
      title: { zh: expect.any(String) },
      regionName: expect.stringContaining('示例甲镇'),
      issuer: { id: folk.orgs.centre },
      target: { id: folk.orgs.town },
      isOpen: true,
    },
  ]);
  expect(JSON.stringify(body)).not.toContain('司马');
});

it('a complaint about an organisation is not exposed by listing it', async () => {
  const number = await report(folk.clerk);
  await done(folk.clerk, number, 'nameSubject', {
    subjectOrg: folk.orgs.department,
    reason: '反映该单位办理拖延',
  });
  const listed = { kind: 'listed', reason: '限期说明', isPublic: true };
  await done(folk.supervisor, number, 'supervise', listed);
  const { body } = await http('GET /api/public/listed?county=310116');
  expect(JSON.stringify(body)).not.toContain(number);
});

proveLogs(story);
