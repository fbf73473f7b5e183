/** The agreement in the mediation room: told by the room's own stream, to whoever is in it. */
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { agreementTeller, CLAUSES } from '../../test/agreement.ts';
import { storyHouse } from '../../test/house.ts';
import { httpOf } from '../../test/http.ts';
import { listening, listenTo } from '../../test/live.ts';
import { NAMES, PHONES, type RoomCaller, roomTeller } from '../../test/rooms.ts';
import { proveLogs } from '../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { http } = story;
const { seated } = roomTeller(story, folk);
const tell = await agreementTeller(story, folk);
const { app } = await httpOf(story.world, story.house.http);
const url = await listening(app);

const listenIn = ({ room, as }: RoomCaller) =>
  listenTo(`${url}/api/rooms/${room}/events?page=${randomUUID()}`, as);

it('is read again by everybody in the room when its text, or what is said to it, changes', async () => {
  const { number, mediator, applicant, respondent } = await seated();
  const ears = await Promise.all([mediator, applicant, respondent].map(listenIn));
  const heard = () =>
    ears.map((one) => one.named('changed').filter(({ topic }) => topic === 'agreement').length);
  const expectTold = async (deed: () => Promise<unknown>) => {
    const before = heard();
    await deed();
    await expect.poll(() => heard().every((count, at) => count > (before[at] ?? 0))).toBe(true);
  };

  await expectTold(() => tell.write(number));
  const parties = `/api/matters/${number}/agreement/parties`;
  await expectTold(() =>
    http(`POST ${parties}`, {
      as: folk.mediator,
      body: {
        side: 'respondent',
        name: NAMES.respondent,
        phone: PHONES.respondent,
        idNumber: '',
        address: '',
      },
    }),
  );
  expect((await respondent.call('GET /agreement')).body).toMatchObject({ seat: 'party' });
  await expectTold(() =>
    respondent.call('POST /agreement/amendments', {
      body: { clause: 'pay', kind: 'change', text: '分两期支付。' },
    }),
  );
  await expectTold(() => tell.write(number, { clauses: [CLAUSES[0]] }));
  expect((await respondent.call('GET /agreement')).body).toMatchObject({ text: { version: 2 } });
  for (const one of ears) one.close();
});

it('of one dispute is told to no other room', async () => {
  const here = await seated();
  const other = await seated();
  const [ear, far] = [await listenIn(here.applicant), await listenIn(other.applicant)];
  await tell.write(here.number);
  await expect.poll(() => ear.named('changed').map(({ topic }) => topic)).toContain('agreement');
  expect(far.named('changed').map(({ topic }) => topic)).not.toContain('agreement');
  ear.close();
  far.close();
});

proveLogs(story);
