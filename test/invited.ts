/** Parties of a dispute who come by a link of their own, for stories. */
import { expect } from 'vitest';
import { newPhone } from './agreement.ts';
import type { StoryHouse } from './house.ts';
import type { Answer, Call } from './http.ts';
import type { People } from './people.ts';
import { type Caller, teller } from './teller.ts';

/** `call('POST /answer', { body })` under `/api/invitations/{invitation}`. */
export type Invited = (line: string, call?: Omit<Call, 'as'>) => Promise<Answer>;

export function invitedTeller(story: StoryHouse, folk: People) {
  const { http } = story;
  const tell = teller(story);

  /** Accepted by the committee; neither side has said anything. */
  const consenting = async () => {
    const applicant = await folk.resident();
    const number = await tell.report(applicant, { category: 'neighbours', text: '楼上渗水。' });
    const org = folk.orgs.town;
    await tell.done(folk.townDispatcher, number, 'assignMediation', { channel: 'people', org });
    await tell.done(folk.mediator, number, 'acceptMediation');
    return { number, applicant };
  };

  const named = async (number: string, given: object = {}) => {
    const phone = newPhone();
    const { body } = await http(`POST /api/matters/${number}/agreement/parties`, {
      as: folk.mediator,
      body: { side: 'respondent', name: '李示例', phone, idNumber: '', address: '', ...given },
    });
    return { party: String(body.id), phone };
  };

  const invite = (number: string, party: string, as: Caller = folk.mediator) =>
    http(`POST /api/matters/${number}/invitations`, { as, body: { party } });

  /** By link and code. */
  const enter = async (link: string, phone: string) => {
    expect((await http('POST /api/invitations/codes', { body: { link } })).status).toBe(202);
    const code = story.world.phoneCodes.sent.findLast((one) => one.phone === phone)?.code;
    const entered = await http('POST /api/invitations/entries', { body: { link, code } });
    expect(entered.status, JSON.stringify(entered.body)).toBe(200);
    const at = `/api/invitations/${String(entered.body.invitation)}`;
    const as = { headers: { cookie: entered.cookie } };
    const call: Invited = (line, given = {}) => {
      const [method, path = ''] = line.split(' ');
      return http(`${method} ${at}${path}`, { ...given, as });
    };
    return call;
  };

  const invited = async () => {
    const { number, applicant } = await consenting();
    const { party, phone } = await named(number);
    const link = linkIn(await invite(number, party));
    return { number, applicant, party, phone, link, call: await enter(link, phone) };
  };

  /** The first mediator whom the party may choose. */
  const firstMediator = async (call: Invited) => {
    const { mediators } = (await call('GET ')).body as { mediators: { items: { id: string }[] } };
    return mediators.items[0]?.id ?? '';
  };

  return { consenting, named, invite, enter, invited, firstMediator };
}

export const linkIn = ({ body }: Pick<Answer, 'body'>) =>
  String(body.link).split('/invitations/')[1] ?? '';
