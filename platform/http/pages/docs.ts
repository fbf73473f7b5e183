/** The description as a page for people: made from the document, so that both say the same. */
import type { OpenApi } from '../openapi/describe.ts';
import type { Content, Operation, Parameter, Response } from '../openapi/operation.ts';
import type { JsonSchema } from '../openapi/shapes.ts';
import { type Call, curlOf, parametersOf } from './curl.ts';
import { docsWords } from './docs-words.ts';
import { html, type Language, type Markup, pageOf } from './html.ts';
import { sketch } from './sketch.ts';

type Tag = OpenApi['tags'][number];

type Place = { document: OpenApi; language: Language; base: string };

/** The page. `base` is the address under which the reader reached the server. */
export function docsPage(document: OpenApi, language: Language, base: string): string {
  const say = docsWords[language];
  const place: Place = { document, language, base };
  const calls = callsOf(document);
  const jumps = document.tags.map((tag) => jumpPart(tag, language));
  const machines = html`<a href="/api/openapi.json">openapi.json</a>`;
  const body = html`<h1>${say.heading}</h1>
<p class="lead">${say.about} ${machines} · ${say.version} ${document.info.version}</p>
${signInPart(place)}
<nav class="jumps" aria-label="${say.modules}">${jumps}</nav>
${document.tags.map((tag) => tagPart(tag, calls, place))}`;
  return pageOf({ language, title: say.title, path: '/api/docs', body });
}

function jumpPart(tag: Tag, language: Language): Markup {
  return html`<a href="#tag-${tag.name}">${tag['x-title'][language]}</a>`;
}

function tagPart(tag: Tag, calls: readonly Call[], place: Place): Markup {
  const own = calls.filter((call) => call.operation.tags.includes(tag.name));
  return html`<section aria-labelledby="tag-${tag.name}">
<h2 id="tag-${tag.name}">${tag['x-title'][place.language]}</h2>
${own.map((call) => callPart(call, place))}
</section>`;
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
<h3>${say.staff}</h3><p>${say.staffAbout}</p>${codePart(staff)}
<h3>${say.machine}</h3><p>${say.machineAbout}</p>${codePart(machine)}
<h3>${say.conventions}</h3><ul>${say.rules.map((rule) => html`<li>${rule}</li>`)}</ul>
</div>
</details>`;
}

function callPart(call: Call, place: Place): Markup {
  const { method, path, operation } = call;
  const { language } = place;
  const isWrite = method !== 'get';
  const verb = html`<code class="method${isWrite && ' write'}">${method.toUpperCase()}</code>`;
  const about = html`<span class="about">${operation['x-summary'][language]}</span>`;
  return html`<details>
<summary>${verb} <code>${path}</code> ${about}</summary>
<div class="inside" id="${operation.operationId}">
${rightsPart(operation, language)}
${parametersPart(operation, language)}
${contentPart(docsWords[language].body, operation.requestBody?.content, place, false)}
<h3>${docsWords[language].example}</h3>
${codePart(curlOf(call, place.base))}
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
${tablePart(
  [say.name, say.where, say.shape],
  parameters.map((one) => parameterRow(one, language)),
)}`;
}

function parameterRow(one: Parameter, language: Language): Markup {
  const { inPath, inQuery } = docsWords[language];
  const name = html`<td><code>${one.name}${!one.required && '?'}</code></td>`;
  const where = html`<td>${one.in === 'path' ? inPath : inQuery}</td>`;
  return html`<tr>${name}${where}<td><code>${sketch(one.schema)}</code></td></tr>`;
}

function tablePart(heads: readonly string[], rows: readonly Markup[]): Markup {
  const head = html`<tr>${heads.map((text) => html`<th>${text}</th>`)}</tr>`;
  return html`<table class="narrow"><thead>${head}</thead>
<tbody>${rows}</tbody></table>`;
}

function contentPart(
  heading: string,
  content: Content | undefined,
  { document }: Place,
  showsExample: boolean,
): Markup[] {
  return Object.entries(content ?? {}).map(([mediaType, { schema, example }]) => {
    const type = mediaType !== '*/*' && html` <span class="soft">${mediaType}</span>`;
    const isShown = showsExample && mediaType === 'application/json' && example !== undefined;
    return html`<h3>${heading}${type}</h3>
${schema && codePart(sketch(resolved(schema, document)))}
${isShown && codePart(JSON.stringify(example, null, 2))}`;
  });
}

function codePart(text: string): Markup {
  return html`<pre tabindex="0"><code>${text}</code></pre>`;
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
  const rows = codes.map((code) => {
    const entry = document['x-refusals'][code];
    const href = `/api/problems?lang=${language}#${code}`;
    const named = html`<td><a href="${href}"><code>${code}</code></a></td>`;
    return html`<tr><td class="status">${entry?.status}</td>${named}<td>${entry?.[language]}</td></tr>`;
  });
  return html`<h3>${say.refusals}</h3>
${tablePart([say.status, say.code, say.meaning], rows)}`;
}
