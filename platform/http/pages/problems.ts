/** Every refusal with its meaning; a problem's `type` points to its place on this page. */
import type { OpenApi, RefusalEntry } from '../openapi/describe.ts';
import { html, type Language, type Markup, pageOf } from './html.ts';

const words = {
  zh: {
    title: '拒绝代码 · 邻里',
    heading: '拒绝代码',
    about:
      '平台不办理一项请求时，回答 application/problem+json（RFC 9457）：code 是固定代码，供程序判断；title 供人阅读；fields 指出有误的字段；requestId 可用来在日志中查找。花括号处会写明具体数值。',
    status: '状态码',
  },
  en: {
    title: 'Refusals · Linli',
    heading: 'Refusals',
    about:
      'When a request is not carried out, the answer is application/problem+json (RFC 9457): code is fixed and for programs, title is for people, fields names what is wrong, requestId finds the request in the log. Braces stand for a value that the answer fills in.',
    status: 'Status',
  },
} as const;

/** What each HTTP status stands for here. */
const statusWords: Readonly<Record<number, { zh: string; en: string }>> = {
  400: { zh: '内容有误', en: 'something in the input is not right' },
  401: { zh: '未登录或凭证有误', en: 'not signed in, or with the wrong proof' },
  403: { zh: '没有权限', en: 'no right to do this' },
  404: { zh: '没有找到，或不在范围内', en: 'not there, or outside one’s scope' },
  405: { zh: '方法不对', en: 'not this method' },
  409: { zh: '与现状不符', en: 'does not fit the present state' },
  413: { zh: '内容过大', en: 'too large' },
  415: { zh: '内容类型不对', en: 'not this type of content' },
  429: { zh: '过于频繁', en: 'too often' },
  500: { zh: '系统故障', en: 'a fault on our side' },
  503: { zh: '暂时不可用', en: 'not available just now' },
};

/** The page, by status and code. */
export function problemsPage(document: OpenApi, language: Language): string {
  const say = words[language];
  const entries = Object.entries(document['x-refusals']);
  const statuses = [...new Set(entries.map(([, entry]) => entry.status))].sort((a, b) => a - b);
  const jumps = statuses.map((status) => jumpPart(status, language));
  const body = html`<h1>${say.heading}</h1>
<p class="lead">${say.about}</p>
<nav class="jumps" aria-label="${say.status}">${jumps}</nav>
${statuses.map((status) => statusPart(status, entries, language))}`;
  return pageOf({ language, title: say.title, path: '/api/problems', body });
}

function jumpPart(status: number, language: Language): Markup {
  return html`<a href="#status-${status}">${status} ${statusWords[status]?.[language]}</a>`;
}

function statusPart(status: number, entries: [string, RefusalEntry][], language: Language): Markup {
  const own = entries.filter(([, entry]) => entry.status === status);
  const meaning = statusWords[status]?.[language];
  return html`<section aria-labelledby="status-${status}">
<h2 id="status-${status}"><span class="status">${status}</span> ${meaning}</h2>
<dl class="problems">${own.map(([code, entry]) => entryPart(code, entry, language))}</dl>
</section>`;
}

function entryPart(code: string, { zh, en }: RefusalEntry, language: Language): Markup {
  const chinese = html`<dd lang="zh-CN">${zh}</dd>`;
  const english = html`<dd lang="en">${en}</dd>`;
  const inOrder = language === 'zh' ? [chinese, english] : [english, chinese];
  return html`<div class="problem" id="${code}"><dt><a href="#${code}"><code>${code}</code></a></dt>${inOrder}</div>`;
}
