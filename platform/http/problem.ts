/** The only place that knows HTTP statuses and the wire form of a refusal (RFC 9457). */
import type { RefusalText, RefusalTexts } from '../../kernel/endpoint.ts';
import { type FieldFault, Refusal, type RefusalKind } from '../../kernel/refusal.ts';

export const statusOf: Record<RefusalKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  missing: 404,
  conflict: 409,
  tooMany: 429,
  unavailable: 503,
};

/** Codes about HTTP itself, for which clients and gateways know a closer status. */
const statusOfCode: Readonly<Record<string, number>> = {
  METHOD_UNKNOWN: 405,
  BODY_TOO_LARGE: 413,
  CLIENT_TOO_OLD: 426,
  CLIENT_TOO_NEW: 426,
  MEDIA_TYPE_UNKNOWN: 415,
  INTERNAL: 500,
  RANGE_INVALID: 416,
};

export function statusFor(code: string, kind: RefusalKind): number {
  return statusOfCode[code] ?? statusOf[kind];
}

export type Problem = {
  type: string;
  status: number;
  code: string;
  /** In the language of the request; `titles` has both. */
  title: string;
  titles: { zh: string; en: string };
  fields?: FieldFault[];
  present?: unknown;
  requestId: string;
};

/** Refusals that the platform itself makes, whatever the module. */
export const platformTexts = {
  INPUT_INVALID: {
    kind: 'invalid',
    zh: '填写的内容有误，请按提示修改后再提交。',
    en: 'Something in the input is not right. Correct the named fields and send again.',
  },
  SIGN_IN_NEEDED: {
    kind: 'unauthenticated',
    zh: '请先登录。',
    en: 'Sign in first.',
  },
  FORBIDDEN: {
    kind: 'forbidden',
    zh: '您的岗位没有办理这一操作的权限。',
    en: 'Your post does not have the right to do this.',
  },
  NOT_FOUND: {
    kind: 'missing',
    zh: '没有找到，或者不在您的范围内。',
    en: 'There is no such thing, or it is outside your scope.',
  },
  BODY_TOO_LARGE: {
    kind: 'invalid',
    zh: '提交的内容过大。',
    en: 'What was sent is too large.',
  },
  ACCOUNT_DIFFERS: {
    kind: 'unauthenticated',
    zh: '现在登录的是另一个账号，请用原来的账号登录后再发送。',
    en: 'Another account is signed in now. Sign in with the account that did this, then send it.',
  },
  CLIENT_TOO_OLD: {
    kind: 'conflict',
    zh: '这个应用的版本太旧，请联网打开一次完成更新；已保存的内容不会丢失。',
    en: 'This app is too old for the server. Open it online once so that it updates itself; what it holds is kept.',
  },
  CLIENT_TOO_NEW: {
    kind: 'conflict',
    zh: '服务器的版本比应用旧，请稍后再试；已保存的内容不会丢失。',
    en: 'The server is older than this app. Try again later; what the app holds is kept.',
  },
  BODY_UNREADABLE: {
    kind: 'invalid',
    zh: '提交的内容无法读取：应为完整的 JSON（上传文件时为 multipart/form-data）。',
    en: 'What was sent cannot be read: it must be whole JSON (multipart/form-data for a file).',
  },
  MEDIA_TYPE_UNKNOWN: {
    kind: 'invalid',
    zh: '不支持这种 Content-Type，请用 application/json（上传文件用 multipart/form-data）。',
    en: 'This Content-Type is not taken. Use application/json (multipart/form-data for a file).',
  },
  METHOD_UNKNOWN: {
    kind: 'invalid',
    zh: '这个地址不支持所用的 HTTP 方法，可用的方法见 Allow 响应头。',
    en: 'This address does not take that HTTP method. The Allow header names those it takes.',
  },
  METRICS_CLOSED: {
    kind: 'forbidden',
    zh: '运行指标只对本机开放；从其他机器读取须设置 LINLI_METRICS_TOKEN 并在请求中出示。',
    en: 'Figures are open to this machine only. To read them from elsewhere, set LINLI_METRICS_TOKEN and send it as a bearer token.',
  },
  CURSOR_INVALID: {
    kind: 'invalid',
    zh: '翻页标记无效，请从第一页重新查询。',
    en: 'The page mark is not valid. Start again from the first page.',
  },
  PAGE_SIZE_INVALID: {
    kind: 'invalid',
    zh: '每页条数应在 1 到 {max} 之间。',
    en: 'A page has 1 to {max} rows.',
  },
  ORIGIN_FOREIGN: {
    kind: 'forbidden',
    zh: '请求来自其他网站，已拒绝。',
    en: 'The request came from another site and was refused.',
  },
  TOO_MANY_REQUESTS: {
    kind: 'tooMany',
    zh: '操作过于频繁，请稍后再试。',
    en: 'Too many requests. Wait a little and try again.',
  },
  RANGE_INVALID: {
    kind: 'invalid',
    zh: '所请求的字节范围超出文件（共 {size} 字节）。',
    en: 'The range asked for lies beyond the file, which has {size} bytes.',
  },
  YEAR_DETACHED: {
    kind: 'conflict',
    isLasting: true,
    zh: '该事项所在年份的办理经过已转存库外，现在不能查看或办理。确需查看的，请与系统管理员联系。',
    en: 'The log of that year’s matters is kept apart: this cannot be shown or acted on now. Ask the administrator where it is needed.',
  },
  INTERNAL: {
    kind: 'unavailable',
    zh: '系统出现故障，内容未保存，请稍后再试。',
    en: 'Something broke on our side and nothing was saved. Try again later.',
  },
} as const satisfies RefusalTexts;

export type TextSource = (code: string) => RefusalText | undefined;

/** The wire form of whatever was thrown. A bug answers 500 and never shows its message. */
export function toProblem(
  error: unknown,
  request: { id: string; language: 'zh' | 'en' },
  texts: TextSource,
): Problem {
  const refusal = asRefusal(error);
  const text = refusal && texts(refusal.code);
  if (!refusal || !text) return bugProblem(request);
  const values = refusal.details.values ?? {};
  const titles = { zh: fill(text.zh, values), en: fill(text.en, values) };
  return {
    type: `/api/problems#${refusal.code}`,
    status: statusFor(refusal.code, text.kind),
    code: refusal.code,
    title: titles[request.language],
    titles,
    ...(refusal.details.fields && { fields: refusal.details.fields }),
    ...(refusal.details.present !== undefined && { present: refusal.details.present }),
    requestId: request.id,
  };
}

function asRefusal(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error;
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown };
  if (typeof statusCode !== 'number' || statusCode < 400 || statusCode >= 500) return undefined;
  return new Refusal(codeOfFault(String(code), statusCode));
}

/** What the framework throws before a handler has its input. */
function codeOfFault(code: string, status: number): string {
  if (code === 'FST_ERR_BAD_URL' || code === 'FST_ERR_MAX_PARAM_LENGTH') return 'NOT_FOUND';
  if (status === 413) return 'BODY_TOO_LARGE';
  return status === 415 ? 'MEDIA_TYPE_UNKNOWN' : 'BODY_UNREADABLE';
}

function bugProblem(request: { id: string; language: 'zh' | 'en' }): Problem {
  const { zh, en } = platformTexts.INTERNAL;
  return {
    type: '/api/problems#INTERNAL',
    status: 500,
    code: 'INTERNAL',
    title: request.language === 'zh' ? zh : en,
    titles: { zh, en },
    requestId: request.id,
  };
}

function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
