/** Organisations by the names that people read. */
import type { Orgs } from './view.ts';

export function namedOrg(orgs: Orgs, id: string): { id: string; zh: string; en: string | null } {
  const org = orgs.find(id);
  return { id, zh: org?.nameZh ?? '', en: org?.nameEn ?? null };
}
