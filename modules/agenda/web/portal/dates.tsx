/** One's own dates on the page of one's matter: when, where, and into one's own calendar. */
import { useQuery } from '@tanstack/react-query';
import { type Answer, read } from '../../../../web/api.ts';
import { useTime } from '../../../../web/dates.ts';
import { useMarks, useNamed, useTexts } from '../../../../web/texts.ts';
import { Badge } from '../../../../web/ui/parts.tsx';
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
          <OneDate key={date.id} date={date} />
        ))}
      </ul>
    </section>
  );
}

function OneDate({ date }: { date: OwnDate }) {
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
      <p>
        {say('where')} {date.room ? `${named(date.room)} ${date.room.way}` : date.place}
      </p>
      {date.posts.length > 0 && (
        <p className="muted">
          {say('who')} {marks.list(date.posts.map((post) => named(post.words)))}
        </p>
      )}
      {!isOver && (
        <a className="own-date-door" href={date.href} aria-label={say('toCalendarOf', { at })}>
          {say('toCalendar')}
        </a>
      )}
    </li>
  );
}
