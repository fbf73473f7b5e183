/**
 * Checks that a line of text can fail. Each is a rule with the words a person needs to mend it;
 * tidy.test.ts plants a violation of each.
 */
import { isCode, isRole, isTest, type Source, sources } from './sources.ts';

export type LineRule = {
  name: string;
  say: string;
  where: (source: Source) => boolean;
  pattern: RegExp;
};

const own = (source: Source) => !source.path.startsWith('test/tidy');
const isPure = (source: Source) =>
  !isTest(source) && (source.path.startsWith('kernel/') || isRole(source, 'rules|process'));

export const lineRules: LineRule[] = [
  {
    name: 'todo-without-issue',
    say: 'write TODO(#12): a wish without an issue is forgotten',
    where: (source) => own(source) && !source.path.endsWith('.md'),
    pattern: /\bTODO\b(?!\(#\d+\))|\b(?:FIXME|XXX|HACK)\b/,
  },
  {
    name: 'machine-path',
    say: 'a path of one machine; make it relative to the repository or take it from the settings',
    where: own,
    pattern: /(?<![\w.:/-])\/(?:work|home|root|Users)\/\w/,
  },
  {
    name: 'registry-host',
    say: 'where packages come from is the business of whoever installs',
    where: own,
    pattern:
      /\bregistry\.(?:npmjs|npmmirror|yarnpkg)\.|\bdeb\.debian\.org|https?:\/\/[^\s/]*registry/,
  },
  {
    name: 'module-mock',
    say: 'a mock proves only itself: put an interface of platform between, with a twin in memory',
    where: own,
    pattern: /\bvi\.(?:mock|doMock)\(/,
  },
  {
    name: 'sleep-in-test',
    say: 'wait for what you expect (expect.poll, vi.waitFor), or move the clock of the context',
    where: (source) => own(source) && isTest(source) && isCode(source),
    pattern: /\bsetTimeout\(|node:timers\/promises|\bsleep\(/,
  },
  {
    name: 'impure',
    say: 'rules and kernel take time, chance and ids as arguments',
    where: isPure,
    pattern: new RegExp(
      [
        /\bMath\.random\b|\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\.now\b/,
        /\bprocess\.(?:env|hrtime)\b|\brandomUUID\b|\bgetRandomValues\b|\bfetch\(/,
      ]
        .map((part) => part.source)
        .join('|'),
    ),
  },
];

const generatedOrData = /[.](?:json|md|csv|txt|yaml|yml|html)$/;
const isSql = (source: Source) => source.path.endsWith('.sql');
/** A long sentence for people counts as 40: breaking it would only hide it from a search. */
const sentence = /'(?:[^']|''){40,}'|"[^"]{40,}"|`[^`]{40,}`|https?:\/\/\S{40,}/g;

/** The width that counts. An index or a check of SQL is one clause, so that it may have 140. */
function isWide(source: Source, line: string): boolean {
  if (generatedOrData.test(source.path)) return false;
  const counted = line.replace(sentence, 'x'.repeat(40));
  return counted.length > (isSql(source) ? 140 : 100);
}

/** Faults of a file, each with its place: `path:line rule: what to do`. */
export function lineFaults(source: Source): string[] {
  const rules = lineRules.filter((rule) => rule.where(source));
  return source.text.split('\n').flatMap((line, index) => {
    const broken = rules.filter((rule) => rule.pattern.test(line));
    const faults = broken.map((rule) => `${source.path}:${index + 1} ${rule.name}: ${rule.say}`);
    if (isWide(source, line))
      faults.push(`${source.path}:${index + 1} wide-line: ${line.length} characters`);
    return faults;
  });
}

const lengthOf = (source: Source) => source.text.trimEnd().split('\n').length;

/** What was applied is never edited again: a migration is as long as it was. */
const hasNoLength = (source: Source) =>
  generatedOrData.test(source.path) || source.path.startsWith('db/migrations/');

/** A file of code over 500 lines must be parted; there are no exceptions. */
export function lengthFaults(source: Source): string[] {
  const lines = lengthOf(source);
  if (hasNoLength(source) || lines <= 500) return [];
  return [`${source.path} long-file: ${lines} lines > 500; let the role grow into a folder`];
}

/** Files of code over the 300 lines that we aim at: worth a look, no failure. */
export function longFiles(): { path: string; lines: number }[] {
  return sources()
    .filter((source) => !hasNoLength(source) && !isTest(source))
    .map((source) => ({ path: source.path, lines: lengthOf(source) }))
    .filter(({ lines }) => lines > 300);
}
