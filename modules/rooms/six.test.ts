/** Six in one room, as many as a mesh of phones bears: who signals whom, and who hears of it. */
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { httpOf } from '../../test/http.ts';
import { type Listening, listening, listenTo } from '../../test/live.ts';
import { PHONES, type RoomCaller, roomTeller } from '../../test/rooms.ts';
import { proveLogs } from '../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { plan, mediating, lead, enter, admit, idIn } = roomTeller(story, folk);
const { app } = await httpOf(story.world, story.house.http);
const url = await listening(app);

type Seat = { name: string; who: RoomCaller; page: string; ear: Listening };

/** Both sides, a helper of each, a clerk and the mediator, each with an open page. */
async function six(): Promise<Seat[]> {
  const number = await mediating();
  const { body } = await plan(number, {
    participants: [
      { side: 'applicant', name: '欧阳申请', phone: PHONES.applicant },
      { side: 'helper', withSide: 'applicant', name: '诸葛陪同' },
      { side: 'respondent', name: '司徒被申', phone: PHONES.respondent },
      { side: 'helper', withSide: 'respondent', name: '上官陪同' },
      { side: 'clerk', name: '东方记录' },
    ],
  });
  const { session, invitations } = body as {
    session: { id: string };
    invitations: { link: string }[];
  };
  const links = invitations.map(({ link }) => link.split('/rooms/')[1] ?? '');
  const phones = [PHONES.applicant, undefined, PHONES.respondent, undefined, undefined];
  const mediator = await lead(number, session.id);
  const others: RoomCaller[] = [];
  for (const [at, link] of links.entries()) {
    const who = await enter(link, phones[at]);
    await admit(mediator, who);
    others.push(who);
  }
  const names = ['mediator', 'applicant', 'helpA', 'respondent', 'helpB', 'clerk'];
  return Promise.all(
    [mediator, ...others].map(async (who, at) => {
      const page = randomUUID();
      const ear = await listenTo(`${url}/api/rooms/${who.room}/events?page=${page}`, who.as);
      return { name: names[at] ?? '', who, page, ear };
    }),
  );
}

/** Everybody signals everybody once; answers who got through to whom. */
async function signalAll(seats: readonly Seat[], word: string): Promise<string[]> {
  const through: string[] = [];
  for (const from of seats) {
    for (const to of seats.filter((one) => one !== from)) {
      const body = { to: idIn(to.who), page: from.page, data: JSON.stringify({ end: word }) };
      const { status } = await from.who.call('POST /signals', { body });
      if (status === 204) through.push(`${from.name}→${to.name}`);
    }
  }
  return through.sort();
}

const heard = (seats: readonly Seat[], word: string) => {
  const nameOf = (id: unknown) => seats.find(({ who }) => idIn(who) === id)?.name;
  return seats
    .flatMap(({ name, ear }) =>
      ear
        .named('signal')
        .filter(({ data }) => String(data).includes(word))
        .map(({ from }) => `${nameOf(from)}→${name}`),
    )
    .sort();
};

const pairs = (...groups: string[][]) =>
  groups
    .flatMap((group) => group.flatMap((a) => group.flatMap((b) => (a === b ? [] : [`${a}→${b}`]))))
    .sort();

it('six connect each with each, and a caucus leaves no way out of either chamber', async () => {
  const seats = await six();
  const everybody = seats.map(({ name }) => name);
  const room = await seats[1]?.who.call('GET ');
  const present = room?.body.participants as { isHere: boolean }[];
  expect(present.filter(({ isHere }) => isHere)).toHaveLength(6);

  expect(await signalAll(seats, 'joint')).toEqual(pairs(everybody));
  await expect.poll(() => heard(seats, 'joint')).toEqual(pairs(everybody));

  await seats[0]?.who.call('POST /chamber', { body: { chamber: 'applicant' } });
  const apart = pairs(['mediator', 'applicant', 'helpA'], ['respondent', 'helpB', 'clerk']);
  expect(await signalAll(seats, 'caucus')).toEqual(apart);
  await expect.poll(() => heard(seats, 'caucus')).toEqual(apart);

  await seats[0]?.who.call('POST /chamber', { body: { chamber: 'joint' } });
  expect(await signalAll(seats, 'again')).toEqual(pairs(everybody));
  for (const { ear } of seats) ear.close();
});

it('a seventh is refused', async () => {
  const number = await mediating();
  const five = Array.from({ length: 5 }, (_, at) => ({ side: 'helper', name: `示例${at}` }));
  const { body } = await plan(number, { participants: five });
  const { session } = body as { session: { id: string } };
  const more = await story.http(`POST /api/matters/${number}/sessions/${session.id}/participants`, {
    as: folk.mediator,
    body: { side: 'helper', name: '示例六' },
  });
  expect(more.body.code).toBe('ROOM_FULL');
});

proveLogs(story);
