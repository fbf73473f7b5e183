/** Pages without scripts and without anything from outside: a safe template, the frame of all. */

/** Text that is markup already. Made by `html` only, so that nothing else goes out unescaped. */
export type Markup = { markup: string };

export type Language = 'zh' | 'en';

type Piece = string | number | Markup | null | false | undefined | readonly Piece[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A template that escapes every value which is not markup itself. */
export function html(strings: TemplateStringsArray, ...values: Piece[]): Markup {
  const texts = strings.map((text, at) => text + (at < values.length ? written(values[at]) : ''));
  return { markup: texts.join('') };
}

function written(piece: Piece): string {
  if (piece === null || piece === undefined || piece === false) return '';
  if (typeof piece === 'object') {
    return 'markup' in piece ? piece.markup : piece.map(written).join('');
  }
  return String(piece).replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}

export type Page = {
  language: Language;
  title: string;
  /** The path of this page, for the other language and for the mark in the menu. */
  path: string;
  body: Markup;
  /** Seconds after which the browser looks again; for what is under way. */
  refresh?: number;
};

const menu = [
  { path: '/', zh: '首页', en: 'Home' },
  { path: '/api/docs', zh: '接口说明', en: 'Interface' },
  { path: '/api/problems', zh: '拒绝代码', en: 'Refusals' },
] as const;

/** `tag` is the language as browsers name it, `name` as its own readers do. */
const words = {
  zh: { tag: 'zh-CN', name: '中文', pages: '页面', skip: '跳到正文' },
  en: { tag: 'en', name: 'English', pages: 'Pages', skip: 'Skip to the content' },
} as const;

/** Where the stylesheet and the sign of the pages lie; both are served by `edges.ts`. */
export const STYLE_PATH = '/api/docs/style.css';
export const ICON_PATH = '/api/docs/icon.svg';

/** A whole page: Chinese unless asked otherwise, with the other language one link away. */
export function pageOf({ language, title, path, body, refresh }: Page): string {
  const say = words[language];
  const { markup } = html`<!doctype html>
<html lang="${say.tag}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${refresh && html`<meta http-equiv="refresh" content="${refresh}">`}
<title>${title}</title>
<link rel="icon" href="${ICON_PATH}" type="image/svg+xml">
<link rel="stylesheet" href="${STYLE_PATH}">
</head>
<body>
<a class="skip" href="#content">${say.skip}</a>
<header>
${namePart(language)}
<nav aria-label="${say.pages}">${menu.map((item) => menuItem(item, path, language))}</nav>
${otherLanguagePart(path, language)}
</header>
<main id="content" tabindex="-1">
${body}
</main>
</body>
</html>
`;
  return markup;
}

function namePart(language: Language): Markup {
  const icon = html`<img src="${ICON_PATH}" alt="" width="28" height="28">`;
  const name = html`邻里 <span lang="en">Linli</span>`;
  return html`<a class="name" href="/?lang=${language}">${icon}${name}</a>`;
}

function otherLanguagePart(path: string, language: Language): Markup {
  const other = language === 'zh' ? 'en' : 'zh';
  const { tag, name } = words[other];
  const href = `${path}?lang=${other}`;
  return html`<a class="language" href="${href}" lang="${tag}" hreflang="${tag}">${name}</a>`;
}

function menuItem(item: (typeof menu)[number], path: string, language: Language): Markup {
  const label = item[language];
  if (item.path === path) return html`<a href="#content" aria-current="page">${label}</a>`;
  return html`<a href="${item.path}?lang=${language}">${label}</a>`;
}
