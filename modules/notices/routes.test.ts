/** Notices and the centre, over HTTP, by those who publish them and those who only read. */
import { describe, expect, it } from 'vitest';
import { q } from '../../platform/db/index.ts';
import { FRIDAY, storyHouse } from '../../test/house.ts';
import { commandContext } from '../identity/index.ts';
import type { NoticeView } from './contract.ts';

const story = await storyHouse();
const { http, clock } = story;
const folk = await story.people();
const nobody = { headers: {} };
const DAY = 86_400_000;
const later = (days: number) => new Date(clock.now() + days * DAY).toISOString();

type Body = Record<string, unknown> & { code?: string; items: NoticeView[]; next: string | null };

const draft = (change: object = {}) => ({
  county: '310116',
  title: { zh: '窗口调整开放时间' },
  text: { zh: '自下周一起每天 8:30 开门。' },
  toAt: later(7),
  ...change,
});

async function publish(as: { headers: Record<string, string> }, change: object = {}) {
  return (await http('POST /api/notices', { as, body: draft(change) })).body as Body & NoticeView;
}

async function shown(query = '') {
  const url = `GET /api/public/notices?county=310116${query}`;
  return (await http(url, { as: nobody })).body as Body;
}

const idsShown = async (query = '') => (await shown(query)).items.map(({ id }) => id);

describe('a notice', () => {
  it('is published by the centre and read by everybody until it is over', async () => {
    const { id } = await publish(folk.countyDispatcher, { title: { zh: '停电', en: 'Power cut' } });
    const [first] = (await shown()).items;
    expect(first).toMatchObject({
      id,
      title: { zh: '停电', en: 'Power cut' },
      text: { en: null },
      town: null,
      org: { zh: '示例区综治中心' },
    });
    expect(JSON.stringify(first)).not.toContain(folk.countyDispatcher.account);
    clock.pass(7 * DAY - 1);
    expect(await idsShown()).toContain(id);
    clock.pass(1);
    expect(await idsShown()).not.toContain(id);
    clock.set(Date.parse(FRIDAY));
  });

  it('is not shown before its time', async () => {
    const { id, state } = await publish(folk.administrator, { fromAt: later(2) });
    expect(state).toBe('upcoming');
    expect(await idsShown()).not.toContain(id);
    clock.pass(2 * DAY);
    expect(await idsShown()).toContain(id);
    clock.set(Date.parse(FRIDAY));
  });

  it('of a town is shown to that town and to the whole county, not to another town', async () => {
    const { id, town } = await publish(folk.townDispatcher, { town: '310116101' });
    expect(town).toEqual({ code: '310116101', name: '示例甲区示例甲镇' });
    expect(await idsShown('&town=310116101')).toContain(id);
    expect(await idsShown()).toContain(id);
    expect(await idsShown('&town=310116102')).not.toContain(id);
  });

  it('is withdrawn, once, and stays in the list of the staff', async () => {
    const { id } = await publish(folk.countyDispatcher);
    const body = { county: '310116' };
    const withdraw = () =>
      http(`POST /api/notices/${id}/withdrawal`, { as: folk.countyDispatcher, body });
    expect((await withdraw()).body).toMatchObject({ id, state: 'withdrawn' });
    expect((await withdraw()).body.code).toBe('NOTICE_WITHDRAWN');
    expect(await idsShown()).not.toContain(id);
    const all = await http('GET /api/notices?county=310116', { as: folk.townDispatcher });
    const items = (all.body as Body).items;
    expect(items.find((one) => one.id === id)).toMatchObject({ state: 'withdrawn' });
  });

  it('leaves a line in the journal, and so does its end', async () => {
    const { id } = await publish(folk.countyDispatcher);
    await http(`POST /api/notices/${id}/withdrawal`, {
      as: folk.countyDispatcher,
      body: { county: '310116' },
    });
    const verbs = await story.base.db.scoped({ counties: ['310116'] }, (tx) =>
      tx.rows(
        q
          .selectFrom('platform.journal')
          .select(['verb', 'detail'])
          .where('county', '=', '310116')
          .where('verb', 'like', 'notice.%')
          .orderBy('id', 'desc')
          .limit(2),
      ),
    );
    expect(verbs.map(({ verb }) => verb)).toEqual(['notice.withdraw', 'notice.publish']);
    expect(JSON.stringify(verbs)).toContain(id);
  });

  it('is read page by page, each once, the newest first', async () => {
    clock.pass(30 * DAY);
    const made: string[] = [];
    for (let n = 0; n < 5; n += 1) made.unshift((await publish(folk.countyDispatcher)).id);
    const read: string[] = [];
    let cursor = '';
    do {
      const page = await shown(`&limit=2${cursor && `&cursor=${cursor}`}`);
      read.push(...page.items.map(({ id }) => id));
      cursor = page.next ?? '';
    } while (cursor);
    expect(read).toEqual(made);
    clock.set(Date.parse(FRIDAY));
  });

  it.each([
    ['a county that is not its own', 'otherCounty', 'NOT_FOUND', { county: '310117' }],
    ['the whole county by a town', 'townDispatcher', 'REGION_OUTSIDE', {}],
    ['another town', 'townDispatcher', 'REGION_OUTSIDE', { town: '310116102' }],
    ['a town that is none', 'countyDispatcher', 'REGION_UNKNOWN', { town: '310116999' }],
    ['no time at all', 'countyDispatcher', 'NOTICE_OVER', { toAt: '2026-01-01T00:00:00Z' }],
    [
      'an end before its beginning',
      'countyDispatcher',
      'DATES_REVERSED',
      { fromAt: '2027-01-02T00:00:00Z', toAt: '2027-01-01T00:00:00Z' },
    ],
    ['no title', 'countyDispatcher', 'INPUT_INVALID', { title: { zh: ' ' } }],
  ] as const)('for %s is refused', async (_, who, code, change) => {
    const as = who === 'otherCounty' ? folk.townDispatcher : folk[who];
    expect((await publish(as, change)).code).toBe(code);
  });

  it('of another county can be neither read by its staff nor withdrawn', async () => {
    const { id } = await publish(folk.countyDispatcher);
    const as = folk.elsewhere.countyDispatcher;
    const list = await http('GET /api/notices?county=310116', { as });
    expect(list.status).toBe(404);
    const body = { county: '310116' };
    const withdrawn = await http(`POST /api/notices/${id}/withdrawal`, { as, body });
    expect(withdrawn.status).toBe(404);
  });
});

describe('the centre', () => {
  const centre = async (county = '310116') =>
    (await http(`GET /api/public/centre?county=${county}`, { as: nobody })).body;

  it('says who it is, that it is open and until when', async () => {
    expect(await centre()).toMatchObject({
      county: '310116',
      name: '示例甲区',
      centre: { zh: expect.stringContaining('综治中心') },
      isOpen: true,
      closesAt: '2026-11-20T04:00:00.000Z',
      hours: [
        ['09:00', '12:00'],
        ['13:30', '17:30'],
      ],
      weekend: [6, 7],
      emergencies: [{ number: '110' }, { number: '119' }, { number: '120' }],
    });
  });

  it('lists the centres of its towns', async () => {
    const { offices } = (await centre()) as { offices: { zh: string; region: string }[] };
    expect(offices.map(({ region }) => region)).toEqual(['310116101', '310116102']);
  });

  it('says at night when it opens next', async () => {
    clock.set(Date.parse('2026-11-21T14:00:00Z'));
    expect(await centre()).toMatchObject({
      isOpen: false,
      closesAt: null,
      opensAt: '2026-11-23T01:00:00.000Z',
      today: { kind: 'weekend' },
    });
    clock.set(Date.parse(FRIDAY));
  });

  it('speaks the words of its own settings', async () => {
    const words = { zh: '夜间请拨 12345', en: 'Call 12345 at night' };
    const { house } = story;
    await house.rulebook.publish(commandContext('test', clock.now(), house.newId), {
      county: '310117',
      kind: 'settings',
      name: 'main',
      body: {
        selfHandledSample: 0.1,
        reopen: { within: { amount: 10, unit: 'calendarDays' }, times: 2 },
        attemptsBeforePublicAnswer: 3,
        objectionWithin: { amount: 2, unit: 'workingDays' },
        near: { metres: 250, days: 14 },
        ratingWords: { atLeast: 5, afterDays: 7 },
        centre: { outOfHours: words, emergencies: [{ number: '122', zh: '交警', en: 'Traffic' }] },
      },
      validFrom: Date.UTC(2020, 0, 1),
      note: 'test',
    });
    await house.rulebook.refresh();
    expect(await centre('310117')).toMatchObject({
      outOfHours: words,
      emergencies: [{ number: '122', zh: '交警', en: 'Traffic' }],
    });
  });

  it('is not there for a county without one', async () => {
    expect((await centre('999999')).code).toBe('NOT_FOUND');
    const notices = await http('GET /api/public/notices?county=999999', { as: nobody });
    expect(notices.body.code).toBe('NOT_FOUND');
  });

  it('is listed once for each county that is served', async () => {
    const { body } = await http('GET /api/public/centres', { as: nobody });
    const items = body.items as { county: string; name: string }[];
    expect(items.map(({ county, name }) => [county, name])).toEqual([
      ['310116', '示例甲区'],
      ['310117', '示例乙区'],
    ]);
  });
});
