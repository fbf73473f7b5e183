/**
 * The description of the whole HTTP interface (OpenAPI 3.1), made from the endpoint tables that the
 * server itself runs on. Pure, and the same each time: `openapi.json` is committed and compared.
 */
import type { RefusalTexts } from '../../../kernel/endpoint.ts';
import { statusFor } from '../problem.ts';
import { allTexts, type HttpModule } from '../serve.ts';
import {
  type Operation,
  operationOf,
  problemExample,
  type Reference,
  type Response,
  refusalOf,
  type Said,
  type Shapes,
} from './operation.ts';
import { ownOperations } from './own.ts';
import { components, parts } from './parts.ts';

/** What the description needs of a module. */
export type Described = Pick<HttpModule, 'name' | 'api' | 'texts'>;

export type DescribeInfo = {
  version: string;
  /** What each module is called by people, by its name; in the order in which they are read. */
  titles: Readonly<Record<string, Said>>;
};

export type RefusalEntry = Said & { status: number };

export type OpenApi = {
  openapi: '3.1.1';
  info: { title: string; version: string; description: string; license: object };
  servers: { url: string; description: string }[];
  tags: { name: string; description: string; 'x-title': Said }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Shapes;
    parameters: object;
    headers: object;
    responses: Record<string, Response>;
    securitySchemes: object;
  };
  /** Every refusal that the house knows, those of the command line among them. */
  'x-refusals': Record<string, RefusalEntry>;
};

/** Throws when two endpoints share a name or a title is missing: both would show as nonsense. */
export function describe(given: readonly Described[], info: DescribeInfo): OpenApi {
  const order = Object.keys(info.titles);
  const modules = given.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  const texts = allTexts(modules);
  const shapes: Shapes = {};
  const paths: OpenApi['paths'] = {};
  const seen = new Set<string>();
  for (const { name: module, api } of modules) {
    for (const [name, endpoint] of Object.entries(api)) {
      if (seen.has(name)) throw new Error(`two endpoints are called ${name}`);
      seen.add(name);
      const place = (paths[endpoint.path] ??= {});
      const operation = operationOf({ module, name, endpoint }, texts, shapes);
      place[endpoint.method.toLowerCase()] = operation;
    }
  }
  const refusals = loneRefusals(paths, texts);
  const example = problemExample(400, 'INPUT_INVALID', texts);
  return {
    openapi: '3.1.1',
    info: {
      title: 'Linli 邻里',
      version: info.version,
      description: parts.description,
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/', description: '本服务 / This server' }],
    tags: [...modules.map(({ name }) => tagOf(name, info)), ownTag],
    paths: { ...paths, ...ownOperations() },
    components: components(shapes, refusals, example),
    'x-refusals': refusalList(texts),
  };
}

/** Answers that operations refer to by the code of the one refusal that they are. */
function loneRefusals(paths: OpenApi['paths'], texts: RefusalTexts): Record<string, Response> {
  const operations = Object.values(paths).flatMap((place) => Object.values(place));
  const codes = operations
    .flatMap(({ responses }) => Object.values(responses))
    .filter((response): response is Reference => '$ref' in response)
    .map((response) => response.$ref.split('/').at(-1) ?? '');
  const sorted = [...new Set(codes)].sort();
  return Object.fromEntries(sorted.map((code) => [code, refusalOf([code], texts)]));
}

const ownTag = {
  name: 'server',
  description: '服务自身 / The server itself',
  'x-title': { zh: '服务自身', en: 'The server itself' },
};

function tagOf(name: string, { titles }: DescribeInfo) {
  const title = titles[name];
  if (!title) throw new Error(`the module ${name} has no title`);
  return { name, description: `${title.zh} / ${title.en}`, 'x-title': title };
}

function refusalList(texts: RefusalTexts): OpenApi['x-refusals'] {
  const codes = Object.keys(texts).sort();
  return Object.fromEntries(
    codes.flatMap((code) => {
      const text = texts[code];
      if (!text) return [];
      return [[code, { status: statusFor(code, text.kind), zh: text.zh, en: text.en }]];
    }),
  );
}
