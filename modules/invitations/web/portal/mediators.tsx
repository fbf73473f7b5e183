/** The mediators whom a party may choose by their link, what these disclosed, and grievances. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../../web/api.ts';
import { useTime } from '../../../../web/dates.ts';
import { grievanceTexts } from '../../../../web/grievance-texts.ts';
import { GrievanceForm } from '../../../../web/portal/grievance-form.tsx';
import { useMarks, useNamed, useTexts } from '../../../../web/texts.ts';
import { Badge, Button, Field } from '../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { invitationTexts } from '../texts.ts';
import { type Of, type Page, useDone } from './own-page.ts';

type One = Page['mediators']['items'][number];

export function Mediators({ invitation, page }: Of) {
  const say = useTexts(invitationTexts);
  const named = useNamed();
  const { mediators } = page;
  if (!mediators.committee) return null;
  return (
    <section className="card" aria-labelledby="mediators">
      <h2 id="mediators">{say('mediators')}</h2>
      <p>{named(mediators.committee.org)}</p>
      <ul className="plain-list">
        {mediators.items.map((one) => (
          <OneMediator key={one.id} invitation={invitation} page={page} one={one} />
        ))}
      </ul>
      {page.mayReplace && <Replace invitation={invitation} />}
      <Grievances invitation={invitation} page={page} />
    </section>
  );
}

function OneMediator({ invitation, page, one }: Of & { one: One }) {
  const say = useTexts(invitationTexts);
  const marks = useMarks();
  const named = useNamed();
  const done = useDone(invitation);
  const params = { invitation };
  const mediator = one.id;
  const choose = useMutation({
    mutationFn: () =>
      api('POST /api/invitations/{invitation}/mediator-choice', { params, body: { mediator } }),
    onSuccess: done,
  });
  const answer = useMutation({
    mutationFn: (said: 'agreed' | 'declined') =>
      api('POST /api/invitations/{invitation}/mediator-interests', {
        params,
        body: { mediator, answer: said },
      }),
    onSuccess: done,
  });
  const isMine = one.chosenBy.includes(page.side);
  const isOpen = !one.isReplaced && !one.isAppointed;
  const mayAnswer =
    one.interest !== null &&
    !one.isReplaced &&
    page.mediators.mayAnswer.length > 0 &&
    !one.interest.agreed.includes(page.side);
  return (
    <li className="invited-date">
      <p>
        <strong>{one.name}</strong> {isMine && <Badge tone="info">{say('chosen')}</Badge>}
        {one.isAppointed && <Badge tone="good">{say('appointed')}</Badge>}
        {one.isReplaced && <Badge tone="warn">{say('replaced')}</Badge>}
      </p>
      <p className="muted">{marks.list(one.fields.map((field) => named(field)))}</p>
      {one.interest && !one.isReplaced && <p>{say(one.interest.ground)}</p>}
      <ProblemNote error={choose.error ?? answer.error} />
      <div className="invited-ways">
        {mayAnswer &&
          (['agreed', 'declined'] as const).map((said) => (
            <Button
              key={said}
              look="plain"
              disabled={answer.isPending}
              onClick={() => answer.mutate(said)}
            >
              {say(said === 'agreed' ? 'interestAgree' : 'interestDecline', { name: one.name })}
            </Button>
          ))}
        {page.mediators.maySide.length > 0 && isOpen && !isMine && (
          <Button look="plain" disabled={choose.isPending} onClick={() => choose.mutate()}>
            {say('choose', { name: one.name })}
          </Button>
        )}
      </div>
    </li>
  );
}

function Replace({ invitation }: { invitation: string }) {
  const say = useTexts(invitationTexts);
  const done = useDone(invitation);
  const [reason, setReason] = useState('');
  const replace = useMutation({
    mutationFn: () =>
      api('POST /api/invitations/{invitation}/replacement', {
        params: { invitation },
        body: { reason },
      }),
    onSuccess: done,
  });
  return (
    <details>
      <summary>{say('replace')}</summary>
      {replace.error && <ProblemNote error={replace.error} />}
      <Field label={say('reason')}>
        {(tie) => (
          <input
            {...tie}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Button disabled={replace.isPending} onClick={() => replace.mutate()}>
        {say('replace')}
      </Button>
    </details>
  );
}

function Grievances({ invitation, page }: Of) {
  const say = useTexts(invitationTexts);
  const words = useTexts(grievanceTexts);
  const client = useQueryClient();
  const named = useNamed();
  const time = useTime();
  return (
    <>
      {page.mediators.grievances.map((one) => (
        <p key={one.id}>
          {words(one.ground)}
          {' · '}
          {say('filed', { org: named(one.to), due: time(one.dueAt, 'day') })}{' '}
          {one.answer !== null && say('answered', { answer: one.answer })}
        </p>
      ))}
      {page.mediators.mayFile && (
        <details>
          <summary>{say('grievance')}</summary>
          <GrievanceForm
            mediators={page.mediators.items}
            file={async (body) => {
              const params = { invitation };
              await api('POST /api/invitations/{invitation}/mediator-grievances', { params, body });
              await client.invalidateQueries();
            }}
          />
        </details>
      )}
    </>
  );
}
