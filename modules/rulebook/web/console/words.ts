/** Documents of the loop as the pages edit them; the server checks them again. */
import type { z } from 'zod';
import type { MapDocument } from '../../../geography/contract/maps.ts';
import type {
  CategoriesShape,
  ProcessShape,
  RepliesShape,
  RoutingShape,
  SettingsShape,
} from '../../../matters/contract/documents.ts';

export type RoutingDocument = z.output<typeof RoutingShape>;
export type RoutingRule = RoutingDocument['rules'][number];
export type CategoriesDocument = z.output<typeof CategoriesShape>;
export type Category = CategoriesDocument['categories'][number];
export type ProcessDocument = z.output<typeof ProcessShape>;
export type RepliesDocument = z.output<typeof RepliesShape>;
export type ReplyTemplate = RepliesDocument['templates'][number];
export type MapSettingsDocument = z.output<typeof MapDocument>;
export type SettingsDocument = z.output<typeof SettingsShape>;

/** The body of a document that passed its kind's check when it was published. */
export function bodyOf<T>(held: { body?: unknown } | null, empty: T): T {
  return held === null ? empty : (held.body as T);
}
