/** The start is refused while an endpoint leaves something unsaid; an answer is, while unlogged. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { nobody } from '../../kernel/actor.ts';
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
