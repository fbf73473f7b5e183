/** Figures, raters' words and public listings, over HTTP. */
import { expect, it } from 'vitest';
import { officesAbove } from '../../test/above.ts';
import { storyHouse } from '../../test/house.ts';
import { hire } from '../../test/people.ts';
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

type Line = { key: string; received: number; open: Record<string, number> };
type Lines = { from: string; to: string; items: Line[] };
type Compared = Lines & { pop: Lines; yoy: Lines };

it('figures stand beside those of the period before and of a year before', async () => {
  const today = new Date(story.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const year = Number(today.slice(0, 4));
  const of = async (from: string, to: string) => {
    const query = `county=310116&from=${from}&to=${to}&compare=true`;
    const { body } = await http(`GET /api/figures?${query}`, { as: folk.leader });
    return body as unknown as Compared;
  };
  const received = ({ items }: Lines) => items[0]?.received ?? 0;
  const open = ({ items }: Lines) =>
    Object.values(items[0]?.open ?? {}).reduce((sum, n) => sum + n, 0);
  const now = await of(`${year}-01-01`, `${year}-12-31`);
  expect(received(now)).toBeGreaterThan(0);
  expect(now.yoy).toEqual({ from: `${year - 1}-01-01`, to: `${year - 1}-12-31`, items: [] });
  const later = await of(`${year + 1}-01-01`, `${year + 1}-12-31`);
  expect(received(later)).toBe(0);
  expect(received(later.yoy)).toBe(received(now));
  expect(later.pop).toEqual(later.yoy);
  // What is open stays so, whether anything happened in the period or not.
  expect(open(later)).toBe(open(now));
  expect(open(now)).toBeGreaterThan(0);
});

it('a city reads its counties together, in one answer, and a county only itself', async () => {
  const { city } = await officesAbove(story.world, folk);
  const leader = { role: 'leader', orgId: city, regions: ['3101'], login: 'city-leader' };
  const cityLeader = await hire(story.world, leader);
  const items = async (as: { headers: Record<string, string> }, rest: string) => {
    const period = 'from=2026-01-01&to=2027-12-31';
    const { body } = await http(`GET /api/figures?${period}${rest}`, { as });
    return body.items as Line[];
  };
  await report(await folk.resident(), { point: undefined, region: '310117101201' });
  const counties = await items(cityLeader, '&by=county');
  expect(counties.map(({ key }) => key)).toEqual(['310116', '310117']);
  const [here, there] = [
    await items(cityLeader, '&county=310116'),
    await items(cityLeader, '&county=310117'),
  ];
  expect(there[0]?.received).toBeGreaterThan(0);
  const [whole] = await items(cityLeader, '');
  expect(whole?.received).toBe((here[0]?.received ?? 0) + (there[0]?.received ?? 0));
  expect((await items(folk.leader, '&by=county')).map(({ key }) => key)).toEqual(['310116']);
});

proveLogs(story);
