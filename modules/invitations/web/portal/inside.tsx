/** The party's own dispute: how it stands, their answer, dates, mediators, what was delivered. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../../../../web/api.ts';
import { useTime } from '../../../../web/dates.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import {
  Badge,
  Button,
  Field,
  Notice,
  PageTitle,
  Tick,
  Waiting,
} from '../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { invitationTexts } from '../texts.ts';
import { Mediators } from './mediators.tsx';
import { type Of, type Page, ROUTE, useDone } from './own-page.ts';
import { type Channel, WishField } from './wish-field.tsx';
import './invitations.css';

export function Inside({ invitation }: { invitation: string }) {
  const say = useTexts(invitationTexts);
  const asked = useQuery({
    ...read(ROUTE, { params: { invitation } }),
    refetchInterval: 30_000,
  });
  const page = asked.data;
  if (!page) {
    return (
      <>
        <PageTitle name={say('title')}>{say('title')}</PageTitle>
        {asked.error ? (
          <ProblemNote error={asked.error} onRetry={() => void asked.refetch()} />
        ) : (
          <Waiting words={say('waiting')} />
        )}
      </>
    );
  }
  const title = say('titleOf', { number: page.number });
  const of = { invitation, page };
  return (
    <>
      <PageTitle name={title}>{title}</PageTitle>
      <Standing page={page} />
      <OwnAnswer {...of} />
      <Dates {...of} />
      <Papers page={page} />
      <Mediators {...of} />
      {page.mayWish && <Wish {...of} />}
    </>
  );
}

function Standing({ page }: { page: Page }) {
  const say = useTexts(invitationTexts);
  const named = useNamed();
  const { channel, fee } = page;
  return (
    <section className="card">
      <p>
        <strong>{named(page.stage)}</strong>
      </p>
      <p>{named(page.stage.plain)}</p>
      <p>{say(page.side === 'applicant' ? 'asApplicant' : 'asRespondent')}</p>
      {channel && (
        <p>
          {say(channel)} · {channel === 'people' ? say('free') : say('fee', { fee })}
        </p>
      )}
    </section>
  );
}

function OwnAnswer({ invitation, page }: Of) {
  const say = useTexts(invitationTexts);
  const done = useDone(invitation);
  const [isRefusing, setRefusing] = useState(false);
  const [reason, setReason] = useState('');
  const answer = useMutation({
    mutationFn: (consent: 'agreed' | 'refused') =>
      api('POST /api/invitations/{invitation}/answer', {
        params: { invitation },
        body: { consent, ...(consent === 'refused' && reason.trim() && { reason }) },
      }),
    onSuccess: done,
  });
  if (!page.mayAnswer) {
    return page.answer && <Notice>{say(page.answer)}</Notice>;
  }
  return (
    <section className="card" aria-labelledby="answer">
      <h2 id="answer">{say('answerTitle')}</h2>
      <p>{say('answerLead')}</p>
      {answer.error && <ProblemNote error={answer.error} />}
      {isRefusing ? (
        <>
          <Field label={say('refuseReason')}>
            {(tie) => (
              <textarea
                {...tie}
                rows={3}
                maxLength={1000}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          <div className="invited-ways">
            <Button disabled={answer.isPending} onClick={() => answer.mutate('refused')}>
              {say('refuseSure')}
            </Button>
            <Button look="plain" onClick={() => setRefusing(false)}>
              {say('cancel')}
            </Button>
          </div>
        </>
      ) : (
        <div className="invited-ways">
          <Button disabled={answer.isPending} onClick={() => answer.mutate('agreed')}>
            {say('agree')}
          </Button>
          <Button look="plain" onClick={() => setRefusing(true)}>
            {say('refuse')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Dates({ invitation, page }: Of) {
  const say = useTexts(invitationTexts);
  const done = useDone(invitation);
  const remind = useMutation({
    mutationFn: (isReminded: boolean) =>
      api('POST /api/invitations/{invitation}/reminders', {
        params: { invitation },
        body: { isReminded },
      }),
    onSuccess: done,
  });
  return (
    <section className="card" aria-labelledby="dates">
      <h2 id="dates">{say('dates')}</h2>
      {page.dates.length === 0 && <p>{say('noDates')}</p>}
      <ul className="plain-list">
        {page.dates.map((date) => (
          <OneDate key={date.id} invitation={invitation} date={date} />
        ))}
      </ul>
      {remind.error && <ProblemNote error={remind.error} />}
      {page.stage.isOpen && (
        <Tick
          label={say('remind')}
          checked={page.isReminded}
          onChange={(isReminded) => remind.mutate(isReminded)}
        />
      )}
    </section>
  );
}

function OneDate({ invitation, date }: { invitation: string; date: Page['dates'][number] }) {
  const say = useTexts(invitationTexts);
  const named = useNamed();
  const time = useTime();
  const enter = useMutation({
    mutationFn: () =>
      api('POST /api/invitations/{invitation}/sessions/{session}/entry', {
        params: { invitation, session: date.id },
      }),
    onSuccess: ({ href }) => location.assign(href),
  });
  const { session } = date;
  const isAhead = date.state === 'planned' || date.state === 'moved';
  const place = date.room ? `${named(date.room)} ${date.room.way}` : date.place;
  return (
    <li className="invited-date">
      <p>
        <strong>
          {time(date.startsAt, 'full')} – {time(date.endsAt, 'clock')}
        </strong>{' '}
        <Badge tone={date.state === 'cancelled' ? 'bad' : isAhead ? 'info' : 'good'}>
          {say(date.state)}
        </Badge>
      </p>
      {session && <p>{say(session.mode)}</p>}
      {place.trim() !== '' && <p>{say('where', { place })}</p>}
      {enter.error && <ProblemNote error={enter.error} />}
      {session?.mayEnter && (
        <Button disabled={enter.isPending} onClick={() => enter.mutate()}>
          {say('enterRoom')}
        </Button>
      )}
      {isAhead && session && session.mode !== 'onSite' && !session.mayEnter && (
        <p className="muted">{say('roomLater')}</p>
      )}
    </li>
  );
}

function Papers({ page }: { page: Page }) {
  const say = useTexts(invitationTexts);
  const named = useNamed();
  if (page.papers.length === 0) return null;
  return (
    <section className="card" aria-labelledby="papers">
      <h2 id="papers">{say('papers')}</h2>
      <ul className="plain-list">
        {page.papers.map((paper) => (
          <li key={paper.id}>
            <p>{paper.number}</p>
            <a className="invited-door" href={paper.href}>
              {say('download', { title: named(paper.title) })}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Wish({ invitation, page }: Of) {
  const done = useDone(invitation);
  const wish = useMutation({
    mutationFn: (channel: Channel) =>
      api('POST /api/invitations/{invitation}/channel-wish', {
        params: { invitation },
        body: { channel },
      }),
    onSuccess: done,
  });
  return (
    <section className="card invited-wish">
      <WishField
        wish={page.wish}
        isBusy={wish.isPending}
        error={wish.error}
        onWish={(channel) => wish.mutate(channel)}
      />
    </section>
  );
}
