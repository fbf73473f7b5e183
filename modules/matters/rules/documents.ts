/**
 * The checks that a document of the loop passes before it is published: first its shape, then what
 * a shape cannot say. Faults read `place: what is wrong`.
 */
import { checkCalendar } from '../../../kernel/calendar.ts';
import type { DocumentChecker } from '../../rulebook/contract.ts';
import {
  CategoriesShape,
  MAIN,
  ProcessShape,
  RepliesShape,
  RoutingShape,
  SettingsShape,
} from '../contract/documents.ts';
import { type CategoryTree, checkCategories } from './category.ts';
import { checkProcess, type ProcessDefinition, type Vocabulary } from './process.ts';
import { checkReplyTemplates, type ReplyTemplates } from './reply-templates.ts';
import { checkRouting, type RoutingTable } from './routing.ts';
import { checkSettings, type Settings } from './settings.ts';

/** What names mean something. Read at each check, so that a getter may answer the present ones. */
export type DocumentNames = Vocabulary & {
  /** Kinds of matter that the program knows. */
  kinds: ReadonlySet<string>;
};

/** The checker of each kind of document that the loop reads. */
export function documentCheckers(names: DocumentNames) {
  return {
    process: (body, around) => {
      const parsed = parse<ProcessDefinition>(ProcessShape, body);
      if (!parsed.value) return parsed.faults;
      const { kind } = parsed.value;
      const faults = checkProcess(parsed.value, names);
      if (kind !== around.name) faults.push(`kind: ${kind} is not the document's name`);
      if (!names.kinds.has(kind)) faults.push(`kind: ${kind} is unknown`);
      return faults;
    },
    categories: (body, around) => {
      const parsed = parse<CategoryTree>(CategoriesShape, body);
      if (!parsed.value) return parsed.faults;
      const processOf = (kind: string) => around.find('process', kind) as ProcessDefinition | null;
      return [
        ...nameFaults(around.name),
        ...checkCategories(parsed.value, names.kinds),
        ...clockFaults(parsed.value, processOf),
      ];
    },
    routing: (body, around) => {
      const parsed = parse<RoutingTable>(RoutingShape, body);
      if (!parsed.value) return parsed.faults;
      const tree = around.find('categories', MAIN) as CategoryTree | null;
      return [
        ...nameFaults(around.name),
        ...checkRouting(parsed.value),
        ...categoryFaults(parsed.value, tree),
      ];
    },
    replies: (body, around) => {
      const parsed = parse<ReplyTemplates>(RepliesShape, body);
      if (!parsed.value) return parsed.faults;
      const tree = around.find('categories', MAIN) as CategoryTree | null;
      return [...nameFaults(around.name), ...checkReplyTemplates(parsed.value, tree)];
    },
    settings: (body, around) => {
      const parsed = parse<Settings>(SettingsShape, body);
      if (!parsed.value) return parsed.faults;
      return [...nameFaults(around.name), ...checkSettings(parsed.value)];
    },
    calendar: (body, around) => [...nameFaults(around.name), ...checkCalendar(body)],
  } satisfies Record<string, DocumentChecker>;
}

/** The faults of a process by itself, as `linli process check` prints them. */
export function checkProcessBody(body: unknown, names: Vocabulary): string[] {
  const parsed = parse<ProcessDefinition>(ProcessShape, body);
  return parsed.value ? checkProcess(parsed.value, names) : parsed.faults;
}

/** The faults of a routing table that is only tried, against the categories that hold. */
export function checkRoutingBody(body: unknown, tree: CategoryTree): string[] {
  const parsed = parse<RoutingTable>(RoutingShape, body);
  if (!parsed.value) return parsed.faults;
  return [...checkRouting(parsed.value), ...categoryFaults(parsed.value, tree)];
}

/** The faults of templates that are only tried. */
export function checkRepliesBody(body: unknown, tree: CategoryTree): string[] {
  const parsed = parse<ReplyTemplates>(RepliesShape, body);
  return parsed.value ? checkReplyTemplates(parsed.value, tree) : parsed.faults;
}

/** Under another name it would be published and never hold. */
function nameFaults(name: string): string[] {
  return name === MAIN ? [] : [`document: must be called ${MAIN}, not ${name}`];
}

/** A category's own time for a clock that no process has would silently not hold. */
function clockFaults(
  tree: CategoryTree,
  processOf: (kind: string) => ProcessDefinition | null,
): string[] {
  return tree.categories.flatMap((category, index) => {
    const clocks = processOf(category.kind)?.clocks;
    if (!clocks) return [];
    return Object.keys(category.clocks).flatMap((name) => {
      const at = `categories.${index}.clocks.${name}`;
      if (!Object.hasOwn(clocks, name)) return [`${at}: the process has no such clock`];
      return clocks[name]?.byCategory ? [] : [`${at}: the process does not leave it to categories`];
    });
  });
}

function categoryFaults(table: RoutingTable, tree: CategoryTree | null): string[] {
  if (!tree) return [];
  const codes = new Set(tree.categories.map((category) => category.code));
  return table.rules.flatMap(({ category }, index) =>
    category === undefined || codes.has(category)
      ? []
      : [`rules.${index}.category: the category ${category} is unknown`],
  );
}

type Issue = { path: readonly PropertyKey[]; message: string };
type Shape<T> = {
  safeParse: (
    value: unknown,
  ) => { success: true; data: T } | { success: false; error: { issues: readonly Issue[] } };
};

function parse<T>(shape: Shape<T>, body: unknown): { value: T | null; faults: string[] } {
  const result = shape.safeParse(body);
  if (result.success) return { value: result.data, faults: [] };
  const faults = result.error.issues.map(
    ({ path, message }) =>
      `${path.length === 0 ? 'document' : path.map(String).join('.')}: ${message}`,
  );
  return { value: null, faults };
}
