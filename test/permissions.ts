/**
 * `npm run docs:permissions`: writes docs/permissions.md from the endpoint tables, the roles and
 * the process definitions. That the house keeps to them is proved by `matrix.test.ts`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { endpointTables, moduleTitles } from '../endpoints.ts';
import type { Endpoint } from '../kernel/endpoint.ts';

const ROOT = join(import.meta.dirname, '..');
const read = (file: string): unknown => parse(readFileSync(join(ROOT, file), 'utf8'));

type Words = { zh: string; en: string };
const roles = read('modules/identity/roles.yaml') as Record<
  string,
  Words & { permissions: string[] }
>;
type Taker = { roles?: string[]; standing: string };
type Process = { title: Words; actions: Record<string, Words & { by: Taker[] }> };
const processes = [
  'modules/matters/process/intake.yaml',
  'modules/reports/process/report.yaml',
].map((file) => read(file) as Process);

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const codes = Object.keys(roles);
const both = ({ zh, en }: Words) => `${zh} ${en}`;
const OPEN: Record<string, string> = { public: 'everyone', signedIn: 'whoever is signed in' };

function whoMay({ permission }: Endpoint): string {
  const holders = codes.filter((code) => roles[code]?.permissions.includes(permission));
  return OPEN[permission] ?? `\`${permission}\`: ${holders.join(', ') || 'nobody'}`;
}

function endpointRows(api: Record<string, Endpoint>): string[][] {
  return Object.values(api).map((endpoint) => [
    `\`${endpoint.method} ${endpoint.path}\``,
    both(endpoint.summary),
    whoMay(endpoint),
    endpoint.journal === 'none' ? '' : endpoint.journal,
  ]);
}

/** What the standings of a process mean. */
const standings: Record<string, string> = {
  reporter: 'who reported it',
  follower: 'whom it troubles too',
  anyResident: 'any resident',
  owner: 'in the organisation that owns it',
  ownerOrAbove: 'in the organisation that owns it or above',
  above: 'strictly above all who have it',
  region: 'with the place in the regions of the post',
  handlingOrg: 'in the handling organisation or below',
  supportingOrg: 'in a supporting organisation or below, while it works',
  verifier: 'in the verifying organisation or below, while it verifies',
  independent: 'with the place in the regions of the post, apart from all who handled it',
  issuer: 'in the organisation that sent it or above',
  superviser: 'in the organisation that supervises it',
  superviseTarget: 'in the organisation under supervision or below',
  system: 'the program itself',
};

function takerText({ roles: named, standing }: Taker): string {
  const where = standings[standing];
  if (!where) throw new Error(`no words for the standing ${standing}`);
  return named ? `${named.join(', ')} — ${where}` : where;
}

const actionRows = ({ actions }: Process) =>
  Object.entries(actions).map(([name, action]) => [
    `\`${name}\``,
    both(action),
    action.by.map(takerText).join('; '),
  ]);

function render(): string {
  const permissions = [...new Set(codes.flatMap((code) => roles[code]?.permissions ?? []))];
  const marks = permissions.map((permission) => [
    `\`${permission}\``,
    ...codes.map((code) => (roles[code]?.permissions.includes(permission) ? '●' : '')),
  ]);
  const names = codes.map((code) => [`\`${code}\``, roles[code]?.zh ?? '', roles[code]?.en ?? '']);
  const parts = [
    '# Who may do what\n\nMade from the endpoint tables, `modules/identity/roles.yaml` and the',
    'process definitions by `npm run docs:permissions`: change it there. `test/matrix.test.ts` holds',
    'the house against a table of its own, for every role and every relation to a matter.\n',
    'A matter is in sight of staff and machines with `matter.read` whose regions hold its place, or',
    'whose organisation owns, handles, supports, verifies or is supervised on it; of residents, when',
    'it is their own. Out of sight it does not exist (404); in sight, without the right, the answer',
    'is 403. To take an action staff and machines hold `matter.act` and stand where the action says;',
    'what a complaint is about, and those below it, take none and open no persons.\n',
    `## Roles\n\n${table(['role', '中文', 'English'], names)}\n`,
    `## Permissions\n\n${table(['permission', ...codes], marks)}\n`,
    '## Endpoints\n\nThe last column is the verb in the access log; `log` is the matter’s own.\n',
    ...endpointTables.map(
      ({ name, api }) =>
        `### ${both(moduleTitles[name as keyof typeof moduleTitles])}\n\n${table(['endpoint', 'what', 'who', 'log'], endpointRows(api))}\n`,
    ),
    '## Actions on a matter\n',
    ...processes.map(
      (process) =>
        `### ${both(process.title)}\n\n${table(['action', 'what', 'who'], actionRows(process))}\n`,
    ),
  ];
  return parts.join('\n');
}

if (import.meta.main) writeFileSync(join(ROOT, 'docs/permissions.md'), render());
