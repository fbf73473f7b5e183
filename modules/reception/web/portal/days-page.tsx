/** 接访日: the days to come with what is left of them, and who received before. */
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Answer, read } from '../../../../web/api.ts';
import { useCounty } from '../../../../web/county.ts';
import { useTime } from '../../../../web/dates.ts';
import { portalPaths } from '../../../../web/paths.ts';
import { CountyChoice } from '../../../../web/portal/county-choice.tsx';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { Badge, Empty, PageTitle } from '../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { receptionWords } from '../texts.ts';
import { dayKey, useHostWords, usePlaceWords, useSpanWords } from '../words.tsx';
import './reception.css';

export type PublicDay = Answer<'GET /api/public/reception-days'>['items'][number];

export function ReceptionPage() {
  const say = useTexts(receptionWords);
  const { county } = useCounty();
  return (
    <>
      <PageTitle name={say('title')}>{say('title')}</PageTitle>
      <p>{say('lead')}</p>
      <p>
        <Link to={portalPaths.myAppointments}>{say('mine')}</Link>
      </p>
      {county ? <DaysOf county={county.county} /> : <CountyChoice />}
    </>
  );
}

function DaysOf({ county }: { county: string }) {
  const { data } = useSuspenseQuery(read('GET /api/public/reception-days', { query: { county } }));
  return (
    <>
      {data.items.length === 0 && <NoDays />}
      <ul className="plain-list">
        {data.items.map((day) => (
          <li key={day.id}>
            <DayCard day={day} />
          </li>
        ))}
      </ul>
      <Past county={county} />
    </>
  );
}

function NoDays() {
  const say = useTexts(receptionWords);
  return (
    <Empty>
      <p>
        <strong>{say('none')}</strong>
      </p>
      <p>{say('noneHelp')}</p>
      <Link className="button button-main" to={portalPaths.report}>
        {say('report')}
      </Link>
    </Empty>
  );
}

function DayCard({ day }: { day: PublicDay }) {
  const say = useTexts(receptionWords);
  const time = useTime();
  const at = time(day.startsAt);
  return (
    <article className="card" aria-labelledby={day.id}>
      <div className="reception-head">
        <h2 id={day.id}>
          {time(day.startsAt, 'weekday')} {say(day.kind)}
        </h2>
        <Left day={day} />
      </div>
      <DayFacts day={day} />
      {day.state === 'published' && (
        <Link
          className="button button-plain button-wide"
          to={portalPaths.receptionDay(dayKey(day))}
          aria-label={say('seeOf', { at })}
        >
          {say('see')}
        </Link>
      )}
    </article>
  );
}

/** How many turns are left, or why there is none. */
export function Left({ day }: { day: Pick<PublicDay, 'state' | 'whyNotBook' | 'free'> }) {
  const say = useTexts(receptionWords);
  if (day.state === 'cancelled') return <Badge tone="bad">{say('off')}</Badge>;
  if (day.whyNotBook === 'RECEPTION_OVER') return <Badge>{say('over')}</Badge>;
  if (day.whyNotBook !== null) return <Badge tone="warn">{say('closed')}</Badge>;
  if (day.free === 0) return <Badge tone="warn">{say('full')}</Badge>;
  return <Badge tone="good">{say('free', { count: day.free })}</Badge>;
}

type Facts = Pick<
  PublicDay,
  | 'startsAt'
  | 'endsAt'
  | 'hosts'
  | 'place'
  | 'room'
  | 'topics'
  | 'note'
  | 'state'
  | 'cancelReason'
  | 'isByAppointment'
  | 'bookUntil'
>;

export function DayFacts({ day }: { day: Facts }) {
  const say = useTexts(receptionWords);
  const named = useNamed();
  const time = useTime();
  const hostWords = useHostWords();
  const placeWords = usePlaceWords();
  const spanWords = useSpanWords();
  const until = time(day.bookUntil);
  const topics = day.topics.map((one) => named(one)).join(' · ');
  return (
    <>
      {day.state === 'cancelled' && <p>{say('offWhy', { why: day.cancelReason })}</p>}
      <dl className="reception-facts">
        <dt>{say('when')}</dt>
        <dd>{spanWords(day)}</dd>
        <dt>{say('hosts')}</dt>
        <dd>{hostWords(day.hosts)}</dd>
        <dt>{say('where')}</dt>
        <dd>{placeWords(day)}</dd>
        <dt>{say('topics')}</dt>
        <dd>{topics || say('anyTopic')}</dd>
      </dl>
      {named(day.note) !== '' && <p>{named(day.note)}</p>}
      {day.state === 'published' && (
        <p className="muted">
          {say(day.isByAppointment ? 'byAppointment' : 'orWalkIn', { until })}
        </p>
      )}
    </>
  );
}

/** Nothing of who came, and not how many. */
function Past({ county }: { county: string }) {
  const say = useTexts(receptionWords);
  const spanWords = useSpanWords();
  const hostWords = useHostWords();
  const past = useQuery(read('GET /api/public/reception-days/past', { query: { county } }));
  return (
    <section aria-labelledby="reception-past">
      <h2 id="reception-past">{say('past')}</h2>
      <ProblemNote error={past.error} />
      {past.data?.items.length === 0 && <p className="muted">{say('pastNone')}</p>}
      <ul className="plain-list">
        {past.data?.items.map((day) => (
          <li key={day.id}>
            {spanWords(day)} {say(day.kind)}
            <br />
            <span className="muted">{hostWords(day.hosts)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
