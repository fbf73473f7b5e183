/** The description as a page for people: made from the document, so that both say the same. */
import type { OpenApi } from '../openapi/describe.ts';
import type { Content, Operation, Response } from '../openapi/operation.ts';
import type { JsonSchema } from '../openapi/shapes.ts';
import { type Call, curlOf, parametersOf } from './curl.ts';
import { docsWords } from './docs-words.ts';
import { html, type Language, type Markup, pageOf } from './html.ts';
import { sketch } from './sketch.ts';

type Place = { document: OpenApi; language: Language; base: string };

/** The page. `base` is the address under which the reader reached the server. */
export function docsPage(document: OpenApi, language: Language, base: string): string {
  const say = docsWords[language];
  const place: Place = { document, language, base };
  const calls = callsOf(document);
  const body = html`<h1>${say.heading}</h1>
<p class="lead">${say.about} <a href="/api/openapi.json">openapi.json</a> · ${say.version} ${document.info.version}</p>
${signInPart(place)}
<nav class="jumps" aria-label="${say.modules}">${document.tags.map((tag) => html`<a href="#tag-${tag.name}">${tag['x-title'][language]}</a>`)}</nav>
${document.tags.map(
  (tag) => html`<section aria-labelledby="tag-${tag.name}">
<h2 id="tag-${tag.name}">${tag['x-title'][language]}</h2>
${calls.filter((call) => call.operation.tags.includes(tag.name)).map((call) => callPart(call, place))}
</section>`,
)}`;
  return pageOf({ language, title: say.title, path: '/api/docs', body });
}

function callsOf(document: OpenApi): Call[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({ method, path, operation })),
  );
}

function signInPart({ language, base }: Place): Markup {
  const say = docsWords[language];
  const staff = `curl -c linli.cookies ${base}/api/staff/sign-in \\
  -H 'Content-Type: application/json' \\
  -d '{"name": "dispatcher", "password": "linli-demo"}'`;
  const machine = `curl ${base}/api/session -H 'Authorization: Bearer ${say.key}'`;
  return html`<details>
<summary><b>${say.before}</b></summary>
<div class="inside">
<h3>${say.staff}</h3><p>${say.staffAbout}</p><pre tabindex="0"><code>${staff}</code></pre>
<h3>${say.machine}</h3><p>${say.machineAbout}</p><pre tabindex="0"><code>${machine}</code></pre>
<h3>${say.conventions}</h3><ul>${say.rules.map((rule) => html`<li>${rule}</li>`)}</ul>
</div>
</details>`;
}

function callPart(call: Call, place: Place): Markup {
  const { method, path, operation } = call;
  const { language } = place;
  const isWrite = method !== 'get';
  return html`<details>
<summary><code class="method${isWrite && ' write'}">${method.toUpperCase()}</code> <code>${path}</code> <span class="about">${operation['x-summary'][language]}</span></summary>
<div class="inside" id="${operation.operationId}">
${rightsPart(operation, language)}
${parametersPart(operation, language)}
${contentPart(docsWords[language].body, operation.requestBody?.content, place, false)}
<h3>${docsWords[language].example}</h3>
<pre tabindex="0"><code>${curlOf(call, place.base)}</code></pre>
${answerParts(operation, place)}
${refusalsPart(operation, place)}
</div>
</details>`;
}

function rightsPart(operation: Operation, language: Language): Markup {
  const say = docsWords[language];
  const permission = operation['x-permission'];
  const named = { public: say.public, signedIn: say.signedIn }[permission];
  const journal = operation['x-journal'];
  const logged = { none: say.unlogged, log: say.inMatterLog }[journal];
  return html`<dl class="facts">
<dt>${say.who}</dt><dd>${named ?? html`${say.permission} <code>${permission}</code>`}</dd>
<dt>${say.trace}</dt><dd>${logged ?? html`${say.accessLog} <code>${journal}</code>`}</dd>
</dl>`;
}

function parametersPart(operation: Operation, language: Language): Markup | null {
  const say = docsWords[language];
  const parameters = parametersOf(operation);
  if (parameters.length === 0) return null;
  return html`<h3>${say.parameters}</h3>
<table class="narrow"><thead><tr><th>${say.name}</th><th>${say.where}</th><th>${say.shape}</th></tr></thead>
<tbody>${parameters.map((one) => html`<tr><td><code>${one.name}${!one.required && '?'}</code></td><td>${one.in === 'path' ? say.inPath : say.inQuery}</td><td><code>${sketch(one.schema)}</code></td></tr>`)}</tbody></table>`;
}

function contentPart(
  heading: string,
  content: Content | undefined,
  { document }: Place,
  showsExample: boolean,
): Markup[] {
  return Object.entries(content ?? {}).map(([mediaType, { schema, example }]) => {
    const isJson = mediaType === 'application/json';
    return html`<h3>${heading}${mediaType !== '*/*' && html` <span class="soft">${mediaType}</span>`}</h3>
${schema && html`<pre tabindex="0"><code>${sketch(resolved(schema, document))}</code></pre>`}
${isJson && showsExample && example !== undefined && html`<pre tabindex="0"><code>${JSON.stringify(example, null, 2)}</code></pre>`}`;
  });
}

function resolved(schema: JsonSchema, document: OpenApi): JsonSchema {
  const name = schema.$ref?.split('/').at(-1);
  return name ? (document.components.schemas[name] ?? schema) : schema;
}

function answerParts(operation: Operation, place: Place): Markup[] {
  const say = docsWords[place.language];
  return Object.entries(operation.responses)
    .filter(([status]) => Number(status) < 400)
    .map(([status, response]) => {
      const answer = response as Response;
      const heading = `${say.answer} ${status}`;
      if (answer.content) return html`${contentPart(heading, answer.content, place, true)}`;
      return html`<h3>${heading}</h3><p class="soft">${status === '302' ? say.goesOn : say.empty}</p>`;
    });
}

function refusalsPart(operation: Operation, { document, language }: Place): Markup | null {
  const say = docsWords[language];
  const codes = Object.values(operation.responses).flatMap((response) =>
    '$ref' in response ? [response.$ref.split('/').at(-1) ?? ''] : (response['x-refusals'] ?? []),
  );
  if (codes.length === 0) return null;
  return html`<h3>${say.refusals}</h3>
<table class="narrow"><thead><tr><th>${say.status}</th><th>${say.code}</th><th>${say.meaning}</th></tr></thead>
<tbody>${codes.map((code) => {
    const entry = document['x-refusals'][code];
    return html`<tr><td class="status">${entry?.status}</td><td><a href="/api/problems?lang=${language}#${code}"><code>${code}</code></a></td><td>${entry?.[language]}</td></tr>`;
  })}</tbody></table>`;
}
