import { describe, expect, it } from 'vitest';
import { sha256 } from '../../platform/crypto/index.ts';
import { q } from '../../platform/db/index.ts';
import { storyHouse } from '../../test/house.ts';
import { textOfPdf, unless, unreadable } from '../../test/paper-reader.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';
import { sweepErased } from './jobs.ts';
import { fileKeyOf } from './rules.ts';

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
      { paper: 'reply', why: 'PAPER_FACTS_MISSING', whyText: { zh: '还没有办理结果或者答复' } },
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
    expect(await tell.refused(folk.handler, number, 'makePaper', forged)).toBe('NOT_YOURS');
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

describe('making one', () => {
  it('opens the persons for the service of documents, and those concerned can see it', async () => {
    const { number, reporter } = await handled();
    await made(number);
    const { body } = await http(`GET /api/matters/${number}/openings`, { as: reporter });
    expect(body.items).toContainEqual(
      expect.objectContaining({
        verb: 'person.open',
        purpose: 'service',
        reason: '制作文书：答复书',
      }),
    );
  });

  it('answers a repeated key with the same paper, and another body under it not at all', async () => {
    const { number } = await handled();
    const [first, again] = [
      await make(folk.handler, number, 'paper-key-1'),
      await make(folk.handler, number, 'paper-key-1'),
    ];
    expect(again.body).toMatchObject({ id: first.id, number: first.body.number });
    expect(await listed(folk.handler, number)).toHaveLength(1);
  });

  it('twice at once under one key makes one paper', async () => {
    const { number } = await handled();
    const both = await Promise.all([
      make(folk.handler, number, 'paper-key-2'),
      make(folk.handler, number, 'paper-key-2'),
    ]);
    expect(both.map((one) => one.status)).toEqual([201, 201]);
    expect(both[0]?.id).toBe(both[1]?.id);
    expect(await listed(folk.handler, number)).toHaveLength(1);
  });

  it('gives each its own number, one after the other, also to those made at once', async () => {
    const matters = await Promise.all(Array.from({ length: 6 }, handled));
    const papers = await Promise.all(matters.map(({ number }) => made(number)));
    expect(new Set(papers.map((one) => one.number)).size).toBe(papers.length);
    // Whatever failed or was tried twice before: no number was lost.
    const rows = await story.base.db.scoped({ counties: [folk.county] }, (tx) =>
      tx.rows(
        q
          .selectFrom('paper.number')
          .select(['serial', 'is_used'])
          .where('county', '=', folk.county)
          .where('org', '=', folk.orgs.department)
          .orderBy('serial'),
      ),
    );
    expect(rows).toEqual(rows.map((_, at) => ({ serial: at + 1, is_used: true })));
  });

  it('gives two that are made of one matter at once a number each, and the later one stands', async () => {
    const { number } = await handled();
    const both = await Promise.all([made(number), made(number)]);
    const serials = both.map((one) => Number(/(\d+)号$/.exec(one.number)?.[1]));
    expect(Math.abs((serials[0] ?? 0) - (serials[1] ?? 0))).toBe(1);
    const items = await listed(folk.handler, number);
    expect(items.filter((one) => one.supersededBy === null)).toHaveLength(1);
    expect(items).toHaveLength(2);
  });

  it('is for those whom the process names', async () => {
    const { number, reporter } = await handled();
    expect((await make(folk.checker, number)).body.code).toBe('NOT_YOURS');
    expect((await make(reporter, number)).status).toBe(403);
    expect((await make(folk.elsewhere.handler, number)).status).toBe(404);
  });

  it('of another kind of paper than the matter has is refused', async () => {
    const { number } = await handled();
    const body = { paper: 'opinion' };
    const answer = await http(`POST /api/matters/${number}/papers`, { as: folk.handler, body });
    expect(answer.body.code).toBe('PAPER_UNKNOWN');
  });
});

describe('a draft', () => {
  it("shows nobody's name, opens nobody, and takes no number", async () => {
    const { number, reporter } = await handled();
    const draft = await http(`GET /api/matters/${number}/paper-drafts/reply`, { as: folk.handler });
    expect(draft).toMatchObject({ status: 200 });
    expect(draft.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    expect(await listed(folk.handler, number)).toEqual([]);
    const { body } = await http(`GET /api/matters/${number}/openings`, { as: reporter });
    expect(body.items).toEqual([]);
  });
});

describe('reading one', () => {
  it('is logged, and is seen by those concerned', async () => {
    const { number, reporter } = await handled();
    const paper = await made(number);
    await http(`GET ${paper.docx.href}`, { as: folk.clerk });
    const { body } = await http(`GET /api/matters/${number}/openings`, { as: reporter });
    expect(body.items).toContainEqual(
      expect.objectContaining({ verb: 'paper.open', role: 'clerk', purpose: 'handling' }),
    );
    await http(`GET ${paper.pdf.href}?purpose=verification`, { as: folk.clerk });
    const { body: again } = await http(`GET /api/matters/${number}/openings`, { as: reporter });
    expect(again.items).toContainEqual(
      expect.objectContaining({ verb: 'paper.open', purpose: 'verification' }),
    );
    const wrong = await http(`GET ${paper.pdf.href}?purpose=curiosity`, { as: folk.clerk });
    expect(wrong.body.code).toBe('INPUT_INVALID');
    // One's own paper is opened for no purpose of an office.
    expect((await http(`GET ${paper.pdf.href}`, { as: reporter })).status).toBe(404);
  });

  it('needs the right to open persons', async () => {
    const { number } = await handled();
    const paper = await made(number);
    expect(folk.leader.actor.permissions.has('person.open')).toBe(false);
    expect((await http(`GET ${paper.pdf.href}`, { as: folk.leader })).status).toBe(403);
  });

  it('is not for what the matter complains about', async () => {
    const { number } = await handled();
    const paper = await made(number);
    const subject = { subjectOrg: folk.orgs.department, reason: '反映该局推诿' };
    await tell.done(folk.clerk, number, 'nameSubject', subject);
    const read = await http(`GET ${paper.pdf.href}`, { as: folk.handler });
    expect(read.status).toBe(404);
    expect(await listed(folk.clerk, number)).toHaveLength(1);
  });
});

describe('with its matter, a paper', () => {
  it('moves to another county, files, deliveries and all', async () => {
    const reporter = await folk.resident();
    const number = await tell.report(reporter);
    await tell.completed(folk, number, folk.orgs.department, folk.handler);
    const paper = await made(number);
    await tell.done(folk.handler, number, 'deliver', DELIVERY);
    await tell.done(folk.checker, number, 'check', { result: 'failed', text: '未修好' });
    const objection = { ground: 'otherPlace', reason: '地点在邻区，应由邻区办理' };
    await tell.done(folk.handler, number, 'object', objection);
    const decision = { decision: 'granted', reason: '属实' };
    await tell.done(folk.townDispatcher, number, 'decideObjection', decision);
    const region = `${folk.elsewhere.county}101201`;
    await tell.done(folk.countyDispatcher, number, 'move', { region, reason: '地点在邻区' });
    expect(await listed(reporter, number)).toMatchObject([{ id: paper.id, deliveries: [{}] }]);
    const pdf = await http(`GET ${paper.pdf.href}`, { as: reporter });
    expect(sha256(pdf.bytes).toString('hex')).toBe(paper.pdf.sha256);
  });

  it('is erased, so that nobody opens it again and its bytes go', async () => {
    const { number } = await handled();
    const paper = await made(number);
    await tell.done(folk.checker, number, 'check', { result: 'passed', text: '属实' });
    await tell.done(folk.handler, number, 'reply', { text: '已处理。' });
    await tell.done(folk.callBackOperator, number, 'callBack', {
      result: 'satisfied',
      text: '满意',
    });
    await tell.done(folk.townDispatcher, number, 'close');
    const erasure = await http(`POST /api/matters/${number}/erasure`, {
      as: folk.countyDispatcher,
      body: { reason: '期限届满' },
    });
    expect(erasure.status).toBe(200);
    const read = await http(`GET ${paper.pdf.href}`, { as: folk.clerk });
    expect(read.body.code).toBe('PERSONS_ERASED');
    const lies = async () => {
      const keys = [];
      for await (const key of story.files.list('papers/')) keys.push(key);
      return keys.includes(fileKeyOf(paper.id, 'pdf'));
    };
    expect(await lies()).toBe(true);
    const world = { db: story.base.db, files: story.files };
    expect(await sweepErased(world, folk.county)).toBe(1);
    expect(await lies()).toBe(false);
    expect(await sweepErased(world, folk.county)).toBe(0);
  });
});

proveLogs(story);
