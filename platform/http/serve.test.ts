/** The start is refused while an endpoint leaves something unsaid; an answer is, while unlogged. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Actor, nobody } from '../../kernel/actor.ts';
import type { Endpoint } from '../../kernel/endpoint.ts';
import { type HttpModule, makeApp, serve } from './index.ts';

const whole: Endpoint = {
  method: 'GET',
  path: '/api/persons',
  summary: { zh: '查看', en: 'Look' },
  permission: 'public',
  journal: 'person.open',
  answer: z.object({ name: z.string() }),
  refusals: ['PERSON_GONE'],
};
const texts = { PERSON_GONE: { kind: 'missing', zh: '无', en: 'Gone' } } as const;

function module(over: Partial<HttpModule> & { endpoint?: object } = {}): HttpModule {
  const { endpoint, ...rest } = over;
  const handlers = { openPersons: () => ({ name: '示例' }) };
  const api = { openPersons: { ...whole, ...endpoint } };
  return { name: 'persons', api, handlers, texts, ...rest };
}

async function start(...modules: HttpModule[]) {
  const app = await makeApp({ newId: () => 'id', maxFileBytes: 1, logLevel: 'silent' });
  serve(app, modules, { authenticate: async () => nobody, now: () => 0, newId: () => 'id' });
  return app;
}

describe('the start is refused when an endpoint', () => {
  const faults: [string, HttpModule][] = [
    ['names no permission', module({ endpoint: { permission: '' } })],
    ['names no permission', module({ endpoint: { permission: undefined } })],
    ['names no log verb', module({ endpoint: { journal: '' } })],
    ['names no log verb', module({ endpoint: { journal: undefined } })],
    ['names no refusals', module({ endpoint: { refusals: undefined } })],
    ['has no handler', module({ handlers: {} })],
    ['the refusal PERSON_GONE has no text', module({ texts: {} })],
  ];
  it.each(faults)('%s', async (fault, faulty) => {
    await expect(start(faulty)).rejects.toThrow(`persons.openPersons: ${fault}`);
  });

  it('and every fault of every module is named at once', async () => {
    const both = start(
      module({ endpoint: { permission: '', journal: '' } }),
      module({ name: 'others', handlers: {} }),
    );
    await expect(both).rejects.toThrow(
      /persons.*no permission\npersons.*no log verb\nothers.*no handler/,
    );
  });

  it('and not when all is said', async () => {
    await expect(start(module())).resolves.toBeDefined();
  });
});

it('what an endpoint answers without writing its line does not leave the house', async () => {
  const app = await start(module());
  const answer = await app.inject('/api/persons');
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('示例');
  const logged = module({
    handlers: {
      openPersons: (ctx) => {
        ctx.journaled.add('person.open');
        return { name: '示例', phone: '13800000000' };
      },
    },
  });
  const whole = await (await start(logged)).inject('/api/persons');
  // A field that was never declared stays inside.
  expect(whole.json()).toEqual({ name: '示例' });
});

describe('beside a replica', () => {
  const person = { kind: 'resident', account: 'a' } as unknown as Actor;
  const machine = { kind: 'machine' } as unknown as Actor;
  const answer = z.object({ mayLag: z.boolean() });
  const open = { ...whole, permission: 'public', journal: 'none', answer, refusals: [] } as const;
  const readings = module({
    api: {
      list: { ...open, path: '/api/readings' },
      write: { ...open, method: 'POST', path: '/api/readings' },
    },
    handlers: {
      list: ({ mayLag = false }) => ({ mayLag }),
      write: ({ mayLag = false }) => ({ mayLag }),
    },
  });
  const asked = async (actor: Actor, method: 'GET' | 'POST', cookie = '', hasReplica = true) => {
    const app = await makeApp({ newId: () => 'id', maxFileBytes: 1, logLevel: 'silent' });
    const options = { authenticate: async () => actor, now: () => 0, newId: () => 'id' };
    serve(app, [readings], { ...options, hasReplica });
    const headers = { cookie, 'sec-fetch-site': 'same-origin' };
    const { body, headers: set } = await app.inject({ method, url: '/api/readings', headers });
    return { ...answer.parse(JSON.parse(body)), cookie: String(set['set-cookie'] ?? '') };
  };

  it('a list may lag, unless its reader has just written', async () => {
    expect(await asked(person, 'GET')).toEqual({ mayLag: true, cookie: '' });
    const { mayLag, cookie } = await asked(person, 'POST');
    expect(mayLag).toBe(false);
    expect(cookie).toMatch(/^linli-wrote=1; Max-Age=2; Path=\/api;/);
    expect((await asked(person, 'GET', 'other=2; linli-wrote=1')).mayLag).toBe(false);
  });

  it('a machine, which keeps no cookies, reads from where it writes', async () => {
    expect((await asked(machine, 'GET')).mayLag).toBe(false);
  });

  it('nothing of this is said where there is none', async () => {
    expect(await asked(person, 'GET', '', false)).toEqual({ mayLag: false, cookie: '' });
    expect((await asked(person, 'POST', '', false)).cookie).toBe('');
  });
});
