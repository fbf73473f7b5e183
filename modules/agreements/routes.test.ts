/** An agreement over HTTP: drafted together, signed by each, in force, performed. */
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { agreementTeller, blankInk, CLAUSES, drawnInk, FACTS } from '../../test/agreement.ts';
import { storyHouse } from '../../test/house.ts';
import { textOfDocx, textOfPdf, unless, unreadable } from '../../test/paper-reader.ts';
import { staffOf } from '../../test/people.ts';
import { type Caller, proveLogs } from '../../test/teller.ts';
import { askDue } from './actions/promises.ts';

const story = await storyHouse();
const folk = await story.people();
const tell = await agreementTeller(story, folk);
const { http } = story;
const ink = await drawnInk();
const at = (number: string) => `/api/matters/${number}/agreement`;
const DAY = 86_400_000;
const sql = new pg.Client({ connectionString: story.base.superUrl });
await sql.connect();
afterAll(() => sql.end());

const codeOf = async (answer: Promise<{ status: number; body: Record<string, unknown> }>) => {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body)).toBeGreaterThanOrEqual(400);
  expect(body.titles).toMatchObject({ zh: expect.any(String), en: expect.any(String) });
  return body.code;
};
const signing = (as: Caller, number: string, body: object) =>
  http(`POST ${at(number)}/signatures`, { as, body });
const told = async (number: string, template: string) => {
  const { rows } = await sql.query(
    `select count(*)::int as n from messaging.message m
     join matter.matter t on t.county = m.county and t.id = m.matter_id
     where t.number = $1 and m.template = $2`,
    [number, template],
  );
  return rows[0].n as number;
};

describe('an agreement', () => {
  it('is drafted, read by both, signed by each, sealed, and in force from the last of them', async () => {
    const { number, applicant, respondent } = await tell.inForce();
    for (const as of [applicant, respondent]) {
      const view = await tell.view(as, number);
      expect(view).toMatchObject({
        seat: 'party',
        effectiveOn: '2026-11-20',
        text: { version: 1, facts: FACTS },
        promises: [{ clause: 'pay', dueOn: '2026-12-10', state: 'waiting', isDue: false }],
      });
      expect(view.needed).toEqual(
        ['applicant', 'respondent', 'mediator', 'committee'].map((signer) => ({
          signer,
          isDone: true,
        })),
      );
    }
    const clocks = (await http(`GET /api/matters/${number}/clocks`, { as: applicant })).body;
    expect(clocks.items).toContainEqual(
      expect.objectContaining({ name: 'confirm', state: 'running' }),
    );
  });

  it('shows what a version changed, word by word', async () => {
    const { number, respondent } = await tell.mediating();
    await tell.write(number);
    const [pay, allow] = CLAUSES;
    const changed = { ...pay, what: '向申请人支付修复费二千元' };
    const added = { ...allow, id: 'more', what: '提供钥匙' };
    await tell.write(number, { clauses: [changed, added] });
    const { body } = await http(`GET ${at(number)}/versions/2`, { as: respondent });
    expect(body.clauses).toMatchObject([
      { id: 'pay', kind: 'changed' },
      { id: 'more', kind: 'new' },
      { id: 'allow', kind: 'gone' },
    ]);
    const pieces = (body.clauses as { pieces: object[] }[])[0]?.pieces;
    expect(pieces).toContainEqual({ kind: 'gone', text: '三' });
    expect(pieces).toContainEqual({ kind: 'new', text: '二' });
  });

  it('takes up what a party proposes, and what two write at once is not lost', async () => {
    const { number, respondent } = await tell.mediating();
    await tell.write(number);
    const said = await http(`POST ${at(number)}/amendments`, {
      as: respondent,
      body: { clause: 'pay', kind: 'change', text: '改为分两期支付' },
    });
    expect(said.status).toBe(201);
    const taken = { ...CLAUSES[0], what: '分两期向申请人支付修复费三千元' };
    await tell.write(number, { clauses: [taken, CLAUSES[1]], takes: [said.body.id] });
    const view = await tell.view(folk.mediator, number);
    expect(view.amendments).toMatchObject([
      { text: '改为分两期支付', state: 'taken', side: 'respondent' },
    ]);
    const late = { facts: FACTS, clauses: CLAUSES, seen: 1 };
    expect(await codeOf(http(`PUT ${at(number)}/text`, { as: folk.mediator, body: late }))).toBe(
      'AGREEMENT_CHANGED_MEANWHILE',
    );
  });

  it('is not put up for signing before both sides are on record', async () => {
    const applicant = await folk.resident();
    const number = await tell.report(applicant, { category: 'neighbours', text: '噪声纠纷。' });
    const org = { channel: 'people', org: folk.orgs.town };
    await tell.done(folk.townDispatcher, number, 'assignMediation', org);
    await tell.done(folk.mediator, number, 'acceptMediation');
    for (const side of ['applicant', 'respondent']) {
      await tell.done(folk.mediator, number, 'recordConsent', { side, consent: 'agreed' });
    }
    const { digest } = await tell.write(number);
    const offer = { as: folk.mediator, body: { digest } };
    expect(await codeOf(http(`POST ${at(number)}/offer`, offer))).toBe('AGREEMENT_NO_RESPONDENT');
  });

  it('is not put up for signing while a party has no name, nor made a paper of', async () => {
    const applicant = await folk.resident();
    const number = await tell.report(applicant, { category: 'neighbours', text: '噪声纠纷。' });
    const org = { channel: 'people', org: folk.orgs.town };
    await tell.done(folk.townDispatcher, number, 'assignMediation', org);
    await tell.done(folk.mediator, number, 'acceptMediation');
    const named = { side: 'respondent', name: '李示例', phone: '', idNumber: '', address: '' };
    await http(`POST ${at(number)}/parties`, { as: folk.mediator, body: named });
    for (const side of ['applicant', 'respondent']) {
      await tell.done(folk.mediator, number, 'recordConsent', { side, consent: 'agreed' });
    }
    const { digest } = await tell.write(number);
    const offer = { as: folk.mediator, body: { digest } };
    expect(await codeOf(http(`POST ${at(number)}/offer`, offer))).toBe('AGREEMENT_NO_NAME');
    const paper = { as: folk.mediator, body: { paper: 'application' } };
    const make = `POST /api/matters/${number}/papers`;
    const { body } = await http(make, paper);
    expect(body).toMatchObject({
      code: 'PAPER_FACTS_MISSING',
      titles: { zh: expect.stringContaining('没有登记姓名') },
    });
    const possible = await http(`GET /api/matters/${number}/papers`, { as: folk.mediator });
    expect(possible.body.possible).toContainEqual(
      expect.objectContaining({ paper: 'application', why: 'PAPER_FACTS_MISSING' }),
    );
    // Nobody was opened for a paper that was not made.
    const openings = await http(`GET /api/matters/${number}/openings`, { as: applicant });
    expect(openings.body.items).toEqual([]);
    const { me } = await tell.view(applicant, number);
    const name = { name: '王示例', phone: '', idNumber: '', address: '' };
    await http(`PUT ${at(number)}/parties/${String(me)}`, { as: folk.mediator, body: name });
    expect((await http(`POST ${at(number)}/offer`, offer)).body).toEqual({ stage: 'agreed' });
    expect((await http(make, paper)).status).toBe(201);
  });

  it('lets what is missing of a party be completed once it is signed, and nothing else', async () => {
    const { number, respondent, phone } = await tell.offered();
    const { me } = await tell.view(respondent, number);
    const body = { name: '别人', phone: '19911112222', idNumber: '', address: '' };
    const put = `PUT ${at(number)}/parties/${String(me)}`;
    expect((await http(put, { as: folk.mediator, body })).status).toBe(200);
    // The code still goes to the same phone, and the name is the one that was read.
    const { digest } = (await tell.view(respondent, number)).text as { digest: string };
    const sent = await http(`POST ${at(number)}/codes`, { as: respondent, body: { digest } });
    expect(sent.body.to).toBe(`${phone.slice(0, 3)}****${phone.slice(-4)}`);
    const made = { as: folk.mediator, body: { paper: 'agreement' } };
    const paper = await http(`POST /api/matters/${number}/papers`, made);
    const { bytes } = await http(`GET ${(paper.body.docx as { href: string }).href}`, {
      as: folk.mediator,
    });
    const text = textOfDocx(bytes);
    expect(text).toContain('李示例');
    expect(text).not.toContain('别人');
  });

  it('keeps the phone of a party whose name is completed', async () => {
    const { number, respondent } = await tell.mediating();
    const { me } = (await tell.view(respondent, number)) as { me: string };
    const body = { name: '李示例二', phone: '', idNumber: '', address: '' };
    const put = `PUT ${at(number)}/parties/${String(me)}`;
    expect((await http(put, { as: folk.mediator, body })).status).toBe(200);
    expect(await tell.view(respondent, number)).toMatchObject({ seat: 'party', me });
  });

  it('is opened by no other matter than a dispute', async () => {
    const number = await tell.report(await folk.resident());
    expect(await codeOf(http(`GET ${at(number)}`, { as: folk.clerk }))).toBe('AGREEMENT_NONE');
  });
});

describe('signing', () => {
  it('twice is told plainly, and nothing is doubled', async () => {
    const { number, applicant, digest } = await tell.offered();
    await tell.sign(applicant, number, digest);
    expect(await codeOf(signing(applicant, number, { digest, ink, code: '000000' }))).toBe(
      'AGREEMENT_SIGNED',
    );
    expect(
      await codeOf(http(`POST ${at(number)}/codes`, { as: applicant, body: { digest } })),
    ).toBe('AGREEMENT_SIGNED');
    const { rows } = await sql.query(
      'select count(*)::int as n from agreement.signature s join matter.matter m on m.county = s.county and m.id = s.matter_id where m.number = $1',
      [number],
    );
    expect(rows[0].n).toBe(1);
  });

  it('with one code at the same moment happens once', async () => {
    const { number, applicant, digest } = await tell.offered();
    const body = { digest, ink, code: await tell.code(applicant, number, digest) };
    const both = await Promise.all([1, 2].map(() => signing(applicant, number, body)));
    expect(both.filter((one) => one.status === 200)).toHaveLength(1);
  });

  it('wants the code of the phone that stands on the matter, five tries at most', async () => {
    const { number, applicant, respondent, digest } = await tell.offered();
    const code = await tell.code(applicant, number, digest);
    expect(await codeOf(signing(respondent, number, { digest, ink, code }))).toBe(
      'AGREEMENT_CODE_WRONG',
    );
    const wrong = code === '111111' ? '222222' : '111111';
    for (let tries = 0; tries < 5; tries += 1) {
      expect(await codeOf(signing(applicant, number, { digest, ink, code: wrong }))).toBe(
        'AGREEMENT_CODE_WRONG',
      );
    }
    expect(await codeOf(signing(applicant, number, { digest, ink, code }))).toBe(
      'AGREEMENT_CODE_WRONG',
    );
    story.clock.pass(61_000);
    expect(await tell.sign(applicant, number, digest)).toBe('agreed');
  });

  it('is refused for a code that is too old, a blank drawing and what is no picture', async () => {
    const { number, applicant, digest } = await tell.offered();
    const code = await tell.code(applicant, number, digest);
    const blank = await blankInk();
    expect(await codeOf(signing(applicant, number, { digest, code, ink: blank }))).toBe(
      'AGREEMENT_INK_EMPTY',
    );
    expect(await codeOf(signing(applicant, number, { digest, code, ink: 'AAAA' }))).toBe(
      'AGREEMENT_INK_UNREADABLE',
    );
    story.clock.pass(11 * 60_000);
    expect(await codeOf(signing(applicant, number, { digest, code, ink }))).toBe(
      'AGREEMENT_CODE_WRONG',
    );
  });

  it('is by nobody else: not a neighbour, not staff, not whoever has another phone', async () => {
    const { number, digest } = await tell.offered();
    const other = await folk.resident();
    expect(await codeOf(signing(other, number, { digest, ink, code: '123456' }))).toBe('NOT_FOUND');
    expect(await codeOf(signing(folk.mediator, number, { digest, ink, code: '123456' }))).toBe(
      'NOT_YOURS',
    );
    const claim = await http('POST /api/my/matters', { as: other, body: { number } });
    expect(claim.status).toBe(404);
  });

  it('begins anew for all when the text changes after one signed, and those are told', async () => {
    const { number, applicant, respondent, digest } = await tell.offered();
    await tell.sign(applicant, number, digest);
    const changed = { ...CLAUSES[0], what: '向申请人支付修复费二千八百元' };
    const next = await tell.write(number, { clauses: [changed, CLAUSES[1]] });
    expect(await told(number, 'dispute.textChanged')).toBe(1);
    const view = await tell.view(respondent, number);
    expect(view.parties).toEqual(
      expect.arrayContaining([expect.objectContaining({ isMe: false, signed: null })]),
    );
    expect(await codeOf(signing(respondent, number, { digest, ink, code: '123456' }))).toBe(
      'DISPUTE_OTHER_TEXT',
    );
    story.clock.pass(61_000);
    await tell.sign(respondent, number, next.digest);
    expect(await tell.sign(applicant, number, next.digest)).toBe('agreed');
  });

  it('by the mediator and the seal waits for the parties, and the seal needs its permission', async () => {
    const { number, digest } = await tell.offered();
    const drawn = { as: folk.mediator, body: { digest, ink } };
    expect(await codeOf(http(`POST ${at(number)}/signatures/mediator`, drawn))).toBe(
      'AGREEMENT_PARTIES_FIRST',
    );
    const seal = { as: folk.mediator, body: { digest } };
    expect(await codeOf(http(`POST ${at(number)}/signatures/seal`, seal))).toBe('FORBIDDEN');
  });

  it('cannot be noted by hand past the text that was drafted', async () => {
    const { number } = await tell.offered();
    const given = { signer: 'applicant', how: 'ink', happenedOn: '2026-11-20' };
    expect(await tell.refused(folk.mediator, number, 'sign', given)).toBe('DISPUTE_TEXT_OFFERED');
    const forged = { ...given, digest: 'ab', isWhole: true };
    expect(await tell.refused(folk.mediator, number, 'signText', forged)).toBe('NOT_YOURS');
  });
});

describe('what was drafted and said on the way', () => {
  const OFFER = '我最多愿意出两千五百元';

  async function everyone(): Promise<Record<string, Caller>> {
    return staffOf(folk);
  }

  it('is read by the parties and the mediator alone', async () => {
    const { number, respondent } = await tell.mediating();
    await tell.write(number);
    const body = { clause: 'pay', kind: 'comment', text: OFFER };
    await http(`POST ${at(number)}/amendments`, { as: respondent, body });
    for (const [name, as] of Object.entries(await everyone())) {
      for (const line of [
        `GET ${at(number)}`,
        `GET ${at(number)}/versions/1`,
        `GET /api/matters/${number}`,
        `GET /api/matters/${number}/log`,
        `GET /api/matters/${number}/papers`,
        `GET /api/matters/search?q=${encodeURIComponent(OFFER.slice(0, 8))}`,
      ]) {
        const { bytes } = await http(line, { as });
        const mayRead = name === 'mediator' && line.includes('/agreement');
        expect(bytes.includes(OFFER) && !mayRead, `${name} ${line}`).toBe(false);
        expect(bytes.includes('三千元') && !mayRead, `${name} ${line}`).toBe(false);
      }
    }
  });

  it('is gone once the agreement is in force: only the text that was signed stands', async () => {
    const { number, respondent, applicant, digest } = await tell.offered();
    const body = { clause: null, kind: 'comment', text: OFFER };
    await http(`POST ${at(number)}/amendments`, { as: respondent, body });
    await tell.sign(applicant, number, digest);
    const changed = { ...CLAUSES[0], what: '向申请人支付修复费二千六百元' };
    const next = await tell.write(number, { clauses: [changed] });
    story.clock.pass(61_000);
    await tell.sign(applicant, number, next.digest);
    await tell.sign(respondent, number, next.digest);
    const end = { ground: 'signatureRefused', text: '对方不再回应', reply: '可以起诉。' };
    await tell.done(folk.mediator, number, 'refuseSigning', { side: 'respondent', reason: '反悔' });
    await tell.done(folk.mediator, number, 'endMediation', end);
    const { rows } = await sql.query(
      `select (select count(*) from agreement.version v where v.matter_id = m.id)::int as texts,
        (select count(*) from agreement.amendment a where a.matter_id = m.id)::int as said
       from matter.matter m where m.number = $1`,
      [number],
    );
    expect(rows[0]).toEqual({ texts: 0, said: 0 });
  });
});

describe('a promise', () => {
  it('is asked at its day, answered by either side, with what may be done next', async () => {
    const { number, respondent, applicant } = await tell.inForce();
    const now = Date.parse('2026-12-10T01:00:00Z');
    const world = { db: story.base.db, zone: 'Asia/Shanghai', matters: story.house.matters };
    const asking = { now: now - DAY, newId: story.house.newId };
    const ask = (one: typeof asking) =>
      askDue(world as never, one, { county: folk.county, limit: 100 });
    await ask(asking);
    expect(await told(number, 'dispute.promiseDue')).toBe(0);
    await ask({ ...asking, now });
    await ask({ ...asking, now });
    expect(await told(number, 'dispute.promiseDue')).toBe(2);
    const { promises } = (await tell.view(applicant, number)) as { promises: { id: string }[] };
    const answer = await http(`POST ${at(number)}/promises/${promises[0]?.id}`, {
      as: applicant,
      body: { result: 'partly' },
    });
    expect(answer.body.next).toMatchObject({ zh: expect.stringContaining('第三十二条') });
    expect(await tell.view(respondent, number)).toMatchObject({ promises: [{ state: 'partly' }] });
    const { bytes } = await http(`GET /api/matters/${number}/log`, { as: folk.mediator });
    expect(bytes.includes('三千元')).toBe(false);
  });
});

describe('the paper of an agreement', () => {
  it.skipIf(unreadable)(
    `bears the clauses, the names and the days of signing${unless(unreadable)}`,
    { timeout: 60_000 },
    async () => {
      const { number, digest } = await tell.inForce();
      const made = await http(`POST /api/matters/${number}/papers`, {
        as: folk.mediator,
        body: { paper: 'agreement' },
      });
      expect(made.status, JSON.stringify(made.body)).toBe(201);
      const { href } = made.body.pdf as { href: string };
      const { bytes } = await http(`GET ${href}`, { as: folk.mediator });
      const text = (await textOfPdf(bytes)).replace(/\s+/g, '');
      for (const words of [
        '人民调解协议书',
        '李示例',
        FACTS,
        '被申请人于2026年12月10日前，向申请人支付修复费三千元。',
        digest.slice(0, 16).toUpperCase(),
        '2026年11月20日',
      ]) {
        expect(text).toContain(words);
      }
      expect(bytes.includes('/Subtype /Image')).toBe(true);
    },
  );
});

proveLogs(story);
