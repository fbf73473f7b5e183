/** Signed by hand before the mediator: fingerprint or ink on the page, kept as a scan. */
import { describe, expect, it } from 'vitest';
import { agreementTeller } from '../../test/agreement.ts';
import { jpeg } from '../../test/attachments.ts';
import { storyHouse } from '../../test/house.ts';
import { type Caller, proveLogs } from '../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const tell = await agreementTeller(story, folk);
const { http } = story;
const TODAY = '2026-11-20';
const at = (number: string) => `/api/matters/${number}/agreement`;

async function scanBy(as: Caller): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(await jpeg())], { type: 'image/jpeg' }), 'page.jpg');
  const sent = new Response(form);
  const headers = { 'content-type': sent.headers.get('content-type') ?? '' };
  const body = Buffer.from(await sent.arrayBuffer());
  return String((await http('POST /api/attachments', { as, headers, body })).body.id);
}

type Parties = { id: string; side: string; isMe: boolean; signed: object | null }[];
async function partyOf(number: string, side: string): Promise<string> {
  const { parties } = (await tell.view(folk.mediator, number)) as { parties: Parties };
  return parties.find((one) => one.side === side)?.id ?? '';
}

const attest = (number: string, body: object, as: Caller = folk.mediator) =>
  http(`POST ${at(number)}/signatures/attested`, { as, body });

async function signing(number: string, digest: string, side: string, how: string) {
  const scan = await scanBy(folk.mediator);
  return { digest, party: await partyOf(number, side), how, signedOn: TODAY, scan };
}

describe('a signature by hand', () => {
  it('of both sides, by fingerprint and by ink, leads to an agreement in force', async () => {
    const { number, digest, respondent } = await tell.offered();
    const byFinger = await signing(number, digest, 'applicant', 'fingerprint');
    expect((await attest(number, byFinger)).body).toEqual({ stage: 'agreed' });
    const byInk = await signing(number, digest, 'respondent', 'ink');
    expect((await attest(number, byInk)).body).toEqual({ stage: 'agreed' });
    const { parties } = (await tell.view(respondent, number)) as { parties: Parties };
    expect(Object.fromEntries(parties.map((one) => [one.side, one.signed]))).toEqual({
      applicant: { how: 'fingerprint', on: TODAY },
      respondent: { how: 'ink', on: TODAY },
    });
    await tell.signAsMediator(number, digest);
    expect((await tell.seal(number, digest)).body).toEqual({ stage: 'performing' });
    expect(await tell.view(respondent, number)).toMatchObject({ effectiveOn: TODAY });
  });

  it('stands beside a signature by drawing and code', async () => {
    const { number, digest, applicant } = await tell.offered();
    await tell.sign(applicant, number, digest);
    const body = await signing(number, digest, 'respondent', 'fingerprint');
    expect((await attest(number, body)).status).toBe(200);
    const { needed } = await tell.view(applicant, number);
    expect(needed).toEqual(
      expect.arrayContaining([
        { signer: 'applicant', isDone: true },
        { signer: 'respondent', isDone: true },
      ]),
    );
  });

  it('keeps the scanned page with the matter, and names it in the log', async () => {
    const { number, digest } = await tell.offered();
    const body = await signing(number, digest, 'applicant', 'ink');
    expect((await attest(number, body)).status).toBe(200);
    const { attachments } = (await http(`GET /api/matters/${number}`, { as: folk.mediator })).body;
    expect((attachments as { id: string }[]).map(({ id }) => id)).toContain(body.scan);
    const page = await http(`GET /api/attachments/${body.scan}`, { as: folk.mediator });
    expect(page.status).toBe(200);
    expect((await attest(number, { ...body, how: 'fingerprint' })).body.code).toBe(
      'AGREEMENT_SIGNED',
    );
  });

  it('is the mediator’s to attest, with a page of their own, of this text, on a day that was', async () => {
    const { number, digest, applicant } = await tell.offered();
    const body = await signing(number, digest, 'applicant', 'ink');
    const code = async (change: object, as: Caller = folk.mediator) =>
      (await attest(number, { ...body, ...change }, as)).body.code;
    expect(await code({}, folk.townDispatcher)).toBe('NOT_YOURS');
    expect(await code({}, applicant)).toBe('FORBIDDEN');
    expect(await code({ scan: await scanBy(folk.townDispatcher) })).toBe('ATTACHMENT_UNKNOWN');
    expect(await code({ digest: 'ab'.repeat(32) })).toBe('DISPUTE_OTHER_TEXT');
    expect(await code({ signedOn: '2026-11-21' })).toBe('INPUT_INVALID');
    expect(await code({ signedOn: '2026-11-19' })).toBe('AGREEMENT_SIGNED_BEFORE_TEXT');
    expect(await code({ party: '01981f3e-7c00-7000-8000-000000000001' })).toBe('NOT_FOUND');
    expect(await code({ how: 'drawn' })).toBe('INPUT_INVALID');
    const { parties } = (await tell.view(applicant, number)) as { parties: Parties };
    expect(parties.every(({ signed }) => signed === null)).toBe(true);
  });

  it('is of a day on which the text that is signed stood: a new version moves it on', async () => {
    const { number } = await tell.offered();
    story.clock.pass(2 * 86_400_000);
    const { digest } = await tell.write(number, { facts: '双方确认渗水源于地漏老化。' });
    const body = await signing(number, digest, 'applicant', 'ink');
    const early = await attest(number, { ...body, signedOn: '2026-11-21' });
    expect(early.body).toMatchObject({
      code: 'AGREEMENT_SIGNED_BEFORE_TEXT',
      fields: [{ path: 'body.signedOn' }],
      titles: { zh: expect.stringContaining('2026-11-22') },
    });
    expect((await attest(number, { ...body, signedOn: '2026-11-22' })).status).toBe(200);
  });
});

proveLogs(story);
