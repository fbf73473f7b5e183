/** Documents that the mediator shows; the mediator chooses among those of the matter. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../../../../web/api.ts';
import { useTexts } from '../../../../web/texts.ts';
import { Button, Field } from '../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { RoomCard } from './card.tsx';
import { leadTexts } from './lead-texts.ts';
import type { RoomState } from './room-page.tsx';
import { roomTexts } from './texts.ts';

type Of = { room: string; state: RoomState; isLead: boolean };

export function SharesPart({ room, state, isLead }: Of) {
  const say = useTexts(roomTexts);
  const lead = useTexts(leadTexts);
  const unshow = useMutation({
    mutationFn: (share: string) =>
      api('DELETE /api/rooms/{room}/shares/{share}', { params: { room, share } }),
  });
  return (
    <RoomCard id="shares" title={say('shares')}>
      {state.shares.length === 0 && <p className="muted">{say('noShares')}</p>}
      <ProblemNote error={unshow.error} />
      <ul>
        {state.shares.map(({ id, title, href }) => (
          <li key={id}>
            <a href={href} target="_blank" rel="noreferrer">
              {title}
            </a>{' '}
            {isLead && (
              <Button
                look="link"
                aria-label={lead('unshowOf', { title })}
                onClick={() => unshow.mutate(id)}
              >
                {lead('unshow')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {isLead && <ShowOne room={room} />}
    </RoomCard>
  );
}

function ShowOne({ room }: { room: string }) {
  const lead = useTexts(leadTexts);
  const { data, error } = useQuery(read('GET /api/rooms/{room}/shareable', { params: { room } }));
  const [chosen, choose] = useState('');
  const show = useMutation({
    mutationFn: async () => {
      const one = data?.items.find(({ id }) => id === chosen);
      if (!one) return;
      const body = { source: one.source, id: one.id };
      await api('POST /api/rooms/{room}/shares', { params: { room }, body });
    },
    onSuccess: () => choose(''),
  });
  if (data?.items.length === 0) return <p className="muted">{lead('nothingToShow')}</p>;
  return (
    <>
      <ProblemNote error={error ?? show.error} />
      <Field label={lead('showDocument')}>
        {(tie) => (
          <select
            {...tie}
            className="input"
            value={chosen}
            onChange={(event) => choose(event.target.value)}
          >
            <option value="">{lead('choose')}</option>
            {data?.items.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Button look="plain" disabled={chosen === ''} onClick={() => show.mutate()}>
        {lead('showIt')}
      </Button>
    </>
  );
}
