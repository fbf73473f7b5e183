import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, covers, nobody, type StaffActor } from '../../kernel/actor.ts';
import { idSource } from '../../kernel/ids.ts';
import { makeKeyring } from '../../platform/crypto/index.ts';
import { q } from '../../platform/db/index.ts';
import { makeApp, serve } from '../../platform/http/index.ts';
import { memorySenders, webhookByHttp } from '../../platform/senders/index.ts';
import { testDatabase } from '../../test/db.ts';
import { withClient } from '../../test/server.ts';
import {
  enqueueEvent,
  eraseMessages,
  listListeners,
  makeMessaging,
  type NewMessage,
} from './index.ts';

const { db, superUrl } = await testDatabase();
const COUNTY = '350102';
const NUMBER = '350102-26-000001';
// An hour back, so that the present, which a signature is checked against, is a later sweep.
const clock = { now: Date.now() - 3_600_000 };
const newId = idSource(
  () => clock.now,
  (n) => randomBytes(n),
);
const place = { county: COUNTY, matterId: newId() };
const dataKey = { key: randomBytes(32), keyId: 'test' };
const memory = memorySenders();
const never = new AbortController().signal;

function staff(over: Partial<StaffActor> = {}): StaffActor {
  return {
    kind: 'staff',
    account: newId(),
    post: newId(),
    role: 'countyDispatcher',
    org: newId(),
    orgPath: [],
    permissions: new Set(['message.read', 'message.retry', 'key.manage']),
    regions: [COUNTY],
    counties: [COUNTY],
    name: '示例',
    ...over,
  };
}
const dispatcher = staff();
const townDispatcher = staff({ regions: ['350102001'] });
const stranger = staff({ regions: ['350103'], counties: ['350103'] });
const auditor = staff({ permissions: new Set(['message.read']) });

const regionsOf = (actor: Actor) => (actor.kind === 'staff' ? actor.regions : []);
const messaging = makeMessaging({
  db,
  now: () => clock.now,
  keyring: makeKeyring({ masterKey: randomBytes(32), masterKeyId: 'test' }),
  senders: { ...memory, webhook: webhookByHttp({ hosts: ['127.0.0.1'] }) },
  hosts: { hosts: ['127.0.0.1'] },
  log: { error: () => undefined },
  counties: async () => [COUNTY],
  openMatterKeys: async (_tx, { matterIds }) => new Map(matterIds.map((id) => [id, dataKey.key])),
  // The matter lies in a village of the town 350102001.
  findMatter: async (ctx, number) =>
    number === NUMBER && covers(regionsOf(ctx.actor), '350102001001') ? place : null,
  shutAmong: async () => [],
  mayReadMatter: async (ctx) => covers(regionsOf(ctx.actor), '350102001001'),
  seesCounty: (actor, county) => covers(regionsOf(actor), county),
});

const app = await makeApp({ newId, maxFileBytes: 1000 });
let actor: Actor = nobody;
serve(app, [messaging.http], { authenticate: async () => actor, now: () => clock.now, newId });
afterAll(() => app.close());

async function call(as: Actor, method: 'GET' | 'POST' | 'DELETE', url: string, body?: object) {
  actor = as;
  const answer = await app.inject({ method, url, ...(body && { payload: body }) });
  return { status: answer.statusCode, body: answer.body === '' ? null : answer.json() };
}

let cause = 0;
async function queue(over: Partial<NewMessage> = {}): Promise<string> {
  cause += 1;
  const id = newId();
  await db.scoped({ counties: [COUNTY] }, async (tx) => {
    messaging.enqueue(tx, {
      ...place,
      id,
      template: 'matter.closed',
      recipient: { kind: 'reporter', ref: 'party-1', address: '13987654321' },
      values: { number: NUMBER },
      dedupeKey: `cause:${cause}`,
      at: clock.now,
      dataKey,
      ...over,
    });
  });
  return id;
}

const sweep = () => messaging.sweepTask.sweep(COUNTY, never);

async function journaled(verb: string) {
  return db.scoped({ counties: [COUNTY] }, (tx) =>
    tx.rows(
      q
        .selectFrom('platform.journal')
        .select(['matter_id', 'detail', 'actor'])
        .where('county', '=', COUNTY)
        .where('verb', '=', verb)
        .orderBy('id', 'desc'),
    ),
  );
}

beforeEach(async () => {
  while ((await sweep()) > 0) clock.now += 1;
});

describe('the log of messages', () => {
  it('of a matter shows masked recipients, and that it was read', async () => {
    const id = await queue();
    const { status, body } = await call(townDispatcher, 'GET', `/api/messages?matter=${NUMBER}`);
    expect(status).toBe(200);
    expect(body.items[0]).toMatchObject({
      id,
      notice: '办结通知',
      recipient: '139****4321',
      state: 'queued',
      isErased: false,
    });
    expect(JSON.stringify(body)).not.toContain('13987654321');
    expect((await journaled('message.list'))[0]).toMatchObject({
      matter_id: place.matterId,
      actor: `staff:${townDispatcher.account}`,
    });
  });

  it('by state shows no recipient, and only to whom the whole county is given', async () => {
    await queue();
    const url = '/api/messages?state=queued';
    const { body } = await call(dispatcher, 'GET', url);
    expect(body.items[0]).toMatchObject({ county: COUNTY, recipient: null });
    expect((await call(townDispatcher, 'GET', url)).status).toBe(404);
    expect((await call(stranger, 'GET', `${url}&county=${COUNTY}`)).status).toBe(404);
  });

  it.each([
    ['', 400],
    [`?matter=${NUMBER}&state=failed`, 400],
    ['?state=lost', 400],
    ['?matter=350102-26-999999', 404],
    [`?matter=${NUMBER}&cursor=abc`, 400],
    [`?matter=${NUMBER}&limit=1000`, 400],
  ])('asked for with "%s" answers %i', async (query, status) => {
    expect((await call(dispatcher, 'GET', `/api/messages${query}`)).status).toBe(status);
  });

  it('is read page by page, each message once', async () => {
    for (let n = 0; n < 5; n += 1) await queue();
    const seen: string[] = [];
    let cursor = '';
    do {
      const url = `/api/messages?matter=${NUMBER}&limit=2${cursor && `&cursor=${cursor}`}`;
      const { body } = await call(dispatcher, 'GET', url);
      seen.push(...body.items.map((item: { id: string }) => item.id));
      cursor = body.next ?? '';
    } while (cursor !== '');
    expect(seen.length).toBeGreaterThanOrEqual(5);
    expect(seen).toEqual([...new Set(seen)].sort().reverse());
  });

  it('does not take the page mark of another list', async () => {
    await queue();
    await queue();
    const { body } = await call(dispatcher, 'GET', `/api/messages?matter=${NUMBER}&limit=1`);
    const url = `/api/messages?state=queued&cursor=${body.next}`;
    expect((await call(dispatcher, 'GET', url)).body.code).toBe('CURSOR_INVALID');
  });
});

describe('a failed message', () => {
  async function failedOne() {
    memory.answerNext({ ok: false, isFinal: true, reason: 'http 400' });
    const id = await queue();
    await sweep();
    return id;
  }

  it('is seen, and sent again on demand', async () => {
    const id = await failedOne();
    const { body } = await call(dispatcher, 'GET', '/api/messages?state=failed');
    expect(body.items[0]).toMatchObject({ id, lastError: 'http 400', attempts: 1 });
    const again = await call(townDispatcher, 'POST', `/api/messages/${id}/retry`, place);
    expect(again.body).toMatchObject({ id, state: 'queued', attempts: 0, lastError: null });
    expect((await journaled('message.retry'))[0]?.detail).toEqual({ message: id });
    await sweep();
    const repeat = await call(dispatcher, 'POST', `/api/messages/${id}/retry`, place);
    expect(repeat).toMatchObject({ status: 409, body: { code: 'MESSAGE_NOT_FAILED' } });
  });

  it('is not sent again by a stranger, or by one who may only read', async () => {
    const id = await failedOne();
    expect((await call(stranger, 'POST', `/api/messages/${id}/retry`, place)).status).toBe(404);
    expect((await call(auditor, 'POST', `/api/messages/${id}/retry`, place)).status).toBe(403);
    expect((await call(nobody, 'POST', `/api/messages/${id}/retry`, place)).status).toBe(401);
    const unknown = `/api/messages/${newId()}/retry`;
    expect((await call(dispatcher, 'POST', unknown, place)).status).toBe(404);
  });

  it('cannot be sent once it was erased', async () => {
    const id = await failedOne();
    await db.scoped({ counties: [COUNTY] }, (tx) => eraseMessages(tx, COUNTY, place.matterId));
    const { status, body } = await call(dispatcher, 'POST', `/api/messages/${id}/retry`, place);
    expect([status, body.code]).toEqual([409, 'MESSAGE_ERASED']);
    const listed = await call(dispatcher, 'GET', `/api/messages?matter=${NUMBER}`);
    expect(listed.body.items[0]).toMatchObject({ id, recipient: null, isErased: true });
  });
});

describe('a webhook', () => {
  const hook = (url: string) => ({ county: COUNTY, name: '热线', url, events: ['matter.closed'] });

  async function receiver() {
    const seen: { headers: Record<string, string>; body: string }[] = [];
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        seen.push({ headers: request.headers as Record<string, string>, body });
        response.writeHead(seen.length === 1 ? 503 : 204).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { seen, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
  }

  const tell = (event: 'matter.closed' | 'matter.replied', dedupeKey: string) =>
    db.scoped({ counties: [COUNTY] }, async (tx) =>
      enqueueEvent(tx, await listListeners(tx, COUNTY), {
        ...place,
        event,
        data: { number: NUMBER, stage: 'closed' },
        dedupeKey,
        at: clock.now,
        dataKey,
        newId,
      }),
    );

  it('hears what it asked for, signed, again under the same id until it answers', async () => {
    const { seen, server, url } = await receiver();
    const made = await call(dispatcher, 'POST', '/api/webhooks', hook(url));
    expect(made.status).toBe(201);
    expect(await tell('matter.replied', '1')).toBe(0);
    expect(await tell('matter.closed', '1')).toBe(1);
    await tell('matter.closed', '1');
    await sweep();
    clock.now = Date.now();
    await sweep();
    server.close();
    expect(seen.map((one) => one.headers['webhook-id']).length).toBe(2);
    expect(seen[0]?.headers['webhook-id']).toBe(seen[1]?.headers['webhook-id']);
    const heard = new Webhook(made.body.secret).verify(seen[1]?.body ?? '', seen[1]?.headers ?? {});
    expect(heard).toMatchObject({ type: 'matter.closed', data: { number: NUMBER } });
    await call(dispatcher, 'DELETE', `/api/webhooks/${made.body.id}?county=${COUNTY}`);
  });

  it('shows its secret once, and never in the table', async () => {
    const made = await call(dispatcher, 'POST', '/api/webhooks', hook('http://127.0.0.1:9/'));
    const listed = await call(dispatcher, 'GET', `/api/webhooks?county=${COUNTY}`);
    expect(listed.body.items[0]).toMatchObject({ id: made.body.id, name: '热线' });
    expect(JSON.stringify(listed.body)).not.toContain('whsec_');
    const text = await withClient(superUrl, async (client) => {
      const { rows } = await client.query(
        `SELECT w::text || encode(secret, 'escape') AS text FROM messaging.webhook w`,
      );
      return rows.map((row) => row.text).join();
    });
    expect(text).not.toContain(made.body.secret.slice(6, 30));
    expect(await journaled('webhook.create')).not.toEqual([]);
  });

  it('that was removed hears nothing more, and what was queued for it is cancelled', async () => {
    const made = await call(dispatcher, 'POST', '/api/webhooks', hook('http://127.0.0.1:9/'));
    await tell('matter.closed', 'removed');
    const removed = `/api/webhooks/${made.body.id}?county=${COUNTY}`;
    expect((await call(dispatcher, 'DELETE', removed)).status).toBe(204);
    expect((await call(dispatcher, 'DELETE', removed)).status).toBe(404);
    await sweep();
    const { body } = await call(dispatcher, 'GET', '/api/messages?state=cancelled&limit=1');
    expect(body.items[0]).toMatchObject({ channel: 'webhook', lastError: 'webhook removed' });
  });

  it('cannot name an address outside the policy, another county, or an unknown event', async () => {
    const outside = await call(dispatcher, 'POST', '/api/webhooks', hook('https://10.0.0.1/'));
    expect(outside.body).toMatchObject({ code: 'WEBHOOK_URL_REFUSED' });
    const fair = hook('http://127.0.0.1:9/');
    expect((await call(stranger, 'POST', '/api/webhooks', fair)).status).toBe(404);
    const odd = { ...fair, events: ['person.moved'] };
    expect((await call(dispatcher, 'POST', '/api/webhooks', odd)).status).toBe(400);
  });
});
