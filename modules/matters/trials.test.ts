/** Rules tried over HTTP, by the functions that acts use. */
import { describe, expect, it } from 'vitest';
import { HERE, storyHouse } from '../../test/house.ts';
import { teller } from '../../test/teller.ts';
import type { RouteTrial } from './contract/trials.ts';

const story = await storyHouse();
const { http } = story;
const folk = await story.people();
const { administrator, clerk, elsewhere, orgs, townDispatcher } = folk;
const tell = teller(story);

const tryRoute = async (body: object, as = administrator) =>
  http('POST /api/rulebook/routing/try', { as, body });

describe('a route tried', () => {
  it('names the organisation, the rule, its version and the place', async () => {
    const tried = await tryRoute({ category: 'streetLight', point: HERE });
    expect(tried.body).toMatchObject({
      org: { id: orgs.department },
      version: 1,
      isOfficeTime: true,
      place: { county: '310116', grid: '310116101201001' },
      category: { code: 'streetLight' },
      rules: [{ id: 'light', verdict: 'taken', org: { id: orgs.department } }],
    });
    const number = await tell.report(clerk, { category: 'streetLight' });
    await tell.done(townDispatcher, number, 'open');
    const seen = await tell.read(townDispatcher, number);
    expect(JSON.stringify(seen)).toContain(String((tried.body as RouteTrial).why.zh));
  });

  it('guesses the category from words and says why no rule fits', async () => {
    const tried = await tryRoute({ text: '门口垃圾没人清', region: '310116101201' });
    expect(tried.body).toMatchObject({
      org: null,
      category: { code: 'rubbish', hits: ['垃圾'] },
      rules: [{ id: 'light', verdict: 'category' }],
    });
  });

  it('tries a draft in place of what holds, each rule with its reason', async () => {
    const named = (id: string, over: object) => ({
      id,
      to: { org: orgs.otherDepartment },
      zh: id,
      en: id,
      ...over,
    });
    const draft = {
      rules: [
        named('any', {}),
        named('night', { category: 'rubbish', hours: 'outside' }),
        named('far', { category: 'rubbish', region: '310116102' }),
        named('near', { category: 'rubbish', region: '310116101' }),
        named('nobody', {
          category: 'rubbish',
          region: '310116101201',
          to: { kind: 'court', level: 'county' },
        }),
      ],
    };
    const tried = await tryRoute({ category: 'rubbish', point: HERE, draft });
    expect(tried.body).toMatchObject({ version: null, org: { id: orgs.otherDepartment } });
    const { rules } = tried.body as RouteTrial;
    expect(rules.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      'near taken',
      'any behind',
      'nobody noOrg',
      'night hours',
      'far region',
    ]);
    const evening = {
      category: 'rubbish',
      region: '310116102201',
      at: '2026-11-20T22:00:00+08:00',
      draft,
    };
    const late = (await tryRoute(evening)).body as RouteTrial;
    expect(late.rules.filter((one) => one.verdict === 'taken')).toMatchObject([{ id: 'far' }]);
    expect(late.isOfficeTime).toBe(false);
  });

  it.each<[what: string, body: object, code: string]>([
    ['no place', { category: 'rubbish' }, 'INPUT_INVALID'],
    ['a place that is none', { region: '319999' }, 'REGION_UNKNOWN'],
    ['a point nobody serves', { point: { lon: 100, lat: 40 } }, 'PLACE_UNKNOWN'],
    ['a category that is none', { region: '310116101201', category: 'x' }, 'CATEGORY_UNKNOWN'],
    ['another county', { region: '310117101201' }, 'NOT_FOUND'],
    [
      'a faulty draft',
      { region: '310116101201', draft: { rules: [{ id: '?' }] } },
      'RULEBOOK_FAULTY',
    ],
  ])('is refused for %s', async (_what, body, code) => {
    expect((await tryRoute(body)).body.code).toBe(code);
  });
});

describe('a clock tried', () => {
  const counting = {
    startDay: 'excluded',
    dueMoment: 'endOfDay',
    lastDayOnHoliday: 'nextWorkingDay',
  };
  const asked = {
    county: '310116',
    amount: 3,
    unit: 'workingDays',
    start: '2026-09-28T09:00:00+08:00',
    counting,
  };
  const tryClock = (over: object = {}, as = clerk) =>
    http('POST /api/rulebook/clock/try', { as, body: { ...asked, ...over } });

  it('counts over the holidays and says of each day why', async () => {
    const tried = await tryClock();
    // 2026-10-01 to 10-07 is off; the 3rd working day after 28 September is 8 October.
    expect(tried.body).toMatchObject({ dueAt: '2026-10-08T15:59:59.999Z', isProvisional: false });
    expect(tried.body.days).toContainEqual(
      expect.objectContaining({ from: '2026-10-01', why: 'holiday', days: 0 }),
    );
  });

  it('tries a calendar of a centre before it holds', async () => {
    const held = await http('GET /api/rulebook/calendar/main?county=310116', { as: clerk });
    const body = held.body.body as { overrides: object };
    const draft = { ...body, overrides: { '2026-09-30': { working: false, name: '盘点' } } };
    const tried = await tryClock({ draft });
    expect(tried.body.dueAt).toBe('2026-10-09T15:59:59.999Z');
    const faulty = await tryClock({ draft: { ...body, weekend: [9] } });
    expect(faulty.body.code).toBe('RULEBOOK_FAULTY');
  });

  it('says beyond which day nothing is published', async () => {
    const tried = await tryClock({ start: '2027-06-01T09:00:00+08:00' });
    expect(tried.body).toMatchObject({ isProvisional: true, knownUntil: '2026-12-25' });
  });

  it.each<[what: string, over: object, code: string]>([
    ['half a day', { amount: 1.5 }, 'INPUT_INVALID'],
    ['nothing', { amount: 0 }, 'INPUT_INVALID'],
    ['too long a time', { amount: 20_000 }, 'CLOCK_TOO_LONG'],
    [
      'an empty rule',
      { counting: { ...counting, startDay: 'included', dueMoment: 'sameTime' } },
      'CLOCK_RULE_EMPTY',
    ],
    ['another county', { county: '310117' }, 'NOT_FOUND'],
  ])('is refused for %s', async (_what, over, code) => {
    expect((await tryClock(over)).body.code).toBe(code);
  });
});

describe('running matters', () => {
  it('are counted by the version that they keep', async () => {
    const line = 'GET /api/rulebook/process/report/running?county=310116';
    const before = await http(line, { as: administrator });
    const number = await tell.report(clerk);
    await tell.done(townDispatcher, number, 'open');
    const after = await http(line, { as: administrator });
    const open = (body: Record<string, unknown>) =>
      (body.items as { open: number }[]).reduce((sum, one) => sum + one.open, 0);
    expect(open(after.body)).toBe(open(before.body) + 1);
    const theirs = await http(line, { as: elsewhere.administrator });
    expect(theirs.body.code).toBe('NOT_FOUND');
  });
});
