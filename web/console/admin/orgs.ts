/** Organisations for trees and choices, and what their kinds and levels are called. */
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { type Answer, api } from '../../api.ts';
import { defineTexts } from '../../texts.ts';

export type OrgView = Answer<'GET /api/orgs'>['items'][number];

export const orgTexts = defineTexts('orgNames', {
  centre: { zh: '综治中心', en: 'Governance centre' },
  townGovernment: { zh: '镇政府', en: 'Town government' },
  streetOffice: { zh: '街道办事处', en: 'Street office' },
  department: { zh: '部门', en: 'Department' },
  station: { zh: '站所', en: 'Station' },
  committee: { zh: '村（居）委会', en: 'Village or residents’ committee' },
  mediationCommittee: { zh: '人民调解委员会', en: 'Mediation committee' },
  court: { zh: '法院', en: 'Court' },
  procuratorate: { zh: '检察院', en: 'Procuratorate' },
  utility: { zh: '公用事业单位', en: 'Utility' },
  other: { zh: '其他', en: 'Other' },
  province: { zh: '省级', en: 'Province' },
  city: { zh: '市级', en: 'City' },
  county: { zh: '区县级', en: 'County' },
  town: { zh: '镇街级', en: 'Town' },
  village: { zh: '村居级', en: 'Village' },
});
export const orgKinds = [
  'centre',
  'townGovernment',
  'streetOffice',
  'department',
  'station',
  'committee',
  'mediationCommittee',
  'court',
  'procuratorate',
  'utility',
  'other',
] as const satisfies readonly OrgView['kind'][];
export const orgLevels = [
  'province',
  'city',
  'county',
  'town',
  'village',
] as const satisfies readonly OrgView['level'][];

/** A city of 200 towns has some 5,000 organisations; more are looked for by region. */
const PAGES_MAX = 60;

export const orgsQuery = queryOptions({
  queryKey: ['orgs.all'],
  queryFn: async ({ signal }) => {
    const orgs: OrgView[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < PAGES_MAX; page += 1) {
      const query = { limit: 100, ...(cursor && { cursor }) };
      const answer = await api('GET /api/orgs', { query }, { signal });
      orgs.push(...answer.items);
      if (answer.next === null) break;
      cursor = answer.next;
    }
    return orgs;
  },
});

export function useOrgs(): readonly OrgView[] {
  return useSuspenseQuery(orgsQuery).data;
}

export type OrgNode = { key: string; title: string; org: OrgView; children: OrgNode[] };

/** The tree below the organisations whose superior is not among them. */
export function orgTree(orgs: readonly OrgView[], nameOf: (org: OrgView) => string): OrgNode[] {
  const nodes = new Map<string, OrgNode>(
    orgs.map((org) => [org.id, { key: org.id, title: nameOf(org), org, children: [] }]),
  );
  const roots: OrgNode[] = [];
  for (const node of nodes.values()) {
    const above = node.org.parentId === null ? undefined : nodes.get(node.org.parentId);
    (above ? above.children : roots).push(node);
  }
  return roots;
}
