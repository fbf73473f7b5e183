/**
 * Appraisal never punishes being petitioned: whatever happens to a petition, every indicator of the
 * house is read before and after. One more never worsens one; leaving it unanswered, declining it
 * or having it withdrawn never betters one.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sql } from '../../platform/db/index.ts';
import { officesAbove } from '../../test/above.ts';
import { type StoryHouse, storyHouse } from '../../test/house.ts';
import { indicators, type Reading } from '../../test/indicators.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';

const story: StoryHouse = await storyHouse('2026-01-16T02:00:00Z');
const { report, done, ready } = teller(story);
const folk = await story.people();
const above = await officesAbove(story.world, folk);
const DAY = 86_400_000;
const today = () => new Date(story.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);

type Scores = Map<string, Reading>;

async function scores(): Promise<Scores> {
  const readings: Reading[] = [];
  for (const { endpoint, query, read } of indicators) {
    const period = 'from=2026-01-01&to=2028-12-30';
    const of = endpoint.includes('/public/')
      ? 'year=2026'
      : endpoint === 'GET /api/wall'
        ? ''
        : period;
    const url = `${endpoint}?county=310116&${of}${query}`.replace(/&$/, '');
    const { status, body } = await story.http(url, { as: folk.leader });
    expect(status, url).toBe(200);
    readings.push(...read(body));
  }
  return new Map(readings.map((one) => [one.name, one]));
}

const TINY = 1e-9;
/** What became better (1) or worse (-1), by name. A rate over nothing says nothing. */
function changes(before: Scores, after: Scores) {
  return [...after.values()].flatMap(({ name, better, value }) => {
    const was = before.get(name)?.value ?? (better === 'untouched' ? 0 : null);
    const is = value ?? (better === 'untouched' ? 0 : null);
    if (was === null || is === null || Math.abs(is - was) < TINY) return [];
    if (better === 'untouched') return [{ name, way: 0, was, is }];
    return [{ name, way: is > was === (better === 'higher') ? 1 : -1, was, is }];
  });
}

/** Takes the steps and answers what they changed; some figures change with the day alone. */
async function changed(steps: () => Promise<unknown>) {
  const day = today();
  const before = await scores();
  await steps();
  const isSameDay = day === today();
  const all = changes(before, await scores());
  return all.filter(({ name }) => isSameDay || !/^(?:wall|public) /.test(name));
}
const worse = (all: ReturnType<typeof changes>) => all.filter(({ way }) => way !== 1);
const better = (all: ReturnType<typeof changes>) => all.filter(({ way }) => way !== -1);

/** Ready to close, long after the department had it. */
async function lateClosed(number: string): Promise<void> {
  await done(folk.townDispatcher, number, 'open');
  await done(folk.townDispatcher, number, 'dispatch', { org: folk.orgs.department });
  story.clock.pass(40 * DAY);
  await done(folk.handler, number, 'acknowledge');
  await done(folk.handler, number, 'complete', { outcome: 'fixed', text: '已处置完毕。' });
  await done(folk.checker, number, 'check', { result: 'passed', text: '属实' });
  await done(folk.handler, number, 'reply', { text: '已处理，感谢反映。' });
  await done(folk.callBackOperator, number, 'callBack', { result: 'satisfied', text: '满意' });
}

/** What the county has beside petitions: kept and missed in time, well and badly rated. */
async function background(): Promise<void> {
  for (const score of [5, 4, 4, 2, 5, 3]) {
    const resident = await folk.resident();
    const number = await report(resident);
    await (score === 3 ? lateClosed(number) : ready(folk, number));
    await done(folk.townDispatcher, number, 'close');
    await done(resident, number, 'rate', { score });
  }
}
await background();

const delivery = (paper: string) => ({
  paper,
  how: 'inPerson',
  deliveredOn: today(),
  to: '周示例',
  proof: '送达回证',
});
const notice = { route: 'hear', procedure: '已收到，按第六种途径听取陈述并调查核实。' };
const opinion = {
  conclusion: 'notSupported',
  claim: '要求补发',
  facts: '经核查已发放',
  opinion: '不予支持',
  legalBasis: '示例办法第三条',
};

type Live = { number: string; resident: Caller };
/** The way of a petition, step by step. */
const way: ((live: Live) => Promise<unknown>)[] = [
  ({ number }) =>
    done(folk.petitionOfficer, number, 'classify', { class: 'claim', reason: '要求补发' }),
  ({ number }) =>
    done(folk.petitionOfficer, number, 'forward', { org: folk.orgs.department, way: 'forward' }),
  ({ number }) => done(folk.handler, number, 'notify', notice),
  ({ number }) => done(folk.handler, number, 'giveOpinion', opinion),
  async ({ number }) => {
    const body = { paper: 'opinion' };
    await story.http(`POST /api/matters/${number}/papers`, { as: folk.handler, body });
    return done(folk.handler, number, 'deliver', delivery('opinion'));
  },
];

async function petition(): Promise<Live> {
  const resident = await folk.resident();
  const number = await report(resident, { category: 'claim', text: '补贴没有发到，请核实。' });
  return { number, resident };
}

async function walked(live: Live, from: number, to: number): Promise<void> {
  for (const step of way.slice(from, to)) {
    await step(live);
    story.clock.pass(DAY);
  }
}

const withdrawn = ({ number }: Live) =>
  done(above.cityOfficer, number, 'recordWithdrawal', {
    calledOn: today(),
    calledAt: '09:30',
    caller: '本人',
    said: '已自行解决',
    isRecordingAgreed: true,
    recording: '示例录音 1',
  });

it('the county has scores to worsen and to better', async () => {
  const known = [...(await scores()).values()].filter(({ value }) => value !== null);
  expect(new Set(known.map(({ better: sort }) => sort))).toEqual(
    new Set(['higher', 'lower', 'untouched']),
  );
  const rates = known.filter(({ name }) => name.endsWith('onTime'));
  expect(rates.some(({ value }) => value !== null && value > 0 && value < 1)).toBe(true);
});

it('one more petition that is answered in time worsens nothing, badly rated and reviewed as well', async () => {
  const changes_ = await changed(async () => {
    const live = await petition();
    await walked(live, 0, way.length);
    await done(live.resident, live.number, 'rate', { score: 1 });
  });
  expect(worse(changes_)).toEqual([]);
  // Its duty was kept: that alone is counted.
  expect(changes_.map(({ name }) => name)).toContain(`org ${folk.orgs.department} onTime`);
});

it('a petition has no cell: no map is coloured by it', async () => {
  const { number } = await petition();
  type Row = { cell: string | null; lon: number | null };
  const [row] = await story.base.db.scoped({ counties: ['310116'] }, (tx) =>
    tx.rows(sql<Row>`select cell, lon from matter.matter where number = ${number}`),
  );
  expect(row).toMatchObject({ cell: null, lon: expect.any(Number) });
});

const stagesOfWay = fc.integer({ min: 0, max: way.length - 1 });
const RUNS = { numRuns: 12, seed: Number(process.env.FC_SEED ?? 20_260_122) };

it('one more petition worsens nothing, wherever it stands within its time', async () => {
  await fc.assert(
    fc.asyncProperty(stagesOfWay, fc.integer({ min: 0, max: 2 }), async (steps, more) => {
      const live: Live[] = [];
      const all = await changed(async () => {
        for (let n = 0; n <= more; n += 1) live.push(await petition());
        for (const one of live) await walked(one, 0, steps);
      });
      for (const one of live) await withdrawn(one);
      expect(worse(all)).toEqual([]);
    }),
    RUNS,
  );
});

it('leaving one unanswered betters nothing, and in the end worsens something', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 2, max: 4 }), async (steps) => {
      const live = await petition();
      await walked(live, 0, steps);
      const all = await changed(async () => {
        story.clock.pass(100 * DAY);
        await done(folk.petitionOfficer, live.number, 'note', { text: '查看' });
      });
      expect(better(all)).toEqual([]);
      expect(all.map(({ name }) => name)).toContain(`org ${folk.orgs.department} onTime`);
      expect(better(await changed(() => withdrawn(live)))).toEqual([]);
    }),
    { ...RUNS, numRuns: 3 },
  );
});

it('having it withdrawn changes nothing at all, early or late', async () => {
  await fc.assert(
    fc.asyncProperty(stagesOfWay, fc.constantFrom(0, 20, 90), async (steps, days) => {
      const live = await petition();
      await walked(live, 0, steps);
      story.clock.pass(days * DAY);
      await done(folk.petitionOfficer, live.number, 'note', { text: '查看' });
      const all = await changed(() => withdrawn(live));
      expect(all).toEqual([]);
    }),
    RUNS,
  );
});

it('declining one betters nothing, in time or out of it', async () => {
  for (const days of [0, 40]) {
    const first = await petition();
    const { number } = await petition();
    story.clock.pass(days * DAY);
    await done(folk.petitionOfficer, number, 'note', { text: '查看' });
    const all = await changed(() =>
      done(folk.petitionOfficer, number, 'decline', {
        ground: 'sameOrgan',
        earlier: first.number,
        reason: '同一事项正在办理',
        legalBasis: '信访工作条例第十九条',
        reply: `您的事项正在办理：${first.number}。`,
      }),
    );
    expect(all).toEqual([]);
    await withdrawn(first);
  }
});

it('a report that ran over is not bettered by calling it a duplicate', async () => {
  const [kept, same] = [await report(await folk.resident()), await report(await folk.resident())];
  for (const number of [kept, same]) {
    await done(folk.townDispatcher, number, 'open');
    await done(folk.townDispatcher, number, 'dispatch', { org: folk.orgs.department });
  }
  story.clock.pass(60 * DAY);
  await done(folk.handler, same, 'note', { text: '查看' });
  const before = (await scores()).get(`org ${folk.orgs.department} onTime`)?.value ?? 0;
  await done(folk.townDispatcher, same, 'merge', { into: kept, reason: '同一盏路灯' });
  expect((await scores()).get(`org ${folk.orgs.department} onTime`)?.value).toBeLessThanOrEqual(
    before + TINY,
  );
});

it('months that are over show everyone what was reported, and no petition', async () => {
  story.clock.pass(40 * DAY);
  const { body } = await story.http('GET /api/public/figures?county=310116&month=2026-01');
  expect(body.county).toMatchObject({ received: 6 });
});

proveLogs(story);
