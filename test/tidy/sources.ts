/**
 * The project's own files as the tidy checks see them. Left out: what is installed, generated,
 * built, or kept by a running installation.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import ts from 'typescript';

export type Source = { path: string; text: string };

const root = join(import.meta.dirname, '../..');
const passedOver = new Set(['node_modules', '.git', 'dist', 'data', 'coverage', 'test-results']);
const generated = new Set(['db/schema.sql', 'db/tables.ts', 'openapi.json', 'package-lock.json']);
const textual = /[.](?:ts|tsx|mjs|js|json|sql|yaml|yml|md|css|html|sh|txt|csv)$|^[.]ci[/]run$/;

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((found) => {
    const path = join(folder, found.name);
    if (!found.isDirectory()) return [path];
    const isRootData = found.name === 'data' && folder !== root;
    return passedOver.has(found.name) && !isRootData ? [] : walk(path);
  });
}

let all: Source[] | undefined;

/** Every text file of ours except fixtures and generated ones, read once. */
export function sources(): Source[] {
  all ??= walk(root)
    .map((path) => relative(root, path).split(sep).join('/'))
    .filter((path) => textual.test(path) && !path.startsWith('test/fixtures/'))
    .filter((path) => !generated.has(path))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
  return all;
}

/** A generated file's text, or null where it was not made yet. */
export function readGenerated(path: string): string | null {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return null;
  }
}

export const isCode = ({ path }: Source) => /[.](?:ts|tsx|mjs)$/.test(path);
export const isTest = ({ path }: Source) => /[.](?:test|e2e)[.]tsx?$|^test[/]/.test(path);
export const isRole = ({ path }: Source, roles: string) =>
  new RegExp(`^modules/[^/]+/(?:${roles})(?:[.]ts$|/)`).test(path);

const parsed = new WeakMap<Source, ts.SourceFile>();

function parse(source: Source): ts.SourceFile {
  const kept = parsed.get(source);
  if (kept) return kept;
  const tree = ts.createSourceFile(source.path, source.text, ts.ScriptTarget.Latest, true);
  parsed.set(source, tree);
  return tree;
}

function visit(node: ts.Node, seen: (node: ts.Node) => void): void {
  seen(node);
  node.forEachChild((child) => visit(child, seen));
}

/** All texts in string and template literals, without what stands in comments. */
export function literalsOf(source: Source): string[] {
  const found: string[] = [];
  visit(parse(source), (node) => {
    if (ts.isStringLiteralLike(node)) found.push(node.text);
    else if (ts.isTemplateExpression(node)) {
      found.push(
        [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('?'),
      );
    }
  });
  return found;
}

/** Every identifier that a file declares or uses. */
export function identifiersOf(source: Source): string[] {
  const found = new Set<string>();
  visit(parse(source), (node) => {
    if (ts.isIdentifier(node)) found.add(node.text);
  });
  return [...found];
}

const isExported = (node: ts.Node) =>
  ts.canHaveModifiers(node) &&
  (ts.getModifiers(node) ?? []).some((word) => word.kind === ts.SyntaxKind.ExportKeyword);

function declaredNames(node: ts.Node): string[] {
  if (ts.isVariableStatement(node)) {
    return node.declarationList.declarations.flatMap((one) =>
      ts.isIdentifier(one.name) ? [one.name.text] : [],
    );
  }
  const name = (node as ts.Node & { name?: ts.Node }).name;
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

/** The names that a file shows to others; of a contract also the fields of its shapes. */
export function exportedNames(source: Source): string[] {
  const tree = parse(source);
  const names = tree.statements.filter(isExported).flatMap(declaredNames);
  if (!isRole(source, 'contract')) return names;
  visit(tree, (node) => {
    const isField = ts.isPropertyAssignment(node) || ts.isPropertySignature(node);
    if (isField && (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name))) {
      names.push(node.name.text);
    }
  });
  return names;
}

/** The statements at the top of a file, each as text: a unit in which a query stands whole. */
export function topStatements(source: Source): string[] {
  return parse(source).statements.map((statement) => statement.getText());
}
