/** Disputes on their way to an agreement, for tests of agreements and of their papers. */

import sharp from 'sharp';
import { expect } from 'vitest';
import type { StoryHouse } from './house.ts';
import type { Answer } from './http.ts';
import { hire, type People, type Person, signInWithPhone } from './people.ts';
import { type Caller, type Teller, teller } from './teller.ts';

export type Mediated = {
  number: string;
  applicant: Person<{ kind: 'resident'; account: string }>;
  respondent: Person<{ kind: 'resident'; account: string }>;
  phone: string;
};

export const CLAUSES = [
  {
    id: 'pay',
    who: 'respondent',
    what: '向申请人支付修复费三千元',
    when: '',
    dueOn: '2026-12-10',
    ifNot: '自逾期之日起每日支付未付金额的万分之五',
  },
  { id: 'allow', who: 'applicant', what: '配合入户维修', when: '本周内', dueOn: null, ifNot: '' },
] as const;
export const FACTS = '双方确认渗水源于阳台地漏，由被申请人承担修复责任。';

let phones = 0;
/** No number of anybody: of a range that no operator gives out. */
export const newPhone = () => `1990000${String(++phones).padStart(4, '0')}`;

/** A PNG with a stroke on it, as a browser would send it. */
export async function drawnInk(): Promise<string> {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="120"><path d="M10 90 C 80 10, 120 110, 280 30" stroke="#111" stroke-width="5" fill="none"/></svg>';
  return (await sharp(Buffer.from(svg)).png().toBuffer()).toString('base64');
}

export async function blankInk(): Promise<string> {
  const white = { width: 300, height: 120, channels: 3, background: '#ffffff' } as const;
  return (await sharp({ create: white }).png().toBuffer()).toString('base64');
}

export type AgreementTeller = Teller & {
  /** Both sides consent, both on record, both signed in. */
  mediating: () => Promise<Mediated>;
  write: (number: string, body?: object) => Promise<{ version: number; digest: string }>;
  offered: () => Promise<Mediated & { digest: string }>;
  view: (as: Caller, number: string) => Promise<Record<string, unknown>>;
  code: (as: Caller, number: string, digest: string) => Promise<string>;
  sign: (as: Caller, number: string, digest: string) => Promise<string>;
  /** By both parties. */
  signed: () => Promise<Mediated & { digest: string }>;
  signAsMediator: (number: string, digest: string) => Promise<Answer>;
  seal: (number: string, digest: string) => Promise<Answer>;
  /** Signed by both, the mediator, and sealed. */
  inForce: () => Promise<Mediated & { digest: string }>;
};

export async function agreementTeller(story: StoryHouse, folk: People): Promise<AgreementTeller> {
  const tell = teller(story);
  const { http } = story;
  const at = (number: string) => `/api/matters/${number}/agreement`;
  const ink = await drawnInk();
  const head = await hire(story.world, {
    login: `mediation-head-${newPhone()}`,
    role: 'unitHead',
    orgId: folk.orgs.town,
    regions: ['310116101'],
  });

  const mediating = async (): Promise<Mediated> => {
    const applicant = await folk.resident();
    const number = await tell.report(applicant, {
      category: 'neighbours',
      text: '楼上渗水，要求赔偿修复费用。',
      reporter: { name: '王示例', address: '示例区示例路1号' },
    });
    const org = folk.orgs.town;
    await tell.done(folk.townDispatcher, number, 'assignMediation', { channel: 'people', org });
    await tell.done(folk.mediator, number, 'acceptMediation');
    for (const side of ['applicant', 'respondent']) {
      await tell.done(folk.mediator, number, 'recordConsent', { side, consent: 'agreed' });
    }
    const phone = newPhone();
    const named = await http(`POST ${at(number)}/parties`, {
      as: folk.mediator,
      body: {
        side: 'respondent',
        name: '李示例',
        phone,
        idNumber: '310116199001010011',
        address: '示例区示例路2号',
      },
    });
    expect(named.status, JSON.stringify(named.body)).toBe(201);
    const respondent = await signInWithPhone(story.world, phone);
    const claimed = await http('POST /api/my/matters', { as: respondent, body: { number } });
    expect(claimed.status, JSON.stringify(claimed.body)).toBe(200);
    return { number, applicant, respondent, phone };
  };

  const write = async (number: string, body: object = {}) => {
    const { text } = await view(folk.mediator, number);
    const seen = (text as { version: number } | null)?.version ?? 0;
    const answer = await http(`PUT ${at(number)}/text`, {
      as: folk.mediator,
      body: { facts: FACTS, clauses: CLAUSES, seen, ...body },
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body as { version: number; digest: string };
  };

  const view = async (as: Caller, number: string) => (await http(`GET ${at(number)}`, { as })).body;

  const offered = async () => {
    const dispute = await mediating();
    const { digest } = await write(dispute.number);
    const answer = await http(`POST ${at(dispute.number)}/offer`, {
      as: folk.mediator,
      body: { digest },
    });
    expect(answer.body, JSON.stringify(answer.body)).toEqual({ stage: 'agreed' });
    return { ...dispute, digest };
  };

  const code = async (as: Caller, number: string, digest: string) => {
    const answer = await http(`POST ${at(number)}/codes`, { as, body: { digest } });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return story.world.phoneCodes.sent.at(-1)?.code ?? '';
  };

  const sign = async (as: Caller, number: string, digest: string) => {
    const body = { digest, ink, code: await code(as, number, digest) };
    const answer = await http(`POST ${at(number)}/signatures`, { as, body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return String(answer.body.stage);
  };

  const signed = async () => {
    const dispute = await offered();
    const { number, digest } = dispute;
    expect(await sign(dispute.applicant, number, digest)).toBe('agreed');
    expect(await sign(dispute.respondent, number, digest)).toBe('agreed');
    return dispute;
  };

  const signAsMediator = (number: string, digest: string) =>
    http(`POST ${at(number)}/signatures/mediator`, { as: folk.mediator, body: { digest, ink } });

  const seal = (number: string, digest: string) =>
    http(`POST ${at(number)}/signatures/seal`, { as: head, body: { digest } });

  const inForce = async () => {
    const dispute = await signed();
    const { number, digest } = dispute;
    const mediator = await signAsMediator(number, digest);
    expect(mediator.body, JSON.stringify(mediator.body)).toEqual({ stage: 'agreed' });
    const sealed = await seal(number, digest);
    expect(sealed.body, JSON.stringify(sealed.body)).toEqual({ stage: 'performing' });
    return dispute;
  };

  return {
    ...tell,
    mediating,
    write,
    view,
    offered,
    code,
    sign,
    signed,
    signAsMediator,
    seal,
    inForce,
  };
}
