/** One reception day: what was announced, and a turn of one's own. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type Answer, read } from '../../../../web/api.ts';
import { useTime } from '../../../../web/dates.ts';
import { portalPaths } from '../../../../web/paths.ts';
import { PhoneSignIn } from '../../../../web/portal/phone-sign-in.tsx';
import { useParam } from '../../../../web/router.tsx';
import { useSession } from '../../../../web/session.ts';
import { useTexts } from '../../../../web/texts.ts';
import { Notice, PageTitle } from '../../../../web/ui/parts.tsx';
import { receptionWords } from '../texts.ts';
import { dayOfKey } from '../words.tsx';
import { BookForm } from './book-form.tsx';
import { DayFacts, Left } from './days-page.tsx';
import './reception.css';

export type Day = Answer<'GET /api/public/reception-days/{county}/{id}'>;
export type Own = Answer<'GET /api/my/appointments'>['items'][number];

export function ReceptionDayPage() {
  const say = useTexts(receptionWords);
  const time = useTime();
  const params = dayOfKey(useParam('day'));
  const { data: day } = useSuspenseQuery(
    read('GET /api/public/reception-days/{county}/{id}', { params }),
  );
  const [own, setOwn] = useState<Own | null>(null);
  const name = `${time(day.startsAt, 'weekday')} ${say(day.kind)}`;
  return (
    <>
      <PageTitle name={name}>{name}</PageTitle>
      <section className="card">
        <Left day={day} />
        <DayFacts day={day} />
      </section>
      {own ? <Booked own={own} /> : <Booking day={day} onBooked={setOwn} />}
      <p>
        <Link to={portalPaths.reception}>{say('back')}</Link>
      </p>
    </>
  );
}

function Booking({ day, onBooked }: { day: Day; onBooked: (own: Own) => void }) {
  const say = useTexts(receptionWords);
  const session = useSession();
  const [isSignedIn, setSignedIn] = useState(false);
  if (day.whyNotBook !== null || day.free === 0) return null;
  return (
    <section className="card" aria-labelledby="reception-book">
      <h2 id="reception-book">{say('book')}</h2>
      {session.kind === 'resident' || isSignedIn ? (
        <BookForm day={day} onBooked={onBooked} />
      ) : (
        <>
          <p>{say('signInFirst')}</p>
          <PhoneSignIn onDone={() => setSignedIn(true)} />
        </>
      )}
    </section>
  );
}

function Booked({ own }: { own: Own }) {
  const say = useTexts(receptionWords);
  const time = useTime();
  return (
    <div role="status">
      <Notice tone="good">
        <p className="reception-turn">{say('booked', { turn: own.turn })}</p>
        <p>
          {time(own.at, 'full')} – {time(own.endsAt, 'clock')}
        </p>
        <p>{say('bookedHelp')}</p>
        <Link to={portalPaths.myAppointments}>{say('toMine')}</Link>
      </Notice>
    </div>
  );
}
