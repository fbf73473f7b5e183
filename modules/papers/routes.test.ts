import { describe, expect, it } from 'vitest';
import { sha256 } from '../../platform/crypto/index.ts';
import { storyHouse } from '../../test/house.ts';
import { textOfPdf, unless, unreadable } from '../../test/paper-reader.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { http } = story;
const tell = teller(story);

type Made = {
  id: string;
  number: string;
  digest: string;
  supersededBy: string | null;
  pdf: { sha256: string; href: string };
  docx: { sha256: string; href: string };
  deliveries: object[];
};

/** A report with its result, and who reported it. */
async function handled() {
  const reporter = await folk.resident();
  const number = await tell.report(reporter);
  await tell.completed(folk, number, folk.orgs.department, folk.handler);
  return { reporter, number };
}

const make = (as: Caller, number: string, key?: string) =>
  http(`POST /api/matters/${number}/papers`, {
    as,
    body: { paper: 'reply' },
    ...(key && { headers: { 'idempotency-key': key } }),
  });

async function made(number: string): Promise<Made> {
  const answer = await make(folk.handler, number);
  expect(answer.body).toMatchObject({ number: expect.any(String) });
  return answer.body as Made;
}

async function listed(as: Caller, number: string): Promise<Made[]> {
  const { body } = await http(`GET /api/matters/${number}/papers`, { as });
  return body.items as Made[];
}

const DELIVERY = {
  paper: 'reply',
  how: 'inPerson',
  deliveredOn: '2026-11-20',
  to: '张三',
  proof: '送达回证一份',
};

describe('a paper', () => {
  it('is numbered, kept as Word and PDF, and told by the log with its digest', async () => {
    const { number } = await handled();
    const paper = await made(number);
    expect(paper.number).toMatch(/^示例区城管局答复〔2026〕\d+号$/);
    const pdf = await http(`GET ${paper.pdf.href}`, { as: folk.handler });
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect(sha256(pdf.bytes).toString('hex')).toBe(paper.pdf.sha256);
    const docx = await http(`GET ${paper.docx.href}`, { as: folk.handler });
    expect(sha256(docx.bytes).toString('hex')).toBe(paper.docx.sha256);
    const log = await http(`GET /api/matters/${number}/log`, { as: folk.handler });
    expect((log.body.items as object[]).at(-1)).toMatchObject({
      action: 'makePaper',
      given: { paper: 'reply', number: paper.number, digest: paper.digest },
    });
  });

  it.skipIf(unreadable)(
    `says what was reported and done, to whom, on every page with its mark${unless(unreadable)}`,
    async () => {
      const { number } = await handled();
      const paper = await made(number);
      const { bytes } = await http(`GET ${paper.pdf.href}`, { as: folk.handler });
      const text = await textOfPdf(bytes);
      expect(text).toContain(paper.number);
      expect(text).toContain('小区门口路灯不亮三天了。');
      expect(text).toContain('已处置完毕。');
      expect(text).toContain('2026年11月20日');
      expect(text).toContain(`核验码 ${paper.digest.slice(0, 4).toUpperCase()}`);
    },
  );

  it('is refused while its facts are missing, and nothing is half-made', async () => {
    const number = await tell.report(await folk.resident());
    const answer = await make(folk.clerk, number);
    expect(answer).toMatchObject({
      status: 409,
      body: { code: 'PAPER_FACTS_MISSING', titles: { zh: expect.stringContaining('办理结果') } },
    });
    expect(await listed(folk.clerk, number)).toEqual([]);
    const { body } = await http(`GET /api/matters/${number}/papers`, { as: folk.clerk });
    expect(body.possible).toMatchObject([
      { paper: 'reply', why: 'PAPER_FACTS_MISSING', whyText: { zh: '还没有办理结果' } },
    ]);
  });

  it('is read by who reported once it was delivered, and by no other resident', async () => {
    const { number, reporter } = await handled();
    const paper = await made(number);
    expect(await listed(reporter, number)).toEqual([]);
    await tell.done(folk.handler, number, 'deliver', DELIVERY);
    expect(await listed(reporter, number)).toMatchObject([
      { id: paper.id, deliveries: [{ how: 'inPerson', recipient: '张*' }] },
    ]);
    const pdf = await http(`GET ${paper.pdf.href}`, { as: reporter });
    expect(sha256(pdf.bytes).toString('hex')).toBe(paper.pdf.sha256);
    const stranger = await http(`GET ${paper.pdf.href}`, { as: await folk.resident() });
    expect(stranger.status).toBe(404);
  });

  it('cannot be delivered before it was made', async () => {
    const { number } = await handled();
    expect(await tell.refused(folk.handler, number, 'deliver', DELIVERY)).toBe('PAPER_NOT_MADE');
  });

  it('is made through its own door alone', async () => {
    const { number } = await handled();
    const forged = { paper: 'reply', number: '伪造1号', on: '2026-11-20', digest: 'ab' };
    expect(await tell.refused(folk.handler, number, 'makePaper', forged)).toBe('ACTION_UNKNOWN');
    const { allowedActions } = await tell.read(folk.handler, number);
    expect((allowedActions as { action: string }[]).map((one) => one.action)).not.toContain(
      'makePaper',
    );
  });

  it('stays readable when a newer one stands in its place', async () => {
    const { number } = await handled();
    const first = await made(number);
    const second = await made(number);
    expect(second.number).not.toBe(first.number);
    expect(await listed(folk.handler, number)).toMatchObject([
      { id: first.id, supersededBy: second.id },
      { id: second.id, supersededBy: null },
    ]);
    expect((await http(`GET ${first.pdf.href}`, { as: folk.handler })).status).toBe(200);
  });
});

proveLogs(story);
