/** One's own dates on the page of one's matter: when, where, and into one's own calendar. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { type Answer, api, read } from '../../../../web/api.ts';
import { useTime } from '../../../../web/dates.ts';
import { useMarks, useNamed, useTexts } from '../../../../web/texts.ts';
import { Badge, Button } from '../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { agendaWebTexts } from '../texts.ts';
import { useDateWords } from '../words.ts';
import './dates.css';

type OwnDate = Answer<'GET /api/matters/{number}/dates'>['items'][number];

export function OwnDates({ number }: { number: string }) {
  const say = useTexts(agendaWebTexts);
  const dates = useQuery(read('GET /api/matters/{number}/dates', { params: { number } }));
  if (dates.error) {
    return <ProblemNote error={dates.error} onRetry={() => void dates.refetch()} />;
  }
  if (!dates.data || dates.data.items.length === 0) return null;
  return (
    <section className="card" aria-labelledby="dates">
      <h2 id="dates">{say('yourDates')}</h2>
      <ul className="plain-list">
        {dates.data.items.map((date) => (
          <OneDate key={date.id} number={number} date={date} />
        ))}
      </ul>
    </section>
  );
}

function OneDate({ number, date }: { number: string; date: OwnDate }) {
  const say = useTexts(agendaWebTexts);
  const named = useNamed();
  const time = useTime();
  const marks = useMarks();
  const words = useDateWords();
  const at = time(date.startsAt, 'full');
  const isOver = date.state === 'cancelled' || date.state === 'held';
  return (
    <li className={`own-date${date.state === 'cancelled' ? ' own-date-cancelled' : ''}`}>
      <p>
        <strong>
          {at} – {time(date.endsAt, 'clock')}
        </strong>{' '}
        <Badge tone={date.state === 'cancelled' ? 'bad' : isOver ? 'good' : 'info'}>
          {say(date.state)}
        </Badge>
      </p>
      <p>{words(date)}</p>
      {date.session && <p>{say(date.session.mode)}</p>}
      {(date.room || date.place !== '') && (
        <p>
          {say('where')} {date.room ? `${named(date.room)} ${date.room.way}` : date.place}
        </p>
      )}
      {date.posts.length > 0 && (
        <p className="muted">
          {say('who')} {marks.list(date.posts.map((post) => named(post.words)))}
        </p>
      )}
      {!isOver && date.session && date.session.mode !== 'onSite' && (
        <RoomDoor number={number} date={date} mayEnter={date.session.mayEnter} />
      )}
      {!isOver && (
        <a className="own-date-door" href={date.href} aria-label={say('toCalendarOf', { at })}>
          {say('toCalendar')}
        </a>
      )}
    </li>
  );
}

/** Whoever is on the session's list goes in by the phone of their account. */
function RoomDoor({
  number,
  date,
  mayEnter,
}: {
  number: string;
  date: OwnDate;
  mayEnter: boolean;
}) {
  const say = useTexts(agendaWebTexts);
  const enter = useMutation({
    mutationFn: () =>
      api('POST /api/my/matters/{number}/sessions/{session}/entry', {
        params: { number, session: date.id },
      }),
    onSuccess: ({ href }) => location.assign(href),
  });
  if (!mayEnter) return <p className="muted">{say('roomLater')}</p>;
  return (
    <>
      {enter.error && <ProblemNote error={enter.error} />}
      <Button disabled={enter.isPending} onClick={() => enter.mutate()}>
        {say('enterRoom')}
      </Button>
    </>
  );
}
