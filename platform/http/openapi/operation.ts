/** One endpoint as an operation of OpenAPI: what it takes, what it answers, how it refuses. */
import type { Endpoint, EventShapes, RefusalTexts } from '../../../kernel/endpoint.ts';
import { statusFor } from '../problem.ts';
import { exampleOf } from './examples.ts';
import { type JsonSchema, shapeOf } from './shapes.ts';

export type Said = { zh: string; en: string };

export type Parameter = {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description?: string;
  schema: JsonSchema;
  example?: unknown;
  style?: string;
  explode?: boolean;
};

export type Media = { schema?: JsonSchema; example?: unknown };
export type Content = Record<string, Media>;

export type Response = {
  description: string;
  headers?: Record<string, unknown>;
  content?: Content;
  'x-refusals'?: string[];
  'x-events'?: Record<string, Reference>;
};

export type Reference = { $ref: string };

export type Operation = {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  'x-summary': Said;
  'x-permission': string;
  'x-journal': string;
  security: Record<string, string[]>[];
  parameters: (Parameter | Reference)[];
  requestBody?: { required: boolean; content: Content };
  responses: Record<string, Response | Reference>;
};

/** Shapes that the whole document shares, by their names. */
export type Shapes = Record<string, JsonSchema>;

export const ref = (kind: string, name: string): Reference => ({
  $ref: `#/components/${kind}/${name}`,
});

const isWrite = (endpoint: Endpoint) => endpoint.method !== 'GET';
const takesBody = (endpoint: Endpoint) =>
  !!endpoint.body || !!endpoint.takesFile || !!endpoint.takesBytes;
const pascal = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

/** Describes one endpoint; the shapes of its body and answer go into `shapes`. */
export function operationOf(
  about: { module: string; name: string; endpoint: Endpoint },
  texts: RefusalTexts,
  shapes: Shapes,
): Operation {
  const { module, name, endpoint } = about;
  const body = requestBodyOf(name, endpoint, shapes);
  return {
    operationId: name,
    tags: [module],
    summary: `${endpoint.summary.zh} / ${endpoint.summary.en}`,
    'x-summary': endpoint.summary,
    'x-permission': endpoint.permission,
    'x-journal': endpoint.journal,
    security: securityOf(endpoint.permission),
    parameters: parametersOf(endpoint),
    ...(body && { requestBody: body }),
    responses: {
      [String(endpoint.status ?? 200)]: answerOf(name, endpoint, shapes),
      ...refusalsOf(endpoint, texts),
    },
  };
}

function securityOf(permission: string): Record<string, string[]>[] {
  if (permission === 'public') return [];
  const staff: Record<string, string[]>[] = [{ staffCookie: [] }, { apiKey: [] }];
  return permission === 'signedIn' ? [{ residentCookie: [] }, ...staff] : staff;
}

function parametersOf(endpoint: Endpoint): (Parameter | Reference)[] {
  const named = [
    ...fieldsOf(endpoint.params && shapeOf(endpoint.params, 'input'), 'path'),
    ...fieldsOf(endpoint.query && shapeOf(endpoint.query, 'input'), 'query', endpoint.example),
  ];
  // Whoever may answer that a key was used before takes one.
  const takesKey = endpoint.refusals.some((code) => code.endsWith('KEY_REUSED'));
  return [
    ...named,
    ...(takesKey ? [ref('parameters', 'IdempotencyKey')] : []),
    ref('parameters', 'AcceptLanguage'),
  ];
}

function fieldsOf(
  shape: JsonSchema | undefined,
  place: 'path' | 'query',
  example?: Endpoint['example'],
): Parameter[] {
  if (!shape) return [];
  const given = (example?.query ?? {}) as Record<string, unknown>;
  if (!shape.properties) {
    return [{ name: 'query', in: place, required: false, schema: shape, ...freeForm }];
  }
  return Object.entries(shape.properties).map(([name, schema]) => {
    const required = place === 'path' || (shape.required ?? []).includes(name);
    const value = given[name] ?? (required ? exampleOf(schema, false, name) : undefined);
    return {
      name,
      in: place,
      required,
      schema,
      ...(value !== undefined && { example: value }),
    };
  });
}

const OCTETS = 'application/octet-stream';
const freeForm = { style: 'form', explode: true };

function requestBodyOf(name: string, endpoint: Endpoint, shapes: Shapes): Operation['requestBody'] {
  if (!takesBody(endpoint)) return undefined;
  const shape = endpoint.body ? shapeOf(endpoint.body, 'input') : undefined;
  if (endpoint.takesFile) {
    return { required: true, content: { 'multipart/form-data': { schema: withFile(shape) } } };
  }
  if (endpoint.takesBytes) {
    const bytes = { schema: { type: 'string', contentMediaType: OCTETS } };
    return { required: false, content: { [OCTETS]: bytes } };
  }
  const bodyName = `${pascal(name)}Body`;
  shapes[bodyName] = shape ?? {};
  const example = endpoint.example?.body ?? exampleOf(shape ?? {}, false);
  const content = { 'application/json': { schema: ref('schemas', bodyName), example } };
  return { required: true, content };
}

function withFile(shape: JsonSchema | undefined): JsonSchema {
  return {
    type: 'object',
    properties: {
      ...shape?.properties,
      file: { type: 'string', contentMediaType: OCTETS },
    },
    required: [...(shape?.required ?? []), 'file'],
  };
}

function answerOf(name: string, endpoint: Endpoint, shapes: Shapes): Response {
  const headers = { 'X-Request-Id': ref('headers', 'RequestId') };
  if (endpoint.status === 204) return { description: '已完成，无内容 / Done, no content', headers };
  if (endpoint.status === 302) {
    return { description: '转到 Location 所指页面 / Goes on to Location', headers };
  }
  const description = endpoint.status === 201 ? '已建立 / Made' : '成功 / Fine';
  if (endpoint.events) return eventsOf(name, endpoint.events, shapes);
  if (!endpoint.answer) return { description, headers, content: { '*/*': {} } };
  const answerName = `${pascal(name)}Answer`;
  const shape = shapeOf(endpoint.answer, 'output');
  shapes[answerName] = shape;
  const example = endpoint.example?.answer ?? exampleOf(shape, true);
  const content = { 'application/json': { schema: ref('schemas', answerName), example } };
  return { description, headers, content };
}

/** OpenAPI 3.1 has no word for streams: one schema for each event, named as the stream names it. */
function eventsOf(name: string, events: EventShapes, shapes: Shapes): Response {
  const named = Object.entries(events).map(([event, shape]) => {
    const schema = `${pascal(name)}${pascal(event)}Event`;
    shapes[schema] = shapeOf(shape, 'output');
    return [event, ref('schemas', schema)] as const;
  });
  const content = { 'text/event-stream': { schema: { type: 'string' } } };
  return {
    description: '事件流（SSE），见 x-events / A stream of events (SSE), see x-events',
    headers: { 'X-Request-Id': ref('headers', 'RequestId') },
    content,
    'x-events': Object.fromEntries(named),
  };
}

/** What `serve` itself may refuse before or around the handler. */
export function impliedRefusals(endpoint: Endpoint): string[] {
  return [
    ...(isWrite(endpoint) || endpoint.query || endpoint.params ? ['INPUT_INVALID'] : []),
    ...(takesBody(endpoint) ? ['BODY_UNREADABLE', 'BODY_TOO_LARGE', 'MEDIA_TYPE_UNKNOWN'] : []),
    ...(endpoint.permission === 'public' ? [] : ['SIGN_IN_NEEDED']),
    ...(['public', 'signedIn'].includes(endpoint.permission) ? [] : ['FORBIDDEN']),
    ...(isWrite(endpoint) ? ['ORIGIN_FOREIGN'] : []),
  ];
}

function refusalsOf(endpoint: Endpoint, texts: RefusalTexts): Operation['responses'] {
  const codes = [...new Set([...endpoint.refusals, ...impliedRefusals(endpoint)])];
  const byStatus = new Map<number, string[]>();
  for (const code of codes) {
    const text = texts[code];
    if (!text) throw new Error(`the refusal ${code} has no text`);
    const status = statusFor(code, text.kind);
    byStatus.set(status, [...(byStatus.get(status) ?? []), code].sort());
  }
  const statuses = [...byStatus].sort(([a], [b]) => a - b);
  return {
    ...Object.fromEntries(
      statuses.map(([status, [code = '', ...more]]) => [
        status,
        // What stands alone is the same everywhere.
        more.length === 0 ? ref('responses', code) : refusalOf([code, ...more], texts),
      ]),
    ),
    500: ref('responses', 'INTERNAL'),
  };
}

/** An answer that is one of these refusals. */
export function refusalOf(codes: string[], texts: RefusalTexts): Response {
  const lines = codes.map((code) => `- \`${code}\`: ${texts[code]?.zh} / ${texts[code]?.en}`);
  return {
    description: lines.join('\n'),
    'x-refusals': codes,
    content: {
      'application/problem+json': {
        schema: { allOf: [ref('schemas', 'Problem'), { properties: { code: { enum: codes } } }] },
      },
    },
  };
}

/** How a refusal looks on the wire. */
export function problemExample(status: number, code: string, texts: RefusalTexts) {
  const { zh, en } = texts[code] ?? { zh: '', en: '' };
  return {
    type: `/api/problems#${code}`,
    status,
    code,
    title: zh,
    titles: { zh, en },
    ...(code === 'INPUT_INVALID' && { fields: [{ path: 'body.text', code: 'too_small' }] }),
    requestId: '01981f3e-7c00-7000-8000-000000000009',
  };
}
