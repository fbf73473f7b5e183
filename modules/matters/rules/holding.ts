/**
 * The rules of a county at a time, read from the documents of the rulebook. Objects come through as
 * they are (calendars cache their days by object): nothing is copied or merged here.
 */
import type { Calendar } from '../../../kernel/calendar.ts';
import { must } from '../../../kernel/refusal.ts';
import { MAIN } from '../contract/documents.ts';
import type { CategoryTree } from './category.ts';
import type { ProcessDefinition } from './process.ts';
import { noReplyTemplates, type ReplyTemplates } from './reply-templates.ts';
import type { RoutingTable } from './routing.ts';
import { defaultSettings, type Settings } from './settings.ts';
import type { Rules } from './view.ts';

type Held<T> = { version: number; body: T };

/** What the rulebook answers; its `Book` is one. */
export type Documents = {
  find: <T>(kind: string, name: string, county: string, atMs: number) => Held<T> | null;
  exactly: <T>(kind: string, name: string, county: string, version: number) => Held<T> | null;
};

const noCategories: CategoryTree = { categories: [] };
const noRouting: RoutingTable = { rules: [] };

/**
 * What holds for a county at an instant. Without categories, routing or settings of its own or for
 * all the loop still runs (the no-owner desk, the house's settings); without a calendar it cannot,
 * and this throws.
 */
export function rulesOf(documents: Documents, county: string, atMs: number): Rules {
  const routing = documents.find<RoutingTable>('routing', MAIN, county, atMs);
  const calendar = documents.find<Calendar>('calendar', MAIN, county, atMs)?.body;
  must(calendar, `a calendar holds for ${county}`);
  return {
    process: (kind) => {
      const found = documents.find<ProcessDefinition>('process', kind, county, atMs);
      return found && { version: found.version, definition: found.body };
    },
    processVersion: (kind, version) =>
      documents.exactly<ProcessDefinition>('process', kind, county, version)?.body ?? null,
    categories:
      documents.find<CategoryTree>('categories', MAIN, county, atMs)?.body ?? noCategories,
    routing: { version: routing?.version ?? 0, table: routing?.body ?? noRouting },
    settings: documents.find<Settings>('settings', MAIN, county, atMs)?.body ?? defaultSettings,
    replies:
      documents.find<ReplyTemplates>('replies', MAIN, county, atMs)?.body ?? noReplyTemplates,
    calendar,
  };
}
