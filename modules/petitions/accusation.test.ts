/**
 * The wall around an accusation (信访工作条例 art. 30): for everyone but the petition officers of the
 * organisation that holds it, every answer is the one that they would have had without it.
 */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { sql } from '../../platform/db/index.ts';
import { type Above, officesAbove } from '../../test/above.ts';
import { jpeg } from '../../test/attachments.ts';
import { HERE, storyHouse } from '../../test/house.ts';
import { httpOf } from '../../test/http.ts';
import { listenAs, listening } from '../../test/live.ts';
import { onMatter } from '../../test/matrix/on-matter.ts';
import { hire, type Staff, staffOf } from '../../test/people.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';
import { formOf } from '../../test/upload.ts';
import { mattersApi } from '../matters/contract.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
const QUEUES = mattersApi.listMatters.query.shape.queue.options;
const story = await storyHouse();
const { report, read, done } = teller(story);
const { http } = story;
const folk = await story.people();
const DAY = 86_400_000;
const ABSENT = '310116-26-9999999';
const ABSENT_ID = '01900000-0000-7000-8000-000000000009';
/** A word that stands nowhere else. */
const WORD = '阿尔法仓库';
const accuse = { category: 'accusation', text: `${WORD}的负责人收受好处，请查处。` };
const claim = { category: 'claim', text: `${WORD}的补贴没有发放。` };
const classify = { class: 'accusation', reason: '反映收受好处' };

let above: Above;
let outside: Record<string, Caller>;
/** Petition officers of what is accused, below it, of a town, and one who is accused. */
let officers: Record<'subject' | 'below' | 'town' | 'accused', Staff>;

beforeAll(async () => {
  above = await officesAbove(story.world, folk);
  const officer = (name: string, org: keyof typeof folk.orgs, regions = ['310116']) =>
    hire(story.world, {
      login: `petitions-${name}`,
      role: 'petitionOfficer',
      orgId: folk.orgs[org],
      regions,
    });
  officers = {
    subject: await officer('subject', 'department'),
    below: await officer('below', 'townStation'),
    town: await officer('town', 'town', ['310116101']),
    accused: await officer('accused', 'centre'),
  };
  const { subject, below, town } = officers;
  outside = {
    ...staffOf(folk),
    subject,
    below,
    town,
    dispatcherElsewhere: folk.elsewhere.countyDispatcher,
    stranger: await folk.resident(),
  };
  delete outside.petitionOfficer;
});

/** Some thousand requests, one after another. */
const WALK_MS = 300_000;

/** What shows many matters at once; sums stand by themselves below. */
const lists = [
  ...QUEUES.map((queue) => `GET /api/matters?queue=${queue}&county=310116`),
  'GET /api/matters/counts',
  `GET /api/matters/search?q=${encodeURIComponent(WORD)}`,
  'GET /api/map/matters?west=121.2&south=30.7&east=121.22&north=30.72',
  'GET /api/tiles/matters/10/856/419',
  'GET /api/tiles/matters/16/54833/26860',
  'GET /api/tiles/heat/10/856/419',
  'GET /api/tiles/public/10/856/419?county=310116',
  'GET /api/public/matters?county=310116',
  'GET /api/public/listed?county=310116',
  ...['toDispatch', 'unowned'].map((desk) => `GET /api/dispatch?desk=${desk}`),
  ...['yellow', 'red', 'breached', 'returned', 'asked'].map(
    (l) => `GET /api/supervision?list=${l}`,
  ),
  'GET /api/supervision/counts',
  'GET /api/orgs/loads?county=310116',
  'GET /api/my/matters',
  'GET /api/field/shift',
];
const asked: [string, object][] = [
  ['POST /api/reports/near', { text: claim.text, point: HERE }],
  ['POST /api/reports/near', { text: accuse.text, point: HERE }],
  ['POST /api/matters/export/preview', { queue: 'recent', county: '310116' }],
  ['POST /api/matters/export/preview', { q: WORD }],
];

/** A refusal bears the number of its request. */
const told = (line: string, status: number, bytes: Buffer) =>
  `${line} ${status} ${status < 300 ? bytes.toString('latin1') : ''}`;

async function shownTo(as: Caller | undefined) {
  const shown: string[] = [];
  for (const line of lists) {
    const { status, bytes } = await http(line, { as });
    shown.push(told(line, status, bytes));
  }
  for (const [line, body] of asked) {
    const { status, bytes } = await http(line, { as, body });
    shown.push(told(line, status, bytes));
  }
  return shown;
}

async function shownToAll() {
  const all: Record<string, string[]> = { nobody: await shownTo(undefined) };
  for (const [name, as] of Object.entries(outside)) all[name] = await shownTo(as);
  return all;
}

type Target = { number: string; attachment: string };

/** What every address that names a matter answers: as far as it is refused, and with what. */
async function answersTo(as: Caller | undefined, at: Target) {
  const lines = Object.values(onMatter).map(({ line, body }) => ({ line: line(at), body }));
  const others = [
    { line: 'POST /api/my/matters', body: { number: at.number } },
    { line: `POST /api/matters/${at.number}/actions/note`, body: { input: { text: '备注' } } },
    { line: `POST /api/matters/${at.number}/actions/follow`, body: { input: {} } },
    { line: `GET /api/matters/search?q=${at.number}`, body: undefined },
  ];
  const answers: [string, number, unknown][] = [];
  for (const { line, body } of [...lines, ...others]) {
    const { status, body: said } = await http(line, { as, ...(body && { body }) });
    const pattern = line.replace(at.number, 'N').replace(at.attachment, 'A');
    answers.push([pattern, status, said.code ?? said.items]);
  }
  return answers;
}

async function expectAbsent(at: Target) {
  for (const [name, as] of [...Object.entries(outside), ['nobody', undefined] as const]) {
    expect(await answersTo(as, at), name).toEqual(await answersOfNone(name, as));
  }
}

/** What is answered to a number that nothing has; always the same. */
const none = new Map<string, Awaited<ReturnType<typeof answersTo>>>();
async function answersOfNone(name: string, as: Caller | undefined) {
  const known = none.get(name);
  if (known) return known;
  const answers = await answersTo(as, { number: ABSENT, attachment: ABSENT_ID });
  none.set(name, answers);
  return answers;
}

async function photographed(as: Caller) {
  const upload = await formOf({ name: 'a.jpg', type: 'image/jpeg', bytes: await jpeg() });
  return (await http('POST /api/attachments', { as, ...upload })).id;
}

const attachmentOf = (matter: Record<string, unknown>) =>
  (matter.attachments as { id: string }[])[0]?.id ?? ABSENT_ID;

async function matterOf(number: string): Promise<{ id: string }> {
  const [row] = await story.base.db.scoped({ counties: ['310116'] }, (tx) =>
    tx.rows(sql<{ id: string }>`select id from matter.matter where number = ${number}`),
  );
  if (!row) throw new Error(`no ${number}`);
  return row;
}

describe('an accusation', () => {
  it('is there for nobody but the officers of the county, by number or in any list', {
    timeout: WALK_MS,
  }, async () => {
    const resident = await folk.resident();
    const before = await shownToAll();
    const attachments = [await photographed(resident)];
    const subject = { subjectOrg: folk.orgs.department };
    const number = await report(resident, { ...accuse, ...subject, attachments });
    expect(await shownToAll()).toEqual(before);
    const seen = await read(folk.petitionOfficer, number);
    expect(seen).toMatchObject({ number, owner: { id: folk.orgs.centre }, isPrivate: true });
    await expectAbsent({ number, attachment: attachmentOf(seen) });
    expect(await read(resident, number)).toMatchObject({ number });
    const recent = await http('GET /api/matters?queue=owned', { as: folk.petitionOfficer });
    expect(JSON.stringify(recent.body)).toContain(number);
  });

  it('stands in no sum, on no wall and in no log of messages', async () => {
    // A small sum would tell that it is there; visitors stand before the wall of an officer too.
    const sums = [
      'GET /api/wall?county=310116',
      'GET /api/figures?county=310116&from=2026-11-01&to=2026-12-31',
      'GET /api/figures/orgs?county=310116&from=2026-11-01&to=2026-12-31',
    ];
    const states = ['queued', 'sending', 'sent', 'failed', 'cancelled'];
    const logs = states.map((state) => `GET /api/messages?county=310116&state=${state}`);
    const { countyDispatcher, supervisor, leader, auditor, petitionOfficer } = folk;
    const shown = async () => {
      const all: string[] = [];
      for (const as of [countyDispatcher, supervisor, leader, auditor]) {
        for (const line of [...sums, ...logs]) {
          const { status, bytes } = await http(line, { as });
          all.push(told(line, status, bytes));
        }
      }
      for (const line of sums) {
        all.push(told(line, 200, (await http(line, { as: petitionOfficer })).bytes));
      }
      return all;
    };
    const before = await shown();
    const number = await report(await folk.resident(), accuse);
    await done(folk.petitionOfficer, number, 'classify', classify);
    expect(await shown()).toEqual(before);
    // Whoever holds it finds its messages, and may send one again; nobody else may.
    const url = `GET /api/messages?county=310116&state=queued&limit=100`;
    const queued = (await http(url, { as: petitionOfficer })).body.items as { matterId: string }[];
    const { id } = await matterOf(number);
    expect(queued.map((one) => one.matterId)).toContain(id);
    const message = queued.find((one) => one.matterId === id) as unknown as { id: string };
    const retry = `POST /api/messages/${message.id}/retry`;
    const body = { county: '310116', matterId: id };
    expect((await http(retry, { as: countyDispatcher, body })).status).toBe(404);
    expect((await http(retry, { as: petitionOfficer, body })).status).toBe(409);
  });

  it('about a post alone is hidden from that post, be it an officer of the holder', async () => {
    const { accused } = officers;
    const before = await shownTo(accused);
    const about = { subjectPost: accused.post };
    const number = await report(await folk.resident(), { ...accuse, ...about });
    expect(await shownTo(accused)).toEqual(before);
    const target = { number, attachment: ABSENT_ID };
    await expectAbsent(target);
    expect(await answersTo(accused, target)).toEqual(await answersOfNone('accused', accused));
    expect(await read(folk.petitionOfficer, number)).toMatchObject({ number });
  });

  it('about the county itself is held by the city, and the county does not know of it', async () => {
    const number = await report(await folk.resident(), {
      ...accuse,
      subjectOrg: folk.orgs.centre,
    });
    const target = { number, attachment: ABSENT_ID };
    await expectAbsent(target);
    const { petitionOfficer } = folk;
    const answers = await answersTo(petitionOfficer, target);
    expect(answers).toEqual(await answersOfNone('petitionOfficer', petitionOfficer));
    expect(await read(above.cityOfficer, number)).toMatchObject({ owner: { id: above.city } });
  });

  it('that was taken for a claim vanishes as it is classified, with its words', async () => {
    const before = await shownToAll();
    const follower = folk.townDispatcher;
    const attachments = [await photographed(folk.clerk)];
    const number = await report(folk.clerk, { ...claim, attachments });
    expect(await read(follower, number)).toMatchObject({ number });
    const { body } = await http(`GET /api/matters/search?q=${encodeURIComponent(WORD)}`, {
      as: follower,
    });
    expect(JSON.stringify(body)).toContain(number);
    const attachment = attachmentOf(await read(follower, number));
    await done(folk.petitionOfficer, number, 'classify', classify);
    expect(await shownToAll()).toEqual(before);
    // Whoever sent a photo holds it anyway: the clerk's own is asked of the others alone.
    const { clerk, ...others } = outside;
    outside = others;
    await expectAbsent({ number, attachment });
    outside = { ...others, clerk: clerk as Caller };
    await expectAbsent({ number, attachment: ABSENT_ID });
    const indexed = await story.base.db.scoped({ counties: ['310116'] }, (tx) =>
      tx.rows(sql<{ n: number }>`
        select count(*)::integer as n from matter.search s join matter.matter m
          on m.county = s.county and m.id = s.matter_id where m.is_sealed`),
    );
    expect(indexed).toEqual([{ n: 0 }]);
  });

  it('of a report that somebody followed is theirs no more', async () => {
    const follower = await folk.resident();
    const reporter = await folk.resident();
    const number = await report(reporter);
    await done(folk.townDispatcher, number, 'open');
    await done(follower, number, 'follow');
    expect(await read(follower, number)).toMatchObject({ number });
    const to = { category: 'accusation', reason: '反映人补充了收受好处的情况' };
    expect(await done(folk.townDispatcher, number, 'triage', to)).toBe('registered');
    expect(await read(follower, number)).toMatchObject({ code: 'NOT_FOUND' });
    const own = await http('GET /api/my/matters', { as: follower });
    expect(own.body).toMatchObject({ items: [] });
    expect(await read(reporter, number)).toMatchObject({ number });
    await expectAbsent({ number, attachment: ABSENT_ID });
  });

  it('is told to no webhook and to nobody who listens; who had it open lets go', async () => {
    const { app } = await httpOf(story.world, story.house.http);
    const url = await listening(app);
    const webhook = {
      name: '热线',
      url: 'https://hotline.example.org/x',
      events: ['matter.registered'],
    };
    const made = await http('POST /api/webhooks', {
      as: folk.administrator,
      body: { county: '310116', ...webhook },
    });
    expect(made.status).toBe(201);
    const readers = [
      await listenAs(url, folk.countyDispatcher),
      await listenAs(url, folk.supervisor),
      await listenAs(url, folk.handler),
    ];
    const number = await report(await folk.resident(), {
      ...accuse,
      subjectOrg: folk.orgs.department,
    });
    const later = await report(folk.clerk, claim);
    const numbersOf = (events: Record<string, unknown>[]) => events.map((one) => one.number);
    for (const reader of readers) {
      await expect.poll(() => numbersOf(reader.named('matter'))).toEqual([later]);
    }
    await done(folk.petitionOfficer, later, 'classify', classify);
    for (const reader of readers) {
      await expect.poll(() => numbersOf(reader.named('gone'))).toEqual([later]);
    }
    await done(folk.petitionOfficer, later, 'note', { text: '已联系来信人' });
    const other = await report(folk.clerk);
    for (const reader of readers) {
      await expect.poll(() => numbersOf(reader.named('matter'))).toEqual([later, other]);
      expect(JSON.stringify(reader.events)).not.toContain(number);
      expect(reader.named('gone')).toHaveLength(1);
      reader.close();
    }
    const sent = await story.base.db.scoped({ counties: ['310116'] }, (tx) =>
      tx.rows(sql<{ n: number }>`
        select count(*)::integer as n from messaging.message w join matter.matter m
          on m.county = w.county and m.id = w.matter_id
        where m.is_sealed and w.channel = 'webhook' and m.number = ${number}`),
    );
    expect(sent).toEqual([{ n: 0 }]);
  });

  it('is handed over under seal, and stands behind no figure that opens', async () => {
    const number = await report(await folk.resident(), accuse);
    await done(folk.petitionOfficer, number, 'classify', classify);
    story.clock.pass(20 * DAY);
    const handed = { body: '示例区纪委监委', receipt: '密封移送单第1号' };
    expect(await done(folk.petitionOfficer, number, 'handOverAccusation', handed)).toBe('closed');
    const period = 'county=310116&from=2026-11-01&to=2026-12-31';
    for (const part of ['onTime', 'late', 'closedLate', 'given']) {
      const line = `GET /api/figures/orgs/${folk.orgs.centre}/matters?${period}&part=${part}`;
      const { status, body } = await http(line, { as: folk.countyDispatcher });
      expect(status).toBe(200);
      expect(JSON.stringify(body.items)).not.toContain(number);
    }
    await expectAbsent({ number, attachment: ABSENT_ID });
  });
});

proveLogs(story);
