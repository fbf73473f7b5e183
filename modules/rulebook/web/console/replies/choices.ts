/** For which actions and outcomes a template may be offered, as the county's processes say. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { api } from '../../../../../web/api.ts';
import { useNamed } from '../../../../../web/texts.ts';
import { outcomeWords } from '../../../../matters/contract/words.ts';
import type { ProcessDocument } from '../words.ts';

export type Option = { value: string; label: string };

/** What a matter ends with when somebody is answered; the rest needs no words of reply. */
const answered = ['fixed', 'answered', 'impossible', 'declined', 'referred'] as const;

export function useOutcomes(): Option[] {
  const named = useNamed();
  return answered.map((value) => ({ value, label: named(outcomeWords[value]) }));
}

/** Actions in whose form a reply is written, of every process that holds for the county. */
export function useReplyActions(county: string): Option[] {
  const named = useNamed();
  const processes = useSuspenseQuery({
    queryKey: ['rule', county, 'process', 'all'],
    queryFn: () => readProcesses(county),
  }).data;
  const actions = processes.flatMap((process) => Object.entries(process.actions));
  const replying = actions.filter(
    ([code, { fields }]) => fields?.reply || (code === 'reply' && fields?.text),
  );
  return [...new Map(replying.map(([code, action]) => [code, named(action)]))].map(
    ([value, label]) => ({ value, label }),
  );
}

async function readProcesses(county: string): Promise<ProcessDocument[]> {
  const heads = await Promise.all(
    [county, '*'].map((whose) =>
      api('GET /api/rulebook', { query: { kind: 'process', county: whose, limit: 100 } }),
    ),
  );
  const names = new Set(heads.flatMap(({ items }) => items.map((head) => head.name)));
  const views = await Promise.all(
    [...names].map((name) =>
      api('GET /api/rulebook/{kind}/{name}', {
        params: { kind: 'process', name },
        query: { county },
      }).catch(() => null),
    ),
  );
  // Published processes have passed the check of their shape.
  return views.flatMap((view) => (view ? [view.body as ProcessDocument] : []));
}
