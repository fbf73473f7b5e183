/** A dispute in mediation and its room, for stories: links, codes, devices, the mediator. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { StoryHouse } from './house.ts';
import type { Answer, Call } from './http.ts';
import type { People } from './people.ts';
import { withClient } from './server.ts';
import { type Caller, teller } from './teller.ts';

export type RoomCaller = {
  room: string;
  /** With the cookie of the device; of a mediator with the session of staff beside it. */
  as: Caller;
  /** `call('POST /remarks', { body })` under `/api/rooms/{room}`. */
  call: (line: string, call?: Omit<Call, 'as'>) => Promise<Answer>;
};

export const PHONES = { applicant: '13800009001', respondent: '13800009002' } as const;
export const NAMES = { applicant: '欧阳申请', respondent: '司徒被申' } as const;

export type Seated = {
  number: string;
  session: string;
  mediator: RoomCaller;
  applicant: RoomCaller;
  respondent: RoomCaller;
  ids: Record<'mediator' | 'applicant' | 'respondent', string>;
};

export function roomTeller(story: StoryHouse, folk: People) {
  const { http } = story;
  const { report, done } = teller(story);

  /** Both consent: sessions may be planned. */
  const mediating = async (): Promise<string> => {
    const number = await report(await folk.resident(), {
      category: 'neighbours',
      text: '楼上渗水，要求赔偿。',
      reporter: { name: '甲示例' },
    });
    const { townDispatcher, mediator, orgs } = folk;
    await done(townDispatcher, number, 'assignMediation', { channel: 'people', org: orgs.town });
    await done(mediator, number, 'acceptMediation');
    for (const side of ['applicant', 'respondent']) {
      await done(mediator, number, 'recordConsent', { side, consent: 'agreed' });
    }
    return number;
  };

  const plan = (number: string, more: object = {}, as: Caller = folk.mediator) =>
    http(`POST /api/matters/${number}/sessions`, {
      as,
      body: {
        startsAt: new Date(story.clock.now() + 3_600_000).toISOString(),
        minutes: 90,
        mode: 'online',
        // One mediator sits in the rooms of many stories at once.
        insist: '示例：多场同时进行',
        participants: [
          { side: 'applicant', name: NAMES.applicant, phone: PHONES.applicant },
          { side: 'respondent', name: NAMES.respondent, phone: PHONES.respondent },
        ],
        ...more,
      },
    });

  const at = (room: string, as: Caller): RoomCaller => ({
    room,
    as,
    call: (line, call = {}) => {
      const [method, path = ''] = line.split(' ');
      return http(`${method} /api/rooms/${room}${path}`, { ...call, as });
    },
  });

  /** By link, with the code that was sent to the phone. */
  const enter = async (link: string, phone?: string): Promise<RoomCaller> => {
    const body = { link };
    if (phone) expect((await http('POST /api/rooms/codes', { body })).status).toBe(202);
    const code = story.world.phoneCodes.sent.findLast((one) => one.phone === phone)?.code;
    const answer = await http('POST /api/rooms/entries', {
      body: { ...body, ...(phone && { code }) },
    });
    expect(answer.body).toMatchObject({ room: expect.any(String) });
    return at(String(answer.body.room), { headers: { cookie: answer.cookie } });
  };

  const lead = async (number: string, session: string, as = folk.mediator) => {
    const answer = await http(`POST /api/matters/${number}/sessions/${session}/entry`, { as });
    expect(answer.body).toMatchObject({ href: expect.any(String) });
    const cookie = `${as.headers.cookie}; ${answer.cookie}`;
    return at(String(answer.body.href).replace('/rooms/', ''), { headers: { cookie } });
  };

  const idIn = (caller: RoomCaller) => caller.room.slice(caller.room.indexOf('-') + 1);

  /** Compared at the door, told, and let in. */
  const admit = async (mediator: RoomCaller, who: RoomCaller): Promise<void> => {
    const path = `/participants/${idIn(who)}`;
    const ok = async (answer: Promise<Answer>) => expect((await answer).status).toBe(204);
    await ok(who.call('POST /acknowledgement'));
    await ok(mediator.call(`POST ${path}/reception`));
    const body = { document: 'idCard', how: 'video' };
    await ok(mediator.call(`POST ${path}/attestation`, { body }));
    await ok(mediator.call(`POST ${path}/admission`));
  };

  /** All three in the joint room. */
  const seated = async (): Promise<Seated> => {
    const number = await mediating();
    const { body } = await plan(number);
    const { session, invitations } = body as {
      session: { id: string };
      invitations: { link: string }[];
    };
    const links = invitations.map(({ link }) => link.split('/rooms/')[1] ?? '');
    const mediator = await lead(number, session.id);
    const applicant = await enter(links[0] ?? '', PHONES.applicant);
    const respondent = await enter(links[1] ?? '', PHONES.respondent);
    await admit(mediator, applicant);
    await admit(mediator, respondent);
    const ids = {
      mediator: idIn(mediator),
      applicant: idIn(applicant),
      respondent: idIn(respondent),
    };
    // Codes to one phone are limited: the next story comes later.
    story.clock.pass(3_600_000);
    return { number, session: session.id, mediator, applicant, respondent, ids };
  };

  /** All three in the joint room with an open page each, as a recording wants them. */
  const present = async (): Promise<Seated> => {
    const all = await seated();
    const page = randomUUID();
    for (const who of [all.applicant, all.respondent, all.mediator]) {
      await who.call(`GET /events?page=${page}`, { isStream: true });
    }
    // The head of a stream is read and it is left again: say by hand that all are there.
    await withClient(story.base.superUrl, (client) =>
      client.query('UPDATE room.participant SET page = $1, seen_at = $2', [
        page,
        new Date(story.clock.now()),
      ]),
    );
    return all;
  };

  return { mediating, plan, enter, lead, admit, seated, present, at, idIn };
}
