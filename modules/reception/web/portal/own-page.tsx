/** 我的接访预约: one's own turns, moved and cancelled, and what came of them. */
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, read } from '../../../../web/api.ts';
import { useCounty } from '../../../../web/county.ts';
import { useTime } from '../../../../web/dates.ts';
import { portalPaths } from '../../../../web/paths.ts';
import { CountyChoice } from '../../../../web/portal/county-choice.tsx';
import { PhoneSignIn } from '../../../../web/portal/phone-sign-in.tsx';
import { useSession } from '../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { Badge, Button, Empty, Notice, PageTitle, type Tone } from '../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { receptionWords } from '../texts.ts';
import { useHostWords, usePlaceWords } from '../words.tsx';
import type { Own } from './day-page.tsx';
import { type Done, Move, paramsOf, useAgain, type Way } from './move.tsx';
import './reception.css';

export function OwnAppointmentsPage() {
  const say = useTexts(receptionWords);
  const session = useSession();
  return (
    <>
      <PageTitle name={say('mine')}>{say('mine')}</PageTitle>
      {session.kind === 'resident' ? <Mine /> : <SignIn />}
      <p>
        <Link to={portalPaths.reception}>{say('back')}</Link>
      </p>
    </>
  );
}

function SignIn() {
  const say = useTexts(receptionWords);
  return (
    <section className="card">
      <p>{say('signInFirst')}</p>
      <PhoneSignIn onDone={() => undefined} />
    </section>
  );
}

function Mine() {
  const { county } = useCounty();
  return county ? <TurnsOf county={county.county} /> : <CountyChoice />;
}

function TurnsOf({ county }: { county: string }) {
  const say = useTexts(receptionWords);
  const { data } = useSuspenseQuery(read('GET /api/my/appointments', { query: { county } }));
  const [done, setDone] = useState<'moved' | 'gone' | null>(null);
  return (
    <>
      <p className="muted">{say('mineLead')}</p>
      <div role="status">{done && <Notice tone="good">{say(done)}</Notice>}</div>
      {data.items.length === 0 && <Empty>{say('mineNone')}</Empty>}
      <ul className="plain-list">
        {data.items.map((own) => (
          <li key={own.id}>
            <TurnCard own={own} onDone={setDone} />
          </li>
        ))}
      </ul>
    </>
  );
}

const tones: Record<Own['state'], Tone> = {
  booked: 'info',
  arrived: 'info',
  received: 'good',
  absent: 'warn',
  cancelled: 'bad',
};

function TurnCard({ own, onDone }: { own: Own; onDone: Done }) {
  const say = useTexts(receptionWords);
  const time = useTime();
  const hostWords = useHostWords();
  const placeWords = usePlaceWords();
  const { day } = own;
  const isOff = day.state === 'cancelled';
  const state = own.state === 'booked' ? 'booked_' : own.state;
  return (
    <article className="card" aria-labelledby={own.id}>
      <div className="reception-head">
        <h2 id={own.id}>
          {time(own.at, 'weekday')} {time(own.at, 'clock')}
        </h2>
        <Badge tone={isOff ? 'bad' : tones[own.state]}>{say(isOff ? 'off' : state)}</Badge>
      </div>
      <p className="reception-turn">{say('turn', { turn: own.turn })}</p>
      {isOff && <p>{say('offWhy', { why: day.cancelReason })}</p>}
      <dl className="reception-facts">
        <dt>{say('hosts')}</dt>
        <dd>{hostWords(day.hosts)}</dd>
        <dt>{say('where')}</dt>
        <dd>{placeWords(day)}</dd>
        <dt>{say('name')}</dt>
        <dd>
          {[own.name, ...own.representatives].join(say('comma'))}{' '}
          {say('people', { count: own.people })}
        </dd>
        <dt>{say('about')}</dt>
        <dd>
          {own.number === null ? (
            own.subject
          ) : (
            <Link to={portalPaths.matter(own.number)}>{say('matter', { number: own.number })}</Link>
          )}
        </dd>
      </dl>
      {own.state === 'booked' && !isOff && <Ways own={own} onDone={onDone} />}
      <Outcome own={own} />
    </article>
  );
}

function Outcome({ own }: { own: Own }) {
  const say = useTexts(receptionWords);
  const named = useNamed();
  const time = useTime();
  if (own.result === null && own.undertakings.length === 0) return null;
  return (
    <>
      {own.result !== null && (
        <>
          <h3>{say('result')}</h3>
          <p>
            <strong>{say(own.result)}</strong> {own.said}
          </p>
          {own.resultNumber !== null && (
            <Handed number={own.resultNumber} isMine={own.isResultMine} />
          )}
        </>
      )}
      {own.undertakings.length > 0 && (
        <>
          <h3>{say('work')}</h3>
          <ul>
            {own.undertakings.map((one) => (
              <li key={one.org.id}>
                {say('dueOn', { org: named(one.org), on: one.dueOn, text: one.text ?? '' })}
                {one.doneAt !== null && (
                  <p>{say('doneOn', { at: time(one.doneAt, 'day'), text: one.doneText ?? '' })}</p>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** A matter that somebody else brought is named, and not opened. */
function Handed({ number, isMine }: { number: string; isMine: boolean }) {
  const say = useTexts(receptionWords);
  const words = say('matter', { number });
  return <p>{isMine ? <Link to={portalPaths.matter(number)}>{words}</Link> : words}</p>;
}

function Ways({ own, onDone }: { own: Own; onDone: Done }) {
  const say = useTexts(receptionWords);
  const time = useTime();
  const [opened, setOpened] = useState<'move' | 'cancel' | null>(null);
  if (own.whyNotChange !== null) return <p className="muted">{say('tooLate')}</p>;
  return (
    <>
      <p className="muted">{say('changeUntil', { at: time(own.changeUntil) })}</p>
      {opened === null && (
        <div className="reception-ways">
          <Button look="plain" onClick={() => setOpened('move')}>
            {say('move')}
          </Button>
          <Button look="plain" onClick={() => setOpened('cancel')}>
            {say('cancel')}
          </Button>
        </div>
      )}
      {opened === 'move' && <Move own={own} onDone={onDone} onClose={() => setOpened(null)} />}
      {opened === 'cancel' && <Cancel own={own} onDone={onDone} onClose={() => setOpened(null)} />}
    </>
  );
}

function Cancel({ own, ...way }: Way) {
  const say = useTexts(receptionWords);
  const onSuccess = useAgain('gone', way);
  const cancel = useMutation({
    mutationFn: () =>
      api('POST /api/my/appointments/{county}/{day}/{id}/cancel', {
        params: paramsOf(own),
        body: {},
      }),
    onSuccess,
  });
  return (
    <>
      <ProblemNote error={cancel.error} />
      <p>{say('cancelSure')}</p>
      <div className="reception-ways">
        <Button look="bad" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
          {say('cancel')}
        </Button>
        <Button look="plain" onClick={way.onClose}>
          {say('keep')}
        </Button>
      </div>
    </>
  );
}
