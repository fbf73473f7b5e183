/** What was chosen to import and what a look at it tells: look and publication send both. */
import type { Answer } from '../../../../web/api.ts';

export type Chosen = {
  what: 'grid' | 'region' | 'tree';
  file: File;
  crs: string;
  from?: string;
  codeField?: string;
  nameField?: string;
  under?: string;
};

export type ShapePreview = Answer<'POST /api/boundaries/preview'>;
export type TreePreview = Answer<'POST /api/regions/preview'>;

/** The fields beside the file, as both the look and the publication send them. */
export function fieldsOf(chosen: Chosen): Record<string, string> {
  const { what, crs, from, codeField, nameField, under } = chosen;
  const own = what === 'tree' ? { under } : { kind: what, crs, codeField, nameField };
  const all = Object.entries({ ...own, from });
  return Object.fromEntries(all.flatMap(([name, value]) => (value ? [[name, value]] : [])));
}
