/** A kind of rules as it stands for a county, with its versions. */
import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { type Answer, api, Problem } from '../../api.ts';

export type RuleHead = Answer<'GET /api/rulebook'>['items'][number];
export type RuleView = Answer<'GET /api/rulebook/{kind}/{name}'>;

export type Rule = {
  county: string;
  kind: string;
  name: string;
  /** What holds now, the county's own or the one for all; null: none does. */
  held: RuleView | null;
  /** The county's own and those for all, the newest first. */
  versions: RuleHead[];
  /** The newest of the county's own; 0: it has none. What an edit is based on. */
  ownNewest: number;
};

/** Two of the same key are begun from alike: the same version holds and the same is the newest. */
export function keyOf(rule: Rule): string {
  return `${rule.county} ${rule.kind} ${rule.name} ${rule.held?.version} ${rule.ownNewest}`;
}

const VERSIONS_READ_MAX = 10;

function ruleQuery(county: string, kind: string, name: string) {
  return queryOptions({
    queryKey: ['rule', county, kind, name],
    queryFn: async (): Promise<Rule> => {
      const [own, shared] = await Promise.all([
        listVersions(county, kind, name),
        listVersions('*', kind, name).catch(nothingForAll),
      ]);
      // Where nothing was ever published nothing is asked for: it would only be refused.
      const isThere = own.length + shared.length > 0;
      const held = isThere ? await findHeld(county, kind, name) : null;
      const versions = [...own, ...shared].sort(
        (a, b) => b.validFrom.localeCompare(a.validFrom) || b.version - a.version,
      );
      const ownNewest = Math.max(0, ...own.map((head) => head.version));
      return { county, kind, name, held, versions, ownNewest };
    },
  });
}

async function findHeld(county: string, kind: string, name: string): Promise<RuleView | null> {
  try {
    return await api('GET /api/rulebook/{kind}/{name}', {
      params: { kind, name },
      query: { county },
    });
  } catch (error) {
    if (error instanceof Problem && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

function nothingForAll(error: unknown): RuleHead[] {
  if (error instanceof Problem && error.code === 'NOT_FOUND') return [];
  throw error;
}

async function listVersions(county: string, kind: string, name: string): Promise<RuleHead[]> {
  const found: RuleHead[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < VERSIONS_READ_MAX; page += 1) {
    const query = { kind, county, limit: 100, ...(cursor && { cursor }) };
    const answer = await api('GET /api/rulebook', { query });
    found.push(...answer.items.filter((head) => head.name === name));
    if (answer.next === null) break;
    cursor = answer.next;
  }
  return found;
}

export function useRule(county: string, kind: string, name = 'main'): Rule {
  return useSuspenseQuery(ruleQuery(county, kind, name)).data;
}

/** After a publication all that rests on rules is read again. */
export function useForgetRules(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await client.invalidateQueries({ queryKey: ['rule'] });
    await client.invalidateQueries({
      predicate: ({ queryKey: [route] }) =>
        typeof route === 'string' &&
        (route.includes('/api/rulebook') || route.includes('/api/messages/templates')),
    });
  };
}
