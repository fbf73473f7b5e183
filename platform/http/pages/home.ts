/** The plain page at `/`: what runs, how it is, and where to go on. */
import { html, type Language, type Markup, pageOf } from './html.ts';

/** Something that everyone who comes should know: the demo, and how far it is loaded. */
export type Notice = {
  zh: string;
  en: string;
  /** From 0 to 1 while something is under way; the page then looks again by itself. */
  progress?: number;
};

export type HomeFacts = {
  version: string;
  notice: Notice | null;
  /** Each thing that must be well for the server to serve, and whether it is. */
  checks: Readonly<Record<string, boolean>>;
};

const REFRESH_SECONDS = 3;

const words = {
  zh: {
    title: '邻里 Linli',
    about: '区县社会治理中心的开放平台：受理、派单、办理、核查、答复、评价，全程可查证。',
    running: '运行情况',
    version: '版本',
    state: '状态',
    ready: '正常',
    unready: '暂不能受理请求',
    fine: '正常',
    broken: '异常',
    doors: '入口',
    progress: '载入进度',
  },
  en: {
    title: 'Linli 邻里',
    about:
      'An open platform for a district’s governance centre: what comes in is dispatched, handled, checked, answered and rated, and all of it can be proved.',
    running: 'What runs',
    version: 'Version',
    state: 'State',
    ready: 'well',
    unready: 'cannot serve just now',
    fine: 'well',
    broken: 'not well',
    doors: 'Where to go on',
    progress: 'Loaded so far',
  },
} as const;

const checkNames: Readonly<Record<string, { zh: string; en: string }>> = {
  database: { zh: '数据库', en: 'Database' },
  migrations: { zh: '数据结构版本', en: 'Schema of the database' },
};

const doors = [
  {
    href: '/api/docs',
    zh: ['接口说明', '全部接口、示例和拒绝代码'],
    en: ['The interface', 'All endpoints, with examples and refusals'],
  },
  {
    href: '/api/openapi.json',
    zh: ['openapi.json', '机器可读的接口说明（OpenAPI 3.1）'],
    en: ['openapi.json', 'The description for machines (OpenAPI 3.1)'],
  },
  {
    href: '/api/problems',
    zh: ['拒绝代码', '每个代码的含义'],
    en: ['Refusals', 'What each code means'],
  },
  {
    href: '/readyz',
    zh: ['健康检查', '供监控使用'],
    en: ['Health', 'For monitoring'],
  },
] as const;

/** The page. */
export function homePage(facts: HomeFacts, language: Language): string {
  const say = words[language];
  const isReady = Object.values(facts.checks).every(Boolean);
  const isLoading = facts.notice?.progress !== undefined && facts.notice.progress < 1;
  const body = html`<h1>${say.title}</h1>
<p class="lead">${say.about}</p>
${facts.notice && noticePart(facts.notice, language)}
<h2>${say.running}</h2>
<dl class="facts">
<dt>${say.version}</dt><dd>${facts.version}</dd>
${statePart(say.state, isReady, isReady ? say.ready : say.unready)}
${Object.entries(facts.checks).map((check) => checkPart(check, language))}
</dl>
<h2>${say.doors}</h2>
<ul class="doors">${doors.map((door) => doorPart(door, language))}</ul>`;
  return pageOf({
    language,
    title: say.title,
    path: '/',
    body,
    ...(isLoading && { refresh: REFRESH_SECONDS }),
  });
}

function statePart(name: string, isWell: boolean, state: string): Markup {
  return html`<dt>${name}</dt><dd class="${isWell ? 'good' : 'bad'}">${state}</dd>`;
}

function checkPart([name, isWell]: [string, boolean], language: Language): Markup {
  const { fine, broken } = words[language];
  return statePart(checkNames[name]?.[language] ?? name, isWell, isWell ? fine : broken);
}

function noticePart(notice: Notice, language: Language): Markup {
  const { progress } = notice;
  const bar =
    progress !== undefined && progress < 1
      ? html`<progress max="100" value="${Math.floor(progress * 100)}" aria-label="${words[language].progress}"></progress>`
      : null;
  return html`<div class="notice" role="status"><p>${notice[language]}</p>${bar}</div>`;
}

function doorPart(door: (typeof doors)[number], language: Language): Markup {
  const [name, about] = door[language];
  const isPage = door.href.startsWith('/api/') && !door.href.endsWith('.json');
  const href = isPage ? `${door.href}?lang=${language}` : door.href;
  return html`<li><a href="${href}"><b>${name}</b><span>${about}</span></a></li>`;
}
