/** Of a sealed matter the agenda and every calendar say one thing: that the time is taken. */
import { describe, expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { http } = story;
const tell = teller(story);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WORDS = '仓库负责人收受好处';

/** An accusation, and a reception for it in a room of the centre. */
async function accused() {
  const petitioner = await folk.resident();
  const number = await tell.report(petitioner, { category: 'accusation', text: `${WORDS}。` });
  const room = await http('POST /api/agenda/rooms', {
    as: folk.countyDispatcher,
    body: { org: folk.orgs.centre, zh: '接访室', way: '一楼', seats: 4 },
  });
  const at = Math.floor(story.clock.now() / DAY) * DAY + 4 * DAY + HOUR;
  const date = {
    kind: 'reception',
    title: 'appointment',
    startsAt: new Date(at).toISOString(),
    endsAt: new Date(at + HOUR).toISOString(),
    room: room.body.id,
    posts: [folk.petitionOfficer.post],
  };
  const planned = await http(`POST /api/matters/${number}/dates`, {
    as: folk.petitionOfficer,
    body: date,
  });
  expect(planned.status, JSON.stringify(planned.body)).toBe(201);
  return { number, petitioner, date, href: String(planned.body.href) };
}

const { number, petitioner, date, href } = await accused();
const day = date.startsAt.slice(0, 10);
const agendaOf = async (as: Caller) =>
  (await http(`GET /api/agenda?from=${day}&to=${day}`, { as })).body.items as object[];

describe('a date of a sealed matter', () => {
  it('is known to who takes part', async () => {
    expect(await agendaOf(folk.petitionOfficer)).toMatchObject([
      { number, kind: 'reception', isOwn: true },
    ]);
  });

  it.each(['countyDispatcher', 'clerk', 'leader', 'supervisor', 'handler', 'mediator'] as const)(
    'is a time that is taken, and nothing else, to the %s',
    async (name) => {
      const { bytes, body } = await http(`GET /api/agenda?from=${day}&to=${day}`, {
        as: folk[name],
      });
      expect(body.items).toMatchObject([
        {
          number: null,
          matterKind: null,
          kind: null,
          title: null,
          place: '',
          insisted: '',
          isOwn: false,
          room: { zh: '接访室' },
          startsAt: date.startsAt,
        },
      ]);
      // Whose time it is stands there, as what they are; for what, nowhere.
      for (const told of [number, WORDS, 'reception', 'appointment']) {
        expect(bytes.includes(told), told).toBe(false);
      }
    },
  );

  it('collides by its time alone: whose matter it is, the refusal does not say', async () => {
    const own = await tell.report(await folk.resident(), {
      category: 'neighbours',
      text: '楼上渗水。',
    });
    await tell.done(folk.townDispatcher, own, 'assignMediation', {
      channel: 'people',
      org: folk.orgs.town,
    });
    const body = { ...date, kind: 'session', title: 'mediation', posts: [folk.mediator.post] };
    const taken = await http(`POST /api/matters/${own}/dates`, { as: folk.mediator, body });
    expect(taken.body).toMatchObject({
      code: 'AGENDA_ROOM_TAKEN',
      present: { collisions: [{ number: null, zh: '接访室' }] },
    });
    expect(taken.bytes.includes(number)).toBe(false);
  });

  it('says "taken" in the calendar of who takes part, and on the petitioner’s phone', async () => {
    const made = await http('POST /api/agenda/feed', { as: folk.petitionOfficer });
    const feed = await http(`GET ${String(made.body.path)}`);
    const file = await http(`GET ${href}`, { as: petitioner });
    for (const { bytes } of [feed, file]) {
      const text = bytes.toString('utf8');
      expect(text).toContain('SUMMARY:已占用');
      for (const told of [number, '接访', WORDS]) expect(text).not.toContain(told);
    }
  });
});

proveLogs(story);
