/** Who else is at this matter, and what they have begun: said, so that two do not do one thing. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { type Answer, addressOf, api } from '../../../../../web/api.ts';
import { useLive } from '../../../../../web/live.ts';
import { newKey } from '../../../../../web/new-key.ts';
import { useMay } from '../../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { useJoined } from './parts.tsx';
import { matterTexts } from './texts.ts';

const AGAIN_MS = 20_000;

/** Says that the page is open, every 20 seconds, and hears who else has it open. */
export function Company({ number }: { number: string }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const joined = useJoined();
  const company = useCompany(number);
  if (!company || company.viewers.length + company.drafts.length === 0) return null;
  type Who = (typeof company.viewers)[number];
  const who = (one: Who) => `${named(one.org)} ${named(one.post)}`;
  const names = joined(company.viewers.map(who));
  return (
    <div aria-live="polite">
      <div className="matter-company">
        {company.viewers.length > 0 && <div>{say('alsoHere', { names })}</div>}
        {company.drafts.map((draft) => (
          <div key={`${who(draft)} ${draft.action}`}>
            <b>{say('draftsOfOthers', { name: who(draft), action: named(draft.label) })}</b>
          </div>
        ))}
      </div>
    </div>
  );
}

function useCompany(number: string): Answer<'PUT /api/matters/{number}/presence'> | undefined {
  const may = useMay();
  const [page] = useState(newKey);
  const key = ['presence', number, page];
  const { data } = useQuery({
    queryKey: key,
    queryFn: () =>
      api('PUT /api/matters/{number}/presence', { params: { number }, body: { page } }),
    refetchInterval: AGAIN_MS,
    enabled: may('matter.read'),
    gcTime: 0,
  });
  const client = useQueryClient();
  useLive({
    presence: ({ viewers, drafts, ...news }) => {
      if (news.number === number) client.setQueryData(key, { viewers, drafts });
    },
  });
  useEffect(() => {
    const leave = () => {
      const address = addressOf('/api/matters/{number}/presence', { number }, { page });
      // Outlives the page; when it is lost, the presence ends by itself.
      void fetch(address, { method: 'DELETE', keepalive: true }).catch(() => undefined);
    };
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [number, page]);
  return data;
}
