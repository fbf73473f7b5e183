/** Reception days for stories: announced, booked by residents, kept at a desk. */
import { expect } from 'vitest';
import type { StoryHouse } from './house.ts';
import type { People } from './people.ts';
import type { Caller } from './teller.ts';

export const COUNTY = '310116';
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const SUBJECT = '加装电梯的补贴，电话13912345678。';
export type Planned = { id: string; startsAt: string; slots: string[] };

export function receptionTeller(story: StoryHouse, folk: People) {
  const { http, house } = story;
  let days = 2;

  /** A day of its own for each story: two never collide in the agenda by accident. */
  function plan(over: Record<string, unknown> = {}) {
    days += 2;
    const at = Math.floor(story.clock.now() / DAY) * DAY + days * DAY + HOUR;
    return {
      county: COUNTY,
      kind: 'leader',
      hosts: [
        {
          org: folk.orgs.centre,
          post: folk.leader.post,
          name: '示例·李副区长',
          duty: { zh: '副区长', en: 'Deputy head' },
        },
      ],
      place: '区综治中心一楼',
      startsAt: new Date(at).toISOString(),
      endsAt: new Date(at + 2 * HOUR).toISOString(),
      slotMinutes: 60,
      slotPlaces: 1,
      isByAppointment: false,
      bookHours: 24,
      changeHours: 12,
      remindHours: 20,
      keepDays: 30,
      ...over,
    };
  }

  async function announced(
    over: Record<string, unknown> = {},
    as: Caller = folk.petitionOfficer,
  ): Promise<Planned> {
    const body = plan(over);
    const made = await http('POST /api/reception/days', { as, body });
    expect(made.body).toMatchObject({ state: 'draft' });
    const id = String(made.body.id);
    const out = await http(`POST /api/reception/days/${COUNTY}/${id}/publication`, {
      as,
      body: {},
    });
    expect(out.body).toMatchObject({ state: 'published' });
    const shown = await http(`GET /api/public/reception-days/${COUNTY}/${id}`);
    const slots = (shown.body.slots as { at: string }[]).map(({ at }) => at);
    return { id, startsAt: body.startsAt, slots };
  }

  const wanted = (at: string | undefined, over: object = {}) => ({
    at,
    name: '示例乙',
    subject: SUBJECT,
    ...over,
  });

  const book = (as: Caller, day: Planned, over: object = {}, slot = 0) =>
    http(`POST /api/public/reception-days/${COUNTY}/${day.id}/appointments`, {
      as,
      body: wanted(day.slots[slot], over),
    });

  async function booked(as: Caller, day: Planned, over: object = {}, slot = 0) {
    const answer = await book(as, day, over, slot);
    expect(answer.body).toMatchObject({ state: 'booked' });
    return String(answer.body.id);
  }

  const desk = (day: Planned, as: Caller = folk.clerk) =>
    http(`GET /api/reception/days/${COUNTY}/${day.id}/desk`, { as });
  const at = (day: Planned, id: string, what: string) =>
    `POST /api/reception/days/${COUNTY}/${day.id}/appointments/${id}/${what}`;
  const mark = (day: Planned, id: string, as: string, who: Caller = folk.clerk) =>
    http(at(day, id, 'mark'), { as: who, body: { as } });
  const own = async (as: Caller) =>
    (await http(`GET /api/my/appointments?county=${COUNTY}`, { as })).body.items as Record<
      string,
      unknown
    >[];
  const toThe = (moment: string, ms = 0) =>
    story.clock.pass(Date.parse(moment) + ms - story.clock.now());

  async function sent(): Promise<string[]> {
    const { body } = await http(`GET /api/messages?county=${COUNTY}&state=queued&limit=100`, {
      as: folk.countyDispatcher,
    });
    return (body.items as { template: string }[]).map(({ template }) => template);
  }

  async function sweep(): Promise<void> {
    const task = house.reception.sweepTask(story.clock.now);
    for (const county of await task.counties()) {
      while ((await task.sweep(county, new AbortController().signal)) > 0);
    }
  }

  return { plan, announced, book, booked, desk, at, mark, own, toThe, sent, sweep, wanted };
}
