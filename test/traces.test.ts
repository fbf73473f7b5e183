/**
 * Every endpoint that names a log verb writes its line, tried one by one; and what speaks of
 * persons leaves the house by the one endpoint that is made for it.
 */
import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { q } from '../platform/db/index.ts';
import { storyHouse } from './house.ts';
import type { Answer } from './http.ts';
import { hire, PASSWORD } from './people.ts';
import { withClient } from './server.ts';
import { teller } from './teller.ts';
import { formOf } from './upload.ts';

const story = await storyHouse();
const folk = await story.people();
const { http, base } = story;
const { report, done } = teller(story);
const { administrator, clerk, countyDispatcher, auditor, orgs } = folk;

const endpoints = story.house.http.flatMap((module) =>
  Object.entries(module.api).map(
    ([name, endpoint]) => [`${module.name}.${name}`, endpoint] as const,
  ),
);

async function linesOf(verb: string): Promise<number> {
  return withClient(base.superUrl, async (client) => {
    const counted = 'SELECT count(*)::int AS n FROM platform.journal WHERE verb = $1';
    return Number((await client.query(counted, [verb])).rows[0].n);
  });
}

const one = await hire(story.world, {
  login: 'one',
  role: 'handler',
  orgId: orgs.department,
  regions: ['310116'],
});
const resident = await folk.resident();
const closed = await report(resident);
await done(folk.townDispatcher, closed, 'answer', { reply: '已转告' });
const number = await report(clerk, { reporter: { name: '示例人', phone: '13900000001' } });

const asAdministrator = (line: string, body?: object) => http(line, { as: administrator, body });
const idOf = async (answer: Promise<Answer>) => (await answer).id;
const newOrg = {
  parentId: orgs.centre,
  kind: 'department',
  level: 'county',
  nameZh: '示例区园林局',
  region: '310116',
};
const newKey = { name: '示例', orgId: orgs.centre, scopes: ['matter.read'], regions: ['310116'] };
const newAccount = { orgId: orgs.centre, name: 'two', displayName: '示例乙', password: PASSWORD };
const newPost = {
  accountId: one.account,
  orgId: orgs.department,
  role: 'handler',
  title: '示例岗位',
  regions: ['310116'],
};
const webhook = {
  county: '310116',
  name: '示例',
  url: 'https://hotline.example.org/linli',
  events: ['matter.closed'],
};
let secret = '';

async function failedMessage() {
  // A gateway that refuses for good takes hours of retries: the state is set by hand.
  return withClient(base.superUrl, async (client) => {
    const { rows } = await client.query<{ id: string; matter_id: string }>(
      `UPDATE messaging.message SET state = 'failed' WHERE county = '310116'
       RETURNING id, matter_id`,
    );
    return { id: rows[0]?.id, matterId: rows[0]?.matter_id };
  });
}

async function uploadId(): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob(['%PDF-1.7\n%%EOF\n'], { type: 'application/pdf' }), 'a.pdf');
  const sent = new Response(form);
  const headers = { 'content-type': sent.headers.get('content-type') ?? '' };
  const body = Buffer.from(await sent.arrayBuffer());
  return idOf(http('POST /api/attachments', { as: clerk, headers, body }));
}

const ring = [121.2, 121.21].map((lon) => [lon, 30.7]);
const grids = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { code: '310116101201001', name: '示意网格' },
      geometry: { type: 'Polygon', coordinates: [[...ring, [121.21, 30.72], [121.2, 30.7]]] },
    },
  ],
});

/** Another edition of places from the day after tomorrow on. */
async function sendPlaces(path: string, fields: Record<string, string>, text: string) {
  const { body } = await http('GET /api/editions', { as: administrator });
  const [newest] = body.items as { number: number }[];
  const form = await formOf(
    { name: 'places', bytes: Buffer.from(text) },
    { ...fields, from: '2026-12-31', basedOn: String(newest?.number) },
  );
  return http(`POST /api/${path}`, { as: administrator, ...form });
}

/** A call of each that succeeds, in order: the clock comes last. */
const calls: Record<string, () => Promise<Answer>> = {
  'identity.signIn': () =>
    http('POST /api/staff/sign-in', { body: { name: 'one', password: PASSWORD } }),
  'identity.switchPost': () => http('POST /api/staff/post', { as: one, body: { post: one.post } }),
  'identity.changePassword': () =>
    http('POST /api/staff/password', {
      as: one,
      body: { password: PASSWORD, newPassword: 'another horse' },
    }),
  'identity.setUpTotp': async () => {
    const answer = await http('POST /api/staff/totp', { as: one });
    secret = String(answer.body.secret);
    return answer;
  },
  'identity.confirmTotp': () => {
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    const code = totp.generate({ timestamp: story.clock.now() });
    return http('POST /api/staff/totp/confirm', { as: one, body: { code } });
  },
  'identity.residentSignIn': async () => {
    const phone = '13700000001';
    await http('POST /api/residents/codes', { body: { phone } });
    const code = story.world.phoneCodes.sent.at(-1)?.code;
    return http('POST /api/residents/sign-in', { body: { phone, code } });
  },
  'identity.addOrg': () => asAdministrator('POST /api/orgs', newOrg),
  'identity.changeOrg': () => asAdministrator(`PATCH /api/orgs/${orgs.village}`, { phone: '1' }),
  'identity.addAccount': () => asAdministrator('POST /api/accounts', newAccount),
  'identity.changeAccount': () =>
    asAdministrator(`PATCH /api/accounts/${one.account}`, { displayName: '示例甲' }),
  'identity.addPost': () => asAdministrator('POST /api/posts', newPost),
  'identity.changePost': () =>
    asAdministrator(`PATCH /api/posts/${one.post}`, { title: '示例岗位乙' }),
  'identity.changeRole': () =>
    asAdministrator('PUT /api/roles/mediator', { permissions: ['matter.read'] }),
  'identity.addKey': () => asAdministrator('POST /api/keys', newKey),
  'identity.revokeKey': async () => {
    const id = await idOf(asAdministrator('POST /api/keys', newKey));
    return asAdministrator(`POST /api/keys/${id}/revoke`);
  },
  'rulebook.publishDocument': async () => {
    const routing = { county: '310116', kind: 'routing', name: 'main', body: { rules: [] } };
    return asAdministrator('POST /api/rulebook', { ...routing, note: '试' });
  },
  'messaging.listMessages': () =>
    http(`GET /api/messages?matter=${number}`, { as: countyDispatcher }),
  'messaging.retryMessage': async () => {
    const { id, matterId } = await failedMessage();
    const body = { county: '310116', matterId };
    return http(`POST /api/messages/${id}/retry`, { as: countyDispatcher, body });
  },
  'messaging.listWebhooks': () => asAdministrator('GET /api/webhooks?county=310116'),
  'messaging.createWebhook': () => asAdministrator('POST /api/webhooks', webhook),
  'messaging.deleteWebhook': async () => {
    const id = await idOf(asAdministrator('POST /api/webhooks', webhook));
    return asAdministrator(`DELETE /api/webhooks/${id}?county=310116`);
  },
  'matters.openAttachment': async () =>
    http(`GET /api/attachments/${await uploadId()}`, { as: clerk }),
  'matters.openPersons': () =>
    http(`POST /api/matters/${number}/persons`, {
      as: clerk,
      body: { purpose: 'handling', reason: '核实情况' },
    }),
  'matters.erasePersons': () =>
    http(`POST /api/matters/${closed}/erasure`, {
      as: countyDispatcher,
      body: { reason: '本人申请' },
    }),
  'matters.searchMatters': () =>
    http(`GET /api/matters/search?q=${encodeURIComponent('路灯')}`, { as: clerk }),
  'geography.publishShapes': () => sendPlaces('boundaries', { kind: 'grid' }, grids),
  'geography.publishRegions': () =>
    sendPlaces(
      'regions',
      { under: '310116102' },
      '31,上海市\n3101,市辖区\n310116,甲\n310116102,丙镇\n',
    ),
  'journal.listJournal': () => http('GET /api/journal', { as: auditor }),
  'clock.moveClock': () => asAdministrator('PUT /api/clock', { at: '2026-12-01T00:00:00Z' }),
};

/** Needs another server: its line is asserted in modules/identity/actions/oidc.test.ts. */
const elsewhere = ['identity.finishOidc'];

describe('an endpoint that names a log verb', () => {
  const verbs = new Map<string, string>(endpoints.map(([name, { journal }]) => [name, journal]));
  const logged = endpoints.filter(([, { journal }]) => journal !== 'none' && journal !== 'log');

  it('has a call here', () => {
    const names = logged.map(([name]) => name).filter((name) => !elsewhere.includes(name));
    expect(Object.keys(calls).sort()).toEqual(names.sort());
  });

  it.each(Object.entries(calls))('writes one line: %s', async (name, call) => {
    const verb = verbs.get(name) ?? '';
    // A call may first make what it then ends.
    const before = await linesOf(verb);
    const { status, body } = await call();
    expect(status, JSON.stringify(body)).toBeLessThan(400);
    expect((await linesOf(verb)) - before).toBe(1);
  });
});

describe('an endpoint whose trace is the log of the matter', () => {
  it('registers and acts: an entry each, whose hash follows the one before', async () => {
    const names = endpoints.filter(([, { journal }]) => journal === 'log').map(([name]) => name);
    expect(names.sort()).toEqual(['matters.act', 'matters.register']);
    const entries = async () =>
      base.db.scoped({ counties: ['310116'] }, (tx) =>
        tx.rows(q.selectFrom('matter.entry').select('id')),
      );
    const before = (await entries()).length;
    const fresh = await report(resident);
    expect(await entries()).toHaveLength(before + 1);
    await done(folk.townDispatcher, fresh, 'open');
    expect(await entries()).toHaveLength(before + 2);
  });
});

/** Fields that could say who somebody is, by name. */
const PERSONAL = /^(name|.*Name|.*[pP]hone|id(Number|Card)|address|email|recipient|to)$/;

/** Endpoints, their fields, and why each field may stand there. */
const reasons: [endpoints: string, fields: string, why: string][] = [
  ['matters.openPersons', 'name phone idNumber address', 'opened with a purpose, and logged'],
  ['geography.locate geography.grids', 'workerPublicName dutyPhone', 'the public notice of a grid'],
  [
    'geography.locate geography.grids geography.regions geography.boundaries',
    'name',
    'of a region or grid',
  ],
  [
    'identity.signIn identity.session identity.switchPost identity.residentSignIn',
    'name publicName dutyPhone',
    'one’s own, and of one’s own posts',
  ],
  [
    'identity.listAccounts identity.addAccount identity.changeAccount',
    'name displayName publicName dutyPhone',
    'staff, for those who administer them',
  ],
  [
    'identity.listPosts identity.addPost identity.changePost',
    'publicName dutyPhone',
    'staff, for those who administer them',
  ],
  ['identity.listOrgs identity.addOrg identity.changeOrg', 'phone', 'of an office'],
  ['identity.listKeys identity.addKey identity.revokeKey', 'name', 'of a machine'],
  ['messaging.listWebhooks messaging.createWebhook', 'name', 'of another system'],
  ['messaging.listMessages messaging.retryMessage', 'recipient', 'masked, and each look is logged'],
  ['rulebook.listDocuments rulebook.getDocument rulebook.publishDocument', 'name', 'of a document'],
  ['matters.getMatter', 'name regionName', 'of a clock, of a region'],
  ['matters.explainClocks', 'name to', 'of a clock, the end of a stretch of days'],
  ['matters.getFigures matters.searchMatters', 'to', 'the end of a period, of a marked word'],
];

describe('a field that could say who somebody is', () => {
  const found = endpoints.flatMap(([name, { answer }]) => {
    const shape = answer && z.toJSONSchema(answer, { unrepresentable: 'any' });
    const fields = [...new Set(fieldsOf(shape))].filter((field) => PERSONAL.test(field));
    return fields.map((field) => `${name} ${field}`);
  });

  it('stands where a reason for it stands, and nowhere else', () => {
    const reasoned = reasons.flatMap(([names, fields]) =>
      names.split(' ').flatMap((name) => fields.split(' ').map((field) => `${name} ${field}`)),
    );
    expect(found.sort()).toEqual(reasoned.sort());
  });
});

function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties, ...rest } = schema as { properties?: Record<string, unknown> };
  const inside = [...Object.values(properties ?? {}), ...Object.values(rest)];
  return [...Object.keys(properties ?? {}), ...inside.flatMap(fieldsOf)];
}
