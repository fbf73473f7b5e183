/**
 * Every number that Linli answers, by what it is: a figure by which places or organs may be told
 * apart (an indicator, read and held to the rule that being petitioned is never punished), what
 * waits in somebody's own scope, or no figure of anybody's doing. What stands nowhere here may not
 * be answered: `numbersOf` finds each in the contracts.
 */
import { z } from 'zod';
import { endpointTables } from '../endpoints.ts';

export type Better = 'higher' | 'lower';
/** `untouched`: no act on a petition changes it at all. */
export type Reading = { name: string; better: Better | 'untouched'; value: number | null };

type Rate = { numerator: number; denominator: number };
type Body = Record<string, unknown>;
type Indicator = {
  /** Without the county and period. */
  endpoint: string;
  query: string;
  /** Paths of its numbers, each to the last dot or whole. */
  covers: readonly string[];
  read: (body: Body) => Reading[];
};

const share = ({ numerator, denominator }: Rate) =>
  denominator > 0 ? numerator / denominator : null;
const named = (name: string, better: Reading['better'], value: number | null): Reading => ({
  name,
  better,
  value,
});

type Line = Record<string, unknown> & { key: string };
const counts = ['received', 'reopened', 'objections', 'selfHandled'] as const;
const sumOf = (parts: unknown) =>
  Object.values(parts as Record<string, number>).reduce((sum, n) => sum + n, 0);

function ofLine(line: Line, when: string): Reading[] {
  const of = (name: string) => `figures ${when} ${line.key} ${name}`;
  return [
    named(of('onTime'), 'higher', share(line.onTimeClosureRate as Rate)),
    named(of('rework'), 'untouched', share(line.reworkRate as Rate)),
    named(of('answerHours'), 'untouched', share(line.meanAnswerHours as Rate)),
    named(of('rating'), 'untouched', share(line.meanRating as Rate)),
    named(of('breached'), 'lower', line.breached as number),
    named(of('stock'), 'untouched', sumOf(line.stock)),
    named(of('open'), 'untouched', sumOf(line.open)),
    named(of('closed'), 'untouched', sumOf(line.closed)),
    ...counts.map((name) => named(of(name), 'untouched', line[name] as number)),
  ];
}

const figures = (by: string): Indicator => ({
  endpoint: 'GET /api/figures',
  query: `&by=${by}&compare=true`,
  covers: ['items[]', 'pop.items[]', 'yoy.items[]'].map((part) => `GET /api/figures.${part}`),
  read: (body) =>
    [body, body.pop as Body, body.yoy as Body].flatMap(({ from, items }) =>
      (items as Line[]).flatMap((line) => ofLine(line, String(from))),
    ),
});

type Org = { org: { id: string }; rates: Record<string, Rate> };
const orgRate = { onTime: 'higher', rework: 'untouched', return: 'untouched', rating: 'untouched' };

const orgs: Indicator = {
  endpoint: 'GET /api/figures/orgs',
  query: '',
  covers: ['GET /api/figures/orgs.items[]', 'GET /api/figures/orgs/{org}/matters'],
  read: (body) =>
    (body.items as Org[]).flatMap(({ org, rates }) =>
      Object.entries(rates).map(([name, rate]) => {
        // A rate that is not known here is read as one that must stay as it is.
        const better = (orgRate as Record<string, Better | 'untouched'>)[name] ?? 'untouched';
        return named(`org ${org.id} ${name}`, better, share(rate));
      }),
    ),
};

type PublicLine = Record<string, number | null | { value: number }> & { region: string };
const publicFigures: Indicator = {
  endpoint: 'GET /api/public/figures',
  query: '',
  covers: ['GET /api/public/figures.county', 'GET /api/public/figures.towns[]'],
  read: (body) =>
    [body.county as PublicLine, ...(body.towns as PublicLine[])].flatMap((line) =>
      Object.entries(line)
        .filter(([name]) => name !== 'region' && name !== 'name')
        .map(([name, cell]) => {
          const value = cell !== null && typeof cell === 'object' ? cell.value : cell;
          const better = name === 'onTimeRate' ? 'higher' : 'untouched';
          return named(
            `public ${line.region} ${name}`,
            better,
            typeof value === 'number' ? value : null,
          );
        }),
    ),
};

type Wall = {
  today: Record<string, unknown>;
  towns: (Record<string, number> & { code: string })[];
};
const wall: Indicator = {
  endpoint: 'GET /api/wall',
  query: '',
  covers: ['GET /api/wall.today', 'GET /api/wall.towns[]'],
  read: (body) => {
    const { today, towns } = body as unknown as Wall;
    const plain = ['received', 'closed', 'selfHandled'] as const;
    return [
      named('wall onTime', 'higher', share(today.onTimeClosureRate as Rate)),
      named('wall answerHours', 'untouched', share(today.meanAnswerHours as Rate)),
      named('wall rating', 'untouched', share(today.meanRating as Rate)),
      ...plain.map((name) => named(`wall ${name}`, 'untouched', today[name] as number)),
      ...towns.flatMap(({ code, received, closed }) => [
        named(`wall ${code} received`, 'untouched', received ?? null),
        named(`wall ${code} closed`, 'untouched', closed ?? null),
      ]),
    ];
  },
};

export const indicators: readonly Indicator[] = [
  ...['total', 'town', 'village', 'category'].map(figures),
  orgs,
  publicFigures,
  wall,
];

/** Work that waits in the reader's own scope: nobody is compared by it, nothing is scored. */
const work = [
  'GET /api/wall.open',
  'GET /api/wall.rungs',
  'GET /api/orgs/loads.items[]',
  'GET /api/matters/counts.items[].count',
  'GET /api/rulebook/process/{kind}/running.items[].open',
  'GET /api/patrol/',
  'POST /api/patrol/',
  'PUT /api/patrol/',
  'GET /api/field/shift.patrol.items[].missed',
  // How much a mediator has at hand, to whoever appoints one.
  'GET /api/matters/{number}/mediators.items[].load',
  'POST /api/matters/{number}/mediator-choice.items[].load',
  'POST /api/matters/{number}/mediator-interests.items[].load',
  // The same shape for a party by their link, to whom it is always null.
  'GET /api/invitations/{invitation}.mediators.items[].load',
  ...[
    'answer',
    'reminders',
    'channel-wish',
    'mediator-choice',
    'mediator-interests',
    'replacement',
  ].map((act) => `POST /api/invitations/{invitation}/${act}.mediators.items[].load`),
  // Of disputes alone: no petition is among them, and no organisation is named.
  'GET /api/disputes/analysis.',
  // What an office took on by its own choice: no petition enters it by coming, or leaves it.
  'GET /api/petitions/listed.rate',
  // Turns of one day: how many there are, how many are left, which is one's own.
  'GET /api/public/reception-days',
  'POST /api/public/reception-days',
  'GET /api/my/appointments.',
  'POST /api/my/appointments/',
  'GET /api/reception/',
  'POST /api/reception/',
  'PUT /api/reception/',
];

/** Counts of petitions, told where art. 41 wants them and nowhere else. */
const yearlyReport = ['GET /api/petitions/yearly/{year}.groups'];

/** Of one matter, to whoever has it before them. */
const ofOneMatter = ['objectionCount', 'openedCount', 'ratingCount', 'ratingMean', 'reopenCount'];
const alsoOfOne = ['reporterCount', 'returns', 'reworkCount', 'replyCount', 'score', 'missing'];

/** Measures of things, places on a page, bounds of input, steps of a technical act. */
const ofThings = `added after amount areaBeforeM2 areaM2 at atLeast attempts basedOn before
  bounds brokenAt bytes changed checkpoint contract coordinates count dayMinutes days distanceM
  edition ended errors faulty feature features from grievanceDays height hidden lat least leaves
  loadMost lon matters max maxZoom metres min minZoom minutes missingCharacters ms next number
  of offset partBytesMax parts place progress revision row rows ruleCount seats seq shape share
  tileSize times to unchanged undrawn used validMinutes version warnings weekend
  width year`.split(/\s+/);

const plain = new Set([...ofOneMatter, ...alsoOfOne, ...ofThings]);

/** Every number in the answers of the house, as `METHOD /path.field[].field`. */
export function numbersOf(tables: typeof endpointTables = endpointTables): string[] {
  return tables.flatMap(({ api }) =>
    Object.values(api).flatMap(({ method, path, answer }) => {
      if (!(answer instanceof z.ZodType)) return [];
      const schema = z.toJSONSchema(answer, { unrepresentable: 'any' }) as Node;
      const found = new Set<string>();
      walk(schema, { path: '', found, defs: schema.$defs ?? {}, depth: 0 });
      return [...found].map((at) => `${method} ${path}${at}`);
    }),
  );
}

/** Numbers that are answered and of which nobody said what they are. */
export function unregistered(numbers: readonly string[]): string[] {
  const known = [...indicators.flatMap(({ covers }) => covers), ...work, ...yearlyReport];
  return numbers.filter((at) => {
    const name = at.split('.').at(-1)?.replaceAll('[]', '') ?? '';
    return !known.some((start) => at.startsWith(start)) && !plain.has(name);
  });
}

type Node = {
  $ref?: string;
  $defs?: Record<string, Node>;
  type?: string | string[];
  properties?: Record<string, Node>;
  items?: Node;
  prefixItems?: Node[];
  additionalProperties?: Node | boolean;
  anyOf?: Node[];
  oneOf?: Node[];
  allOf?: Node[];
};
type Walk = { path: string; found: Set<string>; defs: Record<string, Node>; depth: number };

function walk(node: Node, at: Walk): void {
  if (at.depth > 14) return;
  const to = (next: Node | undefined, step: string) =>
    next && walk(next, { ...at, path: at.path + step, depth: at.depth + 1 });
  if (node.$ref) to(at.defs[node.$ref.split('/').at(-1) ?? ''], '');
  const types = [node.type].flat();
  if (types.includes('number') || types.includes('integer')) at.found.add(at.path);
  for (const [name, next] of Object.entries(node.properties ?? {})) to(next, `.${name}`);
  to(node.items, '[]');
  for (const next of node.prefixItems ?? []) to(next, '[]');
  if (typeof node.additionalProperties === 'object') to(node.additionalProperties, '.*');
  for (const next of [node.anyOf, node.oneOf, node.allOf].flatMap((all) => all ?? [])) to(next, '');
}
