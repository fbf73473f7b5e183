/** What all operations share: the wire form of a refusal, headers, ways to sign in. */
import type { Response, Shapes } from './operation.ts';
import type { JsonSchema } from './shapes.ts';

const Problem: JsonSchema = {
  type: 'object',
  required: ['type', 'status', 'code', 'title', 'titles', 'requestId'],
  properties: {
    type: { type: 'string', description: '说明页的地址 / Where the code is explained' },
    status: { type: 'integer' },
    code: { type: 'string', description: '程序据此判断 / What programs decide by' },
    title: { type: 'string', description: '按 Accept-Language / In the language asked for' },
    titles: {
      type: 'object',
      required: ['zh', 'en'],
      properties: { zh: { type: 'string' }, en: { type: 'string' } },
    },
    fields: {
      type: 'array',
      description: '哪个字段有误 / Which fields are wrong',
      items: {
        type: 'object',
        required: ['path', 'code'],
        properties: {
          path: { type: 'string' },
          code: { type: 'string' },
          detail: { type: 'string' },
        },
      },
    },
    present: { description: '冲突后的现状 / The present state after a conflict' },
    requestId: { type: 'string', description: '报修时请提供 / Name it when you ask for help' },
  },
};

const parameters = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      '重发同一请求时保持不变，内容只生效一次 / Keep it when sending again: it takes effect once',
    schema: { type: 'string', pattern: '^[\\x21-\\x7e]{8,128}$' },
    example: 'f3b0c442-98fc-4c14-9afb',
  },
  AcceptLanguage: {
    name: 'Accept-Language',
    in: 'header',
    required: false,
    description: '以 en 开头为英文，否则为中文 / English when it begins with en, Chinese otherwise',
    schema: { type: 'string', default: 'zh-CN' },
  },
};

const headers = {
  RequestId: {
    description: '请求编号，日志中可查 / The number of the request, as in the log',
    schema: { type: 'string' },
  },
};

const securitySchemes = {
  residentCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'linli_resident',
    description:
      '居民用短信验证码登录后取得；启用 TLS 时名称前加 __Host- / A resident’s, after sign-in by phone code; behind TLS the name begins with __Host-',
  },
  staffCookie: {
    type: 'apiKey',
    in: 'cookie',
    name: 'linli_staff',
    description:
      '工作人员登录后取得；启用 TLS 时名称前加 __Host- / Of staff, after sign-in; behind TLS the name begins with __Host-',
  },
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    description: '其他系统使用的接口密钥 / The key of another system',
  },
};

export const parts = {
  description: [
    '邻里平台的全部接口。时间一律为 UTC；坐标默认 WGS-84（CGCS2000）；列表以 next 翻页。',
    '每个拒绝都有固定代码和中英文说明（application/problem+json，RFC 9457）。',
    '',
    'All that Linli offers over HTTP. Times are UTC, points WGS-84 (CGCS2000) unless named otherwise, lists go on by `next`.',
    'Every refusal has a fixed code and its words in Chinese and English (application/problem+json, RFC 9457).',
  ].join('\n'),
};

/** The shared part of the document, with the shapes and the refusals that operations refer to. */
export function components(shapes: Shapes, refusals: Record<string, Response>, example: unknown) {
  return {
    schemas: { ...shapes, Problem: { ...Problem, examples: [example] } },
    parameters,
    headers,
    responses: refusals,
    securitySchemes,
  };
}
