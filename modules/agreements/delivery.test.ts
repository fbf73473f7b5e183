/** An agreement in force reaches each party by itself, once: paper, the way to it, service. */
import { describe, expect, it } from 'vitest';
import { agreementTeller } from '../../test/agreement.ts';
import { storyHouse } from '../../test/house.ts';
import { type Caller, proveLogs } from '../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const tell = await agreementTeller(story, folk);
const { http, house } = story;
const MINUTE = 60_000;

const sweepAll = async (task: typeof house.messaging.sweepTask) => {
  for (const county of await task.counties()) {
    while ((await task.sweep(county, new AbortController().signal)) > 0);
  }
};
const send = () => sweepAll(house.messaging.sweepTask);
/** One look at what is due, as the sweep of a process does it. */
const look = async () => {
  const task = house.agreements.sweepTask(story.clock.now);
  for (const county of await task.counties()) {
    await task.sweep(county, new AbortController().signal);
  }
};

const entriesOf = async (number: string) => {
  const { body } = await http(`GET /api/matters/${number}/log?limit=100`, { as: folk.mediator });
  return body.items as { action: string; given: Record<string, unknown>; actor?: unknown }[];
};
const acts = async (number: string, action: string) =>
  (await entriesOf(number)).filter((one) => one.action === action);
const textsTo = (phone: string, number: string) =>
  story.senders.outbox.filter(
    ({ to, text }) => to === phone && text.includes(number) && text.includes('/invitations/'),
  );
const states = async (as: Caller, number: string) => {
  const { parties } = (await tell.view(as, number)) as {
    parties: { side: string; delivery: string | null }[];
  };
  return Object.fromEntries(parties.map(({ side, delivery }) => [side, delivery]));
};

describe('an agreement in force', () => {
  it('is made as a paper and delivered to each party without anybody asking, and only once', async () => {
    const { number, phone, respondent } = await tell.inForce();
    expect(await states(folk.mediator, number)).toEqual({
      applicant: 'waiting',
      respondent: 'waiting',
    });
    await look();
    expect(await acts(number, 'makePaper')).toHaveLength(1);
    // It lies in the outbox: nothing is delivered before the gateway took it.
    expect(await acts(number, 'deliver')).toHaveLength(0);
    await send();
    await look();
    await look();
    story.clock.pass(10 * MINUTE);
    await look();
    const services = await acts(number, 'deliver');
    expect(services).toHaveLength(2);
    for (const { given } of services) {
      expect(given).toMatchObject({
        paper: 'agreement',
        how: 'message',
        deliveredOn: '2026-11-20',
        proof: expect.stringContaining('短信网关'),
      });
    }
    expect(await states(respondent, number)).toEqual({
      applicant: 'delivered',
      respondent: 'delivered',
    });
    expect(textsTo(phone, number)).toHaveLength(1);
    const { body } = await http(`GET /api/matters/${number}/papers`, { as: respondent });
    expect(body.items).toMatchObject([
      { paper: 'agreement', deliveries: [{ how: 'message' }, { how: 'message' }] },
    ]);
  });

  it('is read by link and code by a party without an account, also before the service is noted', async () => {
    const { number, phone, applicant } = await tell.inForce();
    await look();
    await send();
    const [message] = textsTo(phone, number);
    const link = /\/invitations\/([\w-]+)/.exec(message?.text ?? '')?.[1] ?? '';
    await http('POST /api/invitations/codes', { body: { link } });
    const code = story.world.phoneCodes.sent.findLast((one) => one.phone === phone)?.code;
    const entered = await http('POST /api/invitations/entries', { body: { link, code } });
    const as = { headers: { cookie: entered.cookie } };
    const at = `/api/invitations/${String(entered.body.invitation)}`;
    const { papers } = (await http(`GET ${at}`, { as })).body as { papers: { href: string }[] };
    expect(papers).toHaveLength(1);
    const file = await http(`GET ${papers[0]?.href}`, { as });
    expect(file.headers['content-type']).toBe('application/pdf');
    expect((await http(`GET ${papers[0]?.href}`)).status).toBe(401);
    const opened = await http(`GET /api/matters/${number}/openings`, {
      as: applicant,
    });
    expect(opened.body.items).toContainEqual(expect.objectContaining({ verb: 'paper.open' }));
  });

  it('two sweeps at once deliver nothing twice', async () => {
    const { number, phone } = await tell.inForce();
    await Promise.all([look(), look()]);
    await send();
    await Promise.all([look(), look(), look()]);
    expect(await acts(number, 'deliver')).toHaveLength(2);
    expect(textsTo(phone, number)).toHaveLength(1);
  });

  it('is handed over by people where no message reaches a party', async () => {
    const { number, respondent } = await tell.inForce();
    await send();
    await look();
    story.senders.answerNext({ ok: false, isFinal: true, reason: 'no such number' });
    await send();
    await look();
    const now = await states(respondent, number);
    expect(new Set(Object.values(now))).toEqual(new Set(['byHand', 'delivered']));
    expect(await acts(number, 'deliver')).toHaveLength(1);
  });

  it('by word of mouth is on no paper: nothing is delivered', async () => {
    const { number } = await tell.mediating();
    const oral = {
      form: 'oral',
      facts: '渗水属实。',
      terms: '当场付清。',
      happenedOn: '2026-11-20',
    };
    await tell.done(folk.mediator, number, 'recordAgreement', oral);
    await look();
    expect(await acts(number, 'makePaper')).toEqual([]);
    expect(await states(folk.mediator, number)).toEqual({ applicant: null, respondent: null });
  });

  it('that was signed on paper alone is delivered alike', async () => {
    const { number } = await tell.mediating();
    const written = {
      form: 'written',
      facts: '渗水属实。',
      terms: '付清。',
      happenedOn: '2026-11-20',
    };
    await tell.done(folk.mediator, number, 'recordAgreement', written);
    for (const signer of ['applicant', 'respondent', 'mediator', 'committee']) {
      const given = { signer, how: 'ink', happenedOn: '2026-11-20' };
      await tell.done(folk.mediator, number, 'sign', given);
    }
    await look();
    await send();
    await look();
    expect(await acts(number, 'deliver')).toHaveLength(2);
  });
});

proveLogs(story);
