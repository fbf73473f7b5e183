/**
 * Whose table is it. A module's statements name its own PostgreSQL schemas; what it needs of
 * another module it asks at that module's index.
 */
import { literalsOf, type Source } from './sources.ts';

/** Schemas that are not simply the module's name without its plural `s`. */
const special: Record<string, string[]> = {
  identity: ['identity', 'resident'],
  matters: ['matter'],
  platform: ['platform', 'pgboss', 'public'],
};

/** The schemas of whoever owns the file, or null where the check does not apply. */
export function schemasOf(path: string): string[] | null {
  if (path.startsWith('platform/')) return special.platform ?? null;
  const module = /^modules\/([^/]+)\//.exec(path)?.[1];
  if (!module) return null;
  return special[module] ?? [module, module.replace(/s$/, '')];
}

const IN_SQL = /\b(?:from|join|into|update|table)\s+(?:only\s+)?([a-z_]+)\.[a-z_]+/gi;
/** Of the builder: `selectFrom('matter.entry as e')`. */
const IN_BUILDER = new RegExp(
  '\\b(?:selectFrom|insertInto|updateTable|deleteFrom|mergeInto|using|table|' +
    '(?:inner|left|right|full)Join)\\(\\s*\\[?[\'"`]([a-z_]+)\\.[a-z_]+',
  'g',
);

function named(source: Source): Set<string> {
  const inLiterals = literalsOf(source).flatMap((text) => [...text.matchAll(IN_SQL)]);
  const inBuilder = [...source.text.matchAll(IN_BUILDER)];
  return new Set([...inLiterals, ...inBuilder].map((match) => match[1] ?? ''));
}

/**
 * Sentences about tables of others that a file names in its statements. `known` holds the schemas
 * that the database has: "from rules.ts" in an ordinary sentence is not one of them.
 */
export function ownershipFaults(source: Source, known: Set<string>): string[] {
  const own = schemasOf(source.path);
  if (!own) return [];
  return [...named(source)]
    .filter((schema) => known.has(schema) && !own.includes(schema))
    .map((schema) => `${source.path}: tables of ${schema} belong to another; ask at its index.ts`);
}

/** Statements outside the roles that may hold them. */
export function strayStatements(source: Source): string[] {
  const isHome = /^platform\/|^db\/|^bench\/|^modules\/[^/]+\/(?:store|reports)(?:[.]ts$|\/)/;
  if (isHome.test(source.path)) return [];
  const takesBuilder = /import\s*\{[^}]*\b(?:q|sql)\b[^}]*\}\s*from\s*'[^']*platform\/db\/[^']*'/;
  return takesBuilder.test(source.text)
    ? [`${source.path}: statements are written in store or reports`]
    : [];
}
