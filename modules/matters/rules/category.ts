/** Categories as data: what a trouble is, whose clocks and questions it brings. */
import { type Spoken, spokenOf } from '../../../kernel/keywords.ts';
import type { Amount, FieldSpec, Words } from './process.ts';

export type Category = Words & {
  code: string;
  parent: string | null;
  /** The kind of matter that it opens. */
  kind: string;
  /** Words by which a message is guessed to belong here. */
  keywords: readonly string[];
  form: Readonly<Record<string, FieldSpec>>;
  /** Times of the process's clocks by name, in place of the definition's own. */
  clocks: Readonly<Record<string, { time: Amount; urgentTime?: Amount }>>;
  /** Photos that must be there: before the handling, after it. */
  evidence: { before: number; after: number };
  maySelfHandle: boolean;
  /** Say at once to call this number instead. */
  emergency: string | null;
  /** The place is somebody's home: shown to others only as the village. */
  isHome: boolean;
  isPrivate: boolean;
  /** The place is public (a street, a square): shown to everyone exactly, else only nearby. */
  isPublicPlace?: boolean | undefined;
  /** Seen only by who holds it and may open what is sealed: an accusation (信访工作条例 art. 30). */
  isSealed?: boolean | undefined;
  /** Of a family, as all below it: no figure tells where such matters gather. */
  isFamily?: boolean | undefined;
};

export type CategoryTree = { categories: readonly Category[] };

/** The category of a code, or null. */
export function findCategory(tree: CategoryTree, code: string | null): Category | null {
  if (code === null) return null;
  const known = byCode.get(tree.categories);
  if (known) return known.get(code) ?? null;
  // Of one code the first counts.
  const made = new Map(tree.categories.toReversed().map((one) => [one.code, one]));
  byCode.set(tree.categories, made);
  return made.get(code) ?? null;
}

/** A report asks a dozen times, of some hundred categories that stand until the rules change. */
const byCode = new WeakMap<readonly Category[], ReadonlyMap<string, Category>>();

/** A category and those above it, the nearest first. */
export function lineage(tree: CategoryTree, code: string | null): string[] {
  const codes: string[] = [];
  for (let at = findCategory(tree, code); at && codes.length < 5; ) {
    codes.push(at.code);
    at = findCategory(tree, at.parent);
  }
  return codes;
}

/** The category whose keywords the words hit best, with what hit; null when none does. */
export function guessCategory(tree: CategoryTree, text: string): Spoken | null {
  return spokenOf(tree.categories, text)[0] ?? null;
}

/**
 * The number to call at once: the chosen category's own, else that of anything urgent that the
 * words speak of, however else they may be read. A number too many costs a glance.
 */
export function emergencyOf(tree: CategoryTree, chosen: string | null, text: string) {
  const own = findCategory(tree, chosen)?.emergency ?? null;
  const urgent = tree.categories.filter((category) => category.emergency !== null);
  const spoken = guessCategory({ categories: urgent }, text);
  return own ?? findCategory(tree, spoken?.code ?? null)?.emergency ?? null;
}

/** Faults of a category tree: doubles, unknown parents, kinds without a process. */
export function checkCategories(tree: CategoryTree, kinds: ReadonlySet<string>): string[] {
  const seen = new Set<string>();
  return tree.categories.flatMap((category, index) => {
    const at = `categories.${index} (${category.code})`;
    const faults: string[] = [];
    if (seen.has(category.code)) faults.push(`${at}: stands twice`);
    seen.add(category.code);
    if (category.parent && !findCategory(tree, category.parent)) {
      faults.push(`${at}: the parent ${category.parent} is unknown`);
    }
    if (lineage(tree, category.code).length >= 5) faults.push(`${at}: is nested too deep`);
    if (!kinds.has(category.kind)) faults.push(`${at}: no process for the kind ${category.kind}`);
    return faults;
  });
}
