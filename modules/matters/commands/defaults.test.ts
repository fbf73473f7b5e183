/** The rules that an installation begins with pass every check and fit each other. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { kindCodes, kindDocuments, names } from '../../../kinds.ts';
import type { CategoryTree } from '../rules/category.ts';
import { guessCategory, lineage } from '../rules/category.ts';
import { documentCheckers } from '../rules/documents.ts';
import type { RoutingTable } from '../rules/routing.ts';
import { defaultSettings, type Settings } from '../rules/settings.ts';
import { defaultDocuments } from './defaults.ts';

const roles = parse(readFileSync(join(import.meta.dirname, '../../identity/roles.yaml'), 'utf8'));
const checkers = documentCheckers({
  roles: new Set(Object.keys(roles)),
  guards: new Set(Object.keys(names.guards)),
  effects: new Set(Object.keys(names.effects)),
  kinds: kindCodes,
});
const documents = [...kindDocuments(), ...defaultDocuments()];
const bodyOf = (kind: string, name = 'main') =>
  documents.find((one) => one.kind === kind && one.name === name)?.body ?? null;
const tree = bodyOf('categories') as CategoryTree;
const table = bodyOf('routing') as RoutingTable;

it.each(documents.map((one) => [`${one.kind}/${one.name}`, one] as const))(
  '%s has no fault',
  (_what, { kind, name, body }) => {
    const around = { name, county: '*', atMs: 0, find: bodyOf };
    const check = (checkers as Record<string, (typeof checkers)['process']>)[kind];
    expect(check?.(body, around)).toEqual([]);
  },
);

it('the settings written down are those that hold without a document', () => {
  const { board, centre, ...rest } = bodyOf('settings') as Settings;
  expect(rest).toEqual(defaultSettings);
  // These name categories and numbers of here, which the program alone cannot know.
  const codes = new Set(tree.categories.map((one) => one.code));
  expect(board?.hiddenCategories.filter((code) => !codes.has(code))).toEqual([]);
  expect(centre?.emergencies.map((one) => one.number)).toEqual(['110', '119', '120']);
});

it('every category to be handled has a way, except complaints about officials', () => {
  const leaves = tree.categories.filter(
    (one) => one.kind === 'report' && !tree.categories.some((other) => other.parent === one.code),
  );
  expect(leaves.length).toBeGreaterThan(40);
  const unrouted = leaves.filter(
    ({ code }) => !table.rules.some((rule) => lineage(tree, code).includes(rule.category ?? '')),
  );
  expect(unrouted.map((one) => one.code)).toEqual(['staffConduct']);
});

it.each([
  ['小区门口路灯不亮已经三天', 'streetLight'],
  ['人行道上堆满共享单车', 'sharedBikes'],
  ['楼道里闻到燃气味道', 'gasSmell'],
  ['请问居住证怎么办理', 'policyQuestion'],
])('%s is guessed as %s', (text, code) => {
  expect(guessCategory(tree, text)?.code).toBe(code);
});
