/**
 * Reads the statements out of stores and reports without running them: which tables a query names,
 * by which operators, and whether a list ends. It follows names within one file only; what comes
 * in as a parameter is judged where it was made.
 */
import ts from 'typescript';
import {
  identifiersOf,
  isRole,
  isTest,
  literalsOf,
  type Source,
  topStatements,
} from './sources.ts';

export const holdsStatements = (source: Source) =>
  /[.]ts$/.test(source.path) &&
  !isTest(source) &&
  (isRole(source, 'store|reports') || source.path.startsWith('platform/'));

/** Lose their index under a policy, because they are not leakproof. */
const LEAKING = [
  ['like', /(?:^|[\s)])(?:not\s+)?i?like(?:$|[\s(])/i],
  ['similar to', /\bsimilar\s+to\b/i],
  ['@@', /@@/],
  ['@>', /@>/],
  ['<@', /<@/],
  ['&&', /&&/],
  ['~', /(?:^|\s)!?~\*?(?:$|\s)/],
  // A parameter of a template is read as `?`: the short one is left to `operatorsOf`.
  ['?|', /\?[|&]/],
  ['<->', /<->/],
] as const;

const TABLE_NAME = /\b([a-z_]+)\.([a-z_]+)\b/g;

function tablesIn(text: string, known: ReadonlySet<string>): string[] {
  const found = [...text.matchAll(TABLE_NAME)].map((match) => match[0]);
  return [...new Set(found.filter((name) => known.has(name)))];
}

/** Text of a statement at the top of a file as a source of its own, so that literals are read. */
const unit = (source: Source, text: string): Source => ({ path: source.path, text });

/** An operator of the builder stands alone in its text; in SQL it stands among words. */
function leaksIn(part: Source): string[] {
  const isSql = /\bsql\s*(?:<[^`]*>)?\s*`/.test(part.text);
  return literalsOf(part).flatMap((text) => {
    const isOperator = text.length <= 12;
    if (!isOperator && !isSql) return [];
    return LEAKING.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);
  });
}

/**
 * Sentences about operators that lose the index of a walled table. Without any table named, the
 * statement is held to serve one: most are.
 */
export function leakFaults(source: Source, tables: { known: Set<string>; open: Set<string> }) {
  return topStatements(source).flatMap((text) => {
    const named = tablesIn(text, tables.known);
    if (named.length > 0 && named.every((name) => tables.open.has(name))) return [];
    if (!/\bq\b|\bsql\b|\.where\(/.test(text)) return [];
    return leaksIn(unit(source, text)).map((name) => `${source.path}: ${name} in ${nameOf(text)}`);
  });
}

function nameOf(text: string): string {
  return /(?:function|const|let)\s+(\w+)/.exec(text)?.[1] ?? text.slice(0, 30);
}

/** A call that reads: its place, the whole text that makes its statement, and how it is read. */
export type Reading = { place: string; how: string; text: string };

const READS = new Set(['rows', 'first', 'one']);
const WRITES = new Set(['run', 'send']);

const read = new WeakMap<Source, Reading[]>();

/** Every statement that a file gives to a transaction. */
export function readingsOf(source: Source): Reading[] {
  const known = read.get(source) ?? readOnce(source);
  read.set(source, known);
  return known;
}

function readOnce(source: Source): Reading[] {
  const tree = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true);
  const declared = declarations(tree);
  const found: Reading[] = [];
  const visit = (node: ts.Node, owner: string) => {
    const name = ts.isFunctionDeclaration(node) && node.name ? node.name.text : owner;
    const call = ts.isCallExpression(node) ? readOf(node) : null;
    if (call) {
      const text = expand(call.argument, declared);
      found.push({ place: `${source.path} ${name}`, how: call.how, text });
    }
    node.forEachChild((child) => visit(child, name));
  };
  visit(tree, '');
  return found;
}

function readOf(call: ts.CallExpression): { how: string; argument: ts.Node } | null {
  const { expression } = call;
  const [argument] = call.arguments;
  if (!ts.isPropertyAccessExpression(expression) || !argument) return null;
  const how = expression.name.text;
  // `tx.rows(…)`, `other.first(…)`: on a name and not on a chain, which is the builder's.
  if (!READS.has(how) && !WRITES.has(how)) return null;
  return ts.isIdentifier(expression.expression) ? { how, argument } : null;
}

type Declared = Map<string, { node: ts.Node; home: ts.Node }[]>;

/** The statement at the top of the file in which a node stands. */
function homeOf(node: ts.Node): ts.Node {
  return ts.isSourceFile(node.parent) ? node : homeOf(node.parent);
}

/** Everything that a file gives a name to: a function, a constant, or what is assigned later. */
function declarations(tree: ts.SourceFile): Declared {
  const found: Declared = new Map();
  const add = (name: string, node: ts.Node) =>
    found.set(name, [...(found.get(name) ?? []), { node, home: homeOf(node) }]);
  const visit = (node: ts.Node) => {
    if (ts.isFunctionDeclaration(node) && node.name) add(node.name.text, node);
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      add(node.name.text, node.initializer);
    }
    if (ts.isBinaryExpression(node) && ts.isIdentifier(node.left)) {
      add(node.left.text, node.right);
    }
    node.forEachChild(visit);
  };
  visit(tree);
  return found;
}

/** A name within a function is seen in that function alone; one at the top, in the whole file. */
function isSeenFrom(home: ts.Node, one: { node: ts.Node; home: ts.Node }): boolean {
  const isInFunction = ts.isFunctionDeclaration(one.home) && one.node !== one.home;
  return !isInFunction || one.home === home;
}

/** The text of an expression, then of all that its names stand for. */
function expand(argument: ts.Node, declared: Declared): string {
  const seen = new Set<ts.Node>();
  const texts: string[] = [];
  const visit = (node: ts.Node) => {
    if (seen.has(node)) return;
    seen.add(node);
    texts.push(node.getText());
    const home = homeOf(node);
    const named = namesIn(node).flatMap((name) => declared.get(name) ?? []);
    for (const one of named) if (isSeenFrom(home, one)) visit(one.node);
  };
  visit(argument);
  return texts.join('\n');
}

function namesIn(node: ts.Node): string[] {
  return identifiersOf({ path: 'x.ts', text: `(${node.getText()})` });
}

const LIMIT = /\.limit\(|\blimit\s+(?:\d|\$\{|most)|\bfetch first\b/i;
const ORDER = /\.orderBy\(|\border by\b/i;
const WRITE = /\b(?:insertInto|updateTable|deleteFrom)\(|\b(?:insert into|update|delete from)\s/i;

const INSERT = /\binsertInto\(|\binsert into\b/i;

/** Lists without an end. What a write returns is bounded by the write. */
export function endlessLists(source: Source): string[] {
  return readingsOf(source)
    .filter((reading) => reading.how === 'rows')
    .filter(({ text }) => !LIMIT.test(text) && !WRITE.test(text))
    .map((reading) => reading.place);
}

/** Lists whose limit would cut off rows by chance. */
export function unorderedLists(source: Source): string[] {
  return readingsOf(source)
    .filter((reading) => READS.has(reading.how))
    .filter(({ text }) => LIMIT.test(text) && !ORDER.test(text))
    .map((reading) => reading.place);
}

/**
 * Statements on a county's table that name no county: they would be sent to every shard. An
 * insert must give one anyway, because the column may not be null.
 */
export function countylessStatements(source: Source, work: ReadonlySet<string>): string[] {
  return readingsOf(source)
    .filter(({ text }) => !INSERT.test(text) && !/\bcounty\b/.test(text))
    .filter(({ text }) => tablesIn(text, work).length > 0)
    .map((reading) => reading.place);
}

/** Operators that the builder is given as text: `.where('seq', '>', 1)`, `eb('a', 'in', b)`. */
export function operatorsOf(source: Source): string[] {
  const tree = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isCallExpression(node) && /\b(?:where|having|on|eb|and|or)$/.test(calleeOf(node))) {
      const operator = node.arguments[1];
      if (node.arguments.length === 3 && operator && ts.isStringLiteral(operator)) {
        found.push(operator.text);
      }
    }
    node.forEachChild(visit);
  };
  visit(tree);
  return found;
}

function calleeOf(call: ts.CallExpression): string {
  const { expression } = call;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
}
