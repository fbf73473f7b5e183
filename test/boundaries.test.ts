/**
 * The dependency rules, proved. A small house in fixtures/boundaries holds one planted violation a
 * rule and fair neighbours beside it: each rule must fire there and nowhere else.
 */
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseOptions, type IForbiddenRuleType } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';

type Rule = IForbiddenRuleType & { name: string; comment: string };
type Config = { forbidden: Rule[]; options: ICruiseOptions };
// The tool reads its rules from plain JavaScript; the address in a variable keeps types out of it.
const address = '../.dependency-cruiser.mjs';
const { default: config } = (await import(address)) as { default: Config };

/** Rule → the fixture file that breaks it. */
const planted: Record<string, string> = {
  'no-cycles': 'kernel/ring.ts',
  'must-resolve': 'platform/nowhere.ts',
  'modules-meet-at-index': 'modules/disputes/reaches.ts',
  'root-wires-faces': 'cli.ts',
  'rules-are-pure': 'modules/disputes/rules.ts',
  'engine-face-is-pure': 'modules/matters/engine.ts',
  'process-is-data': 'modules/disputes/process/dispute.ts',
  'contract-is-a-leaf': 'modules/disputes/contract.ts',
  'sql-lives-in-store': 'modules/disputes/jobs.ts',
  'verbs-do-not-open-connections': 'modules/disputes/actions/open.ts',
  'routes-never-touch-store': 'modules/disputes/routes.ts',
  'store-looks-down-only': 'modules/disputes/reports.ts',
  'actions-do-not-know-their-callers': 'modules/disputes/actions/close.ts',
  'matters-never-imports-a-kind': 'modules/matters/kinds.ts',
  'web-sees-contracts-only': 'modules/disputes/web/rules.ts',
  'web-has-no-node': 'web/node.ts',
  'web-slices-are-strangers': 'modules/disputes/web/neighbour.ts',
  'kernel-is-a-leaf': 'kernel/heavy.ts',
  'kernel-knows-no-house': 'kernel/house.ts',
  'platform-knows-no-module': 'platform/module.ts',
  'nothing-imports-tests': 'platform/tested.ts',
  'production-needs-no-dev-tools': 'platform/dev.ts',
};

const { exclude: _, ...options } = config.options;
const baseDir = fileURLToPath(new URL('fixtures/boundaries', import.meta.url));
const { output } = await cruise(['.'], {
  ...options,
  baseDir,
  validate: true,
  ruleSet: { forbidden: config.forbidden },
});
if (typeof output === 'string') throw new Error('the cruise answered text, not a result');
const { violations } = output.summary;

describe('the dependency rules', () => {
  it('has a planted violation for each rule, and no plant without a rule', () => {
    const names = config.forbidden.map((rule) => rule.name);
    expect(Object.keys(planted).sort()).toEqual(names.sort());
  });

  it('says in a sentence why each rule stands', () => {
    for (const rule of config.forbidden) expect(rule.comment, rule.name).toMatch(/^[A-Za-z].+\.$/s);
  });

  it.each(Object.entries(planted))('%s fires on %s', (rule, file) => {
    const fired = violations.filter((violation) => violation.rule.name === rule);
    expect(fired.map((violation) => violation.from)).toEqual([file]);
  });

  it('leaves fair imports alone', () => {
    const files = new Set(Object.values(planted));
    const unfair = violations.filter((violation) => !files.has(violation.from));
    expect(unfair.map(({ from, to, rule }) => `${rule.name}: ${from} → ${to}`)).toEqual([]);
  });
});
