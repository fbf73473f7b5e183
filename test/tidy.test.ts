/**
 * The habits of the house as tests: lines, lengths, words, purity, ownership of tables. Each check
 * is tried on a planted violation first, so that a check which sees nothing cannot pass for one
 * that finds nothing.
 */
import { describe, expect, it } from 'vitest';
import { readGlossary } from './glossary.ts';
import { missingFrom, readLock } from './lock.ts';
import { ownershipFaults, strayStatements } from './tidy/owners.ts';
import { readSchema } from './tidy/schema.ts';
import {
  exportedNames,
  isCode,
  isTest,
  literalsOf,
  readGenerated,
  sources,
} from './tidy/sources.ts';
import { lengthFaults, lineFaults, lineRules } from './tidy/text.ts';
import { addressesIn, nameFaults, unknownWords, wordsOf } from './tidy/words.ts';

const all = sources();
const product = all.filter((source) => isCode(source) && !isTest(source));
const glossary = readGlossary();
const tables = readSchema(readGenerated('db/schema.sql') ?? '');

describe('lines', () => {
  it('keep the rules of the house', () => {
    expect(all.flatMap(lineFaults)).toEqual([]);
  });

  it('stand in files of at most 500', () => {
    expect(all.flatMap(lengthFaults)).toEqual([]);
    const long = { path: 'kernel/x.ts', text: 'a;\n'.repeat(501) };
    expect(lengthFaults(long)).toHaveLength(1);
  });

  const rules = 'modules/petitions/rules/accept.ts';
  /** Put together here, so that no host of a registry stands in the repo. */
  const host = ['registry', 'example', 'org'].join('.');
  const planted: Record<string, [path: string, line: string, fair: string]> = {
    'todo-without-issue': ['kernel/x.ts', '// TODO later', '// TODO(#12): later'],
    'machine-path': ['README.md', 'cd /home/me/linli', 'cd linli/home/x'],
    'registry-host': ['.npmrc', `registry=https://${host}`, 'save-exact=true'],
    'module-mock': ['modules/a/rules.test.ts', "vi.mock('./store.ts')", 'vi.fn()'],
    'sleep-in-test': ['modules/a/jobs.test.ts', 'await sleep(20);', 'await expect.poll(f)'],
    impure: [rules, 'const now = new Date();', 'const at = new Date(now);'],
  };

  it('have a planted violation for each rule', () => {
    expect(Object.keys(planted).sort()).toEqual(lineRules.map((rule) => rule.name).sort());
  });

  it.each(Object.entries(planted))('fail on %s', (name, [path, line, fair]) => {
    expect(lineFaults({ path, text: `\n${line}\n` })[0]).toContain(`${path}:2 ${name}`);
    expect(lineFaults({ path, text: fair })).toEqual([]);
  });

  it('are at most 100 wide, a long sentence aside', () => {
    expect(lineFaults({ path: 'kernel/x.ts', text: 'x'.repeat(101) })).toHaveLength(1);
    const long = `const a = '${'x'.repeat(101)}';`;
    expect(lineFaults({ path: 'kernel/x.ts', text: long })).toEqual([]);
  });
});

describe('the glossary', () => {
  it('gives each code one meaning', () => {
    const codes = glossary.flatMap((word) => word.code.split('/'));
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it('refuses no code of its own', () => {
    const codes = glossary.flatMap((word) => word.code.split('/'));
    expect(codes.flatMap((code) => nameFaults(code, 'code', glossary))).toEqual([]);
  });

  it('is kept in exported names and in the fields of contracts', () => {
    const faults = product.flatMap((source) =>
      exportedNames(source).flatMap((name) =>
        nameFaults(name, 'code', glossary).map((fault) => `${source.path}: ${fault}`),
      ),
    );
    expect(faults).toEqual([]);
  });

  it('is kept in tables, columns and addresses', () => {
    const data = tables.flatMap((table) => [
      `${table.schema}.${table.name}`,
      ...table.columns.map((c) => `${table.name}.${c}`),
    ]);
    const addresses = product.flatMap((source) => addressesIn(literalsOf(source)));
    const names = [...data, ...addresses];
    expect(names.flatMap((name) => nameFaults(name, 'data', glossary))).toEqual([]);
  });

  it('knows every word in the name of a table', () => {
    const ours = tables.filter((table) => table.schema !== 'platform');
    const unknown = ours.flatMap((table) =>
      unknownWords(table.name, glossary).map((word) => `${table.schema}.${table.name}: ${word}`),
    );
    expect(unknown).toEqual([]);
  });

  it.each([
    ['listTickets', 'code', 'matter'],
    ['openCase', 'code', 'matter'],
    ['CASE_NOT_OPEN', 'code', 'matter'],
    ['sla_hours', 'data', 'clock/dueAt'],
    ['/api/citizens/{id}', 'data', 'resident'],
    ['resident.user', 'data', 'account'],
  ] as const)('refuses %s in %s for %s', (name, where, instead) => {
    expect(nameFaults(name, where, glossary).join()).toContain(`but ${instead} `);
  });

  it.each([
    ['toCamelCase', 'code'],
    ['decisionRiskAssessment', 'code'],
    ['user_agent', 'data'],
    ['userMenu', 'code'],
    ['issuer', 'data'],
  ] as const)('lets %s stand in %s', (name, where) => {
    expect(nameFaults(name, where, glossary)).toEqual([]);
  });

  it('parts names into words', () => {
    expect(wordsOf('HTTPServer/dueAt_x')).toEqual(['http', 'server', 'due', 'at', 'x']);
  });
});

describe('tables', () => {
  const known = new Set(tables.map((table) => table.schema));

  it('are named only in the statements of their owner', () => {
    expect(product.flatMap((source) => ownershipFaults(source, known))).toEqual([]);
  });

  it('are reached from store and reports alone', () => {
    const modules = product.filter((source) => source.path.startsWith('modules/'));
    expect(modules.flatMap(strayStatements)).toEqual([]);
  });

  it.each([
    ["q.selectFrom('matter.entry')"],
    ["q.selectFrom('petition.filing').innerJoin('matter.entry', 'a', 'b')"],
    ['sql`select 1 from matter.entry`'],
  ])('of another module would be found in %s', (text) => {
    const path = 'modules/petitions/store.ts';
    expect(ownershipFaults({ path, text }, new Set(['matter', 'petition']))).toHaveLength(1);
    expect(
      ownershipFaults({ path: 'modules/matters/store.ts', text }, new Set(['matter'])),
    ).toEqual([]);
  });

  it('would be missed at their place by a stray statement', () => {
    const text = "import { q, type Tx } from '../../platform/db/index.ts';";
    expect(strayStatements({ path: 'modules/a/actions.ts', text })).toHaveLength(1);
    expect(strayStatements({ path: 'modules/a/store.ts', text })).toEqual([]);
    const typeOnly = "import type { Tx } from '../../platform/db/index.ts';";
    expect(strayStatements({ path: 'modules/a/actions.ts', text: typeOnly })).toEqual([]);
  });
});

describe('the lock', () => {
  it('names the binaries of every system, else npm ci refuses it (npm run lock)', () => {
    expect(missingFrom(readLock())).toEqual([]);
  });

  it('would be found incomplete', () => {
    const brings = { optionalDependencies: { 'x-darwin-arm64': '1.2.3' } };
    expect(missingFrom({ packages: { 'node_modules/x': brings } })).toEqual([
      ['node_modules/x-darwin-arm64', '1.2.3'],
    ]);
  });
});
