/** What does not exist and what is out of scope cannot be told apart by the answer. */
import { describe, expect, it } from 'vitest';
import { q } from '../platform/db/index.ts';
import { storyHouse, ELSEWHERE as THERE } from './house.ts';
import { teller } from './teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { http } = story;
const { report } = teller(story);
const number = await report(await folk.resident());
const reporter = { name: '示例人', phone: '13900000001' };
const foreign = await report(folk.elsewhere.clerk, { point: THERE, reporter });

const NO_ID = '01900000-0000-7000-8000-000000000000';
const NO_NUMBER = '310116-26-9999999';

type Ask = { as?: { headers: Record<string, string> }; body?: object };

/** All that a caller can read, but for the request's own id. */
async function answerOf(line: string, call: Ask) {
  const { status, body } = await http(line, call);
  const { requestId: _requestId, ...rest } = body;
  return { status, body: rest };
}

const notFound = await answerOf(`GET /api/public/matters/${NO_NUMBER}`, {});

it('the answer names nothing: a code and a sentence in both languages', () => {
  const text = expect.any(String);
  expect(notFound).toEqual({
    status: 404,
    body: {
      type: '/api/problems#NOT_FOUND',
      status: 404,
      code: 'NOT_FOUND',
      title: text,
      titles: { zh: text, en: text },
    },
  });
});

describe('a number', () => {
  const purpose = { purpose: 'handling', reason: '核实情况' };
  const lines: [string, string, object?][] = [
    ['GET', ''],
    ['GET', '/log'],
    ['GET', '/clocks'],
    ['GET', '/openings'],
    ['POST', '/persons', purpose],
    ['POST', '/actions/open', { version: 1 }],
    ['POST', '/actions/fly', {}],
  ];
  it.each(lines)(
    'that is out of scope is as one that is not there: %s %s',
    async (verb, end, body) => {
      const ask = (as: Ask['as'], one: string) =>
        answerOf(`${verb} /api/matters/${one}${end}`, { as, body });
      const stranger = await folk.resident();
      expect(await ask(folk.countyDispatcher, NO_NUMBER)).toEqual(notFound);
      expect(await ask(folk.countyDispatcher, foreign)).toEqual(notFound);
      expect(await ask(folk.otherTownDispatcher, number)).toEqual(notFound);
      if (end === '/persons') return;
      expect(await ask(stranger, number)).toEqual(notFound);
      expect(await ask(stranger, NO_NUMBER)).toEqual(notFound);
    },
  );

  const malformed = [
    'abc',
    '0',
    '310116-26-1',
    '310116_26_0000001',
    '310116-2026-0000001',
    '310116-26-0000001%20',
    "310116-26-0000001'--",
    '310116-26-%00%00%00%00%00%00%00',
    '-26-0000001',
    '__proto__',
    `310116-26-${'0'.repeat(60)}`,
    '9'.repeat(99),
    '9'.repeat(500),
  ];
  it.each(malformed)('that is malformed names nothing: %s', async (text) => {
    for (const line of [`/api/matters/${text}`, `/api/matters/${text}/log`])
      expect(await answerOf(`GET ${line}`, { as: folk.countyDispatcher })).toEqual(notFound);
    expect(await answerOf(`GET /api/public/matters/${text}`, {})).toEqual(notFound);
    const persons = { as: folk.clerk, body: purpose };
    expect(await answerOf(`POST /api/matters/${text}/persons`, persons)).toEqual(notFound);
  });

  it('of another matter in an act tells no more: merging into what is out of sight', async () => {
    const otherTown = await report(folk.countyDispatcher, { point: { lon: 121.23, lat: 30.71 } });
    const merge = (into: string) =>
      answerOf(`POST /api/matters/${number}/actions/merge`, {
        as: folk.townDispatcher,
        body: { version: 1, input: { into, reason: '重复' } },
      });
    const missing = await merge(NO_NUMBER);
    expect(missing.body.code).toBe('OTHER_MATTER_UNKNOWN');
    for (const into of [otherTown, foreign, 'abc', number])
      expect(await merge(into)).toEqual(missing);
  });
});

const messages = await story.base.db.scoped({ counties: ['310117'] }, (tx) =>
  tx.rows(q.selectFrom('messaging.message').select(['id', 'matter_id as matterId'])),
);
const there = folk.elsewhere;
const key = await http('POST /api/keys', {
  as: there.administrator,
  body: { name: '示例', orgId: there.orgs.centre, scopes: ['matter.read'], regions: ['310117'] },
});

it('a private matter cannot be followed by its number: it is not there', async () => {
  const own = await report(await folk.resident(), { isPrivate: true });
  const as = await folk.resident();
  for (const one of [own, NO_NUMBER]) {
    const line = `POST /api/matters/${one}/actions/follow`;
    expect(await answerOf(line, { as, body: {} })).toEqual(notFound);
  }
});

describe('a thing of another county', () => {
  it('stands: the pairs below name it', () => {
    expect([key.status, messages.length > 0]).toEqual([201, true]);
  });

  const note = { county: '310117', kind: 'settings', name: 'main', body: {}, note: '试' };
  /** Whose call, what is there, what is not; the same body with both. */
  const pairs: [keyof typeof folk, string, string, object?][] = [
    ['administrator', `PATCH /api/orgs/${there.orgs.town}`, `PATCH /api/orgs/${NO_ID}`, {}],
    [
      'administrator',
      `PATCH /api/accounts/${there.handler.account}`,
      `PATCH /api/accounts/${NO_ID}`,
      {},
    ],
    ['administrator', `PATCH /api/posts/${there.handler.post}`, `PATCH /api/posts/${NO_ID}`, {}],
    ['administrator', `POST /api/keys/${key.id}/revoke`, `POST /api/keys/${NO_ID}/revoke`],
    ['administrator', 'GET /api/webhooks?county=310117', 'GET /api/webhooks?county=999999'],
    [
      'townDispatcher',
      `POST /api/messages/${messages[0]?.id}/retry`,
      `POST /api/messages/${NO_ID}/retry`,
      { county: '310117', matterId: messages[0]?.matterId },
    ],
    ['supervisor', `GET /api/messages?matter=${foreign}`, `GET /api/messages?matter=${NO_NUMBER}`],
    [
      'supervisor',
      'GET /api/messages?state=failed&county=310117',
      'GET /api/messages?state=failed&county=999999',
    ],
    [
      'leader',
      'GET /api/figures?county=310117&from=2026-11-01&to=2026-11-02',
      'GET /api/figures?county=999999&from=2026-11-01&to=2026-11-02',
    ],
    [
      'townDispatcher',
      'GET /api/figures?county=310116&town=310116102&from=2026-11-01&to=2026-11-02',
      'GET /api/figures?county=310116&town=310116999&from=2026-11-01&to=2026-11-02',
    ],
    [
      'leader',
      `GET /api/orgs/${there.orgs.department}/rating-words?county=310116`,
      `GET /api/orgs/${NO_ID}/rating-words?county=310116`,
    ],
    ['auditor', 'GET /api/journal?county=310117', 'GET /api/journal?county=999999'],
    ['clerk', 'GET /api/rulebook?county=310117', 'GET /api/rulebook?county=999999'],
    [
      'clerk',
      'GET /api/rulebook/process/report?county=310117',
      'GET /api/rulebook/process/nothing?county=310116',
    ],
    ['administrator', 'POST /api/rulebook/check', 'POST /api/rulebook/check', note],
    ['administrator', 'POST /api/rulebook', 'POST /api/rulebook', note],
  ];
  it.each(pairs)('is not there for the %s: %s', async (who, stands, missing, body) => {
    const as = folk[who] as { headers: Record<string, string> };
    expect(await answerOf(stands, { as, body })).toEqual(notFound);
    expect(await answerOf(missing, { as, body })).toEqual(notFound);
  });
});
