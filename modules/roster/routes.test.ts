/** Committees as the law wants them, the public roster, choices of mediators, grievances. */
import { describe, expect, it } from 'vitest';
import { termsOf } from '../../test/committee.ts';
import { storyHouse } from '../../test/house.ts';
import { hire } from '../../test/people.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { http } = story;
const tell = teller(story);
const DAY = 86_400_000;

const member = (name: string, seat: string, isWoman: boolean | null, given: object = {}) => ({
  name,
  seat,
  isWoman,
  post: null,
  fields: ['neighbours'],
  languages: ['putonghua', 'wu'],
  loadMost: 5,
  ...given,
});
const other = await hire(story.world, {
  login: 'other-mediator',
  role: 'mediator',
  orgId: folk.orgs.town,
  regions: ['310116101'],
});
const people = (given: object = {}) => ({
  org: folk.orgs.town,
  channel: 'people',
  ...termsOf(folk),
  fromOn: '2025-03-01',
  mediators: [
    member('示例甲', 'chair', true, { post: folk.mediator.post }),
    member('示例乙', 'member', false, { post: other.post }),
    member('示例丙', 'member', false),
  ],
  ...given,
});
const add = (body: object, as: Caller = folk.administrator) =>
  http('POST /api/roster/committees', { as, body });
const publicOnes = async () => {
  const { body } = await http('GET /api/public/mediators?county=310116', { as: { headers: {} } });
  return body.items as Record<string, unknown>[];
};

const committee = await add(people());

describe('a committee', () => {
  it('is on the public roster with its mediators, and nothing of them but what they do', async () => {
    expect(committee.status).toBe(201);
    expect(committee.body.faults).toEqual([]);
    const [shown] = await publicOnes();
    expect(shown).toMatchObject({
      isFree: true,
      mediators: [{ name: '示例甲', languages: ['putonghua', 'wu'] }, {}, {}],
    });
    const text = JSON.stringify(shown);
    for (const hidden of ['isWoman', 'post', 'load', folk.mediator.post]) {
      expect(text).not.toContain(hidden);
    }
  });

  it.each([
    ['too few', { mediators: [member('示例甲', 'chair', true)] }, 'membersFew'],
    [
      'no woman',
      { mediators: ['chair', 'member', 'member'].map((s) => member('示例', s, false)) },
      'noWoman',
    ],
    ['too long a term', { toOn: '2028-03-01' }, 'termLong'],
  ])('with %s is refused, by the article', async (_, given, fault) => {
    const { status, body } = await add(people(given));
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'ROSTER_COMMITTEE_UNSOUND', fields: [{ code: fault }] });
    expect(body.titles).toMatchObject({ zh: expect.stringContaining('第八条') });
  });

  it('of the people is free; of another channel it publishes its fee', async () => {
    const fee = { zh: '每件二百元', en: '200 yuan' };
    expect((await add(people({ fee }))).body.code).toBe('ROSTER_FREE');
    const industry = {
      ...people(),
      org: folk.orgs.department,
      channel: 'industry',
      level: 'industry',
    };
    const mediators = [member('示例丁', 'hired', null)];
    expect((await add({ ...industry, mediators })).body.code).toBe('ROSTER_FEE_MISSING');
    expect((await add({ ...industry, mediators, fee })).status).toBe(201);
    expect(await publicOnes()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ channel: 'industry', isFree: false, fee }),
      ]),
    );
  });

  it('is set up by administrators of the place, with posts of its own', async () => {
    expect((await add(people(), folk.townDispatcher)).body.code).toBe('FORBIDDEN');
    expect((await add(people(), folk.elsewhere.administrator)).body.code).toBe('NOT_FOUND');
    const mediators = people().mediators.with(
      0,
      member('示例', 'chair', true, { post: folk.handler.post }),
    );
    expect((await add(people({ mediators }))).body.code).toBe('ROSTER_POST_UNKNOWN');
  });

  it('forgets what the check asked of a member who left', async () => {
    const made = await add(
      people({
        org: folk.orgs.village,
        level: 'village',
        mediators: ['chair', 'member', 'member', 'member'].map((seat, n) =>
          member(`示例${n}`, seat, n < 2),
        ),
      }),
    );
    const { id, version, mediators } = made.body as {
      id: string;
      version: number;
      mediators: { id: string; name: string; fromOn?: string; toOn?: string | null }[];
    };
    const kept = mediators
      .filter(({ name }) => name !== '示例1')
      .map(({ fromOn: _from, toOn: _to, ...one }) => one);
    const { org: _org, channel: _channel, fromOn: _on, ...rest } = people();
    const body = { ...rest, level: 'village', mediators: kept, version };
    const line = `PUT /api/roster/committees/310116/${id}`;
    expect((await http(line, { as: folk.administrator, body })).body.version).toBe(2);
    expect((await http(line, { as: folk.administrator, body })).body.code).toBe('VERSION_STALE');
    const shown = (await publicOnes()).find((one) => one.id === id);
    expect(JSON.stringify(shown)).not.toContain('示例1');
  });
});

async function dispute(resident: Caller) {
  const number = await tell.report(resident, { category: 'neighbours', text: '楼上渗水。' });
  const channel = { channel: 'people', org: folk.orgs.town };
  await tell.done(folk.townDispatcher, number, 'assignMediation', channel);
  return number;
}

type Shown = {
  committee: object | null;
  items: {
    id: string;
    name: string;
    load: number | null;
    post: string | null;
    chosenBy: string[];
  }[];
  maySide: string[];
  grievances: { id: string; result: string | null; answer: string | null }[];
};
const shownTo = async (as: Caller, number: string) =>
  (await http(`GET /api/matters/${number}/mediators`, { as })).body as Shown;

describe('the parties of a dispute', () => {
  it('choose from the roster, each for their own side; staff see the load, parties do not', async () => {
    const resident = await folk.resident();
    const number = await dispute(resident);
    const mine = await shownTo(resident, number);
    expect(mine).toMatchObject({ committee: { isFree: true }, maySide: ['applicant'] });
    expect(mine.items.map(({ load, post }) => [load, post])).toEqual(
      mine.items.map(() => [null, null]),
    );
    const [first] = mine.items;
    const choose = (as: Caller, side: string, mediator = first?.id) =>
      http(`POST /api/matters/${number}/mediator-choice`, { as, body: { side, mediator } });
    expect((await choose(resident, 'respondent')).body.code).toBe('ROSTER_NOT_YOUR_SIDE');
    const unknown = await choose(resident, 'applicant', '01900000-0000-7000-8000-000000000000');
    expect(unknown.body.code).toBe('ROSTER_MEDIATOR_UNKNOWN');
    await choose(resident, 'applicant');
    await choose(folk.mediator, 'respondent');
    await tell.done(folk.mediator, number, 'appointMediator', {
      post: folk.mediator.post,
      chosenBy: 'parties',
    });
    const seen = await shownTo(folk.mediator, number);
    expect(seen.items[0]).toMatchObject({
      chosenBy: ['applicant', 'respondent'],
      isAppointed: true,
      load: 1,
      loadMost: 5,
    });
    await tell.done(resident, number, 'askReplacement', {
      side: 'applicant',
      reason: '与对方相识',
    });
    expect((await choose(resident, 'applicant')).body.code).toBe('ROSTER_MEDIATOR_UNKNOWN');
  });

  it('have no roster where nobody mediates yet, and strangers see nothing', async () => {
    const resident = await folk.resident();
    const number = await tell.report(resident, { category: 'neighbours', text: '噪声。' });
    expect(await shownTo(resident, number)).toMatchObject({ committee: null, items: [] });
    const line = `GET /api/matters/${number}/mediators`;
    expect((await http(line, { as: await folk.resident() })).status).toBe(404);
  });
});

describe('a grievance about a mediator', () => {
  const WORDS = '调解时只听对方一个人讲';
  const inbox = async (as: Caller) =>
    (await http('GET /api/roster/grievances?county=310116', { as })).body.items as {
      id: string;
      text: string | null;
      dueAt: string;
    }[];

  it('reaches whom the roster names, is answered in time, and is never seen by the mediator', async () => {
    const resident = await folk.resident();
    const number = await dispute(resident);
    const [first] = (await shownTo(resident, number)).items;
    const line = `POST /api/matters/${number}/mediator-grievances`;
    const body = { mediator: first?.id, ground: 'partial', text: WORDS };
    expect((await http(line, { as: folk.mediator, body })).status).toBe(404);
    const filed = await http(line, { as: resident, body });
    expect(filed.body).toMatchObject({ to: { id: folk.orgs.centre }, result: null });
    // Ten working days after Friday 20 November end with Friday 4 December.
    expect(filed.body.dueAt).toBe('2026-12-04T15:59:59.999Z');
    expect(await inbox(folk.mediator)).toEqual([]);
    for (const path of ['', '/log', '/clocks', '/mediators']) {
      const seen = await http(`GET /api/matters/${number}${path}`, { as: folk.mediator });
      expect(seen.bytes.includes(WORDS)).toBe(false);
      expect(seen.bytes.includes('grievances":[{')).toBe(false);
    }
    expect(await inbox(folk.countyDispatcher)).toMatchObject([{ text: WORDS }]);
    const answer = (as: Caller) =>
      http(`POST /api/roster/grievances/310116/${String(filed.body.id)}/answer`, {
        as,
        body: { result: 'corrected', text: '已责令改正并另行指定。' },
      });
    expect((await answer(folk.mediator)).status).toBe(404);
    expect((await answer(folk.countyDispatcher)).body).toMatchObject({ result: 'corrected' });
    expect((await answer(folk.countyDispatcher)).body.code).toBe('ROSTER_GRIEVANCE_ANSWERED');
    expect((await shownTo(resident, number)).grievances).toMatchObject([
      { result: 'corrected', answer: '已责令改正并另行指定。' },
    ]);
    expect((await shownTo(folk.mediator, number)).grievances).toEqual([]);
  });

  it('is not seen by a mediator who holds a post where it is answered', async () => {
    const body = {
      ...people({ org: folk.orgs.centre, level: 'county', grievancesTo: folk.orgs.centre }),
      mediators: [
        member('示例戊', 'chair', true, { post: folk.clerk.post }),
        member('示例己', 'member', false),
        member('示例庚', 'member', false),
      ],
    };
    await add(body);
    const resident = await folk.resident();
    const number = await tell.report(resident, { category: 'neighbours', text: '漏水。' });
    await tell.done(folk.countyDispatcher, number, 'assignMediation', {
      channel: 'people',
      org: folk.orgs.centre,
    });
    const [first] = (await shownTo(resident, number)).items;
    const text = '多次无故不到场';
    await http(`POST /api/matters/${number}/mediator-grievances`, {
      as: resident,
      body: { mediator: first?.id, ground: 'refusals', text },
    });
    const read = async (as: Caller) => (await inbox(as)).map((one) => one.text);
    expect(await read(folk.clerk)).not.toContain(text);
    expect(await read(folk.petitionOfficer)).toContain(text);
  });
});

describe('a term that is over', () => {
  it('leaves the public roster with its last day', async () => {
    story.clock.pass(Date.parse('2028-02-29T12:00:00Z') - story.clock.now());
    expect((await publicOnes()).length).toBeGreaterThan(1);
    story.clock.pass(DAY);
    const left = await publicOnes();
    expect(left.filter(({ channel }) => channel === 'people')).toEqual([]);
  });
});

proveLogs(story);
