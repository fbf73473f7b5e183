/** Facts that nobody disputes: written down by anybody, confirmed by each party. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../../../web/api.ts';
import { newKey } from '../../../../web/new-key.ts';
import { useMarks, useTexts } from '../../../../web/texts.ts';
import { Badge, Button, Field } from '../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { RoomCard } from './card.tsx';
import type { Participant, RoomState } from './room-page.tsx';
import { roomTexts } from './texts.ts';

type Of = { room: string; state: RoomState; me: Participant };
type Fact = RoomState['facts'][number];

export function FactsPart(of: Of) {
  const say = useTexts(roomTexts);
  return (
    <RoomCard id="facts" title={say('facts')}>
      <p className="muted">{say('factsHelp')}</p>
      <ol className="room-facts">
        {of.state.facts.map((fact) => (
          <FactRow key={fact.id} {...of} fact={fact} />
        ))}
      </ol>
      <NewFact room={of.room} />
    </RoomCard>
  );
}

function FactRow({ room, state, me, fact }: Of & { fact: Fact }) {
  const say = useTexts(roomTexts);
  const marks = useMarks();
  const params = { room, fact: fact.id };
  const confirm = useMutation({
    mutationFn: (participant: string | undefined) =>
      api('POST /api/rooms/{room}/facts/{fact}/confirmation', {
        params,
        body: participant === undefined ? {} : { participant },
      }),
  });
  const drop = useMutation({
    mutationFn: () => api('DELETE /api/rooms/{room}/facts/{fact}', { params }),
  });
  const waited = state.participants.filter(({ id }) => fact.missing.includes(id));
  const isLead = me.side === 'mediator';
  return (
    <li>
      <p className="room-words">{fact.text}</p>
      {fact.isAgreed ? (
        <Badge tone="good">{say('factAgreed')}</Badge>
      ) : (
        <p className="muted">
          {say('factMissing', { names: marks.list(waited.map(({ name }) => name)) })}
        </p>
      )}
      <ProblemNote error={confirm.error ?? drop.error} />
      <div className="room-row">
        {fact.missing.includes(me.id) && (
          <Button look="plain" onClick={() => confirm.mutate(undefined)}>
            {say('confirm')}
          </Button>
        )}
        {isLead &&
          waited
            .filter(({ isOnSite }) => isOnSite)
            .map(({ id, name }) => (
              <Button key={id} look="plain" onClick={() => confirm.mutate(id)}>
                {say('noteConfirm', { name })}
              </Button>
            ))}
        {!fact.isAgreed && (fact.by === me.id || isLead) && (
          <Button look="link" onClick={() => drop.mutate()}>
            {say('takeBack')}
          </Button>
        )}
      </div>
    </li>
  );
}

const WORDS_MAX = 1000;

function NewFact({ room }: { room: string }) {
  const say = useTexts(roomTexts);
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [id, setId] = useState(newKey);
  const write = useMutation({
    mutationFn: () => api('POST /api/rooms/{room}/facts', { params: { room }, body: { id, text } }),
    onSuccess: () => {
      setText('');
      setId(newKey());
      void client.invalidateQueries({ queryKey: ['GET /api/rooms/{room}'] });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') write.mutate();
  };
  return (
    <form onSubmit={submit}>
      <ProblemNote error={write.error} />
      <Field label={say('factNew')}>
        {(tie) => (
          <input
            {...tie}
            className="input"
            maxLength={WORDS_MAX}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" look="plain" disabled={write.isPending}>
        {say('factAdd')}
      </Button>
    </form>
  );
}
