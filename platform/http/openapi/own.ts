/** What the server answers by itself, beside the endpoints of the modules. */
import type { Operation, Response, Said } from './operation.ts';

type Own = { path: string; name: string; said: Said; answers: Record<string, Response> };

const json = (description: string, example: unknown): Response => ({
  description,
  content: { 'application/json': { schema: { type: 'object' }, example } },
});

const text = (description: string, mediaType: string): Response => ({
  description,
  content: { [mediaType]: { schema: { type: 'string' } } },
});

const owns: Own[] = [
  {
    path: '/healthz',
    name: 'healthz',
    said: { zh: '程序是否在运行', en: 'Whether the program is alive' },
    answers: { 200: json('在运行 / Alive', { alive: true }) },
  },
  {
    path: '/readyz',
    name: 'readyz',
    said: {
      zh: '能否受理请求：数据库、数据结构版本',
      en: 'Whether it can serve: database, schema',
    },
    answers: {
      200: json('可以 / It can', { ready: true, checks: { database: true, migrations: true } }),
      503: json('不可以 / It cannot', { ready: false, checks: { database: false } }),
    },
  },
  {
    path: '/metrics',
    name: 'metrics',
    said: {
      zh: '运行指标（Prometheus 格式；仅限本机，或凭 LINLI_METRICS_TOKEN）',
      en: 'Figures for Prometheus; from this machine only, or with LINLI_METRICS_TOKEN',
    },
    answers: {
      200: text('指标 / Figures', 'text/plain'),
      403: {
        description: '- `METRICS_CLOSED`: 不对外开放 / Not open to this address',
        'x-refusals': ['METRICS_CLOSED'],
      },
    },
  },
  {
    path: '/api/openapi.json',
    name: 'openapi',
    said: { zh: '本说明（OpenAPI 3.1）', en: 'This description (OpenAPI 3.1)' },
    answers: { 200: json('OpenAPI 3.1', { openapi: '3.1.1' }) },
  },
  {
    path: '/api/docs',
    name: 'docs',
    said: { zh: '接口说明页面', en: 'This description as a page' },
    answers: { 200: text('页面 / A page', 'text/html') },
  },
  {
    path: '/api/problems',
    name: 'problems',
    said: { zh: '全部拒绝代码的含义', en: 'What every refusal means' },
    answers: { 200: text('页面 / A page', 'text/html') },
  },
];

/** As operations, in order. */
export function ownOperations(): Record<string, Record<string, Operation>> {
  return Object.fromEntries(owns.map((own) => [own.path, { get: operation(own) }]));
}

function operation({ name, said, answers }: Own): Operation {
  return {
    operationId: name,
    tags: ['server'],
    summary: `${said.zh} / ${said.en}`,
    'x-summary': said,
    'x-permission': 'public',
    'x-journal': 'none',
    security: [],
    parameters: [],
    responses: answers,
  };
}
